using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Trends;

namespace ServiceAnalytics.Analytics.Tests.Trends;

public sealed class SeriesChangeDetectionTests
{
    [Fact]
    public void One_series_alone_is_judged_by_the_exact_conditional_test()
    {
        // 12 seen where 36 in twelve equal months led one to expect 3. R: 2 * pbinom(11, 48, 1/13, lower.tail = FALSE) = 0.0004323386
        SeriesChange<string> change = Assert.Single(SeriesChangeDetection.Find([Series("a", 12, 1, 36, 12)], minimumCount: 5).Changes);
        Assert.Equal(3, change.Expected, 12);
        Assert.Equal(4, change.Ratio!.Value, 12);
        Assert.True(change.IsRising);
        Assert.Equal(0.0004323386, change.PValue, 10);
        Assert.Equal(change.PValue, change.QValue);
    }

    [Fact]
    public void More_units_in_service_are_no_rise()
    {
        SeriesHistory<string> grown = new("a", ExposureBasis.UnitMonths, [.. Enumerable.Repeat(new SeriesMonth(5, 1000), 12)], new(20, 4000));
        SeriesChange<string> change = Assert.Single(SeriesChangeDetection.Find([grown], 5).Changes);
        Assert.Equal(20, change.Expected, 12);
        Assert.Equal(1, change.Ratio!.Value, 12);
        Assert.Equal(1, change.PValue, 12);
    }

    [Fact]
    public void A_series_too_small_to_be_listed_still_counts_among_the_tests()
    {
        // Four where a tenth was expected is rare, but below the minimum of five; it makes the other's q twice its p.
        SeriesChanges<string> changes = SeriesChangeDetection.Find([Series("small", 4, 1, 1, 12), Series("large", 12, 1, 36, 12)], 5);
        Assert.Equal(1, changes.Changes[0].PValue);
        Assert.Equal(2 * changes.Changes[1].PValue, changes.Changes[1].QValue, 12);
    }

    [Fact]
    public void A_rise_that_has_lasted_for_months_does_not_hide_in_its_own_past()
    {
        // Two a month for a year, then 6, 6 and 6. Alone the month stands against 32 in the 12 months before it; with the two before it, 18 against 24 in 12.
        SeriesHistory<string> risen = new("a", ExposureBasis.UnitMonths, [.. Enumerable.Repeat(new SeriesMonth(2, 1), 12), new(6, 1), new(6, 1)], new(6, 1));
        SeriesChange<string> alone = Assert.Single(SeriesChangeDetection.Find([risen], 5).Changes);
        SeriesChange<string> both = Assert.Single(SeriesChangeDetection.Find([risen], 5, [1, 3]).Changes);

        // R: 2 * pbinom(5, 38, 1/13, lower.tail = FALSE) and 2 * 2 * pbinom(17, 42, 3/15, lower.tail = FALSE)
        Assert.Equal(0.13674818938251, alone.PValue, 10);
        Assert.Equal(0.002517778780726, both.PValue, 10);
        Assert.Equal((3, 18L), (both.WindowMonths, both.WindowCount));
        Assert.Equal(6, both.WindowExpected, 12);
        Assert.Equal(2, both.Expected, 12);
        Assert.Equal(3, both.Ratio!.Value, 12);
    }

    [Theory]
    [InlineData("7 7 7 8 10 7 14 20 16 21", true, 3, "the planted fault of the sample: from July to October")]
    [InlineData("4 4 4 4 4 4 4 4 4 16", true, 0, "this month only")]
    [InlineData("9 9 9 9 9 9 9 1 1 1", false, 2, "a fall two months ago")]
    [InlineData("1 1 1 9 9 9 9 9 9 9", true, 6, "older than what is looked back: as far as is looked")]
    public void The_beginning_of_a_change_is_the_split_that_explains_the_counts_best(string counts, bool isRising, int monthsBefore, string why)
    {
        List<SeriesMonth> months = [.. counts.Split(' ').Select(c => new SeriesMonth(long.Parse(c), 1))];
        SeriesHistory<string> series = new(why, ExposureBasis.UnitMonths, months[..^1], months[^1]);
        Assert.Equal(monthsBefore, SeriesChangeDetection.MonthsSince(series, isRising, 6));
    }

    [Fact]
    public void A_month_that_is_back_to_normal_is_no_rise_although_the_months_before_were_one()
    {
        SeriesHistory<string> over = new("a", ExposureBasis.UnitMonths, [.. Enumerable.Repeat(new SeriesMonth(6, 1), 12), new(30, 1), new(30, 1)], new(6, 1));
        Assert.Equal(1, Assert.Single(SeriesChangeDetection.Find([over], 5, [3]).Changes).PValue);
    }

    [Fact]
    public void A_fall_is_found_when_enough_was_expected()
    {
        SeriesChange<string> change = Assert.Single(SeriesChangeDetection.Find([Series("a", 0, 1, 120, 12)], 5).Changes);
        Assert.False(change.IsRising);
        Assert.Equal(0, change.Ratio!.Value);
        Assert.Equal(2 * Math.Pow(12 / 13.0, 120), change.PValue, 12);
    }

    [Fact]
    public void A_new_model_without_a_past_is_not_tested_and_counted()
    {
        SeriesHistory<string> launched = new("new", ExposureBasis.UnitMonths, [new(0, 0), new(0, 0)], new(30, 500));
        SeriesChanges<string> changes = SeriesChangeDetection.Find([launched, Series("old", 3, 1, 36, 12)], 5);
        Assert.Equal("old", Assert.Single(changes.Changes).Series.Key);
        Assert.Equal(1, changes.WithoutPast);
    }

    [Theory]
    [InlineData(0.0, "pure chance")]
    [InlineData(0.5, "months that vary more than chance: variance half as large again and more")]
    public void Months_without_any_true_change_raise_a_finding_no_more_often_than_promised(double extraVariance, string why)
    {
        // 400 replications of 300 series of 12 + 1 months at rates of 1 to 12 a month. All nulls are true, so any finding is a false one, and
        // the false discovery rate is the share of replications with a finding: at most 5 %, here plus three Monte-Carlo errors (8.3 %).
        MersenneTwister random = new(20261031);
        int replications = 400;
        int alarms = 0;
        for (int r = 0; r < replications; r++)
        {
            List<SeriesHistory<int>> series = [.. Enumerable.Range(0, 300).Select(i => Simulated(i, 1 + (i % 12), 1, extraVariance, random))];
            alarms += SeriesChangeDetection.Find(series, 5, [1, 3]).Changes.Any(c => c.QValue <= 0.05) ? 1 : 0;
        }

        double share = (double)alarms / replications;
        Assert.True(share <= 0.05 + (3 * Math.Sqrt(0.05 * 0.95 / replications)), $"{why}: {alarms} of {replications} replications had a false finding");
    }

    [Fact]
    public void A_fault_that_quadruples_from_eight_a_month_is_found_among_three_hundred_series_nine_times_in_ten()
    {
        // The planted series has mean 32 where 8 is expected. The first of 300 findings needs p <= 0.05 / 300 = 0.00017; by R,
        // 2 * pbinom(k - 1, k + 96, 1/13, lower.tail = FALSE) gets there at k = 23, and ppois(22, 32, lower.tail = FALSE) = 0.96.
        MersenneTwister random = new(7);
        int found = 0;
        for (int r = 0; r < 200; r++)
        {
            List<SeriesHistory<int>> series = [.. Enumerable.Range(0, 300).Select(i => Simulated(i, i == 0 ? 8 : 1 + (i % 12), i == 0 ? 4 : 1, 0, random))];
            found += SeriesChangeDetection.Find(series, 5).Changes.Any(c => c.Series.Key == 0 && c.IsRising && c.QValue <= 0.05) ? 1 : 0;
        }

        Assert.True(found >= 180, $"found in {found} of 200");
    }

    private static SeriesHistory<string> Series(string key, long now, double exposure, long past, int months) =>
        new(key, ExposureBasis.UnitMonths, [.. Enumerable.Range(0, months).Select(i => new SeriesMonth((past / months) + (i < past % months ? 1 : 0), 1))], new(now, exposure));

    private static SeriesHistory<int> Simulated(int key, double mean, double factorNow, double extraVariance, Random random)
    {
        // A gamma mixture of Poissons whose variance is (1 + extra) times its mean.
        long Draw(double m) => Poisson.Sample(random, extraVariance > 0 ? Gamma.Sample(random, m / extraVariance, 1 / extraVariance) : m);
        return new(key, ExposureBasis.UnitMonths, [.. Enumerable.Range(0, 12).Select(_ => new SeriesMonth(Draw(mean), 1))], new(Draw(mean * factorNow), 1));
    }
}
