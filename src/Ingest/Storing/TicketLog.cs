using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Storing;

/// <summary>
/// What follows from the logs of state changes, made anew for the tickets that a batch touches: one row per ticket in
/// <c>service.logged_tickets</c> and its waits in <c>service.ticket_waits</c>, with their history. It is a function of the stored events
/// alone, so that the order of import makes no difference.
/// </summary>
internal sealed class TicketLog(WarehouseConnection connection)
{
    private static readonly Field[] Fields = [.. ExportKinds.Tickets.Fields.Skip(1)];

    /// <summary>Steps of a log that are milestones of the ticket.</summary>
    private static readonly HashSet<string> Steps = [.. ExportKinds.TicketEvents.Find("what")!.Codes];

    private static string Columns => string.Join(", ", Fields.Select(f => f.Column));

    /// <summary>Makes them; within the transaction of a batch of events that has just been stored.</summary>
    public void Derive(int batchId, CancellationToken cancel)
    {
        SqlParameters batch = new() { ["batch_id"] = batchId };
        connection.Execute(SqlScript.Load<TicketLog>("Sql/log_entries.sql"), batch, cancel);
        connection.Execute(Tickets(), batch, cancel);
        connection.Execute(SqlScript.Load<TicketLog>("Sql/log_waits.sql"), batch, cancel);
        Replace("logged_tickets", "derived_tickets", batch, cancel);
        Replace("ticket_waits", "derived_waits", batch, cancel);
        TicketView.Settle(connection);
    }

    // A column of the ticket goes before the state changes, as it does between exports; the last event that says something wins.
    private static string Tickets()
    {
        string values = string.Join(",\n        ", Fields.Select(f => $"{Value(f)} as {f.Column}"));
        string usable = string.Join(",\n        ", Fields.Select(f => f.FollowsReceipt ? $"case when {f.Column} >= received_at_utc then {f.Column} end as {f.Column}" : f.Column));
        return $"""
            create or replace temp table derived_tickets as
            with found as (
                select
                    ticket_id,
                    {values},
                    max(export_at_utc) as export_at_utc,
                    coalesce(arg_max(row_number, place) filter (where batch_id = $batch_id), arg_max(row_number, place)) as row_number
                from log_entries
                group by ticket_id
            ),
            usable as (
                select ticket_id, {usable}, export_at_utc, row_number
                from found
            )
            select ticket_id, {Columns}, export_at_utc, cast($batch_id as integer) as batch_id, row_number, hash(ticket_id, {Columns}) as content_hash
            from usable
            where ticket_id not in (
                select stored.ticket_id
                from service.logged_tickets as stored join usable as same on same.ticket_id = stored.ticket_id
                where stored.content_hash = hash(same.ticket_id, {string.Join(", ", Fields.Select(f => "same." + f.Column))}))
            """;
    }

    private static string Value(Field field)
    {
        string shown = $"arg_max({field.Column}, place)";
        if (field.Type != FieldType.Instant || !Steps.Contains(field.Name))
        {
            return shown;
        }

        string entered = $"""
            case when bool_or(what = '{field.Name}' and entry = 'last')
                then max(happened_at_utc) filter (where what = '{field.Name}' and is_entry)
                else min(happened_at_utc) filter (where what = '{field.Name}') end
            """;
        return field.IsVital ? $"coalesce({shown}, {entered}, min(happened_at_utc))" : $"coalesce({shown}, {entered})";
    }

    // Only tickets for which something is different now are in the derived table, or are in "gone".
    private void Replace(string table, string derived, SqlParameters batch, CancellationToken cancel)
    {
        string differing = $"select ticket_id from {derived} union select ticket_id from gone_from_log{(table == "ticket_waits" ? " union select ticket_id from other_waits" : string.Empty)}";
        connection.Execute($"insert into service.{table}_history by name select *, cast($batch_id as integer) as to_batch_id from service.{table} where ticket_id in ({differing})", batch, cancel);
        connection.Execute($"delete from service.{table} where ticket_id in ({differing})", cancel: cancel);
        connection.Execute($"insert into service.{table} by name select * from {derived} order by all", cancel: cancel);
    }
}
