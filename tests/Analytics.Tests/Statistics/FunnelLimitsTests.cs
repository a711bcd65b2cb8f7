using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class FunnelLimitsTests
{
    public static IEnumerable<object[]> Cases => ExpectedFigures.Cases("funnel.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_limits_are_those_that_the_exact_distribution_gives_in_R(ExpectedRow row)
    {
        Interval limits = FunnelLimits.At(row.Number("center"), row.Count("total"), row.Number("level"));
        ExpectedFigures.Close(row.Number("lower"), limits.Lower);
        ExpectedFigures.Close(row.Number("upper"), limits.Upper);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void When_no_group_or_every_group_repeats_there_is_nothing_between_the_limits(double center) =>
        Assert.Equal((center, center), (FunnelLimits.At(center, 50, 0.95).Lower, FunnelLimits.At(center, 50, 0.95).Upper));

    [Fact]
    public void Impossible_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FunnelLimits.At(0.1, 0, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => FunnelLimits.At(1.1, 10, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => FunnelLimits.At(0.1, 10, 1));
    }
}
