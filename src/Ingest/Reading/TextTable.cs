namespace ServiceAnalytics.Ingest.Reading;

/// <summary>A file as UTF-8 text with one delimiter: what every format is turned into before its headings are looked for.</summary>
/// <param name="Path">The text.</param>
/// <param name="MarkLength">Bytes of a byte order mark to skip.</param>
/// <param name="Format">csv, tsv, xlsx, xls, jsonl, json, html or spreadsheetml: what the file was.</param>
/// <param name="Encoding">utf-8, gb18030, utf-16le, utf-16be or windows-1252; null for workbooks.</param>
/// <param name="Evidence">Why that encoding is believed.</param>
/// <param name="SheetName">The sheet; null for text.</param>
/// <param name="Delimiters">The delimiters that may be meant, likeliest first.</param>
internal sealed record TextTable(string Path, int MarkLength, string Format, string? Encoding, string Evidence, string? SheetName, IReadOnlyList<char> Delimiters)
{
    /// <summary>Damaged places by their place in the text, in order.</summary>
    public IReadOnlyList<TextFault> Faults { get; init; } = [];

    /// <summary>Rows of the sheet that a spreadsheet program doesn't show; they are read like all others.</summary>
    public int HiddenRows { get; init; }

    /// <summary>The file within an archive; null when there was none.</summary>
    public string? PackedName { get; init; }

    /// <summary>Rows of the sheet above this text, when it is one of several tables below each other.</summary>
    public int RowsAbove { get; init; }

    /// <summary>Where a row's number is to be looked up: file of the archive and sheet; null for a plain text.</summary>
    public string? Sheet => Joined(PackedName, SheetName);

    /// <summary>File of the archive, sheet and first row, as far as there are several; null for a plain text.</summary>
    public string? Place => Joined(PackedName, SheetName, RowsAbove > 0 ? $"row {RowsAbove + 1}" : null);

    private static string? Joined(params string?[] parts) => string.Join(" › ", parts.OfType<string>()) is { Length: > 0 } joined ? joined : null;

    /// <summary>Opens a reader at the first record.</summary>
    public DelimitedReader Open(char delimiter, long offset = 0, int bufferSize = 1 << 20)
    {
        long from = Math.Max(offset, MarkLength);
        FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan) { Position = from };
        return new DelimitedReader(file, (byte)delimiter, from, bufferSize);
    }
}
