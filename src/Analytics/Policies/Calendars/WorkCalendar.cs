namespace ServiceAnalytics.Analytics.Policies;

/// <summary>
/// When a company works: weekly hours, public holidays, make-up working days and days of the company's own, in the policy's zone.
/// Answers by interval arithmetic; the grid by which SQL judges millions of tickets is held to these answers by tests.
/// </summary>
/// <remarks>
/// Where clocks are put forward, a shift that begins in the gap begins at its end; where an hour comes twice, a shift's end means its
/// first coming. A shift across the change has the minutes that really pass.
/// </remarks>
public sealed class WorkCalendar
{
    /// <summary>Without a file of public holidays nothing bounds a calendar but this.</summary>
    private static readonly (DateOnly First, DateOnly Last) Unbounded = (new(2019, 1, 1), new(2050, 12, 31));

    private readonly Dictionary<DateOnly, CalendarDay> listed;
    private readonly WorkedInterval[] intervals;

    private WorkCalendar(string id, TimeZoneInfo zone, WeeklyHours hours, IReadOnlyList<CalendarDay> days, DateOnly first, DateOnly last, bool isAroundTheClock)
    {
        Id = id;
        Zone = zone;
        Hours = hours;
        ListedDays = days;
        First = first;
        Last = last;
        IsAroundTheClock = isAroundTheClock;
        listed = days.ToDictionary(d => d.Date);
        Start = LocalMidnight.Of(first, zone);
        End = LocalMidnight.Of(last.AddDays(1), zone);
        intervals = isAroundTheClock ? [new(Start.UtcTicks, End.UtcTicks, 0)] : Lay();
    }

    /// <summary>Name by which clauses refer to it.</summary>
    public string Id { get; }

    /// <summary>The policy's zone.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The plain week.</summary>
    public WeeklyHours Hours { get; }

    /// <summary>The days that don't follow the plain week, by date.</summary>
    public IReadOnlyList<CalendarDay> ListedDays { get; }

    /// <summary>True when every minute is worked (24×7).</summary>
    public bool IsAroundTheClock { get; }

    /// <summary>First local day for which working time is known.</summary>
    public DateOnly First { get; }

    /// <summary>Last local day for which working time is known: the end of the last year in the file of public holidays.</summary>
    public DateOnly Last { get; }

    /// <summary>Midnight that begins <see cref="First"/>.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Midnight that ends <see cref="Last"/>; itself still in the range, as an end.</summary>
    public DateTimeOffset End { get; }

    /// <summary>Minutes of a full working day.</summary>
    public int FullDayMinutes => Hours.FullDayMinutes;

    /// <summary>The worked stretches in order, in UTC; adjacent ones may touch.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Worked =>
        intervals.Select(i => (new DateTimeOffset(i.From, TimeSpan.Zero), new DateTimeOffset(i.To, TimeSpan.Zero)));

    /// <summary>A calendar of working hours.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="zone">Whose local time the hours are in.</param>
    /// <param name="hours">The plain week.</param>
    /// <param name="publicDays">Public holidays and make-up days; null = the company keeps none.</param>
    /// <param name="companyDays">The company's own days off and worked days; they win over public ones.</param>
    public static WorkCalendar Of(string id, TimeZoneInfo zone, WeeklyHours hours, CalendarDays? publicDays, IReadOnlyList<CalendarDay> companyDays)
    {
        SortedDictionary<DateOnly, CalendarDay> days = [];
        foreach (CalendarDay day in (publicDays?.Days ?? []).Concat(companyDays))
        {
            days[day.Date] = day;
        }

        return new WorkCalendar(id, zone, hours, [.. days.Values], publicDays?.First ?? Unbounded.First, publicDays?.Last ?? Unbounded.Last, isAroundTheClock: false);
    }

    /// <summary>A calendar in which every minute is worked and a working day has 24 hours.</summary>
    public static WorkCalendar AroundTheClock(string id, TimeZoneInfo zone)
    {
        Shift[] day = [new Shift(0, 24 * 60)];
        return new WorkCalendar(id, zone, new WeeklyHours([.. Enumerable.Repeat(day, 7)], day, day), [], Unbounded.First, Unbounded.Last, isAroundTheClock: true);
    }

    /// <summary>The shifts of a local day; empty when it isn't worked.</summary>
    public IReadOnlyList<Shift> ShiftsOn(DateOnly day) => listed.TryGetValue(day, out CalendarDay? special)
        ? special.IsWorked ? Hours.MakeUpDay : []
        : Hours.On(day.DayOfWeek);

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
        for (DateOnly day = First; day <= Last; day = day.AddDays(1))
        {
            foreach (Shift shift in ShiftsOn(day))
            {
                long from = Instant(day, shift.FromMinute);
                long to = Instant(day, shift.ToMinute);
                if (to > from)
                {
                    laid.Add(new WorkedInterval(from, to, before));
                    before += to - from;
                }
            }
        }

        return [.. laid];
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
