using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>One local day of a clause's clock: what a person would write on one line.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Stretches">When the clock ran on that day, in order; empty when nobody worked, it stood still, or days are counted.</param>
/// <param name="Minutes">Their sum.</param>
/// <param name="SumMinutes">Up to the end of that day.</param>
/// <param name="Name">What the calendar calls the day when it doesn't follow the plain week (a holiday, a make-up day); else null.</param>
/// <param name="Number">Where days are counted: which day it is; 0 = worked but not counted (the day of receipt, or paused); null = not worked.</param>
public sealed record ClockDay(
    DateOnly Day,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Stretches,
    double Minutes,
    double SumMinutes,
    Bilingual? Name,
    int? Number)
{
    /// <summary>The clock day by day, from the day of its start to that of its end; days off stand among them. Empty when no time passed.</summary>
    /// <param name="arithmetic">Of a clause with a limit.</param>
    /// <param name="policy">Whose zone.</param>
    public static IReadOnlyList<ClockDay> Of(ClauseArithmetic arithmetic, Policy policy)
    {
        if (arithmetic.StartedAt is not { } start || arithmetic.ElapsedMinutes is null || arithmetic.EndedAt <= start)
        {
            return [];
        }

        TimeZoneInfo zone = arithmetic.Calendar?.Zone ?? policy.Zone;
        Dictionary<DateOnly, int> numbers = arithmetic.Days.ToDictionary(d => d.Day.Day, d => d.Number);
        DateOnly last = DayOf(arithmetic.EndedAt.AddTicks(-1));
        if (arithmetic.Days.Count > 0 && arithmetic.Days[^1].Day.Day > last)
        {
            last = arithmetic.Days[^1].Day.Day;
        }

        List<ClockDay> days = [];
        double sum = 0;
        for (DateOnly day = DayOf(start); day <= last; day = day.AddDays(1))
        {
            DateTimeOffset midnight = LocalMidnight.Of(day, zone);
            DateTimeOffset next = LocalMidnight.Of(day.AddDays(1), zone);
            (DateTimeOffset From, DateTimeOffset To)[] stretches =
            [
                .. arithmetic.Counted
                    .Select(c => (From: c.From > midnight ? c.From : midnight, To: c.To < next ? c.To : next))
                    .Where(c => c.To > c.From),
            ];
            double minutes = stretches.Sum(s => (s.To - s.From).TotalMinutes);
            sum += minutes;
            days.Add(new ClockDay(day, stretches, minutes, sum, arithmetic.Calendar?.RulesOn(day).NameOf(day), numbers.TryGetValue(day, out int number) ? number : null));
        }

        return days;

        DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
    }
}
