using DuckDB.NET.Data;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// The one place that opens the DuckDB file of a workspace: takes the lock, opens the engine on the canonical path, sets
/// its limits, brings the schema up to date, then closes the engine off from files and further settings.
/// </summary>
public sealed class WarehouseFile : IDisposable
{
    private const string Catalogue = "warehouse";
    private readonly WarehouseLock? held;

    // The engine is opened in memory and the file attached under a fixed name: a file called service.duckdb opened
    // directly would name the catalogue "service" and clash with the schema. This connection keeps the engine alive.
    private readonly DuckDBConnection anchor;

    private WarehouseFile(string path, WarehouseLock? held, DuckDBConnection anchor)
    {
        Path = path;
        this.held = held;
        this.anchor = anchor;
    }

    /// <summary>The canonical path of the database file.</summary>
    public string Path { get; }

    /// <summary>Opens the database, making it when it is not there.</summary>
    /// <param name="path">The file; relative paths and links are resolved first, so that one file has one name.</param>
    /// <param name="options">Limits and what SQL may read.</param>
    /// <param name="clock">For the lock's note of who holds it since when.</param>
    /// <param name="cancel">Ends the wait for the lock.</param>
    /// <exception cref="WarehouseException">Held by another process, damaged, or made by a newer version of the program.</exception>
    public static WarehouseFile Open(string path, WarehouseOptions options, TimeProvider clock, CancellationToken cancel = default)
    {
        string canonical = CanonicalPath.Of(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(canonical)!);
        WarehouseLock held = WarehouseLock.Take(canonical, options.Purpose, options.LockWait, clock, cancel);
        try
        {
            return OpenUnder(held, canonical, options, former: null);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file whose lock the caller sees to.</summary>
    /// <param name="held">Released with the file; null when the caller goes on holding it.</param>
    /// <param name="canonical">The file.</param>
    /// <param name="options">Limits.</param>
    /// <param name="former">A second database to read from, attached as <c>former</c>; null = none.</param>
    /// <exception cref="WarehouseException">Damaged, or made by a newer version.</exception>
    internal static WarehouseFile OpenUnder(WarehouseLock? held, string canonical, WarehouseOptions options, string? former)
    {
        DuckDBConnection? anchor = null;
        try
        {
            anchor = new DuckDBConnection("DataSource=:memory:");
            anchor.Open();
            OfferedRows.Register(anchor);
            Prepare(new WarehouseConnection(anchor), canonical, options, former);
            return new WarehouseFile(canonical, held, anchor);
        }
        catch (Exception failure)
        {
            anchor?.Dispose();
            if (failure is DuckDBException or SqlException)
            {
                throw new WarehouseException(
                    $"{canonical} can't be opened: {failure.Message}. If the file is damaged, move it away and run `service-analytics rebuild` "
                    + "or restore a backup; the archive still holds every file that was taken in.",
                    $"无法打开 {canonical}：{failure.Message}。如果文件已损坏，请把它移走后运行 `service-analytics rebuild`，或恢复备份；存档中仍保留着导入过的每一个文件。",
                    failure);
            }

            throw;
        }
    }

    /// <summary>The engine's version, e.g. "v1.5.6".</summary>
    public static string EngineVersion()
    {
        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }

    /// <summary>A new connection. Temporary tables and variables are its own.</summary>
    public WarehouseConnection Connect()
    {
        DuckDBConnection connection = anchor.Duplicate();
        connection.Open();
        WarehouseConnection opened = new(connection);
        opened.Execute($"use {Catalogue}");
        return opened;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        anchor.Dispose();
        held?.Dispose();
    }

    private static void Prepare(WarehouseConnection connection, string path, WarehouseOptions options, string? former)
    {
        string temporary = options.TemporaryDirectory ?? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, ".tmp");
        Directory.CreateDirectory(temporary);

        // The order matters: folders before access is closed, everything before the configuration is locked.
        connection.Execute($"""
            set autoinstall_known_extensions = false;
            set autoload_known_extensions = false;
            set memory_limit = {SqlLiteral.Of(options.MemoryLimit)};
            set temp_directory = {SqlLiteral.Of(temporary)};
            set max_temp_directory_size = {SqlLiteral.Of(options.TemporaryDirectoryLimit)};
            set global TimeZone = 'UTC';
            """);
        if (options.Threads > 0)
        {
            connection.Execute($"set threads = {SqlLiteral.Of(options.Threads)}");
        }

        connection.Execute($"attach {SqlLiteral.Of(path)} as {Catalogue}; use {Catalogue};");

        // How far a statement is can be asked for; the engine itself prints nothing.
        connection.Execute("set enable_progress_bar = true; set enable_progress_bar_print = false;");

        // FSST makes the file a fifth smaller and takes a third of the time that writing takes, most of it to find out that it doesn't pay.
        connection.Execute("set disabled_compression_methods = 'fsst'");

        // Memory that the engine has given back to its allocator goes back to the system, too: it counts beyond the engine's limit.
        connection.Execute("set allocator_background_threads = true");

        // Without this, a load after scattered deletes can take ten times as long (the checkpoint compacts half-empty groups).
        connection.Execute("set max_vacuum_tasks = 0");
        SchemaVersion.BringUpToDate(connection);
        if (former is not null)
        {
            connection.Execute($"attach {SqlLiteral.Of(former)} as {WarehouseReplacement.Former} (read_only)");
        }

        string[] readable = [.. options.ReadableDirectories.Select(d => CanonicalPath.Of(d) + "/")];
        connection.Execute($"set allowed_directories = {SqlLiteral.Of(readable)}");
        connection.Execute("set enable_external_access = false");
        connection.Execute("set lock_configuration = true");
    }
}
