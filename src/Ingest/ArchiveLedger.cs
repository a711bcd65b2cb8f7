using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <summary>What has to be known of an archived file to take it in again just as it was.</summary>
internal sealed record TakenIn
{
    /// <summary>SHA-256 of the bytes as delivered, lower-case hex: the file's name in the archive begins with it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The archive's copy, when a customer was masked in it since; else null.</summary>
    public Forgetting.MaskedCopy? Masked { get; init; }

    /// <summary>The file as it was called when it came.</summary>
    public required string FileName { get; init; }

    /// <summary>The mapping that read it.</summary>
    public required string Mapping { get; init; }

    /// <summary>All of its tables when it has several, in its order; null for one.</summary>
    public IReadOnlyList<TakenTable>? Tables { get; init; }

    /// <summary>The batch that this is; not written down, as batches are numbered anew.</summary>
    [JsonIgnore]
    public int BatchId { get; init; }

    /// <summary>Which of the file's tables the batch is, counted from 1.</summary>
    [JsonIgnore]
    public int Table { get; init; } = 1;

    /// <summary>The zone of local times when its mapping names none; null = the policy's.</summary>
    public string? Zone { get; init; }

    /// <summary>The export instant, when the user gave it; else null and it follows from the file.</summary>
    public DateTimeOffset? ExportedAt { get; init; }

    /// <summary>Totals that the user gave, by stored column; null = none.</summary>
    public Checks.ControlTotals? Totals { get; init; }

    /// <summary>When it was taken in.</summary>
    public required DateTimeOffset ImportedAt { get; init; }

    /// <summary>For rows taken in again: the SHA-256 of the file that they had been set aside from.</summary>
    public string? RetryOf { get; init; }

    /// <summary>For rows taken in again: which of that file's tables, counted from 1; null = its only one.</summary>
    public int? RetryTable { get; init; }

    /// <summary>For rows taken in again: their row numbers in that file, in the order of this one.</summary>
    public IReadOnlyList<long>? RetryRows { get; init; }
}

/// <summary>How one of several tables of a file was read.</summary>
/// <param name="Mapping">The mapping.</param>
/// <param name="Zone">The zone of its local times.</param>
internal sealed record TakenTable(string Mapping, string? Zone);

/// <summary>
/// <c>archive/taken-in.jsonl</c>: beside the files what the database knows of them, one line each in the order of import, so
/// that the archive alone is enough to make the database anew. A line is written after the file's transaction; one that a kill
/// has cut off is made up for at the next start.
/// </summary>
internal sealed class ArchiveLedger(Workspace workspace)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private string Path => System.IO.Path.Combine(workspace.Archive, "taken-in.jsonl");

    /// <summary>Every file, in the order of import; a line that was cut off is passed over.</summary>
    public IReadOnlyList<TakenIn> Read()
    {
        List<TakenIn> files = [];
        foreach (string line in File.Exists(Path) ? File.ReadLines(Path) : [])
        {
            try
            {
                if (JsonSerializer.Deserialize<TakenIn>(line, Json) is { } file)
                {
                    files.Add(file);
                }
            }
            catch (JsonException)
            {
                // Cut off by a kill or a full disk: the database still knows the file.
            }
        }

        return files;
    }

    /// <summary>Writes down the batches of the database that have no line yet.</summary>
    public void CatchUp(WarehouseConnection connection)
    {
        HashSet<string> known = [.. Read().Select(f => f.Sha256)];
        TakenIn[] missing = [.. Files(InDatabase(connection, "import")).Where(f => !known.Contains(f.Sha256))];
        if (missing.Length == 0)
        {
            return;
        }

        Directory.CreateDirectory(workspace.Archive);

        // The line before may have no end; an empty line in between does no harm.
        using StreamWriter writer = new(Path, append: true);
        if (writer.BaseStream.Length > 0 && !EndsWithLine())
        {
            writer.Write('\n');
        }

        foreach (TakenIn file in missing)
        {
            writer.Write(JsonSerializer.Serialize(file, Json) + "\n");
        }

        writer.Flush();
        ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
    }

    /// <summary>Writes the whole list anew; the former one stays until this is whole.</summary>
    public void Write(IReadOnlyList<TakenIn> files)
    {
        string made = Path + ".part";
        using (StreamWriter writer = new(made, append: false))
        {
            foreach (TakenIn file in files)
            {
                writer.Write(JsonSerializer.Serialize(file, Json) + "\n");
            }

            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(made, Path, overwrite: true);
    }

    /// <summary>Files, of their batches: one with several tables has a batch for each.</summary>
    public static IReadOnlyList<TakenIn> Files(IReadOnlyList<TakenIn> batches) =>
    [
        .. batches.GroupBy(b => b.Sha256).Select(g => g.Count() == 1 ? g.First() : g.First() with { Tables = [.. g.Select(b => new TakenTable(b.Mapping, b.Zone))] }),
    ];

    /// <summary>What a database knows of its batches.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="schema"><c>import</c>, or <c>former.import</c> of a database that is being replaced.</param>
    public static List<TakenIn> InDatabase(WarehouseConnection connection, string schema)
    {
        ILookup<int, long> retried = connection.Query(
            $"select batch_id, from_row_number from {schema}.retried_rows order by batch_id, row_number",
            SqlParameters.None,
            r => (Batch: r.Int32("batch_id"), Row: r.Int64("from_row_number"))).ToLookup(r => r.Batch, r => r.Row);
        ILookup<int, (string Column, decimal Expected)> totals = connection.Query(
            $"select batch_id, column_name, expected::varchar as expected from {schema}.control_totals order by batch_id, column_name",
            SqlParameters.None,
            r => (Batch: r.Int32("batch_id"), Column: r.Text("column_name"), Expected: decimal.Parse(r.Text("expected"), System.Globalization.CultureInfo.InvariantCulture)))
            .ToLookup(t => t.Batch, t => (t.Column, t.Expected));
        return connection.Query(
            $"""
            with numbered as (
                select *, cast(row_number() over (partition by sha256 order by batch_id) as integer) as table_number from {schema}.batches
            )
            select batches.batch_id, batches.table_number, batches.sha256, batches.file_name, batches.mapping_name, readings.zone, batches.exported_at_source,
                batches.exported_at_utc, batches.imported_at_utc, original.sha256 as retry_of, original.table_number as retry_table
            from numbered as batches
            left join {schema}.batch_readings as readings on readings.batch_id = batches.batch_id
            left join numbered as original on original.batch_id = readings.retry_of
            order by batches.batch_id
            """,
            SqlParameters.None,
            r => new TakenIn
            {
                BatchId = r.Int32("batch_id"),
                Table = r.Int32("table_number"),
                Sha256 = r.Text("sha256"),
                FileName = r.Text("file_name"),
                Mapping = r.Text("mapping_name"),
                Zone = r.TextOrNull("zone"),
                ExportedAt = r.Text("exported_at_source") == ExportedAtSource.Given.Code() ? r.Instant("exported_at_utc") : null,
                Totals = Together([.. totals[r.Int32("batch_id")]]),
                ImportedAt = r.Instant("imported_at_utc"),
                RetryOf = r.TextOrNull("retry_of"),
                RetryTable = r.TextOrNull("retry_of") is not null && r.Int32("retry_table") is > 1 and var table ? table : null,
                RetryRows = r.TextOrNull("retry_of") is null ? null : [.. retried[r.Int32("batch_id")]],
            });
    }

    private static Checks.ControlTotals? Together(IReadOnlyList<(string Column, decimal Expected)> totals) => totals.Count == 0
        ? null
        : new Checks.ControlTotals(
            totals.Where(t => t.Column.Length == 0).Select(t => (long?)t.Expected).FirstOrDefault(),
            totals.Where(t => t.Column.Length > 0).ToDictionary(t => t.Column, t => t.Expected));

    private bool EndsWithLine()
    {
        using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
