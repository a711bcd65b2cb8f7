using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>One clause's clock on one ticket, walked interval by interval or day by day. Ticks are 100 nanoseconds.</summary>
/// <param name="clause">A clause with a limit.</param>
/// <param name="calendar">What the clock is read by; null when all time counts.</param>
/// <param name="start">When it starts; known to the calendar.</param>
/// <param name="end">When it stops or up to when it has run; known to the calendar.</param>
/// <param name="pauses">What is taken off, cut to start and end, by their beginning; may overlap.</param>
internal sealed class ClauseClock(Clause clause, WorkCalendar? calendar, DateTimeOffset start, DateTimeOffset end, IReadOnlyList<PauseTaken> pauses)
{
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> still = Merged(pauses);

    public DateTimeOffset Start => start;

    public IReadOnlyList<PauseTaken> Pauses => pauses;

    /// <summary>What the clock shows at the end; negative when the end comes before the start (an agreed time).</summary>
    public long Elapsed(int fullDayMinutes)
    {
        if (clause.CountsDays)
        {
            return Days().Select(d => (long)d.Number).DefaultIfEmpty(0).Max() * fullDayMinutes * TimeSpan.TicksPerMinute;
        }

        return end >= start ? Sum(Counted()) : -Sum(Running(end, start));
    }

    /// <summary>What was taken off.</summary>
    public long Paused(int fullDayMinutes)
    {
        if (clause.CountsDays)
        {
            // A paused day has the number 0 like the day of receipt, which is never paused: it wasn't counted anyway.
            return (long)Math.Max(0, Days().Count(d => d.Number == 0) - 1) * fullDayMinutes * TimeSpan.TicksPerMinute;
        }

        return still.Sum(p => Sum(Running(p.From, p.To)));
    }

    /// <summary>The earliest instant at which so much has been used up; null beyond the calendar. Without a limit it is the start, or where days are counted the close of the day of receipt.</summary>
    public DateTimeOffset? UsedUp(long limit, int fullDayMinutes)
    {
        if (clause.CountsDays)
        {
            int wanted = (int)(limit / (fullDayMinutes * TimeSpan.TicksPerMinute));
            int receipt = DayOfReceipt();
            return receipt < 0 ? null : Numbered(receipt).Where(d => d.Number == wanted && (d.Number > 0 || wanted == 0)).Select(d => (DateTimeOffset?)d.Day.Closes).FirstOrDefault();
        }

        if (limit == 0)
        {
            return start;
        }

        DateTimeOffset horizon = calendar?.End ?? DateTimeOffset.MaxValue;
        foreach ((DateTimeOffset from, DateTimeOffset to) in Without(Running(start, horizon), still))
        {
            long here = (to - from).Ticks;
            if (here >= limit)
            {
                return from.AddTicks(limit);
            }

            limit -= here;
        }

        return null;
    }

    /// <summary>The stretches that the clock ran; empty where days are counted.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Counted() => clause.CountsDays || end <= start ? [] : [.. Without(Running(start, end), still)];

    /// <summary>From the day of receipt to the day of the end: each with its number, 0 = not counted. Empty where time is counted.</summary>
    public IReadOnlyList<(WorkedDay Day, int Number)> Days()
    {
        int receipt = clause.CountsDays ? DayOfReceipt() : -1;
        if (receipt < 0)
        {
            return [];
        }

        List<(WorkedDay Day, int Number)> days = [];
        foreach ((WorkedDay Day, int Number) day in Numbered(receipt))
        {
            days.Add(day);
            if (day.Day.Closes >= end)
            {
                break;
            }
        }

        return days;
    }

    // The first working day that has not closed when it comes in.
    private int DayOfReceipt()
    {
        IReadOnlyList<WorkedDay> days = calendar!.WorkedDays;
        for (int i = 0; i < days.Count; i++)
        {
            if (days[i].Closes > start)
            {
                return i;
            }
        }

        return -1;
    }

    // A day that was paused from its opening to its close isn't counted.
    private IEnumerable<(WorkedDay Day, int Number)> Numbered(int receipt)
    {
        IReadOnlyList<WorkedDay> days = calendar!.WorkedDays;
        yield return (days[receipt], 0);
        int number = 0;
        for (int i = receipt + 1; i < days.Count; i++)
        {
            WorkedDay day = days[i];
            yield return (day, still.Any(p => p.From <= day.Opens && p.To >= day.Closes) ? 0 : ++number);
        }
    }

    private IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Running(DateTimeOffset from, DateTimeOffset to) =>
        to <= from ? [] : clause.IsWorkingTime ? calendar!.WorkedBetween(from, to) : [(from, to)];

    private static long Sum(IEnumerable<(DateTimeOffset From, DateTimeOffset To)> stretches) => stretches.Sum(s => (s.To - s.From).Ticks);

    private static List<(DateTimeOffset From, DateTimeOffset To)> Merged(IReadOnlyList<PauseTaken> pauses)
    {
        List<(DateTimeOffset From, DateTimeOffset To)> merged = [];
        foreach (PauseTaken pause in pauses)
        {
            if (merged.Count > 0 && pause.From <= merged[^1].To)
            {
                merged[^1] = (merged[^1].From, pause.To > merged[^1].To ? pause.To : merged[^1].To);
            }
            else
            {
                merged.Add((pause.From, pause.To));
            }
        }

        return merged;
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Without(
        IEnumerable<(DateTimeOffset From, DateTimeOffset To)> stretches, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> taken)
    {
        foreach ((DateTimeOffset from, DateTimeOffset to) in stretches)
        {
            DateTimeOffset at = from;
            foreach ((DateTimeOffset off, DateTimeOffset on) in taken.Where(t => t.To > from && t.From < to))
            {
                if (off > at)
                {
                    yield return (at, off);
                }

                at = on > at ? on : at;
            }

            if (at < to)
            {
                yield return (at, to);
            }
        }
    }
}
