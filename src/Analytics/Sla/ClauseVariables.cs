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
        connection.SetVariable("sla_clause", clause.Id);
        connection.SetVariable("sla_kind", clause.Kind.ToString().ToLowerInvariant());
        connection.SetVariable("sla_start", clause.Start.Code());
        connection.SetVariable("sla_stop", clause.Stop.Code());
        connection.SetVariable("sla_before", clause.Before?.Code());
        connection.SetVariable("sla_told", clause.Extension?.Told.Code());
        connection.SetVariable("sla_start_proofs", Codes(clause.Start));
        connection.SetVariable("sla_stop_proofs", Codes(clause.Stop));
        connection.SetVariable("sla_at_most", clause.AtMost);
        connection.SetVariable("sla_calendar", calendar.Id);
        connection.SetVariable("sla_is_working_time", clause.IsWorkingTime);
        connection.SetVariable("sla_is_month_by_deadline", clause.MonthBy == MonthBy.Deadline);
        connection.SetVariable("sla_limit_us", Microseconds(clause.Limit, calendar));
        connection.SetVariable("sla_longer_us", Microseconds(clause.Extension?.Limit, calendar));
        connection.SetVariable("sla_grace_us", Microseconds(clause.Grace, calendar));
        connection.SetVariable("sla_valid_from_utc", clause.ValidFrom is { } from ? LocalMidnight.Of(from, policy.Zone) : null);
        connection.SetVariable("sla_valid_to_utc", clause.ValidTo is { } to ? LocalMidnight.Of(to.AddDays(1), policy.Zone) : null);
        connection.SetVariable("sla_needs_part", clause.AppliesTo.NeedsPart);
        foreach ((string attribute, _) in ClauseFilter.Attributes)
        {
            connection.SetVariable("sla_only_" + attribute, clause.AppliesTo.Codes.TryGetValue(attribute, out IReadOnlyList<string>? codes) ? codes : null);
        }
    }

    private static string[] Codes(Milestone milestone) => [.. milestone.ProofsOfPassing().Select(m => m.Code())];

    private static long? Microseconds(ClauseLimit? limit, WorkCalendar calendar) =>
        limit is null ? null : (long)Math.Round(limit.Minutes(calendar) * MicrosecondsPerMinute);
}
