namespace ServiceAnalytics.Ingest.Tests;

/// <summary>What becomes of one row: the table of rules. Every file has one good ticket before and one behind the row in question.</summary>
public sealed class RowRulesTests
{
    private const string Headings = "报修单号,客户名称,故障级别,接报时间,到达时间,修复时间,上门次数,配件费(元),收款日期";
    private const string Before = "T1,甲,一般,2026-10-03 08:05,,,1,10,";
    private const string Behind = "T9,乙,紧急,2026-10-05 08:05,,,2,20.00,";

    [Theory]
    [InlineData(",丙,一般,2026-10-04 08:00,,,1,5,", "key_missing ticket_id", "no number")]
    [InlineData("-,丙,一般,2026-10-04 08:00,,,1,5,", "key_missing ticket_id", "a dash is no number")]
    [InlineData("T5,丙,一般,,,,1,5,", "received_missing received_at_utc", "no date of receipt")]
    [InlineData("T5,丙,一般,2026-02-30 08:00,,,1,5,", "received_impossible received_at_utc", "30 February")]
    [InlineData("T5,丙,一般,2106-10-04 08:00,,,1,5,", "received_impossible received_at_utc", "a typing error for 2016")]
    [InlineData("T5,丙,一般,26-10-04 08:00,,,1,5,", "received_impossible received_at_utc", "the year 26")]
    [InlineData("T5,丙,一般,infinity,,,1,5,", "received_impossible received_at_utc", "the engine would take this for a date")]
    [InlineData("T5,丙,一般,昨天,,,1,5,", "received_impossible received_at_utc", "a word")]
    [InlineData(",丙,一般,,,,1,5,", "key_missing ticket_id; received_missing received_at_utc", "both reasons are told")]
    [InlineData("T5,丙,一般,2026-10-04 08:00,,,1", "cell_count ", "too few cells")]
    [InlineData("T5,丙,一般,2026-10-04 08:00,,,1,5,,x", "cell_count ", "too many cells")]
    [InlineData("T5,\"丙\"丁,一般,2026-10-04 08:00,,,1,5,", "broken_quotes ", "text behind a closing quote")]
    [InlineData("T5,\"丙,一般,2026-10-04 08:00,,,1,5,", "broken_quotes ", "a quote that is never closed costs one row, not the rest of the file")]
    public void A_row_that_cannot_be_used_is_set_aside_with_every_reason(string row, string reasons, string why)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", $"{Headings}\n{Before}\n{row}\n{Behind}\n");

        Assert.True(result.Rows == new RowCounts(3, 2, 0, 0, 1, 0), $"{why}: {result.Rows}");
        RejectedRow rejected = Assert.Single(new RejectedRows(desk.Warehouse).List(new RejectedFilter()));
        Assert.Equal(3, rejected.RowNumber);
        Assert.Equal(reasons, string.Join("; ", rejected.Reasons.Select(r => $"{r.Rule} {r.Column}")));
        Assert.Equal(["2", "4"], desk.Rows("select row_number from service.tickets order by ticket_id"));
    }

    [Theory]
    [InlineData("T5,丙,一般,2026-10-04 08:00,,2026-10-04 07:59,1,5,", "repaired_at_utc", "2026-10-04 07:59", "before_received", "repaired before it was received")]
    [InlineData("T5,丙,一般,2026-10-04 08:00,2026-10-03 23:00,,1,5,", "arrived_at_utc", "2026-10-03 23:00", "before_received", "arrived before it was received")]
    [InlineData("T5,丙,一般,2026-10-04 08:00,,2026-13-04,1,5,", "repaired_at_utc", "2026-13-04", "not_a_date", "a month 13")]
    [InlineData("T5,丙,一般,2026-10-04 08:00,,,1,约5元,", "parts_cost", "约5元", "number_is_text", "about 5")]
    [InlineData("T5,丙,一般,2026-10-04 08:00,,,1,\"1,5\",", "parts_cost", "1,5", "number_is_text", "beside 20.00, a comma that separates no thousands is not guessed at")]
    [InlineData("T5,丙,一般,2026-10-04 08:00,,,1,-5,", "parts_cost", "-5", "negative_cost", "a negative cost")]
    [InlineData("T5,丙,一般,2026-10-04 08:00,,,1.5,5,", "visit_count", "1.5", "out_of_range", "one and a half visits")]
    [InlineData("T5,丙,特急,2026-10-04 08:00,,,1,5,", "severity", "特急", "unknown_code", "a word nobody has mapped")]
    public void A_value_that_cannot_be_used_becomes_empty_with_a_remark_and_the_row_is_kept(string row, string column, string value, string rule, string why)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", $"{Headings}\n{Before}\n{row}\n{Behind}\n");

        Assert.True(result.Rows == new RowCounts(3, 3, 0, 0, 0, 0), $"{why}: {result.Rows}");
        Assert.Equal($"3 | T5 | {column} | {value} | {rule}", desk.Value("select row_number, row_key, column_name, value, rule from import.remarks"));
        Assert.Equal(rule == Rules.UnknownCode ? "unknown" : "∅", desk.Value($"select {column} from service.tickets where ticket_id = 'T5'"));
    }

    [Theory]
    [InlineData("合计,,,,,,3,35,", "total_row", "totals in Chinese")]
    [InlineData("总 计：2 份,,,,,,3,35,", "total_row", "with blanks and a count")]
    [InlineData(",合计,,,,,3,35,", "total_row", "the word in another column")]
    [InlineData("Total,35", "total_row", "totals in fewer cells")]
    [InlineData(Headings, "repeated_heading", "the heading once more, as at the top of each printed page")]
    [InlineData(Before, "identical_duplicate", "the same row twice")]
    public void A_row_that_is_no_data_of_its_own_is_left_out_and_told(string row, string rule, string why)
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", $"{Headings}\n{Before}\n{row}\n{Behind}\n");

        Assert.True(result.Rows == new RowCounts(3, 2, 0, 0, 0, 1), $"{why}: {result.Rows}");
        Assert.Equal($"3 | {rule}", desk.Value("select row_number, rule from import.left_out_rows"));
    }

    [Fact]
    public void Two_rows_of_one_key_that_contradict_each_other_are_both_set_aside()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", $"{Headings}\n{Before}\n{Behind}\nT1,甲,重大,2026-10-03 08:05,,,1,10,\n");

        Assert.Equal(new RowCounts(Read: 3, New: 1, Changed: 0, Unchanged: 0, SetAside: 2, LeftOut: 0), result.Rows);
        Assert.Equal(
            [(2L, "甲 一般"), (4L, "甲 重大")],
            new RejectedRows(desk.Warehouse).List(new RejectedFilter(Rule: Rules.ContradictingDuplicate)).Select(r => (r.RowNumber, $"{r.Cells[1].Value} {r.Cells[2].Value}")));
    }

    [Fact]
    public void Another_way_of_writing_the_same_values_is_no_contradiction()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", $"{Headings}\n{Before}\nT1, 甲 ,一般,2026/10/3 8:05:00,,,1,10.00,\n");

        Assert.Equal(new RowCounts(Read: 2, New: 1, Changed: 0, Unchanged: 0, SetAside: 0, LeftOut: 1), result.Rows);
    }

    [Fact]
    public void Blank_lines_are_no_rows_but_keep_their_numbers()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", $"\n服务记录\n\n{Headings}\n\n{Before}\n,,,,,,,,\n   \n{Behind}\n\n\n");

        Assert.Equal(new RowCounts(Read: 2, New: 2, Changed: 0, Unchanged: 0, SetAside: 0, LeftOut: 0), result.Rows);
        Assert.Equal(4, result.HeadingRow);
        Assert.Equal(["6", "9"], desk.Rows("select row_number from service.tickets order by ticket_id"));
    }

    [Fact]
    public void A_word_for_nothing_is_no_value_and_needs_no_remark()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", "报修单号,客户名称,序列号,故障级别,接报时间,修复时间,配件费\nT1,甲,无,/,2026-10-03 08:05,-,N/A\n");

        Assert.Empty(result.Remarks);
        Assert.Equal("∅ | ∅ | ∅ | ∅", desk.Value("select serial_no, severity, repaired_at_utc, parts_cost from service.tickets"));
    }
}
