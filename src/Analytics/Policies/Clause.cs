namespace ServiceAnalytics.Analytics.Policies;

/// <summary>What a clause promises.</summary>
public enum ClauseKind
{
    /// <summary>From one milestone to another in no more than a limit.</summary>
    Duration,

    /// <summary>A milestone is recorded before the ticket is closed.</summary>
    Recorded,

    /// <summary>One milestone comes no later than another.</summary>
    Order,

    /// <summary>Repaired with no more than a number of visits.</summary>
    Visits,
}

/// <summary>Units of a limit.</summary>
public enum LimitUnit
{
    /// <summary>Minutes of all time.</summary>
    Minutes,

    /// <summary>Hours of all time.</summary>
    Hours,

    /// <summary>Natural days: 24 hours of all time each.</summary>
    Days,

    /// <summary>Calendar months of the policy's zone: to the same day and time of a later month, or its last day where it has no such day.</summary>
    Months,

    /// <summary>Minutes of the calendar's working time.</summary>
    WorkingMinutes,

    /// <summary>Hours of the calendar's working time.</summary>
    WorkingHours,

    /// <summary>Full working days of the calendar: each is the minutes of one full working day.</summary>
    WorkingDays,
}

/// <summary>Which instant puts a case in a month.</summary>
public enum MonthBy
{
    /// <summary>The clause's start milestone (the house rule).</summary>
    Start,

    /// <summary>The deadline, without grace: then nothing in a past month is pending.</summary>
    Deadline,
}

/// <summary>How much time a clause gives.</summary>
/// <param name="Amount">In <paramref name="Unit"/>; 0 or more.</param>
/// <param name="Unit">What is counted.</param>
public sealed record ClauseLimit(double Amount, LimitUnit Unit)
{
    /// <summary>True when only the calendar's working time counts.</summary>
    public bool IsWorkingTime => Unit >= LimitUnit.WorkingMinutes;

    /// <summary>The limit in minutes of its own clock.</summary>
    /// <param name="fullDayMinutes">Of the calendar: what one working day is.</param>
    /// <exception cref="InvalidOperationException">Months, which are not all of a length (a mistake in code).</exception>
    public double Minutes(int fullDayMinutes) => Unit switch
    {
        LimitUnit.Minutes or LimitUnit.WorkingMinutes => Amount,
        LimitUnit.Hours or LimitUnit.WorkingHours => Amount * 60,
        LimitUnit.Days => Amount * 24 * 60,
        LimitUnit.WorkingDays => Amount * fullDayMinutes,
        _ => throw new InvalidOperationException("Months are not all of a length; they are counted from a start."),
    };
}

/// <summary>The longer limit of a customer who was told in time.</summary>
/// <param name="Told">Must be recorded strictly before the original deadline.</param>
/// <param name="Limit">Runs from the original start.</param>
public sealed record ClauseExtension(Milestone Told, ClauseLimit Limit);

/// <summary>To which tickets a clause applies. An attribute that is unknown or missing where the answer hangs on it leaves the ticket out and is counted.</summary>
/// <param name="Condition">Null = all tickets.</param>
public sealed record ClauseFilter(TicketCondition? Condition)
{
    /// <summary>True when the clause applies to every ticket.</summary>
    public bool IsEverything => Condition is null;
}

/// <summary>What a reopening does to a clause's clock.</summary>
public enum Reopening
{
    /// <summary>Nothing (the default): the first stop counts, as recorded.</summary>
    NoEffect,

    /// <summary>The clock stands still from the stop (else the closing) to the reopening and then goes on to the next stop.</summary>
    GoesOn,

    /// <summary>The clock starts again at the last reopening; what was before it no longer counts.</summary>
    StartsAgain,
}

/// <summary>Why a ticket waits.</summary>
public enum WaitReason
{
    /// <summary>For the customer.</summary>
    Customer,

    /// <summary>For parts.</summary>
    Parts,

    /// <summary>For a supplier.</summary>
    Supplier,

    /// <summary>For something else.</summary>
    Other,
}

/// <summary>How grave a breach is.</summary>
public enum ClauseSeverity
{
    /// <summary>A matter of order.</summary>
    Minor,

    /// <summary>As most clauses are (the default).</summary>
    Normal,

    /// <summary>Must not happen.</summary>
    Critical,
}

/// <summary>One promise of the policy.</summary>
/// <remarks>
/// A rule that changes is written as two clauses with the same <see cref="Id"/> and dates of validity that do not overlap: a case is
/// judged by the one in force, from local midnight, when the clause's own clock started.
/// </remarks>
public sealed record Clause
{
    /// <summary>Stable name in figures, e.g. <c>answered_in_time</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Name on pages.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>What is promised.</summary>
    public required ClauseKind Kind { get; init; }

    /// <summary>Starts the clock and, unless <see cref="MonthBy"/> says otherwise, puts the case in its month.</summary>
    public required Milestone Start { get; init; }

    /// <summary>
    /// Ends the clock. Of <see cref="ClauseKind.Recorded"/>: what must be recorded; of <see cref="ClauseKind.Order"/>: the later of the two;
    /// of <see cref="ClauseKind.Visits"/>: repaired.
    /// </summary>
    public required Milestone Stop { get; init; }

    /// <summary>Of <see cref="ClauseKind.Order"/>: what must come no later than <see cref="Stop"/>; else null.</summary>
    public Milestone? Before { get; init; }

    /// <summary>Of <see cref="ClauseKind.Visits"/>: the most visits allowed; else null.</summary>
    public int? AtMost { get; init; }

    /// <summary>Of <see cref="ClauseKind.Duration"/>: the limit; else null.</summary>
    public ClauseLimit? Limit { get; init; }

    /// <summary>
    /// True when days are counted instead of their time (limits in days or working days): the day of receipt doesn't count, a receipt after hours
    /// or on a day off is taken as one on the next working day, and the deadline is the close of the last day. Default false.
    /// </summary>
    public bool CountsDays { get; init; }

    /// <summary>Waits for which the clock stands still; empty = it never does.</summary>
    public IReadOnlyList<WaitReason> Pauses { get; init; } = [];

    /// <summary>What a reopening does to the clock.</summary>
    public Reopening Reopened { get; init; }

    /// <summary>A shorter limit that shows what is on the way to being late; it breaches nothing. Null when there is none.</summary>
    public ClauseLimit? EarlyMark { get; init; }

    /// <summary>How grave a breach is.</summary>
    public ClauseSeverity Severity { get; init; } = ClauseSeverity.Normal;

    /// <summary>Tolerated beyond the limit, on the clause's own clock; a deadline is told without it. Default 0.</summary>
    public ClauseLimit Grace { get; init; } = new(0, LimitUnit.Minutes);

    /// <summary>The longer limit of those who were told; null when there is none.</summary>
    public ClauseExtension? Extension { get; init; }

    /// <summary>Which calendar counts working time: an id of <see cref="Policy.Calendars"/>.</summary>
    public required string Calendar { get; init; }

    /// <summary>To which tickets it applies.</summary>
    public required ClauseFilter AppliesTo { get; init; }

    /// <summary>Share of cases that should be met, 0 to 1; null when the policy sets none.</summary>
    public double? Target { get; init; }

    /// <summary>Where the regulation says so; null when the policy doesn't tell.</summary>
    public Bilingual? Paragraph { get; init; }

    /// <summary>Which instant puts a case in a month.</summary>
    public MonthBy MonthBy { get; init; }

    /// <summary>First day in force; null = always.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day in force; null = until further notice.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>True when the clock needs a calendar: it counts working time, or days.</summary>
    public bool UsesCalendar => IsWorkingTime || CountsDays;

    /// <summary>True when only working time counts.</summary>
    public bool IsWorkingTime => Limit?.IsWorkingTime ?? false;

    /// <summary>True when a case whose clock starts on the given local day falls under this rule.</summary>
    public bool IsInForceOn(DateOnly day) => (ValidFrom is null || day >= ValidFrom) && (ValidTo is null || day <= ValidTo);
}

/// <summary>A figure that the regulation asks for: it is given by a metric and not judged.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Title">Name on pages.</param>
/// <param name="Metric">Key of the metric, e.g. <c>service_accounting</c>.</param>
/// <param name="Paragraph">Where the regulation says so; null when the policy doesn't tell.</param>
public sealed record PromisedFigure(string Id, Bilingual Title, string Metric, Bilingual? Paragraph);

/// <summary>A promise of the regulation that the data can't show yet.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Title">Name on pages.</param>
/// <param name="Needs">Which export or column would make it measurable.</param>
public sealed record NotMeasured(string Id, Bilingual Title, Bilingual Needs);
