using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>
/// Every number of the table of clauses of one preset (power), computed by hand on twenty tickets and three visits. Instants are UTC; as of the
/// end of October in Shanghai, 2026-10-31 16:00.
/// </summary>
public sealed class PowerByHandTests : IDisposable
{
    // Beside each ticket: minutes to the reply (limit 1,440) · minutes after the agreed time (grace 15) · visits (at most 1) · trip report · commissioning signed.
    private const string Tickets = """
        ticket_id, request_type,  resolution_mode, visit_count, received_at_utc,  replied_at_utc,   appointed_at_utc, arrived_at_utc,   repaired_at_utc,  confirmed_at_utc, report_submitted_at_utc, closed_at_utc
        # 120 met · 0 met · 1 met · handed in
        P01,       repair,        on_site,         1,           2026-10-01 00:00, 2026-10-01 02:00, 2026-10-02 01:00, 2026-10-02 01:00, 2026-10-02 03:00, 2026-10-02 04:00, 2026-10-02 09:00,        2026-10-03 01:00
        # 1,440 met, used up exactly · 15 met, grace used up exactly · 2 breached · handed in
        P02,       repair,        on_site,         2,           2026-10-02 00:00, 2026-10-03 00:00, 2026-10-03 01:00, 2026-10-03 01:15, 2026-10-04 00:00, 2026-10-04 01:00, 2026-10-05 00:00,        2026-10-06 00:00
        # 1,441 breached by 1 · 16 breached by 1 · 1 met · closed without: breached
        P03,       repair,        on_site,         1,           2026-10-03 00:00, 2026-10-04 00:01, 2026-10-04 02:00, 2026-10-04 02:16, 2026-10-04 05:00, 2026-10-04 06:00, ,                        2026-10-05 00:00
        # no reply though repaired: unmeasurable · no arrival though repaired: unmeasurable · visits missing: unmeasurable · handed in
        P04,       repair,        on_site,         ,            2026-10-04 00:00, ,                 2026-10-05 01:00, ,                 2026-10-05 03:00, ,                 2026-10-05 05:00,        2026-10-06 00:00
        # open for 28 hours: breached by 240 · no agreed time: no case · pending · pending
        P05,       repair,        on_site,         1,           2026-10-30 12:00, ,                 ,                 ,                 ,                 ,                 ,                        
        # open for 6 hours: pending · agreed for November: counts there · pending · pending
        P06,       repair,        on_site,         ,            2026-10-31 10:00, ,                 2026-11-01 01:00, ,                 ,                 ,                 ,                        
        # 360 met · 60 breached by 45 · (commissioning: no visits, no trip report) · signed
        P07,       commissioning, on_site,         1,           2026-10-05 00:00, 2026-10-05 06:00, 2026-10-06 01:00, 2026-10-06 02:00, ,                 2026-10-06 08:00, ,                        2026-10-07 00:00
        # 180 met · half an hour early: met · closed without a signature: breached
        P08,       commissioning, on_site,         1,           2026-10-06 00:00, 2026-10-06 03:00, 2026-10-07 01:00, 2026-10-07 00:30, ,                 ,                 ,                        2026-10-08 00:00
        # 720 met · by phone: no arrival promised · open without a signature: pending
        P09,       commissioning, phone,           ,            2026-10-07 00:00, 2026-10-07 12:00, ,                 ,                 ,                 ,                 ,                        
        # 60 met · 5 met · (an inspection: visits don't matter) · handed in
        P10,       inspection,    on_site,         1,           2026-10-08 00:00, 2026-10-08 01:00, 2026-10-09 01:00, 2026-10-09 01:05, ,                 ,                 2026-10-09 09:00,        2026-10-10 00:00
        # 30 met
        P11,       consultation,  phone,           ,            2026-10-09 00:00, 2026-10-09 00:30, ,                 ,                 ,                 ,                 ,                        2026-10-09 01:00
        # 600 met · nobody knows if on site: not applied, counted as unknown, three times
        P12,       repair,        unknown,         1,           2026-10-10 00:00, 2026-10-10 10:00, ,                 ,                 2026-10-11 00:00, ,                 ,                        2026-10-12 00:00
        # 2,160 breached by 720
        P13,       repair,        factory_return,  ,            2026-10-11 00:00, 2026-10-12 12:00, ,                 ,                 ,                 ,                 ,                        2026-10-20 00:00
        # replied before it was received: unmeasurable · 10 met · 1 met · handed in
        P14,       repair,        on_site,         1,           2026-10-12 00:00, 2026-10-11 23:00, 2026-10-13 01:00, 2026-10-13 01:10, 2026-10-13 03:00, ,                 2026-10-13 04:00,        2026-10-14 00:00
        # 240 met · 240 breached by 225 · three visits already: breached, still open · pending
        P15,       repair,        on_site,         3,           2026-10-13 00:00, 2026-10-13 04:00, 2026-10-14 01:00, 2026-10-14 05:00, ,                 ,                 ,                        
        # September: four of five replies in time
        S01,       consultation,  phone,           ,            2026-09-01 00:00, 2026-09-01 01:00, ,                 ,                 ,                 ,                 ,                        2026-09-02 00:00
        S02,       consultation,  phone,           ,            2026-09-02 00:00, 2026-09-02 01:00, ,                 ,                 ,                 ,                 ,                        2026-09-03 00:00
        S03,       consultation,  phone,           ,            2026-09-03 00:00, 2026-09-03 01:00, ,                 ,                 ,                 ,                 ,                        2026-09-04 00:00
        S04,       consultation,  phone,           ,            2026-09-04 00:00, 2026-09-04 01:00, ,                 ,                 ,                 ,                 ,                        2026-09-05 00:00
        S05,       consultation,  phone,           ,            2026-09-05 00:00, 2026-09-07 02:00, ,                 ,                 ,                 ,                 ,                        2026-09-08 00:00
        """;

    // 5 = 3 + 2 met · 5 against 4 breached · 4 carried, nothing said of their use: unmeasurable.
    private const string Visits = """
        visit_id, ticket_id, parts_carried, parts_used, parts_returned, departed_at_utc,  left_at_utc, kind_of_visit, is_signed
        V1,       P01,       5,             3,          2,              2026-10-02 00:00, 2026-10-02 03:00, repair, true
        V2,       P02,       5,             3,          1,              2026-10-03 00:00, 2026-10-04 00:00, repair, false
        V3,       P03,       4,             ,           ,               2026-10-04 00:00, 2026-10-04 05:00, repair, 
        """;

    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");
    private readonly WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", Tickets).Batch("2026-10-31 16:00", "visits", Visits);
    private readonly AnalysisSession session;
    private readonly SlaFindings findings;
    private readonly DutyFindings duties;

    public PowerByHandTests()
    {
        Policy policy = Policy.Load(Path.Combine(TestFiles.Policies, "power.yaml"), TestFiles.Calendars);
        session = AnalysisSession.Open(warehouse.File, new AsOf(2, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero)), policy);
        session.UseMonths([October.Previous, October]);
        SlaJudge.Judge(session, policy);
        DutyJudge.Judge(session, policy);
        findings = SlaFindings.Compute(session, policy, October);
        duties = DutyFindings.Compute(session, policy, October);
    }

    // Intervals: R, prop.test(met, n, correct = FALSE). Coverage: (n + pending) ÷ all. Bounds: met ÷ (n + unmeasurable) and (met + unmeasurable) ÷ (n + unmeasurable).
    [Theory]
    [InlineData("replied", 9, 3, 1, 2, 0, 0.75, 0.467695, 0.911058, 13 / 15.0, 9 / 14.0, 11 / 14.0, TargetState.NotJudged)]
    [InlineData("on_time", 5, 3, 0, 1, 1, 0.625, 0.305742, 0.863156, 8 / 9.0, 5 / 9.0, 6 / 9.0, TargetState.NotJudged)]
    [InlineData("one_visit", 3, 2, 2, 1, 1, 0.6, 0.230724, 0.882379, 7 / 8.0, 3 / 6.0, 4 / 6.0, TargetState.NotJudged)]
    [InlineData("trip_report", 5, 1, 3, 0, 1, 0.833333333333, 0.436497, 0.969947, 1.0, 5 / 6.0, 5 / 6.0, TargetState.NotJudged)]
    [InlineData("commissioning_signed", 1, 1, 1, 0, 0, 0.5, 0.094531, 0.905469, 1.0, 0.5, 0.5, TargetState.NotJudged)]
    public void Counts_share_interval_coverage_and_bounds(
        string clause, int met, int breached, int pending, int unmeasurable, int unknown, double share, double lower, double upper, double coverage, double worst, double best, TargetState target)
    {
        ClauseFinding finding = Of(clause);
        ClauseMonth month = finding.Current;
        Assert.Equal((met, breached, pending, unmeasurable, unknown), (month.Met, month.Breached, month.Pending, month.Unmeasurable, month.UnknownCodes));
        Assert.Equal(share, month.Share!.Value, 9);
        Assert.Equal(lower, month.Interval!.Lower, 6);
        Assert.Equal(upper, month.Interval.Upper, 6);
        Assert.Equal(coverage, month.Coverage!.Value, 9);
        Assert.Equal((Math.Round(worst, 9), Math.Round(best, 9)), (Math.Round(month.ShareAtWorst!.Value, 9), Math.Round(month.ShareAtBest!.Value, 9)));
        Assert.Equal(target, finding.Target);
    }

    [Fact]
    public void Median_and_90th_percentile()
    {
        // 30, 60, 120, 180, 240, 360, 600, 720, 1,440, 1,441, 2,160: the sixth; R7 at 0.9 is place 1 + 0.9 × 10 = 10. P05 and P06 still run.
        ClauseMonth replied = Of("replied").Current;
        Assert.Equal((360.0, 1441.0, 11L, 2L), (replied.MedianMinutes, replied.P90Minutes, replied.Stopped, replied.Running));

        // Early, 0, 5, 10, 15, 16, 60, 240: between 10 and 15; place 1 + 0.9 × 7 = 7.3, so 60 + 0.3 × 180 = 114.
        ClauseMonth onTime = Of("on_time").Current;
        Assert.Equal((12.5, 114.0), (onTime.MedianMinutes, Math.Round(onTime.P90Minutes!.Value, 9)));
    }

    [Fact]
    public void The_worst_breaches_and_by_how_much()
    {
        Assert.Equal(["P13 720", "P05 240 open", "P03 1"], Worst("replied"));
        Assert.Equal(["P15 225", "P07 45", "P03 1"], Worst("on_time"));
        Assert.Equal(["P02 ", "P15  open"], Worst("one_visit")); // no limit: the earliest first
        Assert.Equal(["P03  open"], Worst("trip_report"));
        Assert.Equal(["P08  open"], Worst("commissioning_signed"));
    }

    [Fact]
    public void The_change_since_September_is_noise()
    {
        // 9 of 12 after 4 of 5: −5 points; too few for the score test: R, fisher.test(matrix(c(9, 3, 4, 1), 2))$p.value = 1.
        ShareChange change = Of("replied").OnPreviousMonth!;
        Assert.Equal(-0.05, change.Difference.Value, 9);
        Assert.Equal(1.0, change.Test.PValue, 9);
        Assert.False(ComplianceChanges.Of(findings, duties).Since("replied", October.Previous)!.IsReal);
        Assert.Null(Of("on_time").OnPreviousMonth);
    }

    [Fact]
    public void Parts_carried_are_accounted_for()
    {
        DutyFinding parts = duties.Duties.Single(d => d.Duty.Id == "parts_balance");
        Assert.Null(parts.Lacking);
        Assert.Equal((1, 1, 0, 1), (parts.Current.Met, parts.Current.Breached, parts.Current.Pending, parts.Current.Unmeasurable));
        Assert.Equal((0.5, 2 / 3.0, 1 / 3.0, 2 / 3.0), (parts.Current.Share, parts.Current.Coverage, parts.Current.ShareAtWorst, parts.Current.ShareAtBest));
        Assert.Equal(["V2"], parts.Worst.Select(w => w.Subject));
    }

    [Fact]
    public void Of_three_trip_reports_one_is_signed_one_is_not_and_one_does_not_say()
    {
        DutyFinding signed = duties.Duties.Single(d => d.Duty.Id == "visit_signed");
        Assert.Equal((1, 1, 0, 1), (signed.Current.Met, signed.Current.Breached, signed.Current.Pending, signed.Current.Unmeasurable));
        Assert.Equal(["V2"], signed.Worst.Select(w => w.Subject));
        Assert.Equal(("signature_missing", 1L), Assert.Single(signed.UnmeasurableBy));
        Assert.Equal(["visit_signed", "parts_balance"], duties.Duties.Select(d => d.Duty.Id).OrderDescending(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        session.Dispose();
        warehouse.Dispose();
    }

    private ClauseFinding Of(string clause) => findings.Clauses.Single(c => c.Clause.Id == clause);

    private IEnumerable<string> Worst(string clause) => Of(clause).Worst.Select(b => $"{b.TicketId} {b.OverrunMinutes}{(b.IsOpen ? " open" : string.Empty)}");
}
