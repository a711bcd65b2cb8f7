using System.Diagnostics;
using System.Globalization;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// The project's own lock beside the database. DuckDB's lock does not stop two instances within one process, and .NET
/// closing any handle on the database file would drop it: so the lock is another file, taken before the engine opens.
/// </summary>
internal sealed class WarehouseLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly FileStream held;
    private readonly string holderFile;

    private WarehouseLock(FileStream held, string holderFile)
    {
        this.held = held;
        this.holderFile = holderFile;
    }

    public static WarehouseLock Take(string databasePath, string purpose, TimeSpan wait, TimeProvider clock, CancellationToken cancel)
    {
        string lockFile = databasePath + ".lock";
        string holderFile = databasePath + ".holder";
        long start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                FileStream held = new(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                string since = clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
                File.WriteAllText(holderFile, $"process {Environment.ProcessId} ({Process.GetCurrentProcess().ProcessName} {purpose}), since {since}");
                return new WarehouseLock(held, holderFile);
            }
            catch (IOException failure) when (File.Exists(lockFile))
            {
                if (clock.GetElapsedTime(start) >= wait)
                {
                    throw new WarehouseException(
                        $"{databasePath} is in use by {Holder(holderFile)}. Wait until it has finished, or stop that process, and try again.",
                        $"{databasePath} 正在使用中，占用者：{Holder(holderFile)}。请等它结束，或停止该进程后再试。",
                        failure);
                }

                cancel.WaitHandle.WaitOne(Pause);
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    public void Dispose()
    {
        File.Delete(holderFile);
        held.Dispose();
    }

    private static string Holder(string holderFile)
    {
        try
        {
            return File.ReadAllText(holderFile);
        }
        catch (IOException)
        {
            return "another process (it has left no name)";
        }
    }
}
