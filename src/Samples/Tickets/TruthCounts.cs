using System.Globalization;
using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Followups;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Tickets;

/// <summary>Counts, over the tickets of the main export, what planned truths came to.</summary>
internal sealed class TruthCounts
{
    private readonly SampleOptions options;
    private readonly PlantPlan plan;
    private readonly int exportInstant;
    private readonly int fallingOffice;
    private readonly SortedDictionary<int, (int Met, int Late)> appointments = [];
    private readonly Dictionary<PlantedSeries, SortedDictionary<string, int>> bySeries;
    private readonly Dictionary<PlantedSeries, SortedDictionary<string, int>> byBatch;
    private readonly long[] repairs = new long[Places.Offices.Count];

    public TruthCounts(SampleOptions options, PlantPlan plan)
    {
        this.options = options;
        this.plan = plan;
        exportInstant = LocalMinutes.Of(options.ExportDay, 8);
        fallingOffice = Places.OfficeIndex(options.Scenario.FallingOffice);
        bySeries = plan.Series.ToDictionary(series => series, _ => EveryMonth());
        byBatch = plan.Series.ToDictionary(series => series, _ => EveryMonth());
    }

    public (string Key, int Day)? Unhappy { get; private set; }

    public (string Key, int Day)? Breach { get; private set; }

    public void Add(Ticket t)
    {
        foreach (var series in plan.Series)
        {
            if (t.HasFaultCode && t.Unit.Model == series.Model && t.Fault == series.Fault)
            {
                var month = MonthText(LocalMinutes.Month(LocalMinutes.Date(t.Day)));
                bySeries[series][month]++;
                if (t.HasSerial && t.Unit.BatchYear == series.Batch.Year && t.Unit.BatchQuarter == series.Batch.Quarter)
                {
                    byBatch[series][month]++;
                }
            }
        }

        if (t.IsRepairedBy(exportInstant))
        {
            repairs[t.Customer.Office]++;
        }

        // A time that the row doesn't show (dispatch or reply not yet known) can't be counted by a reader either.
        if (t.Customer.Office == fallingOffice && t.Appointed != LocalMinutes.None && t.Arrived != LocalMinutes.None && t.Arrived <= exportInstant)
        {
            var month = LocalMinutes.Month(LocalMinutes.Date(t.Appointed / LocalMinutes.PerDay));
            var (met, late) = appointments.GetValueOrDefault(month);
            appointments[month] = t.Arrived <= t.Appointed ? (met + 1, late) : (met, late + 1);
        }

        Unhappy = t.Origin == Origin.UnhappyKeyCustomer ? (TicketSheet.Key(t), t.Day) : Unhappy;
        Breach = t.Origin == Origin.OpenBreach ? (TicketSheet.Key(t), t.Day) : Breach;
    }

    public PlantedFault Fault(PlantedSeries series, IReadOnlyList<Notice> notices)
    {
        var hasBatch = series.Batch.Year > 0;
        return new PlantedFault(
            series.ModelName,
            series.FaultCode,
            hasBatch ? UnitSheet.Batch(series.Model, series.Batch.Year, series.Batch.Quarter).Text : null,
            notices.Single(n => n.Model == series.ModelName && n.Fault == series.FaultCode).Number,
            MonthText(series.ChangesIn),
            series.FactorAfter,
            bySeries[series],
            hasBatch ? byBatch[series] : new SortedDictionary<string, int>());
    }

    public PlantedRepeats Repeats(long[] repeatsByOffice)
    {
        var office = plan.RepeatOffice;
        return new PlantedRepeats(
            Places.Offices[office].Name.Text, repairs[office], repeatsByOffice[office], repairs.Sum() - repairs[office], repeatsByOffice.Sum() - repeatsByOffice[office]);
    }

    public PlantedAppointments Appointments() => new(
        Places.Offices[fallingOffice].Name.Text,
        [.. appointments.Where(a => a.Key > plan.EndMonth - 12 && a.Key <= plan.EndMonth).Select(a => new PlantedMonth(MonthText(a.Key), a.Value.Met, a.Value.Late))]);

    public static string MonthText(int month) => LocalMinutes.FirstOf(month).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private SortedDictionary<string, int> EveryMonth()
    {
        var months = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var month = plan.EndMonth - options.Months + 1; month <= plan.EndMonth + 1; month++)
        {
            months.Add(MonthText(month), 0);
        }

        return months;
    }
}
