using System.Globalization;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Ingest.Storing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <summary>What became of a corrected spreadsheet.</summary>
/// <param name="Files">One result per file that its rows had come from; each is a batch of its own.</param>
/// <param name="Untouched">Rows whose cells are as they were: they stay in the list and aren't taken in again.</param>
/// <param name="Unknown">Rows of the spreadsheet that are not, or no longer, among the rows set aside, as <c>batch/row</c>.</param>
public sealed record RetryResult(IReadOnlyList<ImportResult> Files, long Untouched, IReadOnlyList<string> Unknown)
{
    /// <summary>Rows that are in the warehouse now, or are no data of their own any more.</summary>
    public long Mended => Files.Where(f => f.Outcome == ImportOutcome.Imported).Sum(f => f.Rows.Read - f.Rows.SetAside);

    /// <summary>Rows that can't be used still; they stand in the list with their new reasons.</summary>
    public long StillBad => Files.Where(f => f.Outcome == ImportOutcome.Imported).Sum(f => f.Rows.SetAside);
}

/// <summary>
/// Takes a spreadsheet of rows set aside back in once it has been corrected. The rows of each original file make a small file of
/// their own, read by the same mapping and as of the same export, archived like any other, with a note of where each row came from.
/// </summary>
public sealed class RejectedRetry(WarehouseFile warehouse, Workspace workspace, Importer importer, MappingSet mappings, TimeProvider clock)
{
    /// <summary>Takes the rows in.</summary>
    /// <param name="path">The workbook that <see cref="RejectedRows.Export"/> made, corrected. Its first columns must be as they were.</param>
    /// <param name="progress">Told of each stage; may be null.</param>
    /// <param name="cancel">Stops between files.</param>
    /// <exception cref="RefusedException">No such workbook.</exception>
    public RetryResult Retry(string path, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        string folder = new FileArchive(workspace).NewWorkFolder();
        try
        {
            RejectedRows rejected = new(warehouse, mappings);
            Dictionary<(int, long), RejectedRow> known = rejected.List(new RejectedFilter(), showContacts: true, cancel: cancel).ToDictionary(r => (r.BatchId, r.RowNumber));
            Dictionary<(int, long), RejectedRow> masked = rejected.List(new RejectedFilter(), cancel: cancel).ToDictionary(r => (r.BatchId, r.RowNumber));
            List<(RejectedRow Row, Dictionary<string, string> Cells)> changed = [];
            List<string> unknown = [];
            long untouched = 0;
            foreach ((int batch, long number, Dictionary<string, string> cells) in Rows(path, folder, cancel))
            {
                if (!known.Remove((batch, number), out RejectedRow? row))
                {
                    unknown.Add(string.Create(CultureInfo.InvariantCulture, $"{batch}/{number}"));
                }
                else if (IsUntouched(row, Unmasked(row, masked[(batch, number)], cells)))
                {
                    untouched++;
                }
                else
                {
                    changed.Add((row, cells));
                }
            }

            Dictionary<int, TakenIn> originals = Originals(cancel);
            List<ImportResult> files = [];
            foreach (var rows in changed.GroupBy(r => r.Row.BatchId).OrderBy(g => g.Key))
            {
                files.Add(TakeIn(originals[rows.Key], [.. rows.OrderBy(r => r.Row.RowNumber)], folder, progress, cancel));
            }

            return new RetryResult(files, untouched, unknown);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // A cell that is as the spreadsheet showed it, masked, stands for what was delivered.
    private static Dictionary<string, string> Unmasked(RejectedRow row, RejectedRow masked, Dictionary<string, string> cells)
    {
        foreach ((KeyValuePair<string, string> delivered, KeyValuePair<string, string> shown) in row.Cells.Zip(masked.Cells))
        {
            if (shown.Value != delivered.Value && cells.TryGetValue(shown.Key, out string? text) && Comparable(text) == Comparable(RejectedWorkbook.Kept(shown.Value)))
            {
                cells[shown.Key] = delivered.Value;
            }
        }

        return cells;
    }

    // A corrected row is as old as the export that it came with.
    private Dictionary<int, TakenIn> Originals(CancellationToken cancel)
    {
        using WarehouseConnection connection = warehouse.Connect();
        Dictionary<int, DateTimeOffset> exportedAt = connection.Query(
            "select batch_id, exported_at_utc from import.batches",
            SqlParameters.None,
            r => (Batch: r.Int32("batch_id"), At: r.Instant("exported_at_utc")),
            cancel).ToDictionary(b => b.Batch, b => b.At);
        return ArchiveLedger.InDatabase(connection, "import").ToDictionary(f => f.BatchId, f => f with { ExportedAt = exportedAt[f.BatchId] });
    }

    private ImportResult TakeIn(
        TakenIn original, IReadOnlyList<(RejectedRow Row, Dictionary<string, string> Cells)> rows, string folder, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        List<string> headings = [];
        foreach (string heading in rows.SelectMany(r => r.Row.Cells).Select(c => c.Key).Where(h => !RawRows.IsExtra(h)))
        {
            if (!headings.Contains(heading))
            {
                headings.Add(heading);
            }
        }

        string name = $"corrected rows of {Path.GetFileNameWithoutExtension(original.FileName)}.csv";
        string made = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".csv");
        using (CsvWriter writer = new(made))
        {
            headings.ForEach(writer.Cell);
            writer.EndRecord();
            foreach ((_, Dictionary<string, string> cells) in rows)
            {
                foreach (string text in headings.Select(h => cells.GetValueOrDefault(h, string.Empty)).Concat(cells.Where(c => RawRows.IsExtra(c.Key) && c.Value.Length > 0).Select(c => c.Value)))
                {
                    if (text.Length == 0)
                    {
                        writer.Empty();
                    }
                    else
                    {
                        writer.Cell(text);
                    }
                }

                writer.EndRecord();
            }
        }

        string sha = FileArchive.HashOf(made);
        return importer.Import(
            made,
            new ImportOptions
            {
                As = original.Mapping,
                ExportedAt = original.ExportedAt,
                Again = new TakenIn
                {
                    Sha256 = sha,
                    FileName = name,
                    Mapping = original.Mapping,
                    Zone = original.Zone,
                    ImportedAt = clock.GetUtcNow(),
                    RetryOf = original.Sha256,
                    RetryTable = original.Table,
                    RetryRows = [.. rows.Select(r => r.Row.RowNumber)],
                },
            },
            progress,
            cancel);
    }

    // A sheet's cell can't be longer than 32,767 characters: one that was cut on the way out is no correction.
    private static bool IsUntouched(RejectedRow row, Dictionary<string, string> cells) =>
        row.Cells.GroupBy(c => c.Key).All(g => Comparable(RejectedWorkbook.Kept(g.Last().Value)) == Comparable(cells.GetValueOrDefault(g.Key, string.Empty)));

    private static string Comparable(string text) => text.ReplaceLineEndings("\n").Trim();

    private static IEnumerable<(int Batch, long Row, Dictionary<string, string> Cells)> Rows(string path, string folder, CancellationToken cancel)
    {
        foreach (TextTable sheet in SourceText.Open(path, Path.GetFileName(path), folder, cancel).Tables)
        {
            using DelimitedReader reader = sheet.Open(',');
            if (!reader.Read())
            {
                continue;
            }

            string[] headings = reader.Texts();
            int batchPlace = Array.IndexOf(headings, RejectedWorkbook.BatchHeading);
            int rowPlace = Array.IndexOf(headings, RejectedWorkbook.RowHeading);
            if (batchPlace < 0 || rowPlace < 0)
            {
                throw new RefusedException(
                    $"{Path.GetFileName(path)}{(sheet.SheetName is null ? string.Empty : $", sheet {sheet.SheetName}")}: no columns \"{RejectedWorkbook.BatchHeading}\" and \"{RejectedWorkbook.RowHeading}\". "
                    + "Correct the spreadsheet that `rejected export` writes and leave its first four columns as they are.",
                    $"{Path.GetFileName(path)}{(sheet.SheetName is null ? string.Empty : $"，工作表“{sheet.SheetName}”")}：没有“{RejectedWorkbook.BatchHeading}”和“{RejectedWorkbook.RowHeading}”两列。"
                    + "请在 `rejected export` 导出的表格上更正，前四列保持原样。");
            }

            while (reader.Read())
            {
                string[] cells = reader.Texts();
                if (int.TryParse(At(cells, batchPlace), NumberStyles.None, CultureInfo.InvariantCulture, out int batch)
                    && long.TryParse(At(cells, rowPlace), NumberStyles.None, CultureInfo.InvariantCulture, out long row))
                {
                    Dictionary<string, string> byHeading = new(StringComparer.Ordinal);
                    for (int i = RejectedWorkbook.OwnColumns; i < headings.Length; i++)
                    {
                        byHeading.TryAdd(headings[i], At(cells, i));
                    }

                    yield return (batch, row, byHeading);
                }
            }
        }
    }

    private static string At(string[] cells, int place) => place < cells.Length ? cells[place] : string.Empty;
}
