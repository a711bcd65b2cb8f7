using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Field;

/// <summary>One trip to a customer with all that will ever happen on it; an export shows what had happened by its date. Instances are used over and over.</summary>
internal sealed class Trip
{
    /// <summary>Year and month of its number, 2610, and its running number: given when it is entered in the register.</summary>
    public int Month;
    public long Number;

    /// <summary>The instant from which the register has it.</summary>
    public int KnownFrom;
    public int PlannedDay;
    public int Departed;
    public int Arrived;
    public int Left;
    public int Returned;
    public int Reported;
    public bool IsSolved;

    /// <summary>The part that was taken along; null for none.</summary>
    public Fault? Part;
    public int Carried;
    public int Used;

    /// <summary>Parts that came back to the store unused. Carried less used, unless one was lost.</summary>
    public int Unused;

    /// <summary>Whether somebody wrote down what became of the parts.</summary>
    public bool AreUsesNoted;
    public int Km;
    public long TravelCents;
    public long MealsCents;
    public long LodgingCents;

    /// <summary>Back to a planned trip that nobody has made, without parts.</summary>
    public void Clear()
    {
        KnownFrom = PlannedDay = Departed = Arrived = Left = Returned = Reported = LocalMinutes.None;
        IsSolved = false;
        AreUsesNoted = true;
        Part = null;
        Carried = Used = Unused = Km = 0;
        TravelCents = MealsCents = LodgingCents = LocalMinutes.None;
    }
}
