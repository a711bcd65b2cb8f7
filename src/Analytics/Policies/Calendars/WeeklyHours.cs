using System.Globalization;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>A stretch of worked time that begins on one local day and may end on the next.</summary>
/// <param name="FromMinute">Minutes after local midnight, below 1,440; in.</param>
/// <param name="ToMinute">Minutes after the same midnight, up to 2,880 (24:00 of the next day); out.</param>
public readonly record struct Shift(int FromMinute, int ToMinute)
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>
    /// Reads <c>09:00-12:00</c>; 24:00 is the end of the day, and an end before the beginning lies on the next day: <c>22:00-06:00</c>.
    /// Null when it is something else.
    /// </summary>
    public static Shift? Parse(string text)
    {
        string[] ends = text.Split('-', '–');
        return ends.Length == 2 && Minute(ends[0]) is { } from and < MinutesOfDay && Minute(ends[1]) is { } to && from != to
            ? new Shift(from, to > from ? to : to + MinutesOfDay)
            : null;
    }

    /// <summary><c>09:00-12:00</c>, <c>22:00-06:00</c>.</summary>
    public override string ToString()
    {
        int to = ToMinute > MinutesOfDay ? ToMinute - MinutesOfDay : ToMinute;
        return string.Create(CultureInfo.InvariantCulture, $"{FromMinute / 60:00}:{FromMinute % 60:00}-{to / 60:00}:{to % 60:00}");
    }

    private static int? Minute(string text)
    {
        string[] parts = text.Trim().Split(':');
        bool isTime = parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int hour)
            & int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minute)
            && minute < 60 && (hour * 60) + minute <= MinutesOfDay;
        return isTime ? (int.Parse(parts[0], CultureInfo.InvariantCulture) * 60) + int.Parse(parts[1], CultureInfo.InvariantCulture) : null;
    }
}

/// <summary>The hours worked on the days of a plain week and on days that the calendar lists; local time, lunch left out.</summary>
/// <param name="Days">Monday to Sunday: the shifts of each, in order, not overlapping; empty = not worked.</param>
/// <param name="MakeUpDay">The shifts of a day that the calendar lists as worked.</param>
/// <param name="HalfDay">The shifts of a day that the calendar lists as worked for half; empty when the file has no word on them.</param>
/// <param name="FullDay">The shifts of a full working day: what "one working day" means in a limit.</param>
public sealed record WeeklyHours(
    IReadOnlyList<IReadOnlyList<Shift>> Days, IReadOnlyList<Shift> MakeUpDay, IReadOnlyList<Shift> HalfDay, IReadOnlyList<Shift> FullDay)
{
    /// <summary>A week in which nothing is worked, for what could not be read.</summary>
    internal static readonly WeeklyHours None = new([.. Enumerable.Repeat<IReadOnlyList<Shift>>([], 7)], [], [], []);

    /// <summary>The shifts of a weekday.</summary>
    public IReadOnlyList<Shift> On(DayOfWeek day) => Days[((int)day + 6) % 7];

    /// <summary>Minutes of a full working day.</summary>
    public int FullDayMinutes => FullDay.Sum(s => s.ToMinute - s.FromMinute);
}

/// <summary>Weekend duty: weekdays that are worked every so many weeks (大小周, 周末值班).</summary>
/// <param name="Days">Which weekdays.</param>
/// <param name="First">The first of them: the weeks are counted from its week.</param>
/// <param name="Last">The last day that the rota covers; null = until further notice.</param>
/// <param name="EveryWeeks">1 = every week.</param>
/// <param name="Shifts">When it is worked.</param>
/// <param name="OnHolidays">True: on public holidays and company days off too; false (default): not then.</param>
/// <param name="Name">What it is called.</param>
public sealed record DutyRota(
    IReadOnlyList<DayOfWeek> Days, DateOnly First, DateOnly? Last, int EveryWeeks, IReadOnlyList<Shift> Shifts, bool OnHolidays, Bilingual Name)
{
    /// <summary>True when the rota has the day.</summary>
    public bool Covers(DateOnly day) =>
        day >= First && (Last is null || day <= Last) && Days.Contains(day.DayOfWeek) && (Monday(day).DayNumber - Monday(First).DayNumber) / 7 % EveryWeeks == 0;

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
