using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class OneSidedFisherTests
{
    [Theory] // R: phyper(count, count + other, total + otherTotal - count - other, total)
    [InlineData(12, 20, 85, 100, 0.01518351034)]
    [InlineData(20, 40, 192, 240, 0.0001155416684)]
    [InlineData(0, 5, 10, 10, 0.000333000333)]
    [InlineData(5, 5, 3, 10, 1)]
    [InlineData(700, 1000, 750, 1000, 0.007046695947)]
    [InlineData(0, 10, 0, 10, 1)]
    public void A_drop_of_a_share_has_the_exact_probability_of_R(long count, long total, long otherCount, long otherTotal, double expected)
    {
        ExpectedFigures.Close(expected, Proportion.FisherAtMost(count, total, otherCount, otherTotal)!.Value, 1e-8);
    }

    [Fact]
    public void Nobody_asked_is_no_data()
    {
        Assert.Null(Proportion.FisherAtMost(0, 0, 1, 2));
        Assert.Null(Proportion.FisherAtMost(1, 2, 0, 0));
    }
}
