namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Figures are asked as of an instant for which nobody has told the calendar which days are worked.</summary>
public sealed class CalendarRangeException : Exception
{
    internal CalendarRangeException(Policy policy, WorkCalendar calendar, DateTimeOffset asOf)
        : base($"Calendar \"{calendar.Id}\" of policy {policy.Id} ends on {calendar.Last:yyyy-MM-dd}, but figures are asked as of {TimeZoneInfo.ConvertTime(asOf, calendar.Zone):yyyy-MM-dd HH:mm}: "
            + $"working time after its end isn't known. Add the public holidays and make-up days of {calendar.Last.Year + 1} to the calendar's file (data/calendars), or ask as of an earlier instant.")
    {
    }
}
