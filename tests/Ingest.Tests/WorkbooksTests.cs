using System.IO.Compression;
using System.Text;

namespace ServiceAnalytics.Ingest.Tests;

public sealed class WorkbooksTests
{
    [Fact]
    public void A_workbook_with_a_title_real_dates_and_totals_is_read_with_the_sheet_s_row_numbers()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("报修单_2026-10-31.xlsx", Workbook(("说明", "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>只是说明</t></is></c></row>"), ("十月", """
            <row r="1"><c r="A1" t="inlineStr"><is><t>十月服务记录</t></is></c></row>
            <row r="3"><c r="A3" t="inlineStr"><is><t>报修单号</t></is></c><c r="B3" t="inlineStr"><is><t>客户名称</t></is></c><c r="C3" t="inlineStr"><is><t>接报时间</t></is></c><c r="D3" t="inlineStr"><is><t>配件费（元）</t></is></c></row>
            <row r="4"><c r="A4" t="inlineStr"><is><t>T1</t></is></c><c r="B4" t="inlineStr"><is><t>甲，"一"</t></is></c><c r="C4" s="1"><v>46298.336805555555</v></c><c r="D4"><v>0.30000000000000004</v></c></row>
            <row r="6"><c r="A6"><v>20261003001</v></c><c r="C6" t="inlineStr"><is><t>2026年10月4日 9时</t></is></c></row>
            <row r="7"><c r="A7" t="inlineStr"><is><t>合计</t></is></c><c r="D7"><v>0.3</v></c></row>
            """)));

        Assert.Equal(new RowCounts(Read: 3, New: 2, Changed: 0, Unchanged: 0, SetAside: 0, LeftOut: 1), result.Rows);
        Assert.Equal("十月", result.SheetName);
        Assert.Equal(
            ["20261003001 | ∅ | 2026-10-04 01:00 | ∅ | 6", "T1 | 甲，\"一\" | 2026-10-03 00:05 | 0.30 | 4"],
            desk.Rows("select ticket_id, customer, received_at_utc, parts_cost, row_number from service.tickets order by ticket_id"));
    }

    [Fact]
    public void A_damaged_workbook_is_refused_with_what_to_do()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.xlsx", "PK\u0003\u0004 no zip at all"u8.ToArray());

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("save it again", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("报修单.xlsx")]
    [InlineData("tickets.XLS")]
    public void A_file_named_as_a_workbook_that_is_neither_workbook_nor_text_is_said_to_be_damaged(string name)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import(name, [0x32, 0xAD, 0xFF, 0x81, 0x9D, 0x0A, 0xFE, 0x20, 0x81]);

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("neither a workbook nor text", result.Message, StringComparison.Ordinal);
    }

    private static byte[] Workbook(params (string Name, string Rows)[] sheets)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Part(string name, string xml)
            {
                using StreamWriter writer = new(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
                writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
            }

            const string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            const string package = "http://schemas.openxmlformats.org/package/2006";
            Part("[Content_Types].xml", $"<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>");
            Part("_rels/.rels", $"<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>");
            Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{package}/relationships\">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id=\"rId99\" Type=\"{relations}/styles\" Target=\"styles.xml\"/></Relationships>");
            Part("xl/styles.xml", $"<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            for (int i = 0; i < sheets.Length; i++)
            {
                Part($"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns=\"{main}\"><sheetData>{sheets[i].Rows}</sheetData></worksheet>");
            }
        }

        return stream.ToArray();
    }
}
