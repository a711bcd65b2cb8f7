using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Reliability;

/// <summary>From watched lives to curves by months in service. Numbers in, numbers out.</summary>
internal static class LifeCurves
{
    private const int MostMonths = 120;

    /// <summary>The curves of a group of units.</summary>
    public static LifeCurve Of(IReadOnlyList<UnitLife> lives)
    {
        int months = MonthsTold(lives);
        IReadOnlyList<CumulativeStep> repairs = MeanCumulativeFunction.Estimate(lives);
        KaplanMeier first = KaplanMeier.Fit(lives.Select(FirstFailure).GroupBy(f => f).Select(g => g.Key with { Count = g.Count() }));
        long failures = lives.Count(l => l.Events.Count > 0);
        return new(
            lives.Count,
            lives.Count(l => l.From == 0),
            lives.Sum(l => (long)l.Events.Count),
            failures,
            [.. Enumerable.Range(1, months).Select(m => RepairsAt(lives, repairs, m))],
            [.. Enumerable.Range(1, months).Select(m => (Month: m, At: first.At(DaysAt(m)))).Where(p => p.At is not null).Select(p => new AgePoint(p.Month, first.AtRisk(DaysAt(p.Month)), p.At!.Survival, p.At.Interval))],
            failures < ReliabilityFindings.FewestFailures ? null : Weibull.Fit(lives.Select(FirstFailure).Select(f => new Life(f.Time, f.IsEvent, f.From))));
    }

    /// <summary>Age in days at a number of months in service.</summary>
    public static double DaysAt(int months) => months * ReliabilityFindings.DaysPerMonth;

    /// <summary>Months in service up to which enough units were watched at every age; 0 when too few were watched from delivery.</summary>
    public static int MonthsTold(IReadOnlyList<UnitLife> lives)
    {
        double[] from = [.. lives.Select(l => l.From).Order()];
        double[] to = [.. lives.Select(l => l.To).Order()];
        int months = 0;

        // Half a day after delivery is the first age at which a unit can fail.
        for (double age = 0.5; months <= MostMonths && WatchedAt(age) >= ReliabilityFindings.FewestWatched; age = DaysAt(++months))
        {
        }

        return Math.Max(0, months - 1);

        int WatchedAt(double age) => Below(from, age) - Below(to, age);
    }

    private static int Below(double[] sorted, double value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static AgePoint RepairsAt(IReadOnlyList<UnitLife> lives, IReadOnlyList<CumulativeStep> steps, int month)
    {
        double age = DaysAt(month);
        long watched = lives.Count(l => l.From < age && l.To >= age);
        if (steps.At(age) is { } step)
        {
            return new(month, watched, step.Mean, step.Interval);
        }

        // No repair so far: the exact Poisson limit over the time that was watched, in lives of this length.
        double exposure = lives.Sum(l => Math.Max(0, Math.Min(l.To, age) - l.From)) / age;
        return new(month, watched, 0, PoissonRate.Estimate(0, exposure)!.Interval);
    }

    private static FollowUp FirstFailure(UnitLife life) =>
        life.Events is [var first, ..] ? new(first, true, 1, life.From) : new(life.To, false, 1, life.From);
}
