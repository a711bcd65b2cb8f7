using DuckDB.NET.Data;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// A database made anew beside the one in use, and put in its place by one rename when it is whole. Until then, and when it is
/// given up, the one in use stays as it is.
/// </summary>
public sealed class WarehouseReplacement : IDisposable
{
    /// <summary>The name under which SQL reads the database that is to be replaced.</summary>
    public const string Former = "former";

    private readonly string path;
    private readonly WarehouseLock held;
    private bool isDone;

    private WarehouseReplacement(string path, WarehouseLock held, WarehouseFile made, bool hasFormer, string? problem)
    {
        this.path = path;
        this.held = held;
        New = made;
        HasFormer = hasFormer;
        Problem = problem;
    }

    /// <summary>The new database, empty at first. SQL on it reads the former one as <c>former.schema.table</c>.</summary>
    public WarehouseFile New { get; }

    /// <summary>False when there is no former database or it can't be read.</summary>
    public bool HasFormer { get; }

    /// <summary>Why the former one can't be read; null when it can, or when there is none.</summary>
    public string? Problem { get; }

    /// <summary>Takes the lock and makes the new file.</summary>
    /// <param name="database">The database in use; need not exist.</param>
    /// <param name="options">As for <see cref="WarehouseFile.Open"/>.</param>
    /// <param name="clock">For the lock's note.</param>
    /// <param name="cancel">Ends the wait for the lock.</param>
    /// <exception cref="WarehouseException">Held by another process.</exception>
    public static WarehouseReplacement Begin(string database, WarehouseOptions options, TimeProvider clock, CancellationToken cancel = default)
    {
        string path = CanonicalPath.Of(database);
        WarehouseLock held = WarehouseLock.Take(path, options.Purpose, options.LockWait, clock, cancel);
        try
        {
            string? problem = null;
            bool hasFormer = File.Exists(path);
            if (hasFormer)
            {
                try
                {
                    // Opened and closed: its log is then in the file, and its schema the one that this program knows.
                    WarehouseFile.OpenUnder(null, path, options, former: null).Dispose();
                }
                catch (WarehouseException failure) when (failure.InnerException is DuckDBException or SqlException)
                {
                    (hasFormer, problem) = (false, failure.InnerException.Message);
                }
            }

            string made = MadeBeside(path);
            Remove(made);
            return new(path, held, WarehouseFile.OpenUnder(null, made, options, hasFormer ? path : null), hasFormer, problem);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Puts the new database in the place of the former one.</summary>
    public void Complete()
    {
        using (WarehouseConnection connection = New.Connect())
        {
            connection.Execute("checkpoint");
        }

        New.Dispose();
        if (File.Exists(Log(New.Path)))
        {
            throw new WarehouseException(
                $"{New.Path} was not written out whole; {path} stays as it is. Look whether the disk is full and try again.",
                $"{New.Path} 没有写完整，{path} 保持原样。请检查磁盘是否已满后再试。");
        }

        // A log beside belongs to a database that can't be read; applied to the new one it would be ruin.
        if (File.Exists(Log(path)))
        {
            File.Move(Log(path), path + ".damaged.wal", overwrite: true);
            File.Copy(path, path + ".damaged", overwrite: true);
        }

        File.Move(New.Path, path, overwrite: true);
        isDone = true;
    }

    /// <summary>Gives the new database up unless it was completed, and releases the lock.</summary>
    public void Dispose()
    {
        if (!isDone)
        {
            New.Dispose();
            Remove(New.Path);
        }

        held.Dispose();
    }

    private static string MadeBeside(string path) => path + ".new";

    private static string Log(string path) => path + ".wal";

    private static void Remove(string path)
    {
        File.Delete(path);
        File.Delete(Log(path));
    }
}
