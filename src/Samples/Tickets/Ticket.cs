using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Tickets;

internal enum Request
{
    Consultation,
    Repair,
    Exchange,
    Commissioning,
    Inspection,
    Parts,
}

internal enum Mode
{
    Phone,
    PartSent,
    OnSite,
    FactoryReturn,
    Exchange,
}

internal enum Severity
{
    General,
    Major,
    Emergency,
}

/// <summary>Why a ticket exists.</summary>
internal enum Origin
{
    /// <summary>A unit in service, at random.</summary>
    Fleet,

    /// <summary>The same unit and fault as an earlier repair.</summary>
    Repeat,

    /// <summary>One of the series whose rate is planted.</summary>
    Planted,

    /// <summary>The key customer who will be dissatisfied.</summary>
    UnhappyKeyCustomer,

    /// <summary>The key customer whose emergency nobody attends to.</summary>
    OpenBreach,
}

/// <summary>What becomes of a ticket between the two exports.</summary>
internal enum Correction
{
    None,

    /// <summary>Closed in the first export, open again in the second.</summary>
    Reopened,

    /// <summary>Another fault code in the second.</summary>
    FaultCode,

    /// <summary>Other costs of parts in the second.</summary>
    Cost,

    /// <summary>Received before the first export, entered after it.</summary>
    Late,
}

/// <summary>One service request with all that will ever happen to it; an export shows what had happened by its date. One instance is used over and over.</summary>
internal sealed class Ticket
{
    public long Sequence;
    public int Day;
    public int NumberInDay;
    public Origin Origin;
    public Correction Correction;
    public Unit Unit;
    public Customer Customer = null!;
    public bool HasSerial;
    public int Channel;
    public Request Request;
    public int ServiceType;
    public Severity Severity;

    /// <summary>Place in the faults of the series; -1 without.</summary>
    public int Fault;
    public bool HasFaultCode;
    public int TextVariant;
    public int Supplier;
    public int Cause;
    public Mode Mode;
    public int Technician;
    public bool IsLate;

    public int Received;
    public int Relayed;
    public int Forwarded;
    public int Answered;
    public int Replied;
    public int Planned;
    public int Dispatched;
    public int Appointed;
    public int Arrived;
    public int Repaired;
    public int Confirmed;
    public int Reported;
    public int Revisited;
    public int Archived;
    public int Closed;
    public int ExtensionTold;
    public int QuoteAccepted;
    public int Collected;
    public int CallBackArranged;
    public int ProgressTold;
    public int PartHandedOver;
    public int Visits;
    public long PartsCents;
    public long LabourCents;
    public long TravelCents;
    public long FreightCents;
    public long ChargeCents;
    public int PaidDay;

    public Model Model => Products.Models[Unit.Model];

    public Series Series => Model.Series;

    public bool IsFree => ServiceType == 0;

    /// <summary>A repair that was finished by an instant.</summary>
    public bool IsRepairedBy(int instant) => Request == Request.Repair && Repaired != LocalMinutes.None && Repaired <= instant;
}
