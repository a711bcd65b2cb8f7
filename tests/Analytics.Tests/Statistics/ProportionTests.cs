using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class ProportionTests
{
    public static IEnumerable<object[]> OneShare => ExpectedFigures.Cases("proportion.csv");

    public static IEnumerable<object[]> TwoShares => ExpectedFigures.Cases("two_proportions.csv");

    [Theory]
    [MemberData(nameof(OneShare))]
    public void The_interval_of_a_share_is_that_of_R(ExpectedRow row)
    {
        var (count, total, level) = (row.Count("count"), row.Count("total"), row.Number("level"));

        var wilson = Proportion.Wilson(count, total, level);
        var exact = Proportion.ClopperPearson(count, total, level);

        // R leaves rounding dust of 1e-17 where the limit is exactly 0.
        Assert.Equal(row.Number("wilson_lower"), wilson!.Lower, 1e-12);
        Assert.Equal(row.Number("wilson_upper"), wilson.Upper, 1e-12);
        Assert.Equal(row.Number("exact_lower"), exact!.Lower, 1e-12);
        Assert.Equal(row.Number("exact_upper"), exact.Upper, 1e-12);
        Assert.Equal(level, wilson.Level);
    }

    [Fact]
    public void The_Wilson_interval_is_the_one_printed_by_Newcombe() // Statistics in Medicine 17 (1998), 857-872, table I, method 3
    {
        var interval = Proportion.Wilson(81, 263)!;

        Assert.Equal(0.2553, interval.Lower, 4);
        Assert.Equal(0.3662, interval.Upper, 4);
    }

    [Theory]
    [MemberData(nameof(TwoShares))]
    public void Two_shares_are_compared_as_in_R(ExpectedRow row)
    {
        var (count, total, otherCount, otherTotal) = (row.Count("count"), row.Count("total"), row.Count("other_count"), row.Count("other_total"));

        var difference = Proportion.Difference(count, total, otherCount, otherTotal)!;
        var test = Proportion.Test(count, total, otherCount, otherTotal)!;

        Assert.Equal(((double)count / total) - ((double)otherCount / otherTotal), difference.Value, 1e-15);
        Assert.Equal(row.Number("lower"), difference.Interval.Lower, 1e-12);
        Assert.Equal(row.Number("upper"), difference.Interval.Upper, 1e-12);
        ExpectedFigures.Close(row.Number("p"), test.PValue);
        Assert.Equal(row.Text("method"), test.Method.ToString());
    }

    [Fact]
    public void Which_month_is_named_first_turns_the_difference_round_and_leaves_the_p_value()
    {
        var one = Proportion.Difference(56, 70, 48, 80)!;
        var other = Proportion.Difference(48, 80, 56, 70)!;

        Assert.Equal(one.Interval.Lower, -other.Interval.Upper, 1e-15);
        Assert.Equal(Proportion.Test(56, 70, 48, 80)!.PValue, Proportion.Test(48, 80, 56, 70)!.PValue, 1e-15);
    }

    [Fact]
    public void A_month_without_cases_has_no_interval_rather_than_a_zero()
    {
        Assert.Null(Proportion.Wilson(0, 0));
        Assert.Null(Proportion.ClopperPearson(0, 0));
        Assert.Null(Proportion.Difference(0, 0, 3, 10));
        Assert.Null(Proportion.Test(3, 10, 0, 0));
    }

    [Fact]
    public void Nothing_seen_starts_at_exactly_zero_and_everything_seen_ends_at_exactly_one()
    {
        for (var total = 1; total <= 200; total++)
        {
            Assert.Equal(0.0, Proportion.Wilson(0, total)!.Lower);
            Assert.Equal(1.0, Proportion.Wilson(total, total)!.Upper);
            Assert.Equal(0.0, Proportion.ClopperPearson(0, total)!.Lower);
            Assert.Equal(1.0, Proportion.ClopperPearson(total, total)!.Upper);
        }
    }

    [Theory]
    [InlineData(-1, 10, 0.95, "count")]
    [InlineData(11, 10, 0.95, "count")]
    [InlineData(0, -1, 0.95, "total")]
    [InlineData(1, 10, 0, "level")]
    [InlineData(1, 10, 95, "level")]
    [InlineData(1, 10, double.NaN, "level")]
    public void Impossible_input_is_refused_by_name(long count, long total, double level, string parameter)
    {
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(count, total, level)).ParamName);
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.ClopperPearson(count, total, level)).ParamName);
    }
}
