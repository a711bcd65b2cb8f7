using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class MeanTests
{
    public static IEnumerable<object[]> Means => ExpectedFigures.Cases("mean.csv");

    public static IEnumerable<object[]> Differences => ExpectedFigures.Cases("mean_difference.csv");

    [Theory]
    [MemberData(nameof(Means))]
    public void A_mean_and_its_interval_are_those_of_R(ExpectedRow row)
    {
        var mean = Mean.Estimate(row.Numbers("values"))!;

        Assert.Equal(row.Number("mean"), mean.Value, 1e-12);
        Assert.Equal(row.Number("sd"), mean.StandardDeviation!.Value, 1e-12);
        ExpectedFigures.Close(row.Number("lower"), mean.Interval!.Lower);
        ExpectedFigures.Close(row.Number("upper"), mean.Interval.Upper);
        Assert.Equal(mean, Mean.FromMoments(mean.Count, mean.Value, mean.StandardDeviation));
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void Two_means_are_compared_as_by_Welch_in_R(ExpectedRow row)
    {
        var difference = Mean.Difference(Mean.Estimate(row.Numbers("first")), Mean.Estimate(row.Numbers("second")))!;

        ExpectedFigures.Close(row.Number("lower"), difference.Interval!.Lower);
        ExpectedFigures.Close(row.Number("upper"), difference.Interval.Upper);
        ExpectedFigures.Close(row.Number("p"), difference.PValue!.Value);
    }

    [Fact]
    public void One_answer_is_a_mean_without_an_interval()
    {
        var one = Mean.Estimate([4])!;

        Assert.Equal((4.0, 1, null, null), (one.Value, one.Count, one.StandardDeviation, one.Interval));
        Assert.Equal(new MeanDifference(-0.5, null, null), Mean.Difference(one, Mean.Estimate([4, 5])));
    }

    [Fact]
    public void Equal_answers_show_no_spread_and_prove_nothing_about_the_next()
    {
        var same = Mean.Estimate([0.1, 0.1, 0.1, 0.1, 0.1, 0.1])!;

        Assert.Null(same.Interval);
        Assert.Equal(new MeanDifference(0, null, null), Mean.Difference(same, same));
    }

    [Fact]
    public void No_answers_have_no_mean()
    {
        Assert.Null(Mean.Estimate([]));
        Assert.Null(Mean.FromMoments(0, double.NaN, null));
        Assert.Null(Mean.Difference(null, Mean.Estimate([1, 2])));
    }

    [Fact]
    public void Impossible_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Mean.Estimate([1, double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mean.FromMoments(2, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Mean.FromMoments(2, double.NaN, 1));
        Assert.Throws<ArgumentNullException>(() => Mean.FromMoments(2, 1, null));
    }
}
