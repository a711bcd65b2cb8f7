namespace ServiceAnalytics.Ingest;

/// <summary>What a user may say about a file; every default leaves it to the file.</summary>
public sealed record ImportOptions
{
    /// <summary>A mapping's name or a kind's name; only these mappings are tried. Null (default) = all.</summary>
    public string? As { get; init; }

    /// <summary>The instant that the file shows the source system at. Null (default) = from the file's name, else its newest row.</summary>
    public DateTimeOffset? ExportedAt { get; init; }

    /// <summary>
    /// Texts of this many bytes or more, of which mostly new rows can be expected, are read straight into the warehouse; smaller ones,
    /// whose cost doesn't matter, are cleaned into a temporary table first. What is stored is the same. Default 4 MB.
    /// </summary>
    public long StraightFrom { get; init; } = 4_000_000;

    /// <summary>A file that is taken in once more from the archive, or rows that were set aside: what is known of it; null for a delivery.</summary>
    internal TakenIn? Again { get; init; }
}

/// <summary>What an import is doing.</summary>
public enum ImportStage
{
    /// <summary>Copying the file and taking its hash.</summary>
    Hashing,

    /// <summary>Finding format, encoding, headings.</summary>
    Recognising,

    /// <summary>Counting records and looking at their shape.</summary>
    Scanning,

    /// <summary>Turning cells into values.</summary>
    Cleaning,

    /// <summary>Writing to the warehouse.</summary>
    Storing,

    /// <summary>Moving the copy into the archive; then the warehouse's transaction is committed.</summary>
    Archiving,

    /// <summary>Everything is stored; the inbox's file is removed next.</summary>
    Finishing,
}

/// <summary>Progress of an import.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Stage">What is being done.</param>
/// <param name="Share">How much of the stage is done, 0 to 1; 0 when it can't be told.</param>
/// <param name="Bytes">Bytes of the file; 0 when it isn't known yet.</param>
public sealed record ImportProgress(string File, ImportStage Stage, double Share, long Bytes = 0);
