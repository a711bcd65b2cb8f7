using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Tickets;

/// <summary>A model × fault whose number of tickets is planned month by month.</summary>
/// <param name="Model">Index of the model.</param>
/// <param name="Fault">Place among the faults of its series.</param>
/// <param name="Share">Share of all tickets at factor 1.</param>
/// <param name="ChangesIn">First month (numbered as by <see cref="LocalMinutes.Month"/>) with another rate.</param>
/// <param name="FactorAfter">That rate ÷ the rate before.</param>
/// <param name="Batch">Year and quarter of the batch that brings what is above the old rate, and the days between which it was delivered.</param>
internal sealed record PlantedSeries(int Model, int Fault, double Share, int ChangesIn, double FactorAfter, (int Year, char Quarter, int First, int Last) Batch)
{
    public double Factor(int month) => month < ChangesIn ? 1 : FactorAfter;

    public string ModelName => Products.Models[Model].Name.Text;

    public string FaultCode => Products.Models[Model].Series.Faults[Fault].Code.Text;
}

/// <summary>The scenario in terms of days, models and customers.</summary>
internal sealed class PlantPlan
{
    public PlantPlan(SampleOptions options)
    {
        var scenario = options.Scenario;
        EndMonth = LocalMinutes.Month(options.EndMonth);
        var emergingFrom = EndMonth - scenario.EmergingMonths + 1;
        var batchStart = LocalMinutes.FirstOf((emergingFrom - 6) / 3 * 3); // the quarter in which the month half a year earlier lies
        var batch = (batchStart.Year % 100, "ABCD"[(batchStart.Month - 1) / 3], LocalMinutes.Day(batchStart) + 20, LocalMinutes.Day(batchStart.AddMonths(3)) + 90);
        CureMonth = EndMonth - scenario.CureMonthsBeforeEnd;
        IneffectiveMonth = EndMonth - scenario.IneffectiveMonthsBeforeEnd;
        Emerging = Of(scenario.EmergingModel, scenario.EmergingFault, scenario.EmergingShare, emergingFrom, scenario.EmergingFactor, batch);
        // The measure is put in place in the middle of its month, which no comparison uses; the new rate holds from the next month on.
        Cured = Of(scenario.CuredModel, scenario.CuredFault, scenario.RectifiedShare, CureMonth + 1, scenario.CureFactor, default);
        Ineffective = Of(scenario.IneffectiveModel, scenario.IneffectiveFault, scenario.RectifiedShare, IneffectiveMonth + 1, 1, default);
        Series = [Emerging, Cured, Ineffective];
        RepeatOffice = Places.OfficeIndex(scenario.RepeatOffice);
        // The first three customers are key customers of three offices.
        UnhappyCustomer = 0;
        BreachCustomer = 1;
        ComplainingCustomer = 2;
        UnhappyDay = LocalMinutes.Day(options.EndMonth) + 12;
        BreachDay = LocalMinutes.Day(options.EndMonth) + 26;
        LateEntryDays = new[] { 7, 8, 13, 14, 20, 22 }.Select(n => LocalMinutes.Day(options.EndMonth) + n).ToHashSet();
    }

    public int EndMonth { get; }

    public PlantedSeries Emerging { get; }

    public PlantedSeries Cured { get; }

    public PlantedSeries Ineffective { get; }

    public IReadOnlyList<PlantedSeries> Series { get; }

    public int CureMonth { get; }

    public int IneffectiveMonth { get; }

    public int RepeatOffice { get; }

    public int UnhappyCustomer { get; }

    public int UnhappyDay { get; }

    public int BreachCustomer { get; }

    public int BreachDay { get; }

    public int ComplainingCustomer { get; }

    /// <summary>Days of the last full month on which one ticket was received that is entered only after the first export.</summary>
    public IReadOnlySet<int> LateEntryDays { get; }

    private static PlantedSeries Of(string model, string fault, double share, int changesIn, double factor, (int, char, int, int) batch)
    {
        var index = Products.ModelIndex(model);
        var place = Products.Models[index].Series.Faults.ToList().FindIndex(f => f.Code.Text == fault);
        ArgumentOutOfRangeException.ThrowIfNegative(place, fault);
        return new PlantedSeries(index, place, share, changesIn, factor, batch);
    }
}
