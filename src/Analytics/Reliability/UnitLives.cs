using System.Globalization;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Reliability;

/// <summary>The watched lives of the installed base, read once for all models and batches.</summary>
internal sealed class UnitLives
{
    private readonly SortedDictionary<string, SortedDictionary<string, List<UnitLife>>> byModel = new(StringComparer.Ordinal);

    private UnitLives(ReliabilityFindings totals) => Totals = totals;

    /// <summary>What the lives rest on; without models.</summary>
    public ReliabilityFindings Totals { get; }

    /// <summary>Every model with a watched unit, by name.</summary>
    public IEnumerable<string> Models => byModel.Keys;

    /// <summary>Its batches, by name.</summary>
    public IEnumerable<string> Batches(string model) => byModel[model].Keys;

    /// <summary>The units of a model.</summary>
    public List<UnitLife> Of(string model) => [.. byModel.GetValueOrDefault(model)?.Values.SelectMany(b => b) ?? []];

    /// <summary>The units of a batch.</summary>
    public List<UnitLife> Of(string model, string batch) => byModel.GetValueOrDefault(model)?.GetValueOrDefault(batch) ?? [];

    /// <summary>The units of a model that are not of a batch.</summary>
    public List<UnitLife> ButOf(string model, string batch) => [.. byModel[model].Where(b => b.Key != batch).SelectMany(b => b.Value)];

    /// <summary>Reads the lives up to the end of a month, or to the as-of day when that is earlier.</summary>
    public static UnitLives Read(AnalysisSession session, ReportingMonth month, CancellationToken cancel)
    {
        (DateOnly end, SqlParameters until) = Prepare(session, month, cancel);
        UnitLives lives = new(session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Reliability/totals.sql"),
            until,
            row => new ReliabilityFindings(
                end,
                row.DateOrNull("records_from_on"),
                row.Int64("unit_count"),
                row.Int64("unit_count_watched"),
                row.Int64("unit_count_without_delivery"),
                row.Int64("repair_count"),
                row.Int64("repair_count_used"),
                row.Int64("repair_count_of_unknown_units"),
                row.Int64("repair_count_before_delivery"),
                []),
            cancel)[0]);
        session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Reliability/lives.sql"),
            SqlParameters.None,
            row =>
            {
                lives.Add(row.Text("product_model"), row.Text("batch_no"), new(row.Double("from_days"), row.Double("to_days"), Ages(row.TextOrNull("ages"))), row.Int32("unit_count"));
                return true;
            },
            cancel);
        return lives;
    }

    /// <summary>Leaves <c>unit_lives</c> and <c>unit_failures</c> in the session.</summary>
    /// <returns>The first day that isn't watched any more, and its midnight as <c>end_utc</c>.</returns>
    public static (DateOnly End, SqlParameters Until) Prepare(AnalysisSession session, ReportingMonth month, CancellationToken cancel)
    {
        DateOnly asOfOn = session.DayOf(session.AsOf.Instant);
        DateOnly end = month.Next.First < asOfOn ? month.Next.First : asOfOn;
        SqlParameters until = new() { ["end_utc"] = LocalMidnight.Of(end, session.Zone) };
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Reliability/unit_lives.sql"), new() { ["end_on"] = end }, cancel);
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Reliability/unit_failures.sql"), until, cancel);
        return (end, until);
    }

    private static double[] Ages(string? ages) => ages is null ? [] : [.. ages.Split(' ').Select(a => double.Parse(a, CultureInfo.InvariantCulture))];

    private void Add(string model, string batch, UnitLife life, int units)
    {
        if (!byModel.TryGetValue(model, out SortedDictionary<string, List<UnitLife>>? batches))
        {
            byModel[model] = batches = new(StringComparer.Ordinal);
        }

        if (!batches.TryGetValue(batch, out List<UnitLife>? lives))
        {
            batches[batch] = lives = [];
        }

        lives.AddRange(Enumerable.Repeat(life, units));
    }
}
