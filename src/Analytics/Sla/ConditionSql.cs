using System.Globalization;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>
/// Writes a clause's condition as an expression over the columns of a ticket, in three-valued logic. Names come from the list of attributes, values
/// go in as literals: no text of a policy becomes SQL.
/// </summary>
internal static class ConditionSql
{
    /// <summary>Makes the macros <c>sla_applies</c> and <c>sla_in_pass</c>, which the view of candidates calls, for a pass.</summary>
    public static string Macros(ClausePass pass) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        create or replace temp macro sla_applies({string.Join(", ", TicketAttributes.Names.Where(n => !TicketAttributes.Flags.Contains(n)))}, received_at_utc, {string.Join(", ", Milestones.Codes.Skip(1).Select(c => c + "_at_utc"))}) as
            {(pass.Clause.AppliesTo.Condition is { } condition ? Of(condition) : "true")};
        create or replace temp macro sla_in_pass(region, office) as {InPass(pass)}
        """);

    /// <summary>Whether a pass takes a ticket, as an expression over its columns: true, false, or null when what the condition hangs on is unknown or missing.</summary>
    public static string Takes(ClausePass pass) =>
        $"({InPass(pass)}) and {(pass.Clause.AppliesTo.Condition is { } condition ? Of(condition) : "true")}";

    private static string InPass(ClausePass pass)
    {
        List<string> parts = [.. pass.Earlier.Select(s => $"not ({Takes(s)})")];
        if (pass.Scope is { } own)
        {
            parts.Add($"({Takes(own)})");
        }

        return parts.Count == 0 ? "true" : string.Join(" and ", parts);
    }

    private static string Takes(CalendarScope scope) => string.Join(" and ", new[] { ("region", scope.Regions), ("office", scope.Offices) }
        .Where(w => w.Item2.Count > 0)
        .Select(w => $"coalesce(list_contains({SqlLiteral.Of(w.Item2)}, {w.Item1}), false)"));

    private static string Of(TicketCondition condition) => condition switch
    {
        TicketCondition.All all => Join(all.Parts, " and ", "true"),
        TicketCondition.Any any => Join(any.Parts, " or ", "false"),
        TicketCondition.Not not => $"(not {Of(not.Part)})",
        TicketCondition.OneOf one => OneOf(one),
        TicketCondition.Amount amount => Bounds(amount.Attribute, (">=", amount.AtLeast), (">", amount.MoreThan), ("<=", amount.AtMost), ("<", amount.LessThan)),
        TicketCondition.Between days => Bounds(days.Attribute, (">=", days.From), ("<=", days.To)),
        TicketCondition.Is { Attribute: "needs_part" } part =>
            $"(case when failed_part is null and parts_cost is null then null else (failed_part is not null or coalesce(parts_cost, 0) > 0) = {SqlLiteral.Of(part.Value)} end)",
        TicketCondition.Is warranty => $"((sla_local(received_at_utc)::date <= warranty_until_on) = {SqlLiteral.Of(warranty.Value)})",
        TicketCondition.Recorded { Milestone: Milestone.Appointed } => "(appointed_at_utc is not null)",
        TicketCondition.Recorded recorded => $"coalesce({recorded.Milestone.Code()}_at_utc <= getvariable('as_of_utc'), false)",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "There is no SQL for this condition."),
    };

    private static string Join(IReadOnlyList<TicketCondition> parts, string word, string none) =>
        parts.Count == 0 ? none : "(" + string.Join(word, parts.Select(Of)) + ")";

    private static string OneOf(TicketCondition.OneOf one)
    {
        if (TicketAttributes.Codes.Any(c => c.Attribute == one.Attribute))
        {
            // Null where the code is missing or unknown, unless that is what is asked for.
            string known = one.Values.Contains("unknown") ? $"coalesce({one.Attribute}, 'unknown')" : $"nullif({one.Attribute}, 'unknown')";
            return $"({known} in ({string.Join(", ", one.Values.Select(v => SqlLiteral.Of(v)))}))";
        }

        string[] whole = [.. one.Values.Where(v => !v.EndsWith('*'))];
        string[] parts =
        [
            .. whole.Length == 0 ? Array.Empty<string>() : [$"list_contains({SqlLiteral.Of(whole)}, {one.Attribute})"],
            .. one.Values.Where(v => v.EndsWith('*')).Select(v => $"starts_with({one.Attribute}, {SqlLiteral.Of(v[..^1])})"),
        ];
        return $"(case when coalesce({one.Attribute}, 'unknown') = 'unknown' then null else {string.Join(" or ", parts)} end)";
    }

    private static string Bounds(string attribute, params (string Sign, object? Value)[] bounds) =>
        "(" + string.Join(" and ", bounds.Where(b => b.Value is not null).Select(b => $"{attribute} {b.Sign} {SqlLiteral.Of(b.Value)}")) + ")";
}
