using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class OverdispersedCountTests
{
    public static IEnumerable<object[]> Rows => ExpectedFigures.Cases("overdispersed_tails.csv");

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_count_from_a_clustered_series_has_the_tails_of_R(ExpectedRow row)
    {
        var tails = OverdispersedCount.AgainstExpected(row.Count("observed"), row.Number("expected"), row.Number("size"));

        ExpectedFigures.Close(row.Number("at_least"), tails.AtLeast);
        ExpectedFigures.Close(row.Number("at_most"), tails.AtMost);
        ExpectedFigures.Close(row.Number("mid_at_least"), tails.MidAtLeast);
        ExpectedFigures.Close(row.Number("mid_at_most"), tails.MidAtMost);
    }

    [Fact]
    public void Without_over_dispersion_it_is_the_Poisson_test() =>
        Assert.Equal(PoissonRate.AgainstExpected(12, 3), OverdispersedCount.AgainstExpected(12, 3, null));

    [Fact]
    public void The_size_is_the_squared_mean_over_the_variance_beyond_it() // by hand: mean 6, s² = 116/5 = 23.2, 36 / (23.2 − 6)
    {
        Assert.Equal(36 / 17.2, OverdispersedCount.Size([1, 4, 5, 15, 4, 7], [6, 6, 6, 6, 6, 6])!.Value, 1e-12);
    }

    [Fact]
    public void A_quiet_series_has_no_size()
    {
        Assert.Null(OverdispersedCount.Size([5, 6, 7], [6, 6, 6]));
        Assert.Null(OverdispersedCount.Size([0, 0, 0], [0, 0, 0]));
        Assert.Throws<ArgumentException>(() => OverdispersedCount.Size([5], [5.0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => OverdispersedCount.AgainstExpected(5, 5, 0));
    }
}
