using DuckDB.NET.Data;

namespace ServiceAnalytics.Bindings.Tests.Behaviour;

public sealed class DatabaseTests : IDisposable
{
    private readonly DatabaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_connections_of_one_file_see_what_the_other_has_committed()
    {
        var source = $"DataSource={folder.PathOf("two.duckdb")}";
        using var one = Engine.Open(source);
        using var other = Engine.Open(source);
        one.Run("create table tickets (n integer)");

        using var transaction = one.BeginTransaction();
        one.Run("insert into tickets values (1)");
        Assert.Equal(0L, other.One<long>("select count(*) from tickets"));
        transaction.Commit();

        Assert.Equal(1L, other.One<long>("select count(*) from tickets"));
    }

    [Fact]
    public void A_closed_file_keeps_its_rows_for_the_next_opening()
    {
        var source = $"DataSource={folder.PathOf("工单 数据.duckdb")}";
        using (var connection = Engine.Open(source))
        {
            connection.Run("create table tickets as select n from range(1000) rows(n)");
        }

        using var again = Engine.Open(source);
        Assert.Equal(499_500L, again.One<long>("select sum(n)::bigint from tickets"));
    }

    [Fact]
    public void A_file_opened_for_reading_refuses_to_be_written()
    {
        var path = folder.PathOf("readonly.duckdb");
        using (var connection = Engine.Open($"DataSource={path}"))
        {
            connection.Run("create table tickets (n integer)");
        }

        using var reading = Engine.Open($"DataSource={path};access_mode=READ_ONLY");
        var error = Assert.Throws<DuckDBException>(() => reading.Run("insert into tickets values (1)"));

        Assert.Contains("read-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Databases_in_memory_know_nothing_of_each_other()
    {
        using var one = Engine.InMemory();
        using var other = Engine.InMemory();
        one.Run("create table tickets (n integer)");

        Assert.Throws<DuckDBException>(() => other.One<long>("select count(*) from tickets"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named_in_the_error()
    {
        var path = folder.PathOf("no/such/folder/x.duckdb");

        var error = Assert.Throws<DuckDBException>(() => Engine.Open($"DataSource={path}"));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("No such file or directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        var path = folder.PathOf("tickets.duckdb");
        File.WriteAllText(path, new string('x', 20_000));

        var error = Assert.Throws<DuckDBException>(() => Engine.Open($"DataSource={path}"));

        Assert.Contains("not a valid DuckDB database file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_that_does_not_exist_is_refused()
    {
        var error = Assert.ThrowsAny<Exception>(() => Engine.Open($"DataSource={folder.PathOf("x.duckdb")};no_such_option=1"));

        Assert.Contains("no_such_option", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_option_given_on_opening_takes_effect()
    {
        using var connection = Engine.Open($"DataSource={folder.PathOf("x.duckdb")};threads=1");

        Assert.Equal(1L, connection.One<long>("select current_setting('threads')::bigint"));
    }
}
