using System.Globalization;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>A stretch of worked time within one local day.</summary>
/// <param name="FromMinute">Minutes after local midnight; in.</param>
/// <param name="ToMinute">Minutes after local midnight, up to 1,440 (24:00); out.</param>
public readonly record struct Shift(int FromMinute, int ToMinute)
{
    /// <summary>Reads <c>09:00-12:00</c>; 24:00 is the end of the day. Null when it is something else or doesn't run forward.</summary>
    public static Shift? Parse(string text)
    {
        string[] ends = text.Split('-', '–');
        return ends.Length == 2 && Minute(ends[0]) is { } from && Minute(ends[1]) is { } to && from < to ? new Shift(from, to) : null;
    }

    /// <summary><c>09:00-12:00</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FromMinute / 60:00}:{FromMinute % 60:00}-{ToMinute / 60:00}:{ToMinute % 60:00}");

    private static int? Minute(string text)
    {
        string[] parts = text.Trim().Split(':');
        bool isTime = parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int hour)
            & int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minute)
            && minute < 60 && (hour * 60) + minute <= 24 * 60;
        return isTime ? (int.Parse(parts[0], CultureInfo.InvariantCulture) * 60) + int.Parse(parts[1], CultureInfo.InvariantCulture) : null;
    }
}

/// <summary>The hours worked on the days of a plain week and on make-up days; local time, lunch left out.</summary>
/// <param name="Days">Monday to Sunday: the shifts of each, in order, not overlapping; empty = not worked.</param>
/// <param name="MakeUpDay">The shifts of a day that the calendar lists as worked.</param>
/// <param name="FullDay">The shifts of a full working day: what "one working day" means in a limit.</param>
public sealed record WeeklyHours(IReadOnlyList<IReadOnlyList<Shift>> Days, IReadOnlyList<Shift> MakeUpDay, IReadOnlyList<Shift> FullDay)
{
    /// <summary>The shifts of a weekday.</summary>
    public IReadOnlyList<Shift> On(DayOfWeek day) => Days[((int)day + 6) % 7];

    /// <summary>Minutes of a full working day.</summary>
    public int FullDayMinutes => FullDay.Sum(s => s.ToMinute - s.FromMinute);
}
