using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>One clause, answered within 30 minutes of all time, target 0.9; as of 2026-10-31 16:00 UTC, the end of October in Shanghai.</summary>
public sealed class SlaFindingsTests : IDisposable
{
    private const string Rules = """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: all, around_the_clock: true}
        clauses:
          - id: answered
            title: {zh: 响应, en: Answered}
            start: received
            stop: answered
            limit: 30 minutes
            target: 0.9
            applies_to: {severity: [general, major]}
        """;

    // September: 9 met, 1 breached. October: 5 met (10, 20, 20, 20, 30 min), 3 breached (40 and 100 min, one open), 1 pending, 1 unmeasurable, 2 unknown.
    private const string Tickets = """
        ticket_id, severity, office, customer, customer_grade, received_at_utc,  answered_at_utc,  arrived_at_utc, closed_at_utc
        S1,        general,  北京,   甲,       a,              2026-09-01 01:00, 2026-09-01 01:10, ,               2026-09-30 01:00
        S2,        general,  北京,   甲,       a,              2026-09-02 01:00, 2026-09-02 01:10, ,               2026-09-30 01:00
        S3,        general,  北京,   甲,       a,              2026-09-03 01:00, 2026-09-03 01:10, ,               2026-09-30 01:00
        S4,        general,  北京,   甲,       a,              2026-09-04 01:00, 2026-09-04 01:10, ,               2026-09-30 01:00
        S5,        general,  北京,   甲,       a,              2026-09-05 01:00, 2026-09-05 01:10, ,               2026-09-30 01:00
        S6,        general,  北京,   甲,       a,              2026-09-06 01:00, 2026-09-06 01:10, ,               2026-09-30 01:00
        S7,        general,  北京,   甲,       a,              2026-09-07 01:00, 2026-09-07 01:10, ,               2026-09-30 01:00
        S8,        general,  北京,   甲,       a,              2026-09-08 01:00, 2026-09-08 01:10, ,               2026-09-30 01:00
        S9,        general,  北京,   甲,       a,              2026-09-09 01:00, 2026-09-09 01:10, ,               2026-09-30 01:00
        SX,        general,  北京,   甲,       a,              2026-09-10 01:00, 2026-09-10 01:31, ,               
        O1,        general,  北京,   甲,       a,              2026-10-01 01:00, 2026-10-01 01:10, ,               2026-10-30 01:00
        O2,        major,    北京,   甲,       a,              2026-10-02 01:00, 2026-10-02 01:20, ,               2026-10-30 01:00
        O3,        general,  北京,   乙,       b,              2026-10-03 01:00, 2026-10-03 01:20, ,               2026-10-30 01:00
        O4,        general,  上海,   乙,       b,              2026-10-04 01:00, 2026-10-04 01:20, ,               2026-10-30 01:00
        O5,        general,  上海,   乙,       b,              2026-10-05 01:00, 2026-10-05 01:30, ,               2026-10-30 01:00
        B1,        general,  上海,   乙,       b,              2026-10-06 01:00, 2026-10-06 01:40, ,               2026-10-30 01:00
        B2,        general,  上海,   甲,       a,              2026-10-07 01:00, 2026-10-07 02:40, ,               
        B3,        general,  ,       丙,       a,              2026-10-31 14:00, ,                 ,               
        P1,        general,  北京,   丙,       a,              2026-10-31 15:50, ,                 ,               
        U1,        general,  北京,   丙,       a,              2026-10-08 01:00, ,                 2026-10-08 03:00, 
        X1,        unknown,  北京,   丙,       a,              2026-10-09 01:00, 2026-10-09 05:00, ,               
        X2,        ,         北京,   丙,       a,              2026-10-10 01:00, 2026-10-10 05:00, ,               
        X3,        emergency, 北京,  丙,       a,              2026-10-10 01:00, 2026-10-10 05:00, ,               
        """;

    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");

    private readonly WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", Tickets);
    private readonly Policy policy = Policy.Parse("small.yaml", Rules, TestFiles.Calendars);
    private readonly AnalysisSession session;

    public SlaFindingsTests()
    {
        session = AnalysisSession.Open(warehouse.File, new AsOf(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero)), policy);
        session.UseMonths([October, October.Previous, October.Plus(-2)]);
        SlaJudge.Judge(session, policy);
    }

    [Fact]
    public void The_share_rests_on_met_and_breached_cases_and_the_rest_is_shown_beside()
    {
        ClauseMonth month = Answered().Current;
        Assert.Equal((5, 3, 1, 1, 2), (month.Met, month.Breached, month.Pending, month.Unmeasurable, month.UnknownCodes));
        Assert.Equal(8, month.N);
        Assert.Equal(0.625, month.Share!.Value, 12);
        Assert.Equal(0.3057, month.Interval!.Lower, 4); // R: prop.test(5, 8, correct = FALSE)
        Assert.Equal(0.8632, month.Interval.Upper, 4);
        Assert.Equal(0.9, month.Coverage!.Value, 12);
        Assert.Equal(5 / 9.0, month.ShareAtWorst!.Value, 12);
        Assert.Equal(6 / 9.0, month.ShareAtBest!.Value, 12);
    }

    [Fact]
    public void Quantiles_are_of_the_stopped_cases_and_the_running_ones_are_counted()
    {
        // 10, 20, 20, 20, 30, 40, 100: median 20; R7 at 0.9 is place 1 + 0.9 * 6 = 6.4, so 40 + 0.4 * 60 = 64.
        ClauseMonth month = Answered().Current;
        Assert.Equal((7, 2), (month.Stopped, month.Running));
        Assert.Equal(20, month.MedianMinutes!.Value, 9);
        Assert.Equal(64, month.P90Minutes!.Value, 9);
    }

    [Fact]
    public void The_worst_breach_comes_first_and_says_if_it_is_still_open()
    {
        Assert.Equal(
            ["B3 丙 (null) over by 90 open", "B2 甲 上海 over by 70 done", "B1 乙 上海 over by 10 done"],
            Answered().Worst.Select(b => $"{b.TicketId} {b.Customer} {b.Office ?? "(null)"} over by {b.OverrunMinutes} {(b.IsOpen ? "open" : "done")}"));
    }

    [Fact]
    public void Offices_add_up_to_the_clause_and_a_ticket_without_one_is_not_lost()
    {
        Assert.Equal(
            ["(none) 0 1 0 0", "上海 2 2 0 0", "北京 3 0 1 1"],
            Answered().Offices.Select(o => $"{o.Office} {o.Verdicts.Met} {o.Verdicts.Breached} {o.Verdicts.Pending} {o.Verdicts.Unmeasurable}"));
    }

    [Fact]
    public void A_month_is_compared_with_the_month_before_by_a_test_and_with_the_year_before_only_when_it_has_cases()
    {
        ClauseFinding answered = Answered();
        Assert.Equal(0.625 - 0.9, answered.OnPreviousMonth!.Difference.Value, 12);
        Assert.Equal(0.2745, answered.OnPreviousMonth.Test.PValue, 4); // R: fisher.test(matrix(c(5, 3, 9, 1), 2))
        Assert.Null(answered.OnYearBefore);
        Assert.Equal([0, 10, 8], answered.Series.Select(m => (int)m.N));
    }

    [Fact]
    public void A_target_is_judged_as_on_every_page_and_not_on_a_handful_of_cases()
    {
        Assert.Equal(TargetState.NotJudged, Answered().Target); // 8 cases: fewer than the figure asks for
    }

    [Fact]
    public void Why_a_case_cannot_be_measured_is_told()
    {
        Assert.Equal([("stop_missing", 1L)], Answered().UnmeasurableBy);
    }

    [Fact]
    public void The_metric_and_the_chapter_give_the_same_figure()
    {
        Figure figure = MetricCatalog.Compute(session, ["sla_compliance"]).Single(f => f.Month == October);
        ClauseMonth month = Answered().Current;
        Assert.Equal("clause=answered", figure.Group.ToString());
        Assert.Equal((month.Share, month.N, month.Met, month.Pending, month.Unmeasurable), (figure.Value, figure.N, figure.Numerator, figure.Pending, figure.Unmeasurable));
    }

    [Fact]
    public void With_one_clause_the_tickets_with_every_promise_kept_are_its_met_cases()
    {
        Figure figure = MetricCatalog.Compute(session, ["sla_compliance_all"]).Single(f => f.Month == October);
        Assert.Equal((5, 8, 1, 1), (figure.Numerator, figure.N, figure.Pending, figure.Unmeasurable));
    }

    [Fact]
    public void Open_tickets_of_key_customers_with_a_breach_are_found_whatever_month_they_count_in()
    {
        // SX was answered late in September and is not closed; U1 and P1 are open without a breach; B1 is another grade and closed.
        Assert.Equal(["SX False", "B3 True", "B2 False"], OpenBreaches.OfKeyCustomers(session, policy).Select(b => $"{b.Breach.TicketId} {b.Breach.IsOpen}").OrderDescending(StringComparer.Ordinal));
        session.UseMonths([October]);
        Assert.Equal(3, OpenBreaches.OfKeyCustomers(session, policy).Count);
    }

    [Fact]
    public void What_is_due_soon_is_open_and_not_yet_breached()
    {
        // P1 came at 15:50 and is due at 16:20, twenty minutes after the as-of instant; B3 is breached already, the others are answered.
        DueCase due = Assert.Single(DueSoon.Find(session, policy, TimeSpan.FromMinutes(20)));
        Assert.Equal(("P1", "answered", true, 20.0), (due.TicketId, due.ClauseId, due.IsKeyCustomer, due.LeftMinutes));
        Assert.Equal(new DateTimeOffset(2026, 10, 31, 16, 20, 0, TimeSpan.Zero), due.DueAt);
        Assert.Empty(DueSoon.Find(session, policy, TimeSpan.FromMinutes(19)));
    }

    [Fact]
    public void A_month_that_the_session_was_not_asked_for_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SlaFindings.Compute(session, policy, October.Next));
    }

    public void Dispose()
    {
        session.Dispose();
        warehouse.Dispose();
    }

    private ClauseFinding Answered() => Assert.Single(SlaFindings.Compute(session, policy, October).Clauses);
}
