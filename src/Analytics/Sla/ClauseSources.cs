using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>
/// What a clause lacks to be judged. The milestones beside the order of a ticket (a quotation accepted, progress told …) are kept by few systems:
/// as long as no file has had a column for one and no ticket has it, nobody is condemned for what nobody could record. One file with the column is
/// enough, so that a figure can't be improved by leaving it out again. Milestones of the order are always judged: a missing one is told as coverage.
/// </summary>
public sealed class ClauseSources
{
    private readonly Dictionary<Milestone, bool> isKnown = [];
    private readonly AnalysisSession session;

    private ClauseSources(AnalysisSession session) => this.session = session;

    /// <summary>Finds out which of the milestones that a policy's clauses hang on can be known as of the session's batch.</summary>
    /// <param name="session">The state of knowledge; its clauses have been judged, or at least prepared for it.</param>
    /// <param name="policy">The clauses.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static ClauseSources Of(AnalysisSession session, Policy policy, CancellationToken cancel = default)
    {
        ClauseSources sources = new(session);
        foreach (Milestone milestone in policy.Clauses.SelectMany(Needed).Distinct())
        {
            sources.isKnown[milestone] = sources.Find(milestone, cancel);
        }

        return sources;
    }

    /// <summary>The column that a clause lacks; null when it lacks none.</summary>
    public Bilingual? Lacking(Clause clause)
    {
        Bilingual[] missing = [.. Needed(clause).Where(m => !isKnown[m]).Select(m => m.Title())];
        return missing.Length == 0 ? null : new(
            $"报修单（或状态流水）导出中的时间：{string.Join("、", missing.Select(m => m.Zh))}",
            $"a column of tickets, or a state in a log, with the time of: {string.Join(", ", missing.Select(m => m.En))}");
    }

    /// <summary>The clauses of a policy of which every version lacks something, in the form of promises that the data can't show.</summary>
    public IReadOnlyList<NotMeasured> NotMeasured(Policy policy) =>
        [.. policy.Clauses.GroupBy(c => c.Id).Where(g => g.All(c => Lacking(c) is not null)).Select(g => new NotMeasured(g.Key, g.Last().Title, Lacking(g.Last())!))];

    /// <summary>The passes of the clauses that lack nothing.</summary>
    internal static IEnumerable<ClausePass> Passes(AnalysisSession session, Policy policy, CancellationToken cancel)
    {
        ClauseSources sources = Of(session, policy, cancel);
        return ClausePass.Of(policy).Where(p => sources.Lacking(p.Clause) is null);
    }

    /// <summary>The milestones beside the order without which a clause can't be judged. What only extends a limit may be missing: then nothing was extended.</summary>
    public static IReadOnlyList<Milestone> Needed(Clause clause) =>
        [.. new Milestone?[] { clause.Start, clause.Stop, clause.Before }.OfType<Milestone>().Where(m => m > Milestone.Closed).Distinct()];

    private bool Find(Milestone milestone, CancellationToken cancel)
    {
        session.Connection.SetVariable("sla_milestone", milestone.Code());
        return session.Connection.Query(SqlScript.Load<AnalysisSession>("Sla/milestone_known.sql"), SqlParameters.None, row => row.Boolean("is_known"), cancel)[0];
    }
}
