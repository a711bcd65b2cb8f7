using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Repeats;
using ServiceAnalytics.Reports.Charts;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Words of the chapter on repeated repairs.</summary>
internal static class RepeatTexts
{
    /// <summary>A window's newest mature month, and what can be said of the reported one.</summary>
    public static string Headline(ReportInput report, RepeatSeries series)
    {
        var month = report.Findings.Month;
        var now = series.Months.FirstOrDefault(f => f.Month == month);
        var mature = series.Months.LastOrDefault(f => !f.IsProvisional && f.Value is not null);
        if (now is { IsProvisional: false })
        {
            return report.Say(
                $"{series.WindowDays} 天内同一故障的重复维修率为 {Said(report, now)}。",
                $"{Said(report, now)} of the repairs came back with the same fault within {series.WindowDays} days. ");
        }

        var firm = mature is null
            ? report.Say($"{series.WindowDays} 天重复维修率：尚无已期满的月份。", $"Within {series.WindowDays} days: no month's window has passed yet. ")
            : report.Say(
                $"{series.WindowDays} 天重复维修率：最近已期满的 {report.Format.Month(mature.Month.First)}为 {Said(report, mature)}。",
                $"Repeat rate within {series.WindowDays} days: {Said(report, mature)} in {report.Format.Month(mature.Month.First)}, the newest month whose window has passed. ");
        return firm + (now is { Value: not null }
            ? report.Say($"{report.Month}暂定值 {Said(report, now)}。", $"{report.Month}, provisional: {Said(report, now)}. ")
            : report.Say($"{report.Month}的观察期刚开始，尚不能估计。", $"For {report.Month} the window has hardly begun; nothing can be estimated yet. "));
    }

    public static string Verdict(ReportInput report, AgainstTheRest verdict) => verdict switch
    {
        AgainstTheRest.Higher => report.Say("显著偏高", "higher"),
        AgainstTheRest.Lower => report.Say("显著偏低", "lower"),
        AgainstTheRest.NotTested => report.Say("未检验", "not tested"),
        _ => report.Say("无显著差异", "no real difference"),
    };

    public static string Group(ReportInput report, RepeatGroup group) => group.Name is { } name
        ? Names.Group(report, CodeWords.Of(group.Dimension, name, report.Language))
        : report.Say($"其余 {group.GroupCount} 个（各不足 {RepeatFindings.SmallestGroup} 件）", $"{group.GroupCount} others, each below {RepeatFindings.SmallestGroup}");

    /// <summary>The groups of a dimension in their funnel.</summary>
    public static FunnelChart Funnel(ReportInput report, RepeatFunnel funnel)
    {
        List<RepeatGroup> groups = [.. report.Findings.Repeats.Groups.Where(g => g.Dimension == funnel.Dimension && g.Name is not null)];
        int high = groups.Count(g => g.Verdict == AgainstTheRest.Higher), low = groups.Count(g => g.Verdict == AgainstTheRest.Lower);
        return new()
        {
            Height = 230,
            ValueLabel = report.Say("重复维修率", "repeat rate"),
            SizeLabel = report.Say("维修（件）", "repairs"),
            CentreLabel = report.Say("全部", "all"),
            InnerLabel = report.Say("95% 限", "95% limits"),
            OuterLabel = report.Say("99.8% 限", "99.8% limits"),
            PointsLabel = Names.Dimension(report, funnel.Dimension),
            Centre = funnel.Center,
            Limits = [.. funnel.Steps.Select(s => new FunnelLimit(s.Repairs, s.Warning.Lower, s.Warning.Upper, s.Alarm.Lower, s.Alarm.Upper))],
            Points = [.. groups.Select(g => new FunnelPoint(
                CodeWords.Of(g.Dimension, g.Name!, report.Language),
                g.Repairs,
                g.Share,
                g.Verdict switch { AgainstTheRest.Higher => Tone.Bad, AgainstTheRest.Lower => Tone.Good, _ => Tone.Neutral },
                g.Verdict is AgainstTheRest.Higher or AgainstTheRest.Lower))],
            AltText = report.Say(
                $"{groups.Count} 个组，总体重复维修率 {report.Format.Percent(funnel.Center)}；{high} 个显著偏高，{low} 个显著偏低。",
                $"{groups.Count} groups, {report.Format.Percent(funnel.Center)} repeated over all; {high} higher, {low} lower by more than noise."),
        };
    }

    public static string Share(ReportInput report, RepeatGroup group) =>
        report.Format.WithInterval(report.Format.Percent(group.Share), report.Format.PercentInterval(group.Interval.Lower, group.Interval.Upper));

    /// <summary>Where the repeats sit, in one sentence per finding; null when no group stands out.</summary>
    public static string? Outstanding(ReportInput report)
    {
        var high = report.Findings.Repeats.Groups.Where(g => g.Verdict == AgainstTheRest.Higher).ToList();
        return high.Count == 0 ? null : string.Join(report.Say("；", "; "), high.Select(g => report.Say(
            $"{Names.Dimension(report, g.Dimension)}“{Names.Group(report, g.Name)}”{Share(report, g)}，q {Q(report, g.QValue)}",
            $"{Names.Dimension(report, g.Dimension).ToLowerInvariant()} {Names.Group(report, g.Name)}: {Share(report, g)}, q {Q(report, g.QValue)}"))) + report.Say("。", ".");
    }

    public static string Q(ReportInput report, double? q) => report.Format.Significance(q) is var text && text.StartsWith('<') ? text : "= " + text;

    public static string Cost(ReportInput report, RepeatCost cost) => cost.Priced == 0
        ? report.Say(
            $"本月接报的重复维修 {report.Format.Count(cost.Repeats)} 件，均未登记费用。",
            $"{report.Format.Count(cost.Repeats)} repeats were received this month; no cost is recorded for any.")
        : report.Say(
            $"本月接报的重复维修 {report.Format.Count(cost.Repeats)} 件，属于 {report.Format.Count(cost.Chains)} 条返修链；其中 {report.Format.Count(cost.Priced)} 件已登记费用，合计 {report.Format.Money(cost.Total, 0)}：配件 {report.Format.Money(cost.Parts, 0)}、人工 {report.Format.Money(cost.Labour, 0)}、差旅 {report.Format.Money(cost.Travel, 0)}、运费 {report.Format.Money(cost.Freight, 0)}。",
            $"{report.Format.Count(cost.Repeats)} repeats of {report.Format.Count(cost.Chains)} chains were received this month. For {report.Format.Count(cost.Priced)} of them costs are recorded: {report.Format.Money(cost.Total, 0)} in all, {report.Format.Money(cost.Parts, 0)} parts, {report.Format.Money(cost.Labour, 0)} labour, {report.Format.Money(cost.Travel, 0)} travel, {report.Format.Money(cost.Freight, 0)} freight.");

    public static string Unit(ReportInput report, RepeatChain chain) =>
        chain.SerialNo ?? report.Say($"无序列号（{chain.ProductModel}）", $"no serial no. ({chain.ProductModel})");

    private static string Said(ReportInput report, Figure figure) => report.Figures.Interval(figure) is var interval && interval == PageFormat.Absent
        ? report.Figures.Value(figure)
        : report.Format.WithInterval(report.Figures.Value(figure), report.Say($"{interval}，{report.Format.SampleSize(figure.N)}", $"{interval}, {report.Format.SampleSize(figure.N)}"));
}
