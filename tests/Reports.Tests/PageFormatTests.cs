using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Tests;

/// <summary>How figures are written. Expected texts are written by hand.</summary>
public sealed class PageFormatTests
{
    private static readonly PageFormat Zh = new(Language.Zh);
    private static readonly PageFormat En = new(Language.En);

    [Theory]
    [InlineData(0.9123, 1, "91.2%", "rounded once, here")]
    [InlineData(0.0005, 1, "0.1%", "a half goes up")]
    [InlineData(1.0, 0, "100%", "no decimals")]
    [InlineData(-0.0004, 1, "0.0%", "nothing is ever minus zero")]
    [InlineData(null, 1, "—", "what isn't there is a dash, never 0")]
    [InlineData(double.NaN, 1, "—", "nor is what can't be computed")]
    public void A_share_is_shown_as_percent(double? share, int decimals, string expected, string why) =>
        Assert.True(expected == Zh.Percent(share, decimals), $"{why}: {Zh.Percent(share, decimals)}");

    [Theory]
    [InlineData(0.145, 2, "0.15", "as in hand calculation, though the double lies just below")]
    [InlineData(2.5, 0, "3", "a half goes away from zero")]
    [InlineData(-2.5, 0, "−3", "also below it, with a real minus")]
    [InlineData(1234567.891, 1, "1,234,567.9", "separators")]
    [InlineData(double.PositiveInfinity, 1, "∞", "an open end")]
    public void A_number_is_rounded_as_by_hand(double value, int decimals, string expected, string why) =>
        Assert.True(expected == Zh.Number(value, decimals), $"{why}: {Zh.Number(value, decimals)}");

    [Fact]
    public void Texts_of_both_languages_say_the_same()
    {
        Assert.Equal("n = 7，满 20 起显示", Zh.TooFew(7, 20));
        Assert.Equal("n = 7, shown from n = 20", En.TooFew(7, 20));
        Assert.Equal("91.2%–95.0%", En.PercentInterval(0.912, 0.95));
        Assert.Equal("—", En.PercentInterval(null, 0.95));
        Assert.Equal("2.31（1.87–2.85）", Zh.WithInterval(Zh.Number(2.31, 2), Zh.NumberInterval(1.87, 2.85)));
        Assert.Equal("2.31 (1.87–2.85)", En.WithInterval(En.Number(2.31, 2), En.NumberInterval(1.87, 2.85)));
        Assert.Equal("+1.2 个百分点", Zh.PointsChange(0.012));
        Assert.Equal("−1.2 pp", En.PointsChange(-0.012));
        Assert.Equal("0.0%", En.RelativeChange(0.0001));
        Assert.Equal("2026 年 9 月", Zh.Month(new(2026, 9, 1)));
        Assert.Equal("September 2026", En.Month(new(2026, 9, 1)));
        Assert.Equal("4 小时 30 分", Zh.Minutes(270));
        Assert.Equal("4 h 30 min", En.Minutes(269.6));
        Assert.Equal("−25 min", En.Minutes(-25));
        Assert.Equal("< 0.001", En.Significance(0.0004));
        Assert.Equal("0.041", En.Significance(0.0412));
        Assert.Equal("¥12,345.60", Zh.Money(12345.6m));
        Assert.Equal("−¥5.00", Zh.Money(-5m));
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2026-10-02 18:00 UTC+8")]
    [InlineData("UTC", "2026-10-02 10:00 UTC")]
    [InlineData("Asia/Kolkata", "2026-10-02 15:30 UTC+5:30")]
    [InlineData("America/New_York", "2026-10-02 06:00 UTC−4")]
    public void An_instant_is_shown_in_the_policys_zone(string zone, string expected) =>
        Assert.Equal(expected, En.Instant(new DateTimeOffset(2026, 10, 2, 10, 0, 0, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById(zone)));
}
