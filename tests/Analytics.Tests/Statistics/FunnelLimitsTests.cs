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

    public static IEnumerable<object[]> ScatteredGroups => ExpectedFigures.Cases("funnel_dispersion.csv");

    [Theory]
    [MemberData(nameof(ScatteredGroups))]
    public void Where_all_groups_differ_a_little_the_limits_are_as_much_wider_as_in_R(ExpectedRow row)
    {
        (long Count, long Total)[] groups = [.. row.Text("groups").Split(' ').Select(g => g.Split('/')).Select(g => (Whole(g[0]), Whole(g[1])))];
        double dispersion = FunnelLimits.Dispersion(groups);
        Interval limits = FunnelLimits.At((double)groups.Sum(g => g.Count) / groups.Sum(g => g.Total), 200, FunnelLimits.Outer, dispersion);
        ExpectedFigures.Close(row.Number("dispersion"), dispersion);
        ExpectedFigures.Close(row.Number("lower"), limits.Lower);
        ExpectedFigures.Close(row.Number("upper"), limits.Upper);

        static long Whole(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Groups_without_cases_and_shares_of_nothing_or_all_tell_no_dispersion()
    {
        Assert.Equal(1, FunnelLimits.Dispersion([]));
        Assert.Equal(1, FunnelLimits.Dispersion([.. Enumerable.Repeat((0L, 50L), 12)]));
        Assert.Equal(1, FunnelLimits.Dispersion([.. Enumerable.Repeat((50L, 50L), 12)]));
        Assert.Equal(1, FunnelLimits.Dispersion([.. Enumerable.Repeat((10L, 50L), 5), .. Enumerable.Repeat((40L, 50L), 4), (0L, 0L)]));
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
