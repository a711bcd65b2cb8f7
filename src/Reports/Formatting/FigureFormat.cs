using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;

namespace ServiceAnalytics.Reports.Formatting;

/// <summary>
/// A figure in words, as its metric's unit and minimum sample say. Every page asks here, so that the same figure is the same text wherever it stands.
/// </summary>
/// <param name="format">Numbers and dates of the page's language.</param>
public sealed class FigureFormat(PageFormat format)
{
    /// <summary>The value with its unit; "n = 7, shown from n = 20" when it rests on too few rows; a dash when nothing could be measured.</summary>
    /// <param name="figure">The figure; null (not computed) is a dash.</param>
    public string Value(Figure? figure) => figure switch
    {
        null => PageFormat.Absent,
        _ when IsTooFew(figure) => TooFew(figure),
        _ => Number(figure.Value, Unit(figure)),
    };

    /// <summary>The 95 % interval; a dash where the metric has none or the value is not shown.</summary>
    public string Interval(Figure? figure) =>
        figure is null || IsTooFew(figure) ? PageFormat.Absent : Interval(figure.Lower, figure.Upper, Unit(figure));

    /// <summary>An interval in a unit; a dash when an end is missing.</summary>
    public string Interval(double? lower, double? upper, Unit unit) =>
        lower is null || upper is null ? PageFormat.Absent : unit switch
        {
            Analytics.Metrics.Unit.Share => format.PercentInterval(lower, upper),
            Analytics.Metrics.Unit.Count or Analytics.Metrics.Unit.Money or Analytics.Metrics.Unit.Kilometres => format.NumberInterval(lower, upper, 0),
            _ => format.NumberInterval(lower, upper, 1),
        };

    /// <summary>"93.4% (91.2%–95.0%)"; the value alone where there is no interval.</summary>
    public string ValueWithInterval(Figure? figure) =>
        Interval(figure) is var interval && interval != PageFormat.Absent ? format.WithInterval(Value(figure), interval) : Value(figure);

    /// <summary>The number and its unit apart, for a card; null when there is no number to show.</summary>
    public (string Number, string? Unit)? Parts(Figure? figure)
    {
        if (figure?.Value is not { } value || IsTooFew(figure))
        {
            return null;
        }

        return Unit(figure) switch
        {
            Analytics.Metrics.Unit.Share => (format.Percent(value)[..^1], "%"),
            Analytics.Metrics.Unit.Count => (format.Number(value, 0), format.Language == Language.Zh ? "件" : null),
            Analytics.Metrics.Unit.PerThousand => (format.Number(value), format.Language == Language.Zh ? "次 / 千台月" : "per 1,000"),
            _ => (Number(value, Unit(figure)), null),
        };
    }

    /// <summary>A number in a unit.</summary>
    public string Number(double? value, Unit unit) => unit switch
    {
        Analytics.Metrics.Unit.Share => format.Percent(value),
        Analytics.Metrics.Unit.Count or Analytics.Metrics.Unit.Kilometres => format.Number(value, 0),
        Analytics.Metrics.Unit.Minutes => format.Minutes(value),
        Analytics.Metrics.Unit.Money => value is { } yuan && double.IsFinite(yuan) ? format.Money((decimal)yuan, 0) : PageFormat.Absent,
        _ => format.Number(value),
    };

    /// <summary>A difference with its sign: percentage points for shares.</summary>
    public string Difference(double? difference, Unit unit) => unit switch
    {
        Analytics.Metrics.Unit.Share => format.PointsChange(difference),
        Analytics.Metrics.Unit.Count or Analytics.Metrics.Unit.Money or Analytics.Metrics.Unit.Kilometres or Analytics.Metrics.Unit.Minutes => format.Signed(difference, 0),
        _ => format.Signed(difference),
    };

    /// <summary>A target as a bound: "≥ 92.0%".</summary>
    public string Target(MetricDefinition metric, double target) =>
        (metric.Better == Better.WhenLower ? "≤ " : "≥ ") + Number(target, metric.Unit);

    /// <summary>How charts and tables show values of a unit.</summary>
    public static ValueFormat Of(Unit unit) => unit switch
    {
        Analytics.Metrics.Unit.Share => ValueFormat.Percent,
        Analytics.Metrics.Unit.Count or Analytics.Metrics.Unit.Kilometres => ValueFormat.Count,
        Analytics.Metrics.Unit.Minutes => ValueFormat.Minutes,
        Analytics.Metrics.Unit.Money => ValueFormat.Money,
        _ => ValueFormat.Number,
    };

    /// <summary>True when a figure rests on fewer rows than its metric asks for; sizes (counts, money) are shown from the first row.</summary>
    public static bool IsTooFew(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Unit(figure) is not (Analytics.Metrics.Unit.Count or Analytics.Metrics.Unit.Money or Analytics.Metrics.Unit.Kilometres) && figure.N < MetricCatalog.Find(figure.Metric).MinimumSample;
    }

    private string TooFew(Figure figure) => format.TooFew(figure.N, MetricCatalog.Find(figure.Metric).MinimumSample);

    private static Unit Unit(Figure figure) => MetricCatalog.Find(figure.Metric).Unit;
}
