using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

/// <summary>Expected values added up by hand.</summary>
public sealed class ParetoTests
{
    [Theory]
    [InlineData("50 30 15 5", 2, "80 of 100 is exactly enough")]
    [InlineData("50 29 16 5", 3, "79 of 100 is not")]
    [InlineData("5 15 30 50", 2, "the order given doesn't matter")]
    [InlineData("40 20 20 20", 4, "three tie for the last place that is needed: all of them")]
    [InlineData("60 15 15 10", 3, "the second 15 is needed anyway")]
    [InlineData("70 15 15", 3, "either 15 would do, so both")]
    [InlineData("1 1 1 1 1 1 1 1 1 1", 10, "all alike: no vital few")]
    [InlineData("9 0 0", 1, "nothing is never vital")]
    [InlineData("7", 1, "a single category")]
    public void The_vital_few_are_the_fewest_that_reach_four_fifths(string amounts, int vital, string why)
    {
        var rows = Pareto.Of(amounts.Split(' ').Select((amount, i) => (i, decimal.Parse(amount))));

        Assert.True(vital == rows.Count(row => row.IsVital), $"{why}: {rows.Count(row => row.IsVital)} are marked");
        Assert.Equal(1.0, rows[^1].CumulativeShare);
        Assert.Equal(rows.Select(row => row.IsVital).OrderDescending(), rows.Select(row => row.IsVital));
    }

    [Fact]
    public void Shares_add_up_in_order()
    {
        var rows = Pareto.Of([("seal", 3m), ("pump", 12m), ("valve", 5m), ("fan", 5m)]);

        Assert.Equal(["pump", "valve", "fan", "seal"], rows.Select(row => row.Category));
        Assert.Equal([0.48, 0.68, 0.88, 1.0], rows.Select(row => row.CumulativeShare));
        Assert.Equal([0.48, 0.2, 0.2, 0.12], rows.Select(row => row.Share));
    }

    [Fact]
    public void Without_faults_there_is_nothing_to_share_out()
    {
        Assert.Empty(Pareto.Of<string>([]));
        Assert.Empty(Pareto.Of([("pump", 0m), ("fan", 0m)]));
    }

    [Fact]
    public void Impossible_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Pareto.Of([("pump", -1m)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pareto.Of([("pump", 1m)], 80));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pareto.Of([("pump", 1m)], 0));
    }
}
