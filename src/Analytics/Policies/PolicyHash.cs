using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Fingerprints of what a policy says, whatever its file looks like.</summary>
internal static class PolicyHash
{
    private static readonly JsonSerializerOptions Canonical = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Of everything but the calendars.</summary>
    public static string OfContent(Policy policy) => Sha256(JsonSerializer.Serialize(
        new { policy.Id, policy.Title, policy.Language, policy.Clauses, policy.Duties, policy.Windows, policy.Targets, policy.Warnings, policy.NotMeasured },
        Canonical));

    /// <summary>Of the zone and the calendars.</summary>
    public static string OfCalendars(Policy policy)
    {
        StringBuilder text = new();
        text.Append(policy.ZoneId).Append('\n');
        foreach (WorkCalendar calendar in policy.Calendars)
        {
            text.Append(CultureInfo.InvariantCulture, $"{calendar.Id} {calendar.First:yyyy-MM-dd} {calendar.Last:yyyy-MM-dd} {(calendar.IsAroundTheClock ? "24x7" : "hours")}\n");
            foreach (IReadOnlyList<Shift> day in calendar.Hours.Days.Append(calendar.Hours.MakeUpDay).Append(calendar.Hours.FullDay))
            {
                text.AppendJoin(' ', day).Append('\n');
            }

            foreach (CalendarDay day in calendar.ListedDays)
            {
                text.Append(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd} {(day.IsWorked ? "workday" : "holiday")}\n");
            }
        }

        return Sha256(text.ToString());
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
