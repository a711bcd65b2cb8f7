using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics.Forecast;

/// <summary>On counts made with a known truth and a fixed seed: what the intervals promise they hold.</summary>
public sealed class CountForecastTests
{
    [Theory]
    [InlineData(1, 0, 0, "pure chance, means from 1 to 60 a month")]
    [InlineData(2, 0, 0, "twice as wild as chance")]
    [InlineData(1, 0.3, 0, "growing by a third a year")]
    [InlineData(1.3, 0.1, 0.4, "a season that doubles July against January, five years seen")]
    public void Of_the_coming_six_months_at_least_95_in_100_lie_within_their_interval(double dispersion, double growth, double season, string why)
    {
        const int series = 150, ahead = 6;
        int past = season > 0 ? 60 : 36;
        MersenneTwister random = new(20261102);
        int covered = 0;
        double width = 0, plain = 0;
        for (int i = 0; i < series; i++)
        {
            double level = Math.Exp(random.NextDouble() * Math.Log(60));
            double Mean(int t) => level * Math.Exp((growth * t / 12) + (season * Math.Sin(2 * Math.PI * t / 12)));
            double[] counts = [.. Enumerable.Range(0, past + ahead).Select(t => (double)Poisson.Sample(random, dispersion > 1 ? Gamma.Sample(random, Mean(t) / (dispersion - 1), 1 / (dispersion - 1)) : Mean(t)))];
            IReadOnlyList<CountPrediction> p = CountForecast.Of(counts[..past], steps: ahead)!.Predictions;
            covered += Enumerable.Range(0, ahead).Count(h => counts[past + h] >= p[h].Lower && counts[past + h] <= p[h].Upper);
            width += p.Sum(x => x.Upper - x.Lower + 1);
            plain += Enumerable.Range(past, ahead).Sum(t => 2 * 1.96 * Math.Sqrt(dispersion * Mean(t)));
        }

        // 900 months, those of a series moving together: standard error about 1 %. Whole numbers cover somewhat more than they promise.
        double share = (double)covered / (series * ahead);
        Assert.True(share is >= 0.93 and <= 0.99, $"{why}: {share:0.000} covered");

        // Not by being wide: at most half as wide again as for one who knows the mean.
        Assert.True(width <= 1.5 * plain, $"{why}: {width / plain:0.00} times as wide as needed");
    }

    [Fact]
    public void Limits_are_whole_numbers_that_never_lie_below_0()
    {
        CountForecast forecast = CountForecast.Of([.. Enumerable.Range(0, 24).Select(i => (double)(i % 3 == 0 ? 1 : 0))])!;
        Assert.All(forecast.Predictions, p => Assert.True(p is { Lower: 0, Upper: >= 1 and <= 3, Mean: > 0 and < 1 }, p.ToString()));
    }

    [Fact]
    public void A_constant_count_still_varies_as_chance_does()
    {
        // R: qpois(c(.025, .975), 16) = 9 24
        Assert.All(CountForecast.Of([.. Enumerable.Repeat(16.0, 24)])!.Predictions, p => Assert.Equal((16, 9L, 24L), (p.Mean, p.Lower, p.Upper)));
    }

    [Fact]
    public void Nothing_ever_seen_is_forecast_as_hardly_anything()
    {
        CountPrediction p = CountForecast.Of(new double[30])!.Predictions[0];
        Assert.Equal((0L, 0L), (p.Lower, p.Upper));
        Assert.InRange(p.Mean, 0.001, 0.1);
    }

    [Fact]
    public void Seven_months_are_too_few_and_a_negative_count_is_refused()
    {
        Assert.Null(CountForecast.Of([1, 2, 3, 4, 5, 6, 7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CountForecast.Of([1, 2, 3, -1, 5, 6, 7, 8, 9]));
    }

    /// <summary>R: qnbinom(chance, size, mu = mean), qpois(chance, mean).</summary>
    [Theory]
    [InlineData(0.025, 2, 0, 0)]
    [InlineData(0.975, 2, 0, 5)]
    [InlineData(0.975, 0.01, 0, 0)]
    [InlineData(0.025, 30, 10, 12)]
    [InlineData(0.975, 30, 10, 55)]
    [InlineData(0.5, 400, 50, 397)]
    [InlineData(0.975, 400, 0, 440)]
    public void Quantiles_of_counts_are_those_of_R(double chance, double mean, double size, long expected) =>
        Assert.Equal(expected, OverdispersedCount.Quantile(chance, mean, size > 0 ? size : null));
}
