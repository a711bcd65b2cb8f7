namespace ServiceAnalytics.Warehouse;

/// <summary>How the engine is opened. Every default is right for a workspace on an office machine.</summary>
public sealed record WarehouseOptions
{
    /// <summary>Memory the engine may take before it spills to disk, as DuckDB writes it. Default 2GB: a million tickets need half of it.</summary>
    public string MemoryLimit { get; init; } = "2GB";

    /// <summary>Threads the engine may use; 0 (the default) takes one per core.</summary>
    public int Threads { get; init; }

    /// <summary>Where the engine spills. Default: <c>.tmp</c> beside the database.</summary>
    public string? TemporaryDirectory { get; init; }

    /// <summary>Disk that spilling may take, as DuckDB writes it. Default 20GB.</summary>
    public string TemporaryDirectoryLimit { get; init; } = "20GB";

    /// <summary>Folders whose files SQL may read; empty (the default) closes the engine off from the file system wholly.</summary>
    public IReadOnlyList<string> ReadableDirectories { get; init; } = [];

    /// <summary>How long to wait for another process that holds the warehouse. Default 30 seconds; zero asks once.</summary>
    public TimeSpan LockWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What this process does, for the message to whoever finds the warehouse locked, e.g. <c>import</c>.</summary>
    public string Purpose { get; init; } = "working";
}
