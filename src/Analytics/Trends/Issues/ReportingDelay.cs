using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends.Issues;

/// <summary>Tickets of one age as an earlier export knew them.</summary>
/// <param name="GapDays">Days from that export to the newest one.</param>
/// <param name="AgeDays">Days from receipt to that export.</param>
/// <param name="Tickets">Received so long before it, as known today.</param>
/// <param name="Known">Of these, held by exports up to then.</param>
public readonly record struct ReportedByAge(int GapDays, int AgeDays, long Tickets, long Known);

/// <summary>How completely the newest months are reported, told by the company's own exports.</summary>
/// <remarks>
/// Each earlier export shows, for the tickets known today, which it already held: current-status data of the delay. The share reported by age is their
/// isotonic estimate (pooled adjacent violators: Ayer, Brunk, Ewing, Reid and Silverman, Annals of Mathematical Statistics 26, 1955, 641–647).
/// Tickets that even the newest export doesn't hold yet are made up for by dividing by the share reported at their age today (Horvitz–Thompson), to a fixed point.
/// </remarks>
public sealed class ReportingDelay
{
    /// <summary>Older than this counts as wholly reported.</summary>
    public const int MostDays = 60;

    private const int FewestTickets = 50;
    private const int Rounds = 60;

    private readonly double[] reported;

    private ReportingDelay(double[] reported, long tickets, int exports)
    {
        this.reported = reported;
        Tickets = tickets;
        Exports = exports;
    }

    /// <summary>Tickets that the estimate rests on, each once per export that could have held it.</summary>
    public long Tickets { get; }

    /// <summary>Earlier export days that could be compared with the newest state.</summary>
    public int Exports { get; }

    /// <summary>Share of tickets reported at an age in days, 0 to 1; never falls with age.</summary>
    public double Reported(int ageDays) => ageDays >= MostDays ? 1 : reported[Math.Max(0, ageDays)];

    /// <summary>Share of a month's tickets that is reported by an instant: the mean over its days that have begun.</summary>
    /// <param name="month">The month.</param>
    /// <param name="asOf">The local day of the newest export.</param>
    /// <returns>1 for a month long past; 1 for one that hasn't begun.</returns>
    public double Completeness(ReportingMonth month, DateOnly asOf)
    {
        double sum = 0;
        int days = 0;
        for (DateOnly day = month.First; day < month.Next.First && day < asOf; day = day.AddDays(1))
        {
            // The middle of the day: half of a day's tickets are a day older than the other half at any later time of day.
            int age = asOf.DayNumber - day.DayNumber;
            sum += (Reported(age - 1) + Reported(age)) / 2;
            days++;
        }

        return days == 0 ? 1 : sum / days;
    }

    /// <summary>Reads what earlier exports knew; null when there is no earlier export or too little in it.</summary>
    public static ReportingDelay? Read(AnalysisSession session, CancellationToken cancel = default) => Estimate(session.Connection.Query(
        SqlScript.Load<AnalysisSession>("Trends/Issues/first_seen.sql"),
        SqlParameters.None,
        row => new ReportedByAge(row.Int32("gap_days"), row.Int32("age_days"), row.Int64("tickets"), row.Int64("known")),
        cancel));

    /// <summary>Estimates the share reported by age.</summary>
    /// <param name="seen">Every export but the newest, by age.</param>
    /// <returns>Null with fewer than 50 tickets younger than 36 days at an earlier export: nothing can be said then.</returns>
    public static ReportingDelay? Estimate(IReadOnlyList<ReportedByAge> seen)
    {
        long young = seen.Where(s => s.AgeDays < 36).Sum(s => s.Tickets);
        if (young < FewestTickets)
        {
            return null;
        }

        double[] known = new double[MostDays];
        foreach (ReportedByAge s in seen.Where(s => s.AgeDays < MostDays))
        {
            known[s.AgeDays] += s.Known;
        }

        double[] share = [.. Enumerable.Repeat(1.0, MostDays)];
        for (int round = 0; round < Rounds; round++)
        {
            double[] all = new double[MostDays];
            foreach (ReportedByAge s in seen.Where(s => s.AgeDays < MostDays))
            {
                int age = s.AgeDays + s.GapDays;
                all[s.AgeDays] += s.Tickets / Math.Max(age < MostDays ? share[age] : 1, 0.05);
            }

            share = Isotonic(known, all);
        }

        return new(share, seen.Sum(s => s.Tickets), seen.Select(s => s.GapDays).Distinct().Count());
    }

    /// <summary>The never falling shares nearest to known ÷ all; ages nobody was seen at take the next younger one's.</summary>
    private static double[] Isotonic(double[] known, double[] all)
    {
        List<(double Known, double All, int Days)> blocks = [];
        for (int i = 0; i < known.Length; i++)
        {
            blocks.Add((known[i], all[i], 1));
            while (blocks.Count > 1 && (blocks[^1].All == 0 || blocks[^2].Known * blocks[^1].All >= blocks[^1].Known * blocks[^2].All))
            {
                (double k, double a, int d) = blocks[^1];
                blocks.RemoveAt(blocks.Count - 1);
                blocks[^1] = (blocks[^1].Known + k, blocks[^1].All + a, blocks[^1].Days + d);
            }
        }

        return [.. blocks.SelectMany(b => Enumerable.Repeat(b.All > 0 ? Math.Min(1, b.Known / b.All) : 1, b.Days))];
    }
}
