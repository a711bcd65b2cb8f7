using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Words;

/// <summary>A time on a clause's clock in words.</summary>
public static class ClockTime
{
    private const double MinutesOfDay = 24 * 60, LongestInHours = 2 * MinutesOfDay;

    /// <summary>Working days where the limit counts them, days from two days of all time on, else hours and minutes; a dash for null.</summary>
    /// <param name="minutes">On the clause's clock.</param>
    /// <param name="limit">The clause's limit; null when it has none.</param>
    /// <param name="fullDayMinutes">Length of a full working day on the clause's calendar.</param>
    /// <param name="page">Language and numbers.</param>
    public static string Of(double? minutes, ClauseLimit? limit, int fullDayMinutes, PageFormat page)
    {
        bool zh = page.Language == Language.Zh;
        return (minutes, limit) switch
        {
            (null, _) => PageFormat.Absent,
            ({ } m, { Unit: LimitUnit.WorkingDays }) => page.Number(m / fullDayMinutes) + (zh ? " 个工作日" : " working days"),
            ({ } m, { IsWorkingTime: false }) when Math.Abs(m) >= LongestInHours => page.Number(m / MinutesOfDay) + (zh ? " 天" : " days"),
            ({ } m, _) => page.Minutes(m),
        };
    }
}
