using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>Repaired within 24 hours; what the source system calls due is shown and counted beside it and judges nothing. As of 2026-10-31 16:00 UTC.</summary>
public sealed class ImportedDueDateTests : IDisposable
{
    private const string Rules = """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: all, around_the_clock: true}
        clauses:
          - {id: repaired, title: {zh: 修复, en: Repaired}, start: received, stop: repaired, limit: 24 hours}
          - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 30 minutes}
          - {id: site_a, title: {zh: 甲站, en: Site A}, start: received, stop: repaired, limit: 48 hours, applies_to: {site: [甲站*]}}
        """;

    private const string Tickets = """
        ticket_id, site,    received_at_utc,  answered_at_utc,  repaired_at_utc,  due_at_utc
        # met, in time there too
        A,         甲站一,  2026-10-01 01:00, 2026-10-01 01:10, 2026-10-01 20:00, 2026-10-02 01:00
        # met here after 20 hours, late there by an hour
        B,         甲站二,  2026-10-02 01:00, 2026-10-02 01:10, 2026-10-02 21:00, 2026-10-02 20:00
        # breached here after 25 hours, in time there to the minute
        C,         乙站,    2026-10-03 01:00, 2026-10-03 01:10, 2026-10-04 02:00, 2026-10-04 02:00
        # still open: late by both
        D,         ,        2026-10-05 01:00, 2026-10-05 01:10, ,                 2026-10-06 01:00
        # still open: breached here, due in November there: no verdict there yet
        E,         乙站,    2026-10-06 01:00, 2026-10-06 01:10, ,                 2026-11-06 01:00
        # no due date
        F,         乙站,    2026-10-07 01:00, 2026-10-07 01:10, 2026-10-07 02:00,
        """;

    private readonly WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", Tickets);
    private readonly Policy policy = Policy.Parse("small.yaml", Rules, TestFiles.Calendars);
    private readonly AnalysisSession session;

    public ImportedDueDateTests()
    {
        session = AnalysisSession.Open(warehouse.File, new AsOf(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero)), policy);
        session.UseMonths([ReportingMonth.Parse("2026-10")]);
        SlaJudge.Judge(session, policy);
    }

    public void Dispose()
    {
        session.Dispose();
        warehouse.Dispose();
    }

    [Fact]
    public void Where_the_source_system_judges_otherwise_is_counted_and_named_and_changes_no_verdict()
    {
        IReadOnlyList<ImportedDueDate> compared = ImportedDueDate.Compare(session, policy.Clauses, ReportingMonth.Parse("2026-10"));
        ImportedDueDate repaired = compared.Single(d => d.ClauseId == "repaired");
        Assert.Equal((4L, 1L, 1L, 2L), (repaired.Compared, repaired.MetHereLateThere, repaired.BreachedHereInTimeThere, repaired.Disagree));
        Assert.Equal(["B", "C"], repaired.Examples);
        Assert.Equal(
            ["A met", "B met", "C breached", "D breached", "E breached", "F met"],
            session.Connection.Query("select ticket_id || ' ' || verdict as told from sla_cases where clause_id = 'repaired' order by ticket_id", new(), row => row.Text("told")));
    }

    [Fact]
    public void A_clause_that_ends_with_another_milestone_is_not_what_a_due_date_is_about() =>
        Assert.DoesNotContain(ImportedDueDate.Compare(session, policy.Clauses, ReportingMonth.Parse("2026-10")), d => d.ClauseId == "answered");

    [Theory]
    [InlineData("B", "2026-10-02 20:00")]
    [InlineData("F", null)]
    public void An_explanation_shows_the_due_date_beside_its_own_deadline(string ticket, string? due)
    {
        TicketExplanation explained = TicketExplanation.Of(session, policy, ticket, "repaired")!;
        Assert.Equal(due, explained.Ticket.DueAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(24 * 60, explained.Clauses.Single().Arithmetic!.LimitMinutes);
    }

    [Fact]
    public void A_clause_may_ask_for_the_sites_that_begin_with_a_word_and_a_ticket_without_a_site_is_counted_as_such()
    {
        ClauseFinding siteA = SlaFindings.Compute(session, policy, ReportingMonth.Parse("2026-10")).Clauses.Single(c => c.Clause.Id == "site_a");
        Assert.Equal((2L, 0L, 1L), (siteA.Current.Met, siteA.Current.Breached, siteA.Current.UnknownCodes));
    }
}
