using System.Globalization;

using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Samples.Tests.Calendars;

/// <summary>
/// data/calendars/cn.csv against the yearly notices of the General Office of the State Council (国务院办公厅关于部分节假日安排的通知),
/// written down here from the notices and not from the file.
/// </summary>
public class ChineseCalendarTests
{
    private static readonly IReadOnlyList<(DateOnly Day, string Kind, string NameZh, string NameEn)> Days =
    [
        .. File.ReadLines(Repository.PathOf("data/calendars/cn.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => (DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), cells[1], cells[2], cells[3])),
    ];

    [Theory]
    [InlineData("2019-05-01", "2019-05-04", "劳动节", "four days after the amended notice of March 2019")]
    [InlineData("2020-01-24", "2020-02-02", "春节", "prolonged by the notice of 26 January 2020")]
    [InlineData("2020-10-01", "2020-10-08", "", "National Day and Mid-Autumn in one")]
    [InlineData("2021-02-11", "2021-02-17", "春节", "")]
    [InlineData("2022-01-31", "2022-02-06", "春节", "")]
    [InlineData("2022-12-31", "2023-01-02", "元旦", "New Year 2023 begins in 2022")]
    [InlineData("2023-09-29", "2023-10-06", "", "Mid-Autumn and National Day in one")]
    [InlineData("2024-02-10", "2024-02-17", "春节", "")]
    [InlineData("2025-01-28", "2025-02-04", "春节", "first year with New Year's Eve as a public holiday")]
    [InlineData("2026-02-15", "2026-02-23", "春节", "nine days")]
    [InlineData("2026-10-01", "2026-10-07", "国庆节", "")]
    public void Every_day_of_a_public_holiday_is_free_weekends_among_them_too(string first, string last, string name, string why)
    {
        for (var day = DateOnly.Parse(first, CultureInfo.InvariantCulture); day <= DateOnly.Parse(last, CultureInfo.InvariantCulture); day = day.AddDays(1))
        {
            var entry = Assert.Single(Days, d => d.Day == day);
            Assert.True(entry.Kind == "holiday", $"{day:yyyy-MM-dd} should be free ({why})");
            Assert.Contains(name, entry.NameZh);
        }
    }

    [Theory]
    [InlineData("2020-01-19")]
    [InlineData("2021-09-26")]
    [InlineData("2022-10-08")]
    [InlineData("2023-10-07")]
    [InlineData("2024-02-04")]
    [InlineData("2024-10-12")]
    [InlineData("2025-01-26")]
    [InlineData("2025-10-11")]
    [InlineData("2026-01-04")]
    [InlineData("2026-02-14")]
    [InlineData("2026-02-28")]
    [InlineData("2026-05-09")]
    [InlineData("2026-09-20")]
    [InlineData("2026-10-10")]
    public void A_make_up_day_is_a_weekend_day_that_is_worked(string text)
    {
        var day = DateOnly.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal("workday", Assert.Single(Days, d => d.Day == day).Kind);
    }

    [Fact]
    public void The_make_up_Saturday_that_was_given_up_in_the_prolonged_Spring_Festival_of_2020_is_free() =>
        Assert.Equal("holiday", Assert.Single(Days, d => d.Day == new DateOnly(2020, 2, 1)).Kind);

    [Theory] // days off and days worked at weekends, added up by hand from the notices
    [InlineData(2019, 28, 6)]
    [InlineData(2020, 30, 6)]
    [InlineData(2021, 31, 7)]
    [InlineData(2022, 32, 7)] // with 31 December, which belongs to New Year 2023
    [InlineData(2023, 26, 7)]
    [InlineData(2024, 28, 8)]
    [InlineData(2025, 28, 5)]
    [InlineData(2026, 33, 6)]
    public void A_year_has_as_many_days_off_and_make_up_days_as_its_notice_says(int year, int holidays, int workdays)
    {
        Assert.Equal(holidays, Days.Count(d => d.Day.Year == year && d.Kind == "holiday"));
        Assert.Equal(workdays, Days.Count(d => d.Day.Year == year && d.Kind == "workday"));
    }

    [Fact]
    public void Days_stand_once_and_in_order_and_make_up_days_only_at_weekends()
    {
        Assert.Equal(Days.Select(d => d.Day).Distinct().Order(), Days.Select(d => d.Day));
        Assert.All(Days, d => Assert.Contains(d.Kind, new[] { "holiday", "workday" }));
        Assert.All(
            Days.Where(d => d.Kind == "workday"),
            d => Assert.True(d.Day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday, $"{d.Day:yyyy-MM-dd} is worked anyway"));
    }
}
