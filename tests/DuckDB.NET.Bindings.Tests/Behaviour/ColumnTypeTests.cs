using System.Numerics;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace ServiceAnalytics.Bindings.Tests.Behaviour;

public sealed class ColumnTypeTests : IDisposable
{
    private readonly DuckDBConnection connection = Engine.InMemory();

    /// <summary>SQL expression, name of the type as the provider shows it, value as .NET sees it. The value is the SQL literal read by eye.</summary>
    public static TheoryData<string, string, object> Scalars => new()
    {
        { "true", "Boolean", true },
        { "false", "Boolean", false },
        { "(-128)::tinyint", "TinyInt", sbyte.MinValue },
        { "255::utinyint", "UnsignedTinyInt", byte.MaxValue },
        { "(-32768)::smallint", "SmallInt", short.MinValue },
        { "65535::usmallint", "UnsignedSmallInt", ushort.MaxValue },
        { "(-2147483648)::integer", "Integer", int.MinValue },
        { "4294967295::uinteger", "UnsignedInteger", uint.MaxValue },
        { "(-9223372036854775808)::bigint", "BigInt", long.MinValue },
        { "18446744073709551615::ubigint", "UnsignedBigInt", ulong.MaxValue },
        { "'-170141183460469231731687303715884105728'::hugeint", "HugeInt", -BigInteger.Pow(2, 127) },
        { "'170141183460469231731687303715884105727'::hugeint", "HugeInt", BigInteger.Pow(2, 127) - 1 },
        { "(-1)::hugeint", "HugeInt", BigInteger.MinusOne },
        { "'340282366920938463463374607431768211455'::uhugeint", "UnsignedHugeInt", BigInteger.Pow(2, 128) - 1 },
        { "'-12345678901234567890123456789012345678901234567'::bignum", "BigNum", BigInteger.Parse("-12345678901234567890123456789012345678901234567") },
        { "1.5::float", "Float", 1.5f },
        { "0.1::double", "Double", 0.1 },
        { "'nan'::double", "Double", double.NaN },
        { "'-infinity'::double", "Double", double.NegativeInfinity },
        { "(-12.34)::decimal(4, 2)", "Decimal", -12.34m }, // stored in 16 bits
        { "1234567.89::decimal(9, 2)", "Decimal", 1234567.89m }, // 32
        { "123456789012345.678::decimal(18, 3)", "Decimal", 123456789012345.678m }, // 64
        { "'79228162514264337593543950335'::decimal(38, 0)", "Decimal", decimal.MaxValue }, // 128
        { "''", "Varchar", "" },
        { "'twelve bytes'", "Varchar", "twelve bytes" }, // the longest that stands in the struct itself
        { "'thirteen byte'", "Varchar", "thirteen byte" }, // the shortest behind a pointer
        { "'工单已超时，请升级处理'", "Varchar", "工单已超时，请升级处理" },
        { "'😀👩‍🔧'", "Varchar", "😀👩‍🔧" },
        { "'before' || chr(0) || 'after'", "Varchar", "before\0after" },
        { "repeat('工', 350000)", "Varchar", new string('工', 350_000) }, // 1 MB
        { "date '2024-02-29'", "Date", new DateOnly(2024, 2, 29) },
        { "date '0001-01-01'", "Date", DateOnly.MinValue },
        { "date '9999-12-31'", "Date", DateOnly.MaxValue },
        { "time '23:59:59.999999'", "Time", new TimeOnly(23, 59, 59).Add(TimeSpan.FromMicroseconds(999_999)) },
        { "timestamp '2026-03-29 02:30:00.123456'", "Timestamp", new DateTime(2026, 3, 29, 2, 30, 0, DateTimeKind.Unspecified).AddMicroseconds(123_456) },
        { "timestamp '1969-12-31 23:59:59.999999'", "Timestamp", new DateTime(1969, 12, 31, 23, 59, 59, DateTimeKind.Unspecified).AddMicroseconds(999_999) }, // one microsecond before the epoch
        { "'2026-03-29 02:30:00'::timestamp_s", "TimestampS", new DateTime(2026, 3, 29, 2, 30, 0, DateTimeKind.Unspecified) },
        { "'2026-03-29 02:30:00.123'::timestamp_ms", "TimestampMs", new DateTime(2026, 3, 29, 2, 30, 0, 123, DateTimeKind.Unspecified) },
        { "'2026-03-29 02:30:00.1234567'::timestamp_ns", "TimestampNs", new DateTime(2026, 3, 29, 2, 30, 0, DateTimeKind.Unspecified).AddTicks(1_234_567) },
        { "'1969-12-31 23:59:59.9999999'::timestamp_ns", "TimestampNs", new DateTime(1969, 12, 31, 23, 59, 59, DateTimeKind.Unspecified).AddTicks(9_999_999) },
        { "'2026-03-29 02:30:00+08'::timestamptz", "TimestampTz", new DateTime(2026, 3, 28, 18, 30, 0, DateTimeKind.Utc) },
        { "interval '2 days 3 hours' + interval '-1 microsecond'", "Interval", new TimeSpan(2, 3, 0, 0) - TimeSpan.FromMicroseconds(1) },
        { "interval '-95 minutes'", "Interval", TimeSpan.FromMinutes(-95) },
        { "'00112233-4455-6677-8899-aabbccddeeff'::uuid", "Uuid", Guid.Parse("00112233-4455-6677-8899-aabbccddeeff") },
        { "'ffeeddcc-bbaa-9988-7766-554433221100'::uuid", "Uuid", Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100") },
        { "'高'::enum('低', '中', '高')", "Enum", "高" },
        { "'10110'::bit", "Bit", "10110" },
    };

    public void Dispose() => connection.Dispose();

    [Theory]
    [MemberData(nameof(Scalars), DisableDiscoveryEnumeration = true)]
    public void A_value_comes_back_as_it_was_written(string sql, string typeName, object expected)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select {sql} as value";
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.Equal("value", reader.GetName(0));
        Assert.Equal(typeName, reader.GetDataTypeName(0));
        Assert.Equal(expected, reader.GetValue(0));
        Assert.False(reader.Read());
    }

    [Theory]
    [MemberData(nameof(Scalars), DisableDiscoveryEnumeration = true)]
    public void A_null_of_any_type_is_a_null_between_two_values(string sql, string typeName, object expected)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"select if(n = 1, null, {sql}) as value from range(3) rows(n) order by n";
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.Equal(expected, reader.GetValue(0));
        Assert.True(reader.Read());
        Assert.True(reader.IsDBNull(0));
        Assert.Equal(DBNull.Value, reader.GetValue(0));
        Assert.True(reader.Read());
        Assert.False(reader.IsDBNull(0));
        Assert.Equal(expected, reader.GetValue(0));
        Assert.Equal(typeName, reader.GetDataTypeName(0));
    }

    [Fact]
    public void A_blob_is_read_byte_by_byte()
    {
        using var command = connection.CreateCommand();
        command.CommandText = @"select '\x00\xFFabc'::blob";
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());

        using var stream = reader.GetStream(0);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);

        Assert.Equal([0x00, 0xFF, (byte)'a', (byte)'b', (byte)'c'], copy.ToArray());
    }

    [Fact]
    public void A_list_keeps_its_order_and_its_nulls()
    {
        Assert.Equal([3, null, 1], connection.One<List<int?>>("select [3, null, 1]"));
        Assert.Equal(["甲", "乙"], connection.One<List<string>>("select ['甲', '乙']"));
        Assert.Empty(connection.One<List<long>>("select []::bigint[]"));
        Assert.Equal([[1, 2], [3]], connection.One<List<List<int>>>("select [[1, 2], [3]]"));
    }

    [Fact]
    public void A_fixed_array_is_read_as_a_list() => Assert.Equal([1.5, 2.5, 3.5], connection.One<List<double>>("select [1.5, 2.5, 3.5]::double[3]"));

    [Fact]
    public void A_struct_is_read_by_its_field_names()
    {
        var row = connection.One<Dictionary<string, object>>("select {'queue': '网络', 'opened': 12, 'share': 0.25::double}");

        Assert.Equal(["queue", "opened", "share"], row.Keys);
        Assert.Equal(["网络", 12, 0.25], row.Values);
    }

    [Fact]
    public void A_map_is_read_by_its_keys()
    {
        var map = connection.One<Dictionary<string, int>>("select map {'高': 1, '低': 3}");

        Assert.Equal(new Dictionary<string, int> { ["高"] = 1, ["低"] = 3 }, map);
    }

    [Fact]
    public void An_interval_with_months_has_no_fixed_length_and_is_not_guessed()
    {
        var whole = connection.One<DuckDBInterval>("select interval '1 year 2 months 3 days 4 seconds'");
        var error = Assert.Throws<InvalidCastException>(() => connection.One<TimeSpan>("select interval '1 month'"));

        Assert.Equal(new DuckDBInterval(14, 3, 4_000_000), whole);
        Assert.Contains("no fixed length", error.Message, StringComparison.Ordinal);
    }

    [Theory] // the year before year 1 is year 0: 44 BC is -43
    [InlineData("date '0044-03-15 (BC)'", -43, 3, 15)]
    [InlineData("date '0001-12-31 (BC)'", 0, 12, 31)]
    [InlineData("date '0001-02-29 (BC)'", 0, 2, 29)]
    [InlineData("date '10000-01-01'", 10_000, 1, 1)]
    [InlineData("date '2000-02-29'", 2000, 2, 29)]
    [InlineData("date '1900-03-01'", 1900, 3, 1)]
    [InlineData("date '290000-07-04'", 290_000, 7, 4)]
    public void A_date_beyond_those_of_NET_is_still_taken_apart_and_put_together(string sql, int year, byte month, byte day)
    {
        var date = connection.One<DuckDBDateOnly>($"select {sql}");

        Assert.Equal(new DuckDBDateOnly(year, month, day), date);
        Assert.Equal(connection.One<int>($"select {sql} - date '1970-01-01'"), date.ToDuckDBDate().Days);
    }

    [Fact]
    public void Infinite_dates_and_timestamps_say_so_and_refuse_to_be_instants()
    {
        Assert.True(connection.One<DuckDBDateOnly>("select 'infinity'::date").IsPositiveInfinity);
        Assert.True(connection.One<DuckDBDateOnly>("select '-infinity'::date").IsNegativeInfinity);
        Assert.True(connection.One<DuckDBTimestamp>("select 'infinity'::timestamp").IsPositiveInfinity);
        Assert.True(connection.One<DuckDBTimestamp>("select '-infinity'::timestamp").IsNegativeInfinity);
        Assert.False(connection.One<DuckDBTimestamp>("select timestamp '2026-01-01'").IsInfinity);
        Assert.Throws<InvalidOperationException>(() => connection.One<DateTime>("select 'infinity'::timestamp"));
    }

    [Fact]
    public void A_time_with_a_zone_keeps_its_offset()
    {
        var time = connection.One<DateTimeOffset>("select '13:14:15.5+02:30'::timetz");

        Assert.Equal(new TimeSpan(0, 13, 14, 15, 500), time.TimeOfDay);
        Assert.Equal(new TimeSpan(2, 30, 0), time.Offset);
    }

    [Theory]
    [InlineData("9223372036854775807", 9223372036854775807, 0)]
    [InlineData("18446744073709551616", 0, 1)]
    [InlineData("-1", -1, -1)]
    public void A_hugeint_is_two_halves_with_the_sign_in_the_upper_one(string number, long lower, long upper)
    {
        var value = new DuckDBHugeInt(BigInteger.Parse(number));

        Assert.Equal(unchecked((ulong)lower), value.Lower);
        Assert.Equal(upper, value.Upper);
        Assert.Equal(number, value.ToString());
    }

    [Fact]
    public void Numbers_too_large_for_128_bits_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DuckDBHugeInt(BigInteger.Pow(2, 127)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DuckDBHugeInt(-BigInteger.Pow(2, 127) - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DuckDBUHugeInt(BigInteger.Pow(2, 128)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DuckDBUHugeInt(BigInteger.MinusOne));
    }
}
