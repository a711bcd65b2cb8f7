using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Storing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <summary>Which rows set aside are meant; the default is all.</summary>
/// <param name="BatchId">Only this batch; null = any.</param>
/// <param name="Kind">Only this kind of export; null = any.</param>
/// <param name="Rule">Only rows with this reason; null = any.</param>
public sealed record RejectedFilter(int? BatchId = null, string? Kind = null, string? Rule = null);

/// <summary>One reason why a row was set aside.</summary>
/// <param name="Column">The stored column; empty when the whole row is meant.</param>
/// <param name="Value">The cell as delivered; null when it was empty.</param>
/// <param name="Rule">A code of <see cref="Rules"/>.</param>
public sealed record RejectedReason(string Column, string? Value, string Rule);

/// <summary>One row set aside, in its own words.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="FileName">The file that the row first came in, as it was called when it came.</param>
/// <param name="Sheet">Its sheet, behind the file of an archive (<c>十月.xlsx › 报修单</c>); null for plain text.</param>
/// <param name="Kind">The kind of export.</param>
/// <param name="RowNumber">Its number in the batch, as a person counts in the sheet, heading included: with the batch it is the row's place in the list.</param>
/// <param name="FirstRow">Its number in that first file; another than <paramref name="RowNumber"/> when the row was taken in again since and is still bad.</param>
/// <param name="Reasons">Every reason, at least one.</param>
/// <param name="Cells">Heading and cell in the order of the file.</param>
public sealed record RejectedRow(
    int BatchId, string FileName, string? Sheet, string Kind, long RowNumber, long FirstRow, IReadOnlyList<RejectedReason> Reasons, IReadOnlyList<KeyValuePair<string, string>> Cells)
{
    /// <summary>File and sheet: what to open to find the row.</summary>
    public string Source => Sheet is null ? FileName : $"{FileName} › {Sheet}";
}

/// <summary>The rows that could not be used: to look at, and as a spreadsheet to correct.</summary>
/// <param name="warehouse">The open database.</param>
/// <param name="mappings">By which the columns of contacts are known besides the usual headings; null = only those.</param>
public sealed class RejectedRows(WarehouseFile warehouse, MappingSet? mappings = null)
{
    /// <summary>The rows, by batch and row number.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="most">At most so many; null = all.</param>
    /// <param name="showContacts">True to show contacts and phone numbers as they are; else they are masked.</param>
    /// <param name="cancel">Stops the query.</param>
    public IReadOnlyList<RejectedRow> List(RejectedFilter filter, int? most = null, bool showContacts = false, CancellationToken cancel = default)
    {
        using WarehouseConnection connection = warehouse.Connect();
        List<(int Batch, string File, string? Sheet, string Kind, string Mapping, long Row, long FirstRow, RejectedReason Reason, string Json)> reasons = connection.Query(
            SqlScript.Load<RejectedRows>("Sql/rejected_rows.sql"),
            new() { ["batch_id"] = filter.BatchId, ["kind"] = filter.Kind, ["rule"] = filter.Rule, ["most"] = most ?? long.MaxValue },
            r => (r.Int32("batch_id"), r.Text("file_name"), r.TextOrNull("sheet_name"), r.Text("kind"), r.Text("mapping_name"), r.Int64("row_number"), r.Int64("first_row"),
                new RejectedReason(r.Text("column_name"), r.TextOrNull("value"), r.Text("rule")), r.Text("row_json")),
            cancel);
        IEnumerable<(RejectedRow Row, string Mapping)> rows = reasons.GroupBy(r => (r.Batch, r.Row)).Select(g => (First: g.First(), Reasons: g.Select(r => r.Reason)))
                .Select(r => (new RejectedRow(r.First.Batch, r.First.File, r.First.Sheet, r.First.Kind, r.First.Row, r.First.FirstRow, [.. r.Reasons], RawRows.Cells(r.First.Json)), r.First.Mapping));
        RejectedMask mask = new(mappings);
        return [.. rows.Select(r => showContacts ? r.Row : mask.Of(r.Row, r.Mapping))];
    }

    /// <summary>
    /// Writes the rows as a workbook, one sheet per kind: where the row came from and what is wrong with it, then its cells under
    /// their own headings. Every cell is text; one that a spreadsheet might run as a formula is marked so that it stays text.
    /// </summary>
    /// <param name="path">The .xlsx to make; replaced when it is there.</param>
    /// <param name="filter">Which rows.</param>
    /// <param name="words">A reason in words, in the language of the reader.</param>
    /// <param name="showContacts">True to write contacts and phone numbers as they are; masked cells are put right when the spreadsheet is taken in again.</param>
    /// <param name="cancel">Stops the work; no file is left then.</param>
    /// <returns>Rows written.</returns>
    public int Export(string path, RejectedFilter filter, Func<RejectedReason, string> words, bool showContacts = false, CancellationToken cancel = default)
    {
        IReadOnlyList<RejectedRow> rows = List(filter, showContacts: showContacts, cancel: cancel);
        string made = path + ".part";
        RejectedWorkbook.Write(made, rows, words, cancel);
        File.Move(made, path, overwrite: true);
        return rows.Count;
    }
}
