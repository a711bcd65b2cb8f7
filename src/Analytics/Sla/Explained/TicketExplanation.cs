using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>One clause on one ticket.</summary>
/// <param name="Clause">The rule (of several versions, each is explained on its own).</param>
/// <param name="Verdict">met, breached, pending, unmeasurable or cancelled, as all tickets are judged; null when the ticket has no case of the clause.</param>
/// <param name="Reason">Of unmeasurable: the code of <c>sla_cases</c>; else null.</param>
/// <param name="StartedAt">The clock's start; null when it is missing or can't be used.</param>
/// <param name="StoppedAt">The clock's stop; null while the case is open.</param>
public sealed record ClauseExplanation(Clause Clause, string? Verdict, string? Reason, DateTimeOffset? StartedAt, DateTimeOffset? StoppedAt)
{
    /// <summary>Of a clause with a limit: worked out anew, interval by interval; null without a case or a limit.</summary>
    public ClauseArithmetic? Arithmetic { get; init; }

    /// <summary>False when the arithmetic and the judgement of all tickets differ, which must not happen and is told where it does.</summary>
    public bool IsConfirmed { get; init; } = true;

    /// <summary>Why the ticket has no case of the clause; null when it has one.</summary>
    public NoCase? WhyNot { get; init; }
}

/// <summary>Why a clause says nothing of a ticket.</summary>
public enum NoCase
{
    /// <summary>The clause is for other tickets.</summary>
    OtherTickets,

    /// <summary>What the clause's condition hangs on is unknown or missing on the ticket: left out and counted.</summary>
    UnknownCode,

    /// <summary>What starts the clock has not happened by the as-of instant, and nothing later either.</summary>
    NotStarted,

    /// <summary>Another version of the rule was in force when the clock started.</summary>
    NotInForce,

    /// <summary>No file has had the column that the clause hangs on (<see cref="ClauseSources"/>).</summary>
    NoColumn,
}

/// <summary>How one ticket was judged, and from what.</summary>
/// <param name="Ticket">What is recorded.</param>
/// <param name="Clauses">Every clause of the policy, also those that the ticket has no case of.</param>
public sealed record TicketExplanation(TicketRecord Ticket, IReadOnlyList<ClauseExplanation> Clauses)
{
    private const double SmallestMinutes = 1e-6;

    /// <summary>Judges one ticket again, by the same scripts as all others, and works the arithmetic out beside.</summary>
    /// <param name="session">With its months set (any).</param>
    /// <param name="policy">The clauses.</param>
    /// <param name="ticketId">The ticket.</param>
    /// <param name="clauseId">Only this clause; null = all.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>Null when there is no such ticket as of the batch.</returns>
    /// <exception cref="ArgumentException">The policy has no such clause; the message lists those it has.</exception>
    /// <exception cref="CalendarRangeException">A clause counts working time and its calendar ends before the as-of instant.</exception>
    public static TicketExplanation? Of(AnalysisSession session, Policy policy, string ticketId, string? clauseId = null, CancellationToken cancel = default)
    {
        if (clauseId is not null && !policy.ClauseIds.Contains(clauseId))
        {
            throw new ArgumentException($"Policy {policy.Id} has no clause \"{clauseId}\"; it has: {string.Join(", ", policy.ClauseIds)}.", nameof(clauseId));
        }

        if (TicketRecord.Read(session, ticketId, cancel) is not { } ticket)
        {
            return null;
        }

        SlaJudge.Prepare(session, policy, cancel);
        ClauseSources sources = ClauseSources.Of(session, policy, cancel);
        session.Connection.SetVariable("sla_is_any_month", true);
        List<ClauseExplanation> clauses =
        [
            .. policy.Clauses.Where(c => clauseId is null || c.Id == clauseId)
                .Select(c => sources.Lacking(c) is null ? One(session, policy, c, ticket, cancel) : new ClauseExplanation(c, null, null, null, null) { WhyNot = NoCase.NoColumn }),
        ];
        session.Connection.SetVariable("sla_is_any_month", false);
        return new TicketExplanation(ticket, clauses);
    }

    private static ClauseExplanation One(AnalysisSession session, Policy policy, Clause clause, TicketRecord ticket, CancellationToken cancel)
    {
        SqlParameters parameters = new() { ["ticket_id"] = ticket.TicketId };
        string script = clause.Kind == ClauseKind.Duration ? "Sla/Explained/explain_duration.sql" : "Sla/Explained/explain_fact.sql";
        List<bool?> applies = [];
        foreach (ClausePass pass in ClausePass.Of(policy, clause))
        {
            SlaJudge.Take(session, pass, policy, cancel);
            List<ClauseExplanation> found = session.Connection.Query(SqlScript.Load<AnalysisSession>(script), parameters, row => Explain(row, clause, policy, ticket, session.AsOf), cancel);
            if (found.Count > 0)
            {
                return found[0];
            }

            applies.AddRange(session.Connection.Query(
                SqlScript.Load<AnalysisSession>("Sla/Explained/explain_candidate.sql"), parameters, row => row.IsNull("applies") ? (bool?)null : row.Boolean("applies"), cancel));
        }

        DateTimeOffset axis = ClauseMilestones.Of(clause, ticket, session.AsOf.Instant).Start ?? ticket.ReceivedAt;
        return new ClauseExplanation(clause, null, null, null, null)
        {
            WhyNot = applies.Count > 0
                ? applies[0] is null ? NoCase.UnknownCode : NoCase.OtherTickets
                : clause.IsInForceOn(session.DayOf(axis)) ? NoCase.NotStarted : NoCase.NotInForce,
        };
    }

    private static ClauseExplanation Explain(Row row, Clause clause, Policy policy, TicketRecord ticket, AsOf asOf)
    {
        ClauseExplanation judged = new(clause, row.Text("verdict"), row.TextOrNull("reason"), row.InstantOrNull("start_utc"), row.InstantOrNull("stop_utc"));
        if (clause.Kind != ClauseKind.Duration)
        {
            return judged;
        }

        ClauseArithmetic? arithmetic = ClauseArithmetic.Of(clause, policy, ticket, asOf.Instant);
        return judged with { Arithmetic = arithmetic, IsConfirmed = arithmetic is not null && Agree(row, judged, arithmetic) };
    }

    // A deadline further ahead than the scripts lay their grid is only told by the arithmetic.
    private static bool Agree(Row row, ClauseExplanation judged, ClauseArithmetic found) =>
        judged.Verdict == found.Verdict && judged.Reason == found.Reason && judged.StartedAt == found.StartedAt && judged.StoppedAt == found.StoppedAt
        && row.Boolean("is_extended") == found.IsExtended && row.Boolean("is_past_early_mark") == found.IsPastEarlyMark
        && (row.IsNull("deadline_utc") || row.Instant("deadline_utc") == found.DueAt)
        && Same(row.DoubleOrNull("elapsed_minutes"), found.ElapsedMinutes) && Same(row.DoubleOrNull("limit_minutes"), found.LimitMinutes)
        && Same(row.DoubleOrNull("margin_minutes"), found.MarginMinutes) && Same(row.DoubleOrNull("paused_minutes"), found.PausedMinutes);

    private static bool Same(double? a, double? b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) < SmallestMinutes;
}
