using System.Globalization;
using ServiceAnalytics.Analytics.Trends.Detection;

namespace ServiceAnalytics.Analytics.Tests.Trends.Detection;

public sealed class WindowTestTests
{
    public static IEnumerable<object[]> Cases => Rows("joint.csv");

    public static IEnumerable<object[]> CasesOfThree => Rows("joint_three.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Month_and_months_together_are_one_test_whose_chance_is_that_of_every_pair_added_up(
        string why, double now, double window, double nowExpected, double windowExpected, double variance, double dispersion, double rise, double fall)
    {
        var p = WindowTest.Of(new Look(1, (long)now, new(nowExpected, variance, dispersion)), new Look(3, (long)window, new(windowExpected, variance, dispersion)));
        Assert.True(Math.Abs(p.Rise - rise) <= 1e-6 * rise + 1e-9, $"{why}: rise {p.Rise:R}, expected {rise:R}");
        Assert.True(Math.Abs(p.Fall - fall) <= 1e-6 * fall + 1e-9, $"{why}: fall {p.Fall:R}, expected {fall:R}");
    }

    [Theory]
    [MemberData(nameof(CasesOfThree))]
    public void A_month_a_quarter_and_half_a_year_are_one_test_whose_chance_is_that_of_every_triple_added_up(
        string why, double now, double window, double lasting, double nowExpected, double windowExpected, double lastingExpected, double variance, double dispersion, double rise, double fall)
    {
        var p = WindowTest.Of(
            new Look(1, (long)now, new(nowExpected, variance, dispersion)),
            new Look(3, (long)window, new(windowExpected, variance, dispersion)),
            new Look(6, (long)lasting, new(lastingExpected, variance, dispersion)));
        Assert.True(Math.Abs(p.Rise - rise) <= 1e-6 * rise + 1e-9, $"{why}: rise {p.Rise:R}, expected {rise:R}");
        Assert.True(Math.Abs(p.Fall - fall) <= 1e-6 * fall + 1e-9, $"{why}: fall {p.Fall:R}, expected {fall:R}");
    }

    [Fact]
    public void The_look_that_shows_it_best_is_told()
    {
        Foretold One(double mean) => new(mean, 0.001, 1);
        Assert.Equal(0, WindowTest.Of(new Look(1, 20, One(5)), new Look(3, 26, One(15)), new Look(6, 40, One(30))).RiseLook);
        Assert.Equal(1, WindowTest.Of(new Look(1, 9, One(5)), new Look(3, 34, One(15)), new Look(6, 48, One(30))).RiseLook);
        Assert.Equal(2, WindowTest.Of(new Look(1, 2, One(5)), new Look(3, 7, One(15)), new Look(6, 11, One(30))).FallLook);
    }

    [Fact]
    public void A_longer_look_in_which_nothing_more_was_expected_tells_nothing() =>
        Assert.Equal(
            WindowTest.Of(new Look(1, 9, new(3, 0.01, 1))).Rise,
            WindowTest.Of(new Look(1, 9, new(3, 0.01, 1)), new Look(3, 9, new(3, 0.01, 1))).Rise);

    [Fact]
    public void Large_counts_go_over_to_the_normal_without_a_jump()
    {
        var exact = WindowTest.Of(new Look(1, 120, new(83, 0.001, 1)), new Look(3, 290, new(249, 0.001, 1)));
        var normal = WindowTest.Of(new Look(1, 120, new(83.6, 0.001, 1)), new Look(3, 291, new(251, 0.001, 1)));
        Assert.InRange(normal.Rise / exact.Rise, 0.7, 1.4);
        var three = WindowTest.Of(new Look(1, 60, new(41.5, 0.001, 1)), new Look(3, 150, new(124.5, 0.001, 1)), new Look(6, 300, new(249, 0.001, 1)));
        var threeNormal = WindowTest.Of(new Look(1, 60, new(41.8, 0.001, 1)), new Look(3, 151, new(125.5, 0.001, 1)), new Look(6, 302, new(251, 0.001, 1)));
        Assert.InRange(threeNormal.Rise / three.Rise, 0.7, 1.4);
    }

    private static IEnumerable<object[]> Rows(string file) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Trends", "Detection", file)).Skip(1).Select(line => line.Split(','))
        .Select(c => (object[])[c[0], .. c.Skip(1).Select(x => (object)double.Parse(x, CultureInfo.InvariantCulture))]);
}
