using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Trends.Detection;

namespace ServiceAnalytics.Analytics.Tests.Trends.Detection;

/// <summary>On series made with a known truth and fixed seeds. The full study, against other methods, is docs/methods.md; this is its guard.</summary>
public sealed class EmergingIssuesTests
{
    private const int Months = 61;

    [Theory]
    [InlineData(1, 0, 0, "pure chance")]
    [InlineData(2, 0, 0, "twice as wild as chance")]
    [InlineData(1, 0.6, 0, "a season that makes July three times January")]
    [InlineData(1, 0, 0.25, "an installed base that grows by a quarter a year, known")]
    public void An_undisturbed_series_has_a_p_value_that_means_what_it_says(double dispersion, double season, double growth, string why)
    {
        // 10 families of 300 series; the share of p-values at or below a bound is that bound, give or take four Monte-Carlo errors; discreteness may only make it smaller.
        MersenneTwister random = new(20261101);
        List<double> rises = [], one = [];
        for (int family = 0; family < 10; family++)
        {
            Detection<int> found = EmergingIssues.Find(Family(random, dispersion, season, growth, _ => 1));
            rises.AddRange(found.Verdicts.Select(v => v.RisePValue));
            one.AddRange(found.Verdicts.Select(v => v.PValue));
        }

        foreach (double bound in new[] { 0.5, 0.2, 0.1, 0.05, 0.01 })
        {
            double error = Math.Sqrt(bound * (1 - bound) / rises.Count);
            Assert.InRange(rises.Count(p => p <= bound) / (double)rises.Count, (bound * 0.8) - (4 * error), (bound * 1.05) + (4 * error));
            Assert.True(one.Count(p => p <= bound) / (double)one.Count <= (bound * 1.05) + (4 * error), $"{why}: p at most {bound}");
        }
    }

    [Theory]
    [InlineData(1, 0, "pure chance")]
    [InlineData(2, 0, "twice as wild as chance")]
    [InlineData(1, 0.6, "a season")]
    public void Three_hundred_undisturbed_series_raise_an_alarm_in_no_more_than_one_month_of_twenty(double dispersion, double season, string why)
    {
        MersenneTwister random = new(11);
        int alarms = Enumerable.Range(0, 60).Count(_ => EmergingIssues.Find(Family(random, dispersion, season, 0, _ => 1)).Verdicts.Any(v => v.IsAlarm));

        // 60 months of 300 series each: 3 expected at most, 8 is what chance allows (binomial, 99.6 %).
        Assert.True(alarms <= 8, $"{why}: {alarms} of 60 months had a false alarm");
    }

    [Fact]
    public void Of_five_faults_that_rise_two_and_a_half_times_for_three_months_half_are_found_and_the_false_share_is_held()
    {
        MersenneTwister random = new(5);
        double found = 0, falseShare = 0;
        for (int family = 0; family < 30; family++)
        {
            List<SeriesVerdict<int>> alarms = [.. EmergingIssues.Find(Family(random, 1, 0, 0, i => i < 5 ? 2.5 : 1)).Verdicts.Where(v => v.IsAlarm)];
            found += alarms.Count(v => v.Series.Key < 5) / 5.0;
            falseShare += alarms.Count(v => v.Series.Key >= 5) / (double)Math.Max(1, alarms.Count);
        }

        Assert.True(found / 30 >= 0.42, $"found {found / 30:0.00}");
        Assert.True(falseShare / 30 <= 0.10, $"false share {falseShare / 30:0.00}");
    }

    [Fact]
    public void A_fault_that_is_cured_is_said_too()
    {
        CountSeries<string> cured = new("a", [.. Enumerable.Repeat(20L, 58), 3, 2, 4]);
        SeriesVerdict<string> verdict = Assert.Single(EmergingIssues.Find([cured]).Verdicts);
        Assert.False(verdict.IsRising);
        Assert.True(verdict.IsAlarm);
        Assert.Equal(3, verdict.WindowPeriods);
        Assert.Equal(9, verdict.WindowObserved);
        Assert.InRange(verdict.Ratio, 0.1, 0.2);
        Assert.True(verdict.Interval.Upper < 1);
    }

    [Fact]
    public void More_units_in_service_are_no_rise()
    {
        double[] units = [.. Enumerable.Range(0, 36).Select(i => 1000.0 + (200 * i))];
        CountSeries<string> grown = new("a", [.. units.Select(u => (long)Math.Round(u / 500))], units);
        SeriesVerdict<string> verdict = Assert.Single(EmergingIssues.Find([grown]).Verdicts);
        Assert.False(verdict.IsAlarm);
        Assert.Equal(8000 / 500.0, verdict.Expected, 0.5);
    }

    [Fact]
    public void An_outbreak_two_years_ago_does_not_hide_todays()
    {
        // 6 a month, once 40 for two months; now 18.
        List<long> counts = [.. Enumerable.Range(0, 60).Select(i => i is 30 or 31 ? 40L : 4 + (i * 7 % 5)), 18];
        SeriesVerdict<string> verdict = Assert.Single(EmergingIssues.Find([new CountSeries<string>("a", counts)]).Verdicts);
        Assert.InRange(verdict.Expected, 5.2, 7.4);
        Assert.True(verdict.IsAlarm, $"p = {verdict.PValue}");
    }

    [Fact]
    public void A_series_that_never_had_an_event_expects_half_of_one_in_all_its_past()
    {
        SeriesVerdict<string> verdict = Assert.Single(EmergingIssues.Find([new CountSeries<string>("a", [.. new long[57], 0, 0, 3])]).Verdicts);
        Assert.InRange(verdict.Expected, 0.001, 0.02);
        Assert.True(verdict.RisePValue < 0.001);
        Assert.False(verdict.IsAlarm); // three events are fewer than the minimum
    }

    [Fact]
    public void A_series_without_exposure_before_is_not_tested_and_counted()
    {
        CountSeries<string> launched = new("new", [0, 0, 30], [0, 0, 500]);
        CountSeries<string> withdrawn = new("gone", [3, 4, 0], [10, 10, 0]);
        Detection<string> found = EmergingIssues.Find([launched, withdrawn, new("old", [3, 4, 5], [10, 10, 10])]);
        Assert.Equal("old", Assert.Single(found.Verdicts).Series.Key);
        Assert.Equal(2, found.WithoutPast);
    }

    [Fact]
    public void The_upper_limit_is_the_count_that_chance_exceeds_once_in_a_hundred_months()
    {
        // 60 months of exactly 10: as regular a past as there is. R: qnbinom(.99, size = 570.5, mu = 10) with half an event added to 57 months = 18
        SeriesVerdict<string> verdict = Assert.Single(EmergingIssues.Find([new CountSeries<string>("a", [.. Enumerable.Repeat(10L, 60)])]).Verdicts);
        Assert.InRange(verdict.UpperLimit, 18, 19);
        Assert.Equal(10, verdict.Expected, 0.1);
    }

    [Fact]
    public void Counts_and_exposures_of_different_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => EmergingIssues.Find([new CountSeries<string>("a", [1, 2, 3], [1, 1])]));

    [Fact]
    public void The_same_series_give_the_same_verdicts_in_any_order()
    {
        List<CountSeries<int>> series = Family(new MersenneTwister(3), 2, 0.3, 0, _ => 1);
        Dictionary<int, double> forth = EmergingIssues.Find(series).Verdicts.ToDictionary(v => v.Series.Key, v => v.PValue);
        series.Reverse();
        Assert.All(EmergingIssues.Find(series).Verdicts, v => Assert.Equal(forth[v.Series.Key], v.PValue, 1e-6));
    }

    private static List<CountSeries<int>> Family(Random random, double dispersion, double season, double growth, Func<int, double> risen) =>
    [
        .. Enumerable.Range(0, 300).Select(i =>
        {
            double level = Math.Exp(Math.Log(0.5) + (random.NextDouble() * Math.Log(40)));
            double[] exposure = [.. Enumerable.Range(0, Months).Select(t => Math.Exp(growth * t / 12))];
            long[] counts =
            [
                .. Enumerable.Range(0, Months).Select(t =>
                {
                    double mean = level * exposure[t] * Math.Exp(season * Math.Sin(2 * Math.PI * t / 12)) * (t >= Months - 3 ? risen(i) : 1);
                    return (long)Poisson.Sample(random, dispersion > 1 ? Gamma.Sample(random, mean / (dispersion - 1), 1 / (dispersion - 1)) : mean);
                }),
            ];
            return new CountSeries<int>(i, counts, exposure);
        }),
    ];
}
