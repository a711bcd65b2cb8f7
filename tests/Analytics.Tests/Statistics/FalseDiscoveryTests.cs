using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class FalseDiscoveryTests
{
    public static IEnumerable<object[]> Sets => ExpectedFigures.Rows("false_discovery.csv").Select(row => row.Text("set")).Distinct().Select(set => new object[] { set });

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_q_values_are_those_of_R(string set)
    {
        var rows = ExpectedFigures.Rows("false_discovery.csv").Where(row => row.Text("set") == set).ToList();

        var q = FalseDiscovery.BenjaminiHochberg(rows.Select(row => row.Number("p")).ToList());

        Assert.All(rows.Zip(q), pair => ExpectedFigures.Close(pair.First.Number("q"), pair.Second, 1e-12));
    }

    [Fact]
    public void Four_of_the_fifteen_published_comparisons_stand_at_five_percent() // Benjamini and Hochberg 1995, section 4.2
    {
        var p = ExpectedFigures.Rows("false_discovery.csv").Where(row => row.Text("set").StartsWith("Benjamini", StringComparison.Ordinal)).Select(row => row.Number("p")).ToList();

        Assert.Equal(4, FalseDiscovery.BenjaminiHochberg(p).Count(q => q <= 0.05));
    }

    [Fact]
    public void A_test_that_can_hardly_reach_the_list_hardly_counts() // by hand: at p = 0.01 the five count 0.01 + 0.01 + 0.002 + 0.001 + 0 = 0.023
    {
        double[] q = FalseDiscovery.BenjaminiHochberg([0.01, 1, 1, 1, 0.04], [1, 0.5, 0.002, 0.001, 0]);

        // at p = 0.04: 0.04 + 0.04 + 0.002 + 0.001 + 0 = 0.083, two of them
        Assert.Equal(0.023, q[0], 12);
        Assert.Equal(0.0415, q[4], 12);
        Assert.Equal(0.3006, q[1], 12); // at p = 1: all ceilings together, 1.503, over five
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void With_every_test_free_to_reach_the_list_it_is_the_plain_procedure(string set)
    {
        var p = ExpectedFigures.Rows("false_discovery.csv").Where(row => row.Text("set") == set).Select(row => row.Number("p")).ToList();

        Assert.All(FalseDiscovery.BenjaminiHochberg(p).Zip(FalseDiscovery.BenjaminiHochberg(p, [.. p.Select(_ => 1.0)])), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Fact]
    public void No_tests_give_no_q_values() => Assert.Empty(FalseDiscovery.BenjaminiHochberg([]));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_p_value_that_cannot_be_is_refused_with_its_place(double p)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => FalseDiscovery.BenjaminiHochberg([0.5, p]));

        Assert.Contains("number 2 of 2", refusal.Message);
    }
}
