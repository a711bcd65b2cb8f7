namespace ServiceAnalytics.Ingest;

/// <summary>One column of a file, as it is understood.</summary>
/// <param name="Heading">As delivered.</param>
/// <param name="Field">The field that it fills; null when nothing takes it.</param>
/// <param name="Reading">How its cells are read, and what in the column shows that.</param>
/// <param name="Filled">Cells with something in them.</param>
/// <param name="Example">The first such cell; null without one.</param>
public sealed record ColumnExplanation(string Heading, string? Field, string Reading, long Filled, string? Example);

/// <summary>What was recognised in a file and why, without taking it in.</summary>
public sealed record FileExplanation
{
    /// <summary>The file as it was named.</summary>
    public required string File { get; init; }

    /// <summary>Why it would be refused, and what to do; null when it would be taken in.</summary>
    public string? Refusal { get; init; }

    /// <summary>The same in Chinese.</summary>
    public string? RefusalZh { get; init; }

    /// <summary>csv, tsv, xlsx, xls, jsonl, json, html or spreadsheetml; null when nothing was recognised.</summary>
    public string? Format { get; init; }

    /// <summary>The file within an archive; null when there was none.</summary>
    public string? PackedName { get; init; }

    /// <summary>The encoding; null for workbooks.</summary>
    public string? Encoding { get; init; }

    /// <summary>Why that encoding is believed.</summary>
    public string? EncodingEvidence { get; init; }

    /// <summary>The delimiter; null unless the file is delimited text.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The sheet; null for text.</summary>
    public string? SheetName { get; init; }

    /// <summary>Further tables of the file, each a batch of its own.</summary>
    public IReadOnlyList<FileExplanation> OtherTables { get; init; } = [];

    /// <summary>This table and the further ones.</summary>
    public IReadOnlyList<FileExplanation> AllTables => [this, .. OtherTables];

    /// <summary>Sheets and files of an archive without a known table; they are left out.</summary>
    public IReadOnlyList<string> SheetsNotRead { get; init; } = [];

    /// <summary>Rows that a spreadsheet program doesn't show; they are read.</summary>
    public int HiddenRows { get; init; }

    /// <summary>The heading's row as a person counts; of several the last.</summary>
    public int? HeadingRow { get; init; }

    /// <summary>The kind of export.</summary>
    public string? Kind { get; init; }

    /// <summary>The mapping.</summary>
    public string? Mapping { get; init; }

    /// <summary>Columns with a heading.</summary>
    public int NamedColumns { get; init; }

    /// <summary>Of these, columns that the mapping uses.</summary>
    public int UsedColumns { get; init; }

    /// <summary>Fields that figures suffer without and that the file has no column for.</summary>
    public IReadOnlyList<string> MissingImportant { get; init; } = [];

    /// <summary>IANA zone in which local times are read.</summary>
    public string? Zone { get; init; }

    /// <summary>Records below the heading, blank ones among them.</summary>
    public long Records { get; init; }

    /// <summary>Records out of shape or damaged: row, rule and what was seen; at most 20.</summary>
    public IReadOnlyList<string> OutOfShape { get; init; } = [];

    /// <summary>Column by column.</summary>
    public IReadOnlyList<ColumnExplanation> Columns { get; init; } = [];
}
