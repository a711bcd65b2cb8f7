using System.Diagnostics;
using DuckDB.NET.Data;

namespace ServiceAnalytics.Bindings.Tests.Behaviour;

public sealed class StreamingTests : IDisposable
{
    private readonly DuckDBConnection connection = Engine.InMemory();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void A_stream_gives_every_row_once_and_in_order()
    {
        using var command = Streaming("select n, 'row ' || n from range(300_000) rows(n)");
        using var reader = command.ExecuteReader();

        var expected = 0L;
        while (reader.Read())
        {
            Assert.Equal(expected, reader.GetInt64(0));
            Assert.Equal($"row {expected}", reader.GetString(1));
            expected++;
        }

        Assert.Equal(300_000, expected);
    }

    [Fact]
    public void A_stream_may_be_left_early_and_the_connection_goes_on()
    {
        using (var command = Streaming("select n from range(100_000_000) rows(n)"))
        using (var reader = command.ExecuteReader())
        {
            Assert.True(reader.Read());
            Assert.Equal(0L, reader.GetInt64(0));
        }

        Assert.Equal(42, connection.One<int>("select 42"));
    }

    [Fact]
    public void A_stream_does_not_hold_the_whole_answer_in_memory()
    {
        connection.Run("set memory_limit = '200MB'; set temp_directory = ''"); // the whole answer would be about 1.6 GB
        using var command = Streaming("select n, n, n, n from range(50_000_000) rows(n)");
        using var reader = command.ExecuteReader();

        var count = 0L;
        while (reader.Read())
        {
            count++;
        }

        Assert.Equal(50_000_000, count);
    }

    [Fact]
    public void An_error_in_the_middle_of_a_stream_is_thrown_where_reading_meets_it()
    {
        using var command = Streaming("select if(n = 250_000, 'x', n::varchar)::bigint from range(300_000) rows(n)");
        using var reader = command.ExecuteReader();

        var read = 0;
        var error = Assert.Throws<DuckDBException>(() =>
        {
            while (reader.Read())
            {
                read++;
            }
        });

        Assert.Contains("Could not convert string 'x' to INT64", error.Message, StringComparison.Ordinal);
        Assert.InRange(read, 1, 250_000);
    }

    [Fact]
    public async Task Cancelling_stops_a_query_that_would_run_for_minutes()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select sum(a.n * b.n + hash(a.n, b.n)) from range(10_000_000) a(n), range(10_000_000) b(n)";
        var clock = Stopwatch.StartNew();
        var run = Task.Run(() => command.ExecuteScalar());

        await Task.Delay(TimeSpan.FromMilliseconds(300));
        Assert.False(run.IsCompleted, "the query ended by itself; it is too short for this test");
        command.Cancel();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => run);

        Assert.True(failure is OperationCanceledException || failure.Message.Contains("INTERRUPT", StringComparison.OrdinalIgnoreCase), failure.ToString());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal(42, connection.One<int>("select 42"));
    }

    [Fact]
    public async Task Cancelling_stops_a_stream_as_well()
    {
        using var command = Streaming("select sum(n) over (order by n) from range(200_000_000) rows(n)");
        var run = Task.Run(() =>
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
            }
        });

        await Task.Delay(TimeSpan.FromMilliseconds(300));
        Assert.False(run.IsCompleted, "the query ended by itself; it is too short for this test");

        // An interrupt that falls between two pieces of the stream is lost, as the engine begins each piece anew: it is said again until it is heard.
        while (!run.IsCompleted)
        {
            command.Cancel();
            await Task.WhenAny(run, Task.Delay(TimeSpan.FromMilliseconds(50)));
        }

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => run);

        Assert.True(failure is OperationCanceledException || failure.Message.Contains("INTERRUPT", StringComparison.OrdinalIgnoreCase), failure.ToString());
    }

    private DuckDBCommand Streaming(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        return command;
    }
}
