using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends;

/// <summary>Computes the chapter on faults.</summary>
public static class FaultTrends
{
    private const int PerThousand = 1000;
    private const int PerHundred = 100;

    /// <summary>The thresholds that a policy sets.</summary>
    public static TrendRules RulesOf(Policy policy) => policy.Warning("emerging_fault") is { } rule
        ? TrendRules.Usual with { FalseDiscoveryRate = rule.Threshold("q_value") }
        : TrendRules.Usual;

    /// <summary>Computes the chapter for one month.</summary>
    /// <param name="session">The state of knowledge; its months and split are left as they were.</param>
    /// <param name="rules">The thresholds.</param>
    /// <param name="month">The reported month.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>A chapter with empty lists when the month has no repairs.</returns>
    public static TrendFindings Compute(AnalysisSession session, TrendRules rules, ReportingMonth month, CancellationToken cancel = default)
    {
        FaultHistory history = FaultHistory.Read(session, month, Math.Max(rules.ChartMonths, rules.BaseMonths + rules.Windows.Max()), cancel);
        int last = history.Last;
        bool known = IsBaseKnown(history);
        SeriesChanges<ModelFault> changes = Changes(history, rules, last);
        List<SeriesChange<ModelFault>> found = [.. changes.Changes.Where(c => c.QValue <= rules.FalseDiscoveryRate)];
        List<FaultChange> described = Describe(session, history, rules, found, cancel);
        IReadOnlyList<FaultParetoRow> pareto = ParetoOf(history);
        return new(
            month,
            rules,
            history.Repairs[last],
            known ? ExposureBasis.UnitMonths : ExposureBasis.Tickets,
            history.UnitMonths[last] > 0 ? history.UnitMonths[last] : null,
            history.UnitMonths[last] > 0 && history.Repairs[last] > 0 ? (double)history.RepairsInBase[last] / history.Repairs[last] : null,
            Math.Min(rules.BaseMonths, last),
            pareto,
            HeatMapOf(history, rules),
            ChartOf(history, rules, null, history.Repairs, known),
            [
                .. pareto.Where(row => row.IsVital && row.Fault.Code != ModelFault.None).Take(rules.FaultCharts)
                    .Select(row => ChartOf(history, rules, row.Fault, history.CountsOfFault(row.Fault.Code), known)).OfType<TrendChart>(),
            ],
            changes.Changes.Count,
            changes.WithoutPast,
            changes.Dispersion,
            [.. described.Where(c => c.Observed > c.Expected)],
            [.. described.Where(c => c.Observed < c.Expected)]);
    }

    private static SeriesChanges<ModelFault> Changes(FaultHistory history, TrendRules rules, int at) =>
        SeriesChangeDetection.Find(
            [.. history.Series.Select(s => history.Upto(s, at, rules.BaseMonths + rules.Windows.Max() - 1)).Where(HasEvents)],
            rules.MinimumCount,
            rules.Windows,
            rules.BaseMonths);

    /// <summary>A series without any event in these months could be anything that never happened; it can't be told from one that doesn't exist.</summary>
    private static bool HasEvents(SeriesHistory<ModelFault> series) => series.Now.Count > 0 || series.Past.Any(m => m.Count > 0);

    private static bool IsBaseKnown(FaultHistory history) =>
        Enumerable.Range(0, history.Months.Count).All(i => history.UnitMonths[i] > 0 || history.Repairs[i] == 0) && history.UnitMonths[history.Last] > 0;

    private static List<FaultChange> Describe(
        AnalysisSession session, FaultHistory history, TrendRules rules, List<SeriesChange<ModelFault>> found, CancellationToken cancel)
    {
        if (found.Count == 0)
        {
            return [];
        }

        ILookup<ModelFault, (string Ticket, string? Batch)> tickets = TicketsOf(session, found.Select(c => c.Series.Key), history.Months[history.Last], cancel);
        return
        [
            .. found.OrderBy(c => c.QValue).ThenBy(c => c.PValue).ThenByDescending(c => Math.Abs(c.Series.Now.Count - c.Expected))
                .ThenBy(c => c.Series.Key.Model, StringComparer.Ordinal).ThenBy(c => c.Series.Key.Fault, StringComparer.Ordinal)
                .Select(c => Describe(history, rules, c, [.. tickets[c.Series.Key]])),
        ];
    }

    private static FaultChange Describe(
        FaultHistory history, TrendRules rules, SeriesChange<ModelFault> change, List<(string Ticket, string? Batch)> tickets)
    {
        SeriesHistory<ModelFault> series = change.Series;
        int per = series.Basis == ExposureBasis.UnitMonths ? PerThousand : PerHundred;
        return new(
            series.Key.Model,
            history.Name(series.Key.Fault),
            series.Now.Count,
            change.Expected,
            change.Ratio,
            change.Interval,
            change.PValue,
            change.QValue,
            series.Basis,
            series.Now.Count / series.Now.Exposure * per,
            change.Expected / series.Now.Exposure * per,
            history.Months[history.Last - SeriesChangeDetection.MonthsSince(series, change.IsRising, rules.SinceMonths)],
            [.. tickets.Take(rules.TicketsNamed).Select(t => t.Ticket)],
            [.. tickets.GroupBy(t => t.Batch).Select(g => new BatchCount(g.Key, g.Count())).OrderByDescending(b => b.Tickets).ThenBy(b => b.Batch, StringComparer.Ordinal)])
        {
            WindowMonths = change.WindowMonths,
            WindowObserved = change.WindowCount,
            WindowExpected = change.WindowExpected,
        };
    }

    private static ILookup<ModelFault, (string Ticket, string? Batch)> TicketsOf(
        AnalysisSession session, IEnumerable<ModelFault> found, ReportingMonth month, CancellationToken cancel)
    {
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Trends/found_series_table.sql"), cancel: cancel);
        foreach (ModelFault series in found)
        {
            session.Connection.Execute(
                "insert into found_series values ($product_model, $fault_code)",
                new() { ["product_model"] = series.Model, ["fault_code"] = series.Fault },
                cancel);
        }

        return session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Trends/series_tickets.sql"),
            new() { ["start_utc"] = month.Start(session.Zone), ["end_utc"] = month.End(session.Zone) },
            row => (Key: new ModelFault(row.Text("product_model"), row.Text("fault_code")), Ticket: row.Text("ticket_id"), Batch: row.TextOrNull("batch_no")),
            cancel).ToLookup(t => t.Key, t => (t.Ticket, t.Batch));
    }

    private static List<FaultParetoRow> ParetoOf(FaultHistory history)
    {
        int last = history.Last;
        Dictionary<string, long[]> faults = history.Series.Select(s => s.Fault).Distinct().ToDictionary(f => f, history.CountsOfFault);
        return
        [
            .. Pareto.Of(faults.Where(f => f.Value[last] > 0).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, (decimal)f.Value[last])))
                .Select(row => new FaultParetoRow(
                    history.Name(row.Category), (long)row.Amount, row.Share, row.CumulativeShare, row.IsVital, last > 0 ? faults[row.Category][last - 1] : 0)),
        ];
    }

    private static FaultHeatMap? HeatMapOf(FaultHistory history, TrendRules rules)
    {
        List<SeriesHistory<ModelFault>> series = [.. history.Series.Select(s => history.Upto(s, history.Last, rules.BaseMonths)).Where(HasEvents)];
        List<SeriesHistory<ModelFault>> now = [.. series.Where(s => s.Now.Count > 0)];
        if (now.Count == 0)
        {
            return null;
        }

        List<string?> models = Largest(now, s => s.Key.Model, rules.HeatMap.Models);
        List<string?> faults = Largest(now, s => s.Key.Fault, rules.HeatMap.Faults);
        ILookup<(string?, string?), SeriesHistory<ModelFault>> cells = series.ToLookup(s => (Kept(models, s.Key.Model), Kept(faults, s.Key.Fault)));
        return new(
            models,
            [.. faults.Select(f => f is null ? null : history.Name(f))],
            [.. models.Select(m => (IReadOnlyList<long>)[.. faults.Select(f => cells[(m, f)].Sum(s => s.Now.Count))])],
            [.. models.Select(m => (IReadOnlyList<double?>)[.. faults.Select(f => Expected([.. cells[(m, f)]]))])]);
    }

    /// <summary>The largest categories, then null when there are others; a single other one stands under its own name.</summary>
    private static List<string?> Largest(List<SeriesHistory<ModelFault>> series, Func<SeriesHistory<ModelFault>, string> category, int most)
    {
        List<string> sorted =
        [
            .. series.GroupBy(category).OrderByDescending(g => g.Sum(s => s.Now.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key),
        ];
        return sorted.Count <= most + 1 ? [.. sorted] : [.. sorted.Take(most), null];
    }

    private static string? Kept(List<string?> kept, string name) => kept.Contains(name) ? name : null;

    private static double? Expected(List<SeriesHistory<ModelFault>> series)
    {
        List<double?> expected =
        [
            .. series.Select(s => s.Past.Sum(m => m.Exposure) is > 0 and var past ? s.Past.Sum(m => m.Count) / past * s.Now.Exposure : (double?)null),
        ];
        return expected.Count == 0 ? 0 : expected.Any(e => e is null) ? null : expected.Sum();
    }

    private static TrendChart? ChartOf(FaultHistory history, TrendRules rules, FaultName? fault, long[] counts, bool known)
    {
        int from = Math.Max(0, history.Months.Count - rules.ChartMonths);
        int baseline = history.Last - from;
        if (baseline < 1)
        {
            return null;
        }

        List<ChartPeriod> periods =
        [
            .. Enumerable.Range(from, baseline + 1)
                .Select(i => new ChartPeriod(counts[i], known ? history.UnitMonths[i] / PerThousand : history.Tickets[i])),
        ];
        ControlChartResult chart = known ? ControlChart.Rates(periods, baseline) : ControlChart.Proportions(periods, baseline);
        return new(
            fault,
            known ? ExposureBasis.UnitMonths : ExposureBasis.Tickets,
            chart.Center,
            chart.IsLaney,
            chart.SigmaZ,
            chart.NoLimits,
            baseline,
            [.. chart.Points.Select((point, i) => new TrendChartPoint(history.Months[from + i], counts[from + i], known ? history.UnitMonths[from + i] : history.Tickets[from + i], point))]);
    }
}
