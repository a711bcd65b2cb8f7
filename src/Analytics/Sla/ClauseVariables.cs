using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Hands a clause to the scripts: as session variables, which fold to constants when a query is bound. No text of a policy becomes SQL.</summary>
internal static class ClauseVariables
{
    private const double MicrosecondsPerMinute = 60e6;

    public static void Set(WarehouseConnection connection, Clause clause, Policy policy)
    {
        WorkCalendar calendar = policy.Calendar(clause.Calendar);
        List<(string Name, object? Value)> variables =
        [
            ("clause", clause.Id),
            ("kind", clause.Kind.ToString().ToLowerInvariant()),
            ("start", clause.Start.Code()),
            ("stop", clause.Stop.Code()),
            ("before", clause.Before?.Code()),
            ("told", clause.Extension?.Told.Code()),
            ("start_proofs", Codes(clause.Start)),
            ("stop_proofs", Codes(clause.Stop)),
            ("at_most", clause.AtMost),
            ("calendar", calendar.Id),
            ("is_working_time", clause.IsWorkingTime),
            ("is_month_by_deadline", clause.MonthBy == MonthBy.Deadline),
            ("limit_us", Microseconds(clause.Limit, calendar)),
            ("longer_us", Microseconds(clause.Extension?.Limit, calendar)),
            ("grace_us", Microseconds(clause.Grace, calendar)),
            ("valid_from_utc", clause.ValidFrom is { } from ? LocalMidnight.Of(from, policy.Zone) : null),
            ("valid_to_utc", clause.ValidTo is { } to ? LocalMidnight.Of(to.AddDays(1), policy.Zone) : null),
            ("needs_part", clause.AppliesTo.NeedsPart),
            .. ClauseFilter.Attributes.Select(a => ("only_" + a.Attribute, (object?)clause.AppliesTo.Codes.GetValueOrDefault(a.Attribute))),
        ];

        // One batch: some thirty statements one by one would cost more than judging a small table. Values go in as literals of their type.
        connection.Execute(string.Join(";\n", variables.Select(v => $"set variable sla_{v.Name} = {SqlLiteral.Of(v.Value)}")));
    }

    private static string[] Codes(Milestone milestone) => [.. milestone.ProofsOfPassing().Select(m => m.Code())];

    private static long? Microseconds(ClauseLimit? limit, WorkCalendar calendar) =>
        limit is null ? null : (long)Math.Round(limit.Minutes(calendar) * MicrosecondsPerMinute);
}
