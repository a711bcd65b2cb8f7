using ServiceAnalytics.Samples.Randomness;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Tickets;

/// <summary>
/// What happens beside a ticket's main course: a web request is collected, the return call is arranged when the report is in, the customer of a factory return hears how far
/// things are, the replaced part is handed over. Draws from a random stream of its own; nothing of the main course hangs on it.
/// </summary>
internal sealed class SideMilestones(ulong seed)
{
    private const int None = LocalMinutes.None;

    private readonly SeededGenerator random = new(seed, "side milestones");

    /// <summary>Fills the four milestones.</summary>
    /// <param name="t">A ticket with all its other milestones.</param>
    /// <param name="takenOn">When the service department took it on, whether that was written down or not.</param>
    public void Tell(Ticket t, int takenOn)
    {
        // Somebody looks at the web's inbox before the request goes on; after hours that is the next morning.
        t.Collected = t.Channel == 1 && !random.Chance(0.05) ? Between(t.Received, takenOn) : None;
        var arranged = (t.Reported != None ? t.Reported : t.Repaired + random.LogNormalMinutes(100, 1.0)) + random.LogNormalMinutes(2.2, 0.7);
        var isArranged = random.Chance(0.96) && t.Repaired != None;
        t.CallBackArranged = !isArranged || (t.Revisited != None && t.Revisited < arranged) ? None : arranged;
        t.ProgressTold = t.Mode == Mode.FactoryReturn && t.Repaired != None && random.Chance(0.86) ? Between(takenOn + ((t.Repaired - takenOn) / 4), t.Repaired) : None;
        // On site while the customer looks; from the works it travels home in the box of the unit.
        var isHandedOver = t.Request == Request.Repair && t.Mode is Mode.OnSite or Mode.FactoryReturn && t.Repaired != None && random.Chance(0.91);
        t.PartHandedOver = isHandedOver ? t.Repaired + (t.Mode == Mode.OnSite ? random.Between(2, 25) : random.Between(1, 4) * LocalMinutes.PerDay) : None;
    }

    private int Between(int first, int last) => random.Between(first, Math.Max(first, last));
}
