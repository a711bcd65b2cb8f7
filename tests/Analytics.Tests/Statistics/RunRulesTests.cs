using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

/// <summary>Counted by hand from the wording of Nelson's tests 1 to 3; centre 0, limits ±10. "-" is a month without data.</summary>
public sealed class RunRulesTests
{
    [Theory]
    [InlineData("1 2 1 2 1 2 1 2", "", "eight on one side are not yet a run")]
    [InlineData("1 2 1 2 1 2 1 2 1", "8:RunAbove@0", "nine are")]
    [InlineData("1 2 1 2 1 2 1 2 1 2", "8:RunAbove@0 9:RunAbove@0", "and it goes on while it lasts")]
    [InlineData("-1 -2 -1 -2 -1 -2 -1 -2 -1", "8:RunBelow@0", "below as above")]
    [InlineData("1 2 1 2 0 2 1 2 1 2", "", "a value on the centre line ends the run")]
    [InlineData("1 2 1 2 - 2 1 2 1 2", "", "a month without data ends the run")]
    [InlineData("-2 -1 0 1 2", "", "five rising are not yet a trend")]
    [InlineData("-2 -1 0 1 2 3", "5:TrendUp@0", "six are")]
    [InlineData("5 -2 -1 0 1 2 3", "6:TrendUp@1", "the trend starts at its lowest point")]
    [InlineData("3 2 1 0 -1 -2", "5:TrendDown@0", "falling as rising")]
    [InlineData("-3 -2 -1 -1 0 1 2 3", "", "two equal values end the trend")]
    [InlineData("-3 -2 -1 - 0 1 2 3", "", "a month without data ends the trend")]
    [InlineData("0 10 -10 10.1 -10.1", "3:AboveLimit@3 4:BelowLimit@4", "a value on the limit is inside")]
    [InlineData("-1 1 3 5 7 11", "5:AboveLimit, TrendUp@0", "two tests at once: since the earlier start")]
    [InlineData("1 2 3 4 5 6 7 6 5 4", "5:TrendUp@0 6:TrendUp@0 8:RunAbove@0 9:RunAbove@0", "a trend inside a run")]
    public void Signals_are_found_where_the_tests_say(string series, string expected, string why)
    {
        double?[] values = [.. series.Split(' ').Select(text => text == "-" ? (double?)null : double.Parse(text))];

        var found = RunRules.Find(values, [.. values.Select(_ => new ChartLimits(-10, 10))], center: 0);

        var actual = string.Join(' ', found.Index().Where(point => point.Item.Signals != ChartSignals.None).Select(point => $"{point.Index}:{point.Item.Signals}@{point.Item.Since}"));
        Assert.True(expected == actual, $"{why}: expected [{expected}], found [{actual}]");
    }

    [Theory]
    [InlineData("1 2 1 2 1 2", "", "six on one side are not yet a run of ISO 7870-2")]
    [InlineData("1 2 1 2 1 2 1", "6:RunAbove@0", "seven are")]
    [InlineData("-3 -2 -1 0 1 2", "", "six rising are not yet a trend of ISO 7870-2")]
    [InlineData("-3 -2 -1 0 1 2 3", "6:TrendUp@0", "seven are")]
    [InlineData("0 10.1", "1:AboveLimit@1", "a point beyond its limits")]
    public void Signals_by_ISO_7870_2_and_GB_T_17989_2(string series, string expected, string why) => Check(series, RunRuleSet.Iso7870, expected, why);

    /// <summary>One sigma is 10/3.</summary>
    [Theory]
    [InlineData("1 2 1 2 1 2 1", "", "seven on one side are not yet a run of the handbook")]
    [InlineData("1 2 1 2 1 2 1 2", "7:RunAbove@0", "eight are")]
    [InlineData("7 0 7", "2:TwoOfThreeAbove@0", "two of three beyond two sigma (6.67)")]
    [InlineData("7 0 0 7", "", "two of four are not")]
    [InlineData("7 0 -7", "", "nor on both sides")]
    [InlineData("-7 -7", "1:TwoOfThreeBelow@0", "two of two are two of three")]
    [InlineData("7 - 7", "", "a month without data between them: the look back ends")]
    [InlineData("4 4 0 4 4", "4:FourOfFiveAbove@0", "four of five beyond one sigma (3.33)")]
    [InlineData("4 4 0 4 4 0", "4:FourOfFiveAbove@0", "told at the point that completes it, not after")]
    [InlineData("-4 -4 -4 3 -4", "4:FourOfFiveBelow@0", "below as above")]
    [InlineData("4 4 4 4 11", "3:FourOfFiveAbove@0 4:AboveLimit, FourOfFiveAbove@0", "two tests at once")]
    [InlineData("-2 -1 0 1 2 3", "", "the handbook has no trend test")]
    public void Signals_by_the_Western_Electric_handbook(string series, string expected, string why) => Check(series, RunRuleSet.WesternElectric, expected, why);

    private static void Check(string series, RunRuleSet standard, string expected, string why)
    {
        double?[] values = [.. series.Split(' ').Select(text => text == "-" ? (double?)null : double.Parse(text))];
        var found = RunRules.Find(values, [.. values.Select(_ => new ChartLimits(-10, 10))], center: 0, standard);
        var actual = string.Join(' ', found.Index().Where(point => point.Item.Signals != ChartSignals.None).Select(point => $"{point.Index}:{point.Item.Signals}@{point.Item.Since}"));
        Assert.True(expected == actual, $"{why}: expected [{expected}], found [{actual}]");
    }

    [Fact]
    public void Limits_must_come_one_per_point() => Assert.Throws<ArgumentException>(() => RunRules.Find([1.0], [], 0));
}
