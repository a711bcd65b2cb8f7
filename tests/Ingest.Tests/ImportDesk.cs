using System.Text;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>A workspace in a temporary folder with an importer for it, and short words for what tests ask.</summary>
internal sealed class ImportDesk : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string zone;
    private WarehouseFile warehouse;

    public ImportDesk(string zone = "Asia/Shanghai")
    {
        this.zone = zone;
        Workspace = Workspace.Create(folder.File("workspace"));
        warehouse = Open();
        Importer = MakeImporter();
    }

    public Workspace Workspace { get; }

    public Importer Importer { get; private set; }

    public WarehouseFile Warehouse => warehouse;

    /// <summary>The program ends and is started again.</summary>
    public void Restart()
    {
        warehouse.Dispose();
        warehouse = Open();
        Importer = MakeImporter();
    }

    /// <summary>The program ends and makes the database anew from the archive.</summary>
    /// <param name="spoil">What happens to the database before; null = nothing.</param>
    public RebuildResult Rebuild(Action<string>? spoil = null)
    {
        warehouse.Dispose();
        spoil?.Invoke(Workspace.Database);
        RebuildResult result = ArchiveRebuild.Run(
            Workspace, Options(), zone, MappingSet.Load(Workspace.Mappings), isIncompleteWelcome: false, TimeProvider.System, progress: null, CancellationToken.None);
        warehouse = Open();
        Importer = MakeImporter();
        return result;
    }

    /// <summary>Something done while no program has the database open.</summary>
    public void WhileClosed(Action work)
    {
        warehouse.Dispose();
        work();
        warehouse = Open();
        Importer = MakeImporter();
    }

    /// <summary>Tickets and customers as of a batch.</summary>
    public string AsOf(int batch)
    {
        using WarehouseConnection connection = warehouse.Connect();
        connection.SetVariable("as_of_batch", batch);
        return string.Join("; ", connection.Query("select ticket_id, customer from as_of.tickets order by ticket_id", SqlParameters.None, r => $"{r.Text("ticket_id")} | {r.Text("customer")}"));
    }

    /// <summary>Every row of every stored table, sorted: two databases that give the same text hold the same.</summary>
    public string Everything()
    {
        string[] tables = Rows("select schema_name || '.' || table_name as t from duckdb_tables() where database_name = 'warehouse' and schema_name in ('import', 'service', 'ledger') order by t");
        return string.Join('\n', tables.SelectMany(t => (string[])[t, .. Rows($"select * from {t} order by all")]));
    }

    public string PutIntoInbox(string name, byte[] content)
    {
        string path = Path.Combine(Workspace.Inbox, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] content)
    {
        string path = folder.File(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public ImportResult Import(string name, string text, ImportOptions? options = null) => Import(name, Encoding.UTF8.GetBytes(text), options);

    public ImportResult Import(string name, byte[] content, ImportOptions? options = null) => Importer.Import(Write(name, content), options ?? new ImportOptions());

    /// <summary>The rows of a query, cells joined by " | ", NULL as ∅.</summary>
    public string[] Rows(string sql)
    {
        using WarehouseConnection connection = warehouse.Connect();
        string[] columns = [.. connection.Query($"describe {sql}", SqlParameters.None, r => r.Text("column_name"))];
        return [.. connection.Query(sql, SqlParameters.None, r => string.Join(" | ", columns.Select(c => Shown(r.Value(c)))))];
    }

    public string? Value(string sql)
    {
        string[] rows = Rows(sql);
        return rows.Length == 0 ? null : Assert.Single(rows);
    }

    public void Dispose()
    {
        warehouse.Dispose();
        folder.Dispose();
    }

    private static string Shown(object? value) => value switch
    {
        null => "∅",
        DateTime { Second: 0 } instant => instant.ToString("yyyy-MM-dd HH:mm"),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss"),
        DateOnly day => day.ToString("yyyy-MM-dd"),
        System.Collections.IEnumerable list and not string => "[" + string.Join(", ", list.Cast<object?>().Select(Shown)) + "]",
        bool flag => flag ? "true" : "false",
        _ => value.ToString()!,
    };

    private WarehouseFile Open() => WarehouseFile.Open(Workspace.Database, Options(), TimeProvider.System);

    private WarehouseOptions Options() => new() { Threads = 2, ReadableDirectories = [Workspace.Temporary], LockWait = TimeSpan.Zero };

    private Importer MakeImporter() => new(warehouse, Workspace, zone, MappingSet.Load(Workspace.Mappings), TimeProvider.System);
}
