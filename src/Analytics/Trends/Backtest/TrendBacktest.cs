using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Trends.Detection;
using ServiceAnalytics.Analytics.Trends.Issues;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends.Backtest;

/// <summary>One month of the back-test.</summary>
/// <param name="Month">Judged as if it were the last.</param>
/// <param name="SeriesTested">Series that had a past then.</param>
/// <param name="AlarmingSeries">Series that departed from it.</param>
/// <param name="Issues">Rises after folding.</param>
/// <param name="NewIssues">Of these, not found in the three months before.</param>
/// <param name="Falls">Falls after folding.</param>
public sealed record BacktestMonth(ReportingMonth Month, int SeriesTested, int AlarmingSeries, int Issues, int NewIssues, int Falls);

/// <summary>An issue from the month it was first found.</summary>
/// <param name="Key">The series that told it best then.</param>
/// <param name="FoundIn">The month.</param>
/// <param name="Observed">Repairs in the months that showed it.</param>
/// <param name="Expected">Expected in them.</param>
/// <param name="QValue">Over all series then.</param>
/// <param name="ComplaintPeak">The month with most complaints about the fault, from three months before to twelve after; null with fewer than three complaints in every month, or without a fault.</param>
public sealed record BacktestIssue(SeriesKey Key, ReportingMonth FoundIn, long Observed, double Expected, double QValue, ReportingMonth? ComplaintPeak);

/// <summary>A rectification notice, and when its fault would have been found.</summary>
/// <param name="Number">Of the notice.</param>
/// <param name="Model">Its model; null = none named.</param>
/// <param name="Fault">Its fault.</param>
/// <param name="NoticedOn">Day of issue, else of confirmation.</param>
/// <param name="FoundIn">First month of the twelve before the notice, its own or the six after in which a rise of the fault was found; null = none.</param>
/// <param name="LeadDays">Days from the end of that month to the notice; negative = the notice came first.</param>
public sealed record BacktestNotice(string Number, string? Model, string Fault, DateOnly NoticedOn, ReportingMonth? FoundIn, int? LeadDays);

/// <summary>The detection on the company's own history, month by month as if then.</summary>
/// <param name="Months">Oldest first; empty when the history is too short.</param>
/// <param name="Issues">In the order in which they were found.</param>
/// <param name="Notices">That fall into the judged months, by day.</param>
/// <param name="Shuffles">How often the repairs were put into months drawn anew.</param>
/// <param name="ShufflesWithAlarm">Of these, with any alarm: all of them false.</param>
/// <param name="FalseAlarms">Issues in all of them.</param>
public sealed record TrendBacktest(
    IReadOnlyList<BacktestMonth> Months,
    IReadOnlyList<BacktestIssue> Issues,
    IReadOnlyList<BacktestNotice> Notices,
    int Shuffles,
    int ShufflesWithAlarm,
    int FalseAlarms)
{
    /// <summary>Months of history before the first one that is judged.</summary>
    public const int FewestMonths = 12;

    private const long MostRepairsShuffled = 5_000_000;
    private const int StillTheSame = 3;

    /// <summary>Months between the newest and the oldest judged one, at most, unless asked otherwise.</summary>
    public const int UsualMonths = 24;

    /// <summary>Runs it. Each month is judged by what is known today of the tickets received up to its end; late ones are in.</summary>
    /// <param name="session">The state of knowledge; its months are left as they were.</param>
    /// <param name="policy">The rate of false findings.</param>
    /// <param name="month">The newest month judged.</param>
    /// <param name="months">How many months, at most.</param>
    /// <param name="shuffles">How many shuffles; fewer when there are millions of repairs.</param>
    /// <param name="cancel">Stops between months.</param>
    public static TrendBacktest Compute(
        AnalysisSession session, Policy policy, ReportingMonth month, int months = UsualMonths, int shuffles = 20, CancellationToken cancel = default)
    {
        DetectionRules rules = FaultTrends.RulesOf(policy).Detection;
        List<ReportingMonth> before = session.Months;
        try
        {
            SeriesTable table = SeriesTable.Read(session, month, FaultIssues.MonthsRead(rules), cancel);
            FaultCells cells = FaultCells.Read(session, table.Months.Count, cancel);
            List<(string Number, string? Model, string Fault, DateOnly On)> notices = session.Connection.Query(
                SqlScript.Load<AnalysisSession>("Trends/Backtest/dated_notices.sql"),
                SqlParameters.None,
                row => (row.Text("notice_no"), row.TextOrNull("product_model"), row.Text("fault_code"), row.Date("noticed_on")),
                cancel);
            List<(ReportingMonth Month, string? Model, string Fault, long Complaints)> complaints = session.Connection.Query(
                SqlScript.Load<AnalysisSession>("Trends/Backtest/complaint_counts.sql"),
                SqlParameters.None,
                row => (new ReportingMonth(row.Date("month")), row.TextOrNull("product_model"), row.Text("fault_code"), row.Int64("complaints")),
                cancel);
            return Run(table, cells, rules, months, shuffles, notices, complaints, cancel);
        }
        finally
        {
            session.UseMonths(before);
        }
    }

    /// <summary>The same without a warehouse.</summary>
    public static TrendBacktest Run(
        SeriesTable table,
        FaultCells cells,
        DetectionRules rules,
        int months,
        int shuffles,
        IReadOnlyList<(string Number, string? Model, string Fault, DateOnly On)> notices,
        IReadOnlyList<(ReportingMonth Month, string? Model, string Fault, long Complaints)> complaints,
        CancellationToken cancel = default)
    {
        int last = table.Months.Count - 1;
        int first = Math.Max(table.FirstMonth + FewestMonths, last + 1 - months);
        List<BacktestMonth> judged = [];
        List<BacktestIssue> found = [];
        List<(int Month, SeriesKey Key)> seen = [];
        List<(int Month, SeriesKey Key)> rises = [];
        for (int t = first; t <= last; t++)
        {
            (List<SeriesVerdict<SeriesKey>> up, int alarms, int tested, int falls) = Judge(table, cells, t, rules, rises, cancel);
            List<SeriesVerdict<SeriesKey>> fresh = [.. up.Where(u => !seen.Any(s => t - s.Month <= StillTheSame && IsSame(s.Key, u.Series.Key, cells, t, rules)))];
            seen.AddRange(up.Select(u => (t, u.Series.Key)));
            judged.Add(new(table.Months[t], tested, alarms, up.Count, fresh.Count, falls));
            found.AddRange(fresh.Select(u => new BacktestIssue(
                u.Series.Key, table.Months[t], u.WindowObserved, u.WindowExpected, u.QValue, PeakOf(u.Series.Key, table.Months[t], complaints))));
        }

        (int runs, int withAlarm, int falseAlarms) = first > last ? (0, 0, 0) : OnShuffled(table, cells, rules, shuffles, cancel);
        return new(
            judged,
            found,
            [
                .. notices.Where(n => judged.Count > 0 && new ReportingMonth(n.On) >= judged[0].Month && new ReportingMonth(n.On) <= judged[^1].Month).Select(n => NoticeOf(n, table, rises)),
            ],
            runs,
            withAlarm,
            falseAlarms);
    }

    private static (List<SeriesVerdict<SeriesKey>> Rises, int Alarms, int Tested, int Falls) Judge(
        SeriesTable table, FaultCells cells, int t, DetectionRules rules, List<(int Month, SeriesKey Key)>? rises, CancellationToken cancel)
    {
        Detection<SeriesKey> found = FaultIssues.Judge(table, t, rules, cancel: cancel).Found;
        List<SeriesVerdict<SeriesKey>> alarms = [.. found.Verdicts.Where(v => v.IsAlarm)];
        if (alarms.Count == 0)
        {
            return ([], 0, found.Verdicts.Count, 0);
        }

        rises?.AddRange(alarms.Where(a => a.IsRising).Select(a => (t, a.Series.Key)));
        double largestP = alarms.Max(a => a.PValue);
        List<SeriesVerdict<SeriesKey>> Folded(bool isRise)
        {
            List<SeriesVerdict<SeriesKey>> own = [.. alarms.Where(a => a.IsRising == isRise)];
            return [.. IssueFolding.Fold(own, cells.Shared([.. own.Select(a => a.Series.Key)], t, rules), largestP, rules.ShareForRises).Select(f => own[f.Series])];
        }

        return (Folded(true), alarms.Count, found.Verdicts.Count, Folded(false).Count);
    }

    private static (int Runs, int WithAlarm, int FalseAlarms) OnShuffled(SeriesTable table, FaultCells cells, DetectionRules rules, int shuffles, CancellationToken cancel)
    {
        int runs = (int)Math.Clamp(MostRepairsShuffled / Math.Max(1, cells.Repairs), 1, shuffles);
        MersenneTwister random = new(20260101);
        int withAlarm = 0, alarms = 0;
        for (int i = 0; i < runs; i++)
        {
            // Only whether and how many: the series of a false alarm need no folding by cells that were left where they were.
            int raised = FaultIssues.Judge(cells.Shuffled(table, random), table.Months.Count - 1, rules, cancel: cancel).Found.Verdicts.Count(v => v.IsAlarm);
            withAlarm += raised > 0 ? 1 : 0;
            alarms += raised;
        }

        return (runs, withAlarm, alarms);
    }

    /// <summary>Two series tell the same issue when most repairs of the smaller one are the larger one's too.</summary>
    private static bool IsSame(SeriesKey one, SeriesKey other, FaultCells cells, int month, DetectionRules rules)
    {
        if (one == other)
        {
            return true;
        }

        Func<int, int, SharedRepairs> shared = cells.Shared([one, other], month, rules);
        return shared(0, 1).Together * 2 >= Math.Min(shared(0, 0).Together, shared(1, 1).Together) && shared(0, 1).Together > 0;
    }

    private static ReportingMonth? PeakOf(SeriesKey key, ReportingMonth foundIn, IReadOnlyList<(ReportingMonth Month, string? Model, string Fault, long Complaints)> complaints)
    {
        const int fewest = 3;
        return key[FaultDimension.Fault] is { } fault
            ? complaints.Where(c => c.Fault == fault && (key[FaultDimension.Model] is not { } model || c.Model == model) && c.Month >= foundIn.Plus(-3) && c.Month <= foundIn.Plus(12))
                .GroupBy(c => c.Month).Select(g => (Month: (ReportingMonth?)g.Key, Complaints: g.Sum(c => c.Complaints)))
                .Where(c => c.Complaints >= fewest).OrderByDescending(c => c.Complaints).ThenBy(c => c.Month).Select(c => c.Month).FirstOrDefault()
            : null;
    }

    private static BacktestNotice NoticeOf((string Number, string? Model, string Fault, DateOnly On) notice, SeriesTable table, List<(int Month, SeriesKey Key)> rises)
    {
        ReportingMonth own = new(notice.On);
        List<ReportingMonth> found =
        [
            .. rises.Where(r => r.Key[FaultDimension.Fault] == notice.Fault && (r.Key[FaultDimension.Model] is not { } model || notice.Model is null || model == notice.Model))
                .Select(r => table.Months[r.Month]).Where(m => m >= own.Plus(-12) && m <= own.Plus(6)).Order(),
        ];
        return found.Count == 0
            ? new(notice.Number, notice.Model, notice.Fault, notice.On, null, null)
            : new(notice.Number, notice.Model, notice.Fault, notice.On, found[0], notice.On.DayNumber - found[0].Next.First.DayNumber);
    }
}
