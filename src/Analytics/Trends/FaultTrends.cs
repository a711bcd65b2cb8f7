using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Trends.Detection;
using ServiceAnalytics.Analytics.Trends.Issues;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends;

/// <summary>Computes the chapter on faults.</summary>
public static class FaultTrends
{
    private const int PerThousand = 1000;

    /// <summary>The thresholds that a policy sets.</summary>
    public static TrendRules RulesOf(Policy policy) => policy.Warning("emerging_fault") is { } rule
        ? TrendRules.Usual with { Detection = TrendRules.Usual.Detection with { FalseDiscoveryRate = rule.Threshold("q_value") } }
        : TrendRules.Usual;

    /// <summary>Computes the chapter for one month.</summary>
    /// <param name="session">The state of knowledge; its months and split are left as they were.</param>
    /// <param name="rules">The thresholds.</param>
    /// <param name="month">The reported month.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>A chapter with empty lists when the month has no repairs.</returns>
    public static TrendFindings Compute(AnalysisSession session, TrendRules rules, ReportingMonth month, CancellationToken cancel = default)
    {
        List<ReportingMonth> before = session.Months;
        try
        {
            SeriesTable table = SeriesTable.Read(session, month, FaultIssues.MonthsRead(rules.Detection), cancel);
            return FindingsOf(session, table, rules, month, cancel);
        }
        finally
        {
            session.UseMonths(before);
        }
    }

    /// <summary>A fault with the words that are used for it most.</summary>
    internal static Func<string, FaultName> Names(AnalysisSession session, CancellationToken cancel)
    {
        Dictionary<string, string> texts = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Trends/fault_labels.sql"),
            SqlParameters.None,
            row => (row.Text("fault_code"), row.FreeTextOrNull("fault_text")!),
            cancel).ToDictionary(t => t.Item1, t => t.Item2);
        return code => new FaultName(code, texts.GetValueOrDefault(code));
    }

    private static TrendFindings FindingsOf(AnalysisSession session, SeriesTable table, TrendRules rules, ReportingMonth month, CancellationToken cancel)
    {
        int last = table.Months.Count - 1;
        bool known = table.IsBaseKnown;
        Func<string, FaultName> name = Names(session, cancel);
        IssueSearch search = FaultIssues.Find(session, table, rules, name, cancel);
        IReadOnlyList<FaultParetoRow> pareto = ParetoOf(table, name, known, search.Dispersion);
        double units = table.AllUnits[last];
        return new(
            month,
            rules,
            table.Repairs[last],
            known ? ExposureBasis.UnitMonths : ExposureBasis.Tickets,
            units > 0 ? units : null,
            units > 0 && table.Repairs[last] > 0 ? (double)table.RepairsInBase[last] / table.Repairs[last] : null,
            search.HistoryMonths,
            pareto,
            HeatMapOf(table, search, rules, name),
            ChartOf(table, rules, null, table.Repairs, known),
            [
                .. pareto.Where(row => row.IsVital && row.Fault.Code != ModelFault.None).Take(rules.FaultCharts)
                    .Select(row => ChartOf(table, rules, row.Fault, table.Counts(Fault(row.Fault.Code)), known)).OfType<TrendChart>(),
            ],
            search.SeriesTested,
            search.SeriesWithoutPast,
            search.AlarmingSeries,
            search.Dispersion,
            search.Rising,
            search.Falling)
        {
            Completeness = search.Completeness,
            DelayTickets = search.DelayTickets,
        };
    }

    private static SeriesKey Fault(string code) => new(new FaultTrait(FaultDimension.Fault, code));

    private static List<FaultParetoRow> ParetoOf(SeriesTable table, Func<string, FaultName> name, bool known, double dispersion)
    {
        int last = table.Months.Count - 1;
        List<(string Code, long[] Counts)> faults =
        [
            .. table.Keys.Where(k => k.Second is null && k.First.Dimension == FaultDimension.Fault).Select(k => (k.First.Value, table.Counts(k)))
                .Where(f => f.Item2[last] > 0).OrderBy(f => f.Value, StringComparer.Ordinal),
        ];
        Dictionary<string, long[]> counts = faults.ToDictionary(f => f.Code, f => f.Counts);
        return
        [
            .. Pareto.Of(faults.Select(f => (f.Code, (decimal)f.Counts[last])))
                .Select(row => new FaultParetoRow(
                    name(row.Category), (long)row.Amount, row.Share, row.CumulativeShare, row.IsVital, last > 0 ? counts[row.Category][last - 1] : 0,
                    last > table.FirstMonth ? Change(counts[row.Category]) : null)),
        ];

        RateRatio? Change(long[] of)
        {
            double Exposure(int i) => known ? table.AllUnits[i] : table.Tickets[i];
            if (PoissonRate.Ratio(of[last], Exposure(last), of[last - 1], Exposure(last - 1)) is not { } exact)
            {
                return null;
            }

            // The months vary more than chance by the dispersion: on the log scale the interval is wider by its root.
            double wider = Math.Sqrt(Math.Max(1, dispersion));
            double Widened(double limit) => exact.Value is { } ratio and > 0 && limit > 0 && double.IsFinite(limit) ? ratio * Math.Pow(limit / ratio, wider) : limit;
            return exact with { Interval = new(Widened(exact.Interval.Lower), Widened(exact.Interval.Upper), exact.Interval.Level) };
        }
    }

    private static FaultHeatMap? HeatMapOf(SeriesTable table, IssueSearch search, TrendRules rules, Func<string, FaultName> name)
    {
        int last = table.Months.Count - 1;
        List<(string Model, string Fault, long Now, double? Expected)> cells =
        [
            .. table.Keys.Where(k => k[FaultDimension.Model] is not null && k[FaultDimension.Fault] is not null).Select(k =>
            {
                long now = table.Counts(k)[last];
                return (k[FaultDimension.Model]!, k[FaultDimension.Fault]!, now, search.Verdicts.TryGetValue(k, out SeriesVerdict<SeriesKey>? v) ? v.Expected : (double?)null);
            }),
        ];
        if (cells.All(c => c.Now == 0))
        {
            return null;
        }

        List<string?> models = Largest(cells, c => c.Model, rules.HeatMap.Models);
        List<string?> faults = Largest(cells, c => c.Fault, rules.HeatMap.Faults);
        ILookup<(string?, string?), (string Model, string Fault, long Now, double? Expected)> at = cells.ToLookup(c => (Kept(models, c.Model), Kept(faults, c.Fault)));
        return new(
            models,
            [.. faults.Select(f => f is null ? null : name(f))],
            [.. models.Select(m => (IReadOnlyList<long>)[.. faults.Select(f => at[(m, f)].Sum(c => c.Now))])],
            [.. models.Select(m => (IReadOnlyList<double?>)[.. faults.Select(f => at[(m, f)].Any(c => c.Expected is null) ? null : at[(m, f)].Sum(c => c.Expected))])]);
    }

    /// <summary>The largest categories of the month, then null when there are others; a single other one stands under its own name.</summary>
    private static List<string?> Largest<T>(List<(string Model, string Fault, long Now, T Expected)> cells, Func<(string Model, string Fault, long Now, T Expected), string> category, int most)
    {
        List<string> sorted =
        [
            .. cells.GroupBy(category).Select(g => (g.Key, Now: g.Sum(c => c.Now))).Where(g => g.Now > 0)
                .OrderByDescending(g => g.Now).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key),
        ];
        return sorted.Count <= most + 1 ? [.. sorted] : [.. sorted.Take(most), null];
    }

    private static string? Kept(List<string?> kept, string name) => kept.Contains(name) ? name : null;

    private static TrendChart? ChartOf(SeriesTable table, TrendRules rules, FaultName? fault, long[] counts, bool known)
    {
        int last = table.Months.Count - 1;
        int from = Math.Max(table.FirstMonth, last + 1 - rules.ChartMonths);
        int baseline = last - from;
        if (baseline < 1)
        {
            return null;
        }

        double Exposure(int i) => known ? table.AllUnits[i] : table.Tickets[i];
        List<ChartPeriod> periods = [.. Enumerable.Range(from, baseline + 1).Select(i => new ChartPeriod(counts[i], known ? Exposure(i) / PerThousand : Exposure(i)))];
        ControlChartResult chart = known ? ControlChart.Rates(periods, baseline) : ControlChart.Proportions(periods, baseline);
        return new(
            fault,
            known ? ExposureBasis.UnitMonths : ExposureBasis.Tickets,
            chart.Center,
            chart.IsLaney,
            chart.SigmaZ,
            chart.NoLimits,
            baseline,
            [.. chart.Points.Select((point, i) => new TrendChartPoint(table.Months[from + i], counts[from + i], Exposure(from + i), point))]);
    }
}
