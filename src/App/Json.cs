using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.App;

/// <summary>What <c>--json</c> writes: one object with the basis of the figures and one list. The keys are documented and stay.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Month, as-of and policy: what the figures are a function of.</summary>
    public static JsonObject Basis(Policy policy, ReportingMonth month, AsOf asOf) => new()
    {
        ["month"] = month.ToString(),
        ["as_of_batch"] = asOf.Batch,
        ["as_of"] = asOf.Instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ["policy"] = policy.Id,
        ["policy_hash"] = policy.Hash,
        ["calendar_hash"] = policy.CalendarHash,
    };

    /// <summary>Writes the basis with a list under its key.</summary>
    public static void Write(Terminal terminal, JsonObject basis, string key, JsonNode list)
    {
        basis[key] = list;
        terminal.Out.WriteLine(Text(basis));
    }

    /// <summary>Indented, with Chinese as it is.</summary>
    public static string Text(JsonNode node) => node.ToJsonString(Options);
}
