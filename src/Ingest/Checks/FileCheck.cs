namespace ServiceAnalytics.Ingest.Checks;

/// <summary>What was found when a file was looked at as a whole. docs/importing.md says how each check judges.</summary>
/// <param name="Name">A code of <see cref="CheckNames"/>.</param>
/// <param name="Column">The stored column of a sum; else empty.</param>
/// <param name="IsPassed">False when somebody should look.</param>
/// <param name="Observed">Rows, a sum, days or a share; null when the check has no such figure.</param>
/// <param name="Expected">What it was held against.</param>
/// <param name="Bad">Rows or cells concerned; null when the check doesn't count any.</param>
/// <param name="Of">Of how many.</param>
public sealed record FileCheck(string Name, string Column, bool IsPassed, double? Observed, double? Expected, long? Bad = null, long? Of = null);

/// <summary>The checks' codes, as stored and in JSON.</summary>
public static class CheckNames
{
    /// <summary>The number of rows against the one that the user gave.</summary>
    public const string ControlRows = "control_rows";

    /// <summary>A column's sum against the one that the user gave.</summary>
    public const string ControlSum = "control_sum";

    /// <summary>How long before the export the newest row was received.</summary>
    public const string Freshness = "freshness";

    /// <summary>How long after the one before this export was made.</summary>
    public const string Rhythm = "rhythm";

    /// <summary>How many rows there are, against the usual.</summary>
    public const string Volume = "volume";

    /// <summary>Words that the mapping doesn't know.</summary>
    public const string UnknownCodes = "unknown_codes";

    /// <summary>Rows that contradict themselves.</summary>
    public const string Contradictions = "contradictions";

    /// <summary>Rows with an instant after the export.</summary>
    public const string FutureInstants = "future_instants";

    /// <summary>Rows that stand in another file under another key.</summary>
    public const string SameRows = "same_rows";

    /// <summary>Rows of a customer who had been forgotten.</summary>
    public const string ForgottenCustomer = "forgotten_customer";
}
