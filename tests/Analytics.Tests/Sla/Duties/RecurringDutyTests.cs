using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla.Duties;

/// <summary>Something so often in so many months, for every unit or customer; found by hand with a calendar.</summary>
public sealed class RecurringDutyTests
{
    private const string Inspection = "id: inspections, title: {zh: 巡检, en: Inspection}, kind: recurring, per: unit, every: 3 months, done_by: {tickets: [inspection]}";

    [Fact]
    public void A_unit_inspected_every_three_months_is_kept_and_one_inspected_a_day_late_is_not()
    {
        // U1: delivered 15 January, inspected 15 April (the last day), next by 15 July, inspected 16 July: a day late.
        using DutyDesk desk = Desk("U1 01-15", Inspection, "2026-08-20", "2026-03", "2026-08", ("I1", "U1", "04-15"), ("I2", "U1", "07-16"));
        Assert.Equal(
            [
                // March: nothing can be due before 15 April, so the unit isn't judged yet.
                "U1 2026-04 met due 07-15",
                "U1 2026-05 met due 07-15",
                "U1 2026-06 met due 07-15",
                "U1 2026-07 breached due 07-15 late 1",
                "U1 2026-08 met due 10-16",
            ],
            desk.Cases);
    }

    [Fact]
    public void A_unit_never_inspected_is_late_in_every_month_from_its_first_day_on()
    {
        // Delivered 31 January; three months on is 30 April: overdue from 1 May. June is over 31 + 30 days later.
        using DutyDesk desk = Desk("U1 01-31", Inspection, "2026-07-10", "2026-03", "2026-07", ("X1", "U9", "02-01"));
        Assert.Equal(
            ["U1 2026-04 met due 04-30", "U1 2026-05 breached due 04-30 late 31", "U1 2026-06 breached due 04-30 late 61", "U1 2026-07 breached due 04-30 late 71"],
            desk.Cases.Where(c => c.StartsWith("U1", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_inspection_owed_later_in_a_running_month_is_pending_and_due_soon()
    {
        // Delivered 20 April: owed by 20 July; as of noon of 18 July.
        using DutyDesk desk = Desk("U1 04-20", Inspection, "2026-07-18", "2026-07", "2026-07", ("X1", "U9", "02-01"));
        Assert.Equal(["U1 2026-07 pending due 07-20"], desk.Cases);
        Assert.Equal([], desk.Due(48)); // its midnight comes in 60 hours
        Assert.Equal(["U1 07-20"], desk.Due(60));
    }

    [Fact]
    public void A_late_inspection_counts_in_the_months_in_which_it_was_overdue_and_not_after()
    {
        // Owed by 15 April, done 10 June: overdue in April, May and June; the next is owed by 10 September.
        using DutyDesk desk = Desk("U1 01-15", Inspection, "2026-07-20", "2026-04", "2026-07", ("I1", "U1", "06-10"));
        Assert.Equal(
            ["U1 2026-04 breached due 04-15 late 15", "U1 2026-05 breached due 04-15 late 46", "U1 2026-06 breached due 04-15 late 56", "U1 2026-07 met due 09-10"],
            desk.Cases);
    }

    [Fact]
    public void Without_a_single_inspection_on_record_nobody_is_condemned_and_what_is_needed_is_told()
    {
        using DutyDesk desk = Desk("U1 01-15", Inspection, "2026-08-20", "2026-08", "2026-08");
        Assert.Empty(desk.Cases);
        Assert.Equal("此类业务的报修单", desk.Finding("2026-08").Lacking!.Zh);
        Assert.Empty(desk.Due(24 * 365));
    }

    [Fact]
    public void Without_the_installed_base_units_are_not_known_and_this_is_told()
    {
        WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-08-20 00:00", "tickets", """
            ticket_id, serial_no, request_type, received_at_utc,  arrived_at_utc
            I1,        U1,        inspection,   2026-04-15 01:00, 2026-04-15 02:00
            """);
        using DutyDesk desk = new(warehouse, Inspection, "2026-08-20", "2026-08", "2026-08");
        Assert.Equal("the export of the installed base", desk.Finding("2026-08").Lacking!.En);
    }

    [Fact]
    public void After_the_warranty_means_from_its_last_day_on()
    {
        // Warranty until 10 March; owed every 3 months from then: by 10 June. An inspection during the warranty doesn't count.
        const string rule = "id: visits, title: {zh: 走访, en: Visits}, kind: recurring, per: unit, every: 3 months, during: after_warranty, done_by: {tickets: [inspection]}";
        using DutyDesk desk = Desk("U1 01-15 03-10", rule, "2026-07-05", "2026-05", "2026-07", ("I1", "U1", "02-20"));
        Assert.Equal(["U1 2026-06 breached due 06-10 late 20", "U1 2026-07 breached due 06-10 late 25"], desk.Cases);
    }

    [Fact]
    public void Within_the_warranty_nothing_is_owed_after_its_last_day()
    {
        // Warranty until 20 July: the turn that would end on 15 July is owed, the one from 15 July to 15 October isn't.
        const string rule = "id: visits, title: {zh: 走访, en: Visits}, kind: recurring, per: unit, every: 3 months, during: warranty, done_by: {tickets: [inspection]}";
        using DutyDesk desk = Desk("U1 01-15 07-20", rule, "2026-11-05", "2026-07", "2026-10", ("I1", "U1", "04-15"), ("I2", "U1", "07-15"));
        Assert.Equal(["U1 2026-07 met due 07-15"], desk.Cases);
    }

    [Fact]
    public void Three_return_visits_a_year_are_kept_when_each_comes_within_a_year_of_the_third_before_it()
    {
        // First ticket 10 January 2025. Visits on 1 March, 1 June, 1 September 2025 and 1 April 2026. The first three are owed by 10 January 2026:
        // done. The fourth is owed a year after the first, by 1 March 2026: done on 1 April, 31 days late. The fifth by 1 June 2026: not done.
        const string rule = "id: return_visits, title: {zh: 回访, en: Return visits}, kind: recurring, per: customer, every: 12 months, times: 3, done_by: {revisits: true}";
        WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-06-20 00:00", "tickets", """
            ticket_id, customer, received_at_utc,  revisited_at_utc
            T1,        甲,       2025-01-10 01:00,
            T2,        甲,       2025-02-20 01:00, 2025-03-01 01:00
            T3,        甲,       2025-05-20 01:00, 2025-06-01 01:00
            T4,        甲,       2025-08-20 01:00, 2025-09-01 01:00
            T5,        甲,       2026-03-20 01:00, 2026-04-01 01:00
            """);
        using DutyDesk desk = new(warehouse, rule, "2026-06-20", "2025-12", "2026-06");
        Assert.Equal(
            [
                "甲 2026-01 met due 03-01", "甲 2026-02 met due 03-01", "甲 2026-03 breached due 03-01 late 30", "甲 2026-04 breached due 03-01 late 31",
                "甲 2026-05 met due 06-01", "甲 2026-06 breached due 06-01 late 19",
            ],
            desk.Cases);
    }

    [Fact]
    public void Only_customers_of_the_grade_owe_a_visit_and_the_newest_grade_counts()
    {
        const string rule = "id: key_visits, title: {zh: 走访, en: Visits}, kind: recurring, per: customer, every: 12 months, customer_grade: [a], done_by: {tickets: [inspection]}";
        WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-06-20 00:00", "tickets", """
            ticket_id, customer, customer_grade, request_type, received_at_utc,  arrived_at_utc
            T1,        甲,       b,              repair,       2025-01-10 01:00,
            T2,        甲,       a,              repair,       2025-11-10 01:00,
            T3,        乙,       a,              repair,       2025-01-10 01:00,
            T4,        乙,       b,              inspection,   2025-12-10 01:00, 2025-12-11 01:00
            T5,        丙,       ,               repair,       2025-01-10 01:00,
            """);
        using DutyDesk desk = new(warehouse, rule, "2026-06-20", "2026-05", "2026-05");
        Assert.Equal(["甲 2026-05 breached due 01-10 late 141"], desk.Cases);
        Assert.True(desk.Finding("2026-05").Worst.Single().IsKeyCustomer);
    }

    [Fact]
    public void An_inspection_of_the_customers_site_counts_for_every_unit_of_the_customer()
    {
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-08-20 00:00", "tickets", """
                ticket_id, serial_no, customer, request_type, received_at_utc,  arrived_at_utc
                I1,        ,          甲,       inspection,   2026-04-10 01:00, 2026-04-10 02:00
                # the records begin before the units were delivered
                T0,        ,          丙,       repair,       2026-01-01 01:00,
                """)
            .Batch("2026-08-20 00:00", "installed_units", """
                serial_no, customer, delivered_on
                U1,        甲,       2026-01-15
                U2,        甲,       2026-01-15
                U3,        乙,       2026-01-15
                """);
        using DutyDesk desk = new(warehouse, Inspection, "2026-08-20", "2026-06", "2026-06", batch: 2);
        Assert.Equal(["U1 2026-06 met due 07-10", "U2 2026-06 met due 07-10", "U3 2026-06 breached due 04-15 late 76"], desk.Cases);
    }

    [Fact]
    public void One_satisfaction_survey_a_year_is_owed_to_every_customer()
    {
        const string rule = "id: annual_survey, title: {zh: 年度调查, en: Annual survey}, kind: recurring, per: customer, every: 12 months, done_by: {surveys: true}";
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-08-20 00:00", "tickets", """
                ticket_id, customer, received_at_utc
                T1,        甲,       2025-03-10 01:00
                T2,        乙,       2025-03-10 01:00
                """)
            .Batch("2026-08-20 00:00", "surveys", """
                survey_id, customer, sent_at_utc
                S0,        丙,       2025-01-01 01:00
                S1,        甲,       2026-03-09 16:30
                """);
        using DutyDesk desk = new(warehouse, rule, "2026-08-20", "2026-03", "2026-03", batch: 2);

        // 16:30 UTC on the 9th is half past midnight of the 10th in Shanghai: the last day in time.
        Assert.Equal(["乙 2026-03 breached due 03-10 late 21", "甲 2026-03 met due 03-10"], desk.Cases.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_owed_from_before_the_records_begin()
    {
        // Delivered in 2019, but the first ticket on record is of 10 April 2026: owed by 10 July 2026, not by 2019.
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-08-20 00:00", "tickets", """
                ticket_id, serial_no, customer, request_type, received_at_utc,  arrived_at_utc
                I1,        U9,        乙,       inspection,   2026-04-10 01:00, 2026-04-10 02:00
                """)
            .Batch("2026-08-20 00:00", "installed_units", "serial_no, customer, delivered_on\nU1, 甲, 2019-01-15");
        using DutyDesk desk = new(warehouse, Inspection, "2026-08-20", "2026-06", "2026-08", batch: 2);
        Assert.Equal(["U1 2026-07 breached due 07-10 late 21", "U1 2026-08 breached due 07-10 late 41"], desk.Cases);
    }

    private static DutyDesk Desk(string unit, string rule, string asOf, string first, string last, params (string Ticket, string Unit, string Day)[] inspections)
    {
        string[] parts = unit.Split(' ');
        string warranty = parts.Length > 2 ? $"2026-{parts[2]}" : string.Empty;
        WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-12-01 00:00", "installed_units", $"serial_no, customer, delivered_on, warranty_until_on\n{parts[0]}, 甲, 2026-{parts[1]}, {warranty}")
            .Batch("2026-12-01 00:00", "tickets", "ticket_id, serial_no, customer, request_type, received_at_utc, arrived_at_utc\n"
                + "T0, , 乙, repair, 2026-01-01 01:00, \n"
                + string.Concat(inspections.Select(i => $"{i.Ticket}, {i.Unit}, 乙, inspection, 2026-{i.Day} 01:00, 2026-{i.Day} 02:00\n")));
        return new DutyDesk(warehouse, rule, asOf, first, last, batch: 2);
    }
}
