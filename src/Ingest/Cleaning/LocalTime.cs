using System.Globalization;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <summary>Local wall-clock times of a zone as SQL.</summary>
internal static class LocalTime
{
    private static readonly DateTime First = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Last = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// The macros <c>to_utc(t)</c> (local timestamp to UTC), <c>to_utc_lately(t)</c> (the same from <see cref="Lately"/> on, quicker), <c>local_at(u)</c> (its reverse) and <c>day_at(u)</c> (the local day of a UTC timestamp). A zone that has not
    /// moved its clocks for long is a subtraction from then on, which is far cheaper than asking the engine's calendar.
    /// </summary>
    public static string Macros(string zone)
    {
        TimeZoneInfo info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        string name = SqlLiteral.Of(zone);
        string asked = $"make_timestamp(epoch_us(timezone({name}, t)))";
        string moved = $"make_timestamp(epoch_us(t) - ({((long)info.GetUtcOffset(Last).TotalMicroseconds).ToString(CultureInfo.InvariantCulture)}))";
        string toUtc = ConstantSince(info) switch
        {
            null => asked,
            DateTime since when since == First => moved,
            DateTime since => $"case when t >= timestamp '{since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}' then {moved} else {asked} end",
        };
        return $"""
            create or replace temp macro to_utc(t) as {toUtc};
            create or replace temp macro to_utc_lately(t) as {(ConstantSince(info) is null ? asked : moved)};
            create or replace temp macro local_at(u) as timezone({name}, timezone('UTC', u));
            create or replace temp macro day_at(u) as cast(timezone({name}, timezone('UTC', u)) as date);
            """;
    }

    /// <summary>The first year whose times <c>to_utc_lately(t)</c> takes: from there on the zone's clocks were never moved, or it asks each time.</summary>
    public static int Lately(string zone) => ConstantSince(TimeZoneInfo.FindSystemTimeZoneById(zone)) is { } since ? since.Year + 1 : First.Year + 1;

    /// <summary>Midnight that ends a day in a zone.</summary>
    public static DateTimeOffset EndOf(DateOnly day, string zone) => ToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>A local time of a zone as an instant; one that the clocks skip is taken as if they had not.</summary>
    public static DateTimeOffset ToUtc(DateTime local, string zone)
    {
        TimeZoneInfo info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return new DateTimeOffset(local, info.GetUtcOffset(local)).ToUniversalTime();
    }

    // The day after the last change of the clocks; null when they still change.
    private static DateTime? ConstantSince(TimeZoneInfo zone)
    {
        TimeSpan offset = zone.GetUtcOffset(Last);
        DateTime day = Last;
        while (day > First && zone.GetUtcOffset(day.AddDays(-1)) == offset)
        {
            day = day.AddDays(-1);
        }

        return day == First ? First : day.AddDays(2) < new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc) ? day.AddDays(2).Date : null;
    }
}
