namespace ServiceAnalytics.Ingest.Tests.Cases;

/// <summary>A workspace shared by the cases of a class: every file has keys of its own.</summary>
public sealed class SharedDesk : IDisposable
{
    private int files;

    internal ImportDesk Desk { get; } = new();

    internal int NextFile() => ++files;

    public void Dispose() => Desk.Dispose();
}

/// <summary>Holds the program to values.md.</summary>
public sealed class ValuesTests(SharedDesk shared) : IClassFixture<SharedDesk>
{
    public static TheoryData<string, string, string, string, string, string> Cases
    {
        get
        {
            TheoryData<string, string, string, string, string, string> cases = [];
            string title = string.Empty;
            foreach (string line in CaseDocument.Lines("values.md"))
            {
                title = line.StartsWith("## ", StringComparison.Ordinal) ? line[3..] : title;
                if (CaseDocument.TableRow(line) is [string written, string beside, string stored, string told, string why])
                {
                    cases.Add(title, written, beside, stored, told, why);
                }
            }

            return cases;
        }
    }

    [Fact]
    public void The_specification_is_read_whole()
    {
        int lines = CaseDocument.Lines("values.md").Count(l => l.StartsWith('|')) - (2 * CaseDocument.Lines("values.md").Count(l => l.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Equal(lines, Cases.Count);
        Assert.True(lines > 120, "The table has shrunk.");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_cell_means_what_the_table_says(string title, string written, string beside, string stored, string told, string why)
    {
        (string heading, string column) = title.Split(" → ") is [string left, string right] ? (left, right) : throw new InvalidOperationException(title);
        bool isComplaint = column == "is_accepted";
        int file = shared.NextFile();
        string[] cells = [written, .. beside.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        string rows = string.Concat(cells.Select((c, i) => $"C{file}-{i},1990-06-01 08:00,x,\"{CaseDocument.Unescaped(c)}\"\n"));
        ImportResult result = shared.Desk.Import(
            $"case{file}.csv",
            $"{(isComplaint ? "投诉编号,投诉时间,原因" : "报修单号,接报时间,故障描述")},{heading}\n{rows}",
            new ImportOptions { ExportedAt = new DateTimeOffset(2026, 10, 31, 0, 0, 0, TimeSpan.Zero) });

        Assert.True(result.Rows.New == cells.Length, $"{why}: {result.Message}");
        string table = isComplaint ? "complaints" : "tickets";
        Assert.True(
            stored == shared.Desk.Value($"select {column} from service.{table} where {(isComplaint ? "complaint_id" : "ticket_id")} = 'C{file}-0'"),
            $"{why}: {shared.Desk.Value($"select {column} from service.{table} where {(isComplaint ? "complaint_id" : "ticket_id")} = 'C{file}-0'")}");
        string remarks = string.Join("; ", shared.Desk.Rows($"select rule from import.remarks where row_key = 'C{file}-0' and batch_id = {result.BatchId}"));
        Assert.True(told == remarks, $"{why}: told \"{remarks}\"");
    }
}
