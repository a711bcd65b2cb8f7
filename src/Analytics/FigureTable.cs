using ServiceAnalytics.Analytics.Metrics;

namespace ServiceAnalytics.Analytics;

/// <summary>The catalogue's figures of a month and of the months before it.</summary>
/// <param name="month">The reported month.</param>
/// <param name="figures">In catalogue order, then by month.</param>
/// <param name="missingKinds">Kinds of export that were never taken in.</param>
public sealed class FigureTable(ReportingMonth month, IReadOnlyList<Figure> figures, IReadOnlyList<string> missingKinds)
{
    private readonly Dictionary<(string, ReportingMonth, FigureGroup), Figure> places =
        figures.ToDictionary(f => (f.Metric, f.Month, f.Group));

    /// <summary>The reported month.</summary>
    public ReportingMonth Month => month;

    /// <summary>All figures: in catalogue order, then by month, then by group.</summary>
    public IReadOnlyList<Figure> All => figures;

    /// <summary>Kinds of export that were never taken in, of complaints, surveys, rectifications, installed_units.</summary>
    public IReadOnlyList<string> MissingKinds => missingKinds;

    /// <summary>First month with a ticket; the reported month when there is none.</summary>
    public ReportingMonth FirstMonth { get; } =
        figures.Where(f => f is { Metric: "ticket_count", N: > 0 }).Select(f => f.Month).DefaultIfEmpty(month).Min();

    /// <summary>One figure.</summary>
    /// <param name="key">Key in the catalogue.</param>
    /// <param name="group">Which part; null = all rows.</param>
    /// <param name="month">Which month; null = the reported one.</param>
    /// <returns>Null when it wasn't computed: a group without rows, a month outside the series.</returns>
    public Figure? Find(string key, FigureGroup? group = null, ReportingMonth? month = null) =>
        places.GetValueOrDefault((MetricCatalog.Find(key).Key, month ?? Month, group ?? FigureGroup.All));

    /// <summary>A figure over the months up to the reported one, oldest first; months before the first ticket are left out.</summary>
    /// <param name="key">Key in the catalogue.</param>
    /// <param name="months">How many, at most.</param>
    /// <param name="group">Which part; null = all rows.</param>
    public IReadOnlyList<Figure> Series(string key, int months, FigureGroup? group = null) =>
    [
        .. Enumerable.Range(0, months).Select(i => month.Plus(i - months + 1)).Where(m => m >= FirstMonth)
            .Select(m => Find(key, group, m)).OfType<Figure>(),
    ];
}
