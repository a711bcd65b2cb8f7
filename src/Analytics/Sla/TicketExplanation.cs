using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>The arithmetic of one clause on one ticket.</summary>
/// <param name="Clause">The rule (of several versions, each is explained on its own).</param>
/// <param name="Verdict">met, breached, pending or unmeasurable; null when the ticket has no case of the clause.</param>
/// <param name="Reason">Of unmeasurable: the code of <c>sla_cases</c>; else null.</param>
/// <param name="StartedAt">The clock's start; null when it is missing or can't be used.</param>
/// <param name="StoppedAt">The clock's stop; null while the case is open.</param>
/// <param name="DueAt">Without grace; null without a limit or when it lies beyond the calendar.</param>
/// <param name="ElapsedMinutes">On the clause's clock; the sum of <paramref name="Counted"/>.</param>
/// <param name="LimitMinutes">On the clause's clock; the longer one when the customer was told in time.</param>
/// <param name="MarginMinutes">Limit and grace less elapsed; negative when breached.</param>
/// <param name="IsExtended">The longer limit counts.</param>
/// <param name="Counted">The stretches of time that the clock ran, from start to stop or as-of; empty without a limit.</param>
public sealed record ClauseExplanation(
    Clause Clause,
    string? Verdict,
    string? Reason,
    DateTimeOffset? StartedAt,
    DateTimeOffset? StoppedAt,
    DateTimeOffset? DueAt,
    double? ElapsedMinutes,
    double? LimitMinutes,
    double? MarginMinutes,
    bool IsExtended,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Counted)
{
    /// <summary>Why the ticket has no case of the clause; null when it has one.</summary>
    public NoCase? WhyNot { get; init; }
}

/// <summary>Why a clause says nothing of a ticket.</summary>
public enum NoCase
{
    /// <summary>The clause is for other tickets.</summary>
    OtherTickets,

    /// <summary>A code that the clause asks for is unknown or missing on the ticket: left out and counted.</summary>
    UnknownCode,

    /// <summary>What starts the clock has not happened by the as-of instant, and nothing later either.</summary>
    NotStarted,

    /// <summary>Another version of the rule was in force when the clock started.</summary>
    NotInForce,
}

/// <summary>How one ticket was judged, and from what.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Milestones">What is recorded, in the order of the milestones, as stored.</param>
/// <param name="FileName">The file that the row came from, as it was called.</param>
/// <param name="Sha256">Of that file, lower-case hex.</param>
/// <param name="RowNumber">The row as a person counts in the sheet.</param>
/// <param name="Clauses">Every clause of the policy, also those that the ticket has no case of.</param>
public sealed record TicketExplanation(
    string TicketId,
    IReadOnlyList<(Milestone Milestone, DateTimeOffset At)> Milestones,
    string FileName,
    string Sha256,
    long RowNumber,
    IReadOnlyList<ClauseExplanation> Clauses)
{
    private static readonly Milestone[] All = Enum.GetValues<Milestone>();

    /// <summary>Judges one ticket again, by the same scripts as all others, and tells the arithmetic.</summary>
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

        SqlParameters ticket = new() { ["ticket_id"] = ticketId };
        List<TicketExplanation> found = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/explain_ticket.sql"),
            ticket,
            row => new TicketExplanation(
                ticketId,
                [.. All.Select(m => (Milestone: m, At: row.InstantOrNull(m.Code() + "_at_utc"))).Where(m => m.At is not null).Select(m => (m.Milestone, m.At!.Value))],
                row.Text("file_name"),
                row.Text("sha256"),
                row.Int64("row_number"),
                []),
            cancel);
        if (found.Count == 0)
        {
            return null;
        }

        SlaJudge.Prepare(session, policy, cancel);
        session.Connection.SetVariable("sla_is_any_month", true);
        List<ClauseExplanation> clauses = [];
        foreach (Clause clause in policy.Clauses.Where(c => clauseId is null || c.Id == clauseId))
        {
            ClausePass pass = ClausePass.Of(policy, clause).First();
            SlaJudge.Take(session, pass, policy, cancel);
            SqlScript script = SqlScript.Load<AnalysisSession>(clause.Kind == ClauseKind.Duration ? "Sla/explain_duration.sql" : "Sla/explain_fact.sql");
            List<ClauseExplanation> cases = session.Connection.Query(script, ticket, row => Explain(row, clause, policy, session.AsOf), cancel);
            clauses.Add(cases.FirstOrDefault() ?? new ClauseExplanation(clause, null, null, null, null, null, null, null, null, false, [])
            {
                WhyNot = Why(session, clause, found[0], ticket, cancel),
            });
        }

        session.Connection.SetVariable("sla_is_any_month", false);
        return found[0] with { Clauses = clauses };
    }

    private static NoCase Why(AnalysisSession session, Clause clause, TicketExplanation ticket, SqlParameters parameters, CancellationToken cancel)
    {
        List<bool?> applies = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/explain_candidate.sql"), parameters, row => row.IsNull("applies") ? (bool?)null : row.Boolean("applies"), cancel);
        if (applies.Count > 0)
        {
            return applies[0] is null ? NoCase.UnknownCode : NoCase.OtherTickets;
        }

        DateTimeOffset axis = ticket.Milestones.Where(m => m.Milestone == clause.Start).Select(m => m.At).FirstOrDefault(ticket.Milestones[0].At);
        return clause.IsInForceOn(session.DayOf(axis)) ? NoCase.NotStarted : NoCase.NotInForce;
    }

    private static ClauseExplanation Explain(Row row, Clause clause, Policy policy, AsOf asOf)
    {
        DateTimeOffset? start = row.InstantOrNull("start_utc");
        DateTimeOffset? stop = row.InstantOrNull("stop_utc");
        double? elapsed = row.DoubleOrNull("elapsed_minutes");
        return new ClauseExplanation(
            clause,
            row.Text("verdict"),
            row.TextOrNull("reason"),
            start,
            stop,
            row.InstantOrNull("deadline_utc"),
            elapsed,
            row.DoubleOrNull("limit_minutes"),
            row.DoubleOrNull("margin_minutes"),
            row.Boolean("is_extended"),
            elapsed is null ? [] : Counted(clause, policy, start!.Value, stop ?? asOf.Instant));
    }

    private static IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Counted(Clause clause, Policy policy, DateTimeOffset start, DateTimeOffset end)
    {
        if (end <= start)
        {
            return [];
        }

        return clause.IsWorkingTime ? policy.Calendar(clause.Calendar).WorkedBetween(start, end) : [(start, end)];
    }
}
