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
        bool flag => flag ? "true" : "false",
        _ => value.ToString()!,
    };

    private WarehouseFile Open() => WarehouseFile.Open(
        Workspace.Database, new WarehouseOptions { Threads = 2, ReadableDirectories = [Workspace.Temporary], LockWait = TimeSpan.Zero }, TimeProvider.System);

    private Importer MakeImporter() => new(warehouse, Workspace, zone, MappingSet.Load(Workspace.Mappings), TimeProvider.System);
}
