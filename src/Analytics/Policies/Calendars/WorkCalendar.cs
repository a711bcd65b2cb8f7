namespace ServiceAnalytics.Analytics.Policies;

/// <summary>A day on which anybody works.</summary>
/// <param name="Day">The local day on which its first shift begins.</param>
/// <param name="Opens">Its first shift's beginning.</param>
/// <param name="Closes">Its last shift's end, which after a night shift lies on the next local day.</param>
public sealed record WorkedDay(DateOnly Day, DateTimeOffset Opens, DateTimeOffset Closes);

/// <summary>
/// When a company works: weekly hours, duty weekends, public holidays, make-up working days and days of the company's own, by version.
/// Answers by interval arithmetic; the grid by which SQL judges millions of tickets is held to these answers by tests.
/// </summary>
/// <remarks>
/// Where clocks are put forward, a shift that begins in the gap begins at its end; where an hour comes twice, a shift's end means its
/// first coming. A shift across the change has the minutes that really pass. A night shift belongs to the day on which it begins, also
/// when the next day is off; where shifts of two days overlap, the time counts once.
/// </remarks>
public sealed class WorkCalendar
{
    private readonly IReadOnlyList<CalendarRules> versions;
    private readonly WorkedInterval[] intervals;
    private readonly Lazy<IReadOnlyList<WorkedDay>> workedDays;

    private WorkCalendar(string id, TimeZoneInfo zone, IReadOnlyList<CalendarRules> versions, CalendarScope? scope, bool isAroundTheClock)
    {
        Id = id;
        Zone = zone;
        Scope = scope;
        this.versions = versions;
        IsAroundTheClock = isAroundTheClock;
        Start = LocalMidnight.Of(First, zone);
        End = LocalMidnight.Of(Last.AddDays(1), zone);
        intervals = isAroundTheClock ? [new(Start.UtcTicks, End.UtcTicks, 0)] : Lay();
        workedDays = new(LayDays);
    }

    /// <summary>Name by which clauses refer to it.</summary>
    public string Id { get; }

    /// <summary>Whose local time its hours are in; the policy's zone unless the calendar names its own.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Whose tickets it is for when it stands in for another calendar; null = everybody's whose clause names it.</summary>
    public CalendarScope? Scope { get; }

    /// <summary>What holds from when to when, in order, without gaps; one when nothing has changed.</summary>
    public IReadOnlyList<CalendarRules> Versions => versions;

    /// <summary>The days that don't follow the plain week, by date.</summary>
    public IReadOnlyList<CalendarDay> ListedDays => [.. versions.SelectMany(v => v.Days.Where(d => d.Date >= v.First && d.Date <= v.Last))];

    /// <summary>The notices that its days rest on, in the order of their days.</summary>
    public IReadOnlyList<HolidayNotice> Notices => [.. ListedDays.Select(d => d.Notice).OfType<HolidayNotice>().Distinct()];

    /// <summary>True when every minute is worked (24×7).</summary>
    public bool IsAroundTheClock { get; }

    /// <summary>First local day for which working time is known.</summary>
    public DateOnly First => versions[0].First;

    /// <summary>Last local day for which working time is known: the end of the last year in the file of public holidays.</summary>
    public DateOnly Last => versions[^1].Last;

    /// <summary>Midnight that begins <see cref="First"/>.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Midnight that ends <see cref="Last"/>; itself still in the range, as an end. A night shift that begins on the last day is cut here.</summary>
    public DateTimeOffset End { get; }

    /// <summary>Minutes of a full working day in the newest version.</summary>
    public int FullDayMinutes => versions[^1].Hours.FullDayMinutes;

    /// <summary>The worked stretches in order, in UTC, not overlapping; adjacent ones may touch.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Worked =>
        intervals.Select(i => (new DateTimeOffset(i.From, TimeSpan.Zero), new DateTimeOffset(i.To, TimeSpan.Zero)));

    /// <summary>The days on which anybody works, in order. A day whose hours lie wholly within the night shift of the day before isn't one of its own.</summary>
    public IReadOnlyList<WorkedDay> WorkedDays => workedDays.Value;

    /// <summary>A calendar of working hours.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="zone">Whose local time the hours are in.</param>
    /// <param name="versions">In order of their days, each beginning on the day after the one before ends; at least one.</param>
    /// <param name="scope">Whose tickets it is for; null = it stands in for no other.</param>
    public static WorkCalendar Of(string id, TimeZoneInfo zone, IReadOnlyList<CalendarRules> versions, CalendarScope? scope = null) =>
        new(id, zone, versions, scope, isAroundTheClock: false);

    /// <summary>A calendar in which every minute is worked and a working day has 24 hours.</summary>
    public static WorkCalendar AroundTheClock(string id, TimeZoneInfo zone, CalendarScope? scope = null)
    {
        Shift[] day = [new Shift(0, 24 * 60)];
        WeeklyHours hours = new([.. Enumerable.Repeat(day, 7)], day, day, day);
        return new WorkCalendar(id, zone, [new CalendarRules(hours, [], [], CalendarRules.Unbounded.First, CalendarRules.Unbounded.Last)], scope, isAroundTheClock: true);
    }

    /// <summary>The same calendar as if a notice had never been given out: its days follow the plain week.</summary>
    public WorkCalendar Without(HolidayNotice notice) =>
        new(Id, Zone, [.. versions.Select(v => new CalendarRules(v.Hours, [.. v.Days.Where(d => d.Notice != notice)], v.Duties, v.First, v.Last))], Scope, IsAroundTheClock);

    /// <summary>What holds on a day: the version in force, or outside the range the nearest one.</summary>
    public CalendarRules RulesOn(DateOnly day) => versions.FirstOrDefault(v => day <= v.Last) ?? versions[^1];

    /// <summary>The shifts that begin on a local day; empty when it isn't worked.</summary>
    public IReadOnlyList<Shift> ShiftsOn(DateOnly day) => RulesOn(day).ShiftsOn(day);

    /// <summary>True when any of the day is worked.</summary>
    public bool IsWorkingDay(DateOnly day) => ShiftsOn(day).Count > 0;

    /// <summary>The n-th working day after a day, which itself isn't counted; 0 gives the day itself. Null beyond the range.</summary>
    public DateOnly? WorkingDayAfter(DateOnly day, int count)
    {
        DateOnly at = day;
        while (count > 0)
        {
            at = at.AddDays(1);
            if (at > Last || at < First)
            {
                return null;
            }

            count -= IsWorkingDay(at) ? 1 : 0;
        }

        return at;
    }

    /// <summary>Working minutes from one instant to another; negative when the second is earlier. Null when either is out of range.</summary>
    public double? WorkingMinutesBetween(DateTimeOffset from, DateTimeOffset to) =>
        TicksBefore(to.UtcTicks) - TicksBefore(from.UtcTicks) is { } ticks ? (double)ticks / TimeSpan.TicksPerMinute : null;

    /// <summary>The worked stretches between two instants, cut to them, in order; empty when the second isn't later. What lies out of range isn't worked.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> WorkedBetween(DateTimeOffset from, DateTimeOffset to) =>
    [
        .. intervals.Skip(Math.Max(0, LastStartedBy(from.UtcTicks)))
            .TakeWhile(i => i.From < to.UtcTicks)
            .Select(i => (From: Math.Max(i.From, from.UtcTicks), To: Math.Min(i.To, to.UtcTicks)))
            .Where(i => i.To > i.From)
            .Select(i => (new DateTimeOffset(i.From, TimeSpan.Zero), new DateTimeOffset(i.To, TimeSpan.Zero))),
    ];

    /// <summary>
    /// The earliest instant, not before the start, at which so many working minutes have passed: with 0 the start itself; used up
    /// at closing time it is closing time, not the next morning. Null when it lies out of range.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of minutes.</exception>
    public DateTimeOffset? Deadline(DateTimeOffset start, double minutes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minutes);
        if (TicksBefore(start.UtcTicks) is not { } before)
        {
            return null;
        }

        long target = before + (long)Math.Round(minutes * TimeSpan.TicksPerMinute);
        if (target == before)
        {
            return start.ToUniversalTime();
        }

        int index = Array.FindIndex(intervals, Math.Max(0, LastStartedBy(start.UtcTicks)), i => i.Before + (i.To - i.From) >= target);
        return index < 0 ? null : new DateTimeOffset(intervals[index].From + (target - intervals[index].Before), TimeSpan.Zero);
    }

    /// <summary>True when working time is known at an instant; the very end of the range is in it.</summary>
    public bool Knows(DateTimeOffset instant) => instant >= Start && instant <= End;

    private long? TicksBefore(long instant)
    {
        if (instant < Start.UtcTicks || instant > End.UtcTicks)
        {
            return null;
        }

        int index = LastStartedBy(instant);
        return index < 0 ? 0 : intervals[index].Before + Math.Min(instant, intervals[index].To) - intervals[index].From;
    }

    private int LastStartedBy(long instant)
    {
        int low = 0;
        int high = intervals.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (intervals[middle].From <= instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    private WorkedInterval[] Lay()
    {
        List<WorkedInterval> laid = [];
        long before = 0;
        long reached = Start.UtcTicks;
        for (DateOnly day = First; day <= Last; day = day.AddDays(1))
        {
            foreach (Shift shift in ShiftsOn(day))
            {
                long from = Math.Max(Instant(day, shift.FromMinute), reached);
                long to = Math.Min(Instant(day, shift.ToMinute), End.UtcTicks);
                if (to > from)
                {
                    laid.Add(new WorkedInterval(from, to, before));
                    before += to - from;
                    reached = to;
                }
            }
        }

        return [.. laid];
    }

    private List<WorkedDay> LayDays()
    {
        List<WorkedDay> days = [];
        for (DateOnly day = First; day <= Last; day = day.AddDays(1))
        {
            IReadOnlyList<Shift> shifts = ShiftsOn(day);
            if (shifts.Count > 0)
            {
                DateTimeOffset opens = new(Instant(day, shifts[0].FromMinute), TimeSpan.Zero);
                DateTimeOffset closes = new(Math.Min(Instant(day, shifts[^1].ToMinute), End.UtcTicks), TimeSpan.Zero);
                if (closes > opens && (days.Count == 0 || closes > days[^1].Closes))
                {
                    days.Add(new WorkedDay(day, opens, closes));
                }
            }
        }

        return days;
    }

    private long Instant(DateOnly day, int minute)
    {
        DateTime local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified).AddMinutes(minute);
        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        TimeSpan offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return local.Ticks - offset.Ticks;
    }

    // From and To in ticks of UTC; Before = ticks worked in all earlier stretches.
    private readonly record struct WorkedInterval(long From, long To, long Before);
}
