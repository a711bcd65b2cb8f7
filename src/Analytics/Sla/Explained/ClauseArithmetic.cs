using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Time taken off a clock.</summary>
/// <param name="From">Cut to the clock's start.</param>
/// <param name="To">Cut to the clock's end.</param>
/// <param name="Reason">What the ticket waited for; null = it had been finished and was reopened at the end.</param>
public sealed record PauseTaken(DateTimeOffset From, DateTimeOffset To, WaitReason? Reason);

/// <summary>
/// One clause with a limit worked out on one ticket as a person would: interval by interval, from what is recorded. It shares nothing with the
/// scripts that judge all tickets but the policy and the stored rows; tests hold the two to each other.
/// </summary>
public sealed record ClauseArithmetic
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>met, breached, pending, cancelled, unmeasurable.</summary>
    public required string Verdict { get; init; }

    /// <summary>Of unmeasurable: the code of <c>sla_cases</c>; else null.</summary>
    public string? Reason { get; init; }

    /// <summary>The clock's start; null when it is missing or can't be used.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The clock's stop; null while the case is open.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Up to when the clock ran: the stop, else the cancellation, else the as-of instant.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>When the ticket was withdrawn, if that ended the clock.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>The last reopening that the clause cares about; else null.</summary>
    public DateTimeOffset? ReopenedAt { get; init; }

    /// <summary>Without grace; null without a start or when it lies beyond the calendar.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What the deadline would be without the extension; null when there is none.</summary>
    public DateTimeOffset? OriginallyDueAt { get; init; }

    /// <summary>When the early mark is passed; null without one or beyond the calendar.</summary>
    public DateTimeOffset? EarlyAt { get; init; }

    /// <summary>When the customer was told that it takes longer; null when not.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>On the clause's clock; null when unmeasurable.</summary>
    public double? ElapsedMinutes { get; init; }

    /// <summary>On the clause's clock; the longer one when the customer was told in time.</summary>
    public double? LimitMinutes { get; init; }

    /// <summary>Limit and grace less elapsed; negative when breached.</summary>
    public double? MarginMinutes { get; init; }

    /// <summary>Taken off, on the clause's clock.</summary>
    public double? PausedMinutes { get; init; }

    /// <summary>The longer limit counts.</summary>
    public bool IsExtended { get; init; }

    /// <summary>More has elapsed than the early mark.</summary>
    public bool IsPastEarlyMark { get; init; }

    /// <summary>What was taken off, in order; waits may overlap here, their time counts once.</summary>
    public IReadOnlyList<PauseTaken> Pauses { get; init; } = [];

    /// <summary>The stretches of time that the clock ran, in order; empty where days are counted.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Counted { get; init; } = [];

    /// <summary>Where days are counted: the day of receipt and the days up to the end, each with its number; 0 = not counted.</summary>
    public IReadOnlyList<(WorkedDay Day, int Number)> Days { get; init; } = [];

    /// <summary>The calendar that it was read by; null when all time counts.</summary>
    public WorkCalendar? Calendar { get; init; }

    /// <summary>What one day of the limit is: a full working day of the version of the calendar in force at the start, or 1,440 minutes.</summary>
    public int FullDayMinutes { get; init; }

    /// <summary>Works it out.</summary>
    /// <param name="clause">A clause with a limit.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="ticket">What is recorded.</param>
    /// <param name="asOf">Up to when an open clock has run.</param>
    /// <returns>Null when the clock has not started and nothing shows that it should have.</returns>
    public static ClauseArithmetic? Of(Clause clause, Policy policy, TicketRecord ticket, DateTimeOffset asOf)
    {
        ClauseMilestones found = ClauseMilestones.Of(clause, ticket, asOf);
        WorkCalendar? calendar = ClausePass.CalendarFor(policy, clause, ticket.Region, ticket.Office);
        ClauseArithmetic blank = new()
        {
            Verdict = "unmeasurable",
            Reason = found.Fault,
            StartedAt = found.Start,
            StoppedAt = found.Stop,
            EndedAt = found.Stop ?? found.Cancelled ?? asOf,
            CancelledAt = found.Stop is null ? found.Cancelled : null,
            ReopenedAt = found.Reopened,
            ToldAt = found.Told,
            Calendar = calendar,
        };
        if (found.Fault is not null)
        {
            return blank;
        }

        if (found.Start is not { } start)
        {
            return null;
        }

        if (calendar is not null && (!calendar.Knows(start) || !calendar.Knows(blank.EndedAt)))
        {
            return blank with { Reason = "outside_calendar" };
        }

        ClauseClock clock = new(clause, calendar, start, blank.EndedAt, Pausing(clause, ticket, found, start, blank.EndedAt, asOf));
        return blank.WorkedOut(clause, policy, clock);
    }

    private static List<PauseTaken> Pausing(Clause clause, TicketRecord ticket, ClauseMilestones found, DateTimeOffset start, DateTimeOffset end, DateTimeOffset asOf) =>
    [
        .. ticket.Waits.Where(w => clause.Pauses.Contains(w.Reason)).Select(w => new PauseTaken(w.From, w.To ?? asOf, w.Reason))
            .Concat(found.Gaps.Select(g => new PauseTaken(g.From, g.To, null)))
            .Select(p => p with { From = p.From > start ? p.From : start, To = p.To < end ? p.To : end })
            .Where(p => p.To > p.From)
            .OrderBy(p => p.From).ThenBy(p => p.To),
    ];

    private ClauseArithmetic WorkedOut(Clause clause, Policy policy, ClauseClock clock)
    {
        DateTimeOffset start = clock.Start;
        DateOnly startDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, policy.Zone).DateTime);
        int fullDay = ClausePass.FullDay(clause, Calendar, startDay);
        long usual = Ticks(clause.Limit!);
        DateTimeOffset? usualDue = clock.UsedUp(usual, fullDay);
        bool isExtended = clause.Extension is not null && ToldAt is { } told && (usualDue is null || told < usualDue);
        long limit = isExtended ? Ticks(clause.Extension!.Limit) : usual;
        long? early = clause.EarlyMark is { } mark ? Ticks(mark) : null;
        long grace = Ticks(clause.Grace);
        long elapsed = clock.Elapsed(fullDay);
        return this with
        {
            Reason = null,
            FullDayMinutes = fullDay,
            Verdict = elapsed > limit + grace ? "breached" : StoppedAt is not null ? "met" : CancelledAt is not null ? "cancelled" : "pending",
            DueAt = isExtended ? clock.UsedUp(limit, fullDay) : usualDue,
            OriginallyDueAt = isExtended ? usualDue : null,
            EarlyAt = early is { } e ? clock.UsedUp(e, fullDay) : null,
            ElapsedMinutes = Minutes(elapsed),
            LimitMinutes = Minutes(limit),
            MarginMinutes = Minutes(limit + grace - elapsed),
            PausedMinutes = Minutes(clock.Paused(fullDay)),
            IsExtended = isExtended,
            IsPastEarlyMark = elapsed > early,
            Pauses = clock.Pauses,
            Counted = clock.Counted(),
            Days = clock.Days(),
        };

        long Ticks(ClauseLimit given) => given.Unit == LimitUnit.Months
            ? (MonthsLater(start, (int)given.Amount, policy.Zone) - start).Ticks
            : (long)Math.Round(given.Minutes(fullDay) * 60e6) * TicksPerMicrosecond;
    }

    private static DateTimeOffset MonthsLater(DateTimeOffset start, int months, TimeZoneInfo zone)
    {
        DateTime local = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(start, zone).DateTime.AddMonths(months), DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            // To the end of the gap.
            while (zone.IsInvalidTime(local))
            {
                local = new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, DateTimeKind.Unspecified);
            }
        }

        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static double Minutes(long ticks) => (double)ticks / TimeSpan.TicksPerMinute;
}
