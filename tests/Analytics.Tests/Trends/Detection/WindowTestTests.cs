using System.Globalization;
using ServiceAnalytics.Analytics.Trends.Detection;

namespace ServiceAnalytics.Analytics.Tests.Trends.Detection;

public sealed class WindowTestTests
{
    public static IEnumerable<object[]> Cases => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Trends", "Detection", "joint.csv")).Skip(1).Select(line => line.Split(',')).Select(c => (object[])[c[0], .. c.Skip(1).Select(x => (object)double.Parse(x, CultureInfo.InvariantCulture))]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Month_and_months_together_are_one_test_whose_chance_is_that_of_every_pair_added_up(
        string why, double now, double window, double nowExpected, double windowExpected, double variance, double dispersion, double rise, double fall)
    {
        var p = WindowTest.Of((long)now, new(nowExpected, variance, dispersion), (long)window, new(windowExpected, variance, dispersion));
        Assert.True(Math.Abs(p.Rise - rise) <= 1e-6 * rise + 1e-9, $"{why}: rise {p.Rise:R}, expected {rise:R}");
        Assert.True(Math.Abs(p.Fall - fall) <= 1e-6 * fall + 1e-9, $"{why}: fall {p.Fall:R}, expected {fall:R}");
    }

    [Fact]
    public void Large_counts_go_over_to_the_normal_without_a_jump()
    {
        var exact = WindowTest.Of(120, new(83, 0.001, 1), 290, new(249, 0.001, 1));
        var normal = WindowTest.Of(120, new(83.6, 0.001, 1), 291, new(251, 0.001, 1));
        Assert.InRange(normal.Rise / exact.Rise, 0.7, 1.4);
    }
}
