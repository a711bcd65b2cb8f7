using FsCheck;
using FsCheck.Fluent;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Whatever stands in a file, every row is accounted for, and the order of the rows changes no figure.</summary>
public sealed class AccountingTests
{
    private const string Headings = "报修单号,客户名称,故障级别,接报时间,修复时间,配件费";

    private static readonly Gen<string> Cell = Gen.OneOf(
        Gen.Elements("", " ", "-", "合计", "T1", "T2", "T3", "一般", "特急", "\"x\"\"y\"", "\"a\nb\"", "\"open", "\"x\"y", "3\"", "=1+1"),
        Gen.Elements("2026-10-03 08:05", "2026/10/3 8:05", "2026-02-30", "2026年10月3日", "2106-01-01", "5", "-5", "1,5", "\"1,234.5\"", "\0", "报修单号"));

    private static readonly Gen<string> GoodRow =
        from number in Gen.Choose(1, 6)
        from day in Gen.Choose(1, 3)
        select $"T{number},甲,一般,2026-10-0{day} 08:05,,{day}";

    private static readonly Gen<string> WildRow =
        from width in Gen.Frequency((6, Gen.Constant(6)), (1, Gen.Choose(1, 9)))
        from cells in Gen.ListOf(Cell, width)
        select string.Join(',', cells);

    private static readonly Gen<string[]> Rows =
        from rows in Gen.ListOf(Gen.Frequency((2, GoodRow), (3, WildRow)))
        select rows.ToArray();

    [Fact]
    public void No_row_is_ever_unaccounted_for()
    {
        using ImportDesk desk = new();
        int file = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261031, 7),
            Prop.ForAll(Arb.From(Rows), rows =>
            {
                // The importer itself throws when its counts don't add up; what is checked here is that it takes the file and counts what stands there.
                ImportResult result = desk.Import($"f{file++}_2026-10-31.csv", $"{Headings}\n{string.Join('\n', rows)}\n# {file},甲,一般,2026-10-03 08:05,,\n");
                Assert.Equal(ImportOutcome.Imported, result.Outcome);
                Assert.True(result.Rows.AddUp);
                Assert.Equal(
                    $"{result.Rows.SetAside} | {result.Rows.LeftOut}",
                    desk.Value($"select (select count(*) from import.rejected_rows where batch_id = {result.BatchId}) as a, (select count(*) from import.left_out_rows where batch_id = {result.BatchId}) as b"));
            }));
    }

    [Fact]
    public void The_order_of_the_rows_changes_no_count_and_no_value()
    {
        Gen<string> flawed = Gen.Elements("合计,,,,,3", ",甲,一般,2026-10-03 08:05,,", "T9,甲,一般,昨天,,", "T1,甲");
        Gen<List<string>> rowLists = Gen.ListOf(Gen.Frequency((3, GoodRow), (1, flawed)));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(15).WithReplay(20261031, 7),
            Prop.ForAll(Arb.From(rowLists), rows =>
            {
                (RowCounts Counts, string[] Stored) straight = Taken(rows);
                (RowCounts Counts, string[] Stored) turned = Taken(Enumerable.Reverse(rows));
                Assert.Equal(straight.Counts, turned.Counts);
                Assert.Equal(straight.Stored, turned.Stored);
            }));
    }

    [Theory]
    [InlineData("delete from service.tickets where ticket_id = 'T1'", "service.tickets holds 2 rows, the batches say 3")]
    [InlineData("delete from import.rejected_rows", "import.rejected_rows holds 0 rows, the batches say 1")]
    [InlineData("delete from import.left_out_rows", "import.left_out_rows holds 0 rows, the batches say 1")]
    public void Rows_that_somebody_changed_in_the_database_stop_the_next_import_and_the_archive_brings_them_back(string harm, string said)
    {
        using ImportDesk desk = new();
        desk.Import("a_2026-10-31.csv", $"{Headings}\nT1,甲,一般,2026-10-03 08:05,,1\nT2,甲,一般,2026-10-03 08:05,,1\n,甲,一般,2026-10-03 08:05,,1\n合计,,,,,2\n");
        string before = desk.Everything();
        using (WarehouseConnection connection = desk.Warehouse.Connect())
        {
            connection.Execute(harm);
        }

        WarehouseException stopped = Assert.Throws<WarehouseException>(() => desk.Import("b_2026-11-30.csv", $"{Headings}\nT3,甲,一般,2026-11-03 08:05,,1\n"));
        Assert.Contains(said, stopped.Message, StringComparison.Ordinal);
        Assert.Contains("rebuild", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("1", desk.Value("select count(*) as n from import.batches"));
        desk.Rebuild();
        Assert.Equal(before, desk.Everything());
        Assert.Equal(1, desk.Import("b_2026-11-30.csv", $"{Headings}\nT3,甲,一般,2026-11-03 08:05,,1\n").Rows.New);
    }

    private static (RowCounts Counts, string[] Stored) Taken(IEnumerable<string> lines)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("f_2026-10-31.csv", $"{Headings}\n{string.Join('\n', lines)}\nT0,甲,一般,2026-10-03 08:05,,\n");
        return (result.Rows, desk.Rows("select ticket_id, received_at_utc, parts_cost from service.tickets order by ticket_id"));
    }
}
