using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Sla.Duties;

/// <summary>The warranty of replaced parts and the enquiry after ordered goods, on small tables worked out by hand.</summary>
public sealed class PartsAndOrdersTests
{
    private const string PartWarranty = "id: part_warranty, title: {zh: 配件保修, en: Parts}, kind: part_warranty, within: 12 months";
    private const string Enquiry = "id: goods_enquiry, title: {zh: 订货跟踪, en: Orders}, kind: goods_enquiry, unannounced_after: 7 working_days, enquire_within: 10 working_days";

    [Fact]
    public void A_replaced_part_that_fails_again_within_its_own_warranty_is_free_and_nothing_else_is_judged()
    {
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-08-20 00:00", "tickets", """
                ticket_id, customer, serial_no, request_type, failed_part, service_type, charge, cause_category, received_at_utc,  repaired_at_utc
                # the first repair puts a pump into each unit, done on 10 July 2025: its warranty ends on 9 July 2026
                A0,        甲,       S1,        repair,       pump,        paid,         900,    ,               2025-07-08 01:00, 2025-07-10 01:00
                B0,        乙,       S2,        repair,       pump,        paid,         900,    ,               2025-07-08 01:00, 2025-07-10 01:00
                C0,        丙,       S3,        repair,       pump,        paid,         900,    ,               2025-07-08 01:00, 2025-07-10 01:00
                D0,        丁,       S4,        repair,       pump,        paid,         900,    ,               2025-07-08 01:00, 2025-07-10 01:00
                E0,        戊,       S5,        repair,       pump,        paid,         900,    ,               2025-07-08 01:00, 2025-07-10 01:00
                # a pump was carried along to this one, but the valve was what had failed
                G0,        庚,       S7,        repair,       valve,       paid,         900,    ,               2025-07-08 01:00, 2025-07-10 01:00
                G1,        庚,       S7,        repair,       pump,        paid,         80,     ,               2026-07-01 01:00, 2026-07-02 01:00
                # the last day within, on the house: kept
                A1,        甲,       S1,        repair,       PUMP,        free,         ,       ,               2026-07-09 01:00, 2026-07-10 01:00
                # a day later: no longer owed
                A2,        甲,       S1,        repair,       pump,        paid,         500,    ,               2026-07-10 15:00, 2026-07-11 15:00
                # charged: not kept, by the part's number too
                B1,        乙,       S2,        repair,       P-100,       free,         120,    ,               2026-07-01 01:00, 2026-07-02 01:00
                # sold, the charge not entered yet: not kept; sold with a charge of nothing: kept
                C1,        丙,       S3,        repair,       pump,        paid,         ,       ,               2026-07-01 01:00, 2026-07-02 01:00
                C2,        丙,       S3,        repair,       pump,        paid,         0,      ,               2026-07-03 01:00, 2026-07-04 01:00
                # done, and nobody says who paid: can't be measured; not done yet: not due
                D1,        丁,       S4,        repair,       pump,        ,             ,       ,               2026-07-01 01:00, 2026-07-02 01:00
                D2,        丁,       S4,        repair,       pump,        ,             ,       ,               2026-07-03 01:00,
                # misuse, another part, a unit that never got one, an enquiry: no cases
                E1,        戊,       S5,        repair,       pump,        paid,         80,     misuse,         2026-07-01 01:00, 2026-07-02 01:00
                E2,        戊,       S5,        repair,       valve,       paid,         80,     ,               2026-07-01 01:00, 2026-07-02 01:00
                F1,        己,       S6,        repair,       pump,        paid,         80,     ,               2026-07-01 01:00, 2026-07-02 01:00
                E3,        戊,       S5,        consultation, pump,        paid,         80,     ,               2026-07-01 01:00, 2026-07-02 01:00
                """)
            .Batch("2026-08-20 00:00", "part_movements", """
                movement_id, ticket_id, part_no, part_name, direction, quantity, moved_on
                M1,          A0,        P-100,   Pump,      out,       1,        2025-07-09
                M2,          B0,        P-100,   pump,      out,       1,        2025-07-09
                M3,          C0,        P-100,   pump ,     out,       1,        2025-07-09
                M4,          D0,        P-100,   pump,      out,       1,        2025-07-09
                M5,          E0,        P-100,   pump,      out,       1,        2025-07-09
                M7,          G0,        P-100,   pump,      out,       1,        2025-07-09
                # an old part that came back is no replacement
                M6,          F1,        P-100,   pump,      returned,  1,        2025-07-09
                """);
        using DutyDesk desk = new(warehouse, PartWarranty, "2026-08-20", "2026-07", "2026-07", batch: 2);
        Assert.Equal(
            ["A1 2026-07 met", "B1 2026-07 breached", "C1 2026-07 breached", "C2 2026-07 met", "D1 2026-07 unmeasurable charge_missing", "D2 2026-07 pending"],
            desk.Cases);
        Assert.Empty(desk.Due(24 * 400)); // asking nothing isn't something to do by a day
    }

    /// <summary>October 2026 in China: 1 to 7 October off, Saturday the 10th worked. Ordered on Friday the 9th: the 7th working day after is Monday the 19th, the 10th Thursday the 22nd.</summary>
    [Theory]
    //          announced,  enquired,   arrived
    [InlineData("2026-10-19,           ,          ", "none", "announced on the last day on which nobody need ask")]
    [InlineData("          ,           , 2026-10-17", "none", "arrived without an announcement")]
    [InlineData("2026-10-21,           ,          ", "none", "announced before anybody had to have asked")]
    [InlineData("2026-10-21, 2026-10-20,          ", "met", "asked, then announced")]
    [InlineData("          , 2026-10-22,          ", "met", "asked on the last day")]
    [InlineData("          , 2026-10-12,          ", "met", "asked early")]
    [InlineData("          , 2026-10-23,          ", "breached late 1", "asked a day late")]
    [InlineData("2026-10-23,           ,          ", "breached late 10", "announced too late and never asked: open until the as-of day, 1 November")]
    [InlineData("          ,           ,          ", "breached late 10", "neither")]
    [InlineData("          , 2026-10-08,          ", "unmeasurable done_before_start", "asked before it was ordered")]
    public void Goods_not_announced_seven_working_days_after_the_order_are_asked_for_by_the_tenth(string days, string told, string why)
    {
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-11-01 00:00", "tickets", "ticket_id, customer, received_at_utc\nT1, 甲, 2026-06-10 01:00")
            .Batch("2026-11-01 00:00", "orders", "order_id, customer, office, announced_on, enquired_on, arrived_on, ordered_on\nO1, 甲, 南京, " + days + ", 2026-10-09");
        using DutyDesk desk = new(warehouse, Enquiry, "2026-11-01", "2026-10", "2026-10", batch: 2);
        string expected = told == "none" ? string.Empty : $"O1 2026-10 {told.Replace(" late", " due 10-22 late", StringComparison.Ordinal)}{(told.Contains("late", StringComparison.Ordinal) ? string.Empty : " due 10-22")}";
        Assert.True(expected == string.Join(';', desk.Cases), $"{why}: {string.Join(';', desk.Cases)}");
    }

    [Theory]
    [InlineData("2026-10-19", "", "", "the seventh working day isn't over")]
    [InlineData("2026-10-20", "O1 2026-10 pending due 10-22", "O1 10-22", "from the eighth on an enquiry is due")]
    [InlineData("2026-10-22", "O1 2026-10 pending due 10-22", "O1 10-22", "the last day")]
    [InlineData("2026-10-23", "O1 2026-10 breached due 10-22 late 1", "", "over")]
    public void An_enquiry_is_due_between_the_eighth_and_the_tenth_working_day(string asOf, string cases, string due, string why)
    {
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-10-09 00:00", "tickets", "ticket_id, customer, received_at_utc\nT1, 甲, 2026-06-10 01:00")
            .Batch("2026-10-09 00:00", "orders", "order_id, ordered_on\nO1, 2026-10-09\nO2,");
        using DutyDesk desk = new(warehouse, Enquiry, asOf, "2026-10", "2026-10", batch: 2);
        Assert.True(cases == string.Join(';', desk.Cases), $"{why}: {string.Join(';', desk.Cases)}");
        Assert.True(due == string.Join(';', desk.Due(24 * 10)), $"{why}: {string.Join(';', desk.Due(24 * 10))}");
    }

    [Theory]
    [InlineData(Enquiry, "订货单导出", "the export of orders")]
    [InlineData(PartWarranty, "配件出入库导出", "the export of part movements")]
    public void Without_their_export_they_say_which_they_need(string rule, string zh, string en)
    {
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-08-20 00:00", "tickets", "ticket_id, customer, received_at_utc\nT1, 甲, 2025-03-10 01:00"), rule, "2026-08-20", "2026-08", "2026-08");
        Assert.Empty(desk.Cases);
        NotMeasured needed = Assert.Single(DutyFindings.Compute(desk.Session, desk.Policy, ReportingMonth.Parse("2026-08")).NotMeasured);
        Assert.Equal((zh, en), (needed.Needs.Zh, needed.Needs.En));
    }

    [Theory]
    [InlineData("12 months", "12 weeks", PartWarranty, "is not a number of months from 1 to 120")]
    [InlineData("7 working_days", "7 days", Enquiry, "is not a number of working days from 1 to 250")]
    [InlineData("10 working_days", "5 working_days", Enquiry, "5 working days are not later than the 7")]
    public void What_cannot_be_meant_is_said_with_its_line(string right, string wrong, string rule, string problem)
    {
        DocumentException failure = Assert.Throws<DocumentException>(() => DutyDesk.Parse(rule.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.Contains("duties.yaml", failure.Message, StringComparison.Ordinal);
    }
}
