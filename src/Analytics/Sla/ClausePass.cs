using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>
/// One pass of judging: a clause on the tickets of one calendar. Every ticket falls into exactly one pass of a clause, so that the calendar and the
/// length of a working day are the same for all tickets of a query.
/// </summary>
/// <param name="Clause">The rule.</param>
/// <param name="Version">Its place among the policy's clauses: tells versions of one rule apart.</param>
/// <param name="Calendar">What the clock is read by; null when all time counts.</param>
/// <param name="Earlier">The calendars that stand in for the clause's one and come before this: their tickets are not of this pass.</param>
/// <param name="FullDayMinutes">What one working day is; 1,440 for natural days.</param>
/// <param name="From">First local day of starts in this pass; null = open.</param>
/// <param name="To">Last local day of starts in this pass; null = open.</param>
internal sealed record ClausePass(
    Clause Clause, int Version, WorkCalendar? Calendar, IReadOnlyList<CalendarScope> Earlier, int FullDayMinutes, DateOnly? From, DateOnly? To)
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>The passes of every clause of the policy, in its order.</summary>
    public static IEnumerable<ClausePass> Of(Policy policy) => policy.Clauses.SelectMany((clause, i) => Of(policy, clause, i));

    /// <summary>The passes of one clause.</summary>
    public static IEnumerable<ClausePass> Of(Policy policy, Clause clause) => Of(policy, clause, policy.Clauses.ToList().IndexOf(clause));

    /// <summary>Whose tickets the pass takes, if its calendar stands in for another.</summary>
    public CalendarScope? Scope => Calendar?.Id == Clause.Calendar ? null : Calendar?.Scope;

    /// <summary>True when waits or a reopening stop the clause's clock: then <c>sla_interruptions</c> is laid for it.</summary>
    public bool IsInterrupted => Clause.Pauses.Count > 0 || Clause.Reopened != Reopening.NoEffect;

    /// <summary>The calendar that a clause's clock is read by, for a ticket of a region and office; null when all time counts.</summary>
    public static WorkCalendar? CalendarFor(Policy policy, Clause clause, string? region, string? office) => clause switch
    {
        { UsesCalendar: false } => null,
        { IsWorkingTime: false } => policy.NaturalDays,
        _ => policy.CalendarFor(clause, region, office),
    };

    /// <summary>What one day of a clause's limit is, for a clock that starts on a local day: minutes.</summary>
    public static int FullDay(Clause clause, WorkCalendar? calendar, DateOnly day) =>
        clause.IsWorkingTime && calendar is not null ? calendar.RulesOn(day).Hours.FullDayMinutes : MinutesOfDay;

    private static IEnumerable<ClausePass> Of(Policy policy, Clause clause, int version)
    {
        if (!clause.IsWorkingTime)
        {
            yield return new ClausePass(clause, version, clause.CountsDays ? policy.NaturalDays : null, [], MinutesOfDay, clause.ValidFrom, clause.ValidTo);
            yield break;
        }

        List<CalendarScope> earlier = [];
        foreach (WorkCalendar calendar in policy.CalendarsOf(clause))
        {
            foreach ((int minutes, DateOnly? from, DateOnly? to) in FullDays(clause, calendar))
            {
                DateOnly? first = Later(from, clause.ValidFrom);
                DateOnly? last = Earliest(to, clause.ValidTo);
                if (first is null || last is null || first <= last)
                {
                    yield return new ClausePass(clause, version, calendar, [.. earlier], minutes, first, last);
                }
            }

            if (calendar.Scope is { } scope)
            {
                earlier.Add(scope);
            }
        }
    }

    // From when to when a full working day has how many minutes: one stretch unless versions of the calendar differ in it and the clause counts days.
    private static List<(int Minutes, DateOnly? From, DateOnly? To)> FullDays(Clause clause, WorkCalendar calendar)
    {
        List<(int Minutes, DateOnly? From, DateOnly? To)> stretches = [(calendar.Versions[0].Hours.FullDayMinutes, null, null)];
        foreach (CalendarRules version in calendar.Versions.Skip(1).Where(v => v.Hours.FullDayMinutes != stretches[^1].Minutes))
        {
            stretches[^1] = stretches[^1] with { To = version.First.AddDays(-1) };
            stretches.Add((version.Hours.FullDayMinutes, version.First, null));
        }

        bool countsWorkingDays = new[] { clause.Limit, clause.Grace, clause.Extension?.Limit, clause.EarlyMark }.Any(l => l?.Unit == LimitUnit.WorkingDays);
        return countsWorkingDays ? stretches : [(calendar.FullDayMinutes, null, null)];
    }

    private static DateOnly? Later(DateOnly? a, DateOnly? b) => a is null || b > a ? b ?? a : a;

    private static DateOnly? Earliest(DateOnly? a, DateOnly? b) => a is null || b < a ? b ?? a : a;
}
