using System.Data;
using System.Numerics;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace ServiceAnalytics.Bindings.Tests.Behaviour;

public sealed class ParameterTests : IDisposable
{
    private readonly DuckDBConnection connection = Engine.InMemory();

    /// <summary>Value given, type that the engine takes it for, and its text as the engine writes it.</summary>
    public static TheoryData<object, string, string> Values => new()
    {
        { true, "BOOLEAN", "true" },
        { sbyte.MinValue, "TINYINT", "-128" },
        { byte.MaxValue, "UTINYINT", "255" },
        { short.MinValue, "SMALLINT", "-32768" },
        { ushort.MaxValue, "USMALLINT", "65535" },
        { int.MinValue, "INTEGER", "-2147483648" },
        { uint.MaxValue, "UINTEGER", "4294967295" },
        { long.MinValue, "BIGINT", "-9223372036854775808" },
        { ulong.MaxValue, "UBIGINT", "18446744073709551615" },
        { -BigInteger.Pow(2, 127), "HUGEINT", "-170141183460469231731687303715884105728" },
        { 1.5f, "FLOAT", "1.5" },
        { 0.1, "DOUBLE", "0.1" },
        { 123.4500m, "DECIMAL(7,4)", "123.4500" },
        { -79228162514264337593543950335m, "DECIMAL(29,0)", "-79228162514264337593543950335" },
        { "", "VARCHAR", "" },
        { "工单 '42'; drop table tickets; 😀", "VARCHAR", "工单 '42'; drop table tickets; 😀" },
        { "before\0after", "VARCHAR", "before\0after" },
        { new string('长', 350_000), "VARCHAR", new string('长', 350_000) },
        { new byte[] { 0, 255, 65 }, "BLOB", @"\x00\xFFA" },
        { Array.Empty<byte>(), "BLOB", "" },
        { new DateOnly(2024, 2, 29), "DATE", "2024-02-29" },
        { new TimeOnly(23, 59, 59, 999), "TIME", "23:59:59.999" },
        { new DateTime(2026, 3, 29, 2, 30, 0, DateTimeKind.Unspecified).AddMicroseconds(123_456), "TIMESTAMP", "2026-03-29 02:30:00.123456" },
        { new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(8)), "TIMESTAMP WITH TIME ZONE", "2026-03-28 18:30:00+00" },
        { new TimeSpan(2, 3, 4, 5), "INTERVAL", "2 days 03:04:05" },
        { TimeSpan.FromMinutes(-95), "INTERVAL", "-01:35:00" },
        { Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100"), "UUID", "ffeeddcc-bbaa-9988-7766-554433221100" },
        { new DuckDBDateOnly(-43, 3, 15), "DATE", "0044-03-15 (BC)" },
        { new List<int> { 3, 1, 2 }, "INTEGER[]", "[3, 1, 2]" },
        { new List<string> { "高", "低" }, "VARCHAR[]", "[高, 低]" },
        { new[] { 1.5, 2.5 }, "DOUBLE[]", "[1.5, 2.5]" },
    };

    public void Dispose() => connection.Dispose();

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_parameter_given_by_name_reaches_the_engine_with_type_and_value(object value, string type, string text)
    {
        connection.Run("set TimeZone = 'UTC'");

        // Cast a step later: directly cast, a parameter counts as text and the provider writes it as .NET does.
        Assert.Equal(
            $"{type}: {text}",
            connection.One<string>("select concat(typeof(given), ': ', given::varchar) from (select $value as given)", new DuckDBParameter("value", value)));
    }

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_parameter_given_by_position_reaches_the_engine_too(object value, string type, string text)
    {
        connection.Run("set TimeZone = 'UTC'");

        Assert.Equal($"{type}: {text}", connection.One<string>("select concat(first, ': ', second::varchar) from (select ? as first, ? as second)", new DuckDBParameter(type), new DuckDBParameter(value)));
    }

    [Fact]
    public void A_missing_value_is_null() => Assert.True(
        connection.One<bool>("select $a is null and $b is null", new DuckDBParameter("a", DBNull.Value), new DuckDBParameter("b", null)));

    [Fact]
    public void Names_are_matched_whatever_the_order_in_which_they_are_given() => Assert.Equal(
        "first, second, first",
        connection.One<string>("select $a || ', ' || $b || ', ' || $a", new DuckDBParameter("b", "second"), new DuckDBParameter("a", "first")));

    [Fact]
    public void More_parameters_than_fit_into_a_register_are_told_apart()
    {
        var names = Enumerable.Range(0, 300).Select(number => $"p{number}").ToArray();
        var parameters = names.Select((name, number) => new DuckDBParameter(name, number)).Reverse().ToArray();

        Assert.Equal(Enumerable.Range(0, 300), connection.One<List<int>>($"select [{string.Join(", ", names.Select(name => "$" + name))}]", parameters));
    }

    [Fact]
    public void A_parameter_that_the_statement_needs_but_nobody_gave_is_an_error()
    {
        var error = Assert.ThrowsAny<Exception>(() => connection.One<int>("select $a::int + $b::int", new DuckDBParameter("a", 1)));

        Assert.Contains("b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prepared_statement_runs_again_with_other_values()
    {
        connection.Run("create table numbers (n integer, squared bigint)");
        using var command = connection.CreateCommand();
        command.CommandText = "insert into numbers values ($n, $n::bigint * $n)";
        var parameter = new DuckDBParameter("n", DbType.Int32);
        command.Parameters.Add(parameter);
        command.Prepare();

        for (var n = 1; n <= 100; n++)
        {
            parameter.Value = n;
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        Assert.Equal(338_350L, connection.One<long>("select sum(squared)::bigint from numbers")); // n(n+1)(2n+1)/6
    }
}
