using ServiceAnalytics.Ingest.Cleaning;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Storing;

/// <summary>
/// An older export that arrives behind a newer one which had fewer columns fills what no newer one has said of the row. So of every
/// column the newest export that has it wins, in whatever order the files come.
/// </summary>
/// <remarks>
/// The table <c>filled</c> has the rows in question; their rows of <c>incoming</c> are given the stored values wherever a newer export has
/// spoken. Costs nothing as long as newer exports have all the columns of this one.
/// </remarks>
/// <param name="connection">The session.</param>
/// <param name="layout">The file's headings.</param>
/// <param name="table">The temporary table that <c>incoming</c> is, or is a view of.</param>
/// <param name="record">Its column with the record's number.</param>
internal sealed class LateFill(WarehouseConnection connection, TableLayout layout, string table, string record)
{
    private readonly ExportKind kind = layout.Kind;
    private readonly Field[] given = [.. layout.Kind.Fields.Where(f => f != layout.Kind.Key && layout.Match.Fills(f))];

    /// <summary>True when a newer export of the kind lacks a column that this file has.</summary>
    public bool IsNeeded { get; private set; }

    /// <summary>Fills the rows that are older than what is stored; after they were matched, before what the file lacks is kept.</summary>
    public void Fill(DateTimeOffset exportedAt, CancellationToken cancel)
    {
        string headings = ExtraData.List(layout);
        SqlParameters export = new() { ["kind"] = kind.Name, ["exported_at_utc"] = exportedAt };
        string columns = $"[{string.Join(", ", given.Select(f => $"'{f.Column}'"))}]::varchar[]";
        IsNeeded = connection.Query(
            $"""
            select count(*) > 0 as found
            from import.batches
            join import.batch_readings as readings on readings.batch_id = batches.batch_id
            where batches.kind = $kind and batches.exported_at_utc > $exported_at_utc
              and (not list_has_all(readings.columns, {columns}) or not list_has_all(coalesce(readings.extra_headings, []), {headings}))
            """,
            export,
            r => r.Boolean("found"),
            cancel)[0];
        if (!IsNeeded)
        {
            return;
        }

        connection.Execute(
            $"""
            create or replace temp table filled as
            with touched as (
                select matched.record, stored.batch_id
                from matched join service.{kind.Name} as stored on stored.rowid = matched.stored_row
                where matched.outcome = 'older_export'
                union
                select matched.record, history.batch_id
                from matched
                join incoming on incoming.record = matched.record
                join service.{kind.Name}_history as history on history.{kind.Key.Column} = incoming.row_key
                where matched.outcome = 'older_export'
                union
                select matched.record, confirmations.batch_id
                from matched
                join incoming on incoming.record = matched.record
                join import.confirmations on confirmations.key_hash = hash(incoming.row_key)
                where matched.outcome = 'older_export'
            ),
            said as (
                select
                    touched.record,
                    flatten(list(coalesce(readings.columns, {columns}))) as columns,
                    flatten(list(coalesce(readings.extra_headings, []::varchar[]))) as headings
                from touched
                join import.batches on batches.batch_id = touched.batch_id
                left join import.batch_readings as readings on readings.batch_id = batches.batch_id
                where batches.kind = $kind and batches.exported_at_utc > $exported_at_utc
                group by touched.record
            )
            select said.record, matched.stored_row, matched.stored_export_at_utc as export_at_utc, said.columns, said.headings
            from said join matched on matched.record = said.record
            where not list_has_all(said.columns, {columns}) or not list_has_all(said.headings, {headings})
            """,
            export,
            cancel);
        GiveWhatIsNewer(headings, cancel);
    }

    /// <summary>Takes back what came to nothing: such a row is older than what is stored and says nothing more.</summary>
    public void TakeBackWhatChangesNothing(CancellationToken cancel)
    {
        if (IsNeeded)
        {
            connection.Execute(
                $"""
                update matched set outcome = 'older_export'
                where record in (
                    select filled.record
                    from filled
                    join matched as tried on tried.record = filled.record
                    join incoming on incoming.record = filled.record
                    join service.{kind.Name} as stored on stored.rowid = filled.stored_row
                    left join kept on kept.record = filled.record
                    where tried.outcome = 'unchanged' or coalesce(kept.whole_hash, incoming.content_hash) = stored.content_hash)
                """,
                cancel: cancel);
        }
    }

    private void GiveWhatIsNewer(string headings, CancellationToken cancel)
    {
        string Final(Field f) => f switch
        {
            _ when f == kind.Key => "incoming.row_key",
            { Type: FieldType.Extra } when layout.Match.Fills(f) => $"extra_merged(stored.extra, incoming.extra, list_filter({headings}, lambda h: not list_contains(filled.headings, h)))",
            _ when layout.Match.Fills(f) => $"case when list_contains(filled.columns, '{f.Column}') then stored.{f.Column} else incoming.{f.Column} end",
            _ => $"null::{f.SqlType}",
        };
        connection.Execute(
            $"""
            create or replace temp table late_values as
            select filled.record, {string.Join(", ", given.Select(f => $"{Final(f)} as {f.Column}"))}, hash({string.Join(", ", kind.Fields.Select(Final))}) as content_hash
            from filled
            join incoming on incoming.record = filled.record
            join service.{kind.Name} as stored on stored.rowid = filled.stored_row
            """,
            cancel: cancel);
        connection.Execute(
            $"update {table} set {string.Join(", ", given.Select(f => $"{f.Column} = late_values.{f.Column}"))}, content_hash = late_values.content_hash from late_values where {table}.{record} = late_values.record",
            cancel: cancel);
        connection.Execute("update matched set outcome = 'changed' where record in (select record from filled)", cancel: cancel);
    }
}
