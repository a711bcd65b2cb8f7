using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class ControlChartTests
{
    public static IEnumerable<object[]> Charts => ExpectedFigures.Rows("control_chart.csv").Select(row => row.Text("set")).Distinct().Select(set => new object[] { set });

    [Theory]
    [MemberData(nameof(Charts))]
    public void Centre_spread_and_limits_are_those_computed_in_R(string set)
    {
        var rows = ExpectedFigures.Rows("control_chart.csv").Where(row => row.Text("set") == set).ToList();

        var chart = ChartOf(rows);

        ExpectedFigures.Close(rows[0].Number("center"), chart.Center!.Value);
        ExpectedFigures.Close(rows[0].Number("sigma_z"), chart.SigmaZ!.Value);
        ExpectedFigures.Close(rows[0].Number("dispersion_p"), chart.DispersionPValue!.Value);
        Assert.Equal(rows[0].Text("laney") == "TRUE", chart.IsLaney);
        Assert.All(rows.Zip(chart.Points), pair =>
        {
            Assert.Equal(pair.First.Number("lower"), pair.Second.Limits!.Lower, 1e-12);
            Assert.Equal(pair.First.Number("upper"), pair.Second.Limits!.Upper, 1e-12);
        });
    }

    [Fact]
    public void The_eleventh_week_of_the_published_purchase_orders_is_out_of_control() // Montgomery, Introduction to Statistical Quality Control, 6th ed., table 7.4 and figure 7.6
    {
        var chart = ChartOf(ExpectedFigures.Rows("control_chart.csv").Where(row => row.Text("set").StartsWith("purchase", StringComparison.Ordinal)).ToList());

        Assert.Equal(0.007, chart.Points[0].Limits!.Lower, 3);
        Assert.Equal(0.184, chart.Points[0].Limits!.Upper, 3);
        Assert.Equal(0.194, chart.Points[1].Limits!.Upper, 3);
        Assert.Equal([10], chart.Points.Index().Where(point => point.Item.Signals.HasFlag(ChartSignals.AboveLimit)).Select(point => point.Index));
    }

    [Fact]
    public void Limits_match_the_published_orange_juice_example() // 347 of 1500 cans, 50 per sample; Montgomery, 2nd ed., pp. 152-155
    {
        var limits = ControlChart.ProportionLimits(347 / 1500.0, 50);

        Assert.Equal(0.0524, limits.Lower, 4);
        Assert.Equal(0.4102, limits.Upper, 4);
    }

    [Fact]
    public void Limits_match_the_published_dyed_cloth_example() // 153 faults on 107.5 units of cloth, rounded to 1.42 as the book does; Montgomery, 6th ed., table 7.11
    {
        var limits = ControlChart.RateLimits(1.42, 13);

        Assert.Equal(0.43, limits.Lower, 2);
        Assert.Equal(2.41, limits.Upper, 2);
    }

    [Fact]
    public void Months_with_many_tickets_that_vary_more_than_chance_get_wider_limits_instead_of_constant_alarms()
    {
        var rows = ExpectedFigures.Rows("control_chart.csv").Where(row => row.Text("set").StartsWith("large", StringComparison.Ordinal)).ToList();
        var periods = Periods(rows);

        Assert.True(ControlChart.Proportions(periods, 12, Laney.Never).Points.Count(point => point.Signals != ChartSignals.None) >= 8);
        Assert.All(ControlChart.Proportions(periods, 12).Points, point => Assert.Equal(ChartSignals.None, point.Signals));
    }

    [Fact]
    public void One_shift_of_level_inside_the_baseline_is_shown_and_does_not_widen_the_limits()
    {
        int[] counts = [98, 103, 97, 102, 99, 101, 98, 102, 100, 99, 161, 158, 163, 159, 162, 158, 161, 160, 159, 162];
        var chart = ControlChart.Rates([.. counts.Select(count => new ChartPeriod(count, 1000))], 20);

        Assert.True(chart.DispersionPValue < 0.001);
        Assert.False(chart.IsLaney);
        Assert.Contains(chart.Points, point => point.Signals.HasFlag(ChartSignals.RunAbove));
    }

    [Fact]
    public void A_month_without_tickets_has_no_point_and_no_limits()
    {
        var chart = ControlChart.Proportions([new(5, 50), new(0, 0), new(7, 60), new(4, 55)], 4);

        Assert.Null(chart.Points[1].Value);
        Assert.Null(chart.Points[1].Limits);
        Assert.Equal(16 / 165.0, chart.Center!.Value, 1e-15);
        Assert.All(chart.Points, point => Assert.True(point.Limits is null || !double.IsNaN(point.Limits.Upper)));
    }

    [Fact]
    public void A_baseline_that_never_varied_sets_no_limits_and_so_raises_no_alarm()
    {
        var never = ControlChart.Proportions([new(0, 50), new(0, 40), new(3, 45)], 2);
        var nothing = ControlChart.Rates([new(0, 0), new(0, 0), new(3, 45)], 2);
        var flat = ControlChart.Individuals([4, 4, 4, 9], 3);
        var lonely = ControlChart.Individuals([4, null, 5, 9], 3);

        Assert.Equal((NoLimits.NoVariation, 0.0), (never.NoLimits, never.Center));
        Assert.Equal((NoLimits.NoBaselineData, null), (nothing.NoLimits, nothing.Center));
        Assert.Equal((NoLimits.NoVariation, 4.0), (flat.NoLimits, flat.Center));
        Assert.Equal((NoLimits.NoBaselineData, 4.5), (lonely.NoLimits, lonely.Center));
        Assert.All(new[] { never, nothing, flat, lonely }, chart => Assert.All(chart.Points, point => Assert.Equal((ChartSignals.None, null), (point.Signals, point.Limits))));
    }

    [Fact]
    public void A_baseline_of_one_month_has_plain_limits()
    {
        var chart = ControlChart.Rates([new(9, 1), new(25, 1)], 1);

        Assert.Null(chart.SigmaZ);
        Assert.Null(chart.DispersionPValue);
        Assert.Equal(18.0, chart.Points[1].Limits!.Upper, 1e-12);
        Assert.Equal((ChartSignals.AboveLimit, 1), (chart.Points[1].Signals, chart.Points[1].Since!.Value));
    }

    [Fact]
    public void Single_values_get_limits_from_their_moving_range() // by hand: mean 9, moving ranges 2 4 2, mean 8/3; 3 × 2.6667 ÷ 1.128379 = 7.0898
    {
        var chart = ControlChart.Individuals([9, 11, 7, 9, 14, 17.1], 4);

        Assert.Equal(9.0, chart.Center);
        Assert.Equal(9 + 7.0898, chart.Points[0].Limits!.Upper, 3);
        Assert.Equal(9 - 7.0898, chart.Points[0].Limits!.Lower, 3);
        Assert.Equal(ChartSignals.AboveLimit, chart.Points[5].Signals);
    }

    [Fact]
    public void Impossible_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlChart.Proportions([new(5, 4)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlChart.Proportions([new(5, 0)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlChart.Rates([new(-1, 4)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlChart.Rates([new(1, double.NaN)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlChart.Rates([new(1, 4)], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlChart.Rates([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlChart.Individuals([double.NaN], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlChart.ProportionLimits(0.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ControlChart.ProportionLimits(1.5, 10));
    }

    private static ControlChartResult ChartOf(List<ExpectedRow> rows) => rows[0].Text("kind") == "p"
        ? ControlChart.Proportions(Periods(rows), (int)rows[0].Count("baseline"))
        : ControlChart.Rates(Periods(rows), (int)rows[0].Count("baseline"));

    private static List<ChartPeriod> Periods(List<ExpectedRow> rows) => [.. rows.Select(row => new ChartPeriod(row.Count("count"), row.Number("size")))];
}
