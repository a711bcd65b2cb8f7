using ServiceAnalytics.Analytics.Reliability;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Reports.Charts;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Words and charts of the chapter on reliability.</summary>
internal static class ReliabilityTexts
{
    /// <summary>Months in service that a curve is drawn for, at most.</summary>
    public const int MostMonths = 60;

    private static readonly ValueFormat PerUnit = new(ValueKind.Number, 2);

    /// <summary>What the figures rest on.</summary>
    public static string Basis(ReportInput report)
    {
        var found = report.Findings.Reliability;
        return report.Say(
            $"装机清单 {report.Format.Count(found.Units)} 台，可观察 {report.Format.Count(found.UnitsWatched)} 台，观察至 {report.Format.Day(found.WatchedTo.AddDays(-1))}；维修记录始于 {report.Format.Day(found.RecordsFrom)}，此前发货的设备自那时的机龄起计入。"
                + $"维修单 {report.Format.Count(found.Repairs)} 件，用上 {report.Format.Count(found.RepairsUsed)} 件"
                + (found.RepairsOfUnknownUnits > 0 ? $"，{report.Format.Count(found.RepairsOfUnknownUnits)} 件的设备不在清单" : "") + (found.RepairsBeforeDelivery > 0 ? $"，{report.Format.Count(found.RepairsBeforeDelivery)} 件早于发货" : "") + "。",
            $"{report.Format.Count(found.Units)} units are installed, {report.Format.Count(found.UnitsWatched)} could be watched, until {report.Format.Day(found.WatchedTo.AddDays(-1))}. Repairs are recorded from {report.Format.Day(found.RecordsFrom)} on; units delivered earlier count from the age they had then. "
                + $"Of {report.Format.Count(found.Repairs)} repair tickets {report.Format.Count(found.RepairsUsed)} are used"
                + (found.RepairsOfUnknownUnits > 0 ? $"; {report.Format.Count(found.RepairsOfUnknownUnits)} are of units not on the list" : "") + (found.RepairsBeforeDelivery > 0 ? $"; {report.Format.Count(found.RepairsBeforeDelivery)} lie before the delivery" : "") + ".");
    }

    /// <summary>Repairs per unit of a model by months in service, beside those of a batch.</summary>
    public static LineChart Repairs(ReportInput report, ModelReliability model, BatchReliability? batch, int most = MostMonths) =>
        Curves(report, model, batch, most, c => c.RepairsPerUnit, PerUnit, report.Say("每台维修次数", "repairs per unit"), fromZero: true);

    /// <summary>Share still without failure.</summary>
    public static LineChart WithoutFailure(ReportInput report, ModelReliability model, BatchReliability? batch) =>
        Curves(report, model, batch, MostMonths, c => c.WithoutFailure, ValueFormat.Percent, report.Say("仍无故障的占比", "share still without failure"), fromZero: true);

    /// <summary>The batch that stands out most; null when none does.</summary>
    public static BatchReliability? Worst(ModelReliability model) => model.Batches.FirstOrDefault(b => b.Verdict == BatchVerdict.Worse);

    /// <summary>What the shape says; "no verdict" when the interval spans 1.</summary>
    public static string? Reading(ReportInput report, LifeCurve curve) => curve.Weibull?.Reading switch
    {
        null => null,
        WeibullReading.EarlyFailures => report.Say("早期故障", "early failures"),
        WeibullReading.WearOut => report.Say("耗损", "wear-out"),
        _ => report.Say("不作判断", "no verdict"),
    };

    private static LineChart Curves(
        ReportInput report, ModelReliability model, BatchReliability? batch, int most, Func<LifeCurve, IReadOnlyList<AgePoint>> of, ValueFormat format, string value, bool fromZero)
    {
        var all = of(model.Curve);
        var own = batch is null ? [] : of(batch.Curve);
        var months = Math.Min(most, Math.Max(all.Count, own.Count));
        List<(string Name, Tone Tone, IReadOnlyList<AgePoint> Points)> lines = [(report.Say($"{model.Model} 全部", $"{model.Model}, all"), Tone.Main, all)];
        if (batch is not null)
        {
            lines.Add((report.Say($"批次 {batch.Batch}", $"batch {batch.Batch}"), Tone.Bad, own));
        }

        return new()
        {
            Height = 215,
            ValueLabel = value,
            HorizontalLabel = report.Say("使用月数", "months in service"),
            Labels = [.. Enumerable.Range(1, months).Select(m => $"{m}")],
            Format = format,
            FromZero = fromZero,
            IsStepped = true,
            Series = [.. lines.Select(l => new LineSeries(l.Name, l.Tone, [.. Enumerable.Range(1, months).Select(m => l.Points.FirstOrDefault(p => p.Months == m) is { } p ? new LinePoint(p.Value, p.Interval.Lower, p.Interval.Upper) : new LinePoint(null))]))],
            AltText = string.Join(report.Say("；", "; "), lines.Where(l => l.Points.Count > 0).Select(l => report.Say(
                $"{l.Name}：{Math.Min(months, l.Points[^1].Months)} 个月时 {format.Show(l.Points[Math.Min(months, l.Points.Count) - 1].Value, report.Format)}",
                $"{l.Name}: {format.Show(l.Points[Math.Min(months, l.Points.Count) - 1].Value, report.Format)} at {Math.Min(months, l.Points[^1].Months)} months"))) is { Length: > 0 } text ? text : value,
        };
    }
}
