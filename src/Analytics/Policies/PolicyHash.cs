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
        new { policy.Id, policy.Title, policy.Language, policy.Clauses, policy.Duties, policy.Windows, policy.Repeats, policy.Targets, policy.Warnings, policy.Figures, policy.NotMeasured },
        Canonical));

    /// <summary>Of the zone and the calendars.</summary>
    public static string OfCalendars(Policy policy)
    {
        StringBuilder text = new();
        text.Append(policy.ZoneId).Append('\n');
        foreach (WorkCalendar calendar in policy.Calendars)
        {
            text.Append(CultureInfo.InvariantCulture, $"{calendar.Id} {calendar.Zone.Id} {calendar.First:yyyy-MM-dd} {calendar.Last:yyyy-MM-dd} {(calendar.IsAroundTheClock ? "24x7" : "hours")}\n");
            if (calendar.Scope is { } scope)
            {
                text.Append(CultureInfo.InvariantCulture, $"instead of {scope.InsteadOf} for {string.Join('|', scope.Regions)} at {string.Join('|', scope.Offices)}\n");
            }

            foreach (CalendarRules version in calendar.Versions)
            {
                Append(text, version);
            }
        }

        return Sha256(text.ToString());
    }

    private static void Append(StringBuilder text, CalendarRules version)
    {
        text.Append(CultureInfo.InvariantCulture, $"{version.First:yyyy-MM-dd} {version.Last:yyyy-MM-dd}\n");
        foreach (IReadOnlyList<Shift> day in version.Hours.Days.Concat([version.Hours.MakeUpDay, version.Hours.HalfDay, version.Hours.FullDay]))
        {
            text.AppendJoin(' ', day).Append('\n');
        }

        foreach (DutyRota duty in version.Duties)
        {
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(' ', duty.Days)} {duty.First:yyyy-MM-dd} {duty.Last:yyyy-MM-dd} {duty.EveryWeeks} {string.Join(' ', duty.Shifts)} {duty.OnHolidays}\n");
        }

        foreach (CalendarDay day in version.Days)
        {
            text.Append(CultureInfo.InvariantCulture, $"{day.Date:yyyy-MM-dd} {day.Kind} {(day.Hours is { } own ? string.Join(' ', own) : string.Empty)} {day.Notice?.Id} {day.Notice?.IssuedOn:yyyy-MM-dd}\n");
        }
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
