using ServiceAnalytics.Ingest.Reading;

namespace ServiceAnalytics.Ingest.Forgetting;

/// <summary>
/// What the archive holds in the place of a file in which a customer was masked: the text of the table that is read, and what reading the
/// file as delivered had shown of it, so that it is read again just so.
/// </summary>
internal sealed record MaskedCopy
{
    /// <summary>SHA-256 of the copy, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the copy before, when another customer had been masked in it; a kill while the copies are exchanged may leave it.</summary>
    public string? FormerSha256 { get; init; }

    /// <summary>csv, tsv, xlsx … : what was delivered.</summary>
    public required string Format { get; init; }

    /// <summary>Of the text as delivered; null for workbooks.</summary>
    public string? Encoding { get; init; }

    /// <summary>Why that encoding had been believed.</summary>
    public required string Evidence { get; init; }

    /// <summary>The sheet; null for text.</summary>
    public string? SheetName { get; init; }

    /// <summary>The file within an archive; null when there was none.</summary>
    public string? PackedName { get; init; }

    /// <summary>Rows that a spreadsheet program had not shown.</summary>
    public int HiddenRows { get; init; }

    /// <summary>Bytes of a byte order mark.</summary>
    public int MarkLength { get; init; }

    /// <summary>Delimiters that may be meant, likeliest first.</summary>
    public required string Delimiters { get; init; }

    /// <summary>Damaged places, by their place in the copy.</summary>
    public IReadOnlyList<TextFault> Faults { get; init; } = [];

    /// <summary>The customers masked in it, by their numbers in the ledger.</summary>
    public IReadOnlyList<int> Forgotten { get; init; } = [];

    /// <summary>True when a file of this hash is the copy, now or on its way.</summary>
    public bool Is(string sha256) => sha256 == Sha256 || sha256 == FormerSha256;

    /// <summary>The copy as a table.</summary>
    public TextTable Table(string path) => new(path, MarkLength, Format, Encoding, Evidence, SheetName, [.. Delimiters]) { Faults = Faults, HiddenRows = HiddenRows, PackedName = PackedName };
}
