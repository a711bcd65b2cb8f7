using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Lays a calendar on a grid of slots in UTC, so that SQL finds working time and working days by one look into a list.</summary>
internal static class WorkingGrid
{
    /// <summary>How far beyond the as-of instant deadlines can be told where no file of public holidays bounds the calendar.</summary>
    private const int YearsAhead = 2;

    /// <summary>Adds a calendar to the session's table <c>sla_grids</c>.</summary>
    /// <param name="connection">Where the table is.</param>
    /// <param name="calendar">A 24×7 calendar becomes a grid like any other.</param>
    /// <param name="asOf">The grid reaches to the calendar's end, or two years beyond this instant when that is earlier.</param>
    /// <param name="withDays">True when a clause counts days by this calendar; the lists of days are empty otherwise.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static void Add(WarehouseConnection connection, WorkCalendar calendar, DateTimeOffset asOf, bool withDays, CancellationToken cancel)
    {
        long from = calendar.Start.ToUnixTimeSeconds();
        DateTimeOffset horizon = LocalMidnight.Of(new DateOnly(asOf.Year + YearsAhead + 1, 1, 1), calendar.Zone);
        long to = Math.Min(calendar.End.ToUnixTimeSeconds(), horizon.ToUnixTimeSeconds());
        List<long> begins = [];
        List<long> ends = [];
        long step = StepDividing(from, to, 0);
        foreach ((DateTimeOffset begin, DateTimeOffset end) in calendar.Worked)
        {
            long first = begin.ToUnixTimeSeconds();
            long last = Math.Min(end.ToUnixTimeSeconds(), to);
            if (first < last)
            {
                begins.Add(first);
                ends.Add(last);
                step = StepDividing(first, last, step);
            }
        }

        (long Opens, long Closes)[] days = withDays
            ? [.. calendar.WorkedDays.Select(d => (d.Opens.ToUnixTimeSeconds(), d.Closes.ToUnixTimeSeconds())).Where(d => d.Item2 <= to)]
            : [];
        foreach ((long opens, long closes) in days)
        {
            step = StepDividing(opens, closes, step);
        }

        connection.SetVariable("sla_calendar", calendar.Id);
        connection.SetVariable("sla_step", step);
        connection.SetVariable("sla_grid_from", from);
        connection.SetVariable("sla_grid_to", to);
        connection.SetVariable("sla_worked_from", begins);
        connection.SetVariable("sla_worked_to", ends);
        connection.SetVariable("sla_day_opens", days.Select(d => d.Opens).ToList());
        connection.SetVariable("sla_day_closes", days.Select(d => d.Closes).ToList());
        connection.Execute(SqlScript.Load<AnalysisSession>("Sla/grid.sql"), cancel: cancel);
    }

    // The greatest number of seconds that divides both edges and the step so far: half an hour for usual hours, a minute at worst.
    private static long StepDividing(long first, long last, long step) => GreatestDivisor(GreatestDivisor(first, last), step);

    private static long GreatestDivisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
