using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Trends.Detection;
using ServiceAnalytics.Analytics.Trends.Issues;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends.Backtest;

/// <summary>Repairs by month and all dimensions at once: from them any two series' common repairs can be counted, and repairs can be put into other months.</summary>
public sealed class FaultCells
{
    private readonly List<(FaultTrait[] Traits, int Month, long Repairs)> cells = [];

    /// <summary>Adds repairs.</summary>
    /// <param name="traits">What they name; a dimension that they don't name is absent.</param>
    /// <param name="month">Index of the month in the table.</param>
    /// <param name="repairs">How many.</param>
    public void Add(FaultTrait[] traits, int month, long repairs) => cells.Add((traits, month, repairs));

    /// <summary>Reads them; <c>fault_rows</c> is there (<see cref="SeriesTable.Read"/>).</summary>
    public static FaultCells Read(AnalysisSession session, int months, CancellationToken cancel)
    {
        FaultCells cells = new();
        Dictionary<FaultTrait, FaultTrait> known = [];
        session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Trends/Backtest/fault_cells.sql"),
            SqlParameters.None,
            row =>
            {
                cells.Add([.. SeriesTable.TraitsOf(row).Select(t => known.TryGetValue(t, out FaultTrait? same) ? same : known[t] = t)], months - 1 - row.Int32("months_back"), row.Int64("repairs"));
                return true;
            },
            cancel);
        return cells;
    }

    /// <summary>What each two of some series have in common as of a month, by their places.</summary>
    public Func<int, int, SharedRepairs> Shared(IReadOnlyList<SeriesKey> keys, int month, DetectionRules rules)
    {
        Dictionary<(int, int), SharedRepairs> pairs = [];
        foreach ((FaultTrait[] traits, int at, long repairs) in cells.Where(c => c.Month <= month && c.Month > month - rules.LastingWindow - 12))
        {
            int[] hit = [.. Enumerable.Range(0, keys.Count).Where(i => keys[i].Traits.All(traits.Contains))];
            foreach (int a in hit)
            {
                foreach (int b in hit.Where(b => b >= a))
                {
                    SharedRepairs so = pairs.GetValueOrDefault((a, b));
                    pairs[(a, b)] = so.Plus(new(
                        at == month ? repairs : 0, at > month - rules.LongWindow ? repairs : 0, at > month - rules.LastingWindow ? repairs : 0, at <= month - rules.LastingWindow ? repairs : 0));
                }
            }
        }

        return (a, b) => pairs.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b)));
    }

    /// <summary>
    /// The same repairs in months drawn anew, each in proportion to what its series was counted over (its batch's or model's units, else tickets):
    /// nothing that changed in time is left, and whatever is found in it is false.
    /// </summary>
    /// <param name="table">Months, units and tickets.</param>
    /// <param name="random">Random numbers.</param>
    public SeriesTable Shuffled(SeriesTable table, MersenneTwister random)
    {
        SeriesTable shuffled = table.WithoutRepairs();
        Dictionary<FaultTrait, double[]> sums = [];
        foreach ((FaultTrait[] traits, _, long repairs) in cells)
        {
            FaultTrait over = Of(traits, FaultDimension.Batch) is { } batch && table.Units(batch) is not null ? batch
                : Of(traits, FaultDimension.Model) is { } model && table.Units(model) is not null ? model : new(FaultDimension.Cause, string.Empty);
            if (!sums.TryGetValue(over, out double[]? sum))
            {
                sums[over] = sum = Cumulated(table, table.Units(over));
            }

            SeriesKey[] keys = [.. KeysOf(traits)];
            for (long i = 0; i < repairs; i++)
            {
                int place = Array.BinarySearch(sum, random.NextDouble() * sum[^1]);
                int month = place >= 0 ? place : ~place;
                foreach (SeriesKey key in keys)
                {
                    shuffled.Add(key, month, 1);
                }
            }
        }

        return shuffled;
    }

    /// <summary>Repairs in all.</summary>
    public long Repairs => cells.Sum(c => c.Repairs);

    /// <summary>Every watched series that repairs with these traits are in.</summary>
    public static IEnumerable<SeriesKey> KeysOf(FaultTrait[] traits) =>
        from kind in SeriesKey.Kinds
        let first = Of(traits, kind.First)
        let second = kind.Second is { } dimension ? Of(traits, dimension) : null
        where first is not null && (kind.Second is null || second is not null)
        select new SeriesKey(first, second);

    private static FaultTrait? Of(FaultTrait[] traits, FaultDimension dimension) => Array.Find(traits, t => t.Dimension == dimension);

    private static double[] Cumulated(SeriesTable table, double[]? units)
    {
        double sum = 0;
        double[] weights = [.. Enumerable.Range(0, table.Months.Count).Select(i => i < table.FirstMonth ? 0 : units?[i] ?? table.Tickets[i])];
        return weights.Sum() > 0
            ? [.. weights.Select(w => sum += w)]
            : [.. Enumerable.Range(0, table.Months.Count).Select(i => sum += table.Tickets[i])];
    }
}
