using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class PowerOfHalvingTests
{
    public static IEnumerable<object[]> Rows => ExpectedFigures.Cases("power_of_halving.csv");

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_power_is_the_one_found_in_R_by_trying_every_count(ExpectedRow row)
    {
        var (before, beforeExposure, afterExposure) = (row.Count("before"), row.Number("before_exposure"), row.Number("after_exposure"));

        Assert.Equal(row.NumberOrNone("most"), PowerOfHalving.LargestConvincingCount(before, beforeExposure, afterExposure));
        ExpectedFigures.Close(row.Number("power"), PowerOfHalving.Of(before, beforeExposure, afterExposure));
    }

    [Fact]
    public void The_largest_convincing_count_convinces_and_the_next_does_not()
    {
        for (var before = 5; before <= 80; before += 5)
        {
            if (PowerOfHalving.LargestConvincingCount(before, 600, 900) is not { } most)
            {
                continue;
            }

            Assert.True(PoissonRate.Ratio(most, 900, before, 600)!.Interval.Upper < 1);
            Assert.False(PoissonRate.Ratio(most + 1, 900, before, 600)!.Interval.Upper < 1);
        }
    }

    [Fact]
    public void The_months_to_wait_are_the_first_at_which_the_power_is_enough()
    {
        var months = PowerOfHalving.MonthsUntilItTells(40, 600, 300, 100)!.Value;

        Assert.True(PowerOfHalving.Of(40, 600, 300 + (100 * months)) >= 0.8);
        Assert.True(PowerOfHalving.Of(40, 600, 300 + (100 * (months - 1))) < 0.8);
        Assert.Equal(0, PowerOfHalving.MonthsUntilItTells(40, 600, 900, 100));
    }

    [Fact]
    public void Eleven_faults_before_can_never_be_seen_to_halve_however_long_one_waits()
    {
        Assert.Null(PowerOfHalving.MonthsUntilItTells(11, 600, 0, 100, mostMonths: 2000));
        Assert.Null(PowerOfHalving.MonthsUntilItTells(0, 600, 0, 100));
    }

    [Fact]
    public void Without_exposure_there_is_no_power()
    {
        Assert.Equal(0.0, PowerOfHalving.Of(40, 600, 0));
        Assert.Equal(0.0, PowerOfHalving.Of(0, 0, 600));
    }

    [Fact]
    public void Impossible_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerOfHalving.Of(40, 0, 600));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerOfHalving.Of(40, 600, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerOfHalving.Of(40, 600, 600, fall: 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerOfHalving.MonthsUntilItTells(40, 600, 600, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PowerOfHalving.MonthsUntilItTells(40, 600, 600, 100, power: 80));
    }
}
