namespace ServiceAnalytics.Analytics.Policies;

/// <summary>One version of a calendar: what holds from one day to another.</summary>
/// <param name="hours">The plain week.</param>
/// <param name="days">The days that don't follow it, by date, each at most once.</param>
/// <param name="duties">Weekend duty.</param>
/// <param name="first">First day that is known.</param>
/// <param name="last">Last day that is known.</param>
public sealed class CalendarRules(WeeklyHours hours, IReadOnlyList<CalendarDay> days, IReadOnlyList<DutyRota> duties, DateOnly first, DateOnly last)
{
    /// <summary>Without a file of public holidays nothing bounds a calendar but this.</summary>
    internal static readonly (DateOnly First, DateOnly Last) Unbounded = (new(2019, 1, 1), new(2050, 12, 31));

    private readonly Dictionary<DateOnly, CalendarDay> listed = days.ToDictionary(d => d.Date);

    /// <summary>The plain week.</summary>
    public WeeklyHours Hours => hours;

    /// <summary>The days that don't follow it, by date: public ones and the company's own, of which the latter win.</summary>
    public IReadOnlyList<CalendarDay> Days => days;

    /// <summary>Weekend duty.</summary>
    public IReadOnlyList<DutyRota> Duties => duties;

    /// <summary>First day that is known.</summary>
    public DateOnly First => first;

    /// <summary>Last day that is known.</summary>
    public DateOnly Last => last;

    /// <summary>The shifts of a local day; empty when it isn't worked. A duty rota comes before the plain week and after every listed day but a day off that it works too.</summary>
    public IReadOnlyList<Shift> ShiftsOn(DateOnly day)
    {
        CalendarDay? special = listed.GetValueOrDefault(day);
        DutyRota? duty = duties.FirstOrDefault(d => d.Covers(day));
        return special switch
        {
            { Hours: { } own } => own,
            { Kind: DayKind.Workday } => hours.MakeUpDay,
            { Kind: DayKind.HalfDay } => hours.HalfDay,
            { Kind: DayKind.Holiday } => duty is { OnHolidays: true } ? duty.Shifts : [],
            _ => duty?.Shifts ?? hours.On(day.DayOfWeek),
        };
    }

    /// <summary>What the day is called when it doesn't follow the plain week; else null.</summary>
    public Bilingual? NameOf(DateOnly day) => listed.TryGetValue(day, out CalendarDay? special) ? special.Name : duties.FirstOrDefault(d => d.Covers(day))?.Name;
}

/// <summary>Whose tickets a calendar is for, where a policy has several.</summary>
/// <param name="InsteadOf">The calendar that clauses name.</param>
/// <param name="Regions">Tickets of these regions; empty = any.</param>
/// <param name="Offices">Tickets of these offices; empty = any.</param>
public sealed record CalendarScope(string InsteadOf, IReadOnlyList<string> Regions, IReadOnlyList<string> Offices)
{
    /// <summary>True when it takes a ticket of this region and office; a ticket without one is not taken by a calendar that asks for it.</summary>
    public bool Takes(string? region, string? office) =>
        (Regions.Count == 0 || (region is not null && Regions.Contains(region))) && (Offices.Count == 0 || (office is not null && Offices.Contains(office)));
}
