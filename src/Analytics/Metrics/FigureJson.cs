using System.Text.Json.Nodes;

namespace ServiceAnalytics.Analytics.Metrics;

/// <summary>Figures as programs read them: the same document from the command line and attached to a report.</summary>
public static class FigureJson
{
    /// <summary>
    /// One object per figure with the keys <c>metric, period, group, value, n, lower, upper, unmeasurable, worst, best, provisional, unit</c>;
    /// numbers unrounded, null where there is none.
    /// </summary>
    public static JsonArray Of(IEnumerable<Figure> figures) =>
    [
        .. figures.Select(figure => (JsonNode)new JsonObject
        {
            ["metric"] = figure.Metric,
            ["period"] = figure.Month.ToString(),
            ["group"] = figure.Group.ToString(),
            ["value"] = figure.Value,
            ["n"] = figure.N,
            ["lower"] = figure.Lower,
            ["upper"] = figure.Upper,
            ["unmeasurable"] = figure.Unmeasurable,
            ["worst"] = FigureBounds.Of(figure)?.Worst,
            ["best"] = FigureBounds.Of(figure)?.Best,
            ["provisional"] = figure.IsProvisional,
            ["unit"] = Word(MetricCatalog.Find(figure.Metric).Unit),
        }),
    ];

    /// <summary>The unit's word in JSON.</summary>
    public static string Word(Unit unit) => unit switch
    {
        Unit.Count => "count",
        Unit.Share => "share",
        Unit.PerThousand => "per_thousand",
        Unit.Minutes => "minutes",
        Unit.Days => "days",
        Unit.Points => "points",
        Unit.Money => "money",
        Unit.Kilometres => "kilometres",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "A unit without a word."),
    };
}
