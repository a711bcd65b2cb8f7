using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Satisfaction;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>A change against the month before.</summary>
/// <param name="Difference">Now less before, in the metric's unit.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="QValue">
/// The same with the false discovery rate held over every change that the report shows: a dozen figures shown each month would otherwise raise
/// a false arrow every other month.
/// </param>
public sealed record KeyChange(double Difference, double PValue, double QValue)
{
    /// <summary>True when the change is more than noise: only then does a page draw an arrow.</summary>
    public bool IsSignificant => QValue < 0.05;
}

/// <summary>Every change on the month before that a report shows, tested once and together, so that no two pages say different things of one figure.</summary>
public sealed class MonthlyChanges
{
    private readonly Dictionary<(string Metric, ReportingMonth Month, FigureGroup Group), KeyChange> changes = [];

    private MonthlyChanges()
    {
    }

    /// <summary>The change of a figure on the month before it; null when the two can't be compared.</summary>
    public KeyChange? Of(Figure figure) => changes.GetValueOrDefault((figure.Metric, figure.Month, figure.Group));

    /// <summary>Tests the given figures of a month against the month before.</summary>
    /// <param name="table">All figures.</param>
    /// <param name="shown">Those that pages show with a change.</param>
    /// <param name="satisfaction">Whose own tests are taken where it made them.</param>
    public static MonthlyChanges Test(FigureTable table, IEnumerable<Figure> shown, SatisfactionFindings satisfaction)
    {
        List<(Figure Figure, double Difference, double PValue)> tested = [];
        foreach (Figure now in shown.DistinctBy(f => (f.Metric, f.Month, f.Group)))
        {
            Figure? before = table.Find(now.Metric, now.Group, now.Month.Previous);
            if (before is not null && PValue(table, now, before, satisfaction) is { } p)
            {
                tested.Add((now, now.Value!.Value - before.Value!.Value, p));
            }
        }

        double[] q = FalseDiscovery.BenjaminiHochberg([.. tested.Select(t => t.PValue)]);
        MonthlyChanges found = new();
        foreach ((int place, (Figure figure, double difference, double p)) in tested.Index())
        {
            found.changes[(figure.Metric, figure.Month, figure.Group)] = new(difference, p, q[place]);
        }

        return found;
    }

    private static double? PValue(FigureTable table, Figure now, Figure before, SatisfactionFindings satisfaction)
    {
        MetricDefinition metric = MetricCatalog.Find(now.Metric);
        if (now.Value is null || before.Value is null || now.IsProvisional || before.IsProvisional || now.N < metric.MinimumSample || before.N < metric.MinimumSample)
        {
            return null;
        }

        return satisfaction.Changes.FirstOrDefault(c => c.Now == now) is { ToPrevious.PValue: { } own } ? own : metric.Unit switch
        {
            Unit.Share when now.Numerator is { } k && before.Numerator is { } j => Proportion.Test(k, now.N, j, before.N)?.PValue,
            Unit.Count => CountChange(now, before, table.Series(now.Metric, SeriesMonths, now.Group)),
            _ => IntervalChange(now, before),
        };
    }

    private const int SeriesMonths = 13;

    /// <summary>Two counts, each by the days of its month; the months of the series say how much more than chance they vary.</summary>
    private static double CountChange(Figure now, Figure before, IReadOnlyList<Figure> series)
    {
        (double rate, double pastRate) = (Rate(now), Rate(before));
        double mean = series.Sum(f => f.Value ?? 0) / series.Sum(Days);
        double dispersion = series.Count < 3 || mean <= 0
            ? 1
            : Math.Max(1, series.Sum(f => Math.Pow((f.Value ?? 0) - (mean * Days(f)), 2) / (mean * Days(f))) / (series.Count - 1));
        double variance = ((rate / Days(now)) + (pastRate / Days(before))) * dispersion;
        return variance <= 0 ? 1 : Tails.NormalTwoSided((rate - pastRate) / Math.Sqrt(variance));
    }

    /// <summary>Two estimates with 95 % intervals, taken for about normal: half an interval is 1.96 errors.</summary>
    private static double? IntervalChange(Figure now, Figure before)
    {
        if (now is not { Lower: { } lower, Upper: { } upper } || before is not { Lower: { } pastLower, Upper: { } pastUpper })
        {
            return null;
        }

        double errors = 2 * Tails.NormalQuantile(Interval.UsualLevel);
        double variance = Math.Pow((upper - lower) / errors, 2) + Math.Pow((pastUpper - pastLower) / errors, 2);
        return variance <= 0 ? null : Tails.NormalTwoSided((now.Value!.Value - before.Value!.Value) / Math.Sqrt(variance));
    }

    private static double Rate(Figure figure) => (figure.Value ?? 0) / Days(figure);

    private static int Days(Figure figure) => DateTime.DaysInMonth(figure.Month.First.Year, figure.Month.First.Month);
}
