using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>The figures of the first page: each against its target and against the month before.</summary>
public static class KeyFigures
{
    /// <summary>What stands on the first page, in order.</summary>
    public static readonly IReadOnlyList<string> Keys =
        ["ticket_count", "repeat_rate_30d", "first_time_fix_rate", "satisfaction_top_two", "nps"];

    private const int SeriesMonths = 13;

    /// <summary>Puts the first page's figures together.</summary>
    /// <param name="findings">Figures of the month and of the months before, and what is missing.</param>
    /// <param name="policy">Whose targets.</param>
    public static IReadOnlyList<KeyFigure> Of(FigureTable findings, Policy policy)
    {
        List<KeyFigure> figures = [.. Keys.Select(key => One(findings, policy, MetricCatalog.Find(key)))];
        List<int> tested = [.. Enumerable.Range(0, figures.Count).Where(i => figures[i].Change is not null)];
        double[] q = FalseDiscovery.BenjaminiHochberg([.. tested.Select(i => figures[i].Change!.PValue)]);
        foreach ((int place, int i) in tested.Index())
        {
            figures[i] = figures[i] with { Change = figures[i].Change! with { QValue = q[place] } };
        }

        return figures;
    }

    private static KeyFigure One(FigureTable findings, Policy policy, MetricDefinition metric)
    {
        if (metric.Needs.Any(findings.MissingKinds.Contains))
        {
            return new(metric, null, null, null, null, TargetState.NotJudged, null, []);
        }

        IReadOnlyList<Figure> series = findings.Series(metric.Key, SeriesMonths);
        Figure? now = findings.Find(metric.Key);
        if (now is { IsProvisional: true, Value: null })
        {
            now = series.LastOrDefault(f => f.Value is not null) ?? now;
        }

        Figure? before = now is null ? null : findings.Find(metric.Key, month: now.Month.Previous);
        double? target = policy.Target(metric.Key);
        return new(
            metric,
            now,
            before,
            Change(metric, now, before, series),
            target,
            now is null ? TargetState.NotJudged : TargetJudge.Judge(now, target),
            now is { IsProvisional: true } ? series.LastOrDefault(f => !f.IsProvisional && f.Value is not null) : null,
            series);
    }

    private static KeyChange? Change(MetricDefinition metric, Figure? now, Figure? before, IReadOnlyList<Figure> series)
    {
        if (now?.Value is not { } value || before?.Value is not { } past || now.IsProvisional || before.IsProvisional
            || now.N < metric.MinimumSample || before.N < metric.MinimumSample)
        {
            return null;
        }

        double? p = metric.Unit switch
        {
            Unit.Share when now.Numerator is { } k && before.Numerator is { } j => Proportion.Test(k, now.N, j, before.N)?.PValue,
            Unit.Count => CountChange(now, before, series),
            _ => IntervalChange(now, before),
        };
        return p is { } found ? new(value - past, found, found) : null;
    }

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
