using System.Numerics;
using DuckDB.NET.Data;

namespace ServiceAnalytics.Bindings.Tests.Behaviour;

/// <summary>Functions written in .NET: the only users of unowned chunks, of reading values, and of callbacks from the engine.</summary>
public sealed class FunctionTests : IDisposable
{
    private readonly DuckDBConnection connection = Engine.InMemory();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void A_scalar_function_is_called_for_every_row()
    {
        connection.RegisterScalarFunction<int, long>("twice", (readers, writer, rows) =>
        {
            for (ulong row = 0; row < rows; row++)
            {
                writer.WriteValue(readers[0].GetValue<int>(row) * 2L, row);
            }
        });

        Assert.Equal(99_990_000L, connection.One<long>("select sum(twice(n::integer))::bigint from range(10_000) rows(n)"));
    }

    [Fact]
    public void An_error_in_a_scalar_function_is_the_error_of_the_query()
    {
        connection.RegisterScalarFunction<int, int>("fails", (_, _, _) => throw new InvalidOperationException("不行"));

        var error = Assert.Throws<DuckDBException>(() => connection.One<int>("select fails(n::integer) from range(1) rows(n)"));

        Assert.Contains("不行", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_function_is_given_its_parameters_and_gives_its_rows()
    {
        connection.RegisterTableFunction<int, string>(
            "labels",
            parameters =>
            {
                var (count, prefix) = (parameters[0].GetValue<int>(), parameters[1].GetValue<string>());
                return new TableFunction(
                    [new ColumnInfo("number", typeof(int)), new ColumnInfo("label", typeof(string))],
                    Enumerable.Range(1, count).Select(number => (number, $"{prefix} {number}")));
            },
            (item, writers, row) =>
            {
                var (number, label) = ((int, string))item!;
                writers[0].WriteValue(number, row);
                writers[1].WriteValue(label, row);
            });

        Assert.Equal(5000L, connection.One<long>("select count(*) from labels(5000, '队列') where label = '队列 ' || number"));
    }

    [Theory] // each parameter is read back as what it was written as
    [InlineData("true", "True")]
    [InlineData("(-5)::tinyint", "-5")]
    [InlineData("200::utinyint", "200")]
    [InlineData("(-300)::smallint", "-300")]
    [InlineData("60000::usmallint", "60000")]
    [InlineData("4000000000::uinteger", "4000000000")]
    [InlineData("(-9223372036854775807)::bigint", "-9223372036854775807")]
    [InlineData("18446744073709551615::ubigint", "18446744073709551615")]
    [InlineData("1.5::float", "1.5")]
    [InlineData("0.1::double", "0.1")]
    [InlineData("'-170141183460469231731687303715884105727'::hugeint", "-170141183460469231731687303715884105727")]
    [InlineData("'ffeeddcc-bbaa-9988-7766-554433221100'::uuid", "ffeeddcc-bbaa-9988-7766-554433221100")]
    [InlineData("date '2024-02-29'", "02/29/2024")]
    [InlineData("time '13:14:15'", "13:14")]
    [InlineData("timestamp '2026-03-29 02:30:00'", "03/29/2026 02:30:00")]
    [InlineData("interval '95 minutes'", "01:35:00")]
    public void A_parameter_of_a_table_function_is_read_as_its_own_type(string sql, string text)
    {
        RegisterEcho<bool>("boolean");
        RegisterEcho<sbyte>("tinyint");
        RegisterEcho<byte>("utinyint");
        RegisterEcho<short>("smallint");
        RegisterEcho<ushort>("usmallint");
        RegisterEcho<uint>("uinteger");
        RegisterEcho<long>("bigint");
        RegisterEcho<ulong>("ubigint");
        RegisterEcho<float>("float");
        RegisterEcho<double>("double");
        RegisterEcho<BigInteger>("hugeint");
        RegisterEcho<Guid>("uuid");
        RegisterEcho<DateOnly>("date");
        RegisterEcho<TimeOnly>("time");
        RegisterEcho<DateTime>("timestamp");
        RegisterEcho<TimeSpan>("interval");
        var type = connection.One<string>($"select lower(typeof({sql}))");

        Assert.Equal(text, connection.One<string>($"from echo_{type}({sql})"));
    }

    private void RegisterEcho<T>(string type) => connection.RegisterTableFunction<T>(
        $"echo_{type}",
        parameters => new TableFunction([new ColumnInfo("text", typeof(string))], new[] { FormattableString.Invariant($"{parameters[0].GetValue<T>()}") }),
        (item, writers, row) => writers[0].WriteValue((string)item!, row));
}
