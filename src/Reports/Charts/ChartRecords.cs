using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Charts;

/// <summary>A chart as data: numbers and labels that somebody else computed. How it is drawn is decided elsewhere.</summary>
public abstract record Chart
{
    /// <summary>What the chart says, for who can't see it: one or two sentences with the main figures. Required, in the page's language.</summary>
    public required string AltText
    {
        get;
        init => field = string.IsNullOrWhiteSpace(value) ? throw new ArgumentException("A chart needs a text that says what it shows.", nameof(value)) : value;
    }

    /// <summary>Height in CSS pixels; the width is the column's.</summary>
    public int Height { get; init; } = 280;
}

/// <summary>What a colour means; the same everywhere.</summary>
public enum Tone
{
    /// <summary>The series of its own.</summary>
    Main,

    /// <summary>Good, kept, effective.</summary>
    Good,

    /// <summary>To be watched.</summary>
    Attention,

    /// <summary>Bad, broken, urgent.</summary>
    Bad,

    /// <summary>The second series.</summary>
    Second,

    /// <summary>The third series.</summary>
    Third,

    /// <summary>Light, in the background.</summary>
    Light,

    /// <summary>Not decided, not known.</summary>
    Neutral,
}

/// <summary>Bars from tall to short with the running share of the whole.</summary>
public sealed record ParetoChart : Chart
{
    /// <summary>What the bars count, e.g. "件数".</summary>
    public required string ValueLabel { get; init; }

    /// <summary>What the line shows, e.g. "累计占比".</summary>
    public required string CumulativeLabel { get; init; }

    /// <summary>The bars in display order.</summary>
    public required IReadOnlyList<ParetoBar> Bars { get; init; }

    /// <summary>How bars are shown.</summary>
    public ValueFormat Format { get; init; } = ValueFormat.Count;

    /// <summary>The dashed line that parts the vital few, 0.8 by default; null for none.</summary>
    public double? ReferenceShare { get; init; } = 0.8;
}

/// <summary>One bar of a Pareto chart.</summary>
/// <param name="Label">What it stands for.</param>
/// <param name="Value">Its height.</param>
/// <param name="CumulativeShare">Share of this and all bars before, 0 to 1.</param>
/// <param name="IsVital">Drawn strong: one of the vital few.</param>
public sealed record ParetoBar(string Label, double Value, double CumulativeShare, bool IsVital);

/// <summary>A control chart with limits that may vary from point to point.</summary>
public sealed record ControlChart : Chart
{
    /// <summary>What the points show, for the axis.</summary>
    public required string ValueLabel { get; init; }

    /// <summary>Name of the centre line in the legend.</summary>
    public required string CentreLabel { get; init; }

    /// <summary>Name of the limits in the legend.</summary>
    public required string LimitsLabel { get; init; }

    /// <summary>The points in time order.</summary>
    public required IReadOnlyList<ControlPoint> Points { get; init; }

    /// <summary>How values are shown.</summary>
    public ValueFormat Format { get; init; } = ValueFormat.Number;

    /// <summary>Upright lines with a text, e.g. where the limits were computed anew.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>True when the axis begins at 0 (default); false lets it follow the points.</summary>
    public bool FromZero { get; init; } = true;
}

/// <summary>One point of a control chart.</summary>
/// <param name="Label">Its place on the axis, e.g. "2026-09".</param>
/// <param name="Value">The value; null leaves a gap.</param>
/// <param name="Centre">The centre line here; null where there is none yet.</param>
/// <param name="Lower">The lower limit here; null where there is none.</param>
/// <param name="Upper">The upper limit here; null where there is none.</param>
/// <param name="IsSignal">A run rule is broken here: the point is marked and its value written.</param>
public sealed record ControlPoint(string Label, double? Value, double? Centre, double? Lower, double? Upper, bool IsSignal = false);

/// <summary>An upright line in a chart.</summary>
/// <param name="AtLabel">The label on the axis before which it stands.</param>
/// <param name="Text">What happened there.</param>
public sealed record ChartMark(string AtLabel, string Text);

/// <summary>Bars in groups or stacks.</summary>
public sealed record BarChart : Chart
{
    /// <summary>What the bars count, for the axis.</summary>
    public required string ValueLabel { get; init; }

    /// <summary>The groups along the axis.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>The series, from bottom to top when stacked.</summary>
    public required IReadOnlyList<BarSeries> Series { get; init; }

    /// <summary>How values are shown.</summary>
    public ValueFormat Format { get; init; } = ValueFormat.Count;

    /// <summary>True puts the series on top of each other; false side by side.</summary>
    public bool IsStacked { get; init; }

    /// <summary>True lays the bars down: for long names.</summary>
    public bool IsHorizontal { get; init; }

    /// <summary>True writes the values on the bars.</summary>
    public bool ShowsValues { get; init; } = true;

    /// <summary>A dashed line, e.g. the target; null for none.</summary>
    public ReferenceLine? Reference { get; init; }
}

/// <summary>One series of bars.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Values">One per category; null where there is none.</param>
public sealed record BarSeries(string Name, Tone Tone, IReadOnlyList<double?> Values);

/// <summary>A dashed line across a chart.</summary>
/// <param name="Value">Where it stands on the value axis.</param>
/// <param name="Text">What it means.</param>
public sealed record ReferenceLine(double Value, string Text);

/// <summary>Lines over time with their intervals.</summary>
public sealed record LineChart : Chart
{
    /// <summary>What the lines show, for the axis.</summary>
    public required string ValueLabel { get; init; }

    /// <summary>The points in time along the axis.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>What the axis below shows, e.g. "修复后天数"; null for months, which need no word.</summary>
    public string? HorizontalLabel { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>How values are shown.</summary>
    public ValueFormat Format { get; init; } = ValueFormat.Percent;

    /// <summary>A dashed line, e.g. the target; null for none.</summary>
    public ReferenceLine? Reference { get; init; }

    /// <summary>True when the axis begins at 0; false (default) lets it follow the values.</summary>
    public bool FromZero { get; init; }

    /// <summary>True draws steps, as for survival curves.</summary>
    public bool IsStepped { get; init; }

    /// <summary>What hollow points mean, e.g. "空心点：暂定"; shown in the chart when there are any.</summary>
    public string? ProvisionalNote { get; init; }
}

/// <summary>One line.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Points">One per label.</param>
public sealed record LineSeries(string Name, Tone Tone, IReadOnlyList<LinePoint> Points);

/// <summary>One point of a line.</summary>
/// <param name="Value">The value; null leaves a gap.</param>
/// <param name="Lower">Lower end of its interval; null when there is none.</param>
/// <param name="Upper">Upper end of its interval; null when there is none.</param>
/// <param name="IsProvisional">True draws it hollow: the figure may still change.</param>
public sealed record LinePoint(double? Value, double? Lower = null, double? Upper = null, bool IsProvisional = false);

/// <summary>A table of numbers as shades.</summary>
public sealed record Heatmap : Chart
{
    /// <summary>Headings of the columns, from left to right.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows, from top to bottom.</summary>
    public required IReadOnlyList<HeatmapRow> Rows { get; init; }

    /// <summary>Value with the lightest shade.</summary>
    public required double Lightest { get; init; }

    /// <summary>Value with the darkest shade.</summary>
    public required double Darkest { get; init; }

    /// <summary>Text at the light end of the scale, e.g. "少".</summary>
    public required string LightText { get; init; }

    /// <summary>Text at the dark end of the scale, e.g. "多".</summary>
    public required string DarkText { get; init; }

    /// <summary>How values are shown.</summary>
    public ValueFormat Format { get; init; } = ValueFormat.Count;
}

/// <summary>One row of a heatmap.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Values">One per column; null leaves the cell empty.</param>
public sealed record HeatmapRow(string Label, IReadOnlyList<double?> Values);

/// <summary>Estimates with intervals against a line of no effect; drawn as plain SVG.</summary>
public sealed record ForestPlot : Chart
{
    /// <summary>Heading of the names.</summary>
    public required string LabelHeading { get; init; }

    /// <summary>Heading of the estimates, e.g. "比值（95% CI）".</summary>
    public required string EstimateHeading { get; init; }

    /// <summary>Heading of the last column, e.g. "p"; null when there is none.</summary>
    public string? ExtraHeading { get; init; }

    /// <summary>The rows from top to bottom.</summary>
    public required IReadOnlyList<ForestRow> Rows { get; init; }

    /// <summary>Value of no effect: 1 for ratios, 0 for differences.</summary>
    public required double Reference { get; init; }

    /// <summary>Marks on the axis, ascending; the first and last are its ends. Intervals beyond are cut with an arrow.</summary>
    public required IReadOnlyList<double> Ticks { get; init; }

    /// <summary>True for ratios: equal factors have equal lengths. All ticks are then above 0.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>What left of the reference means; null for nothing written.</summary>
    public string? LessText { get; init; }

    /// <summary>What right of the reference means; null for nothing written.</summary>
    public string? MoreText { get; init; }
}

/// <summary>One row of a forest plot.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Estimate">The estimate; null when there is none (too little data), then only texts are shown.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end of the interval.</param>
/// <param name="Tone">Its colour: neutral where nothing is shown, else good or bad.</param>
/// <param name="EstimateText">Estimate and interval in words.</param>
/// <param name="ExtraText">Text of the last column; null for none.</param>
public sealed record ForestRow(string Label, double? Estimate, double? Lower, double? Upper, Tone Tone, string EstimateText, string? ExtraText = null);

/// <summary>A small line without axes, for a card; drawn as plain SVG.</summary>
public sealed record Sparkline : Chart
{
    /// <summary>The values in time order; null leaves a gap. The last one is marked.</summary>
    public required IReadOnlyList<double?> Values { get; init; }
}
