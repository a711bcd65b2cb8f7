using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>One local day of a clause's clock: what a person would write on one line.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Stretches">When the clock ran on that day, in order; empty when nobody worked.</param>
/// <param name="Minutes">Their sum.</param>
/// <param name="SumMinutes">Up to the end of that day.</param>
/// <param name="Name">What the calendar calls the day when it doesn't follow the plain week (a holiday, a make-up day); else null.</param>
public sealed record ClockDay(
    DateOnly Day,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Stretches,
    double Minutes,
    double SumMinutes,
    Bilingual? Name)
{
    /// <summary>The clock day by day, from the day of its start to that of its end; days off stand among them. Empty without a limit or when no time passed.</summary>
    /// <param name="explanation">Of a clause with a limit.</param>
    /// <param name="policy">Whose calendar and zone.</param>
    /// <param name="end">When the clock stopped, or the as-of instant.</param>
    public static IReadOnlyList<ClockDay> Of(ClauseExplanation explanation, Policy policy, DateTimeOffset end)
    {
        if (explanation.StartedAt is not { } start || explanation.ElapsedMinutes is null || end <= start)
        {
            return [];
        }

        WorkCalendar calendar = policy.Calendar(explanation.Clause.Calendar);
        List<ClockDay> days = [];
        double sum = 0;
        for (DateOnly day = DayOf(start); day <= DayOf(end.AddTicks(-1)); day = day.AddDays(1))
        {
            DateTimeOffset midnight = LocalMidnight.Of(day, policy.Zone);
            DateTimeOffset next = LocalMidnight.Of(day.AddDays(1), policy.Zone);
            (DateTimeOffset From, DateTimeOffset To)[] stretches =
            [
                .. explanation.Counted
                    .Select(c => (From: c.From > midnight ? c.From : midnight, To: c.To < next ? c.To : next))
                    .Where(c => c.To > c.From),
            ];
            double minutes = stretches.Sum(s => (s.To - s.From).TotalMinutes);
            sum += minutes;
            days.Add(new ClockDay(day, stretches, minutes, sum, explanation.Clause.IsWorkingTime ? calendar.RulesOn(day).NameOf(day) : null));
        }

        return days;

        DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, policy.Zone).DateTime);
    }
}
