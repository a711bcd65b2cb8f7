using DuckDB.NET.Data;

namespace ServiceAnalytics.Bindings.Tests.Behaviour;

/// <summary>Memory is weighed for the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTestsRunAlone;

[Collection(nameof(MemoryTests))]
public sealed class MemoryTests : IDisposable
{
    private readonly DatabaseFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Opening_reading_and_closing_again_and_again_does_not_leak()
    {
        var source = $"DataSource={folder.PathOf("leak.duckdb")};threads=1";
        using (var connection = Engine.Open(source))
        {
            connection.Run("create table tickets as select n, repeat('x', 1000) as text from range(2000) rows(n)");
        }

        ReadRepeatedly(source, times: 20); // the first rounds fill caches
        var before = ResidentBytes();
        ReadRepeatedly(source, times: 100);
        var grown = ResidentBytes() - before;

        Assert.True(grown < 60_000_000, $"100 rounds of about 2 MB each left {grown / 1_000_000} MB behind");
    }

    [Fact]
    public void Preparing_binding_and_failing_again_and_again_does_not_leak()
    {
        using var connection = Engine.InMemory();
        var text = new string('长', 20_000);

        void Round(int times)
        {
            for (var time = 0; time < times; time++)
            {
                Assert.Equal(20_000L, connection.One<long>("select length($text)", new DuckDBParameter("text", text)));
                Assert.Throws<DuckDBException>(() => connection.One<long>("select $text::bigint", new DuckDBParameter("text", text)));
                Assert.Equal(3, connection.One<Dictionary<string, object>>("select {'a': 1, 'b': 'x'::enum('x', 'y'), 'c': [1, 2]}").Count);
            }
        }

        Round(200);
        var before = ResidentBytes();
        Round(1500);
        var grown = ResidentBytes() - before;

        Assert.True(grown < 60_000_000, $"1500 rounds of about 60 kB each left {grown / 1_000_000} MB behind");
    }

    private static void ReadRepeatedly(string source, int times)
    {
        for (var time = 0; time < times; time++)
        {
            using var connection = Engine.Open(source);
            using var command = connection.CreateCommand();
            command.CommandText = "select n, text from tickets";
            using var reader = command.ExecuteReader();
            var rows = 0;
            while (reader.Read())
            {
                Assert.Equal(1000, reader.GetString(1).Length);
                rows++;
            }

            Assert.Equal(2000, rows);
        }
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }
}
