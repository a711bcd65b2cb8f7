using System.Data;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace ServiceAnalytics.Bindings.Tests.Behaviour;

public sealed class StatementTests : IDisposable
{
    private readonly DuckDBConnection connection = Engine.InMemory();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void What_is_committed_stays()
    {
        connection.Run("create table tickets (n integer)");

        using (var transaction = connection.BeginTransaction())
        {
            connection.Run("insert into tickets values (1), (2)");
            transaction.Commit();
        }

        Assert.Equal(2L, connection.One<long>("select count(*) from tickets"));
    }

    [Fact]
    public void What_is_rolled_back_or_left_open_never_was()
    {
        connection.Run("create table tickets (n integer)");

        using (var transaction = connection.BeginTransaction())
        {
            connection.Run("insert into tickets values (1)");
            transaction.Rollback();
        }

        using (connection.BeginTransaction())
        {
            connection.Run("insert into tickets values (2)");
        }

        Assert.Equal(0L, connection.One<long>("select count(*) from tickets"));
    }

    [Fact]
    public void Changed_rows_are_counted_per_kind_of_statement()
    {
        connection.Run("create table tickets (n integer)");

        Assert.Equal(5, connection.Run("insert into tickets select range from range(5)"));
        Assert.Equal(2, connection.Run("update tickets set n = 100 where n >= 3"));
        Assert.Equal(3, connection.Run("delete from tickets where n < 100"));
        Assert.Equal(0, connection.Run("delete from tickets where n = -1"));
    }

    [Fact]
    public void Several_statements_in_one_text_run_in_order_and_each_result_can_be_read()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "create table t (n integer); insert into t values (1), (2); select sum(n)::integer from t; select 'last' from t where n = 2;";
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.Equal(3, reader.GetInt32(0));
        Assert.True(reader.NextResult());
        Assert.True(reader.Read());
        Assert.Equal("last", reader.GetString(0));
        Assert.False(reader.NextResult());
    }

    [Fact]
    public void A_mistake_in_the_second_statement_of_a_text_is_told()
    {
        var error = Assert.Throws<DuckDBException>(() => connection.Run("create table t (n integer); selec 1"));

        Assert.Contains("syntax error", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_without_rows_still_has_its_columns()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select 1 as \"编号\", 'x' as text where false";
        using var reader = command.ExecuteReader();

        Assert.Equal(2, reader.FieldCount);
        Assert.Equal("编号", reader.GetName(0));
        Assert.Equal(typeof(string), reader.GetFieldType(1));
        Assert.False(reader.HasRows);
        Assert.False(reader.Read());
    }

    [Fact]
    public void An_answer_of_more_than_one_chunk_is_read_whole()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select n, if(n % 7 = 0, null, 'text number ' || n) from range(10_000) rows(n) order by n";
        using var reader = command.ExecuteReader();

        for (var n = 0L; n < 10_000; n++)
        {
            Assert.True(reader.Read());
            Assert.Equal(n, reader.GetInt64(0));
            Assert.Equal(n % 7 == 0 ? null : $"text number {n}", reader.IsDBNull(1) ? null : reader.GetString(1));
        }

        Assert.False(reader.Read());
    }

    [Theory]
    [InlineData("selec 1", "syntax error at or near \"selec\"")]
    [InlineData("select * from no_such_table", "Table with name no_such_table does not exist")]
    [InlineData("select no_such_column from range(1)", "no_such_column")]
    [InlineData("select no_such_function(1)", "no_such_function")]
    [InlineData("select 'twelve'::integer", "Could not convert string 'twelve' to INT32")]
    [InlineData("select error('说明')", "说明")]
    [InlineData("insert into priorities values (1, '重复')", "Duplicate key")]
    [InlineData("insert into priorities values (2, null)", "NOT NULL constraint failed")]
    public void An_error_says_what_the_engine_says(string sql, string text)
    {
        connection.Run("create table priorities (n integer primary key, name varchar not null); insert into priorities values (1, '高')");

        var error = Assert.Throws<DuckDBException>(() => connection.Run(sql));

        Assert.Contains(text, error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, connection.One<long>("select count(*) from priorities"));
    }

    [Theory]
    [InlineData("select 'twelve'::integer", DuckDBErrorType.Conversion)]
    [InlineData("select 2147483647::integer + n::integer from range(1, 2) rows(n)", DuckDBErrorType.OutOfRange)]
    [InlineData("insert into priorities values (1)", DuckDBErrorType.Constraint)]
    public void The_kind_of_an_error_while_running_is_known(string sql, DuckDBErrorType kind)
    {
        connection.Run("create table priorities (n integer primary key); insert into priorities values (1)");

        Assert.Equal(kind, Assert.Throws<DuckDBException>(() => connection.Run(sql)).ErrorType);
    }

    [Fact]
    public void The_connection_knows_its_engine_and_its_state()
    {
        Assert.Equal("v1.5.6", connection.ServerVersion);
        Assert.Equal(ConnectionState.Open, connection.State);
        connection.Close();
        Assert.Equal(ConnectionState.Closed, connection.State);
    }
}
