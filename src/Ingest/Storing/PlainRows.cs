using System.Runtime.ExceptionServices;
using ServiceAnalytics.Ingest.Cleaning;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Storing;

/// <summary>
/// The quick way for large files of mostly new rows: what is usable, without a remark and of a key that stands nowhere else goes
/// from the text straight into the table. Only the other records are cleaned into temporary tables and weighed one by one.
/// </summary>
/// <param name="connection">The session.</param>
/// <param name="cleaner">Of the same table.</param>
/// <param name="layout">The table's headings.</param>
/// <param name="facts">The pass over its records.</param>
internal sealed class PlainRows(WarehouseConnection connection, Cleaner cleaner, TableLayout layout, TableFacts facts)
{
    // Beyond this share of known or repeated keys the records are cheaper weighed all in one way.
    private const double MostSuspects = 0.2;

    /// <summary>True when some records were not plain: they are in the temporary tables now. Known once the plain rows are stored; without others there are no such tables.</summary>
    public bool HasOthers { get; private set; }

    /// <summary>True when a table can go this way at all: one column has the key, and everything goes into one table.</summary>
    public static bool IsWayFor(TableLayout layout) =>
        layout.Match.ColumnsOf(layout.Kind.Key).Count == 1
        && layout.Match.Mapping.KeyParts.Count == 0
        && !layout.Match.Mapping.Constants.ContainsKey(layout.Kind.Key)
        && !ExportKind.Personal.Any(layout.Match.Fills);

    /// <summary>Finds the keys that stand in the file more than once or in the table already.</summary>
    /// <param name="keys">The key's cells.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>False when there are too many of them for this way.</returns>
    public bool FindSuspects(KeyCells keys, CancellationToken cancel)
    {
        connection.Execute(cleaner.Statement.Keys(keys.Path, keys.LongestRecord), cancel: cancel);
        connection.Execute(
            $"""
            create or replace temp table suspects as
            with keyed as not materialized (select record, row_key, hash(row_key) as key_hash from keys where row_key is not null),
            repeated_hashes as not materialized (select key_hash from keyed group by key_hash having count(*) > 1)
            select record from keyed where key_hash in (select key_hash from repeated_hashes)
            union
            select keyed.record from keyed join service.{layout.Kind.Name} as stored on stored.{layout.Kind.Key.Column} = keyed.row_key
            """,
            cancel: cancel);
        connection.Execute("drop table keys", cancel: cancel);
        long suspects = connection.Query("select count(*) as n from suspects", SqlParameters.None, r => r.Int64("n"), cancel)[0];
        return suspects <= MostSuspects * facts.Records;
    }

    /// <summary>Stores the plain rows and has the others cleaned; to be called within the batch's transaction.</summary>
    /// <exception cref="InvalidOperationException">The records don't add up: a fault of the program.</exception>
    public void Store(int batchId, DateTimeOffset exportedAt, CancellationToken cancel)
    {
        SqlParameters place = new() { ["batch_id"] = batchId, ["heading_row"] = layout.SheetHeadingRow };
        TakePlain(batchId, exportedAt, cancel);
        List<long> others = connection.Query(
            $"""
            with stored as (
                select row_number - $heading_row - 1 as record from service.{layout.Kind.Name} where batch_id = $batch_id
            ),
            whole_blocks as (
                select record // {TableFacts.IndexStep} as block from stored group by block having count(*) = {TableFacts.IndexStep}
            )
            select range as record
            from range({facts.Records})
            where range // {TableFacts.IndexStep} not in (select block from whole_blocks)
              and range not in (select record from stored where record // {TableFacts.IndexStep} not in (select block from whole_blocks))
            order by record
            """,
            place,
            r => r.Int64("record"),
            cancel);
        HasOthers = others.Count > 0;
        if (HasOthers)
        {
            cleaner.CleanOnly(others, cancel);
        }

        Check(batchId, others.Count, cancel);
        string values = string.Join(", ", layout.Kind.Fields.Where(f => f != layout.Kind.Key && layout.Match.Fills(f)).Select(f => f.Column));
        connection.Execute(
            $"""
            create or replace temp view file_rows as
            select {values}, {CleaningStatement.Usable} as state from service.{layout.Kind.Name}
            where batch_id = {SqlLiteral.Of(batchId)}{(HasOthers ? $" and row_number - {SqlLiteral.Of(layout.SheetHeadingRow)} - 1 not in (select record from incoming) union all select {values}, state from incoming" : string.Empty)}
            """,
            cancel: cancel);
    }

    private void TakePlain(int batchId, DateTimeOffset exportedAt, CancellationToken cancel)
    {
        using CellRows cells = cleaner.Cells(cancel);
        try
        {
            connection.Execute(
                cleaner.Statement.Plain(cells),
                new() { ["batch_id"] = batchId, ["heading_row"] = layout.SheetHeadingRow, ["exported_at_utc"] = exportedAt },
                cancel);
        }
        catch (SqlException) when (cells.Failure is { } cause)
        {
            ExceptionDispatchInfo.Throw(cause);
        }

        if (cells.Given != facts.Records)
        {
            throw new InvalidOperationException(
                $"{facts.Records:N0} records were counted but {cells.Given:N0} read; nothing was stored. This is a fault of the program; please report it with the file.");
        }
    }

    // The engine's record and the one that was read again by its place must be the same: of those that were not stored none may turn out plain.
    private void Check(int batchId, int others, CancellationToken cancel)
    {
        (long stored, long plain) = connection.Query(
            $"""
            select
                (select count(*) from service.{layout.Kind.Name} where batch_id = $batch_id) as stored,
                {(HasOthers ? $"(select count(*) from incoming where state = {CleaningStatement.Usable} and remarks is null and record not in (select record from suspects))" : "0::bigint")} as plain
            """,
            new() { ["batch_id"] = batchId },
            r => (r.Int64("stored"), r.Int64("plain")),
            cancel)[0];
        if (stored + others != facts.Records || plain > 0)
        {
            throw new InvalidOperationException(
                $"{facts.Records:N0} records were counted, {stored:N0} stored and {others:N0} found besides, {plain:N0} of them wrongly; nothing was stored. "
                + "This is a fault of the program; please report it with the file.");
        }
    }
}
