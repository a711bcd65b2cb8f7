using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Warehouse.Tests;

public sealed class RunningSqlTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly WarehouseFile warehouse;
    private readonly WarehouseConnection connection;

    public RunningSqlTests()
    {
        warehouse = WarehouseFile.Open(folder.File("service.duckdb"), new WarehouseOptions(), TimeProvider.System);
        connection = warehouse.Connect();
    }

    public void Dispose()
    {
        connection.Dispose();
        warehouse.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Parameters_come_back_as_the_values_that_were_given()
    {
        DateTimeOffset instant = new(2026, 10, 3, 8, 5, 0, TimeSpan.FromHours(8));
        DateOnly day = new(2026, 2, 28);
        var row = connection.Query(
            "select $text as t, $number as n, $instant::timestamp as i, $day::date as d, $nothing as x",
            new() { ["text"] = "it's 中文", ["number"] = 7L, ["instant"] = instant, ["day"] = day, ["nothing"] = null },
            r => (r.Text("t"), r.Int64("n"), r.Instant("i"), r.Date("d"), r.TextOrNull("x"))).Single();
        Assert.Equal(("it's 中文", 7L, instant.ToUniversalTime(), day, null), row);
    }

    [Fact]
    public void A_variable_is_seen_by_the_views_of_its_own_connection_only()
    {
        connection.SetVariable("as_of_batch", 3);
        using WarehouseConnection other = warehouse.Connect();
        Assert.Equal(3, connection.Scalar("select getvariable('as_of_batch')"));
        Assert.Null(other.Scalar("select getvariable('as_of_batch')"));
    }

    [Theory]
    [InlineData("o'clock; drop table service.tickets; --")]
    [InlineData("\\' or 1=1")]
    public void A_hostile_text_in_a_variable_stays_a_text(string text)
    {
        connection.SetVariable("dimension", text);
        Assert.Equal(text, connection.Scalar("select getvariable('dimension')"));
        Assert.Equal(0L, connection.Scalar("select count(*) from service.tickets"));
    }

    [Fact]
    public void A_transaction_that_fails_leaves_nothing_behind()
    {
        connection.Execute("create table t (x integer)");
        Assert.Throws<InvalidOperationException>(() => connection.InTransaction(() =>
        {
            connection.Execute("insert into t values (1)");
            throw new InvalidOperationException("stop");
        }));
        connection.InTransaction(() => connection.Execute("insert into t values (2)"));
        Assert.Equal([2], connection.Query("select x from t", SqlParameters.None, r => r.Int32("x")));
    }

    [Fact]
    public void A_failing_statement_inside_a_transaction_shows_its_own_error()
    {
        SqlException failure = Assert.Throws<SqlException>(() => connection.InTransaction(() => connection.Execute("select 'x'::integer")));
        Assert.Contains("Could not convert string 'x'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_query_stops_when_it_is_cancelled()
    {
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(200));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            connection.Scalar("select sum(a.range * b.range) from range(1000000) a, range(1000000) b", cancel: stop.Token));
        Assert.Equal(1, connection.Scalar("select 1"));
    }

    [Fact]
    public void A_missing_column_is_told_with_the_columns_that_there_are()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => connection.Query("select 1 as a, 2 as b", SqlParameters.None, r => r.Int64("c")));
        Assert.Contains("a, b", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_knows_its_contract_from_its_header()
    {
        SqlScript script = SqlScript.Load<WarehouseFile>("Sql/batches.sql");
        Assert.Equal("batch_id", script.Columns[0]);
        Assert.Equal(13, script.Columns.Count);
        Assert.Empty(script.Parameters);
    }

    [Fact]
    public void A_changed_row_is_seen_as_it_was_before_by_an_earlier_batch()
    {
        connection.Execute("""
            insert into service.tickets_history (ticket_id, customer, received_at_utc, export_at_utc, batch_id, row_number, content_hash, to_batch_id)
            values ('T1', 'before', '2026-10-01', '2026-10-02', 1, 2, 1, 3);
            insert into service.tickets (ticket_id, customer, received_at_utc, export_at_utc, batch_id, row_number, content_hash)
            values ('T1', 'after', '2026-10-01', '2026-10-03', 3, 2, 2), ('T2', 'new', '2026-10-01', '2026-10-02', 2, 2, 3);
            """);
        (int Batch, string Expected)[] states = [(0, ""), (1, "before"), (2, "before,new"), (3, "after,new"), (9, "after,new")];
        foreach ((int batch, string expected) in states)
        {
            connection.SetVariable("as_of_batch", batch);
            Assert.Equal(expected, connection.Scalar("select coalesce(string_agg(customer, ',' order by ticket_id), '') from as_of.tickets"));
        }
    }
}
