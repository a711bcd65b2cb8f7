using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Reports.Charts;
using ServiceAnalytics.Reports.Formatting;
using ControlChart = ServiceAnalytics.Reports.Charts.ControlChart;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Control charts of repairs, and how to read them.</summary>
internal static class ControlTexts
{
    /// <summary>True when the reported month itself signals.</summary>
    public static bool HasNewSignal(TrendChart chart) => chart.Points[^1].Point.Signals != ChartSignals.None;

    public static string Caption(ReportInput report, TrendChart chart) => report.Say(
        $"{Names.Fault(report, chart.Fault)}，{Unit(report, chart)}，近 {chart.Points.Count} 个月",
        $"{Names.Fault(report, chart.Fault)}, {Unit(report, chart)}, last {chart.Points.Count} months");

    public static ControlChart Chart(ReportInput report, TrendChart chart, int height = 250) => new()
    {
        Height = height,
        ValueLabel = Unit(report, chart),
        CentreLabel = report.Say("中心线", "centre"),
        LimitsLabel = report.Say("控制限", "limits"),
        Format = Format(chart),
        FromZero = chart.Fault is not null,
        Points =
        [
            .. chart.Points.Select(p => new ControlPoint(
                report.Format.ShortMonth(p.Month.First), p.Point.Value, chart.Center, p.Point.Limits?.Lower, p.Point.Limits?.Upper, p.Point.Signals != ChartSignals.None)),
        ],
        AltText = Reading(report, chart),
    };

    /// <summary>What the chart says: the last point first, then the limits.</summary>
    public static string Reading(ReportInput report, TrendChart chart)
    {
        var last = chart.Points[^1];
        var value = Format(chart).Show(last.Point.Value, report.Format);
        if (chart.NoLimits != NoLimits.HasLimits)
        {
            return report.Say($"本月 {value}。历史数据不足以计算控制限。", $"{value} this month. The past is too short or too even for limits.");
        }

        var signals = Signals(report, last.Point.Signals);
        var limit = Format(chart).Show(last.Point.Limits?.Upper, report.Format);
        var zh = $"本月 {value}（{Unit(report, chart)}，控制上限 {limit}），" + (signals.Length == 0 ? "在控制限之内，没有异常信号。" : $"异常信号：{signals}。");
        var en = $"{value} {Unit(report, chart)} this month (upper limit {limit}), " + (signals.Length == 0 ? "within the limits, no signal." : $"signal: {signals}.");
        return report.Say(zh, en)
            + (chart.IsLaney ? report.Say("各月波动大于偶然，控制限已按 Laney 法放宽。", " Months vary more than chance; the limits are widened by Laney's method.") : "")
            + (chart.BaselineMonths < 10 ? report.Say($"基线仅 {chart.BaselineMonths} 个月，控制限较粗略。", $" With {chart.BaselineMonths} months as baseline the limits are rough.") : "");
    }

    private static string Unit(ReportInput report, TrendChart chart) => chart.Basis == ExposureBasis.UnitMonths
        ? report.Say("每千台月维修次数", "repairs per 1,000 unit-months")
        : report.Say("占全部报修单", "share of all tickets");

    private static ValueFormat Format(TrendChart chart) => chart.Basis == ExposureBasis.UnitMonths ? new ValueFormat(ValueKind.Number, 2) : ValueFormat.Percent;

    private static string Signals(ReportInput report, ChartSignals signals)
    {
        List<string> words = [];
        Add(ChartSignals.AboveLimit, "高于控制上限", "above the upper limit");
        Add(ChartSignals.BelowLimit, "低于控制下限", "below the lower limit");
        Add(ChartSignals.RunAbove, "连续九点以上在中心线上方", "nine or more in a row above the centre");
        Add(ChartSignals.RunBelow, "连续九点以上在中心线下方", "nine or more in a row below the centre");
        Add(ChartSignals.TrendUp, "连续六点以上递增", "six or more in a row rising");
        Add(ChartSignals.TrendDown, "连续六点以上递减", "six or more in a row falling");
        return string.Join(report.Say("、", ", "), words);

        void Add(ChartSignals signal, string zh, string en)
        {
            if (signals.HasFlag(signal))
            {
                words.Add(report.Say(zh, en));
            }
        }
    }
}
