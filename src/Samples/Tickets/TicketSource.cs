using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Tickets;

/// <summary>
/// Makes the tickets day by day in the order of receipt. A day's number follows from the units in service, the season and the kind of day; of these tickets,
/// the ones that are due come first (repeats, planted faults, the two key customers), the others arise from units drawn at random.
/// </summary>
internal sealed class TicketSource
{
    private static readonly int[] SeasonPercent = [92, 78, 98, 100, 102, 108, 116, 114, 104, 96, 98, 94];
    private static readonly int[] HourWeights = [1, 1, 1, 1, 1, 1, 2, 5, 22, 26, 24, 16, 8, 16, 22, 20, 18, 12, 6, 4, 3, 2, 1, 1];

    private readonly SampleOptions options;
    private readonly Fleet fleet;
    private readonly Customers customers;
    private readonly WorkCalendar calendar;
    private readonly SeededGenerator random;
    private readonly TicketStory story;
    private readonly Queue<Due> due = new();
    private readonly List<Due>?[] comeDue;
    private readonly int firstMonth;
    private readonly int endMonth;
    private readonly int firstDay;
    private readonly int exportDay;
    private readonly int laterDay;
    private readonly int[] budgets;
    private readonly int[][] faultWeights;
    private readonly HashSet<int> usedOfBatch = [];
    private readonly Ticket ticket = new();

    public TicketSource(SampleOptions options, Fleet fleet, Customers customers, WorkCalendar calendar, PlantPlan plan)
    {
        this.options = options;
        this.fleet = fleet;
        this.customers = customers;
        this.calendar = calendar;
        Plan = plan;
        random = new SeededGenerator(options.Seed, "tickets");
        story = new TicketStory(options, random, calendar);
        endMonth = LocalMinutes.Month(options.EndMonth);
        firstMonth = endMonth - options.Months + 1;
        firstDay = LocalMinutes.Day(LocalMinutes.FirstOf(firstMonth));
        exportDay = LocalMinutes.Day(options.ExportDay);
        laterDay = LocalMinutes.Day(options.LaterExportDay);
        comeDue = new List<Due>?[laterDay - firstDay];
        budgets = Budgets();
        faultWeights = [.. Enumerable.Range(0, Products.Models.Count).Select(FaultWeights)];
        PlanPlanted();
    }

    public PlantPlan Plan { get; }

    /// <summary>Repeats that were brought about, by office, as far as they were received before the export.</summary>
    public long[] RepeatsByOffice { get; } = new long[Places.Offices.Count];

    private readonly record struct Due(Origin Origin, int Unit, int Fault, bool HasSerial, PlantedSeries? Series);

    /// <summary>Every ticket received before the later export; always the same instance, filled anew.</summary>
    public IEnumerable<Ticket> All()
    {
        var sequence = 0L;
        var minutes = new List<int>();
        for (var day = firstDay; day < laterDay; day++)
        {
            foreach (var planned in comeDue[day - firstDay] ?? [])
            {
                due.Enqueue(planned);
            }

            comeDue[day - firstDay] = null;
            var isLateDay = Plan.LateEntryDays.Contains(day);
            var count = budgets[day - firstDay] + (isLateDay ? 1 : 0);
            Minutes(day, count, minutes);
            for (var i = 0; i < count; i++)
            {
                ticket.Sequence = sequence++;
                ticket.Day = day;
                ticket.NumberInDay = i + 1;
                ticket.Received = minutes[i];
                ticket.Correction = Correction.None;
                var isLate = isLateDay && i == count - 1;
                if (!isLate && due.TryDequeue(out var next))
                {
                    Fill(next);
                }
                else
                {
                    FillFromFleet();
                    ticket.Correction = isLate ? Correction.Late : Correction.None;
                }

                story.Tell(ticket);
                ScheduleRepeat();
                yield return ticket;
            }
        }
    }

    private int[] Budgets()
    {
        var weights = new double[laterDay - firstDay];
        for (var i = 0; i < weights.Length; i++)
        {
            var day = firstDay + i;
            var kind = calendar.IsHoliday(day) ? 0.25 : calendar.IsWorked(day) ? 1.0 : 0.35;
            var chance = 0.7 + (0.6 * random.Share());
            weights[i] = fleet.DeliveredBefore(day) * (double)SeasonPercent[LocalMinutes.Date(day).Month - 1] * kind * chance;
        }

        // The well-formed tickets before the export are exactly as many as were asked for; the days after go on at the same rate.
        var before = weights.AsSpan(0, exportDay - firstDay);
        var total = 0.0;
        foreach (var weight in before)
        {
            total += weight;
        }

        var result = new int[weights.Length];
        var sum = 0.0;
        var given = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            var upTo = (int)Math.Round(options.Tickets * sum / total);
            result[i] = upTo - given;
            given = upTo;
        }

        return result;
    }

    /// <summary>Weights of a model's faults; what is planted comes from its own source alone.</summary>
    private int[] FaultWeights(int model)
    {
        var faults = Products.Models[model].Series.Faults;
        return
        [
            .. faults.Select((fault, i) => Plan.Series.Any(s => s.Model == model && s.Fault == i)
                ? 0
                : fault.Weight * (int)(60 + (SplitMix64.At(options.Seed ^ 0xFA, (model * 10) + i) % 80))),
        ];
    }

    private void PlanPlanted()
    {
        var days = new List<int>();
        for (var month = firstMonth; month <= endMonth + 1; month++)
        {
            var start = LocalMinutes.Day(LocalMinutes.FirstOf(month));
            var end = Math.Min(LocalMinutes.Day(LocalMinutes.FirstOf(month + 1)), laterDay);
            days.Clear();
            for (var day = start; day < end; day++)
            {
                days.AddRange(Enumerable.Repeat(day, calendar.IsWorked(day) ? 3 : 1));
            }

            foreach (var series in Plan.Series)
            {
                var expected = series.Share * options.Tickets * FleetShare(start, end);
                var usual = random.Poisson(expected * Math.Min(1, series.Factor(month)));
                var surplus = random.Poisson(expected * Math.Max(0, series.Factor(month) - 1));
                for (var i = 0; i < usual + surplus; i++)
                {
                    var day = days[random.Below(days.Count)];
                    var unit = i < usual ? UnitOfModel(series.Model, day) : UnitOfBatch(series, day);
                    At(day).Add(new Due(Origin.Planted, unit, series.Fault, random.Chance(0.96), series));
                }
            }
        }

        At(Plan.UnhappyDay).Insert(0, new Due(Origin.UnhappyKeyCustomer, UnitOfCustomer(Plan.UnhappyCustomer, Plan.UnhappyDay), 1, HasSerial: true, null));
        At(Plan.BreachDay).Insert(0, new Due(Origin.OpenBreach, UnitOfCustomer(Plan.BreachCustomer, Plan.BreachDay), 3, HasSerial: true, null));
    }

    /// <summary>The share of all unit-days of the tickets' time that lie in these days.</summary>
    private double FleetShare(int start, int end)
    {
        var total = 0.0;
        var inside = 0.0;
        for (var day = firstDay; day < laterDay; day++)
        {
            var units = fleet.DeliveredBefore(day);
            total += day < exportDay ? units : 0;
            inside += day >= start && day < end ? units : 0;
        }

        return inside / total;
    }

    private List<Due> At(int day) => comeDue[day - firstDay] ??= [];

    private void Fill(Due next)
    {
        ticket.Origin = next.Origin;
        ticket.Unit = fleet[next.Unit];
        ticket.Customer = customers.All[ticket.Unit.Customer];
        ticket.HasSerial = next.HasSerial;
        ticket.Fault = next.Fault;
    }

    private void FillFromFleet()
    {
        var unit = RandomUnit(ticket.Day);
        ticket.Origin = Origin.Fleet;
        ticket.Unit = fleet[unit];
        ticket.Customer = customers.All[ticket.Unit.Customer];
        ticket.HasSerial = random.Chance(0.94);
        ticket.Fault = random.Weighted(faultWeights[ticket.Unit.Model]);
    }

    /// <summary>A unit in service; pumps and inverters fail more in summer, and a unit's first months and old age are its worst.</summary>
    private int RandomUnit(int day)
    {
        var delivered = fleet.DeliveredBefore(day);
        var isSummer = LocalMinutes.Date(day).Month is >= 6 and <= 8;
        while (true)
        {
            var unit = random.Below(delivered);
            var summer = isSummer ? Products.Models[fleet.ModelOf(unit)].Series.SummerPercent : 100;
            var place = (double)unit / delivered; // near 1: delivered lately
            var age = 1 + (place > 0.95 ? 0.6 : 0) + (place < 0.3 ? 0.3 : 0);
            if (random.Share() * 1.6 * 1.4 < age * summer / 100)
            {
                return unit;
            }
        }
    }

    private int UnitOfModel(int model, int day)
    {
        var delivered = fleet.DeliveredBefore(day);
        while (true)
        {
            var unit = random.Below(delivered);
            if (fleet.ModelOf(unit) == model)
            {
                return unit;
            }
        }
    }

    private int UnitOfCustomer(int customer, int day)
    {
        var delivered = fleet.DeliveredBefore(day);
        var start = random.Below(delivered);
        for (var i = 0; i < delivered; i++)
        {
            var unit = (start + i) % delivered;
            if (fleet.CustomerOf(unit) == customer && !Plan.Series.Any(s => s.Model == fleet.ModelOf(unit)))
            {
                return unit;
            }
        }

        throw new InvalidOperationException($"Customer {customers.All[customer].Name} has no unit; ask for more tickets, so that there are more units.");
    }

    /// <summary>A unit of the bad batch, each once as long as there are others.</summary>
    private int UnitOfBatch(PlantedSeries series, int day)
    {
        var (year, quarter, first, last) = series.Batch;
        var start = fleet.DeliveredBefore(first);
        var end = fleet.DeliveredBefore(Math.Min(last, day));
        for (var attempt = 0; attempt < 2_000; attempt++)
        {
            var unit = start + random.Below(Math.Max(1, end - start));
            if (fleet.ModelOf(unit) == series.Model && fleet[unit] is var u && u.BatchYear == year && u.BatchQuarter == quarter
                && (usedOfBatch.Add(unit) || attempt > 500))
            {
                return unit;
            }
        }

        throw new InvalidOperationException("The batch that should fail has no units; ask for more tickets, so that there are more units.");
    }

    private void ScheduleRepeat()
    {
        var share = Plan.RepeatOffice == ticket.Customer.Office ? options.Scenario.RepeatOfficeShare : options.Scenario.RepeatShare;
        if (!random.Chance(share) || !ticket.HasFaultCode || !ticket.HasSerial || ticket.Request != Request.Repair || ticket.Repaired == LocalMinutes.None)
        {
            return;
        }

        // More of them soon than late, none before two days, all within 85: a busy week may put them off by some days.
        var u = random.Share();
        var day = (ticket.Repaired / LocalMinutes.PerDay) + 2 + (int)(83 * u * u);
        if (day < laterDay)
        {
            At(day).Add(new Due(Origin.Repeat, ticket.Unit.Index, ticket.Fault, HasSerial: true, null));
            if (day < exportDay)
            {
                RepeatsByOffice[ticket.Customer.Office]++;
            }
        }
    }

    private void Minutes(int day, int count, List<int> minutes)
    {
        minutes.Clear();
        for (var i = 0; i < count; i++)
        {
            minutes.Add((day * LocalMinutes.PerDay) + (random.Weighted(HourWeights) * 60) + random.Below(60));
        }

        minutes.Sort();
    }
}
