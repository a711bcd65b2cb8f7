using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class PoissonRateTests
{
    public static IEnumerable<object[]> OneRate => ExpectedFigures.Cases("poisson_rate.csv");

    public static IEnumerable<object[]> TwoRates => ExpectedFigures.Cases("rate_ratio.csv");

    public static IEnumerable<object[]> KnownMean => ExpectedFigures.Cases("count_tails.csv");

    public static IEnumerable<object[]> Months => ExpectedFigures.Cases("month_against_past.csv");

    [Theory]
    [MemberData(nameof(OneRate))]
    public void The_interval_of_a_rate_is_that_of_R(ExpectedRow row)
    {
        var rate = PoissonRate.Estimate(row.Count("count"), row.Number("exposure"))!;

        ExpectedFigures.Close(row.Number("count") / row.Number("exposure"), rate.Value);
        ExpectedFigures.Close(row.Number("lower"), rate.Interval.Lower);
        ExpectedFigures.Close(row.Number("upper"), rate.Interval.Upper);
    }

    [Theory]
    [MemberData(nameof(TwoRates))]
    public void The_ratio_of_two_rates_is_that_of_R(ExpectedRow row)
    {
        var ratio = PoissonRate.Ratio(row.Count("count"), row.Number("exposure"), row.Count("base_count"), row.Number("base_exposure"))!;

        ExpectedFigures.Close(row.Number("lower"), ratio.Interval.Lower);
        ExpectedFigures.Close(row.Number("upper"), ratio.Interval.Upper);
        ExpectedFigures.Close(row.Number("p"), ratio.PValue);
        Assert.Equal(row.Count("base_count") == 0, ratio.Value is null);
        Assert.Equal(row.Count("base_count") != 0, ratio.Interval.HasUpperLimit);
    }

    [Fact]
    public void The_p_value_never_contradicts_the_interval()
    {
        for (var before = 0; before <= 30; before++)
        {
            for (var after = 0; after <= 30; after++)
            {
                var ratio = PoissonRate.Ratio(after, 90, before, 60)!;
                Assert.Equal(ratio.PValue < 0.05, !ratio.Interval.Contains(1));
            }
        }
    }

    [Theory]
    [MemberData(nameof(KnownMean))]
    public void A_count_against_a_known_mean_has_the_tails_of_R(ExpectedRow row) =>
        AssertTails(row, PoissonRate.AgainstExpected(row.Count("observed"), row.Number("expected")));

    [Theory]
    [MemberData(nameof(Months))]
    public void A_month_against_the_months_before_has_the_tails_of_R(ExpectedRow row)
    {
        var month = PoissonRate.AgainstPast(row.Count("count"), row.Number("exposure"), row.Counts("past_counts"), row.Numbers("past_exposures"))!;

        AssertTails(row, month.Tails);
        Assert.Equal(month.Tails.TwoSided, month.Ratio.PValue);
    }

    [Fact]
    public void Without_exposure_there_is_no_rate()
    {
        Assert.Null(PoissonRate.Estimate(0, 0));
        Assert.Null(PoissonRate.Ratio(3, 10, 0, 0));
        Assert.Null(PoissonRate.Ratio(0, 0, 3, 10));
        Assert.Null(PoissonRate.AgainstPast(3, 10, [0, 0], [0, 0]));
    }

    [Fact]
    public void Events_without_exposure_are_refused_because_units_are_missing()
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRate.Estimate(2, 0));

        Assert.Contains("events without exposure", refusal.Message);
    }

    [Fact]
    public void Impossible_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRate.Estimate(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRate.Estimate(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRate.Estimate(1, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRate.Ratio(1, 1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRate.AgainstExpected(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonRate.AgainstExpected(1, double.NaN));
        Assert.Throws<ArgumentException>(() => PoissonRate.AgainstPast(1, 1, [1, 2], [1.0]));
        Assert.Throws<ArgumentException>(() => PoissonRate.AgainstPast(1, 1, [], []));
    }

    private static void AssertTails(ExpectedRow row, CountTest tails)
    {
        ExpectedFigures.Close(row.Number("expected"), tails.Expected);
        ExpectedFigures.Close(row.Number("at_least"), tails.AtLeast);
        ExpectedFigures.Close(row.Number("at_most"), tails.AtMost);
        ExpectedFigures.Close(row.Number("mid_at_least"), tails.MidAtLeast);
        ExpectedFigures.Close(row.Number("mid_at_most"), tails.MidAtMost);
    }
}
