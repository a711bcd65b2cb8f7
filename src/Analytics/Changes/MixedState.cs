using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Changes;

/// <summary>
/// States between two states: rows that differ are taken from the later one when their cause has been applied, else from the
/// earlier one. They live in a database in memory, <c>mixed</c>, whose views stand in for <c>as_of.*</c>.
/// </summary>
/// <remarks>The names in the composed statements are the schema's own, never a user's text.</remarks>
internal sealed class MixedState
{
    // Key, and the instant that puts a row into a month; null where a row belongs to no month.
    private static readonly (string Table, string Key, string? Receipt, string[] Ends)[] Tables =
    [
        ("tickets", "ticket_id", "received_at_utc", ["repaired_at_utc", "closed_at_utc"]),
        ("complaints", "complaint_id", "received_at_utc", ["resolved_at_utc", "closed_at_utc"]),
        ("surveys", "survey_id", "coalesce(answered_at_utc, sent_at_utc)", []),
        ("rectifications", "notice_no", null, ["implemented_on", "verified_on"]),
        ("installed_units", "serial_no", null, []),
        ("ticket_events", "event_id", "happened_at_utc", []),
        ("visits", "visit_id", "arrived_at_utc", []),
        ("part_movements", "movement_id", "moved_on::timestamp", []),
        ("orders", "order_id", "ordered_on::timestamp", ["announced_on", "arrived_on"]),
        ("logged_tickets", "ticket_id", "received_at_utc", ["repaired_at_utc", "closed_at_utc"]),
    ];

    // Kinds whose rows say themselves that they were given up, or taken up again.
    private static readonly string[] WithStates = ["tickets", "logged_tickets"];

    private readonly WarehouseFile warehouse;
    private readonly AsOf from;
    private readonly AsOf to;

    private MixedState(WarehouseFile warehouse, AsOf from, AsOf to)
    {
        this.warehouse = warehouse;
        this.from = from;
        this.to = to;
    }

    /// <summary>Finds the rows that differ and why.</summary>
    public static MixedState Make(WarehouseFile warehouse, ReportingMonth month, TimeZoneInfo zone, AsOf from, AsOf to, CancellationToken cancel)
    {
        using WarehouseConnection connection = warehouse.Connect();
        connection.Execute("attach if not exists ':memory:' as mixed; create schema if not exists mixed.as_of; ", cancel: cancel);
        PassThrough(connection, cancel);
        foreach ((string table, string key, string? receipt, string[] ends) in Tables)
        {
            string[] columns = [.. connection.Query(
                "select column_name from duckdb_columns() where database_name = 'warehouse' and schema_name = 'service' and table_name = $table order by column_index",
                new() { ["table"] = table },
                r => r.Text("column_name"),
                cancel).TakeWhile(c => c != "export_at_utc")];
            connection.Execute(
                Differences(table, key, receipt, ends, columns),
                new() { ["from"] = from.Batch, ["to"] = to.Batch, ["from_utc"] = from.Instant, ["start_utc"] = month.Start(zone), ["end_utc"] = month.End(zone) },
                cancel);
            connection.Execute(View(table, key, table), cancel: cancel);
        }

        Tickets(connection, from, to, cancel);

        return new MixedState(warehouse, from, to);
    }

    // What no state changes: the batches, the ledger, and the tables themselves where a figure looks into them.
    private static void PassThrough(WarehouseConnection connection, CancellationToken cancel)
    {
        foreach ((string schema, string table) in connection.Query(
            "select schema_name, table_name from duckdb_tables() where database_name = 'warehouse' and schema_name in ('import', 'service', 'ledger') order by 1, 2",
            SqlParameters.None,
            r => (r.Text("schema_name"), r.Text("table_name")),
            cancel))
        {
            connection.Execute($"create schema if not exists mixed.{schema}; create or replace view mixed.{schema}.{table} as select * from warehouse.{schema}.{table}", cancel: cancel);
        }
    }

    // A database with logs makes its tickets of both: the same view stands over the mixed parts. Waits go with what the log says of their ticket.
    private static void Tickets(WarehouseConnection connection, AsOf from, AsOf to, CancellationToken cancel)
    {
        connection.Execute(View("tickets", "ticket_id", "exported_tickets"), cancel: cancel);
        connection.Execute(
            """
            create or replace table mixed.main.changed_ticket_waits as
            select touched.ticket_id as row_key, coalesce(logged.cause, 'progressed') as cause
            from (
                select ticket_id from warehouse.service.ticket_waits where batch_id > $from and batch_id <= $to
                union
                select ticket_id from warehouse.service.ticket_waits_history where to_batch_id > $from and to_batch_id <= $to
            ) as touched
            left join mixed.main.changed_logged_tickets as logged on logged.row_key = touched.ticket_id
            """,
            new() { ["from"] = from.Batch, ["to"] = to.Batch },
            cancel);
        connection.Execute(View("ticket_waits", "ticket_id", "ticket_waits"), cancel: cancel);
        if (connection.Query("select count(*) > 0 as has_logs from warehouse.service.logged_tickets", SqlParameters.None, r => r.Boolean("has_logs"), cancel)[0])
        {
            connection.Execute("use mixed", cancel: cancel);
            connection.Execute(SqlScript.Load<WarehouseFile>("Sql/tickets_with_logs.sql"), cancel: cancel);
            connection.Execute("use warehouse", cancel: cancel);
        }
    }

    /// <summary>A session on the state with some causes applied.</summary>
    public AnalysisSession Open(Policy policy, IReadOnlyList<ChangeCause> causes, AsOf asOf)
    {
        WarehouseConnection connection = warehouse.Connect();
        connection.SetVariable("mixed_from", from.Batch);
        connection.SetVariable("mixed_to", to.Batch);
        connection.SetVariable("mixed_causes", causes.Select(c => c.Code()).Append("none").ToArray());
        connection.Execute("use mixed");
        return AnalysisSession.Open(connection, asOf, policy);
    }

    /// <summary>The rows that differ.</summary>
    public IReadOnlyList<ChangedRow> Rows(CancellationToken cancel)
    {
        using WarehouseConnection connection = warehouse.Connect();
        return
        [
            .. Tables.SelectMany(t => connection.Query(
                $"""
                select row_key, cause, is_of_month, array_to_string(columns, ',') as columns, batches.file_name, changed.row_number
                from mixed.main.changed_{t.Table} as changed
                join import.batches using (batch_id)
                order by cause, row_key
                """,
                SqlParameters.None,
                r => new ChangedRow(
                    t.Table,
                    r.Text("row_key"),
                    ChangeCauses.All.First(c => c.Code() == r.Text("cause")),
                    r.Boolean("is_of_month"),
                    r.Text("columns").Split(',', StringSplitOptions.RemoveEmptyEntries),
                    r.Text("file_name"),
                    r.Int64("row_number")),
                cancel)).OrderBy(r => Array.FindIndex(Tables, t => t.Table == r.Kind)).ThenBy(r => r.Cause),
        ];
    }

    private static string State(string table, string batch) => $"""
        select * from warehouse.service.{table} where batch_id <= {batch}
        union all by name
        select * exclude (to_batch_id) from warehouse.service.{table}_history where batch_id <= {batch} and to_batch_id > {batch}
        """;

    private static string View(string table, string key, string name) => $"""
        create or replace view mixed.as_of.{name} as
        select * from ({State(table, "getvariable('mixed_from')")}) as earlier
        where {key} not in (select row_key from mixed.main.changed_{table} where list_contains(getvariable('mixed_causes'), cause))
        union all by name
        select * from ({State(table, "getvariable('mixed_to')")}) as later
        where {key} in (select row_key from mixed.main.changed_{table} where list_contains(getvariable('mixed_causes'), cause))
        """;

    private static string Differences(string table, string key, string? receipt, string[] ends, string[] columns)
    {
        string InMonth(string side) => receipt is null
            ? "false"
            : $"coalesce({side}_receipt >= $start_utc and {side}_receipt < $end_utc, false)";
        bool hasStates = WithStates.Contains(table);
        string cancelled = hasStates ? "(newer.cancelled_at_utc is not null and older.cancelled_at_utc is null)" : "false";
        string[] again = [.. ends.Select(c => $"(older.{c} is not null and newer.{c} is null)"), .. hasStates ? ["(newer.reopened_at_utc > coalesce(older.reopened_at_utc, '-infinity'::timestamp))"] : Array.Empty<string>()];
        string reopened = again.Length == 0 ? "false" : string.Join(" or ", again);
        string onlyAdded = string.Join(" and ", columns.Select(c => $"(older.{c} is null or older.{c} is not distinct from newer.{c})"));
        string differing = string.Join(", ", columns.Select(c => $"case when older.{c} is distinct from newer.{c} then '{c}' end"));
        return $"""
            create or replace table mixed.main.changed_{table} as
            with touched as (
                select {key} as row_key from warehouse.service.{table} where batch_id > $from and batch_id <= $to
                union
                select {key} from warehouse.service.{table}_history where batch_id > $from and batch_id <= $to
            ),
            older as (
                select *, {receipt ?? "null::timestamp"} as older_receipt from ({State(table, "$from")}) as state where {key} in (select row_key from touched)
            ),
            newer as (
                select *, {receipt ?? "null::timestamp"} as newer_receipt from ({State(table, "$to")}) as state where {key} in (select row_key from touched)
            ),
            compared as (
                select
                    newer.{key} as row_key,
                    case
                        when older.{key} is null and newer_receipt > $from_utc then 'progressed'
                        when older.{key} is null then 'late'
                        when {InMonth("older")} and not {InMonth("newer")} or {cancelled} then 'withdrawn'
                        when {reopened} then 'reopened'
                        when {onlyAdded} then 'progressed'
                        else 'corrected'
                    end as cause,
                    {InMonth("older")} or {InMonth("newer")} as is_of_month,
                    case when older.{key} is null then []::varchar[] else list_filter([{differing}], lambda name: name is not null) end as columns,
                    older.{key} is null as is_new,
                    newer.batch_id,
                    newer.row_number
                from newer left join older on older.{key} = newer.{key}
            )
            select row_key, cause, is_of_month, columns, batch_id, row_number
            from compared
            where is_new or len(columns) > 0
            """;
    }
}
