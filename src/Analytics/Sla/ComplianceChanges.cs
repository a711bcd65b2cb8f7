using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Analytics.Sla.Groups;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Which changes of clauses and duties are real, against the month before and a year ago: all comparisons are one family.</summary>
/// <remarks>Two-sided test of two proportions (score test; Fisher's exact test when an expected count is below 5); false discovery rate by Benjamini and Hochberg.</remarks>
public sealed class ComplianceChanges
{
    private readonly Dictionary<(string Id, ReportingMonth Earlier), GroupChange> changes;

    private ComplianceChanges(Dictionary<(string, ReportingMonth), GroupChange> changes) => this.changes = changes;

    /// <summary>Tests every clause and duty that has cases in both months.</summary>
    public static ComplianceChanges Of(SlaFindings clauses, DutyFindings duties)
    {
        (string Id, ShareChange Change)[] all =
        [
            .. clauses.Clauses.SelectMany(c => new[] { (c.Clause.Id, c.OnPreviousMonth), (c.Clause.Id, c.OnYearBefore) })
                .Concat(duties.Duties.SelectMany(d => new[] { (d.Duty.Id, d.OnPreviousMonth), (d.Duty.Id, d.OnYearBefore) }))
                .Where(c => c.Item2 is not null).Select(c => (c.Id, c.Item2!)),
        ];
        double[] q = FalseDiscovery.BenjaminiHochberg([.. all.Select(c => c.Change.Test.PValue)]);
        return new ComplianceChanges(all.Select((c, i) => (Key: (c.Id, c.Change.Earlier), Value: new GroupChange(c.Change, q[i]))).ToDictionary(c => c.Key, c => c.Value));
    }

    /// <summary>The change of a clause or duty since an earlier month; null when either month has no judged case.</summary>
    public GroupChange? Since(string id, ReportingMonth earlier) => changes.GetValueOrDefault((id, earlier));
}
