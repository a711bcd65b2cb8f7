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

    /// <summary>Rows of the sheet above the table, when it stood below another one.</summary>
    public int RowsAbove { get; init; }

    /// <summary>Of a file with several tables: the tables, whose texts stand in the copy one behind the other; null for one.</summary>
    public IReadOnlyList<MaskedCopy>? Parts { get; init; }

    /// <summary>Bytes of a part's text in the copy; 0 for the only table.</summary>
    public long Length { get; init; }

    /// <summary>The copy as the tables that were read.</summary>
    /// <param name="path">The copy.</param>
    /// <param name="folder">Where several tables are cut apart.</param>
    public IReadOnlyList<TextTable> Tables(string path, string folder)
    {
        if (Parts is null)
        {
            return [Table(path)];
        }

        List<TextTable> tables = [];
        using FileStream copy = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        foreach (MaskedCopy part in Parts)
        {
            string cut = Path.Combine(folder, $"masked-{tables.Count + 1}.csv");
            byte[] bytes = new byte[part.Length];
            copy.ReadExactly(bytes);
            File.WriteAllBytes(cut, bytes);
            tables.Add(part.Table(cut));
        }

        return tables;
    }

    private TextTable Table(string path) =>
        new(path, MarkLength, Format, Encoding, Evidence, SheetName, [.. Delimiters]) { Faults = Faults, HiddenRows = HiddenRows, PackedName = PackedName, RowsAbove = RowsAbove };
}
