using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>Over random calendars, clauses and tickets: the judgement of all tickets in SQL, and the arithmetic of one ticket interval by interval.</summary>
public sealed class TwoPathsTests
{
    // How far the scripts lay their grids: a deadline beyond is told by the arithmetic alone.
    private static readonly DateTimeOffset Horizon = new(2026, 12, 31, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Asia/Shanghai", 1)]
    [InlineData("Asia/Shanghai", 2)]
    [InlineData("Europe/Berlin", 3)]
    [InlineData("America/New_York", 4)]
    [InlineData("Asia/Kolkata", 5)]
    [InlineData("Australia/Lord_Howe", 6)]
    public void All_tickets_at_once_and_one_ticket_step_by_step_never_differ(string zone, int seed)
    {
        RandomCases cases = new(zone, seed);
        using WarehouseBuilder warehouse = new();
        using AnalysisSession session = RandomCases.Judged(warehouse, cases.Policy, cases.Tickets);
        Dictionary<(string, int), Judged> judged = Read(session);
        int compared = 0;
        foreach (TicketRecord ticket in cases.Tickets)
        {
            for (int version = 0; version < cases.Policy.Clauses.Count; version++)
            {
                Clause clause = cases.Policy.Clauses[version];
                ClauseArithmetic found = ClauseArithmetic.Of(clause, cases.Policy, ticket, RandomCases.AsOf)!;
                Judged other = judged[(ticket.TicketId, version)];
                string where = $"{zone} {seed} {ticket.TicketId} {clause.Id} {clause.Limit} pauses {string.Join(' ', clause.Pauses)} {clause.Reopened}: {found} against {other}";
                Assert.True((found.Verdict, found.Reason, found.StartedAt, found.StoppedAt, found.IsExtended, found.IsPastEarlyMark) == (other.Verdict, other.Reason, other.Start, other.Stop, other.IsExtended, other.IsPastEarly), where);
                Assert.True(found.DueAt == other.Due || (other.Due is null && (found.DueAt is null || found.DueAt >= Horizon)), where);
                Assert.True(Same(found.ElapsedMinutes, other.Elapsed) && Same(found.LimitMinutes, other.Limit) && Same(found.PausedMinutes, other.Paused) && Same(found.MarginMinutes, other.Margin), where);
                compared++;
            }
        }

        Assert.Equal(60 * 9, compared);
    }

    [Theory]
    [InlineData("Asia/Shanghai", 11)]
    [InlineData("Europe/Berlin", 12)]
    [InlineData("America/New_York", 13)]
    [InlineData("Australia/Lord_Howe", 14)]
    public void A_ticket_done_at_its_deadline_has_used_up_its_limit_exactly(string zone, int seed)
    {
        RandomCases cases = new(zone, seed);
        List<(TicketRecord Ticket, int Version)> twins = [];
        foreach (TicketRecord ticket in cases.Tickets.Where(t => t.CancelledAt is null && t.ReopenedAt is null))
        {
            for (int version = 0; version < cases.Policy.Clauses.Count; version++)
            {
                ClauseArithmetic found = ClauseArithmetic.Of(cases.Policy.Clauses[version], cases.Policy, ticket, RandomCases.AsOf)!;
                // Waits after the end moved nothing yet; done later they would.
                bool isSettled = found.DueAt <= found.EndedAt || ticket.Waits.All(w => w.To <= found.EndedAt);
                if (found.DueAt is { } due && due <= RandomCases.AsOf && isSettled)
                {
                    RecordedInstant done = new("repaired", due, ticket.Source);
                    twins.Add((ticket with
                    {
                        TicketId = $"{ticket.TicketId}x{version}",
                        Instants = [.. ticket.Instants.Where(i => i.What is "received" or "extension_told").Append(done)],
                        Log = [],
                    }, version));
                }
            }
        }

        using WarehouseBuilder warehouse = new();
        using AnalysisSession session = RandomCases.Judged(warehouse, cases.Policy, [.. twins.Select(t => t.Ticket)]);
        Dictionary<(string, int), Judged> judged = Read(session);
        Assert.True(twins.Count > 100, $"only {twins.Count} cases have a deadline that is known");
        foreach ((TicketRecord twin, int version) in twins)
        {
            Judged found = judged[(twin.TicketId, version)];
            ClauseArithmetic stepwise = ClauseArithmetic.Of(cases.Policy.Clauses[version], cases.Policy, twin, RandomCases.AsOf)!;
            string where = $"{zone} {seed} {twin.TicketId} {cases.Policy.Clauses[version]}: {found} {stepwise}";
            Assert.True(found.Verdict == "met" && found.Due == found.Stop && Same(found.Elapsed, found.Limit), where);
            Assert.True(stepwise.DueAt == stepwise.StoppedAt && Same(stepwise.ElapsedMinutes, stepwise.LimitMinutes), where);
        }
    }

    private static bool Same(double? a, double? b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) < 1e-6;

    private static Dictionary<(string, int), Judged> Read(AnalysisSession session) => session.Connection.Query(
        "select * from sla_cases",
        new(),
        row => (Key: (row.Text("ticket_id"), row.Int32("clause_version")), Case: new Judged(
            row.Text("verdict"), row.TextOrNull("reason"), row.InstantOrNull("start_utc"), row.InstantOrNull("stop_utc"), row.InstantOrNull("deadline_utc"), row.DoubleOrNull("elapsed_minutes"),
            row.DoubleOrNull("limit_minutes"), row.DoubleOrNull("margin_minutes"), row.DoubleOrNull("paused_minutes"), row.Boolean("is_extended"), row.Boolean("is_past_early_mark")))).ToDictionary(r => r.Key, r => r.Case);

    private sealed record Judged(
        string Verdict, string? Reason, DateTimeOffset? Start, DateTimeOffset? Stop, DateTimeOffset? Due, double? Elapsed, double? Limit, double? Margin, double? Paused, bool IsExtended, bool IsPastEarly);
}
