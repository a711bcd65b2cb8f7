using System.Globalization;

namespace ServiceAnalytics.Analytics;

/// <summary>A calendar month in the policy's time zone; the start is in, the end is out.</summary>
public readonly record struct ReportingMonth : IComparable<ReportingMonth>
{
    /// <summary>The month that holds the given day.</summary>
    public ReportingMonth(DateOnly day) => First = new DateOnly(day.Year, day.Month, 1);

    /// <summary>The month's first day.</summary>
    public DateOnly First { get; }

    /// <summary>The month after.</summary>
    public ReportingMonth Next => Plus(1);

    /// <summary>The month before.</summary>
    public ReportingMonth Previous => Plus(-1);

    /// <summary>The same month a year ago.</summary>
    public ReportingMonth YearBefore => Plus(-12);

    /// <summary>Reads <c>2026-10</c>.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static ReportingMonth Parse(string text) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? new ReportingMonth(day)
            : throw new FormatException($"\"{text}\" is not a month (write 2026-10).");

    /// <summary>The last month that was over, in the given zone, at an instant.</summary>
    public static ReportingMonth LastFullAt(DateTimeOffset instant, TimeZoneInfo zone) =>
        new ReportingMonth(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime)).Previous;

    /// <summary>The month a number of months later, or earlier when negative.</summary>
    public ReportingMonth Plus(int months) => new(First.AddMonths(months));

    /// <summary>Local midnight of the first day, as an instant.</summary>
    public DateTimeOffset Start(TimeZoneInfo zone) => LocalMidnight.Of(First, zone);

    /// <summary>Local midnight of the next month's first day, as an instant.</summary>
    public DateTimeOffset End(TimeZoneInfo zone) => Next.Start(zone);

    /// <inheritdoc/>
    public int CompareTo(ReportingMonth other) => First.CompareTo(other.First);

    /// <summary>Earlier than.</summary>
    public static bool operator <(ReportingMonth left, ReportingMonth right) => left.CompareTo(right) < 0;

    /// <summary>Later than.</summary>
    public static bool operator >(ReportingMonth left, ReportingMonth right) => left.CompareTo(right) > 0;

    /// <summary>Earlier than or equal.</summary>
    public static bool operator <=(ReportingMonth left, ReportingMonth right) => left.CompareTo(right) <= 0;

    /// <summary>Later than or equal.</summary>
    public static bool operator >=(ReportingMonth left, ReportingMonth right) => left.CompareTo(right) >= 0;

    /// <summary><c>2026-10</c>.</summary>
    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>The instant at which a day begins somewhere.</summary>
public static class LocalMidnight
{
    /// <summary>
    /// The first instant of a day in a zone. Where clocks skip midnight, the first instant after the gap; where midnight
    /// comes twice, the earlier one.
    /// </summary>
    public static DateTimeOffset Of(DateOnly day, TimeZoneInfo zone)
    {
        DateTime local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
