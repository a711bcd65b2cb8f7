using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <content>What is told of a table that was taken in.</content>
public sealed partial class Importer
{
    private sealed partial class Run
    {
        private ImportResult Result(
            WarehouseConnection connection, Recognition recognised, string sha256, int batchId, RowCounts counts, DateTimeOffset exportedAt, ExportedAtSource source)
        {
            (TextTable table, TableLayout layout) = (recognised.Table, recognised.Layout);
            SqlParameters batch = new() { ["batch_id"] = batchId };
            RuleCount Count(Row row) => new(row.Text("rule"), row.Text("column_name"), row.Int64("n"));
            return new ImportResult
            {
                File = path,
                Outcome = ImportOutcome.Imported,
                Message = $"{layout.Kind.Name} by {layout.Match.Mapping.Name}: {counts}.",
                MessageZh = $"{layout.Kind.Name}，映射 {layout.Match.Mapping.Name}：{counts.InChinese}。",
                Sha256 = sha256,
                BatchId = batchId,
                Kind = layout.Kind.Name,
                Mapping = layout.Match.Mapping.Name,
                Format = table.Format,
                Encoding = table.Encoding,
                EncodingEvidence = table.Encoding is null ? null : table.Evidence,
                SheetName = table.SheetName,
                HeadingRow = layout.SheetHeadingRow,
                PackedName = table.PackedName,
                HiddenRows = table.HiddenRows,
                SheetsNotRead = recognised.SheetsNotRead,
                ExportedAt = exportedAt,
                ExportedAtSource = source,
                Rows = counts,
                Reasons = connection.Query(SqlScript.Load<Importer>("Sql/reasons_of_batch.sql"), batch, Count, cancel),
                LeftOut = connection.Query(SqlScript.Load<Importer>("Sql/left_out_of_batch.sql"), batch, Count, cancel),
                Remarks = connection.Query(SqlScript.Load<Importer>("Sql/remarks_of_batch.sql"), batch, Count, cancel),
                UnknownWords = connection.Query(
                    SqlScript.Load<Importer>("Sql/unknown_words_of_batch.sql"),
                    batch,
                    r => new UnknownWord(r.Text("column_name"), r.FreeTextOrNull("word")!, r.Int64("n")),
                    cancel),
                UsedColumns = layout.Match.UsedColumns,
                NamedColumns = layout.Match.NamedColumns,
                ChangedColumns = connection.Query(
                    "select column_name, row_count from import.changed_columns where batch_id = $batch_id order by row_count desc, column_name",
                    batch,
                    r => new ChangedColumn(r.Text("column_name"), r.Int64("row_count")),
                    cancel),
                UnmappedHeadings = layout.Match.Unmapped,
                MissingImportant = [.. layout.Match.MissingImportant.Select(f => f.Name)],
            };
        }
    }
}
