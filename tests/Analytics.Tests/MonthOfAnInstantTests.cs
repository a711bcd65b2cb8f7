using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests;

public sealed class MonthOfAnInstantTests
{
    /// <summary>Around every local midnight that begins a month, and at its own hour of every other day, in zones before and behind UTC, with and without summer time.</summary>
    [Theory]
    [InlineData("Asia/Shanghai", "UTC+8, no summer time")]
    [InlineData("UTC", "midnight is midnight")]
    [InlineData("America/New_York", "behind UTC, with summer time")]
    [InlineData("Europe/Berlin", "the clock changes in months")]
    [InlineData("Pacific/Kiritimati", "14 hours before UTC")]
    [InlineData("Asia/Kathmandu", "5 hours 45 minutes")]
    [InlineData("America/Asuncion", "the clock changes at midnight")]
    public void An_instant_is_in_the_asked_month_between_whose_local_midnights_it_lies(string zoneId, string why)
    {
        Assert.NotEmpty(why);
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        using WarehouseBuilder warehouse = new();
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(0, new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)), zone);

        // Not all months of the stretch are asked for.
        List<ReportingMonth> asked = [.. Enumerable.Range(0, 30).Where(i => i % 7 != 3).Select(i => ReportingMonth.Parse("2026-10").Plus(-i))];
        session.UseMonths(asked);
        List<DateTimeOffset> instants = [];
        for (ReportingMonth month = ReportingMonth.Parse("2023-12"); month <= ReportingMonth.Parse("2027-02"); month = month.Next)
        {
            DateTimeOffset start = month.Start(zone);
            instants.AddRange([start.AddTicks(-10), start, start.AddHours(13), .. Enumerable.Range(1, 26).Select(day => start.AddHours(25 * day))]);
        }

        List<DateOnly?> found = session.Connection.Query(
            "select mart_month(at_utc) as month from (select unnest($instants::timestamp[]) as at_utc, unnest(range($count)) as i) order by i",
            new() { ["instants"] = instants.Select(i => i.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture)).ToList(), ["count"] = (long)instants.Count },
            row => row.DateOrNull("month"));
        Assert.Equal(instants.Select(i => asked.Where(m => i >= m.Start(zone) && i < m.End(zone)).Select(m => (DateOnly?)m.First).SingleOrDefault()), found);
    }

    [Fact]
    public void Before_months_are_asked_for_no_instant_is_in_one()
    {
        using WarehouseBuilder warehouse = new();
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(0, new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)), TimeZoneInfo.Utc);
        Assert.Null(session.Connection.Scalar("select mart_month(timestamp '2026-10-05 08:00')"));
    }
}
