using System.Text;

namespace ServiceAnalytics.Ingest.Tests;

public sealed class EncodingsTests
{
    private const string Text = "报修单号,客户名称,故障描述,接报时间\nT1,株式会社㐀𠀀,\"泵体“漏水”，ü €\",2026-10-03 08:05\n";

    private static Encoding Gb18030 => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    [Fact]
    public void Text_in_UTF8_with_and_without_mark_and_in_GB18030_gives_the_same_values()
    {
        foreach ((byte[] bytes, string encoding) in (IEnumerable<(byte[], string)>)[
            (Encoding.UTF8.GetBytes(Text), "utf-8"),
            ([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)], "utf-8"),
            (Gb18030.GetBytes(Text), "gb18030")])
        {
            using ImportDesk desk = new();
            ImportResult result = desk.Import("a.csv", bytes);

            Assert.Equal(encoding, result.Encoding);
            Assert.Equal("株式会社㐀𠀀 | 泵体“漏水”，ü €", desk.Value("select customer, fault_text from service.tickets"));
        }
    }

    [Fact]
    public void Every_character_of_GB18030_is_decoded_as_the_library_does()
    {
        // All two-byte characters and a good part of the four-byte ones, in cells of a thousand.
        StringBuilder text = new("报修单号,客户名称,故障描述,接报时间\n");
        int[] characters = [.. Enumerable.Range(0x80, 0x20000).Where(c => c is < 0xD800 or > 0xF8FF and not 0x3000 and not 0xA0 && Rune.IsValid(c) && !Rune.IsWhiteSpace(new Rune(c)))];
        List<string> cells = [.. characters.Chunk(1000).Select(chunk => string.Concat(chunk.Select(c => new Rune(c).ToString())))];
        foreach ((string cell, int i) in cells.Select((c, i) => (c, i)))
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"T{i:000},甲,x{cell}x,2026-10-03 08:05\n");
        }

        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", Gb18030.GetBytes(text.ToString()));

        Assert.Equal("gb18030", result.Encoding);
        Assert.Equal(cells.Select(c => $"x{c}x"), desk.Rows("select fault_text from service.tickets order by ticket_id"));
    }

    [Theory]
    [InlineData(',')]
    [InlineData('\t')]
    [InlineData(';')]
    [InlineData('|')]
    public void The_delimiter_is_found(char delimiter)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", "报修单号,客户名称,接报时间\nT1,甲,2026-10-03 08:05\n".Replace(',', delimiter));

        Assert.Equal(1, result.Rows.New);
        Assert.Equal(delimiter.ToString(), desk.Value("select delimiter from import.batches"));
    }

    [Fact]
    public void A_damaged_UTF8_file_is_not_taken_for_GB18030_and_only_the_damaged_row_is_set_aside()
    {
        using ImportDesk desk = new();
        byte[] bytes = Encoding.UTF8.GetBytes(Text + string.Concat(Enumerable.Range(2, 50).Select(i => $"T{i},客户名称很长的公司,描述,2026-10-03 08:05\n")));
        bytes[200] = 0x20;
        ImportResult result = desk.Import("a.csv", bytes);

        Assert.Equal("utf-8", result.Encoding);
        Assert.Contains("UTF-8 but for", result.EncodingEvidence, StringComparison.Ordinal);
        Assert.Equal(new RowCounts(51, 50, 0, 0, 1, 0), result.Rows);
        RejectedRow row = Assert.Single(new RejectedRows(desk.Warehouse).List(new RejectedFilter()));
        Assert.Contains(row.Cells, c => c.Value.Contains("\\x", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_with_more_damage_than_single_rows_is_refused_with_the_first_place()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", [.. Encoding.UTF8.Preamble, .. Gb18030.GetBytes(Text)]);

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("line 1, byte 4", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Any_line_ending_will_do(string ending)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", "报修单号,客户名称,接报时间\nT1,\"甲\n乙\",2026-10-03 08:05\nT2,丙,2026-10-03 08:05".Replace("\n", ending, StringComparison.Ordinal));

        Assert.Equal(new RowCounts(2, 2, 0, 0, 0, 0), result.Rows);
        Assert.Equal($"甲{ending}乙", desk.Value("select customer from service.tickets where ticket_id = 'T1'"));
    }

    [Fact]
    public void Line_endings_may_change_within_a_file()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", "报修单号,客户名称,接报时间\r\nT1,甲,2026-10-03 08:05\nT2,丙,2026-10-03 08:05\r\nT3,丙,2026-10-03 08:05\rT4,丙,2026-10-03 08:05");

        Assert.Equal(4, result.Rows.New);
    }
}
