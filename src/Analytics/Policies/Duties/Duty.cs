namespace ServiceAnalytics.Analytics.Policies.Duties;

/// <summary>What a duty asks for. A duty is owed by day, not by the minute, and need not hang on a ticket.</summary>
public enum DutyKind
{
    /// <summary>Something is done so many times in every so many months, for every customer or unit.</summary>
    Recurring,

    /// <summary>The month's report is issued by a day of the next month.</summary>
    MonthlyReport,

    /// <summary>A recoverable old part is back by a day of the month after the new one went out.</summary>
    PartsBack,

    /// <summary>Parts carried to a visit = parts used + parts returned.</summary>
    PartsBalance,

    /// <summary>The report of a visit is signed by the customer.</summary>
    VisitSigned,

    /// <summary>A charge is paid in so many days.</summary>
    Paid,

    /// <summary>The same fault of a repaired unit isn't received again in so many days.</summary>
    NoRepeat,

    /// <summary>A complaint is sorted, its cause and department named, or followed to an accepted end.</summary>
    Complaint,

    /// <summary>A step of a rectification notice is taken in time (the policy's windows say in what time).</summary>
    Rectification,

    /// <summary>A replaced part that fails within its own warranty is dealt with free of charge.</summary>
    PartWarranty,

    /// <summary>Somebody enquires after goods that were ordered and not announced.</summary>
    GoodsEnquiry,
}

/// <summary>For whom something recurs.</summary>
public enum DutySubject
{
    /// <summary>Every customer of the installed base or with a ticket.</summary>
    Customer,

    /// <summary>Every unit of the installed base.</summary>
    Unit,
}

/// <summary>In which part of a unit's life something recurs.</summary>
public enum DutyPeriod
{
    /// <summary>From delivery (a customer: from the first delivery or ticket).</summary>
    Always,

    /// <summary>While the warranty lasts.</summary>
    Warranty,

    /// <summary>From the end of the warranty.</summary>
    AfterWarranty,
}

/// <summary>What a complaint must come to.</summary>
public enum ComplaintDuty
{
    /// <summary>Its category is known by the end of the month after its receipt.</summary>
    Sorted,

    /// <summary>Its cause and responsible department are known by the end of the month after its receipt.</summary>
    CauseNamed,

    /// <summary>It is closed in so many days and the customer accepted the end.</summary>
    Accepted,
}

/// <summary>A step of a rectification notice.</summary>
public enum RectificationStep
{
    /// <summary>Confirmed → issued.</summary>
    Issue,

    /// <summary>Issued → implemented.</summary>
    Implementation,

    /// <summary>Implemented → verified.</summary>
    Verification,
}

/// <summary>What counts as doing a recurring duty: any of these.</summary>
/// <param name="Visits">Kinds of visit of the visits export; empty = visits don't count.</param>
/// <param name="Tickets">Request types of tickets on which somebody arrived (else: was repaired); empty = tickets don't count.</param>
/// <param name="Surveys">True: a survey sent to the customer counts.</param>
/// <param name="Revisits">True: the return call or visit of a ticket counts.</param>
public sealed record DutyEvidence(IReadOnlyList<string> Visits, IReadOnlyList<string> Tickets, bool Surveys, bool Revisits)
{
    /// <summary>Nothing counts: kinds that don't recur.</summary>
    public static readonly DutyEvidence None = new([], [], false, false);
}

/// <summary>A promise that is owed by day, again and again or to one thing, and need not hang on a ticket's milestones.</summary>
public sealed record Duty
{
    /// <summary>Stable name in figures; no clause has it.</summary>
    public required string Id { get; init; }

    /// <summary>Name on pages.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>What is asked for.</summary>
    public required DutyKind Kind { get; init; }

    /// <summary>Of <see cref="DutyKind.Recurring"/>: the months of one turn, 1 to 120; else null.</summary>
    public int? EveryMonths { get; init; }

    /// <summary>Of <see cref="DutyKind.Recurring"/>: how often in a turn, 1 or more.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Of <see cref="DutyKind.Recurring"/>: for whom.</summary>
    public DutySubject Per { get; init; }

    /// <summary>Of <see cref="DutyKind.Recurring"/>: in which part of a unit's life.</summary>
    public DutyPeriod During { get; init; }

    /// <summary>Of <see cref="DutyKind.Recurring"/>: only customers of these grades; empty = all.</summary>
    public IReadOnlyList<string> CustomerGrades { get; init; } = [];

    /// <summary>Of <see cref="DutyKind.Recurring"/>: what counts as doing it; of <see cref="DutyKind.VisitSigned"/>: which kinds of visit.</summary>
    public DutyEvidence DoneBy { get; init; } = DutyEvidence.None;

    /// <summary>
    /// Of <see cref="DutyKind.MonthlyReport"/>: the last day in time; of <see cref="DutyKind.PartsBack"/>: back before midnight at the beginning
    /// of this day, as the house settled it. Both of the next month; else null.
    /// </summary>
    public int? ByDay { get; init; }

    /// <summary>Of <see cref="DutyKind.MonthlyReport"/>: management, quality or technical; null = any edition.</summary>
    public string? Edition { get; init; }

    /// <summary>Calendar days: to pay (Paid), to be watched (NoRepeat), to an accepted end (Complaint); else null.</summary>
    public int? WithinDays { get; init; }

    /// <summary>Of <see cref="DutyKind.PartWarranty"/>: months of the part's own warranty, 1 to 120; else null.</summary>
    public int? WithinMonths { get; init; }

    /// <summary>Of <see cref="DutyKind.GoodsEnquiry"/>: working days after the order for which nobody need ask; else null.</summary>
    public int? UnannouncedAfter { get; init; }

    /// <summary>Of <see cref="DutyKind.GoodsEnquiry"/>: working days after the order by which somebody must have asked; else null.</summary>
    public int? EnquireWithin { get; init; }

    /// <summary>Of <see cref="DutyKind.Paid"/>: the milestone from whose local day the days are counted.</summary>
    public Milestone From { get; init; } = Milestone.Repaired;

    /// <summary>Of <see cref="DutyKind.Complaint"/>: what it must come to; else null.</summary>
    public ComplaintDuty? Must { get; init; }

    /// <summary>Of <see cref="DutyKind.Rectification"/>: which step; else null.</summary>
    public RectificationStep? Step { get; init; }

    /// <summary>True when a case has a last day in time: then it can be early or late; else it is kept or not.</summary>
    public bool HasLastDay => Kind is not (DutyKind.PartsBalance or DutyKind.VisitSigned or DutyKind.NoRepeat or DutyKind.PartWarranty);

    /// <summary>Share of cases that should be met, 0 to 1; null when the policy sets none.</summary>
    public double? Target { get; init; }

    /// <summary>Where the regulation says so; null when the policy doesn't tell.</summary>
    public Bilingual? Paragraph { get; init; }

    /// <summary>First day in force, compared with the day by which a case counts in its month; null = always.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day in force; null = until further notice.</summary>
    public DateOnly? ValidTo { get; init; }
}
