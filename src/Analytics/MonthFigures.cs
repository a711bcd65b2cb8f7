using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Duties;

namespace ServiceAnalytics.Analytics;

/// <summary>The catalogue's figures of some months: the one way by which command line, JSON and reports get them, so that they agree.</summary>
public static class MonthFigures
{
    /// <summary>Sets the session's months, judges the policy's clauses (<see cref="SlaJudge.Tally"/>) and duties for them, and computes the metrics.</summary>
    /// <param name="session">The state of knowledge, opened by the same policy.</param>
    /// <param name="policy">The clauses.</param>
    /// <param name="months">Which months.</param>
    /// <param name="keys">Which metrics; null = all.</param>
    /// <param name="dimension">By what to split; null = not at all.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>In catalogue order, then by month, then by group.</returns>
    public static IReadOnlyList<Figure> Compute(
        AnalysisSession session,
        Policy policy,
        IEnumerable<ReportingMonth> months,
        IEnumerable<string>? keys = null,
        string? dimension = null,
        CancellationToken cancel = default)
    {
        session.UseMonths(months);
        session.SplitBy(dimension); // the counts of verdicts are by group
        SlaJudge.Tally(session, policy, cancel);
        session.SplitBy(null);
        DutyJudge.Judge(session, policy, cancel);
        return MetricCatalog.Compute(session, keys, dimension, cancel);
    }
}
