using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Tickets;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Field;

/// <summary>
/// The trips behind an on-site ticket: as many as it counts, the first arriving when the ticket says somebody arrived, the last leaving after its repair, and all
/// together as dear as its travel cost. Parts used are those of the ticket. Draws from a random stream of its own, so that the tickets don't change.
/// </summary>
internal sealed class TicketTrips
{
    private const int None = LocalMinutes.None;
    private static readonly int[] SpareWeights = [58, 32, 10];

    private readonly SeededGenerator random;
    private readonly double lostPartShare;
    private readonly Trip[] trips = [new(), new(), new()];

    public TicketTrips(SampleOptions options)
    {
        random = new SeededGenerator(options.Seed, "trips");
        lostPartShare = options.Scenario.LostPartShare;
    }

    /// <summary>The trips in their order; empty for a ticket that asks for none. Valid until the next call.</summary>
    public ReadOnlySpan<Trip> Of(Ticket t)
    {
        if (t.Mode != Mode.OnSite || (t.Arrived == None && t.Repaired == None && t.Appointed == None))
        {
            return default;
        }

        var count = t.Repaired == None ? 1 : t.Visits;
        for (var i = 0; i < count; i++)
        {
            trips[i].Clear();
        }

        var made = trips.AsSpan(0, count);
        var sent = Sent(t);
        made[0].KnownFrom = sent;
        made[0].PlannedDay = (t.Appointed != None ? t.Appointed : t.Arrived != None ? t.Arrived : sent) / LocalMinutes.PerDay;
        if (t.Arrived == None && t.Repaired == None)
        {
            return made; // agreed on, and nobody went
        }

        Arrivals(t, made, sent);
        Spend(t, made);
        Ways(t, made, sent);
        Parts(t, made);
        return made;
    }

    /// <summary>When somebody was sent, or the last known moment before.</summary>
    private static int Sent(Ticket t) => t.Dispatched != None ? t.Dispatched : t.Planned != None ? t.Planned : t.Replied != None ? t.Replied : t.Received;

    private void Arrivals(Ticket t, Span<Trip> made, int sent)
    {
        var last = made.Length - 1;
        // A ticket on which nobody filled in the arrival: the technician's own register has one.
        var first = t.Arrived != None ? t.Arrived : Math.Max(sent + 1, Math.Min(t.Appointed != None ? t.Appointed : sent + 120, t.Repaired - (60 * made.Length)));
        made[0].Arrived = first;
        if (t.Repaired == None)
        {
            made[0].Left = first + random.Between(40, 150); // a part is missing, or the fault didn't show
            return;
        }

        if (last > 0)
        {
            made[last].Arrived = t.Repaired - Math.Clamp(random.LogNormalMinutes(50, 0.6), 1, Math.Max(1, (t.Repaired - first) / 4));
        }

        if (last == 2)
        {
            var middle = first + ((made[2].Arrived - first) / 2);
            made[1].Arrived = LocalMinutes.Waking(middle) is var morning && morning < made[2].Arrived - 240 ? morning : middle;
        }

        for (var i = 0; i < last; i++)
        {
            made[i].Left = made[i].Arrived + Math.Clamp(random.LogNormalMinutes(80, 0.5), 2, Math.Max(2, (made[i + 1].Arrived - made[i].Arrived) / 3));
        }

        made[last].Left = t.Repaired + random.Between(10, 50);
        made[last].IsSolved = true;
    }

    /// <summary>Shares the ticket's travel cost out: a night away, meals, and the rest is the way there and back.</summary>
    private void Spend(Ticket t, Span<Trip> made)
    {
        var left = t.TravelCents;
        for (var i = 0; i < made.Length; i++)
        {
            var trip = made[i];
            var cents = i == made.Length - 1 ? left : t.TravelCents / made.Length / 10 * 10;
            left -= cents;
            var isOvernight = trip.Left / LocalMinutes.PerDay > trip.Arrived / LocalMinutes.PerDay || (cents > 60_000 && random.Chance(0.6));
            trip.LodgingCents = isOvernight ? Math.Min(cents / 2 / 10 * 10, random.Between(18, 32) * 1000) : 0;
            trip.MealsCents = Math.Min(cents / 4 / 10 * 10, random.Between(30, 60) * (isOvernight ? 200 : 100));
            trip.TravelCents = cents - trip.LodgingCents - trip.MealsCents;
            trip.Km = Math.Max(2, (int)(trip.TravelCents / random.Between(140, 200)));
        }
    }

    /// <summary>Departure and return, never before somebody was sent or after the next trip begins.</summary>
    private void Ways(Ticket t, Span<Trip> made, int sent)
    {
        var from = sent;
        for (var i = 0; i < made.Length; i++)
        {
            var trip = made[i];
            var isLast = i == made.Length - 1;
            var way = OneWay(trip.Km);
            if (i > 0)
            {
                trip.KnownFrom = made[i - 1].Left;
                trip.PlannedDay = trip.Arrived / LocalMinutes.PerDay;
            }

            trip.Departed = Math.Min(trip.Arrived, Math.Max(trip.Arrived - way, from));
            trip.Returned = trip.LodgingCents > 0
                ? (((trip.Left / LocalMinutes.PerDay) + 1) * LocalMinutes.PerDay) + (8 * 60) + random.Below(90) + way
                : trip.Left + way + random.Below(25);
            if (!isLast)
            {
                trip.Returned = Math.Min(trip.Returned, made[i + 1].Arrived - Math.Max(1, (made[i + 1].Arrived - trip.Left) / 3));
                trip.Reported = random.Chance(0.9) ? trip.Returned + random.LogNormalMinutes(200, 1.0) : None;
            }
            else if (t.Repaired != None)
            {
                trip.Reported = t.Reported;
            }

            from = trip.Returned;
        }
    }

    /// <summary>Minutes for half of the way at 60 km/h, and some to park.</summary>
    public static int OneWay(int km) => Math.Clamp(10 + (km / 2), 12, 300);

    private void Parts(Ticket t, Span<Trip> made)
    {
        if (t.PartsCents == 0 || t.Repaired == None)
        {
            return;
        }

        var faults = t.Series.Faults;
        if (made.Length > 1 && random.Chance(0.55))
        {
            // The first guess was wrong: the part went back as it came.
            var first = made[0];
            first.Part = faults[(t.Fault + 1 + random.Below(faults.Count - 1)) % faults.Count];
            first.Carried = first.Unused = 1;
        }

        var last = made[^1];
        var spare = random.Weighted(SpareWeights);
        last.Part = faults[t.Fault];
        last.Used = last.Part.PartPrice <= 300 && random.Chance(0.25) ? 2 : 1;
        last.Carried = last.Used + spare;
        var isLost = spare > 0 && random.Chance(lostPartShare);
        last.Unused = isLost ? spare - 1 : spare;
        last.AreUsesNoted = isLost || !random.Chance(0.015);
    }
}
