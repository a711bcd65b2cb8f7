using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Rectification;
using ServiceAnalytics.Analytics.Trends;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>The month's warnings, loudest first.</summary>
/// <param name="Month">The reported month.</param>
/// <param name="Warnings">By level, then in the order of the policy's rules, then most rows first.</param>
public sealed record WarningList(ReportingMonth Month, IReadOnlyList<Warning> Warnings)
{
    /// <summary>Evaluates every rule that the policy lists. A rule looks at what had begun by the month's end, in its state at the as-of instant.</summary>
    /// <param name="session">Opened with the policy, its months up to the reported one set, its clauses judged for them (<see cref="Sla.SlaJudge"/>); left as it was.</param>
    /// <param name="policy">Which rules, how loud, whose.</param>
    /// <param name="trends">The trend chapter of the same month.</param>
    /// <param name="rectifications">The rectification chapter of the same month.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static WarningList Compute(AnalysisSession session, Policy policy, TrendFindings trends, RectificationFindings rectifications, CancellationToken cancel = default)
    {
        WarningContext context = new(session, policy, trends.Month, cancel);
        session.SplitBy(null);
        List<(Warning Warning, int Rule)> found = [];
        foreach ((int place, WarningRule rule) in policy.Warnings.Index())
        {
            found.AddRange(Of(context, rule, trends, rectifications).Select(warning => (warning, place)));
        }

        return new(
            trends.Month,
            [
                .. found.OrderByDescending(f => f.Warning.Level).ThenBy(f => f.Rule).ThenByDescending(f => f.Warning.Evidence.N)
                    .ThenBy(f => f.Warning.Id, StringComparer.Ordinal).Select(f => f.Warning),
            ]);
    }

    private static IEnumerable<Warning> Of(WarningContext context, WarningRule rule, TrendFindings trends, RectificationFindings rectifications) => rule.Id switch
    {
        "satisfaction_drop" => SatisfactionWarnings.Drops(context, rule),
        "key_customer_dissatisfied" => SatisfactionWarnings.KeyCustomers(context, rule),
        "dissatisfied_not_called_back" => SatisfactionWarnings.NotCalledBack(context, rule),
        "several_complaints" => CustomerWarnings.SeveralComplaints(context, rule),
        "customer_at_risk" => CustomerWarnings.AtRisk(context, rule),
        "key_customer_breach" => CustomerWarnings.KeyCustomerBreaches(context, rule),
        "clause_below_target" => ClauseWarnings.BelowTarget(context, rule),
        "coverage_low" => ClauseWarnings.LowCoverage(context, rule),
        "repeat_rate_up" => ClauseWarnings.RepeatRateUp(context, rule),
        "emerging_fault" => FaultWarnings.Emerging(context, rule, trends),
        "rectification_overdue" => RectificationWarnings.Overdue(context, rule),
        "fault_came_back" => RectificationWarnings.CameBack(context, rule, rectifications),
        _ => throw new ArgumentException($"Warning rule {rule.Id} is known to policies, but nothing computes it.", nameof(rule)),
    };
}
