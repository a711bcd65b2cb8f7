using System.Text;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Testing;

/// <summary>
/// A warehouse in a temporary folder with rows written straight into <c>service.*</c>, for tests of figures. Rows are CSV text whose
/// headings are column names of the table; an empty cell is NULL, a column that isn't there is NULL, instants are UTC. Lines that begin with
/// <c>#</c> and spaces around cells are ignored, so that a table can be laid out and explained.
/// </summary>
/// <example>
/// <code>
/// using var warehouse = new WarehouseBuilder()
///     .Batch("2026-11-01 00:00", "tickets", """
///         ticket_id, serial_no, request_type, fault_code, received_at_utc,  repaired_at_utc
///         T1,        S1,        repair,       E01,        2026-10-01 08:00, 2026-10-02 08:00
///         """);
/// using var session = AnalysisSession.Open(warehouse.File, AnalysisSession.StateAfter(…), zone);
/// </code>
/// </example>
public sealed class WarehouseBuilder : IDisposable
{
    private static readonly (string Table, string Key)[] Tables =
        [("tickets", "ticket_id"), ("complaints", "complaint_id"), ("surveys", "survey_id"), ("rectifications", "notice_no"), ("installed_units", "serial_no"),
            ("ticket_events", "event_id"), ("visits", "visit_id"), ("part_movements", "movement_id"), ("orders", "order_id")];

    private readonly TemporaryFolder folder = new();
    private int batch;

    /// <summary>An empty warehouse at the newest schema.</summary>
    public WarehouseBuilder() =>
        File = WarehouseFile.Open(folder.File("service.duckdb"), new WarehouseOptions { Threads = 2 }, TimeProvider.System);

    /// <summary>The open warehouse; closed with the builder.</summary>
    public WarehouseFile File { get; }

    /// <summary>
    /// Takes in one batch. A key that is stored already is a changed row: the old one moves to the history, as an import does it.
    /// </summary>
    /// <param name="exportedAtUtc">The export instant, e.g. <c>2026-11-01 00:00</c>: the default as-of of figures.</param>
    /// <param name="kind">tickets, complaints, surveys, rectifications or installed_units.</param>
    /// <param name="csv">Headings and rows.</param>
    /// <param name="fileName">As it was called; null = <c>KIND_N.csv</c>.</param>
    /// <returns>The builder.</returns>
    public WarehouseBuilder Batch(string exportedAtUtc, string kind, string csv, string? fileName = null)
    {
        string key = Tables.FirstOrDefault(t => t.Table == kind).Key ?? throw new ArgumentException($"There is no kind of export \"{kind}\".", nameof(kind));
        List<string[]> lines = Lines(csv);
        string[] columns = lines[0];
        int changed = 0;
        batch++;
        using WarehouseConnection connection = File.Connect();
        if (lines.Count > 1)
        {
            connection.Execute($"create temp table given as select * from (values {Values(lines)}) as v ({string.Join(", ", columns)}, row_number)");
            string target = $"service.{kind}";
            connection.Execute($"insert into {target}_history by name select *, {batch} as to_batch_id from {target} where {key} in (select {key} from given)");
            changed = connection.Execute($"delete from {target} where {key} in (select {key} from given)");
            connection.Execute($"""
                insert into {target} by name
                select *, timestamp '{exportedAtUtc}' as export_at_utc, {batch} as batch_id, hash({string.Join(", ", columns)}) as content_hash
                from given
                """);
            connection.Execute("drop table given");
        }

        connection.Execute(
            $"""
            insert into import.batches values ({batch}, $kind, 'test', $file, repeat('0', 56) || printf('%08x', {batch}), 1000, 'csv', 'utf-8', ',', null, 1,
                timestamp '{exportedAtUtc}', 'given', timestamp '{exportedAtUtc}', '0.0.0', {lines.Count - 1}, {lines.Count - 1 - changed}, {changed}, 0, 0, 0)
            """,
            new() { ["kind"] = kind, ["file"] = fileName ?? $"{kind}_{batch}.csv" });
        return this;
    }

    /// <summary>A connection of the test's own, e.g. to write rejected rows or to look behind a figure.</summary>
    public WarehouseConnection Connect() => File.Connect();

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Dispose();
        folder.Dispose();
    }

    private static List<string[]> Lines(string csv)
    {
        List<string[]> lines =
        [
            .. csv.Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split(',', StringSplitOptions.TrimEntries)),
        ];
        for (int i = 1; i < lines.Count; i++)
        {
            if (lines[i].Length != lines[0].Length)
            {
                throw new ArgumentException($"Row {i} has {lines[i].Length} cells, the heading has {lines[0].Length}: {string.Join(", ", lines[i])}", nameof(csv));
            }
        }

        return lines;
    }

    /// <summary>Rows as SQL text literals: the test's own words, never anything from outside. The heading is row 1 of the sheet.</summary>
    private static string Values(List<string[]> lines)
    {
        StringBuilder text = new();
        for (int i = 1; i < lines.Count; i++)
        {
            text.Append(i == 1 ? "(" : ", (");
            foreach (string cell in lines[i])
            {
                text.Append(cell.Length == 0 ? "null::varchar" : "'" + cell.Replace("'", "''", StringComparison.Ordinal) + "'").Append(", ");
            }

            text.Append(i + 1).Append(')');
        }

        return text.ToString();
    }
}
