using System.Globalization;

namespace ServiceAnalytics.Ingest;

/// <summary>What became of a file.</summary>
public enum ImportOutcome
{
    /// <summary>Its rows are in the warehouse (or set aside one by one).</summary>
    Imported,

    /// <summary>The same bytes had been taken in before; nothing was done.</summary>
    AlreadyImported,

    /// <summary>It could not be taken in at all; the message says why and what to do.</summary>
    Refused,
}

/// <summary>Where the export instant comes from.</summary>
public enum ExportedAtSource
{
    /// <summary>The user gave it.</summary>
    Given,

    /// <summary>The file's name has a date; without a time it is the end of that day.</summary>
    FileName,

    /// <summary>The newest instant among the file's rows.</summary>
    NewestRow,
}

/// <summary>Rows of one file by what became of them.</summary>
/// <param name="Read">Rows that are neither titles, headings nor blank.</param>
/// <param name="New">Key not seen before.</param>
/// <param name="Changed">Key known, values differ.</param>
/// <param name="Unchanged">Key known, values the same.</param>
/// <param name="SetAside">Not usable; in <c>import.rejected_rows</c>.</param>
/// <param name="LeftOut">No data of their own: totals, second copies, rows older than what is stored; in <c>import.left_out_rows</c>.</param>
public readonly record struct RowCounts(long Read, long New, long Changed, long Unchanged, long SetAside, long LeftOut)
{
    /// <summary>True when every row read is accounted for.</summary>
    public bool AddUp => Read == New + Changed + Unchanged + SetAside + LeftOut && New >= 0;

    /// <summary>The counts in Chinese words.</summary>
    public string InChinese => string.Create(
        CultureInfo.InvariantCulture, $"读取 {Read:N0} = 新增 {New:N0} + 变更 {Changed:N0} + 不变 {Unchanged:N0} + 搁置 {SetAside:N0} + 不计 {LeftOut:N0}");

    /// <summary>The counts in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Read:N0} read = {New:N0} new + {Changed:N0} changed + {Unchanged:N0} unchanged + {SetAside:N0} set aside + {LeftOut:N0} left out");
}

/// <summary>A rule and how many rows or values it concerns.</summary>
/// <param name="Rule">A code of <see cref="Rules"/>.</param>
/// <param name="Column">The column; empty when the whole row is meant.</param>
/// <param name="Count">How many.</param>
public sealed record RuleCount(string Rule, string Column, long Count);

/// <summary>A word that the mapping doesn't know.</summary>
/// <param name="Column">The column that it stands in.</param>
/// <param name="Word">As delivered.</param>
/// <param name="Count">In how many rows stored by this file.</param>
public sealed record UnknownWord(string Column, string Word, long Count);

/// <summary>A column in which rows of a file differ from what was stored before.</summary>
/// <param name="Column">The stored column.</param>
/// <param name="Count">In how many of the changed rows.</param>
public sealed record ChangedColumn(string Column, long Count);

/// <summary>What became of one file.</summary>
public sealed record ImportResult
{
    /// <summary>The file as it was named.</summary>
    public required string File { get; init; }

    /// <summary>Imported, already imported or refused.</summary>
    public required ImportOutcome Outcome { get; init; }

    /// <summary>One or two sentences for the user: what happened, and for a refusal what was seen and what to do.</summary>
    public required string Message { get; init; }

    /// <summary>The same in Chinese.</summary>
    public required string MessageZh { get; init; }

    /// <summary>True for a refusal that a mapping for the file's headings would mend.</summary>
    public bool NeedsMapping { get; init; }

    /// <summary>SHA-256 of the file's bytes, lower-case hex.</summary>
    public string Sha256 { get; init; } = string.Empty;

    /// <summary>The batch; null unless imported, or the earlier batch when already imported.</summary>
    public int? BatchId { get; init; }

    /// <summary>The kind of export; null when refused.</summary>
    public string? Kind { get; init; }

    /// <summary>The mapping's name; null when refused.</summary>
    public string? Mapping { get; init; }

    /// <summary>csv, tsv, xlsx, xls, jsonl, json, html or spreadsheetml; null when refused.</summary>
    public string? Format { get; init; }

    /// <summary>utf-8, gb18030, utf-16le, utf-16be or windows-1252; null for workbooks and when refused.</summary>
    public string? Encoding { get; init; }

    /// <summary>Why that encoding is believed.</summary>
    public string? EncodingEvidence { get; init; }

    /// <summary>The sheet; null for text.</summary>
    public string? SheetName { get; init; }

    /// <summary>The file within an archive; null when there was none.</summary>
    public string? PackedName { get; init; }

    /// <summary>Further tables of the same file, each a batch of its own, in the file's order; stored in one transaction with this one.</summary>
    public IReadOnlyList<ImportResult> OtherTables { get; init; } = [];

    /// <summary>This result and those of the file's further tables.</summary>
    public IReadOnlyList<ImportResult> AllTables => [this, .. OtherTables];

    /// <summary>The heading's row as a person counts.</summary>
    public int? HeadingRow { get; init; }

    /// <summary>Rows that a spreadsheet program doesn't show; they were read like all others.</summary>
    public int HiddenRows { get; init; }

    /// <summary>Sheets, and files of an archive, that have no known table: explanations, summaries. They were left out.</summary>
    public IReadOnlyList<string> SheetsNotRead { get; init; } = [];

    /// <summary>The instant that the file shows the source system at; null when refused.</summary>
    public DateTimeOffset? ExportedAt { get; init; }

    /// <summary>Where that instant comes from.</summary>
    public ExportedAtSource? ExportedAtSource { get; init; }

    /// <summary>Rows by what became of them; all 0 unless imported.</summary>
    public RowCounts Rows { get; init; }

    /// <summary>Why rows were set aside: one count per rule and column; a row with two reasons counts in both.</summary>
    public IReadOnlyList<RuleCount> Reasons { get; init; } = [];

    /// <summary>Why rows were left out.</summary>
    public IReadOnlyList<RuleCount> LeftOut { get; init; } = [];

    /// <summary>Values that were not used in rows that were.</summary>
    public IReadOnlyList<RuleCount> Remarks { get; init; } = [];

    /// <summary>Words that the mapping doesn't know, most frequent first, at most 100.</summary>
    public IReadOnlyList<UnknownWord> UnknownWords { get; init; } = [];

    /// <summary>How many of the file's columns are used; 0 unless imported.</summary>
    public int UsedColumns { get; init; }

    /// <summary>How many columns have a heading; 0 unless imported.</summary>
    public int NamedColumns { get; init; }

    /// <summary>The columns that the changed rows changed in, most often first; a row may change in several.</summary>
    public IReadOnlyList<ChangedColumn> ChangedColumns { get; init; } = [];

    /// <summary>Headings that the mapping doesn't know; their columns are kept as extra data with the rows.</summary>
    public IReadOnlyList<string> UnmappedHeadings { get; init; } = [];

    /// <summary>What the file as a whole was found to be like; only checks that could be made. Empty unless imported.</summary>
    public IReadOnlyList<Checks.FileCheck> Checks { get; init; } = [];

    /// <summary>Fields that figures suffer without and that the file has no column for.</summary>
    public IReadOnlyList<string> MissingImportant { get; init; } = [];
}

/// <summary>Names of sources as stored.</summary>
internal static class ExportedAtSourceCodes
{
    public static string Code(this ExportedAtSource source) => source switch
    {
        ExportedAtSource.Given => "given",
        ExportedAtSource.FileName => "file_name",
        _ => "newest_row",
    };
}
