using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Which breaches of a month a page works out step by step, so that a reader sees how verdicts come about.</summary>
public static class WorkedExamples
{
    /// <summary>How many a page has room for.</summary>
    public const int Most = 2;

    /// <summary>The worst breach of each of the clauses with a limit that lie furthest below their targets (without a target: below 1), no ticket twice.</summary>
    /// <param name="session">The state of knowledge, judged by the policy; what was judged stays.</param>
    /// <param name="policy">The clauses.</param>
    /// <param name="sla">The month.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>At most <see cref="Most"/>, each with one clause; empty when nothing with a limit was breached.</returns>
    public static IReadOnlyList<TicketExplanation> Of(AnalysisSession session, Policy policy, SlaFindings sla, CancellationToken cancel = default)
    {
        List<TicketExplanation> examples = [];
        foreach (ClauseFinding clause in sla.Clauses
            .Where(c => c.Clause.Kind == ClauseKind.Duration && c.Worst.Count > 0)
            .OrderBy(c => (c.Current.Share ?? 1) - (c.Clause.Target ?? 1)).ThenBy(c => c.Clause.Id, StringComparer.Ordinal))
        {
            if (clause.Worst.FirstOrDefault(b => examples.TrueForAll(e => e.Ticket.TicketId != b.TicketId)) is { } breach
                && TicketExplanation.Of(session, policy, breach.TicketId, clause.Clause.Id, cancel) is { } explained
                && explained.Clauses.FirstOrDefault(c => c.Verdict is not null) is { } judged)
            {
                examples.Add(explained with { Clauses = [judged] });
            }

            if (examples.Count == Most)
            {
                break;
            }
        }

        return examples;
    }
}
