using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Sla.Duties;

/// <summary>Duties owed once to a charge, a repair, a complaint, a notice or a month.</summary>
public sealed class OwedOnceTests
{
    [Fact]
    public void A_charge_is_to_be_paid_by_the_fortieth_day_after_the_repair()
    {
        // 40 days after 1 September is 11 October, after 2 September 12 October …
        const string rule = "id: paid, title: {zh: 收款, en: Paid}, kind: paid, within: 40 days, from: repaired, target: 0.9";
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-10-20 00:00", "tickets", """
                ticket_id, customer, charge, received_at_utc,  repaired_at_utc,  closed_at_utc,    paid_on
                # repaired at half past midnight of 1 September in Shanghai
                A,         甲,       100,    2026-08-20 01:00, 2026-08-31 16:30, 2026-09-05 01:00, 2026-10-11
                B,         甲,       100,    2026-08-20 01:00, 2026-09-02 01:00, 2026-09-05 01:00, 2026-10-13
                C,         甲,       100,    2026-08-20 01:00, 2026-09-05 01:00, 2026-09-05 01:00,
                D,         甲,       100,    2026-08-20 01:00, 2026-09-20 01:00, 2026-09-25 01:00,
                E,         甲,       100,    2026-08-20 01:00, 2026-09-20 01:00, 2026-09-25 01:00, 2026-08-25
                # closed without a repair: nobody knows from when
                F,         甲,       100,    2026-10-02 01:00, ,                 2026-10-05 01:00,
                # nothing charged
                G,         甲,       0,      2026-08-20 01:00, 2026-09-02 01:00, 2026-09-05 01:00,
                H,         甲,       ,       2026-08-20 01:00, 2026-09-02 01:00, 2026-09-05 01:00,
                # a payment after the as-of day has not come yet
                I,         甲,       100,    2026-08-20 01:00, 2026-09-05 01:00, 2026-09-05 01:00, 2026-10-25
                """),
            rule, "2026-10-20", "2026-10", "2026-10");
        Assert.Equal(
            [
                "A 2026-10 met due 10-11", "B 2026-10 breached due 10-12 late 1", "C 2026-10 breached due 10-15 late 5", "D 2026-10 pending due 10-30",
                "E 2026-10 met due 10-30", "F 2026-10 unmeasurable day_missing", "I 2026-10 breached due 10-15 late 5",
            ],
            desk.Cases);
        Analytics.Sla.Duties.DutyFinding paid = desk.Finding("2026-10");
        Assert.Equal((2, 3, 1, 1), (paid.Current.Met, paid.Current.Breached, paid.Current.Pending, paid.Current.Unmeasurable));

        // Of the three paid: 40, 41 and -26 days; median 40; R7 at 0.9 is place 2.8: 40 + 0.8.
        Assert.Equal((40.0, 40.8), (paid.Current.MedianDays!.Value, Math.Round(paid.Current.P90Days!.Value, 9)));
        Assert.Equal(["C 5", "I 5", "B 1"], paid.Worst.Select(w => $"{w.Subject} {w.LateDays}"));
        Assert.Equal(["D 10-30"], desk.Due(24 * 11));
        Assert.Empty(desk.Due(24 * 10));
    }

    [Fact]
    public void A_repair_counts_when_its_days_of_watching_end_and_not_before()
    {
        const string rule = "id: no_repeat, title: {zh: 不重复, en: No repeat}, kind: no_repeat, within: 30 days";
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-10-20 00:00", "tickets", """
                ticket_id, serial_no, request_type, fault_code, received_at_utc,  repaired_at_utc
                # watched from 1 to 31 October... A comes back on the last instant of its 30 days, B a minute later
                A,         U1,        repair,       E1,         2026-09-01 01:00, 2026-09-02 02:00
                A2,        U1,        repair,       E1,         2026-10-02 02:00,
                B,         U2,        repair,       E1,         2026-09-01 01:00, 2026-09-02 02:00
                B2,        U2,        repair,       E1,         2026-10-02 02:01,
                C,         U3,        repair,       E1,         2026-09-01 01:00, 2026-09-10 02:00
                C2,        U3,        repair,       E2,         2026-09-20 02:00,
                D,         U4,        repair,       ,           2026-09-01 01:00, 2026-09-10 02:00
                # came back after two days already, and is still not judged: its month will come
                E,         U5,        repair,       E1,         2026-09-01 01:00, 2026-09-25 02:00
                E2,        U5,        repair,       E1,         2026-09-27 02:00,
                """),
            rule, "2026-10-20", "2026-10", "2026-10");
        Assert.Equal(
            [
                "A 2026-10 breached due 10-02", "B 2026-10 met due 10-02", "C 2026-10 met due 10-10", "D 2026-10 unmeasurable fault_code_missing due 10-10",
                "E 2026-10 pending due 10-25",
            ],
            desk.Cases);
        Assert.Empty(desk.Due(24 * 30)); // watching is nothing to do
    }

    [Fact]
    public void A_repair_is_watched_for_as_long_as_the_duty_says_also_beyond_every_window_of_the_policy()
    {
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-10-20 00:00", "tickets", """
                ticket_id, serial_no, request_type, fault_code, received_at_utc,  repaired_at_utc
                # 120 days end on 30 August: back nine days before
                A,         U1,        repair,       E1,         2026-05-01 01:00, 2026-05-02 02:00
                A2,        U1,        repair,       E1,         2026-08-21 02:00,
                """),
            "id: no_repeat, title: {zh: 不重复, en: No repeat}, kind: no_repeat, within: 120 days", "2026-10-20", "2026-08", "2026-08");
        Assert.Equal(["A 2026-08 breached due 08-30"], desk.Cases);
    }

    [Theory]
    [InlineData("sorted", "A 2026-09 met due 09-30|B 2026-09 breached due 09-30 late 20|C 2026-10 pending due 10-31")]
    [InlineData("cause_named", "A 2026-09 met due 09-30|B 2026-09 breached due 09-30 late 20|C 2026-10 pending due 10-31")]
    public void A_complaint_is_sorted_and_explained_by_the_end_of_the_month_after_it_came(string must, string expected)
    {
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-10-20 00:00", "complaints", """
                complaint_id, received_at_utc,  category, cause, responsible_department
                A,            2026-08-10 01:00, quality,  装配,  生产部
                # the department is missing, and the category is unknown
                B,            2026-08-31 15:59, unknown,  装配,
                # a minute later it is September in Shanghai
                C,            2026-08-31 16:00, ,         ,      生产部
                """),
            $"id: complaints, title: {{zh: 投诉, en: Complaints}}, kind: complaint, must: {must}", "2026-10-20", "2026-08", "2026-10");
        Assert.Equal(expected.Split('|'), desk.Cases);
    }

    [Fact]
    public void A_complaint_is_followed_to_an_end_that_the_customer_accepts()
    {
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-10-20 00:00", "complaints", """
                complaint_id, customer, received_at_utc,  closed_at_utc,    is_accepted
                A,            甲,       2026-08-10 01:00, 2026-09-09 01:00, true
                B,            甲,       2026-08-10 01:00, 2026-09-10 01:00, true
                C,            甲,       2026-08-10 01:00, 2026-08-20 01:00, false
                D,            甲,       2026-08-10 01:00, 2026-08-20 01:00,
                E,            甲,       2026-08-10 01:00, ,
                F,            甲,       2026-10-01 01:00, ,
                """),
            "id: complaints, title: {zh: 投诉, en: Complaints}, kind: complaint, must: accepted, within: 30 days", "2026-10-20", "2026-09", "2026-10");
        Assert.Equal(
            [
                "A 2026-09 met due 09-09", "B 2026-09 breached due 09-09 late 1", "C 2026-09 breached due 09-09", "D 2026-09 unmeasurable acceptance_missing due 09-09",
                "E 2026-09 breached due 09-09 late 41", "F 2026-10 pending due 10-31",
            ],
            desk.Cases);
    }

    [Fact]
    public void Complaints_that_were_never_exported_are_named_as_what_is_needed()
    {
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-10-20 00:00", "tickets", "ticket_id, received_at_utc\nT1, 2026-10-01 01:00"),
            "id: complaints, title: {zh: 投诉, en: Complaints}, kind: complaint, must: sorted", "2026-10-20", "2026-10", "2026-10");
        Assert.Equal("the export of complaints", desk.Finding("2026-10").Lacking!.En);
    }

    [Fact]
    public void A_notice_is_judged_as_the_metrics_of_notices_judge_it()
    {
        // Confirmed on Wednesday 9 September: the third working day after it is Monday the 14th.
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-10-20 00:00", "rectifications", """
                notice_no, confirmed_on, issued_on
                N1,        2026-09-09,   2026-09-14
                N2,        2026-09-09,   2026-09-15
                N3,        2026-09-09,
                N4,        ,             2026-09-15
                """),
            "id: notices, title: {zh: 整改, en: Notices}, kind: rectification, step: issue", "2026-10-20", "2026-09", "2026-09");
        Assert.Equal(
            ["N1 2026-09 met due 09-14", "N2 2026-09 breached due 09-14 late 1", "N3 2026-09 breached due 09-14 late 36", "N4 2026-09 unmeasurable day_missing"],
            desk.Cases);
    }

    [Fact]
    public void Monthly_statistics_are_in_time_on_the_fifth_and_unknown_before_the_ledger_begins()
    {
        // July's report went out on 5 August at 23:59 in Shanghai, August's on 6 September; September's is owed by 5 October and is missing.
        WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-20 00:00", "tickets", "ticket_id, received_at_utc\nT1, 2026-10-01 01:00");
        using (WarehouseConnection connection = warehouse.Connect())
        {
            Issue(connection, 1, "2026-07-01", "2026-08-05 15:59", 1);
            Issue(connection, 2, "2026-08-01", "2026-09-06 01:00", 1);
            Issue(connection, 3, "2026-08-01", "2026-09-07 01:00", 1); // issued again: the first one counts
            Issue(connection, 4, "2026-09-01", "2026-10-04 01:00", 7); // of the very state in hand: its own issue is no evidence
        }

        using DutyDesk desk = new(warehouse, "id: statistics, title: {zh: 月报, en: Statistics}, kind: monthly_report, by_day: 5", "2026-10-20", "2026-07", "2026-11", batch: 7);
        Assert.Equal(
            [
                "2026-06 2026-07 unmeasurable ledger_not_begun due 07-05", "2026-07 2026-08 met due 08-05", "2026-08 2026-09 breached due 09-05 late 1",
                "2026-09 2026-10 breached due 10-05 late 15", "2026-10 2026-11 pending due 11-05",
            ],
            desk.Cases);
        Assert.Equal(["2026-10 11-05"], desk.Due(24 * 20));
    }

    [Fact]
    public void A_duty_is_judged_only_in_the_months_in_which_it_is_in_force()
    {
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-10-20 00:00", "rectifications", """
                notice_no, confirmed_on, issued_on
                N1,        2026-09-09,   2026-09-14
                N2,        2026-09-10,   2026-09-15
                """),
            "id: notices, title: {zh: 整改, en: Notices}, kind: rectification, step: issue, valid_from: 2026-09-15", "2026-10-20", "2026-09", "2026-09");
        Assert.Equal(["N2 2026-09 met due 09-15"], desk.Cases);
    }

    [Fact]
    public void The_metric_and_the_finding_give_the_same_figure()
    {
        using DutyDesk desk = new(
            new WarehouseBuilder().Batch("2026-10-20 00:00", "rectifications", """
                notice_no, confirmed_on, issued_on
                N1,        2026-09-09,   2026-09-14
                N2,        2026-09-09,   2026-09-15
                N4,        ,             2026-09-15
                """),
            "id: notices, title: {zh: 整改, en: Notices}, kind: rectification, step: issue", "2026-10-20", "2026-09", "2026-09");
        Figure figure = MetricCatalog.Compute(desk.Session, ["duty_compliance"]).Single();
        Analytics.Sla.Duties.DutyMonth month = desk.Finding("2026-09").Current;
        Assert.Equal("duty=notices", figure.Group.ToString());
        Assert.Equal((month.Share, month.N, month.Met, month.Unmeasurable), (figure.Value, figure.N, figure.Numerator, figure.Unmeasurable));
    }

    [Theory]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: recuring", "Did you mean \"recurring\"")]
    [InlineData("id: answered, title: {zh: 甲, en: A}, kind: parts_balance", "taken by another duty or clause")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: recurring, per: unit, every: 3 weeks, done_by: {tickets: [inspection]}", "write 3 months")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: recurring, per: unit, every: 3 months, done_by: {tickets: [inspektion]}", "Did you mean \"inspection\"")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: recurring, per: unit, every: 3 months, done_by: {surveys: true}", "write per: customer")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: recurring, per: unit, every: 3 months, done_by: {}", "names nothing that counts")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: paid", "within is missing")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: paid, within: 40 working_days", "write 40 days")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: visit_signed", "visits is missing")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: visit_signed, visits: [repairs]", "Did you mean \"repair\"")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: parts_back, by_day: 31", "by_day")]
    [InlineData("id: a, title: {zh: 甲, en: A}, kind: complaint", "must is missing")]
    public void A_duty_that_cannot_be_meant_is_refused_with_a_reason(string duty, string reason)
    {
        DocumentException problem = Assert.Throws<DocumentException>(() => DutyDesk.Parse(duty));
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    private static void Issue(WarehouseConnection connection, int id, string month, string issuedUtc, int batch) => connection.Execute(
        $"insert into ledger.report_issues values ({id}, date '{month}', 'management', 'zh', 'p', 'c', {batch}, timestamp '{issuedUtc}', '0', timestamp '{issuedUtc}', [])");
}
