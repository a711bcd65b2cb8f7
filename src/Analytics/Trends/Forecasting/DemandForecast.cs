using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Trends.Issues;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends.Forecasting;

/// <summary>One coming month.</summary>
/// <param name="Month">Which.</param>
/// <param name="Mean">Expected tickets (or parts).</param>
/// <param name="Lower">95 % prediction interval of the count itself.</param>
/// <param name="Upper">Its upper limit.</param>
public sealed record DemandMonth(ReportingMonth Month, double Mean, long Lower, long Upper);

/// <summary>The coming months of one series.</summary>
/// <param name="Of">A model (tickets of every request type) or a failed part (repairs that name it); null for all tickets.</param>
/// <param name="LastYear">Tickets of the twelve months up to the reported one, as known today.</param>
/// <param name="Model">The smoothing model chosen, as R writes it.</param>
/// <param name="HasSeason">Whether a yearly wave was found and followed.</param>
/// <param name="Past">As known today, oldest first, the reported month last.</param>
/// <param name="Months">The next one first.</param>
public sealed record DemandSeries(FaultTrait? Of, long LastYear, string Model, bool HasSeason, IReadOnlyList<(ReportingMonth Month, long Tickets)> Past, IReadOnlyList<DemandMonth> Months);

/// <summary>Forecasts of tickets by model and of parts, and how such forecasts would have done.</summary>
/// <param name="All">All tickets; null with too little history.</param>
/// <param name="Models">The models with most tickets in the last year, most first.</param>
/// <param name="Parts">The parts that failed most in the last year, most first.</param>
/// <param name="HistoryMonths">Months that the forecasts rest on; at most 60.</param>
/// <param name="Completeness">Share of the reported month's tickets thought to be reported; what is missing was added before forecasting. Null when the exports don't tell.</param>
/// <param name="Test">What forecasts made half a year and a year ago would have been worth; null with too little history.</param>
public sealed record DemandForecast(
    DemandSeries? All,
    IReadOnlyList<DemandSeries> Models,
    IReadOnlyList<DemandSeries> Parts,
    int HistoryMonths,
    double? Completeness,
    DemandBacktest? Test)
{
    /// <summary>Months forecast.</summary>
    public const int Ahead = 6;

    /// <summary>Models, and parts, that are forecast at most.</summary>
    public const int EachKind = 8;

    /// <summary>Months that forecasts rest on at most.</summary>
    public const int MostMonths = 60;

    /// <summary>With fewer events in a year there is nothing to plan for.</summary>
    private const long FewestInYear = 12;

    /// <summary>Every series forecast: all, models, parts.</summary>
    public IEnumerable<DemandSeries> Series => [.. All is null ? [] : (DemandSeries[])[All], .. Models, .. Parts];

    /// <summary>Forecasts from a month.</summary>
    /// <param name="session">The state of knowledge; its months are left as they were.</param>
    /// <param name="month">The last month that forecasts rest on.</param>
    /// <param name="cancel">Stops between series.</param>
    public static DemandForecast Compute(AnalysisSession session, ReportingMonth month, CancellationToken cancel = default)
    {
        List<ReportingMonth> before = session.Months;
        try
        {
            List<ReportingMonth> months = [.. Enumerable.Range(0, MostMonths).Select(i => month.Plus(i + 1 - MostMonths))];
            session.UseMonths(months);
            Dictionary<(string Kind, string? Name), long[]> counts = [];
            session.Connection.Query(
                SqlScript.Load<AnalysisSession>("Trends/Forecasting/forecast_counts.sql"),
                SqlParameters.None,
                row =>
                {
                    (string, string?) key = (row.Text("kind"), row.TextOrNull("name"));
                    if (!counts.TryGetValue(key, out long[]? values))
                    {
                        counts[key] = values = new long[MostMonths];
                    }

                    values[MostMonths - 1 - row.Int32("months_back")] = row.Int64("tickets");
                    return true;
                },
                cancel);
            ReportingDelay? delay = ReportingDelay.Read(session, cancel);
            DateOnly asOf = session.DayOf(session.AsOf.Instant);
            return Of(
                months,
                counts.ToDictionary(c => c.Key.Kind switch { "model" => new FaultTrait(FaultDimension.Model, c.Key.Name!), "part" => new FaultTrait(FaultDimension.Part, c.Key.Name!), _ => Every }, c => c.Value),
                delay is null ? null : [.. months.Select(m => delay.Completeness(m, asOf))],
                cancel);
        }
        finally
        {
            session.UseMonths(before);
        }
    }

    /// <summary>Stands for all tickets among the series.</summary>
    public static FaultTrait Every { get; } = new(FaultDimension.Model, string.Empty);

    /// <summary>The same without a warehouse.</summary>
    /// <param name="months">Oldest first, the reported one last.</param>
    /// <param name="counts">Tickets by series and month; all of them under <see cref="Every"/>.</param>
    /// <param name="completeness">Share of each month's tickets that is reported; null = all.</param>
    /// <param name="cancel">Stops between series.</param>
    public static DemandForecast Of(IReadOnlyList<ReportingMonth> months, IReadOnlyDictionary<FaultTrait, long[]> counts, IReadOnlyList<double>? completeness = null, CancellationToken cancel = default)
    {
        (FaultTrait Of, long[] Counts)[] series =
        [
            .. counts.Where(c => c.Key == Every).Select(c => (c.Key, c.Value)),
            .. new[] { FaultDimension.Model, FaultDimension.Part }.SelectMany(d => counts.Where(c => c.Key.Dimension == d && c.Key != Every)
                .Select(c => (c.Key, c.Value, LastYear: LastYear(c.Value))).Where(c => c.LastYear >= FewestInYear)
                .OrderByDescending(c => c.LastYear).ThenBy(c => c.Key.Value, StringComparer.Ordinal).Take(EachKind).Select(c => (c.Key, c.Value))),
        ];
        double[][] values =
        [
            .. series.Select(s => FirstOf(s.Counts) is var first
                ? (double[])[.. Enumerable.Range(first, s.Counts.Length - first).Select(t => s.Counts[t] / Math.Max(completeness?[t] ?? 1, 0.05))] : []),
        ];
        DemandBacktest? test = DemandBacktest.Of(values, Ahead, cancel);
        double[]? usual = values.Length > 0 ? CountForecast.Season(values[0], 12, Ahead) : null;
        DemandSeries?[] made = new DemandSeries?[series.Length];
        Parallel.For(0, series.Length, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            (FaultTrait of, long[] all) = series[i];
            if (CountForecast.Of(values[i], steps: Ahead, usual: usual) is { } forecast)
            {
                int first = all.Length - values[i].Length;
                made[i] = new(
                    of == Every ? null : of,
                    LastYear(all),
                    forecast.Model.ToString(),
                    forecast.HasSeason,
                    [.. Enumerable.Range(first, all.Length - first).Select(t => (months[t], all[t]))],
                    [.. forecast.Predictions.Select(p => p.Widened(test?.Widening ?? 1)).Select((p, h) => new DemandMonth(months[^1].Plus(h + 1), p.Mean, p.Lower, p.Upper))]);
            }
        });
        List<DemandSeries> done = [.. made.OfType<DemandSeries>()];
        return new(
            done.Find(s => s.Of is null),
            [.. done.Where(s => s.Of?.Dimension == FaultDimension.Model)],
            [.. done.Where(s => s.Of?.Dimension == FaultDimension.Part)],
            done.Select(s => s.Past.Count).DefaultIfEmpty(0).Max(),
            completeness?[^1],
            test);
    }

    private static long LastYear(long[] counts) => counts.TakeLast(12).Sum();

    /// <summary>The first month is left out where enough others remain: records, and deliveries of a model, seldom begin on its first day.</summary>
    private static int FirstOf(long[] counts)
    {
        const int enough = 13;
        int first = Array.FindIndex(counts, c => c > 0);
        return first < 0 ? 0 : counts.Length - first >= enough ? first + 1 : first;
    }
}
