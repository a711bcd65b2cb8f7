using System.Text;

namespace ServiceAnalytics.Ingest.Tests.Cases;

/// <summary>
/// Large files are read straight into the warehouse, small ones by way of a temporary table: every file of files.md goes both
/// ways, and both must leave the very same rows everywhere.
/// </summary>
public sealed class StraightWayTests
{
    private static readonly DateTimeOffset ExportedAt = new(2026, 10, 31, 10, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Cases => FilesTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_ways_leave_the_same_rows(string title)
    {
        FileCase file = FilesTests.Read()[title];
        (string, byte[])[] files = [(file.Name, file.Content())];
        Assert.Equal(Taken(long.MaxValue, files), Taken(0, files));
    }

    [Fact]
    public void Both_ways_agree_on_keys_that_stand_in_the_table_already()
    {
        // Ten rows of which one is known and changed and one known and unchanged: few enough to go straight.
        (string, byte[])[] files =
        [
            ("first.csv", Text("T1,甲,2026-10-03 08:05\nT2,乙,2026-10-03 08:05\n")),
            ("second.csv", Text(string.Concat(Enumerable.Range(1, 10).Select(i => $"T{i},{(i == 2 ? "乙" : "丙")},2026-10-03 08:05\n")))),
            ("third.csv", Text(string.Concat(Enumerable.Range(11, 12).Select(i => $" T{i} ,丁,2026-10-04 08:05\n")) + "T20,戊,2026-10-04 08:05\nT21,丁,2026-10-04 08:05\n合计,2,\n")),
        ];
        string rows = Taken(0, files);
        Assert.Equal(Taken(long.MaxValue, files), rows);
        Assert.Contains("contradicting_duplicate", rows, StringComparison.Ordinal);
        Assert.Contains("identical_duplicate", rows, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_ways_agree_on_a_column_that_the_later_file_lacks()
    {
        (string, byte[])[] files =
        [
            ("whole.csv", Encoding.UTF8.GetBytes("报修单号,客户名称,区域,接报时间\nT1,甲,华东,2026-10-03 08:05\n")),
            ("partial.csv", Text(string.Concat(Enumerable.Range(1, 9).Select(i => $"T{i},乙,2026-10-03 08:05\n")))),
        ];
        Assert.Equal(Taken(long.MaxValue, files), Taken(0, files));
    }

    // Large files have plain dates and numbers read by the program, all others by the engine's statement.
    [Fact]
    public void Both_ways_agree_on_every_way_of_writing_a_date_or_a_number()
    {
        string[] dates =
        [
            "2026-10-04 08:05", "2026-10-04T08:05", "2026/10/04 08:05", "2026-10/04 08:05", "2026-10-04 08:05:59", "2026-10-04 08:05:60", "2026-10-04", "2026/10/04", "2026-10-03",
            "2026-02-29", "2024-02-29 12:00", "2026-04-31 10:00", "2026-13-01 10:00", "2026-00-10 10:00", "2026-10-00 10:00", "2026-10-04 24:00", "2026-10-04 25:00", "2026-10-04 23:60",
            "2098-12-31 23:59", "2099-12-31 23:59", "2100-01-01 00:00", "1989-12-31 23:59", "1990-01-01 00:00", "1991-09-15 12:00", "1992-01-01 00:00", "2026-10-04 8:05", "2026-10-04  8:05",
            " 2026-10-04 08:05", "2026-10-04 08:05Z", "2026-10-04 08:05:00.5", "2026.10.04 08:05", "2026年10月4日 8时", "20261004", "-", "暂无", "soon", "\"2026-10-04 08:05\"", "２０２６-10-04",
        ];
        string[] amounts =
        [
            "0", "0.00", "7", "1079.5", "1079.50", "1079.505", "1079.", ".5", "-5", "+5", "1,079.50", "1 079.50", "¥80", "80元", "1.2万", "1e3", "007", "999999999999999", "1234567890123456", "12345678901234567890",
            "1.5.0", "abc", "-", "８０", "\"12.50\"", " 12.50", "12.5 ",
        ];
        string[] counts = ["0", "1", "3", "03", "2.6", "-1", "2147483647", "2147483648", "999999999999999", "1e2", "3次", "abc", "/"];
        string Row(int i, string date, string amount, string count) => $"T{i},\"客户 \"\"{i}\"\" 号有限责任公司\",2026-10-03 08:05,{date},{date},\"{amount.Trim('"')}\",{count}\n";
        string[] rows =
        [
            .. dates.Select((d, i) => Row(i, d, "1.00", "1")), .. amounts.Select((a, i) => Row(100 + i, "2026-10-04 08:05", a, "1")), .. counts.Select((c, i) => Row(200 + i, "2026-10-04 08:05", "1.00", c)),
        ];

        // One file of all, and one per row, in which the columns are otherwise plain.
        const string heading = "报修单号,客户名称,接报时间,到达时间,发货日期,配件费(元),上门次数\n";
        string plain = string.Concat(Enumerable.Range(300, 5).Select(i => Row(i, "2026-10-05 09:00", "2.50", "2")));
        (string, byte[])[] files = [("all.csv", Encoding.UTF8.GetBytes(heading + string.Concat(rows))), .. rows.Select((r, i) => ($"{i}.csv", Encoding.UTF8.GetBytes(heading + r.Replace("T", $"A{i}-T", StringComparison.Ordinal) + plain.Replace("T", $"B{i}-T", StringComparison.Ordinal))))];
        string taken = Taken(0, files);
        Assert.Equal(Taken(long.MaxValue, files), taken);
        Assert.Contains("客户 \"0\" 号有限责任公司", taken, StringComparison.Ordinal);
    }

    private static byte[] Text(string rows) => Encoding.UTF8.GetBytes("报修单号,客户名称,接报时间\n" + rows);

    // Everything that is stored, but for the clock's note.
    private static string Taken(long straightFrom, (string Name, byte[] Content)[] files)
    {
        using ImportDesk desk = new();
        List<string> told = [];
        foreach ((string name, byte[] content) in files)
        {
            ImportResult result = desk.Import(name, content, new ImportOptions { ExportedAt = ExportedAt, StraightFrom = straightFrom });
            told.Add($"{result.Outcome} {result.Rows} {(result.Outcome == ImportOutcome.Refused ? result.Message : string.Empty)}");
        }

        string[] tables = desk.Rows("select schema_name || '.' || table_name as t from duckdb_tables() where database_name = 'warehouse' and schema_name in ('import', 'service') order by t");
        return string.Join('\n', told.Concat(tables.SelectMany(t => (string[])[t, .. desk.Rows($"select * {(t == "import.batches" ? "exclude (imported_at_utc)" : string.Empty)} from {t} order by all")])));
    }
}
