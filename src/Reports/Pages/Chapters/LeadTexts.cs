using ServiceAnalytics.Analytics.Reliability;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Summary;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Leads in words: what to look into, and why.</summary>
internal static class LeadTexts
{
    /// <summary>The lead in one line.</summary>
    public static string Title(ReportInput report, InvestigationLead lead) => lead switch
    {
        InvestigationLead.FaultRose f => FaultTexts.RoseTitle(report, f.Issue),
        InvestigationLead.BatchWorse b => report.Say(
            $"{Names.Group(report, b.Model)} 批次 {b.Batch.Batch} 的维修明显多于同型号其余设备",
            $"Batch {b.Batch.Batch} of {Names.Group(report, b.Model)} is repaired far more often than other units of the model"),
        InvestigationLead.GroupRepeats g => report.Say(
            $"{Names.Dimension(report, g.Group.Dimension)}“{RepeatTexts.Group(report, g.Group)}”的重复维修率明显偏高",
            $"Repairs of {Names.Dimension(report, g.Group.Dimension).ToLowerInvariant()} {RepeatTexts.Group(report, g.Group)} come back more often than others"),
        _ => throw new ArgumentOutOfRangeException(nameof(lead), lead, "A lead without words."),
    };

    /// <summary>What stands behind it, and where to begin.</summary>
    public static string Why(ReportInput report, InvestigationLead lead) => lead switch
    {
        InvestigationLead.FaultRose { Issue: var issue, Batch: var batch } => FaultTexts.Evidence(report, issue)
            + (batch is null ? string.Empty : report.Say(
                $"该批次{Difference(report, batch.AgainstRest!)}：先查这一批的来料、工艺与装配记录。",
                $" That batch has {Difference(report, batch.AgainstRest!)}: begin with its incoming goods, process and assembly records."))
            + (batch is null ? Start(report, issue.Tickets) : string.Empty),
        InvestigationLead.BatchWorse { Batch: var batch } => report.Say(
            $"{Difference(report, batch.AgainstRest!)}，q {Q(report, batch.AgainstRest!.QValue)}；在用 {report.Format.Count(batch.Curve.Units)} 台，维修 {report.Format.Count(batch.Curve.Repairs)} 次。先查该批次的来料、工艺与装配记录。",
            $"It has {Difference(report, batch.AgainstRest!)}, q {Q(report, batch.AgainstRest!.QValue)}; {report.Format.Count(batch.Curve.Units)} units, {report.Format.Count(batch.Curve.Repairs)} repairs. Begin with the batch's incoming goods, process and assembly records."),
        InvestigationLead.GroupRepeats { Group: var group, Months: var months } => report.Say(
            $"{months} 个月内 {RepeatTexts.Share(report, group)}（{report.Format.Count(group.Repeated)}/{report.Format.Count(group.Repairs)} 件），同等数量的组偶然之下 95% 落在 {report.Format.PercentInterval(group.Warning.Lower, group.Warning.Upper)}，q {RepeatTexts.Q(report, group.QValue)}。先看其返修链：是诊断、配件还是做法的问题。",
            $"{RepeatTexts.Share(report, group)} over {months} months ({report.Format.Count(group.Repeated)} of {report.Format.Count(group.Repairs)}); by chance 95% of groups of this size lie at {report.Format.PercentInterval(group.Warning.Lower, group.Warning.Upper)}; q {RepeatTexts.Q(report, group.QValue)}. Begin with its chains of repeats: diagnosis, parts or workmanship?"),
        _ => throw new ArgumentOutOfRangeException(nameof(lead), lead, "A lead without words."),
    };

    /// <summary>How much it weighs.</summary>
    public static string Weight(ReportInput report, InvestigationLead lead) => report.Say(
        $"估计每月多出 {report.Format.Number(lead.ExcessPerMonth)} 件维修",
        $"about {report.Format.Number(lead.ExcessPerMonth)} tickets a month more than expected");

    /// <summary>"6 个月内每台多修 0.65 次（0.44–0.86）".</summary>
    public static string Difference(ReportInput report, CurveDifference difference)
    {
        var value = report.Format.WithInterval(
            report.Say($"{report.Format.Number(Math.Abs(difference.Value), 2)} 次", report.Format.Number(Math.Abs(difference.Value), 2)),
            Limits(report, difference.Value < 0 ? new Interval(-difference.Interval.Upper, -difference.Interval.Lower) : difference.Interval));
        return difference.Value < 0
            ? report.Say($"{difference.Months} 个月内每台比其余少修 {value}", $"{value} fewer repairs per unit in {difference.Months} months")
            : report.Say($"{difference.Months} 个月内每台比其余多修 {value}", $"{value} more repairs per unit in {difference.Months} months");
    }

    public static string Limits(ReportInput report, Interval interval) => report.Format.NumberInterval(interval.Lower, interval.Upper, 2);

    private static string Q(ReportInput report, double? q) => RepeatTexts.Q(report, q);

    private static string Start(ReportInput report, IReadOnlyList<string> tickets) => tickets.Count == 0 ? string.Empty : report.Say(
        $"先看最近的报修单 {string.Join("、", tickets.Take(3))}。",
        $" Begin with the newest tickets, {string.Join(", ", tickets.Take(3))}.");
}
