using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla.Duties;

/// <summary>Duties measured from the exports of visits and of movements of parts.</summary>
public sealed class VisitsAndPartsTests
{
    [Fact]
    public void A_key_customer_visited_once_a_year_is_kept_and_a_planned_visit_is_no_visit()
    {
        const string rule = "id: key_visits, title: {zh: 走访, en: Visits}, kind: recurring, per: customer, every: 12 months, customer_grade: [a], done_by: {visits: [customer_visit]}";
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-08-20 00:00", "tickets", """
                ticket_id, customer, customer_grade, serial_no, received_at_utc
                T1,        甲,       a,              S1,        2025-03-10 01:00
                T2,        乙,       a,              S2,        2025-03-10 01:00
                T3,        丙,       a,              S3,        2025-03-10 01:00
                T4,        丁,       a,              S4,        2025-03-10 01:00
                """)
            .Batch("2026-08-20 00:00", "visits", """
                visit_id, ticket_id, customer, kind_of_visit,  planned_on, arrived_at_utc
                # the records begin before the customers' first tickets
                V0,       ,          戊,       repair,         ,           2025-01-01 01:00
                V1,       ,          甲,       customer_visit, ,           2026-02-01 01:00
                V2,       ,          乙,       customer_visit, 2026-03-01,
                V3,       ,          丙,       repair,         ,           2026-02-01 01:00
                # the ticket tells the customer
                V4,       T4,        ,         customer_visit, ,           2026-03-09 01:00
                """);
        using DutyDesk desk = new(warehouse, rule, "2026-08-20", "2026-03", "2026-03", batch: 2);
        Assert.Equal(
            ["丁 2026-03 met", "丙 2026-03 breached", "乙 2026-03 breached", "甲 2026-03 met"],
            desk.Cases.Select(c => string.Join(' ', c.Split(' ').Take(3))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_the_export_of_visits_no_customer_is_condemned()
    {
        const string rule = "id: key_visits, title: {zh: 走访, en: Visits}, kind: recurring, per: customer, every: 12 months, done_by: {visits: [customer_visit]}";
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-08-20 00:00", "tickets", "ticket_id, customer, received_at_utc\nT1, 甲, 2025-03-10 01:00"), rule, "2026-08-20", "2026-08", "2026-08");
        Assert.Empty(desk.Cases);
        Analytics.Policies.NotMeasured needed = Assert.Single(Analytics.Sla.Duties.DutyFindings.Compute(desk.Session, desk.Policy, ReportingMonth.Parse("2026-08")).NotMeasured);
        Assert.Equal(("key_visits", "走访／巡检／定检导出"), (needed.Id, needed.Needs.Zh));
    }

    [Fact]
    public void A_recoverable_part_is_back_on_the_fourth_and_not_on_the_fifth()
    {
        const string rule = "id: old_parts, title: {zh: 旧件, en: Old parts}, kind: parts_back, by_day: 5";
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-08-20 00:00", "tickets", "ticket_id, customer, received_at_utc\nT1, 甲, 2026-06-10 01:00")
            .Batch("2026-08-20 00:00", "part_movements", """
                movement_id, ticket_id, part_no, direction, quantity, moved_on,   is_recoverable, returned_on
                A,           T1,        P1,      out,       1,        2026-06-30, true,           2026-07-04
                B,           T1,        P1x,     out,       1,        2026-06-01, true,           2026-07-05
                C,           T1,        P2,      out,       1,        2026-06-10, true,
                # not to be sent back
                D,           T1,        P3,      out,       1,        2026-06-10, false,
                # two issued, one back by 1 July and the second by 6 July: the earlier issue is made up for first
                E,           T1,        P4,      out,       1,        2026-06-10, true,
                F,           T1,        P4,      out,       1,        2026-06-11, true,
                R1,          T1,        P4,      returned,  1,        2026-07-01, ,
                R2,          T1,        P4,      returned,  1,        2026-07-06, ,
                # half of the quantity is not back
                G,           T1,        P5,      out,       2,        2026-06-10, true,
                R3,          T1,        P5,      returned,  1,        2026-07-01, ,
                H,           T1,        P6,      out,       1,        2026-08-19, true,
                I,           T1,        P7,      out,       1,        2026-06-10, true,           2026-06-09
                """);
        using DutyDesk desk = new(warehouse, rule, "2026-08-20", "2026-06", "2026-08", batch: 2);
        Assert.Equal(
            [
                "A 2026-06 met due 07-04", "B 2026-06 breached due 07-04 late 1", "C 2026-06 breached due 07-04 late 47", "E 2026-06 met due 07-04",
                "F 2026-06 breached due 07-04 late 2", "G 2026-06 breached due 07-04 late 47", "H 2026-08 pending due 09-04",
                "I 2026-06 unmeasurable done_before_start due 07-04",
            ],
            desk.Cases);
        Assert.Equal(["H 09-04"], desk.Due(24 * 16));
    }

    [Fact]
    public void Parts_carried_are_parts_used_and_parts_returned()
    {
        const string rule = "id: parts_balance, title: {zh: 配件, en: Parts}, kind: parts_balance";
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-08-20 00:00", "tickets", "ticket_id, customer, received_at_utc\nT1, 甲, 2026-06-10 01:00")
            .Batch("2026-08-20 00:00", "visits", """
                visit_id, ticket_id, parts_carried, parts_used, parts_returned, departed_at_utc,  left_at_utc
                A,        T1,        5,             3,          2,              2026-08-01 01:00, 2026-08-02 01:00
                B,        T1,        5,             3,          1,              2026-08-01 01:00, 2026-08-02 01:00
                C,        T1,        5,             5,          ,               2026-08-01 01:00, 2026-08-02 01:00
                D,        T1,        5,             ,           ,               2026-08-01 01:00, 2026-08-02 01:00
                E,        T1,        ,              2,          ,               2026-08-01 01:00, 2026-08-02 01:00
                # nothing carried, nothing owed
                F,        T1,        0,             0,          0,              2026-08-01 01:00, 2026-08-02 01:00
                # still on the way
                G,        T1,        5,             ,           ,               2026-08-19 01:00,
                # half of a metre of cable counts too
                H,        T1,        1.5,           0.7,        0.8,            2026-08-01 01:00, 2026-08-02 01:00
                """);
        using DutyDesk desk = new(warehouse, rule, "2026-08-20", "2026-08", "2026-08", batch: 2);
        Assert.Equal(
            [
                "A 2026-08 met", "B 2026-08 breached", "C 2026-08 met", "D 2026-08 unmeasurable quantity_missing", "E 2026-08 unmeasurable quantity_missing",
                "G 2026-08 pending", "H 2026-08 met",
            ],
            desk.Cases);
    }

    [Fact]
    public void A_trip_report_is_signed_by_the_customer_and_a_blank_is_no_refusal()
    {
        const string rule = "id: signed, title: {zh: 签字, en: Signed}, kind: visit_signed, visits: [repair, commissioning]";
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-08-20 00:00", "tickets", "ticket_id, customer, received_at_utc\nT1, 甲, 2026-06-10 01:00")
            .Batch("2026-08-20 00:00", "visits", """
                visit_id, ticket_id, kind_of_visit, is_signed, planned_on, departed_at_utc,  left_at_utc
                A,        T1,        repair,        true,      ,           2026-08-01 01:00, 2026-08-02 01:00
                B,        T1,        commissioning, false,     ,           2026-08-01 01:00, 2026-08-02 01:00
                C,        T1,        repair,        ,          ,           2026-08-01 01:00, 2026-08-02 01:00
                # training needs no signature
                D,        T1,        training,      false,     ,           2026-08-01 01:00, 2026-08-02 01:00
                # still on the way; only planned; ended in July
                E,        T1,        repair,        ,          ,           2026-08-19 01:00,
                F,        T1,        repair,        ,          2026-08-25, ,
                G,        T1,        repair,        false,     ,           2026-07-30 01:00, 2026-07-31 15:00
                """);
        using DutyDesk desk = new(warehouse, rule, "2026-08-20", "2026-08", "2026-08", batch: 2);
        Assert.Equal(["A 2026-08 met", "B 2026-08 breached", "C 2026-08 unmeasurable signature_missing", "E 2026-08 pending"], desk.Cases);
    }
}
