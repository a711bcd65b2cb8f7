using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Tickets;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Field;

/// <summary>Keeps the two registers of the field, visits and parts, for as long as the company has had them.</summary>
internal sealed class FieldWork
{
    private readonly TicketTrips trips;
    private readonly IReadOnlyList<Round> rounds;
    private readonly int firstDay;
    private int nextRound;

    public FieldWork(SampleOptions options, Customers customers, WorkCalendar calendar, CsvFile visitsCsv, CsvFile partsCsv, int exportInstant)
    {
        trips = new TicketTrips(options);
        Visits = new Visits(options, customers, visitsCsv, exportInstant);
        Parts = new PartMovements(options, calendar, partsCsv);
        firstDay = LocalMinutes.Day(options.EndMonth.AddMonths(1 - options.RegisterMonths));
        rounds = new Rounds(options, customers, calendar, firstDay, LocalMinutes.Day(options.ExportDay)).All;
    }

    public Visits Visits { get; }

    public PartMovements Parts { get; }

    /// <summary>Enters what the ticket set moving, after the rounds that were planned for before its day. Tickets come in the order of their receipt.</summary>
    public void Follow(Ticket t)
    {
        if (t.Day >= firstDay)
        {
            AddRounds(t.Day);
            var made = trips.Of(t);
            Visits.Add(t, made);
            Parts.Add(t, made);
        }
    }

    /// <summary>Enters the rounds planned for before a day that haven't been entered yet.</summary>
    public void AddRounds(int beforeDay)
    {
        while (nextRound < rounds.Count && rounds[nextRound].PlannedDay < beforeDay)
        {
            Visits.Add(rounds[nextRound++]);
        }
    }
}
