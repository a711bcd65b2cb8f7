using System.Text.Json;
using ServiceAnalytics.Ingest.Checks;
using ServiceAnalytics.Ingest.Cleaning;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Storing;

/// <summary>
/// Applies the rows of <c>incoming</c> to the warehouse in one transaction: new, changed and unchanged by key and content,
/// the old version of a changed row to the history, everything else to where it can be looked up.
/// </summary>
/// <remarks>Needs the temporary tables that <see cref="Cleaner"/> makes, or <see cref="PlainRows"/>, which has them made.</remarks>
/// <param name="connection">The session.</param>
/// <param name="table">The text.</param>
/// <param name="layout">Its headings.</param>
/// <param name="facts">The pass over its records.</param>
/// <param name="plain">The rows that go straight to the table; null when all are in <c>incoming</c>.</param>
internal sealed class BatchStore(WarehouseConnection connection, TextTable table, TableLayout layout, TableFacts facts, PlainRows? plain)
{
    private readonly ExportKind kind = layout.Kind;
    private bool isExtraMerged;

    private string Stored => $"service.{kind.Name}";

    private string Columns => string.Join(", ", kind.Fields.Select(f => f.Column));

    /// <summary>Stores the batch whole or not at all.</summary>
    /// <param name="header">What is known of the file.</param>
    /// <param name="beforeCommit">Done when everything is written and the text no longer needed; when it throws, nothing was stored.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Its number, counts, and what the file as a whole was found to be like.</returns>
    /// <exception cref="InvalidOperationException">The counts don't add up: nothing was stored.</exception>
    public (int BatchId, RowCounts Counts, IReadOnlyList<FileCheck> Checks) Store(BatchHeader header, Action beforeCommit, CancellationToken cancel)
    {
        int batchId = 0;
        RowCounts counts = default;
        IReadOnlyList<FileCheck> checks = [];
        connection.InTransaction(() =>
        {
            batchId = connection.Query("select coalesce(max(batch_id), 0) + 1 as batch_id from import.batches", SqlParameters.None, r => r.Int32("batch_id"), cancel)[0];
            plain?.Store(batchId, header.ExportedAt, cancel);
            if (plain is null or { HasOthers: true })
            {
                Weigh(batchId, header.ExportedAt, cancel);
            }

            if (kind == ExportKinds.TicketEvents)
            {
                new TicketLog(connection).Derive(batchId, cancel);
            }

            counts = Count(batchId, cancel);
            Check(counts);
            Record(batchId, header, counts, cancel);
            RecordReading(batchId, header, cancel);
            if (counts.Changed > 0)
            {
                CountChangedColumns(batchId, cancel);
            }

            RowAccounting.Check(connection, kind, cancel);
            checks = new FileChecks(connection, layout).Run(batchId, header, counts, cancel);
            beforeCommit();
        });
        return (batchId, counts, checks);
    }

    // The rows of "incoming" one by one: to the table, or to where it can be looked up why not.
    private void Weigh(int batchId, DateTimeOffset exportedAt, CancellationToken cancel)
    {
        SqlParameters place = new() { ["batch_id"] = batchId, ["heading_row"] = layout.SheetHeadingRow };
        Match(batchId, exportedAt, cancel);
        LateFill late = new(connection, layout, plain is null ? "cleaned" : "incoming", plain is null ? "rowid" : "record");
        late.Fill(exportedAt, cancel);
        bool hasChanged = connection.Scalar("select exists (from matched where outcome = 'changed')", cancel: cancel) is true;
        if (hasChanged)
        {
            KeepWhatTheFileLacks(cancel);
            late.TakeBackWhatChangesNothing(cancel);
            SupersedeChanged(batchId, cancel);
        }

        Insert(batchId, exportedAt, hasChanged, late.IsNeeded, cancel);
        connection.Execute(
            SqlScript.Load<BatchStore>("Sql/insert_rejected_rows.sql"),
            new() { ["batch_id"] = batchId, ["heading_row"] = layout.SheetHeadingRow, ["key_column"] = kind.Key.Column },
            cancel);
        connection.Execute(SqlScript.Load<BatchStore>("Sql/insert_left_out_rows.sql"), place, cancel);
        connection.Execute(SqlScript.Load<BatchStore>("Sql/insert_remarks.sql"), place, cancel);
        Confirm(batchId, exportedAt, late.IsNeeded, cancel);
        new ContactStore(connection, layout).Store(batchId, exportedAt, cancel);
    }

    // A row of an older export never takes the place of one that a newer export gave or confirmed.
    private void Match(int batchId, DateTimeOffset exportedAt, CancellationToken cancel) => connection.Execute(
        $"""
        create or replace temp table matched as
        with confirmed as (
            select confirmations.key_hash, max(batches.exported_at_utc) as confirmed_at_utc
            from import.confirmations
            join import.batches on batches.batch_id = confirmations.batch_id
            where batches.kind = $kind and batches.exported_at_utc > $exported_at_utc
            group by confirmations.key_hash
        )
        select
            incoming.record as record,
            stored.rowid as stored_row,
            stored.export_at_utc as stored_export_at_utc,
            case
                when incoming.content_hash = stored.content_hash then 'unchanged'
                when stored.export_at_utc > $exported_at_utc or confirmed.confirmed_at_utc is not null then 'older_export'
                else 'changed'
            end as outcome
        from {Stored} as stored
        join incoming on incoming.row_key = stored.{kind.Key.Column}
        left join confirmed on confirmed.key_hash = hash(incoming.row_key)
        where stored.batch_id < $batch_id and incoming.state = 0 and incoming.record not in (select record from repeated)
        """,
        new() { ["kind"] = kind.Name, ["exported_at_utc"] = exportedAt, ["batch_id"] = batchId },
        cancel);

    // A file without a column says nothing about it: a changed row keeps what is stored there, and one that differs in nothing else is no change.
    private void KeepWhatTheFileLacks(CancellationToken cancel)
    {
        Field[] lacking = [.. kind.Fields.Where(f => f != kind.Key && !layout.Match.Fills(f))];
        isExtraMerged = layout.Match.ExtraColumns.Count > 0 && HasEarlierBatchWithOtherHeadings(cancel);
        string merged = $"extra_merged(stored.extra, incoming.extra, {ExtraData.List(layout)})";
        string kept = string.Concat(lacking.Select(f => $", stored.{f.Column}")) + (isExtraMerged ? $", {merged} as extra" : string.Empty);
        string whole = string.Join(", ", kind.Fields.Select(f => f == kind.Key ? "incoming.row_key"
            : isExtraMerged && f.Type == FieldType.Extra ? merged : $"{(layout.Match.Fills(f) ? "incoming" : "stored")}.{f.Column}"));
        bool isNeeded = isExtraMerged || (lacking.Length > 0 && HasEarlierBatchWith(lacking, cancel));
        connection.Execute(
            $"""
            create or replace temp table kept as
            select matched.record, hash({whole}) as whole_hash, stored.content_hash as stored_hash{kept}
            from {Stored} as stored
            join matched on matched.stored_row = stored.rowid
            join incoming on incoming.record = matched.record
            where matched.outcome = 'changed' and {(isNeeded ? "true" : "false")}
            """,
            cancel: cancel);
        connection.Execute("update matched set outcome = 'unchanged' where record in (select record from kept where whole_hash = stored_hash)", cancel: cancel);
    }

    private bool HasEarlierBatchWith(IReadOnlyList<Field> fields, CancellationToken cancel) => connection.Query(
        """
        select count(*) > 0 as found
        from import.batches
        left join import.batch_readings as readings on readings.batch_id = batches.batch_id
        where batches.kind = $kind and (readings.columns is null or list_has_any(readings.columns, string_split($columns, ',')))
        """,
        new() { ["kind"] = kind.Name, ["columns"] = string.Join(',', fields.Select(f => f.Column)) },
        r => r.Boolean("found"),
        cancel)[0];

    private bool HasEarlierBatchWithOtherHeadings(CancellationToken cancel) => connection.Query(
        $"""
        select count(*) > 0 as found
        from import.batches
        join import.batch_readings as readings on readings.batch_id = batches.batch_id
        where batches.kind = $kind and not list_has_all({ExtraData.List(layout)}, coalesce(readings.extra_headings, []))
        """,
        new() { ["kind"] = kind.Name },
        r => r.Boolean("found"),
        cancel)[0];

    private void SupersedeChanged(int batchId, CancellationToken cancel)
    {
        connection.Execute(
            $"""
            insert into {Stored}_history ({Columns}, export_at_utc, batch_id, row_number, content_hash, to_batch_id)
            select {Columns}, export_at_utc, batch_id, row_number, content_hash, $batch_id
            from {Stored}
            where rowid in (select stored_row from matched where outcome = 'changed')
            """,
            new() { ["batch_id"] = batchId },
            cancel);
        connection.Execute($"delete from {Stored} where rowid in (select stored_row from matched where outcome = 'changed')", cancel: cancel);
    }

    private void Insert(int batchId, DateTimeOffset exportedAt, bool hasChanged, bool hasFilled, CancellationToken cancel)
    {
        bool hasKept = hasChanged && connection.Scalar("select exists (from kept)", cancel: cancel) is true;
        string values = string.Join(", ", kind.Fields.Select(f => f == kind.Key ? "row_key"
            : isExtraMerged && hasKept && f.Type == FieldType.Extra ? "case when kept.record is null then incoming.extra else kept.extra end"
            : layout.Match.Fills(f) ? $"incoming.{f.Column}" : hasKept ? $"kept.{f.Column}" : "null"));

        // Every condition is a semi-join with a small table, and an order is asked for only where rows must be looked up
        // besides: sorting whole rows would cost as much as writing them.
        connection.Execute(
            $"""
            insert into {Stored} ({Columns}, export_at_utc, batch_id, row_number, content_hash)
            select {values}, {(hasFilled ? "coalesce(filled.export_at_utc, $exported_at_utc)" : "$exported_at_utc")}, $batch_id, incoming.record + $heading_row + 1, {(hasKept ? "coalesce(kept.whole_hash, incoming.content_hash)" : "incoming.content_hash")}
            from incoming
            {(hasKept ? "left join kept on kept.record = incoming.record" : string.Empty)}
            {(hasFilled ? "left join filled on filled.record = incoming.record" : string.Empty)}
            where incoming.state = 0
              and incoming.record not in (select record from repeated)
              and incoming.record not in (select record from matched where outcome <> 'changed')
            {(hasKept || hasFilled ? "order by incoming.record" : string.Empty)}
            """,
            new() { ["batch_id"] = batchId, ["exported_at_utc"] = exportedAt, ["heading_row"] = layout.SheetHeadingRow },
            cancel);
    }

    // Where exports have different columns it also counts which older ones have spoken of a row in between.
    private void Confirm(int batchId, DateTimeOffset exportedAt, bool isBetween, CancellationToken cancel) => connection.Execute(
        $"""
        insert into import.confirmations (batch_id, key_hash)
        select $batch_id, hash(incoming.row_key)
        from matched join incoming on incoming.record = matched.record
        where (matched.outcome = 'unchanged' and matched.stored_export_at_utc < $exported_at_utc) or ({(isBetween ? "true" : "false")} and matched.outcome in ('unchanged', 'older_export'))
        """,
        new() { ["batch_id"] = batchId, ["exported_at_utc"] = exportedAt },
        cancel);

    // Each figure is counted where the rows ended up; only "read" comes from the pass over the text.
    private RowCounts Count(int batchId, CancellationToken cancel) => connection.Query(
        $"""
        select
            {(plain is { HasOthers: false } ? "0::bigint" : "(select count(*) from incoming where state = 4)")} as blank,
            (select count(*) from {Stored} where batch_id = $batch_id) as written,
            (select count(*) from {Stored}_history where to_batch_id = $batch_id) as changed,
            {(plain is { HasOthers: false } ? "0::bigint" : "(select count(*) from matched where outcome = 'unchanged')")} as unchanged,
            (select count(*) from import.rejected_rows where batch_id = $batch_id) as set_aside,
            (select count(*) from import.left_out_rows where batch_id = $batch_id) as left_out
        """,
        new() { ["batch_id"] = batchId },
        r => new RowCounts(
            Read: facts.Records - (r.Int64("blank") - facts.Odd.Count),
            New: r.Int64("written") - r.Int64("changed"),
            Changed: r.Int64("changed"),
            Unchanged: r.Int64("unchanged"),
            SetAside: r.Int64("set_aside"),
            LeftOut: r.Int64("left_out")),
        cancel)[0];

    private void Check(RowCounts counts)
    {
        if (!counts.AddUp)
        {
            throw new InvalidOperationException(
                $"The rows of this file don't add up and nothing was stored: {counts}. This is a fault of the program; please report it with the file.");
        }
    }

    private void Record(int batchId, BatchHeader header, RowCounts counts, CancellationToken cancel) => connection.Execute(
        """
        insert into import.batches (
            batch_id, kind, mapping_name, file_name, sha256, byte_count, format, encoding, delimiter, sheet_name, heading_row,
            exported_at_utc, exported_at_source, imported_at_utc, program_version,
            rows_read, rows_new, rows_changed, rows_unchanged, rows_set_aside, rows_left_out)
        values (
            $batch_id, $kind, $mapping_name, $file_name, $sha256, $byte_count, $format, $encoding, $delimiter, $sheet_name, $heading_row,
            $exported_at_utc, $exported_at_source, $imported_at_utc, $program_version,
            $rows_read, $rows_new, $rows_changed, $rows_unchanged, $rows_set_aside, $rows_left_out)
        """,
        new()
        {
            ["batch_id"] = batchId,
            ["kind"] = kind.Name,
            ["mapping_name"] = layout.Match.Mapping.Name,
            ["file_name"] = header.FileName,
            ["sha256"] = header.Sha256,
            ["byte_count"] = header.ByteCount,
            ["format"] = table.Format == "csv" && layout.Delimiter == '\t' ? "tsv" : table.Format,
            ["encoding"] = table.Encoding,
            ["delimiter"] = table.Encoding is null ? null : layout.Delimiter.ToString(),
            ["sheet_name"] = table.Sheet,
            ["heading_row"] = layout.SheetHeadingRow,
            ["exported_at_utc"] = header.ExportedAt,
            ["exported_at_source"] = header.ExportedAtSource.Code(),
            ["imported_at_utc"] = header.ImportedAt,
            ["program_version"] = header.ProgramVersion,
            ["rows_read"] = counts.Read,
            ["rows_new"] = counts.New,
            ["rows_changed"] = counts.Changed,
            ["rows_unchanged"] = counts.Unchanged,
            ["rows_set_aside"] = counts.SetAside,
            ["rows_left_out"] = counts.LeftOut,
        },
        cancel);

    private void RecordReading(int batchId, BatchHeader header, CancellationToken cancel)
    {
        connection.Execute(
            """
            insert into import.batch_readings (batch_id, zone, columns, extra_headings, retry_of)
            select $batch_id, $zone, string_split($columns, ','), from_json($extra_headings, '["varchar"]'), (select batch_id from import.batches where sha256 = $retry_of order by batch_id limit 1 offset $retry_table - 1)
            """,
            new()
            {
                ["batch_id"] = batchId,
                ["zone"] = header.Zone,
                ["columns"] = string.Join(',', kind.Fields.Where(layout.Match.Fills).Select(f => f.Column)),
                ["extra_headings"] = layout.Match.ExtraColumns.Count == 0 ? null : JsonSerializer.Serialize(ExtraData.Headings(layout)),
                ["retry_of"] = header.RetryOf,
                ["retry_table"] = header.RetryTable,
            },
            cancel);
        if (header.RetryOf is null)
        {
            return;
        }

        connection.Execute(
            """
            insert into import.retried_rows (batch_id, row_number, from_batch_id, from_row_number)
            select $batch_id, place + $heading_row, readings.retry_of, from_row
            from import.batch_readings as readings,
                (select unnest(string_split($rows, ','))::bigint as from_row, generate_subscripts(string_split($rows, ','), 1) as place)
            where readings.batch_id = $batch_id
            order by place
            """,
            new() { ["batch_id"] = batchId, ["heading_row"] = layout.SheetHeadingRow, ["rows"] = string.Join(',', header.RetryRows!) },
            cancel);
    }

    // The old version of each changed row has just been moved to the history, the new one to the table.
    private void CountChangedColumns(int batchId, CancellationToken cancel)
    {
        string counts = string.Join(",\n    ", kind.Fields.Skip(1).Select(f => $"count(*) filter (where newer.{f.Column} is distinct from older.{f.Column}) as {f.Column}"));
        connection.Execute(
            $"""
            insert into import.changed_columns (batch_id, column_name, row_count)
            with counted as (
                select {counts}
                from {Stored}_history as older
                join {Stored} as newer on newer.{kind.Key.Column} = older.{kind.Key.Column}
                where older.to_batch_id = $batch_id and newer.batch_id = $batch_id
            )
            select $batch_id, column_name, row_count
            from (unpivot counted on columns(*) into name column_name value row_count)
            where row_count > 0
            order by row_count desc, column_name
            """,
            new() { ["batch_id"] = batchId },
            cancel);
    }
}
