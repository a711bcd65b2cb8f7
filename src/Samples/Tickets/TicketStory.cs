using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Tickets;

/// <summary>
/// Lets a ticket happen: who asks for what, how it is solved, when each milestone is reached, what it costs. Waits are log-normal; those of people at desks run in
/// working time, emergencies run around the clock.
/// </summary>
internal sealed class TicketStory
{
    private const int None = LocalMinutes.None;
    private static readonly int[] RequestWeights = [8, 74, 2, 6, 5, 5];
    private static readonly int[] ChannelWeights = [52, 12, 14, 7, 12, 3];
    private static readonly int[] SeverityWeights = [82, 14, 4];
    private static readonly int[][] ModeWeights = [[20, 18, 48, 12, 2], [20, 8, 62, 7, 3], [22, 15, 15, 45, 3], [15, 25, 58, 2, 0]];

    private readonly SampleOptions options;
    private readonly SeededGenerator random;
    private readonly SeededGenerator forwarding;
    private readonly SideMilestones side;
    private readonly WorkCalendar calendar;
    private readonly int fallingOffice;
    private readonly int endMonth;

    public TicketStory(SampleOptions options, SeededGenerator random, WorkCalendar calendar)
    {
        this.options = options;
        this.random = random;
        this.calendar = calendar;
        forwarding = new SeededGenerator(options.Seed, "forwarding");
        side = new SideMilestones(options.Seed);
        fallingOffice = Places.OfficeIndex(options.Scenario.FallingOffice);
        endMonth = LocalMinutes.Month(options.EndMonth);
    }

    /// <summary>Fills everything but unit, customer, fault, origin and receipt, which are given.</summary>
    public void Tell(Ticket t)
    {
        var isFaulty = t.Origin != Origin.Fleet;
        t.Request = isFaulty ? Request.Repair : (Request)random.Weighted(RequestWeights);
        t.Channel = random.Weighted(ChannelWeights);
        t.Severity = t.Origin == Origin.OpenBreach ? Severity.Emergency : (Severity)random.Weighted(SeverityWeights);
        t.Technician = random.Below(Places.Offices[t.Customer.Office].Technicians.Count);
        t.TextVariant = t.Origin == Origin.Repeat ? 4 + random.Below(2) : random.Below(4);
        t.Supplier = ((t.Unit.Model * 5) + (t.Fault * 7) + random.Below(3)) % Products.Suppliers.Count;
        if (t.Request is not (Request.Repair or Request.Exchange))
        {
            t.Fault = -1;
        }

        t.HasFaultCode = t.Fault >= 0 && (isFaulty || random.Chance(0.96));
        t.Cause = t.Fault < 0 ? 2 : random.Weighted([72, 17, 11]);
        t.ServiceType = t.Day < t.Unit.WarrantyDay
            ? (t.Cause == 1 && random.Chance(0.5) ? 2 : random.Weighted([95, 2, 1, 2]))
            : random.Weighted([0, 32, 64, 4]);
        t.Mode = t.Request switch
        {
            Request.Consultation => Mode.Phone,
            Request.Commissioning or Request.Inspection => Mode.OnSite,
            Request.Parts => Mode.PartSent,
            Request.Exchange => Mode.Exchange,
            _ => (Mode)random.Weighted(ModeWeights[(int)t.Series.Division]),
        };
        if (t.Severity == Severity.Emergency || t.Origin is Origin.UnhappyKeyCustomer)
        {
            t.Mode = t.Request == Request.Repair ? Mode.OnSite : t.Mode;
        }

        Pass(t);
        Cost(t);
    }

    private void Pass(Ticket t)
    {
        var isUrgent = t.Severity == Severity.Emergency;
        t.Relayed = t.Channel == 4 ? t.Received + random.LogNormalMinutes(240, 1.0) : None;
        var takenOn = After(t.Relayed == None ? t.Received : t.Relayed, isUrgent, random.LogNormalMinutes(isUrgent ? 4 : 25, 1.0));
        t.Answered = t.Channel == 0 ? t.Received + random.LogNormalMinutes(1.9, 0.8) : takenOn + random.LogNormalMinutes(12, 0.9);
        // Who calls is put through to the service department, which answers at once and takes the ticket on when it comes to it.
        t.Forwarded = t.Channel == 0 ? forwarding.Between(t.Received, t.Answered) : takenOn;
        t.Replied = After(Math.Max(t.Answered, takenOn), isUrgent, random.LogNormalMinutes(isUrgent ? 6 : 90, 1.0));
        t.Planned = After(t.Replied, isUrgent, random.LogNormalMinutes(isUrgent ? 4 : 30, 0.9));
        t.Dispatched = t.Appointed = t.Arrived = t.ExtensionTold = t.QuoteAccepted = None;
        t.Visits = 0;
        t.IsLate = false;
        const int day = WorkCalendar.MinutesPerDay;
        switch (t.Mode)
        {
            case Mode.Phone:
                t.Repaired = t.Planned + random.LogNormalMinutes(25, 0.9);
                break;
            case Mode.PartSent:
                t.Repaired = calendar.Add(t.Planned, random.LogNormalMinutes(4 * day, 0.45));
                TellOfExtension(t, 7 * day);
                break;
            case Mode.FactoryReturn:
                t.Repaired = calendar.Add(t.Planned, random.LogNormalMinutes(9 * day, 0.4));
                TellOfExtension(t, 15 * day);
                break;
            case Mode.Exchange:
                t.Repaired = calendar.Add(t.Planned, random.LogNormalMinutes(6 * day, 0.4));
                break;
            default:
                Visit(t, isUrgent);
                break;
        }

        if (t.ServiceType == 2 && t.Mode != Mode.Phone && random.Chance(0.85))
        {
            t.QuoteAccepted = Math.Min(t.Repaired - 1, calendar.Add(t.Planned, random.LogNormalMinutes(180, 0.9)));
        }

        t.Confirmed = t.Repaired + random.LogNormalMinutes(60, 1.2);
        t.Reported = t.Repaired + random.LogNormalMinutes(100, 1.0);
        t.Revisited = t.Confirmed + random.LogNormalMinutes(17 * 60, 0.7);
        t.Archived = calendar.Add(Math.Max(t.Revisited, t.Reported), random.LogNormalMinutes(2 * day, 0.6));
        t.Closed = t.Archived + random.LogNormalMinutes(30, 1.0);
        if (t.Origin is not (Origin.OpenBreach or Origin.UnhappyKeyCustomer))
        {
            Forget(t);
        }

        if (t.Origin == Origin.OpenBreach)
        {
            t.Arrived = t.Repaired = t.Confirmed = t.Reported = t.Revisited = t.Archived = t.Closed = None;
        }
        else if (t.Origin == Origin.Fleet && random.Chance(0.006))
        {
            // Nobody followed up: a part out of stock, a customer who doesn't call back.
            t.Repaired = t.Confirmed = t.Reported = t.Revisited = t.Archived = t.Closed = None;
        }

        side.Tell(t, takenOn);
    }

    private void Visit(Ticket t, bool isUrgent)
    {
        t.Dispatched = After(t.Planned, isUrgent, random.LogNormalMinutes(isUrgent ? 6 : 20, 0.9));
        var agreed = isUrgent ? t.Dispatched + random.LogNormalMinutes(110, 0.5) : calendar.Add(t.Dispatched, random.LogNormalMinutes(600, t.Origin == Origin.UnhappyKeyCustomer ? 0.1 : 0.6));
        t.Appointed = (agreed + 29) / 30 * 30; // people agree on full and half hours
        t.IsLate = random.Chance(LateShare(t.Customer.Office, t.Appointed));
        t.Arrived = t.IsLate
            ? t.Appointed + 20 + random.LogNormalMinutes(70, 0.7)
            : Math.Max(t.Dispatched + 1, t.Appointed - random.Below(46));
        t.Visits = t.Origin == Origin.UnhappyKeyCustomer ? 1 : 1 + random.Weighted([86, 11, 3]);
        t.Repaired = t.Arrived + random.LogNormalMinutes(t.Severity == Severity.Major ? 120 : 45, 0.7);
        if (t.Visits > 1)
        {
            t.Repaired = calendar.Add(t.Repaired, (t.Visits - 1) * random.LogNormalMinutes(3 * WorkCalendar.MinutesPerDay, 0.5));
        }
    }

    private double LateShare(int office, int appointed)
    {
        var shares = options.Scenario.FallingLateShares;
        var place = LocalMinutes.Month(LocalMinutes.Date(appointed / LocalMinutes.PerDay)) - endMonth + shares.Count - 1;
        return office == fallingOffice && place >= 0 ? shares[Math.Min(place, shares.Count - 1)] : options.Scenario.LateShare;
    }

    /// <summary>Whoever sees that the promised time won't be kept tells the customer before it is over, or too late, or not at all.</summary>
    private void TellOfExtension(Ticket t, int promised)
    {
        var deadline = calendar.Add(t.Received, promised);
        if (t.Repaired > deadline && random.Chance(0.6))
        {
            t.ExtensionTold = random.Chance(0.8) ? deadline - random.LogNormalMinutes(900, 0.5) : deadline + random.LogNormalMinutes(400, 0.5);
            t.ExtensionTold = Math.Max(t.ExtensionTold, t.Answered);
        }
    }

    /// <summary>Columns that nobody filled in.</summary>
    private void Forget(Ticket t)
    {
        Forget(ref t.Forwarded, 0.06);
        Forget(ref t.Answered, 0.03);
        Forget(ref t.Replied, 0.08);
        Forget(ref t.Planned, 0.10);
        Forget(ref t.Dispatched, 0.05);
        Forget(ref t.Appointed, 0.04);
        Forget(ref t.Arrived, 0.03);
        Forget(ref t.Confirmed, 0.08);
        Forget(ref t.Reported, 0.10);
        Forget(ref t.Revisited, 0.22);
        Forget(ref t.Archived, 0.04);
    }

    private void Forget(ref int milestone, double share) => milestone = random.Chance(share) ? None : milestone;

    private void Cost(Ticket t)
    {
        var price = t.Fault < 0 ? 120 : t.Series.Faults[t.Fault].PartPrice;
        t.PartsCents = (t.Mode == Mode.Phone || t.Request is Request.Inspection or Request.Commissioning) ? 0 : Cents(price, 0.3);
        t.LabourCents = t.Mode switch { Mode.Phone => 3000, Mode.OnSite => t.Visits * Cents(240, 0.4), _ => Cents(160, 0.4) };
        t.TravelCents = t.Mode == Mode.OnSite ? t.Visits * Cents(310, 0.6) : 0;
        t.FreightCents = t.Mode is Mode.PartSent or Mode.FactoryReturn or Mode.Exchange ? Cents(45, 0.6) : 0;
        t.ChargeCents = t.ServiceType == 2 ? (t.PartsCents + t.LabourCents + t.TravelCents + t.FreightCents) * 13 / 10 / 1000 * 1000 : 0;
        t.PaidDay = t.ChargeCents > 0 && t.Repaired != None && random.Chance(0.93)
            ? (t.Repaired / LocalMinutes.PerDay) + 1 + (random.LogNormalMinutes(26 * LocalMinutes.PerDay, 0.6) / LocalMinutes.PerDay)
            : None;
    }

    private long Cents(double median, double sigma) => random.LogNormalMinutes(median * 10, sigma) * 10L; // to the tenth of a yuan

    private int After(int from, bool isUrgent, int minutes) => isUrgent ? from + minutes : calendar.Add(from, minutes);
}
