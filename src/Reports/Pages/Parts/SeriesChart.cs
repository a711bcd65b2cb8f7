using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Reports.Charts;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Pages.Parts;

/// <summary>Figures of a metric over the months as a line with its intervals.</summary>
internal static class SeriesChart
{
    /// <summary>One or two metrics of the same unit over the same months.</summary>
    /// <param name="report">The report.</param>
    /// <param name="keys">Keys in the catalogue.</param>
    /// <param name="months">How many months, at most.</param>
    /// <param name="target">Dashed line; null for none.</param>
    public static LineChart Of(ReportInput report, IReadOnlyList<string> keys, int months = 25, double? target = null)
    {
        var metrics = keys.Select(MetricCatalog.Find).ToList();
        var series = metrics.Select(m => report.Findings.Figures.Series(m.Key, months)).ToList();
        return new()
        {
            Height = 250,
            ValueLabel = metrics.Count == 1 ? report.Say(metrics[0].Title) : "",
            Labels = [.. series[0].Select(f => report.Format.ShortMonth(f.Month.First))],
            Series = [.. metrics.Select((m, i) => new LineSeries(report.Say(m.Title), i == 0 ? Tone.Main : Tone.Second, [.. series[i].Select(Point)]))],
            Format = FigureFormat.Of(metrics[0].Unit),
            Reference = target is { } at ? new ReferenceLine(at, report.Say("目标 ", "target ") + report.Figures.Target(metrics[0], at)) : null,
            ProvisionalNote = report.Say("空心点：暂定", "hollow: provisional"),
            AltText = AltText(report, metrics, series),
        };
    }

    private static string AltText(ReportInput report, List<MetricDefinition> metrics, List<IReadOnlyList<Figure>> series) =>
        string.Join(report.Say("；", "; "), metrics.Select((m, i) => series[i] switch
        {
            [] => report.Say($"{m.Title.Zh}：没有数据", $"{m.Title.En}: no data"),
            [var first, .., var last] => report.Say(
                $"{m.Title.Zh}：{first.Month} 为 {report.Figures.Value(first)}，{last.Month} 为 {report.Figures.Value(last)}",
                $"{m.Title.En}: {report.Figures.Value(first)} in {first.Month}, {report.Figures.Value(last)} in {last.Month}"),
            [var only] => report.Say($"{m.Title.Zh}：{only.Month} 为 {report.Figures.Value(only)}", $"{m.Title.En}: {report.Figures.Value(only)} in {only.Month}"),
        }));

    // A month below the metric's minimum sample is a gap: the page doesn't draw what it wouldn't print.
    private static LinePoint Point(Figure figure) => FigureFormat.IsTooFew(figure)
        ? new LinePoint(null)
        : new LinePoint(figure.Value, figure.Lower, figure.Upper, figure.IsProvisional);
}
