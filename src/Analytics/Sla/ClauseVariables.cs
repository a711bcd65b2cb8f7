using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Hands a clause to the scripts: as session variables, which fold to constants when a query is bound, and the condition as a macro.</summary>
internal static class ClauseVariables
{
    private const double MicrosecondsPerMinute = 60e6;

    // One batch: some thirty statements one by one would cost more than judging a small table. Values go in as literals of their type.
    public static void Set(WarehouseConnection connection, ClausePass pass, Policy policy) =>
        connection.Execute(string.Join(";\n", Of(pass, policy).Select(v => $"set variable sla_{v.Name} = {SqlLiteral.Of(v.Value)}").Append(ConditionSql.Macros(pass))));

    /// <summary>What the scripts are told of a pass.</summary>
    public static IReadOnlyList<(string Name, object? Value)> Of(ClausePass pass, Policy policy)
    {
        Clause clause = pass.Clause;
        return
        [
            ("clause", clause.Id),
            ("version", pass.Version),
            ("kind", clause.Kind.ToString().ToLowerInvariant()),
            ("start", clause.Start.Code()),
            ("stop", clause.Stop.Code()),
            ("before", clause.Before?.Code()),
            ("told", clause.Extension?.Told.Code()),
            ("start_proof", FirstProof(clause.Start)),
            ("stop_proof", FirstProof(clause.Stop)),
            ("at_most", clause.AtMost),
            ("calendar", pass.Calendar?.Id ?? clause.Calendar),
            ("clock", clause.CountsDays ? "days" : clause.IsWorkingTime ? "working" : "all"),
            ("day_us", (long)pass.FullDayMinutes * 60_000_000),
            ("is_month_by_deadline", clause.MonthBy == MonthBy.Deadline),
            ("limit_us", Microseconds(clause.Limit, pass)),
            ("limit_months", Months(clause.Limit)),
            ("longer_us", Microseconds(clause.Extension?.Limit, pass)),
            ("longer_months", Months(clause.Extension?.Limit)),
            ("early_us", Microseconds(clause.EarlyMark, pass)),
            ("early_months", Months(clause.EarlyMark)),
            ("grace_us", Microseconds(clause.Grace, pass)),
            ("reopened", clause.Reopened switch { Reopening.GoesOn => "goes_on", Reopening.StartsAgain => "starts_again", _ => "no_effect" }),
            ("pauses", clause.Pauses.Select(p => p.ToString().ToLowerInvariant()).ToArray()),
            ("valid_from_utc", pass.From is { } from ? LocalMidnight.Of(from, policy.Zone) : null),
            ("valid_to_utc", pass.To is { } to ? LocalMidnight.Of(to.AddDays(1), policy.Zone) : null),
        ];
    }

    // The place of the earliest milestone that proves it, as the macro sla_passed numbers them; null when none does.
    private static int? FirstProof(Milestone milestone) => milestone.ProofsOfPassing() is [var first, ..] ? (int)first : null;

    private static long? Microseconds(ClauseLimit? limit, ClausePass pass) =>
        limit is null or { Unit: LimitUnit.Months } ? null : (long)Math.Round(limit.Minutes(pass.FullDayMinutes) * MicrosecondsPerMinute);

    private static long? Months(ClauseLimit? limit) => limit is { Unit: LimitUnit.Months } ? (long)limit.Amount : null;
}
