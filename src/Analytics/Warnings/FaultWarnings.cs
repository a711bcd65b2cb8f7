using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Trends;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>Warnings about faults.</summary>
internal static class FaultWarnings
{
    /// <summary>Issues above their past, from the trend chapter.</summary>
    public static IEnumerable<Warning> Emerging(WarningContext context, WarningRule rule, TrendFindings trends)
    {
        double least = rule.Threshold("ratio");
        return trends.Rising.Where(c => c.QValue <= rule.Threshold("q_value") && c.Ratio >= least).DistinctBy(c => c.Identity).Select(c => context.Make(
            rule,
            c.Identity,
            FaultSentences.Subject(c),
            FaultSentences.Reason(c, trends),
            new(c.WindowObserved, c.WindowObserved, c.WindowExpected, c.Interval, c.QValue),
            WarningRows.None with { Tickets = c.Tickets },
            context.Since(c.Since)));
    }
}
