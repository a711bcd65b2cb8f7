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
