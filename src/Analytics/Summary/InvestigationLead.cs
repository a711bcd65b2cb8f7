using ServiceAnalytics.Analytics.Reliability;
using ServiceAnalytics.Analytics.Repeats;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>
/// Something for the quality department to look into: more than noise, each found with the false discovery rate held within its own family of tests. Ordered by how many tickets a month
/// it brings beyond what was to be expected, since that is what looking into it can save.
/// </summary>
/// <param name="ExcessPerMonth">Tickets a month beyond the expected; above 0. An estimate: over the reported month, the compared age, or the compared year, as the kind has it.</param>
/// <param name="QValue">Within its family.</param>
public abstract record InvestigationLead(double ExcessPerMonth, double QValue)
{
    /// <summary>An issue that rose. When most of its repairs are of a batch that is worse than the rest of the model, the batch is told here and not again.</summary>
    /// <param name="Issue">The issue.</param>
    /// <param name="Batch">The batch that explains it; null when none does.</param>
    public sealed record FaultRose(FaultIssue Issue, BatchReliability? Batch) : InvestigationLead((Issue.WindowObserved - Issue.WindowExpected) / Issue.WindowMonths, Issue.QValue);

    /// <summary>A batch with more repairs per unit than the rest of its model.</summary>
    /// <param name="Model">The model.</param>
    /// <param name="Batch">The batch.</param>
    public sealed record BatchWorse(string Model, BatchReliability Batch)
        : InvestigationLead(Batch.AgainstRest!.Value * Batch.Curve.Units / Batch.AgainstRest.Months, Batch.AgainstRest.QValue ?? 1);

    /// <summary>A group whose repairs come back more often than those of the others.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Months">Months that it was compared over.</param>
    public sealed record GroupRepeats(RepeatGroup Group, int Months) : InvestigationLead(Group.Difference!.Value * Group.Repairs / Months, Group.QValue ?? 1);

    /// <summary>All leads of a month, the largest excess first.</summary>
    public static IReadOnlyList<InvestigationLead> Of(MonthFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        List<BatchWorse> batches =
        [
            .. findings.Reliability.Models.SelectMany(m => m.Batches.Where(b => b.Verdict == BatchVerdict.Worse).Select(b => new BatchWorse(m.Model, b))),
        ];
        List<FaultRose> rises = [.. findings.Trends.Rising.Select(issue => new FaultRose(issue, batches.Find(b => Explains(b, issue))?.Batch))];
        int months = findings.Repeats is { GroupsFrom: { } from, GroupsTo: { } to } ? ((to.First.Year - from.First.Year) * 12) + to.First.Month - from.First.Month + 1 : 1;
        return
        [
            .. rises.Cast<InvestigationLead>()
                .Concat(batches.Where(b => rises.All(r => r.Batch != b.Batch)))
                .Concat(findings.Repeats.Groups.Where(g => g.Verdict == AgainstTheRest.Higher).Select(g => new GroupRepeats(g, months)))
                .OrderByDescending(lead => lead.ExcessPerMonth)
                .ThenBy(lead => lead.QValue)
                .ThenBy(lead => lead.ToString(), StringComparer.Ordinal),
        ];
    }

    // Half of the repairs and more: else the batch explains nothing.
    private static bool Explains(BatchWorse batch, FaultIssue issue) =>
        (issue.Model is null || issue.Model == batch.Model) && (issue.Key[FaultDimension.Batch] ?? issue.MainBatch?.Value) == batch.Batch.Batch;
}
