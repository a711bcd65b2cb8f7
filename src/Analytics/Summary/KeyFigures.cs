using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>The figures of the first page: each against its target and against the month before.</summary>
public static class KeyFigures
{
    /// <summary>What stands on the first page, in order.</summary>
    public static readonly IReadOnlyList<string> Keys =
        ["ticket_count", "sla_compliance_all", "repeat_rate_30d", "first_time_fix_rate", "satisfaction_top_two", "nps"];

    private const int SeriesMonths = 13;

    /// <summary>The month's figure of a metric; while nothing can be estimated for it yet, the newest before that has a value. Null without figures.</summary>
    public static Figure? Newest(FigureTable figures, string key)
    {
        Figure? now = figures.Find(key);
        return now is { IsProvisional: true, Value: null } ? figures.Series(key, SeriesMonths).LastOrDefault(f => f.Value is not null) ?? now : now;
    }

    /// <summary>Puts the first page's figures together.</summary>
    /// <param name="figures">Figures of the month and of the months before, and what is missing.</param>
    /// <param name="changes">Their changes.</param>
    /// <param name="policy">Whose targets.</param>
    public static IReadOnlyList<KeyFigure> Of(FigureTable figures, MonthlyChanges changes, Policy policy) =>
        [.. Keys.Select(key => One(figures, changes, policy, MetricCatalog.Find(key)))];

    private static KeyFigure One(FigureTable figures, MonthlyChanges changes, Policy policy, MetricDefinition metric)
    {
        double? target = policy.Target(metric.Key);
        if (metric.Needs.Any(figures.MissingKinds.Contains) || Newest(figures, metric.Key) is not { } now)
        {
            return new(metric, null, null, target, TargetState.NotJudged, null, []);
        }

        IReadOnlyList<Figure> series = figures.Series(metric.Key, SeriesMonths);
        return new(
            metric,
            now,
            changes.Of(now),
            target,
            TargetJudge.Judge(now, target),
            now.IsProvisional ? series.LastOrDefault(f => !f.IsProvisional && f.Value is not null) : null,
            series);
    }
}
