using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Trends;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>Warnings about faults.</summary>
internal static class FaultWarnings
{
    /// <summary>Fault series above their past, from the trend chapter.</summary>
    public static IEnumerable<Warning> Emerging(WarningContext context, WarningRule rule, TrendFindings trends)
    {
        double least = rule.Threshold("ratio");
        return trends.Rising.Where(c => c.QValue <= rule.Threshold("q_value") && (c.Ratio is null || c.Ratio >= least)).Select(c => context.Make(
            rule,
            c.Model + "\n" + c.Fault.Code,
            new($"型号{Wording.Named(c.Model).Zh}，故障{Wording.Fault(c.Fault).Zh}", $"Model {Wording.Named(c.Model).En}, fault {Wording.Fault(c.Fault).En}"),
            FaultSentences.Reason(c, trends),
            new(c.Observed, c.Observed, c.Expected, c.Interval, c.QValue),
            WarningRows.None with { Tickets = c.Tickets },
            c.Since));
    }
}
