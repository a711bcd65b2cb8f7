using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

/// <summary>The published series of Montgomery, 6th ed., table 9.1: around 10 for twenty values, then around 11; sigma 1.</summary>
public sealed class SmallShiftsTests
{
    private static readonly IReadOnlyList<ExpectedRow> Published = ExpectedFigures.Rows("small_shifts.csv");

    private static List<double?> Values => [.. Published.Select(row => (double?)row.Number("value"))];

    [Fact]
    public void The_average_and_its_limits_are_those_computed_in_R_and_signal_when_they_part()
    {
        var points = SmallShifts.Ewma(Values, 10, 1);

        Assert.All(Published.Zip(points), pair =>
        {
            ExpectedFigures.Close(pair.First.Number("ewma"), pair.Second.Value!.Value);
            ExpectedFigures.Close(pair.First.Number("lower"), pair.Second.Limits!.Lower);
            ExpectedFigures.Close(pair.First.Number("upper"), pair.Second.Limits!.Upper);
        });
        var expected = Published.Index().First(row => row.Item.Number("ewma") > row.Item.Number("upper")).Index;
        Assert.Equal(28, expected); // the 29th value: 10.647 above 10.619
        Assert.Equal(expected, points.Index().First(point => point.Item.Signals == ChartSignals.AboveLimit).Index);
    }

    [Fact]
    public void The_sums_are_those_computed_in_R_and_signal_at_the_29th_value_since_the_23rd_as_published()
    {
        var points = SmallShifts.Cusum(Values, 10, 1);

        Assert.All(Published.Zip(points), pair =>
        {
            Assert.Equal(pair.First.Number("high"), pair.Second.High, 1e-9);
            Assert.Equal(pair.First.Number("low"), pair.Second.Low, 1e-9);
        });
        var first = points.Index().First(point => point.Item.Signals != ChartSignals.None);
        Assert.Equal((28, ChartSignals.AboveLimit, 22), (first.Index, first.Item.Signals, first.Item.Since!.Value));
    }

    [Fact]
    public void A_month_without_data_leaves_average_and_sums_as_they_stood()
    {
        var gap = SmallShifts.Ewma([11, null, 12], 10, 1);
        var closed = SmallShifts.Ewma([11, 12], 10, 1);
        var sums = SmallShifts.Cusum([11, null, 12], 10, 1);

        Assert.Equal(new EwmaPoint(null, null, ChartSignals.None), gap[1]);
        Assert.Equal(closed[1], gap[2]);
        Assert.Equal([0.5, 0.5, 2.0], sums.Select(point => point.High));
    }

    [Fact]
    public void Scores_of_a_count_chart_are_distances_from_the_centre_in_standard_errors()
    {
        var chart = ControlChart.Rates([new(9, 1), new(15, 1), new(0, 0)], 1);

        Assert.Equal([0.0, 2.0, null], chart.Points.Select(point => point.Score));
    }

    [Fact]
    public void Impossible_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SmallShifts.Ewma([1], 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SmallShifts.Ewma([1], 0, 1, weight: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SmallShifts.Cusum([double.NaN], 0, 1));
    }
}
