using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Reports.Charts;

namespace ServiceAnalytics.Reports.Pages.Parts;

/// <summary>Groups of a share against all others, as a forest plot of differences in percentage points.</summary>
internal static class DifferencePlot
{
    private static readonly double[][] Axes = [[-10, -5, 0, 5, 10], [-20, -10, 0, 10, 20], [-40, -20, 0, 20, 40], [-80, -40, 0, 40, 80]];

    /// <summary>One row.</summary>
    /// <param name="Label">Name of the group.</param>
    /// <param name="Difference">Its share less that of the rest; null draws nothing.</param>
    /// <param name="Tone">Good or bad when it differs by more than noise, else neutral.</param>
    /// <param name="Text">Its share in words.</param>
    /// <param name="N">Rows it rests on, in words.</param>
    internal sealed record Row(string Label, ProportionDifference? Difference, Tone Tone, string Text, string N);

    public static ForestPlot Of(ReportInput report, string heading, string estimateHeading, IReadOnlyList<Row> rows, string less, string more, string altText) => new()
    {
        LabelHeading = heading,
        EstimateHeading = estimateHeading,
        ExtraHeading = "n",
        Reference = 0,
        Ticks = AxisFor(rows),
        LessText = "← " + less,
        MoreText = more + " →",
        Rows = [.. rows.Select(r => new ForestRow(r.Label, Points(r.Difference?.Value), Points(r.Difference?.Interval.Lower), Points(r.Difference?.Interval.Upper), r.Tone, r.Text, r.N))],
        AltText = altText,
    };

    // The smallest axis that holds every estimate and most of the intervals; what goes beyond ends in an arrow.
    private static double[] AxisFor(IReadOnlyList<Row> rows)
    {
        var widest = rows.Where(r => r.Difference is not null).Select(r => Math.Max(Math.Abs(r.Difference!.Value), Half(r.Difference.Interval))).DefaultIfEmpty(0).Max() * 100;
        return Array.Find(Axes, a => a[^1] >= widest) ?? Axes[^1];
    }

    private static double Half(Interval interval) => (interval.Upper - interval.Lower) / 2;

    private static double? Points(double? share) => share * 100;
}
