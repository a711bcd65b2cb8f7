using System.Globalization;
using DuckDB.NET.Data;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// A copy of the database made by SQL, table by table: whole and compact whatever state the file is in, and compared row for row
/// with what it was made of before it counts.
/// </summary>
public static class WarehouseBackup
{
    /// <summary>Writes a backup.</summary>
    /// <param name="database">The database in use.</param>
    /// <param name="target">The file to make; replaced when it is there, and only once the copy is whole.</param>
    /// <param name="options">Limits of the engine.</param>
    /// <param name="clock">For the lock's note.</param>
    /// <param name="cancel">Ends the wait for the lock.</param>
    /// <returns>Rows copied.</returns>
    /// <exception cref="WarehouseException">In use, or one of the two can't be read or written.</exception>
    public static long Make(string database, string target, WarehouseOptions options, TimeProvider clock, CancellationToken cancel = default)
    {
        string path = CanonicalPath.Of(database);
        using WarehouseLock held = WarehouseLock.Take(path, options.Purpose, options.LockWait, clock, cancel);
        return Copy(path, CanonicalPath.Of(target));
    }

    /// <summary>Puts a backup in the place of the database; the one in use goes only when the copy is whole.</summary>
    /// <inheritdoc cref="Make"/>
    public static long Restore(string backup, string database, WarehouseOptions options, TimeProvider clock, CancellationToken cancel = default)
    {
        string path = CanonicalPath.Of(database);
        using WarehouseLock held = WarehouseLock.Take(path, options.Purpose, options.LockWait, clock, cancel);

        // A log beside belongs to the database that goes.
        string made = path + ".restored";
        long rows = Copy(CanonicalPath.Of(backup), made);
        if (File.Exists(path + ".wal"))
        {
            File.Move(path + ".wal", path + ".before-restore.wal", overwrite: true);
            File.Copy(path, path + ".before-restore", overwrite: true);
        }

        File.Move(made, path, overwrite: true);
        return rows;
    }

    private static long Copy(string source, string target)
    {
        string made = target + ".part";
        File.Delete(made);
        File.Delete(made + ".wal");
        if (!File.Exists(source))
        {
            throw new WarehouseException($"{source} is not there.", $"{source} 不存在。");
        }

        long rows;
        try
        {
            using DuckDBConnection connection = new("DataSource=:memory:");
            connection.Open();
            WarehouseConnection sql = new(connection);
            sql.Execute("set autoinstall_known_extensions = false; set autoload_known_extensions = false;");
            sql.Execute($"attach {SqlLiteral.Of(source)} as warehouse; attach {SqlLiteral.Of(made)} as copied;");
            sql.Execute("copy from database warehouse to copied");
            rows = Compare(sql, source);
            sql.Execute("checkpoint copied; detach copied; detach warehouse;");
        }
        catch (Exception failure) when (failure is SqlException or DuckDBException)
        {
            File.Delete(made);
            File.Delete(made + ".wal");
            throw new WarehouseException(
                $"{source} could not be copied to {target}: {failure.Message}. Nothing was changed. Look whether the disk is full and the source is a database of this program.",
                $"{source} 无法复制到 {target}：{failure.Message}。没有做任何改动。请检查磁盘是否已满、来源是否为本程序的数据库。",
                failure);
        }

        File.Move(made, target, overwrite: true);
        return rows;
    }

    private static long Compare(WarehouseConnection sql, string source)
    {
        long rows = 0;
        List<string> tables = sql.Query(
            "select schema_name || '.' || table_name as name from duckdb_tables() where database_name = 'warehouse' order by name", SqlParameters.None, r => r.Text("name"));
        if (!tables.Contains("import.batches"))
        {
            throw new WarehouseException(
                $"{source} is a database, but not one of this program: it has no table import.batches. Nothing was changed.",
                $"{source} 是数据库，但不是本程序的：其中没有表 import.batches。没有做任何改动。");
        }

        foreach (string table in tables)
        {
            (long Count, string Sum) Of(string catalogue) => sql.Query(
                $"select count(*) as n, coalesce(sum(hash(t)::hugeint), 0)::varchar as s from {catalogue}.{table} t", SqlParameters.None, r => (r.Int64("n"), r.Text("s")))[0];
            (long Count, string Sum) original = Of("warehouse");
            if (original != Of("copied"))
            {
                throw new WarehouseException(
                    string.Create(CultureInfo.InvariantCulture, $"{source}: the copy of {table} ({original.Count} rows) is not the same as the original. Nothing was changed; look at the disk and try again."),
                    string.Create(CultureInfo.InvariantCulture, $"{source}：表 {table}（{original.Count} 行）的副本与原表不一致。没有做任何改动；请检查磁盘后再试。"));
            }

            rows += original.Count;
        }

        return rows;
    }
}
