using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>Warnings about clauses and rates of the whole company.</summary>
internal static class ClauseWarnings
{
    private const int BaseMonths = 6;

    private readonly record struct Verdicts(long Met, long Breached, long Unmeasurable)
    {
        public long Measured => Met + Breached;

        public long All => Measured + Unmeasurable;
    }

    /// <summary>Clauses whose share lies below the policy's target by more than noise.</summary>
    public static IEnumerable<Warning> BelowTarget(WarningContext context, WarningRule rule)
    {
        Dictionary<(string, ReportingMonth), Verdicts> verdicts = Read(context);
        foreach ((string clause, Bilingual title, double target) in Clauses(context.Policy).Where(c => c.Target is not null).Select(c => (c.Id, c.Title, c.Target!.Value)))
        {
            bool Held(ReportingMonth month) => Of(verdicts, clause, month) is var v && Proportion.Wilson(v.Met, v.Measured)?.Upper < target;
            if (!Held(context.Month))
            {
                continue;
            }

            Verdicts now = Of(verdicts, clause, context.Month);
            Interval interval = Proportion.Wilson(now.Met, now.Measured)!;
            double share = (double)now.Met / now.Measured;
            yield return context.Make(
                rule,
                clause,
                new($"条款“{title.Zh}”", $"Clause \"{title.En}\""),
                new(
                    $"条款“{title.Zh}”{Wording.Month(context.Month).Zh}达成率为{Wording.Percent(share)}（{now.Measured}件中达成{now.Met}件，95%区间{Wording.Percent(interval.Lower)}～{Wording.Percent(interval.Upper)}），低于目标{Wording.Percent(target)}，差距超出随机波动。",
                    $"Clause \"{title.En}\" kept in {Wording.Percent(share)} of cases in {Wording.Month(context.Month).En} ({now.Met} of {now.Measured}, 95 % interval {Wording.Percent(interval.Lower)} to {Wording.Percent(interval.Upper)}): below the target of {Wording.Percent(target)} by more than noise."),
                new(now.Measured, share, target, interval),
                WarningRows.None,
                context.SinceHeld(Held));
        }
    }

    /// <summary>Clauses of which too few cases could be measured.</summary>
    public static IEnumerable<Warning> LowCoverage(WarningContext context, WarningRule rule)
    {
        double least = rule.Threshold("coverage");
        Dictionary<(string, ReportingMonth), Verdicts> verdicts = Read(context);
        foreach ((string clause, Bilingual title) in Clauses(context.Policy).Select(c => (c.Id, c.Title)))
        {
            bool Held(ReportingMonth month) => Of(verdicts, clause, month) is { All: > 0 } v && (double)v.Measured / v.All < least;
            if (!Held(context.Month))
            {
                continue;
            }

            Verdicts now = Of(verdicts, clause, context.Month);
            double coverage = (double)now.Measured / now.All;
            yield return context.Make(
                rule,
                clause,
                new($"条款“{title.Zh}”的数据", $"Data of clause \"{title.En}\""),
                new(
                    $"条款“{title.Zh}”{Wording.Month(context.Month).Zh}只有{Wording.Percent(coverage)}的报修单可以判定（{now.All}件中{now.Unmeasurable}件缺少时间或时间矛盾），低于要求的{Wording.Percent(least)}，达成率不足为凭。",
                    $"Only {Wording.Percent(coverage)} of the cases of clause \"{title.En}\" could be judged in {Wording.Month(context.Month).En} ({now.Unmeasurable} of {now.All} lack a time or contradict themselves), less than the {Wording.Percent(least)} required: its share can't be relied on."),
                new(now.All, coverage, least, Proportion.Wilson(now.Measured, now.All)),
                WarningRows.None,
                context.SinceHeld(Held));
        }
    }

    /// <summary>The repeat-repair rate of the newest mature month, above its own six months before by more than noise.</summary>
    public static IEnumerable<Warning> RepeatRateUp(WarningContext context, WarningRule rule)
    {
        const string key = "repeat_rate_30d";
        List<Figure> figures = Figures(context, key);
        Figure? Newest(ReportingMonth upTo) => figures.LastOrDefault(f => f.Month <= upTo && !f.IsProvisional && f.N > 0);
        (Figure Now, long Count, long Total, double P)? Test(ReportingMonth upTo)
        {
            if (Newest(upTo) is not { } now)
            {
                return null;
            }

            List<Figure> before = [.. figures.Where(f => f.Month < now.Month && f.Month >= now.Month.Plus(-BaseMonths))];
            (long count, long total) = (before.Sum(f => f.Numerator ?? 0), before.Sum(f => f.N));
            return Proportion.FisherAtMost(count, total, now.Numerator ?? 0, now.N) is { } p ? (now, count, total, p) : null;
        }

        bool Held(ReportingMonth month) => Test(month)?.P <= rule.Threshold("p_value");
        if (Held(context.Month) && Test(context.Month) is var (now, count, total, p))
        {
            Interval interval = Proportion.Wilson(now.Numerator!.Value, now.N)!;
            yield return context.Make(
                rule,
                key,
                new("30天重复维修率", "Repeat-repair rate, 30 days"),
                new(
                    $"{Wording.Month(now.Month).Zh}完成的维修（最近一个观察期已满的月份）30天重复维修率为{Wording.Percent(now.Value!.Value)}（{now.N}件中{now.Numerator}件，95%区间{Wording.Percent(interval.Lower)}～{Wording.Percent(interval.Upper)}），此前{BaseMonths}个月为{Wording.Percent((double)count / total)}（{total}件），上升超出随机波动（p{Wording.PValue(p).Zh}）。",
                    $"Of the repairs of {Wording.Month(now.Month).En}, the newest month watched for 30 days, {Wording.Percent(now.Value.Value)} had to be repeated ({now.Numerator} of {now.N}, 95 % interval {Wording.Percent(interval.Lower)} to {Wording.Percent(interval.Upper)}); {Wording.Percent((double)count / total)} in the {BaseMonths} months before (n = {total}). The rise is more than noise (p {Wording.PValue(p).En})."),
                new(now.N, now.Value.Value, (double)count / total, interval, p),
                WarningRows.None,
                context.SinceHeld(Held));
        }
    }

    private static List<Figure> Figures(WarningContext context, string key)
    {
        List<ReportingMonth> before = context.Session.Months;
        context.Session.UseMonths(Enumerable.Range(0, BaseMonths + WarningContext.SinceMonths + 4).Select(back => context.Month.Plus(-back)));
        try
        {
            return MetricCatalog.Compute(context.Session, [key], null, context.Cancel);
        }
        finally
        {
            context.Session.UseMonths(before);
        }
    }

    /// <summary>Each clause once; of several versions of a rule, the last one written tells title and target.</summary>
    private static IEnumerable<Clause> Clauses(Policy policy) => policy.Clauses.GroupBy(c => c.Id).Select(g => g.Last());

    private static Dictionary<(string, ReportingMonth), Verdicts> Read(WarningContext context) => context.Session.Connection.Query(
        SqlScript.Load<AnalysisSession>("Warnings/clause_shares.sql"),
        SqlParameters.None,
        row => (Key: (row.Text("clause_id"), new ReportingMonth(row.Date("month"))), Verdicts: new Verdicts(row.Int64("met"), row.Int64("breached"), row.Int64("unmeasurable"))),
        context.Cancel).ToDictionary(r => r.Key, r => r.Verdicts);

    private static Verdicts Of(Dictionary<(string, ReportingMonth), Verdicts> verdicts, string clause, ReportingMonth month) => verdicts.GetValueOrDefault((clause, month));
}
