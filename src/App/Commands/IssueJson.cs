using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.App.Commands;

/// <summary>An issue as JSON. The keys are documented in docs/operations.md and stay.</summary>
internal static class IssueJson
{
    public static JsonObject Of(FaultIssue issue) => new()
    {
        ["series"] = Series(issue.Key),
        ["model"] = issue.Model,
        ["fault"] = issue.Fault?.Code,
        ["fault_text"] = issue.Fault?.Text,
        ["direction"] = issue.IsRise ? "up" : "down",
        ["observed"] = issue.Observed,
        ["expected"] = issue.Expected,
        ["window_months"] = issue.WindowMonths,
        ["window_observed"] = issue.WindowObserved,
        ["window_expected"] = issue.WindowExpected,
        ["ratio"] = FindingsCommand.Finite(issue.Ratio),
        ["lower"] = issue.Interval.Lower,
        ["upper"] = FindingsCommand.Finite(issue.Interval.Upper),
        ["p"] = issue.PValue,
        ["q"] = issue.QValue,
        ["since"] = issue.Since.ToString(),
        ["repairs_since"] = issue.RepairsSince,
        ["tickets"] = new JsonArray([.. issue.Tickets.Select(t => (JsonNode)t)]),
        ["unit_count"] = issue.UnitCount,
        ["units"] = Values(issue.Units),
        ["sits_in"] = new JsonObject(issue.Traits.Select(t => KeyValuePair.Create(SeriesKey.NameOf(t.Key), (JsonNode?)Values(t.Value)))),
        ["months"] = new JsonArray([.. issue.Months.Select(m => (JsonNode)new JsonObject
        {
            ["month"] = m.Month.ToString(),
            ["observed"] = m.Observed,
            ["expected"] = m.Expected,
            ["upper_limit"] = m.Upper,
        })]),
        ["folded"] = new JsonArray([.. issue.Folded.Select(f => (JsonNode)new JsonObject
        {
            ["series"] = Series(f.Key),
            ["observed"] = f.Observed,
            ["expected"] = f.Expected,
            ["q"] = f.QValue,
        })]),
        ["past_notices"] = new JsonArray([.. issue.PastNotices.Select(n => (JsonNode)new JsonObject
        {
            ["notice"] = n.Number,
            ["model"] = n.Model,
            ["problem"] = n.Problem,
            ["measure"] = n.Measure,
            ["issued_on"] = n.IssuedOn?.ToString("yyyy-MM-dd"),
            ["implemented_on"] = n.ImplementedOn?.ToString("yyyy-MM-dd"),
            ["result"] = n.Result,
        })]),
        ["past_fixes"] = new JsonArray([.. issue.PastFixes.Select(f => (JsonNode)new JsonObject
        {
            ["cause"] = f.Cause,
            ["part"] = f.Part,
            ["mode"] = f.Mode,
            ["repairs"] = f.Repairs,
            ["watched"] = f.Watched,
            ["held"] = f.Held,
        })]),
    };

    /// <summary>A series by its traits: <c>{"model": "KP150", "fault": "KP-01"}</c>.</summary>
    public static JsonObject Series(SeriesKey key) => new(key.Traits.Select(t => KeyValuePair.Create(SeriesKey.NameOf(t.Dimension), (JsonNode?)t.Value)));

    private static JsonArray Values(IReadOnlyList<ValueCount> values) =>
        [.. values.Select(v => (JsonNode)new JsonObject { ["value"] = v.Value, ["repairs"] = v.Repairs })];
}
