using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends.Issues;

/// <summary>One series as it is judged.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Basis">In what its exposure is measured.</param>
/// <param name="FirstMonth">Index of its first month among the table's.</param>
/// <param name="Counts">Repairs from that month on.</param>
/// <param name="Exposure">As many: what they were seen over, the incompleteness of the newest months taken off.</param>
public sealed record FaultSeries(SeriesKey Key, ExposureBasis Basis, int FirstMonth, long[] Counts, double[] Exposure);

/// <summary>Every series of repairs by month, and the units in service over which they are counted.</summary>
/// <remarks>
/// What a series is counted over: the units of its own model, product series or batch; for a fault, part, supplier, cause or region the units of
/// all models, each weighted with how often that model has had it so far (as one event at the common rate and the model's own), so that a changing
/// mix of models is no rise. Without a usable installed base: all tickets; a production batch then has no series, since more tickets
/// of a young batch only say that more of it has been delivered.
/// </remarks>
public sealed class SeriesTable
{
    /// <summary>Months without known units that hold more than this share of a series' repairs make its units unusable.</summary>
    private const double ToleratedOutsideBase = 0.1;

    private readonly Dictionary<SeriesKey, long[]> counts = [];
    private readonly Dictionary<FaultTrait, double[]> units = [];
    private readonly Dictionary<(string Model, string Region), double[]> unitsByRegion = [];
    private readonly Dictionary<string, int> starts = [];
    private double[] allUnits;

    /// <summary>An empty table.</summary>
    /// <param name="months">Oldest first.</param>
    public SeriesTable(IReadOnlyList<ReportingMonth> months)
    {
        Months = months;
        Tickets = new long[months.Count];
        Repairs = new long[months.Count];
        RepairsInBase = new long[months.Count];
        allUnits = new double[months.Count];
    }

    /// <summary>Oldest first; the last is the reported one.</summary>
    public IReadOnlyList<ReportingMonth> Months { get; }

    /// <summary>Tickets of every type, per month.</summary>
    public long[] Tickets { get; private set; }

    /// <summary>Repair tickets per month.</summary>
    public long[] Repairs { get; private set; }

    /// <summary>Repairs whose serial number is in the installed base, per month.</summary>
    public long[] RepairsInBase { get; private set; }

    /// <summary>The first month with a ticket: what lies before isn't a time without faults.</summary>
    public int FirstMonth => Array.FindIndex(Tickets, t => t > 0) is var first && first >= 0 ? first : Tickets.Length - 1;

    /// <summary>Every series with a repair.</summary>
    public IEnumerable<SeriesKey> Keys => counts.Keys;

    /// <summary>True when units in service are known for the last month and every month with repairs.</summary>
    public bool IsBaseKnown => IsBaseKnownUpto(Months.Count - 1);

    /// <summary>Reads the months from the warehouse, and leaves <c>fault_rows</c> and the session's months set to them.</summary>
    public static SeriesTable Read(AnalysisSession session, ReportingMonth month, int monthCount, CancellationToken cancel)
    {
        SeriesTable table = new([.. Enumerable.Range(0, monthCount).Select(i => month.Plus(i - monthCount + 1))]);
        session.UseMonths(table.Months);
        session.SplitBy(null);
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Trends/Issues/fault_rows_table.sql"), cancel: cancel);
        Each("Trends/ticket_totals.sql", row =>
        {
            int place = table.Place(new ReportingMonth(row.Date("month")));
            table.Tickets[place] = row.Int64("tickets");
            table.Repairs[place] = row.Int64("repairs");
            table.RepairsInBase[place] = row.Int64("repairs_in_base");
        });
        Each("Trends/Issues/series_counts.sql", row =>
        {
            if (KeyOf(row) is { } key)
            {
                table.Add(key, table.PlaceBack(row), row.Int64("repairs"));
            }
        });
        Each("Trends/Issues/series_units.sql", row =>
        {
            (string? model, string? region) = (row.TextOrNull("model"), row.TextOrNull("region"));
            double[] into = region is not null ? Of(table.unitsByRegion, (model!, region), monthCount)
                : model is not null ? Of(table.units, new FaultTrait(FaultDimension.Model, model), monthCount)
                : row.TextOrNull("series") is { } series ? Of(table.units, new FaultTrait(FaultDimension.Series, series), monthCount)
                : row.TextOrNull("batch") is { } batch ? Of(table.units, new FaultTrait(FaultDimension.Batch, batch), monthCount)
                : table.allUnits;
            into[table.PlaceBack(row)] = row.Double("unit_months");
        });
        Each("Trends/Issues/model_starts.sql", row => table.starts[row.Text("model")] = table.Months.TakeWhile(m => m.Next.First <= row.Date("since_on")).Count());
        return table;

        void Each(string script, Action<Row> read) => session.Connection.Query(
            SqlScript.Load<AnalysisSession>(script),
            SqlParameters.None,
            row =>
            {
                read(row);
                return true;
            },
            cancel);
    }

    /// <summary>Adds repairs of a series in a month.</summary>
    public void Add(SeriesKey key, int place, long repairs) => Of(counts, key, Months.Count)[place] += repairs;

    /// <summary>The same months, units and tickets without any repair: for repairs put elsewhere.</summary>
    public SeriesTable WithoutRepairs()
    {
        SeriesTable copy = new(Months) { Tickets = Tickets, allUnits = allUnits };
        foreach ((FaultTrait trait, double[] known) in units)
        {
            copy.units[trait] = known;
        }

        foreach (((string, string) place, double[] known) in unitsByRegion)
        {
            copy.unitsByRegion[place] = known;
        }

        foreach ((string model, int start) in starts)
        {
            copy.starts[model] = start;
        }

        return copy;
    }

    /// <summary>Units in service of a model, series or batch, per month; null when the installed base knows none.</summary>
    public double[]? Units(FaultTrait trait) => units.GetValueOrDefault(trait);

    /// <summary>Units in service of all models, per month; 0 when none is known.</summary>
    public IReadOnlyList<double> AllUnits => allUnits;

    /// <summary>Sets the units of a model, series or batch: for tables made without a warehouse.</summary>
    public void SetUnits(FaultTrait? trait, double[] known)
    {
        if (trait is null)
        {
            allUnits = known;
        }
        else
        {
            units[trait] = known;
        }
    }

    /// <summary>Repairs of a series, per month of the table.</summary>
    public long[] Counts(SeriesKey key) => counts.GetValueOrDefault(key) ?? new long[Months.Count];

    /// <summary>Every series as it was known at the end of a month, in the order of their names.</summary>
    /// <param name="last">Index of the month in question.</param>
    /// <param name="window">Months under judgement: what the weights of models rest on lies before them.</param>
    /// <param name="completeness">Share of each month's tickets that is thought to be reported, by index; null = all.</param>
    /// <param name="withoutExposure">Series that can't be judged because nothing is known of what they are counted over.</param>
    public List<FaultSeries> Upto(int last, int window, IReadOnlyList<double>? completeness, out int withoutExposure)
    {
        bool isBaseKnown = IsBaseKnownUpto(last);
        Dictionary<FaultTrait, double[]> mixes = [];
        List<FaultSeries> made = [];
        withoutExposure = 0;
        foreach ((SeriesKey key, long[] count) in counts.OrderBy(c => c.Key.ToString(), StringComparer.Ordinal))
        {
            if (!count.AsSpan(0, last + 1).ContainsAnyExcept(0L))
            {
                continue;
            }

            if (ExposureOf(key, count, last, window, isBaseKnown, mixes) is { } exposure)
            {
                made.Add(Cut(key, count, exposure, last, completeness));
            }
            else
            {
                withoutExposure++;
            }
        }

        return made;
    }

    private bool IsBaseKnownUpto(int last) => Enumerable.Range(FirstMonth, Math.Max(0, last + 1 - FirstMonth)).All(i => allUnits[i] > 0 || Repairs[i] == 0) && allUnits[last] > 0;

    private FaultSeries Cut(SeriesKey key, long[] count, (ExposureBasis Basis, double[] Exposure) over, int last, IReadOnlyList<double>? completeness)
    {
        int first = FirstMonth;
        while (first < last && over.Exposure[first] <= 0)
        {
            first++; // months before the first unit was out
        }

        double[] exposure = over.Exposure[first..(last + 1)];
        if (completeness is not null && over.Basis == ExposureBasis.UnitMonths)
        {
            for (int i = 0; i < exposure.Length; i++)
            {
                exposure[i] *= completeness[first + i];
            }
        }

        return new(key, over.Basis, first, count[first..(last + 1)], exposure);
    }

    private (ExposureBasis Basis, double[] Exposure)? ExposureOf(
        SeriesKey key, long[] count, int last, int window, bool isBaseKnown, Dictionary<FaultTrait, double[]> mixes)
    {
        foreach (FaultDimension own in new[] { FaultDimension.Batch, FaultDimension.Model, FaultDimension.Series })
        {
            if (key[own] is { } value && units.GetValueOrDefault(new FaultTrait(own, value)) is { } known && Covers(known, count, last))
            {
                return (ExposureBasis.UnitMonths, known);
            }
        }

        if (key[FaultDimension.Batch] is not null)
        {
            return null;
        }

        if (key[FaultDimension.Model] is { } model)
        {
            return (ExposureBasis.Tickets, TicketsSince(starts.GetValueOrDefault(model)));
        }

        if (!isBaseKnown || key[FaultDimension.Series] is not null)
        {
            return (ExposureBasis.Tickets, TicketsSince(0));
        }

        double[] mixed = Mix(key, last, window, mixes);
        return Covers(mixed, count, last) ? (ExposureBasis.UnitMonths, mixed) : (ExposureBasis.UnitMonths, allUnits);
    }

    private bool Covers(double[] known, long[] count, int last)
    {
        long outside = 0, all = 0;
        for (int i = FirstMonth; i <= last; i++)
        {
            all += count[i];
            outside += known[i] > 0 ? 0 : count[i];
        }

        return known[last] > 0 && outside <= ToleratedOutsideBase * all;
    }

    private double[] TicketsSince(int start) => [.. Tickets.Select((t, i) => i < start ? 0 : (double)t)];

    /// <summary>The units of all models, each weighted with how often it has had the fault or part so far; scaled to be all units in the last month.</summary>
    private double[] Mix(SeriesKey key, int last, int window, Dictionary<FaultTrait, double[]> mixes)
    {
        FaultTrait by = key.Traits.FirstOrDefault(t => t.Dimension is FaultDimension.Fault or FaultDimension.Part) ?? new(FaultDimension.Model, string.Empty);
        if (!mixes.TryGetValue(by, out double[]? weights))
        {
            mixes[by] = weights = Weights(by, Math.Max(FirstMonth, last + 1 - window));
        }

        double[] mixed = new double[Months.Count];
        string? region = key[FaultDimension.Region];
        foreach ((FaultTrait model, int place) in Models().Select((m, i) => (m, i)))
        {
            double[]? known = region is null ? units[model] : unitsByRegion.GetValueOrDefault((model.Value, region));
            for (int i = 0; known is not null && i <= last; i++)
            {
                mixed[i] += weights[place] * known[i];
            }
        }

        double scale = mixed[last] > 0 ? allUnits[last] / mixed[last] : 0;
        return [.. mixed.Select(m => m * scale)];
    }

    private List<FaultTrait> Models() => [.. units.Keys.Where(t => t.Dimension == FaultDimension.Model).OrderBy(t => t.Value, StringComparer.Ordinal)];

    private double[] Weights(FaultTrait by, int end)
    {
        List<FaultTrait> models = Models();
        double[] repairs = [.. models.Select(m => Sum(counts.GetValueOrDefault(by.Dimension == FaultDimension.Model ? new SeriesKey(m) : new SeriesKey(m, by)), end))];
        double[] over = [.. models.Select(m => units[m].Take(end).Sum())];
        double all = repairs.Sum() / Math.Max(over.Sum(), 1e-12);
        return [.. models.Select((_, i) => all > 0 ? (repairs[i] + 1) / (over[i] + (1 / all)) : 1)];

        static double Sum(long[]? count, int end) => count?.Take(end).Sum() ?? 0;
    }

    private int Place(ReportingMonth month) => ((month.First.Year - Months[0].First.Year) * 12) + month.First.Month - Months[0].First.Month;

    private int PlaceBack(Row row) => Months.Count - 1 - row.Int32("months_back");

    /// <summary>The series of a row; null when it is one of repairs that name no part, batch, region, supplier, series or cause: that isn't a thing to watch.</summary>
    private static SeriesKey? KeyOf(Row row)
    {
        List<FaultTrait> traits = TraitsOf(row);
        int named = Enum.GetValues<FaultDimension>().Count(d => !row.IsNull(SeriesKey.NameOf(d)));
        return traits.Count < named ? null : new SeriesKey(traits[0], traits.Count > 1 ? traits[1] : null);
    }

    /// <summary>What a row of repairs names. A missing model or fault is a trait of its own; a missing value of another dimension is none.</summary>
    internal static List<FaultTrait> TraitsOf(Row row) =>
    [
        .. Enum.GetValues<FaultDimension>().Select(d => (Dimension: d, Value: row.TextOrNull(SeriesKey.NameOf(d))))
            .Where(t => t.Value is not null && (t.Value != ModelFault.None || t.Dimension is FaultDimension.Model or FaultDimension.Fault))
            .Select(t => new FaultTrait(t.Dimension, t.Value!)),
    ];

    private static T[] Of<TKey, T>(Dictionary<TKey, T[]> into, TKey key, int months)
        where TKey : notnull
    {
        if (!into.TryGetValue(key, out T[]? values))
        {
            into[key] = values = new T[months];
        }

        return values;
    }
}
