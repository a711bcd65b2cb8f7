using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends;

/// <summary>All that the trend chapter needs of the warehouse: counts by month, model and fault, and what they are counted over.</summary>
internal sealed class FaultHistory
{
    private readonly Dictionary<ReportingMonth, int> places;
    private readonly Dictionary<ModelFault, long[]> counts = [];
    private readonly Dictionary<string, double[]> unitMonths = [];
    private readonly Dictionary<string, string?> texts = [];

    private FaultHistory(IReadOnlyList<ReportingMonth> months)
    {
        Months = months;
        places = months.Select((month, i) => (month, i)).ToDictionary(p => p.month, p => p.i);
        Tickets = new long[months.Count];
        Repairs = new long[months.Count];
        RepairsInBase = new long[months.Count];
        UnitMonths = new double[months.Count];
    }

    /// <summary>From the first month with a ticket to the reported one; at least the reported one.</summary>
    public IReadOnlyList<ReportingMonth> Months { get; private set; }

    /// <summary>Tickets of every type, per month.</summary>
    public long[] Tickets { get; private set; }

    /// <summary>Repair tickets per month.</summary>
    public long[] Repairs { get; private set; }

    /// <summary>Repairs whose serial number is in the installed base.</summary>
    public long[] RepairsInBase { get; private set; }

    /// <summary>Units in service of all models; 0 when none is known.</summary>
    public double[] UnitMonths { get; private set; }

    /// <summary>Every model × fault with a repair in these months, in the order of their names.</summary>
    public IEnumerable<ModelFault> Series => counts.Keys.OrderBy(k => k.Model, StringComparer.Ordinal).ThenBy(k => k.Fault, StringComparer.Ordinal);

    /// <summary>Index of the reported month: the last.</summary>
    public int Last => Months.Count - 1;

    /// <summary>Reads the months up to and including the reported one. Leaves the session's months as they were.</summary>
    public static FaultHistory Read(AnalysisSession session, ReportingMonth month, int monthCount, CancellationToken cancel)
    {
        List<ReportingMonth> months = [.. Enumerable.Range(0, monthCount).Select(i => month.Plus(i - monthCount + 1))];
        List<ReportingMonth> before = session.Months;
        session.UseMonths(months);
        try
        {
            FaultHistory history = new(months);
            history.Read(session, cancel);
            return history;
        }
        finally
        {
            session.UseMonths(before);
        }
    }

    /// <summary>The fault with its most common text.</summary>
    public FaultName Name(string code) => new(code, texts.GetValueOrDefault(code));

    /// <summary>Repairs of one series, per month.</summary>
    public long[] Counts(ModelFault series) => counts[series];

    /// <summary>Repairs of a fault over all models, per month.</summary>
    public long[] CountsOfFault(string fault) => Sum(counts.Where(c => c.Key.Fault == fault).Select(c => c.Value));

    /// <summary>The months of a series up to one of them, with its exposure: its model's unit-months when they are known wherever it failed, else all tickets.</summary>
    /// <param name="series">Which.</param>
    /// <param name="at">Index of the month in question.</param>
    /// <param name="baseMonths">Months before it, at most.</param>
    public SeriesHistory<ModelFault> Upto(ModelFault series, int at, int baseMonths)
    {
        long[] count = counts[series];
        double[]? units = unitMonths.GetValueOrDefault(series.Model);
        int first = Math.Max(0, at - baseMonths);
        bool known = units is not null && Enumerable.Range(first, at - first + 1).All(i => count[i] == 0 || units[i] > 0) && units[at] > 0;
        SeriesMonth At(int i) => new(count[i], known ? units![i] : Tickets[i]);
        return new(
            series,
            known ? ExposureBasis.UnitMonths : ExposureBasis.Tickets,
            [.. Enumerable.Range(first, at - first).Select(At)],
            At(at));
    }

    private void Read(AnalysisSession session, CancellationToken cancel)
    {
        session.SplitBy(null);
        Query(session, "Trends/ticket_totals.sql", row =>
        {
            int i = Place(row);
            Tickets[i] = row.Int64("tickets");
            Repairs[i] = row.Int64("repairs");
            RepairsInBase[i] = row.Int64("repairs_in_base");
            UnitMonths[i] = row.Double("unit_months");
        }, cancel);
        Query(session, "Trends/fault_counts.sql", row =>
            Of(counts, new ModelFault(row.Text("product_model"), row.Text("fault_code")))[Place(row)] = row.Int64("repairs"), cancel);
        Query(session, "Trends/unit_months.sql", row =>
            Of(unitMonths, row.Text("product_model"))[Place(row)] = row.Double("unit_months"), cancel);
        Query(session, "Trends/fault_labels.sql", row => texts[row.Text("fault_code")] = row.FreeTextOrNull("fault_text")!, cancel);
        LeaveOutMonthsBeforeTheFirstTicket();
    }

    /// <summary>A month before the company's records begin is not a month without faults.</summary>
    private void LeaveOutMonthsBeforeTheFirstTicket()
    {
        int first = Array.FindIndex(Tickets, t => t > 0);
        int from = first < 0 ? Last : first;
        Months = [.. Months.Skip(from)];
        Tickets = Tickets[from..];
        Repairs = Repairs[from..];
        RepairsInBase = RepairsInBase[from..];
        UnitMonths = UnitMonths[from..];
        foreach (ModelFault key in counts.Keys.ToList())
        {
            counts[key] = counts[key][from..];
        }

        foreach (string model in unitMonths.Keys.ToList())
        {
            unitMonths[model] = unitMonths[model][from..];
        }
    }

    private static void Query(AnalysisSession session, string script, Action<Row> read, CancellationToken cancel) =>
        session.Connection.Query(
            SqlScript.Load<AnalysisSession>(script),
            SqlParameters.None,
            row =>
            {
                read(row);
                return true;
            },
            cancel);

    private int Place(Row row) => places[new ReportingMonth(row.Date("month"))];

    private T[] Of<TKey, T>(Dictionary<TKey, T[]> into, TKey key)
        where TKey : notnull
    {
        if (!into.TryGetValue(key, out T[]? values))
        {
            into[key] = values = new T[places.Count];
        }

        return values;
    }

    private long[] Sum(IEnumerable<long[]> rows)
    {
        long[] sum = new long[Months.Count];
        foreach (long[] row in rows)
        {
            for (int i = 0; i < sum.Length; i++)
            {
                sum[i] += row[i];
            }
        }

        return sum;
    }
}
