using System.IO.Compression;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Cells that harm a careless program. They arrive as they were written, and nothing runs them.</summary>
public sealed class HostileCellsTests
{
    public static TheoryData<string> Cells =>
    [
        "=HYPERLINK(\"http://example.invalid\",\"x\")", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>", "'; drop table service.tickets; --", "$batch_id {{x}} ${y} %s", "a\0b", "a\u0001b", "多行\n第二行\r\n第三行",
        "他说\"\"\"好\"", "\"", "a\\", "a,b;c\td|e", "\u202Eabc", "👩‍👩‍👧", new string('长', 400_000), "\"" + string.Concat(Enumerable.Repeat("\"\n,", 10_000)),
    ];

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_hostile_cell_arrives_unchanged(string cell)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", $"报修单号,客户名称,故障描述,接报时间\nT1,甲,{Quoted(cell)},2026-10-03 08:05\nT2,乙,x,2026-10-03 08:05\n");

        Assert.Equal(new RowCounts(2, 2, 0, 0, 0, 0), result.Rows);
        Assert.Equal(cell, desk.Value("select fault_text from service.tickets where ticket_id = 'T1'"));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_hostile_cell_of_a_row_set_aside_is_kept_in_its_own_words(string cell)
    {
        using ImportDesk desk = new();
        desk.Import("a.csv", $"报修单号,客户名称,故障描述,接报时间\n,甲,{Quoted(cell)},2026-10-03 08:05\nT2,乙,x,2026-10-03 08:05\n");

        RejectedRow row = Assert.Single(new RejectedRows(desk.Warehouse).List(new RejectedFilter()));
        Assert.Equal(cell, row.Cells.Single(c => c.Key == "故障描述").Value);
    }

    [Fact]
    public void A_quote_inside_an_unquoted_cell_is_part_of_the_text()
    {
        using ImportDesk desk = new();
        desk.Import("a.csv", "报修单号,客户名称,故障描述,接报时间\nT1,甲,3\"管断裂,2026-10-03 08:05\nT2,乙, \"a,b\" ,2026-10-03 08:05\n");

        Assert.Equal(["3\"管断裂", "a,b"], desk.Rows("select fault_text from service.tickets order by ticket_id"));
    }

    [Fact]
    public void The_spreadsheet_of_rows_set_aside_holds_text_only_and_no_formula()
    {
        using ImportDesk desk = new();
        desk.Import("=1+1.csv", "报修单号,=2+2,故障描述,客户名称,接报时间\n,x,=3+3,甲,2026-10-03 08:05\n,y,\"a\0b\n<c>\",@乙,2026-10-03 08:05\nT1,z,good,甲,2026-10-03 08:05\n");
        string path = Path.Combine(desk.Workspace.Folder, "rejected.xlsx");
        Assert.Equal(2, new RejectedRows(desk.Warehouse).Export(path, new RejectedFilter(), r => r.Rule));

        using ZipArchive zip = ZipFile.OpenRead(path);
        using StreamReader sheet = new(zip.Entries.Single(e => e.FullName.Contains("/worksheets/", StringComparison.Ordinal)).Open());
        string xml = sheet.ReadToEnd();
        Assert.DoesNotContain("<x:f>", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", xml, StringComparison.Ordinal);
        foreach (string risky in (string[])["=1+1.csv", "=2+2", "=3+3", "@乙"])
        {
            Assert.Matches($"<(x:)?c s=\"1\" t=\"inlineStr\"><(x:)?is><(x:)?t[^>]*>{System.Text.RegularExpressions.Regex.Escape(risky)}<", xml);
        }

        // An independent reader gives the texts back.
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using FileStream file = File.OpenRead(path);
        using ExcelDataReader.IExcelDataReader reader = ExcelDataReader.ExcelReaderFactory.CreateOpenXmlReader(file);
        reader.Read();
        Assert.Equal("报修单号", reader.GetString(4));
        reader.Read();
        Assert.Equal("=3+3", reader.GetString(6));
        Assert.Contains("key_missing", reader.GetString(3), StringComparison.Ordinal);
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
