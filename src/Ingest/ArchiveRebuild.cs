using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <summary>A table of the former database that the new one doesn't have row for row.</summary>
/// <param name="Table">With its schema.</param>
/// <param name="RowsBefore">Rows in the former database.</param>
/// <param name="RowsNow">Rows in the new one; the same number when only values differ.</param>
public sealed record RebuiltTable(string Table, long RowsBefore, long RowsNow);

/// <summary>What making the database anew came to.</summary>
/// <param name="Files">One result per file of the archive, in the order of import.</param>
/// <param name="Missing">Files that had been taken in and that the archive no longer has.</param>
/// <param name="Differences">Tables that differ from the former database's; empty when all are the same, or when there was none to compare with.</param>
/// <param name="IssuesKept">Reports issued whose entries were carried over.</param>
/// <param name="IsCompared">True when there was a former database that could be read.</param>
/// <param name="Problem">Why the former database could not be read; null when it could.</param>
public sealed record RebuildResult(IReadOnlyList<ImportResult> Files, IReadOnlyList<string> Missing, IReadOnlyList<RebuiltTable> Differences, long IssuesKept, bool IsCompared, string? Problem)
{
    /// <summary>True when a file is missing or refused: the former database was then left in its place.</summary>
    public bool IsIncomplete => Missing.Count > 0 || Files.Any(f => f.Outcome != ImportOutcome.Imported);
}

/// <summary>
/// Makes the database anew from the archive, file by file in the order of import, with what the user had said about each; then
/// puts it in the place of the former one. What only the database knows (reports issued, the ledger) is carried over.
/// </summary>
public static class ArchiveRebuild
{
    /// <summary>Runs it.</summary>
    /// <param name="workspace">Whose archive and database.</param>
    /// <param name="options">How the engine is opened; the workspace's temporary folder must be readable.</param>
    /// <param name="zone">The policy's zone, for files of which none was written down.</param>
    /// <param name="mappings">Today's mappings: one that was corrected reads the files anew.</param>
    /// <param name="isIncompleteWelcome">True to put the new database in place although files are missing or refused.</param>
    /// <param name="clock">For the lock's note.</param>
    /// <param name="progress">Told of each file; may be null.</param>
    /// <param name="cancel">Stops it; the former database stays.</param>
    /// <param name="before">What is to be done to the new database before it takes the former one's place; null = nothing.</param>
    /// <exception cref="WarehouseException">Another process holds the database.</exception>
    public static RebuildResult Run(
        Workspace workspace, WarehouseOptions options, string zone, MappingSet mappings, bool isIncompleteWelcome, TimeProvider clock, IProgress<ImportProgress>? progress, CancellationToken cancel,
        Action<WarehouseConnection>? before = null)
    {
        using WarehouseReplacement replacement = WarehouseReplacement.Begin(workspace.Database, options, clock, cancel);
        FileArchive archive = new(workspace);
        using WarehouseConnection connection = replacement.New.Connect();
        IReadOnlyList<TakenIn> known = Known(workspace, replacement, connection);
        Importer importer = new(replacement.New, workspace, zone, mappings, clock);
        List<ImportResult> files = [];
        List<string> missing = [];
        foreach (TakenIn file in known)
        {
            if (archive.Find(file.Sha256) is { } copy)
            {
                files.Add(importer.Import(copy, new ImportOptions { As = file.Mapping, ExportedAt = file.ExportedAt, Again = file }, progress, cancel));
            }
            else
            {
                missing.Add($"{file.FileName} ({file.Sha256})");
            }
        }

        if (!replacement.HasFormer)
        {
            // Without a database the archive may hold files that no line tells of; they are read as if delivered today.
            HashSet<string> done = [.. known.Select(f => f.Sha256)];
            files.AddRange(archive.All().Where(f => !done.Contains(f.Sha256)).Select(f => importer.Import(
                f.Path,
                new ImportOptions { Again = new TakenIn { Sha256 = f.Sha256, FileName = Path.GetFileName(f.Path)[65..], Mapping = string.Empty, ImportedAt = clock.GetUtcNow() } },
                progress,
                cancel)));
        }

        long issues = replacement.HasFormer ? CarryOver(connection, cancel) : 0;
        RebuildResult result = new(files, missing, replacement.HasFormer ? Differences(connection, cancel) : [], issues, replacement.HasFormer, replacement.Problem);
        if (!result.IsIncomplete || isIncompleteWelcome)
        {
            before?.Invoke(connection);
            connection.Dispose();
            replacement.Complete();
        }

        return result;
    }

    private static IReadOnlyList<TakenIn> Known(Workspace workspace, WarehouseReplacement replacement, WarehouseConnection connection)
    {
        IReadOnlyList<TakenIn> written = new ArchiveLedger(workspace).Read();
        if (!replacement.HasFormer)
        {
            return [.. written.DistinctBy(f => f.Sha256)];
        }

        // The database is the authority on what was taken in; which copies were masked, and what those are called, only the archive's list knows.
        Dictionary<string, TakenIn> masked = written.Where(f => f.Masked is not null).DistinctBy(f => f.Sha256).ToDictionary(f => f.Sha256);
        return [.. ArchiveLedger.Files(ArchiveLedger.InDatabase(connection, WarehouseReplacement.Former + ".import"))
            .Select(f => masked.TryGetValue(f.Sha256, out TakenIn? copy) ? f with { Masked = copy.Masked, FileName = copy.FileName } : f)];
    }

    private static long CarryOver(WarehouseConnection connection, CancellationToken cancel)
    {
        foreach (string table in Tables(connection, WarehouseReplacement.Former, "ledger", cancel).Intersect(Tables(connection, "warehouse", "ledger", cancel)))
        {
            connection.Execute($"insert into ledger.{table} by name select * from {WarehouseReplacement.Former}.ledger.{table} order by rowid", cancel: cancel);
        }

        return connection.Query("select count(*) as n from ledger.report_issues", SqlParameters.None, r => r.Int64("n"), cancel)[0];
    }

    // The hash of a row leaves out what no figure depends on: which version of the program took it in.
    private static List<RebuiltTable> Differences(WarehouseConnection connection, CancellationToken cancel)
    {
        List<RebuiltTable> differing = [];
        foreach (string schema in (string[])["import", "service", "ledger"])
        {
            foreach (string table in Tables(connection, WarehouseReplacement.Former, schema, cancel).Where(t => t != "schema_versions"))
            {
                (long Rows, string Sum) Of(string catalogue) => connection.Query(
                    $"select count(*) as n, sum(hash(t)::hugeint)::varchar as s from (select {(table == "batches" ? "* exclude (program_version)" : "*")} from {catalogue}.{schema}.{table}) t",
                    SqlParameters.None,
                    r => (r.Int64("n"), r.TextOrNull("s") ?? string.Empty),
                    cancel)[0];
                (long Rows, string Sum) before = Of(WarehouseReplacement.Former);
                (long Rows, string Sum) now = Of("warehouse");
                if (before != now)
                {
                    differing.Add(new RebuiltTable($"{schema}.{table}", before.Rows, now.Rows));
                }
            }
        }

        return differing;
    }

    private static List<string> Tables(WarehouseConnection connection, string catalogue, string schema, CancellationToken cancel) => connection.Query(
        "select table_name from duckdb_tables() where database_name = $catalogue and schema_name = $schema order by table_name",
        new() { ["catalogue"] = catalogue, ["schema"] = schema },
        r => r.Text("table_name"),
        cancel);
}
