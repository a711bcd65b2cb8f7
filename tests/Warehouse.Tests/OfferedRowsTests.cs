using System.Globalization;
using System.Text;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Warehouse.Tests;

public sealed class OfferedRowsTests : IDisposable
{
    private static readonly (string, OfferedType)[] AllTypes =
        [("n", OfferedType.Whole), ("text", OfferedType.Text), ("share", OfferedType.Number), ("amount", OfferedType.Amount), ("moment", OfferedType.Timestamp)];

    private readonly TemporaryFolder folder = new();
    private readonly WarehouseFile warehouse;
    private readonly WarehouseConnection connection;

    public OfferedRowsTests()
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
    public void Values_of_every_type_arrive_as_they_were_given_and_what_is_not_given_is_null()
    {
        bool isDone = false;
        using OfferedRows rows = new(AllTypes, columns =>
        {
            if (isDone)
            {
                return 0;
            }

            isDone = true;
            columns[0].Set(0, 7L);
            columns[1].Set(0, "接报时间"u8);
            columns[2].Set(0, 0.25);
            columns[3].Set(0, 107_950L);
            columns[4].Set(0, 1_791_014_700_000_000L);
            return 2;
        });
        string[] found = [.. connection.Query(
            $"select concat_ws(' | ', n, text, share, amount, moment) as row, n is null and text is null and share is null and amount is null and moment is null as is_empty from {rows.Sql}",
            SqlParameters.None,
            r => $"{r.Text("row")} {r.Boolean("is_empty")}")];
        Assert.Equal(["7 | 接报时间 | 0.25 | 1079.50 | 2026-10-03 08:05:00 False", " True"], found);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(10_000)]
    public void However_many_rows_and_however_long_the_texts_each_arrives_once_and_in_order(int count)
    {
        // Lengths around 12 bytes matter: shorter texts stand in their place, longer ones elsewhere.
        using OfferedRows rows = Numbered(count, i => new string((char)('a' + (i % 26)), i % 5 == 4 ? 5_000 : i % 17));
        (long Rows, long Wrong) found = connection.Query(
            $"""
            with numbered as (select *, row_number() over () - 1 as place from {rows.Sql})
            select count(*) as n, count(*) filter (where n <> place or coalesce(text, '') <> repeat(chr((97 + n % 26)::integer), case when n % 5 = 4 then 5000 else (n % 17)::integer end)) as wrong
            from numbered
            """,
            SqlParameters.None,
            r => (r.Int64("n"), r.Int64("wrong")))[0];
        Assert.Equal((count, 0L), found);
    }

    [Fact]
    public void A_statement_that_uses_no_column_counts_all_rows_the_same()
    {
        using OfferedRows rows = Numbered(5_000, i => i.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(5_000L, connection.Scalar($"select count(*) from {rows.Sql}"));
    }

    [Fact]
    public void Texts_that_were_stored_stay_what_they_were_when_the_rows_are_gone()
    {
        using (OfferedRows rows = Numbered(4_000, i => $"text number {i} of four thousand"))
        {
            connection.Execute($"create temp table kept as select n, text from {rows.Sql} where n % 3 = 0");
        }

        Assert.Equal(0L, connection.Scalar("select count(*) from kept where text <> 'text number ' || n || ' of four thousand'"));
    }

    [Fact]
    public void When_the_rows_cannot_be_made_the_statement_fails_and_the_cause_can_be_seen()
    {
        int blocks = 0;
        using OfferedRows rows = new([("n", OfferedType.Whole)], _ => blocks++ == 0 ? 10 : throw new InvalidDataException("The source is damaged."));
        Assert.Throws<SqlException>(() => connection.Execute($"create table import.half as select n from {rows.Sql}"));
        Assert.Equal("The source is damaged.", Assert.IsType<InvalidDataException>(rows.Failure).Message);
        Assert.Equal(0L, connection.Scalar("select count(*) from duckdb_tables() where table_name = 'half'"));
    }

    [Fact]
    public void Rows_are_given_once_and_not_at_all_when_they_are_no_longer_offered()
    {
        string sql;
        using (OfferedRows rows = Numbered(3, _ => "x"))
        {
            sql = $"select count(*) from {rows.Sql}";
            Assert.Equal(3L, connection.Scalar(sql));
            Assert.Throws<SqlException>(() => connection.Scalar(sql));
        }

        Assert.Throws<SqlException>(() => connection.Scalar(sql));
    }

    private static OfferedRows Numbered(int count, Func<int, string> text)
    {
        int next = 0;
        return new OfferedRows([("n", OfferedType.Whole), ("text", OfferedType.Text)], columns =>
        {
            int row = 0;
            for (; row < OfferedRows.BlockSize && next < count; row++, next++)
            {
                columns[0].Set(row, (long)next);
                if (columns[1].IsWanted && text(next) is { Length: > 0 } given)
                {
                    columns[1].Set(row, Encoding.UTF8.GetBytes(given));
                }
            }

            return row;
        });
    }
}
