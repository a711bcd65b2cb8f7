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

    /// <summary>The limit in minutes of its own clock; a working day is a full day of the calendar.</summary>
    /// <param name="calendar">The clause's calendar.</param>
    public double Minutes(WorkCalendar calendar) => Unit switch
    {
        LimitUnit.Minutes or LimitUnit.WorkingMinutes => Amount,
        LimitUnit.Hours or LimitUnit.WorkingHours => Amount * 60,
        LimitUnit.Days => Amount * 24 * 60,
        _ => Amount * calendar.FullDayMinutes,
    };
}

/// <summary>The longer limit of a customer who was told in time.</summary>
/// <param name="Told">Must be recorded strictly before the original deadline.</param>
/// <param name="Limit">Runs from the original start.</param>
public sealed record ClauseExtension(Milestone Told, ClauseLimit Limit);

/// <summary>To which tickets a clause applies: those that pass every filter. An unknown or missing code leaves a ticket out and is counted.</summary>
/// <param name="Codes">Attribute of the ticket (<see cref="Attributes"/>) → the values to which the clause applies, in the order of the attributes.</param>
/// <param name="NeedsPart">True: only tickets with a failed part or a cost of parts; false: only those without; null: both.</param>
public sealed record ClauseFilter(IReadOnlyDictionary<string, IReadOnlyList<string>> Codes, bool? NeedsPart)
{
    /// <summary>The attributes that a filter may name → their codes; an empty list means the company's own words.</summary>
    public static readonly IReadOnlyList<(string Attribute, IReadOnlyList<string> Codes)> Attributes =
    [
        ("severity", ["general", "major", "emergency", "unknown"]),
        ("resolution_mode", ["phone", "part_sent", "on_site", "factory_return", "exchange", "unknown"]),
        ("channel", ["phone", "web", "wechat", "email", "sales", "other", "unknown"]),
        ("service_type", ["free", "contract", "paid", "other", "unknown"]),
        ("request_type", ["consultation", "repair", "exchange", "commissioning", "inspection", "parts", "unknown"]),
        ("customer_grade", ["a", "b", "c", "unknown"]),
        ("cause_category", ["quality", "misuse", "other", "unknown"]),
        ("region", []),
        ("office", []),
        ("product_series", []),
        ("product_model", []),
    ];

    /// <summary>True when the clause applies to every ticket.</summary>
    public bool IsEverything => Codes.Count == 0 && NeedsPart is null;
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

    /// <summary>True when only working time counts.</summary>
    public bool IsWorkingTime => Limit?.IsWorkingTime ?? false;

    /// <summary>True when a case whose clock starts on the given local day falls under this rule.</summary>
    public bool IsInForceOn(DateOnly day) => (ValidFrom is null || day >= ValidFrom) && (ValidTo is null || day <= ValidTo);
}

/// <summary>A promise of the regulation that the data can't show yet.</summary>
/// <param name="Id">Stable name.</param>
/// <param name="Title">Name on pages.</param>
/// <param name="Needs">Which export or column would make it measurable.</param>
public sealed record NotMeasured(string Id, Bilingual Title, Bilingual Needs);
