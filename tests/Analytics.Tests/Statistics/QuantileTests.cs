using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class QuantileTests
{
    public static IEnumerable<object[]> Rows => ExpectedFigures.Cases("quantile.csv");

    [Theory]
    [MemberData(nameof(Rows))]
    public void Quantiles_and_their_limits_are_those_of_R(ExpectedRow row)
    {
        var values = ExpectedFigures.Rows("quantile_values.csv").Select(value => value.Number("minutes")).Take((int)row.Count("count"));

        var estimate = Quantile.Estimate(values, row.Number("share"), row.Number("level"))!;

        Assert.Equal(row.Number("value"), estimate.Value, 1e-10);
        Assert.Equal(row.NumberOrNone("lower"), estimate.Lower);
        Assert.Equal(row.NumberOrNone("upper"), estimate.Upper);
    }

    [Fact]
    public void The_median_of_fifteen_lies_between_the_fourth_and_the_twelfth() // the usual table of the sign test, e.g. Conover, table A3 with n = 15
    {
        Assert.Equal(new QuantileRanks(4, 12), Quantile.Ranks(15, 0.5));
    }

    [Fact]
    public void Limits_err_no_more_than_promised_and_one_rank_nearer_would()
    {
        for (var count = 1; count <= 120; count++)
        {
            var ranks = Quantile.Ranks(count, 0.9)!;
            if (ranks.Upper is { } upper)
            {
                Assert.True(MathNet.Numerics.Distributions.Binomial.CDF(0.9, count, upper - 1) >= 0.975);
                Assert.True(MathNet.Numerics.Distributions.Binomial.CDF(0.9, count, upper - 2) < 0.975);
            }
            else
            {
                Assert.True(Math.Pow(0.9, count) > 0.025);
            }
        }
    }

    [Fact]
    public void No_durations_have_no_median()
    {
        Assert.Null(Quantile.Estimate([], 0.5));
        Assert.Null(Quantile.Ranks(0, 0.9));
    }

    [Fact]
    public void Impossible_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Estimate([1], 90));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Estimate([1, double.NaN], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Ranks(-1, 0.5));
    }
}
