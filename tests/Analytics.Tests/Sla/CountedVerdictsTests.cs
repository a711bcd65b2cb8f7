using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>The counts that metrics rest on, found for all clauses in one pass over the tickets, against the cases that are shown one by one.</summary>
public sealed class CountedVerdictsTests
{
    [Theory]
    [InlineData("Asia/Shanghai", 21, 40)]
    [InlineData("Europe/Berlin", 22, 40)]
    [InlineData("America/New_York", 23, 3)]
    [InlineData("Australia/Lord_Howe", 24, 7)]
    [InlineData("Asia/Kolkata", 25, 1)]
    public void Random_clauses_with_pauses_and_reopenings_count_as_their_cases_say(string zone, int seed, int months)
    {
        RandomCases random = new(zone, seed);
        using WarehouseBuilder warehouse = new();
        using AnalysisSession session = RandomCases.Judged(warehouse, random.Policy, random.Tickets);
        session.UseMonths(Enumerable.Range(0, months).Where(i => i % 4 != 2).Select(i => ReportingMonth.Parse("2026-09").Plus(-i)));
        AssertCountedAsJudged(session, random.Policy);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("region")]
    [InlineData("severity")]
    public void Every_kind_of_clause_counts_as_its_cases_say(string? dimension)
    {
        foreach (JudgedTickets tickets in new[] { new JudgedTickets(), new InterruptedTickets() })
        {
            tickets.Session.SplitBy(dimension);
            AssertCountedAsJudged(tickets.Session, tickets.Policy);
            tickets.Dispose();
        }
    }

    private static void AssertCountedAsJudged(AnalysisSession session, Policy policy)
    {
        SlaJudge.Judge(session, policy);
        var cases = session.Connection.Query(
            "select clause_version, ticket_no, group_name, month, verdict::varchar as verdict from sla_cases",
            new(),
            row => (Version: row.Int32("clause_version"), Ticket: row.Int64("ticket_no"), Group: row.Text("group_name"), Month: row.Date("month"), Verdict: row.Text("verdict")));
        Assert.True(cases.Count > 10, $"only {cases.Count} cases");
        string[] byClause = [.. cases.GroupBy(c => (c.Version, c.Month, c.Verdict)).Select(g => $"{g.Key.Version} {g.Key.Month:yyyy-MM} {g.Key.Verdict} {g.Count()}").Order(StringComparer.Ordinal)];
        string[] byTicket =
        [
            .. cases.Where(c => c.Verdict != "cancelled")
                .GroupBy(c => (c.Ticket, c.Group, c.Month))
                .Select(g => (g.Key.Group, g.Key.Month, Verdicts: string.Join('+', new[] { "met", "breached", "pending" }.Where(v => g.Any(c => c.Verdict == v)))))
                .GroupBy(t => t)
                .Select(g => $"{g.Key.Group} {g.Key.Month:yyyy-MM} {g.Key.Verdicts} {g.Count()}")
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(byClause, ByClause(session));
        Assert.Equal(byTicket, ByTicket(session));
        SlaJudge.Tally(session, policy);
        Assert.Equal(byClause, ByClause(session));
        Assert.Equal(byTicket, ByTicket(session));
    }

    private static IEnumerable<string> ByClause(AnalysisSession session) => session.Connection.Query(
        "select clause_version, month, verdict::varchar as verdict, case_count from sla_case_counts",
        new(),
        row => $"{row.Int32("clause_version")} {row.Date("month"):yyyy-MM} {row.Text("verdict")} {row.Int64("case_count")}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> ByTicket(AnalysisSession session) => session.Connection.Query(
        "select group_name, month, verdicts, ticket_count from sla_ticket_counts",
        new(),
        row => $"{row.Text("group_name")} {row.Date("month"):yyyy-MM} {Verdicts(row.Int32("verdicts"))} {row.Int64("ticket_count")}").Order(StringComparer.Ordinal);

    private static string Verdicts(int bits) => string.Join('+', new[] { (1, "met"), (2, "breached"), (4, "pending") }.Where(v => (bits & v.Item1) != 0).Select(v => v.Item2));
}
