using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

/// <summary>Whatever the counts, a figure is a number in its range or a clear "no data": never NaN, never a search that gave up.</summary>
public sealed class NeverNaNTests
{
    private static readonly long[] Counts = [0, 1, 2, 3, 7, 20, 99, 1000, 12_345, 100_000, 999_999];

    private static readonly double[] Levels = [0.5, 0.8, 0.95, 0.999];

    [Fact]
    public void Every_share_has_an_interval_that_holds_it()
    {
        foreach (var (count, total, level) in from total in Counts from count in Counts where count <= total && total > 0 from level in Levels select (count, total, level))
        {
            var share = (double)count / total;
            Holds(Proportion.Wilson(count, total, level)!, share, 0, 1, $"Wilson {count} of {total} at {level}");
            Holds(Proportion.ClopperPearson(count, total, level)!, share, 0, 1, $"Clopper-Pearson {count} of {total} at {level}");
        }
    }

    [Fact]
    public void Every_pair_of_counts_has_a_rate_a_ratio_and_a_p_value()
    {
        foreach (var (count, other, exposure) in from count in Counts from other in Counts from exposure in new[] { 0.01, 1, 640.5, 1e6 } select (count, other, exposure))
        {
            var where = $"{count} in {exposure} against {other} in 12";
            Holds(PoissonRate.Estimate(count, exposure)!.Interval, count / exposure, 0, double.PositiveInfinity, where);
            var month = PoissonRate.AgainstPast(count, exposure, other, 12.0)!;
            Holds(month.Ratio.Interval, month.Ratio.Value ?? double.MaxValue, 0, double.PositiveInfinity, where);
            AllShares(month.Tails, where);
            AllShares(PoissonRate.AgainstExpected(count, other), where);
            AllShares(OverdispersedCount.AgainstExpected(count, other, exposure), where);
        }
    }

    [Fact]
    public void Every_pair_of_shares_has_a_difference_and_a_p_value()
    {
        foreach (var (total, otherTotal) in from total in Counts from otherTotal in Counts where total > 0 && otherTotal > 0 select (total, otherTotal))
        {
            foreach (var (count, otherCount) in from count in Counts from otherCount in Counts where count <= total && otherCount <= otherTotal select (count, otherCount))
            {
                var where = $"{count} of {total} against {otherCount} of {otherTotal}";
                var difference = Proportion.Difference(count, total, otherCount, otherTotal)!;
                Holds(difference.Interval, difference.Value, -1, 1, where);
                Assert.True(Proportion.Test(count, total, otherCount, otherTotal)!.PValue is >= 0 and <= 1, where);
            }
        }
    }

    [Fact]
    public void Every_set_of_answers_has_a_score()
    {
        foreach (var (promoters, passives, detractors) in from a in Counts from b in Counts from c in Counts where a + b + c > 0 select (a, b, c))
        {
            var score = NetPromoter.Estimate(new(promoters, passives, detractors))!;
            Holds(score.Interval, score.Value, -1, 1, $"{promoters}, {passives}, {detractors}");
        }
    }

    private static void Holds(Interval interval, double value, double least, double most, string where) =>
        Assert.True(interval.Lower >= least && interval.Lower <= value + 1e-9 && interval.Upper >= value - 1e-9 && interval.Upper <= most, $"{where}: {value} in {interval}");

    private static void AllShares(CountTest test, string where) =>
        Assert.True(new[] { test.AtLeast, test.AtMost, test.MidAtLeast, test.MidAtMost, test.TwoSided }.All(p => p is >= 0 and <= 1), $"{where}: {test}");
}
