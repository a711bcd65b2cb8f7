namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Figures are asked as of an instant for which nobody has told the calendar which days are worked.</summary>
public sealed class CalendarRangeException : Exception
{
    internal CalendarRangeException(Policy policy, WorkCalendar calendar, DateTimeOffset asOf)
        : base($"Calendar \"{calendar.Id}\" of policy {policy.Id} ends on {calendar.Last:yyyy-MM-dd}, but figures are asked as of {TimeZoneInfo.ConvertTime(asOf, calendar.Zone):yyyy-MM-dd HH:mm}: "
            + $"working time after its end isn't known. Add the public holidays and make-up days of {calendar.Last.Year + 1} to the calendar's file (data/calendars), or ask as of an earlier instant.")
        => Chinese =
            $"政策 {policy.Id} 的工作日历“{calendar.Id}”到 {calendar.Last:yyyy-MM-dd} 为止，而数据截至 {TimeZoneInfo.ConvertTime(asOf, calendar.Zone):yyyy-MM-dd HH:mm}："
            + $"此后的工作时间无从得知。请把 {calendar.Last.Year + 1} 年的放假与调休日补进日历文件（data/calendars），或改为查询更早的时刻。";

    /// <summary>The message in Chinese.</summary>
    public string Chinese { get; }
}
