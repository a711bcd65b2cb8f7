using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Duties;

namespace ServiceAnalytics.App;

/// <summary>Cases due soon as JSON: a function of data, policy and hours, so that writing it again gives the same bytes.</summary>
internal static class DueSoonJson
{
    public static JsonObject Of(Policy policy, AsOf asOf, int hours, IReadOnlyList<DueCase> cases, IReadOnlyList<DueDuty> duties) => new()
    {
        ["as_of_batch"] = asOf.Batch,
        ["as_of"] = Instant(asOf.Instant),
        ["policy"] = policy.Id,
        ["policy_hash"] = policy.Hash,
        ["calendar_hash"] = policy.CalendarHash,
        ["hours"] = hours,
        ["cases"] = new JsonArray([.. cases.Select(c => (JsonNode)new JsonObject
        {
            ["ticket"] = c.TicketId,
            ["clause"] = c.ClauseId,
            ["customer"] = c.Customer,
            ["office"] = c.Office,
            ["technician"] = c.Technician,
            ["key_customer"] = c.IsKeyCustomer,
            ["start"] = Instant(c.StartedAt),
            ["deadline"] = Instant(c.DueAt),
            ["left_minutes"] = c.LeftMinutes,
        })]),
        ["duties"] = new JsonArray([.. duties.Select(d => (JsonNode)new JsonObject
        {
            ["duty"] = d.DutyId,
            ["subject"] = d.Subject,
            ["ticket"] = d.TicketId,
            ["customer"] = d.Customer,
            ["office"] = d.Office,
            ["key_customer"] = d.IsKeyCustomer,
            ["due_on"] = d.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["deadline"] = Instant(d.DueAt),
        })]),
    };

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
