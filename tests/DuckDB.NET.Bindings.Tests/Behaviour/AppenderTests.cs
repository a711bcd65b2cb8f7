using System.Numerics;
using DuckDB.NET.Data;

namespace ServiceAnalytics.Bindings.Tests.Behaviour;

public sealed class AppenderTests : IDisposable
{
    private enum Priority
    {
        Low,
        High,
    }

    private readonly DuckDBConnection connection = Engine.InMemory();

    public void Dispose() => connection.Dispose();

    [Fact]
    public void A_value_of_each_type_is_appended_and_so_is_a_null()
    {
        connection.Run("set TimeZone = 'UTC'");
        connection.Run("create type priority as enum ('Low', 'High')");
        connection.Run("""
            create table every_type (
                a boolean, b tinyint, c utinyint, d smallint, e usmallint, f integer, g uinteger, h bigint, i ubigint, j hugeint, k uhugeint,
                l float, m double, n decimal(5, 2), o decimal(38, 4), p varchar, q blob, r date, s time, t timestamp, u timestamptz,
                v interval, w uuid, x priority, y integer[], z varchar default 'as usual', timestamp_s timestamp_s, timestamp_ms timestamp_ms, timestamp_ns timestamp_ns)
            """);

        var instant = new DateTime(2026, 3, 29, 2, 30, 0, DateTimeKind.Unspecified).AddMilliseconds(123);
        using (var appender = connection.CreateAppender("every_type"))
        {
            appender.CreateRow()
                .AppendValue(true).AppendValue((sbyte?)-128).AppendValue((byte?)255).AppendValue((short?)-32768).AppendValue((ushort?)65535)
                .AppendValue((int?)-2147483648).AppendValue(4294967295u).AppendValue(long.MinValue).AppendValue(ulong.MaxValue)
                .AppendValue(-BigInteger.Pow(2, 127)).AppendValue(BigInteger.Pow(2, 128) - 1)
                .AppendValue(1.5f).AppendValue(0.1).AppendValue(-123.45m).AppendValue(1234567890123456789.0123m)
                .AppendValue("工单 😀, longer than twelve bytes").AppendValue(new byte[] { 0, 255, 65 }).AppendValue(new DateOnly(2024, 2, 29))
                .AppendValue(new TimeOnly(23, 59, 59)).AppendValue(instant).AppendValue(new DateTimeOffset(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(8)))
                .AppendValue(new TimeSpan(2, 3, 4, 5)).AppendValue(Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100")).AppendValue<Priority>(Priority.High)
                .AppendValue([1, 2, 3]).AppendDefault().AppendValue(instant).AppendValue(instant).AppendValue(instant)
                .EndRow();
            var nulls = appender.CreateRow();
            for (var column = 0; column < 29; column++)
            {
                nulls.AppendNullValue();
            }

            nulls.EndRow();
        }

        Assert.Equal(
            [
                "true", "-128", "255", "-32768", "65535", "-2147483648", "4294967295", "-9223372036854775808", "18446744073709551615",
                "-170141183460469231731687303715884105728", "340282366920938463463374607431768211455", "1.5", "0.1", "-123.45", "1234567890123456789.0123",
                "工单 😀, longer than twelve bytes", @"\x00\xFFA", "2024-02-29", "23:59:59", "2026-03-29 02:30:00.123", "2026-03-28 18:30:00+00",
                "2 days 03:04:05", "ffeeddcc-bbaa-9988-7766-554433221100", "High", "[1, 2, 3]", "as usual",
                "2026-03-29 02:30:00", "2026-03-29 02:30:00.123", "2026-03-29 02:30:00.123",
            ],
            ReadTexts("select columns(*)::varchar from every_type where a"));
        Assert.All(ReadTexts("select columns(*)::varchar from every_type where a is null"), Assert.Null);
    }

    [Fact]
    public void A_hundred_thousand_rows_arrive_complete_and_in_order()
    {
        connection.Run("create table rows (n integer, text varchar, share double)");

        using (var appender = connection.CreateAppender("rows"))
        {
            for (var n = 0; n < 100_000; n++)
            {
                var row = appender.CreateRow().AppendValue(n).AppendValue($"工单 {n}, 标题");
                (n % 10 == 3 ? row.AppendNullValue() : row.AppendValue(n / 4.0)).EndRow();
            }
        }

        Assert.Equal(100_000L, connection.One<long>("select count(*) from rows"));
        Assert.Equal(0L, connection.One<long>("select count(*) from rows where n <> rowid or text <> '工单 ' || n || ', 标题'"));
        Assert.Equal(10_000L, connection.One<long>("select count(*) from rows where share is null and n % 10 = 3"));
        Assert.Equal(0L, connection.One<long>("select count(*) from rows where share <> n / 4.0"));
    }

    [Fact]
    public void Rows_are_appended_inside_the_transaction_that_is_open()
    {
        connection.Run("create table rows (n integer)");

        using (connection.BeginTransaction())
        {
            using var appender = connection.CreateAppender("rows");
            appender.CreateRow().AppendValue((int?)1).EndRow();
            appender.Close();
            Assert.Equal(1L, connection.One<long>("select count(*) from rows"));
        }

        Assert.Equal(0L, connection.One<long>("select count(*) from rows"));
    }

    [Fact]
    public void A_schema_can_be_named()
    {
        connection.Run("create schema service; create table service.tickets (n integer)");

        using (var appender = connection.CreateAppender("service", "tickets"))
        {
            appender.CreateRow().AppendValue((int?)7).EndRow();
        }

        Assert.Equal(7, connection.One<int>("select n from service.tickets"));
    }

    [Fact]
    public void A_value_of_the_wrong_type_is_refused_where_it_is_appended()
    {
        connection.Run("create table rows (n integer)");
        using var appender = connection.CreateAppender("rows");

        Assert.ThrowsAny<InvalidOperationException>(() => appender.CreateRow().AppendValue("not a number").EndRow());
    }

    [Fact] // The provider copies as many bytes as the C# type has; and C# takes the literal 7 for an sbyte? before an int?. Whoever appends says the column's own type.
    public void A_number_of_a_narrower_type_than_its_column_fills_only_its_own_bytes()
    {
        connection.Run("create table rows (n integer)");
        using (var appender = connection.CreateAppender("rows"))
        {
            for (var row = 0; row < 3 * 2048; row++)
            {
                appender.CreateRow().AppendValue((int?)0x01010101).EndRow(); // more than one block, so that the block below is used again
            }

            for (var row = 0; row < 4; row++)
            {
                appender.CreateRow().AppendValue((sbyte?)7).EndRow();
            }
        }

        Assert.Equal(1L, connection.One<long>("select count(*) from rows where n = 117901063")); // the four bytes 7, 7, 7, 7 in the first of the four rows
        Assert.Equal(0L, connection.One<long>("select count(*) from rows where n = 7"));
    }

    [Fact] // The provider measures texts up to the first NUL before the engine sees them; whoever loads foreign text has to look for NUL first.
    public void A_text_is_cut_at_a_NUL_when_appended_though_not_when_given_as_a_parameter()
    {
        connection.Run("create table texts (text varchar)");
        using (var appender = connection.CreateAppender("texts"))
        {
            appender.CreateRow().AppendValue("before\0after").EndRow();
        }

        Assert.Equal("before", connection.One<string>("select text from texts"));
        Assert.Equal("before\0after", connection.One<string>("select $text", new DuckDBParameter("text", "before\0after")));
    }

    [Fact]
    public void A_row_with_too_few_values_is_refused()
    {
        connection.Run("create table rows (n integer, m integer)");
        using var appender = connection.CreateAppender("rows");

        Assert.ThrowsAny<Exception>(() => appender.CreateRow().AppendValue((int?)1).EndRow());
    }

    [Fact]
    public void A_key_that_is_there_already_is_told_when_the_appender_closes()
    {
        connection.Run("create table rows (n integer primary key); insert into rows values (1)");
        var appender = connection.CreateAppender("rows");
        appender.CreateRow().AppendValue((int?)1).EndRow();

        var error = Assert.Throws<DuckDBException>(appender.Close);

        Assert.Contains("uplicate key", error.Message, StringComparison.Ordinal);
        Assert.Equal(1L, connection.One<long>("select count(*) from rows"));
    }

    [Fact]
    public void A_table_that_is_not_there_is_named_in_the_error()
    {
        var error = Assert.ThrowsAny<Exception>(() => connection.CreateAppender("no_such_table"));

        Assert.Contains("no_such_table", error.Message, StringComparison.Ordinal);
    }

    private List<string?> ReadTexts(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return [.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetString(column))];
    }
}
