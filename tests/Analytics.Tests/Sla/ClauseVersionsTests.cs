using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>As of 2026-10-31 16:00 UTC. Times are UTC; Shanghai is eight hours ahead.</summary>
public sealed class ClauseVersionsTests
{
    private const string Head = """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: office, public_holidays: cn, hours: {workdays: ["09:00-18:00"]}}
        clauses:

        """;

    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");

    [Fact]
    public void Where_a_rule_changes_in_a_month_both_versions_are_shown_with_their_own_cases()
    {
        const string Rules = """
              - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 60 minutes, valid_to: 2026-10-15}
              - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 30 minutes, valid_from: 2026-10-16, early_mark: 20 minutes}
            """;
        // 45 minutes each: met under the old rule, breached under the new; the last one is withdrawn in time.
        SlaFindings findings = Judged(Rules, """
            ticket_id, received_at_utc,  answered_at_utc,  cancelled_at_utc
            A,         2026-10-12 01:00, 2026-10-12 01:45,
            B,         2026-10-20 01:00, 2026-10-20 01:45,
            C,         2026-10-21 01:00, 2026-10-21 01:25,
            D,         2026-10-22 01:00, ,                 2026-10-22 01:10
            """);
        ClauseFinding answered = Assert.Single(findings.Clauses);
        Assert.Equal(["60: 1 met, 0 breached", "30: 1 met, 1 breached"], answered.Versions.Select(v => $"{v.Clause.Limit!.Amount}: {v.Verdicts.Met} met, {v.Verdicts.Breached} breached"));
        Assert.Equal((2, 1, 1, 2), (answered.Current.Met, answered.Current.Breached, answered.Current.Cancelled, answered.Current.PastEarlyMark));
    }

    [Fact]
    public void A_rule_that_did_not_change_has_no_versions_to_show() =>
        Assert.Empty(Assert.Single(Judged("  - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 60 minutes}", "ticket_id, received_at_utc\nA, 2026-10-12 01:00").Clauses).Versions);

    [Theory]
    [InlineData("{severity: [major]}", "A B", "a code")]
    [InlineData("{any: [{severity: [major]}, {customer_grade: [a]}]}", "A B C", "one of two")]
    [InlineData("{severity: [major], not: {region: [华东]}}", "B", "not of a region")]
    [InlineData("{not: {any: [{severity: [major]}, {customer_grade: [a]}]}}", "D", "neither of two")]
    [InlineData("{product_model: [\"PX-*\"]}", "A C", "all models that begin so")]
    [InlineData("{charge: {at_least: 100, less_than: 200}}", "C", "an amount within bounds")]
    [InlineData("{in_warranty: true}", "A D", "received on the last day of the warranty is within it")]
    [InlineData("{recorded: [dispatched]}", "B", "somebody was sent")]
    [InlineData("{all: [{severity: [general]}, {any: [{channel: [web]}, {charge: {more_than: 150}}]}]}", "C D", "conditions within conditions")]
    [InlineData("{delivered_on: {from: 2026-01-01}}", "A", "delivered from a day on")]
    public void A_clause_asks_for_any_attribute_of_a_ticket_with_and_or_and_not(string condition, string tickets, string why)
    {
        // Received on 12 October 9:00 in Shanghai.
        const string Csv = """
            ticket_id, severity, customer_grade, region, product_model, charge, channel, warranty_until_on, delivered_on, received_at_utc,  dispatched_at_utc, answered_at_utc
            A,         major,    b,              华东,   PX-200,        50,     phone,   2026-10-12,        2026-02-01,   2026-10-12 01:00, ,                  2026-10-12 01:10
            B,         major,    b,              西北,   QX-200,        250,    phone,   2026-10-11,        2025-02-01,   2026-10-12 01:00, 2026-10-12 01:05,  2026-10-12 01:10
            C,         general,  a,              华东,   PX-300,        199,    phone,   2026-10-11,        2025-02-01,   2026-10-12 01:00, ,                  2026-10-12 01:10
            D,         general,  b,              华东,   QX-300,        200,    web,     2026-12-31,        2025-02-01,   2026-10-12 01:00, ,                  2026-10-12 01:10
            """;
        Policy policy = Read($"  - {{id: answered, title: {{zh: 响应, en: Answered}}, start: received, stop: answered, limit: 60 minutes, applies_to: {condition}}}");
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", Csv);
        using AnalysisSession session = Session(warehouse, policy);
        string found = string.Join(' ', session.Connection.Query("select ticket_id from sla_cases order by ticket_id", new(), row => row.Text("ticket_id")));
        Assert.True(found == tickets, $"{why}: {found}");
    }

    [Fact]
    public void How_many_verdicts_hang_on_a_notice_of_days_off_is_known()
    {
        // Nine working hours. A is received on Friday 9 October 12:00 and answered on the make-up Saturday 15:00: 6 + 6 h, breached; were Saturday
        // free, 6 h and met. B lies on the first day after the holidays, C on plain days: theirs are met with the notice and without.
        const string Csv = """
            ticket_id, received_at_utc,  answered_at_utc
            A,         2026-10-09 04:00, 2026-10-10 07:00
            B,         2026-10-08 01:00, 2026-10-08 02:00
            C,         2026-10-20 01:00, 2026-10-20 02:00
            """;
        Policy policy = Read("  - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 9 working_hours}");
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", Csv);
        NoticeEffect effect = Assert.Single(NoticeEffect.Of(warehouse.File, AsOf, policy, October));
        Assert.Equal(("国办发明电〔2025〕7号", 1L), (effect.Notice.Id, effect.Cases));
        Assert.Equal([("answered", 1L)], effect.Clauses);
    }

    private static AsOf AsOf { get; } = new(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero));

    private static SlaFindings Judged(string rules, string csv)
    {
        Policy policy = Read(rules);
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", csv);
        using AnalysisSession session = Session(warehouse, policy);
        return SlaFindings.Compute(session, policy, October);
    }

    private static AnalysisSession Session(WarehouseBuilder warehouse, Policy policy)
    {
        AnalysisSession session = AnalysisSession.Open(warehouse.File, AsOf, policy);
        session.UseMonths([October]);
        SlaJudge.Judge(session, policy);
        return session;
    }

    private static Policy Read(string clauses) => Policy.Parse("small.yaml", Head + clauses, TestFiles.Calendars);
}
