using ServiceAnalytics.Ingest.Cleaning;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Ingest.Storing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <content>Files with several tables: sheets, tables below each other, exports in an archive.</content>
public sealed partial class Importer
{
    private sealed partial class Run
    {
        // Each table is cleaned by itself; then all are stored in one transaction, so that no file is ever half taken in.
        private ImportResult DoSeveral(WarehouseConnection connection, Recognition recognised, string sha256, long byteCount)
        {
            List<Prepared> tables = [];
            foreach (Recognition one in recognised.All)
            {
                tables.Add(Prepare(connection, one, tables.Count + 1));
            }

            // A list without dates is as new as the rest of the file.
            (DateTimeOffset, ExportedAtSource)? newest = tables.Select(t => t.ExportedAt).OfType<(DateTimeOffset At, ExportedAtSource Source)>()
                .Where(t => t.Source == ExportedAtSource.NewestRow).OrderByDescending(t => t.At).Cast<(DateTimeOffset, ExportedAtSource)?>().FirstOrDefault();
            Tell(ImportStage.Storing);
            bool isNewInArchive = false;
            List<ImportResult> results = [];
            try
            {
                connection.InTransaction(() =>
                {
                    foreach (Prepared table in tables)
                    {
                        (DateTimeOffset at, ExportedAtSource source) = (table.ExportedAt is { Item2: not ExportedAtSource.NewestRow } dated ? dated : newest ?? table.ExportedAt)
                            ?? throw ExportInstant.NoInstant(connection, cancel);
                        results.Add(Store(connection, table, sha256, byteCount, at, source));
                    }

                    Tell(ImportStage.Archiving);
                    isNewInArchive = importer.archive.Keep(copy, sha256, name);
                });
            }
            catch
            {
                if (isNewInArchive)
                {
                    File.Delete(importer.archive.PathOf(sha256, name));
                }

                throw;
            }

            Tell(ImportStage.Finishing);
            importer.archive.LetGo(sha256);
            importer.ledger.CatchUp(connection);
            return results[0] with { OtherTables = results[1..] };
        }

        private Prepared Prepare(WarehouseConnection connection, Recognition one, int number)
        {
            string zone = ZoneOf(one.Layout);
            try
            {
                TableFacts facts = Scan(one.Table, one.Layout, keys: null);
                Tell(ImportStage.Cleaning);
                string work = Directory.CreateDirectory(Path.Combine(folder, $"table-{number}")).FullName;
                Cleaner cleaner = new(connection, one.Table, one.Layout, facts, work);
                cleaner.Prepare(zone, cancel);
                cleaner.CleanAll(cancel);
                (DateTimeOffset, ExportedAtSource)? exportedAt = InstantOf(connection, one, zone);
                PutAside(connection, number);
                return new Prepared(one, facts, zone, number, exportedAt);
            }
            catch (RefusedException failure)
            {
                throw new RefusedException($"{one.Table.Place}: {failure.Message}", $"{one.Table.Place}：{failure.Chinese}", failure);
            }
        }

        private (DateTimeOffset, ExportedAtSource)? InstantOf(WarehouseConnection connection, Recognition one, string zone)
        {
            if (options.ExportedAt is null && one.Table.PackedName is { } packed
                && ExportInstant.FromName(Path.GetFileName(packed), one.Layout.Match.Mapping, zone) is { } dated)
            {
                return (dated, ExportedAtSource.FileName);
            }

            try
            {
                return ExportedAt(one.Layout, zone) ?? (ExportInstant.OfNewestRow(connection, one.Layout, cancel), ExportedAtSource.NewestRow);
            }
            catch (RefusedException)
            {
                return null;
            }
        }

        private ImportResult Store(WarehouseConnection connection, Prepared table, string sha256, long byteCount, DateTimeOffset at, ExportedAtSource source)
        {
            TakeUp(connection, table.Number);
            connection.Execute(LocalTime.Macros(table.Zone), cancel: cancel);
            TableLayout layout = table.Recognised.Layout;
            BatchHeader header = Header(sha256, byteCount, table.Zone, at, source, layout.Match.Mapping.Expected?.ByColumn(layout));
            (int batchId, RowCounts counts, IReadOnlyList<Checks.FileCheck> checks) = new BatchStore(connection, table.Recognised.Table, layout, table.Facts, plain: null).Store(header, () => { }, cancel);
            return Result(connection, table.Recognised, sha256, batchId, counts, at, source) with { Checks = checks };
        }

        // The temporary tables of one table wait under another name while the next one is cleaned: their row numbers stay as they are.
        private void PutAside(WarehouseConnection connection, int number) => Rename(connection, t => t.EndsWith(Aside, StringComparison.Ordinal) ? null : $"{t}_{number}{Aside}");

        private void TakeUp(WarehouseConnection connection, int number)
        {
            string ending = $"_{number}{Aside}";
            Rename(connection, t => t.EndsWith(Aside, StringComparison.Ordinal) ? null : $"{t}_done_{number}{Aside}");
            Rename(connection, t => t.EndsWith(ending, StringComparison.Ordinal) && !t.Contains("_done_", StringComparison.Ordinal) ? t[..^ending.Length] : null);
            connection.Execute(CleaningStatement.Views, cancel: cancel);
        }

        private const string Aside = "_aside";

        private void Rename(WarehouseConnection connection, Func<string, string?> newName)
        {
            foreach (string table in connection.Query("select table_name from duckdb_tables() where temporary order by table_name", SqlParameters.None, r => r.Text("table_name"), cancel))
            {
                if (newName(table) is { } name)
                {
                    connection.Execute($"alter table temp.{table} rename to {name}", cancel: cancel);
                }
            }
        }

        /// <summary>A table that is ready to be stored.</summary>
        private sealed record Prepared(Recognition Recognised, TableFacts Facts, string Zone, int Number, (DateTimeOffset At, ExportedAtSource Source)? ExportedAt);
    }
}
