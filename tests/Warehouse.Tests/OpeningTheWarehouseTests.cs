using System.Diagnostics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Warehouse.Tests;

public sealed class OpeningTheWarehouseTests : IDisposable
{
    private static readonly WarehouseOptions AtOnce = new() { LockWait = TimeSpan.Zero, Purpose = "import" };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_new_warehouse_has_the_newest_schema_and_no_rows()
    {
        using WarehouseFile warehouse = Open();
        using WarehouseConnection connection = warehouse.Connect();
        int migrations = SqlScript.NamesIn(typeof(WarehouseFile).Assembly).Count(name => name.StartsWith("Sql/schema/", StringComparison.Ordinal));
        Assert.Equal(migrations, connection.Query("select count(*) as n from import.schema_versions", SqlParameters.None, r => r.Int32("n")).Single());
        Assert.Equal(0L, connection.Scalar("select count(*) from service.tickets"));
        Assert.Equal(0L, connection.Scalar("select count(*) from as_of.tickets"));
    }

    [Fact]
    public void Rows_written_are_there_after_closing_and_opening_again()
    {
        using (WarehouseFile warehouse = Open())
        using (WarehouseConnection connection = warehouse.Connect())
        {
            connection.Execute("create table kept as select 42 as answer");
        }

        using WarehouseFile again = Open();
        using WarehouseConnection reader = again.Connect();
        Assert.Equal(42, reader.Scalar("select answer from kept"));
    }

    [Fact]
    public void A_second_opening_is_refused_and_names_the_holder()
    {
        using WarehouseFile first = Open();
        WarehouseException refusal = Assert.Throws<WarehouseException>(() => Open());
        Assert.Contains($"process {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("import", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("try again", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_file_under_another_name_is_the_same_file()
    {
        using WarehouseFile first = Open();
        string link = folder.File("link");
        Directory.CreateSymbolicLink(link, folder.Path);
        string roundabout = Path.Combine(link, "..", Path.GetFileName(folder.Path), "service.duckdb");
        Assert.Throws<WarehouseException>(() => WarehouseFile.Open(roundabout, AtOnce, TimeProvider.System));
        Assert.Equal(first.Path, CanonicalPath.Of(roundabout));
    }

    [Fact]
    public void The_lock_of_a_killed_process_holds_nobody_up()
    {
        folder.Write("service.duckdb.lock", string.Empty);
        folder.Write("service.duckdb.holder", "process 1 (killed), since yesterday");
        using WarehouseFile warehouse = Open();
        Assert.True(File.Exists(warehouse.Path));
    }

    [Fact]
    public async Task A_waiting_process_gets_the_warehouse_when_it_is_free()
    {
        WarehouseFile first = Open();
        Task<WarehouseFile> second = Task.Run(() =>
            WarehouseFile.Open(folder.File("service.duckdb"), AtOnce with { LockWait = TimeSpan.FromMinutes(1) }, TimeProvider.System));
        Assert.False(second.IsCompleted);
        first.Dispose();
        using WarehouseFile got = await second;
        Assert.EndsWith("service.duckdb", got.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_told_with_what_to_do()
    {
        folder.Write("service.duckdb", "this is not a database, it is a text that somebody saved under its name");
        WarehouseException failure = Assert.Throws<WarehouseException>(() => Open());
        Assert.Contains("rebuild", failure.Message, StringComparison.Ordinal);
        using FileStream free = new(folder.File("service.duckdb.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.NotNull(free);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_left_alone()
    {
        using (WarehouseFile warehouse = Open())
        using (WarehouseConnection connection = warehouse.Connect())
        {
            connection.Execute("insert into import.schema_versions values (999)");
        }

        WarehouseException failure = Assert.Throws<WarehouseException>(() => Open());
        Assert.Contains("newer version", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sql_can_read_no_file_outside_the_folders_that_were_named()
    {
        string inside = folder.Write("readable/a.csv", "x\n1\n");
        string outside = folder.Write("secret.csv", "x\n2\n");
        using WarehouseFile warehouse = WarehouseFile.Open(
            folder.File("service.duckdb"), AtOnce with { ReadableDirectories = [folder.File("readable")] }, TimeProvider.System);
        using WarehouseConnection connection = warehouse.Connect();
        Assert.Equal(1L, connection.Scalar($"select x from read_csv({SqlLiteral.Of(inside)})"));
        Assert.Throws<SqlException>(() => connection.Scalar($"select x from read_csv({SqlLiteral.Of(outside)})"));
        Assert.Throws<SqlException>(() => connection.Scalar($"select x from read_csv({SqlLiteral.Of(folder.File("readable/../secret.csv"))})"));
        Assert.Throws<SqlException>(() => connection.Execute("set enable_external_access = true"));
    }

    [Fact]
    public void Memory_and_spilling_are_limited_as_asked()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(folder.File("service.duckdb"), AtOnce with { MemoryLimit = "512MB", Threads = 1 }, TimeProvider.System);
        using WarehouseConnection connection = warehouse.Connect();
        Assert.Equal("488.2 MiB", connection.Scalar("select current_setting('memory_limit')"));
        Assert.Equal(1L, Convert.ToInt64(connection.Scalar("select current_setting('threads')")));
        Assert.Equal(folder.File(".tmp"), CanonicalPath.Of((string)connection.Scalar("select current_setting('temp_directory')")!));
    }

    [Fact]
    public void Another_process_that_holds_the_database_is_told_by_its_number()
    {
        using Process other = Process.Start(new ProcessStartInfo("flock", [folder.File("service.duckdb.lock"), "sh", "-c", "echo held; sleep 60"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            Assert.Equal("held", other.StandardOutput.ReadLine());
            folder.Write("service.duckdb.holder", $"process {other.Id} (service-analytics import), since now");
            WarehouseException refusal = Assert.Throws<WarehouseException>(() => Open());
            Assert.Contains($"process {other.Id}", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            other.Kill(entireProcessTree: true);
        }
    }

    private WarehouseFile Open() => WarehouseFile.Open(folder.File("service.duckdb"), AtOnce, TimeProvider.System);
}
