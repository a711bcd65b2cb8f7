namespace ServiceAnalytics.Samples.Time;

/// <summary>
/// Instants are whole minutes since 2000-01-01 00:00 on the wall clock of China (UTC+8, no summer time), days are whole days since then:
/// what the exports show, in a form that is quick to add to.
/// </summary>
internal static class LocalMinutes
{
    /// <summary>A milestone that never came or was not filled in.</summary>
    public const int None = -1;

    public const int PerDay = 1440;

    /// <summary>Days that formatted dates and the calendar are prepared for: 2000 to 2059.</summary>
    public const int DayCount = 21915;

    private static readonly int Origin = new DateOnly(2000, 1, 1).DayNumber;

    public static int Day(DateOnly date) => date.DayNumber - Origin;

    public static DateOnly Date(int day) => DateOnly.FromDayNumber(day + Origin);

    public static int Of(DateOnly date, int hour = 0, int minute = 0) => (Day(date) * PerDay) + (hour * 60) + minute;

    /// <summary>The instant itself if people are about (8:00 to 20:00), else some time of the next morning.</summary>
    public static int Waking(int instant)
    {
        var clock = instant % PerDay;
        return clock switch
        {
            < 8 * 60 => instant - clock + (8 * 60) + 5 + (clock % 200),
            >= 20 * 60 => instant - clock + PerDay + (8 * 60) + 5 + (clock % 200),
            _ => instant,
        };
    }

    /// <summary>Months since January of the year 0, to count with.</summary>
    public static int Month(DateOnly date) => (date.Year * 12) + date.Month - 1;

    public static DateOnly FirstOf(int month) => new(month / 12, (month % 12) + 1, 1);
}
