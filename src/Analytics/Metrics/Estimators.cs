using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Metrics;

/// <summary>What an estimator makes of the counts of one month and group.</summary>
/// <param name="Value">In the metric's unit; null when nothing could be measured.</param>
/// <param name="N">Rows it rests on.</param>
/// <param name="Interval">95 % limits in the metric's unit; null where there are none.</param>
/// <param name="Numerator">Of a share or rate: the rows or events counted.</param>
public readonly record struct Estimate(double? Value, long N, Interval? Interval = null, long? Numerator = null);

/// <summary>
/// Turns what a metric's query returns into values with intervals. The query returns <c>month DATE</c>, <c>group_name VARCHAR</c>
/// and the estimator's <see cref="Columns"/>; it may return <c>unmeasurable</c>, <c>pending</c> (whole numbers) and
/// <c>is_provisional</c> (boolean) as well, which go into the figure as they are.
/// </summary>
public abstract class Estimator
{
    private protected Estimator(IReadOnlyList<string> columns, Bilingual? interval)
    {
        Columns = columns;
        Interval = interval;
    }

    /// <summary>The columns that it reads, besides <c>month</c> and <c>group_name</c>.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How its 95 % interval is made; null when it makes none.</summary>
    public Bilingual? Interval { get; }

    /// <summary>What a month without any row amounts to: a count of 0, a share of nothing.</summary>
    internal abstract Estimate OfNothing { get; }

    /// <summary>Runs the query once and gives a figure per month and group that it returned, in its order.</summary>
    internal abstract List<Figure> Read(AnalysisSession session, SqlScript script, SqlParameters parameters, Func<string, FigureGroup> group, string key, CancellationToken cancel);

    private protected static Figure Make(string key, ReportingMonth month, FigureGroup group, Estimate estimate, Beside beside) =>
        new(key, month, group, estimate.Value, estimate.N, estimate.Interval?.Lower, estimate.Interval?.Upper, beside.Unmeasurable, beside.IsProvisional)
        {
            Numerator = estimate.Numerator,
            Pending = beside.Pending,
        };

    /// <summary>The optional columns of one row.</summary>
    private protected readonly record struct Beside(long Unmeasurable, long Pending, bool IsProvisional)
    {
        public static Beside Of(Row row, SqlScript script) => new(
            script.Columns.Contains("unmeasurable") ? row.Int64("unmeasurable") : 0,
            script.Columns.Contains("pending") ? row.Int64("pending") : 0,
            script.Columns.Contains("is_provisional") && row.Boolean("is_provisional"));
    }
}

/// <summary>The estimators that metrics choose from.</summary>
public static class Estimators
{
    /// <summary>A number of rows: <c>count</c>. No interval: the month's tickets are all its tickets.</summary>
    public static readonly Estimator Count = new RowEstimator(
        ["count"], null, row => Number(row.Int64("count")), Number(0));

    /// <summary>A share: <c>numerator</c> of <c>denominator</c>, Wilson's interval.</summary>
    public static readonly Estimator Share = new RowEstimator(
        ["numerator", "denominator"],
        new("Wilson 计分区间（95%）", "Wilson score, 95 %"),
        row => ShareOf(row.Int64("numerator"), row.Int64("denominator")),
        ShareOf(0, 0));

    /// <summary>Events per thousand: <c>events</c> over <c>exposure</c> (tickets, unit-months …), Garwood's exact interval.</summary>
    public static readonly Estimator RatePerThousand = new RowEstimator(
        ["events", "exposure"],
        new("Garwood 精确泊松区间（95%）", "Garwood, exact Poisson, 95 %"),
        row => PerThousand(row.Int64("events"), row.Double("exposure")),
        PerThousand(0, 0));

    /// <summary>A mean: <c>n</c>, <c>mean</c>, <c>standard_deviation</c> (of the sample; null with fewer than two), Student's t.</summary>
    public static readonly Estimator Mean = new RowEstimator(
        ["n", "mean", "standard_deviation"],
        new("Student t 区间（95%）", "Student's t, 95 %"),
        row => MeanOf(row.Int64("n"), row.DoubleOrNull("mean"), row.DoubleOrNull("standard_deviation")),
        MeanOf(0, null, null));

    /// <summary>Net promoter score: <c>promoters</c>, <c>passives</c>, <c>detractors</c>; −100 to 100, score interval.</summary>
    public static readonly Estimator NetPromoter = new RowEstimator(
        ["promoters", "passives", "detractors"],
        new("计分区间（95%）", "Score interval, 95 %"),
        row => NetPromoterOf(row.Int64("promoters"), row.Int64("passives"), row.Int64("detractors")),
        NetPromoterOf(0, 0, 0));

    /// <summary>
    /// The share of repairs that had come back <c>window_days</c> after the repair. One row per month, group, <c>follow_up_days</c> (how long
    /// watched, at most the window; null = can't be followed) and <c>is_event</c>, with <c>row_count</c>, <c>window_days</c>, <c>is_provisional</c> and
    /// <c>unmeasurable</c>. Months whose repairs have all been watched long enough: ratio and Wilson; others: Kaplan–Meier at the window.
    /// </summary>
    public static readonly Estimator CameBack = new CohortEstimator(isOfSurvivors: false);

    /// <summary>As <see cref="CameBack"/>, but the share that had <em>not</em> come back; an event on day 0 is one that never held.</summary>
    public static readonly Estimator Held = new CohortEstimator(isOfSurvivors: true);

    /// <summary>A value that the query has already made and that has no interval (a sum of money, a quantile): <c>value</c>, <c>n</c>.</summary>
    public static readonly Estimator Value = new RowEstimator(
        ["value", "n"], null, row => new Estimate(row.DoubleOrNull("value"), row.Int64("n")), new Estimate(null, 0));

    /// <summary>A share of <c>denominator</c> rows with Wilson's interval; no value for a share of nothing.</summary>
    public static Estimate ShareOf(long numerator, long denominator) =>
        new(denominator == 0 ? null : (double)numerator / denominator, denominator, Proportion.Wilson(numerator, denominator), numerator);

    /// <summary>Events per thousand units of exposure with Garwood's interval; n is the exposure, rounded to whole units; no value without exposure.</summary>
    public static Estimate PerThousand(long events, double exposure) =>
        exposure > 0 && PoissonRate.Estimate(events, exposure * PerMille) is { } rate
            ? new(rate.Value, (long)Math.Round(exposure), rate.Interval, events)
            : new(null, 0, null, events);

    /// <summary>A mean with the t interval; no interval for one value, or when all are the same.</summary>
    public static Estimate MeanOf(long n, double? mean, double? standardDeviation) =>
        Statistics.Mean.FromMoments(n, mean ?? 0, standardDeviation) is { } estimate ? new(estimate.Value, n, estimate.Interval) : new(null, 0);

    /// <summary>Share of promoters less share of detractors, in points from −100 to 100.</summary>
    public static Estimate NetPromoterOf(long promoters, long passives, long detractors) =>
        Statistics.NetPromoter.Estimate(new Recommendations(promoters, passives, detractors)) is { } score
            ? new(100 * score.Value, promoters + passives + detractors, new Interval(100 * score.Interval.Lower, 100 * score.Interval.Upper))
            : new(null, 0);

    private const double PerMille = 1e-3;

    private static Estimate Number(long count) => new(count, count);
}

/// <summary>One row of the query is one figure.</summary>
internal sealed class RowEstimator(IReadOnlyList<string> columns, Bilingual? interval, Func<Row, Estimate> estimate, Estimate ofNothing)
    : Estimator(columns, interval)
{
    internal override Estimate OfNothing => ofNothing;

    internal override List<Figure> Read(
        AnalysisSession session, SqlScript script, SqlParameters parameters, Func<string, FigureGroup> group, string key, CancellationToken cancel) =>
        session.Connection.Query(
            script,
            parameters,
            row => Make(key, new ReportingMonth(row.Date("month")), group(row.Text("group_name")), estimate(row), Beside.Of(row, script)),
            cancel);
}
