namespace ServiceAnalytics.Analytics.Policies;

/// <summary>By what a ticket names the unit that was repaired, strongest first.</summary>
public enum UnitKey
{
    /// <summary>The serial number.</summary>
    SerialNo,

    /// <summary>Site and product model: one machine of its kind at a place.</summary>
    SiteModel,

    /// <summary>Customer and product model: weakest, a customer may have many.</summary>
    CustomerModel,
}

/// <summary>What makes two faults of a unit the same.</summary>
public enum FaultKey
{
    /// <summary>The same fault code.</summary>
    FaultCode,

    /// <summary>The same failed part.</summary>
    FailedPart,
}

/// <summary>How repeated repairs are recognised. The defaults are the house's; a policy may say otherwise.</summary>
public sealed record RepeatRules
{
    /// <summary>The longest window of the catalogue's own repeat metrics, in days.</summary>
    internal const int CatalogueReachDays = 90;

    /// <summary>The window of the metric of repairs without a code, in days: as far as texts are compared.</summary>
    internal const int TextReachDays = 30;

    /// <summary>Keys of a unit; a ticket is known by the strongest one of these that it has, and meets only tickets known by the same. Default: serial number, else customer and model.</summary>
    public IReadOnlyList<UnitKey> UnitBy { get; init; } = [UnitKey.SerialNo, UnitKey.CustomerModel];

    /// <summary>By what faults are the same. Default: the fault code.</summary>
    public FaultKey SameFaultBy { get; init; }

    /// <summary>
    /// From what likeness on (0 to 1) two texts tell of the same fault, for repairs without a code. Default 0.6, chosen on one half of a labelled sample of texts; on the other half
    /// 0.82 of the pairs that it takes for the same were the same, and it found 0.83 of those that are (docs/methods.md).
    /// </summary>
    public double TextLikeness { get; init; } = 0.6;

    /// <summary>As a policy file spells it.</summary>
    public static string Word(UnitKey key) => key switch { UnitKey.SerialNo => "serial_no", UnitKey.SiteModel => "site_model", _ => "customer_model" };

    /// <summary>As a policy file spells it.</summary>
    public static string Word(FaultKey key) => key == FaultKey.FailedPart ? "failed_part" : "fault_code";
}
