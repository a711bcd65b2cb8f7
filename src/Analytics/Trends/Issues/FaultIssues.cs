using ServiceAnalytics.Analytics.Trends.Detection;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends.Issues;

/// <summary>The issues of a month, and how they were looked for.</summary>
/// <param name="Rising">Above their past, surest first.</param>
/// <param name="Falling">Below their past, surest first.</param>
/// <param name="SeriesTested">Series judged together.</param>
/// <param name="SeriesWithoutPast">Series with nothing to compare with (too young, or nothing known of what they are counted over); not judged.</param>
/// <param name="AlarmingSeries">Series that departed from their past, before those that say the same were folded.</param>
/// <param name="HistoryMonths">Months before the window that the expectation could rest on.</param>
/// <param name="Dispersion">How much more than chance the months vary; allowed for.</param>
/// <param name="Completeness">Share of the month's tickets thought to be reported; null when the exports don't tell.</param>
/// <param name="DelayTickets">Tickets that the completeness rests on; 0 when there is none.</param>
internal sealed record IssueSearch(
    IReadOnlyList<FaultIssue> Rising,
    IReadOnlyList<FaultIssue> Falling,
    int SeriesTested,
    int SeriesWithoutPast,
    int AlarmingSeries,
    int HistoryMonths,
    double Dispersion,
    double? Completeness,
    long DelayTickets)
{
    /// <summary>The verdicts of all series, for whoever wants an expectation.</summary>
    public IReadOnlyDictionary<SeriesKey, SeriesVerdict<SeriesKey>> Verdicts { get; init; } = new Dictionary<SeriesKey, SeriesVerdict<SeriesKey>>();
}

/// <summary>Finds a month's issues and gathers what one would look up about each.</summary>
public static class FaultIssues
{
    private const int UnitsNamed = 10;

    /// <summary>As far back as <c>issue_hits</c> goes.</summary>
    private const int FallMonths = 18;
    private const double NearlyAll = 0.95;

    /// <summary>Months that the detection looks at: base, guard and window.</summary>
    public static int MonthsRead(DetectionRules rules) => rules.BasePeriods + rules.Guard + rules.LastingWindow;

    /// <summary>Judges every series as of a month and folds the alarms; no warehouse needed.</summary>
    /// <param name="table">The series.</param>
    /// <param name="last">Index of the month in question.</param>
    /// <param name="rules">How series are judged.</param>
    /// <param name="completeness">Share of each month's tickets that is reported; null = all.</param>
    /// <param name="cancel">Stops between series.</param>
    public static (Detection<SeriesKey> Found, Dictionary<SeriesKey, FaultSeries> Series, int WithoutExposure) Judge(
        SeriesTable table, int last, DetectionRules rules, IReadOnlyList<double>? completeness = null, CancellationToken cancel = default)
    {
        List<FaultSeries> series = table.Upto(last, rules.LastingWindow, completeness, out int without);
        Detection<SeriesKey> found = EmergingIssues.Find([.. series.Select(s => new CountSeries<SeriesKey>(s.Key, s.Counts, s.Exposure))], rules, cancel);
        return (found, series.ToDictionary(s => s.Key), without);
    }

    /// <summary>Finds the issues of the table's last month.</summary>
    internal static IssueSearch Find(AnalysisSession session, SeriesTable table, TrendRules rules, Func<string, FaultName> name, CancellationToken cancel)
    {
        int last = table.Months.Count - 1;
        ReportingDelay? delay = ReportingDelay.Read(session, cancel);
        DateOnly asOf = session.DayOf(session.AsOf.Instant);
        double[]? completeness = delay is null ? null : [.. table.Months.Select(m => delay.Completeness(m, asOf))];
        (Detection<SeriesKey> found, Dictionary<SeriesKey, FaultSeries> series, int without) = Judge(table, last, rules.Detection, completeness, cancel);
        List<SeriesVerdict<SeriesKey>> alarms = [.. found.Verdicts.Where(v => v.IsAlarm)];
        double largestP = found.Verdicts.Where(v => v.QValue <= rules.Detection.FalseDiscoveryRate).Select(v => v.PValue).DefaultIfEmpty(0).Max();
        IReadOnlyList<FaultIssue> rising = [], falling = [];
        if (alarms.Count > 0)
        {
            Func<int, int, SharedRepairs> shared = Overlaps(session, alarms, rules.Detection, cancel);
            List<(SeriesVerdict<SeriesKey> Issue, int Id, List<SeriesVerdict<SeriesKey>> Folded)> issues =
                [.. Fold(alarms, shared, true, largestP, rules), .. Fold(alarms, shared, false, largestP, rules)];
            IReadOnlyList<FaultIssue> described = Describe(session, table, rules, series, issues, name, cancel);
            rising = [.. described.Where(i => i.IsRise)];
            falling = [.. described.Where(i => !i.IsRise)];
        }

        return new(
            rising, falling, found.Verdicts.Count, found.WithoutPast + without, alarms.Count,
            Math.Clamp(last + 1 - table.FirstMonth - rules.Detection.LastingWindow, 0, rules.Detection.BasePeriods),
            found.Shared.Dispersion, completeness?[last], delay?.Tickets ?? 0)
        {
            Verdicts = found.Verdicts.ToDictionary(v => v.Series.Key),
        };
    }

    /// <summary>How many months before the last a change of level most likely began, held against what was expected.</summary>
    /// <param name="observed">Counts, the month in question last.</param>
    /// <param name="expected">What its past led one to expect of each.</param>
    /// <param name="isRise">Which way.</param>
    /// <param name="most">Months looked back, at most.</param>
    /// <returns>0 when it began in the last month.</returns>
    /// <remarks>
    /// The split with the largest likelihood into months as expected and months at another level: Samuel and Pignatiello, "Identifying the time of a change in a
    /// Poisson rate parameter", Quality Engineering 10 (1998), 673–681. An estimate: with small counts it can be a month or two off.
    /// </remarks>
    public static int MonthsSince(IReadOnlyList<long> observed, IReadOnlyList<double> expected, bool isRise, int most)
    {
        int best = 0;
        double largest = double.NegativeInfinity, seen = 0, mean = 0;
        for (int back = 0; back <= Math.Min(most, observed.Count - 2); back++)
        {
            seen += observed[observed.Count - 1 - back];
            mean += expected[observed.Count - 1 - back];
            double likelihood = (seen > 0 ? seen * Math.Log(seen / mean) : 0) - (seen - mean);
            if (mean > 0 && seen > mean == isRise && likelihood > largest)
            {
                (best, largest) = (back, likelihood);
            }
        }

        return best;
    }

    private static IEnumerable<(SeriesVerdict<SeriesKey> Issue, int Id, List<SeriesVerdict<SeriesKey>> Folded)> Fold(
        List<SeriesVerdict<SeriesKey>> alarms, Func<int, int, SharedRepairs> shared, bool isRise, double largestP, TrendRules rules)
    {
        int[] ids = [.. Enumerable.Range(0, alarms.Count).Where(i => alarms[i].IsRising == isRise)];
        return IssueFolding.Fold([.. ids.Select(i => alarms[i])], (a, b) => shared(ids[a], ids[b]), largestP, rules.Detection.ShareForRises)
            .Select(f => (alarms[ids[f.Series]], ids[f.Series], f.Folded.Select(i => alarms[ids[i]]).ToList()));
    }

    private static Func<int, int, SharedRepairs> Overlaps(AnalysisSession session, List<SeriesVerdict<SeriesKey>> alarms, DetectionRules rules, CancellationToken cancel)
    {
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Trends/Issues/found_series_table.sql"), cancel: cancel);
        for (int i = 0; i < alarms.Count; i++)
        {
            SeriesKey key = alarms[i].Series.Key;
            session.Connection.Execute(
                "insert into found_series values ($id, $kind, $first, $second)",
                new()
                {
                    ["id"] = i,
                    ["kind"] = string.Join('_', key.Traits.Select(t => SeriesKey.NameOf(t.Dimension))),
                    ["first"] = key.First.Value,
                    ["second"] = key.Second?.Value,
                },
                cancel);
        }

        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Trends/Issues/issue_hits_table.sql"), cancel: cancel);
        Dictionary<(int, int), SharedRepairs> pairs = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Trends/Issues/issue_overlaps.sql"),
            new() { ["window"] = rules.LongWindow, ["lasting"] = rules.LastingWindow },
            row => (Pair: (row.Int32("first_id"), row.Int32("second_id")), Shared: new SharedRepairs(row.Int64("now"), row.Int64("together"), row.Int64("lasting"), row.Int64("past"))),
            cancel).ToDictionary(p => p.Pair, p => p.Shared);
        return (a, b) => pairs.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b)));
    }

    private static List<FaultIssue> Describe(
        AnalysisSession session,
        SeriesTable table,
        TrendRules rules,
        Dictionary<SeriesKey, FaultSeries> series,
        List<(SeriesVerdict<SeriesKey> Issue, int Id, List<SeriesVerdict<SeriesKey>> Folded)> issues,
        Func<string, FaultName> name,
        CancellationToken cancel)
    {
        Dictionary<int, int> since = issues.ToDictionary(
            i => i.Id, i => MonthsSince(i.Issue.Series.Counts, i.Issue.Expectation, i.Issue.IsRising, rules.SinceMonths));
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Trends/Issues/issue_since_table.sql"), cancel: cancel);
        foreach ((SeriesVerdict<SeriesKey> issue, int id, _) in issues)
        {
            // Of a fall the repairs that are missing can't be asked; those of the last year and a half tell where they used to sit.
            session.Connection.Execute("insert into issue_since values ($id, $back)", new() { ["id"] = id, ["back"] = issue.IsRising ? since[id] : FallMonths - 1 }, cancel);
        }

        ILookup<int, string> tickets = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Trends/Issues/issue_tickets.sql"),
            SqlParameters.None,
            row => (Id: row.Int32("series_id"), Ticket: row.Text("ticket_id")),
            cancel).ToLookup(t => t.Id, t => t.Ticket);
        ILookup<int, (string Dimension, ValueCount Value)> traits = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Trends/Issues/issue_traits.sql"),
            SqlParameters.None,
            row => (Id: row.Int32("series_id"), Trait: (row.Text("dimension"), new ValueCount(row.Text("value"), row.Int64("repairs")))),
            cancel).ToLookup(t => t.Id, t => t.Trait);
        return
        [
            .. issues.Select(i =>
            {
                FaultIssue issue = Describe(table, rules, series[i.Issue.Series.Key], i.Issue, since[i.Id], i.Folded, [.. traits[i.Id]], [.. tickets[i.Id].Take(rules.TicketsNamed)], name);
                return issue.Fault is { } fault && fault.Code != ModelFault.None ? PastKnowledge.Add(session, issue, fault.Code, cancel) : issue;
            }),
        ];
    }

    private static FaultIssue Describe(
        SeriesTable table,
        TrendRules rules,
        FaultSeries series,
        SeriesVerdict<SeriesKey> verdict,
        int since,
        List<SeriesVerdict<SeriesKey>> folded,
        List<(string Dimension, ValueCount Value)> traits,
        IReadOnlyList<string> tickets,
        Func<string, FaultName> name)
    {
        SeriesKey key = series.Key;
        int last = table.Months.Count - 1;
        long[] counts = table.Counts(key);
        long repairs = verdict.IsRising ? counts.TakeLast(since + 1).Sum() : counts.TakeLast(FallMonths).Sum();
        Dictionary<FaultDimension, IReadOnlyList<ValueCount>> sits = Enum.GetValues<FaultDimension>()
            .Select(d => (d, Values: traits.Where(t => t.Dimension == SeriesKey.NameOf(d)).Select(t => t.Value).ToList()))
            .Where(t => t.Values.Count > 0).ToDictionary(t => t.d, t => (IReadOnlyList<ValueCount>)t.Values);
        string? Only(FaultDimension dimension) => key[dimension]
            ?? (sits.GetValueOrDefault(dimension) is [var most, ..] && most.Repairs >= NearlyAll * repairs ? most.Value : null);
        List<ValueCount> units = [.. traits.Where(t => t.Dimension == "unit").Select(t => t.Value)];
        int from = Math.Max(series.FirstMonth, last + 1 - rules.ChartMonths);
        int judged = last + 1 - verdict.Looks[^1].Periods;
        return new(
            key, verdict.IsRising, verdict.Looks[0].Observed, verdict.Looks[0].Expected.Mean, verdict.WindowPeriods, verdict.WindowObserved, verdict.WindowExpected,
            verdict.Ratio, verdict.Interval, verdict.PValue, verdict.QValue, series.Basis, table.Months[last - since])
        {
            Model = Only(FaultDimension.Model),
            Fault = Only(FaultDimension.Fault) is { } fault ? name(fault) : null,
            RepairsSince = repairs,
            Traits = sits,
            UnitCount = units.Count,
            Units = [.. units.Take(UnitsNamed)],
            Tickets = tickets,
            Months =
            [
                .. Enumerable.Range(from, last + 1 - from).Select(i =>
                {
                    double expected = verdict.Expectation[i - series.FirstMonth];
                    Foretold foretold = verdict.Looks[0].Expected with { Mean = Math.Max(expected, 1e-9) };
                    return new IssueMonth(table.Months[i], counts[i], expected, i >= judged ? WindowTest.Quantile(foretold, rules.Detection.UpperLimitChance) : null);
                }),
            ],
            Folded = [.. folded.Select(f => new FoldedSeries(f.Series.Key, f.WindowObserved, f.WindowExpected, f.QValue))],
        };
    }
}
