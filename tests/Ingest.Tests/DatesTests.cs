namespace ServiceAnalytics.Ingest.Tests;

/// <summary>How dates may be written, and which instant they mean.</summary>
public sealed class DatesTests
{
    [Theory]
    [InlineData("2026-10-03 08:05", "2026-10-03 00:05", "the usual form")]
    [InlineData("2026/10/3 8:05", "2026-10-03 00:05", "as Excel shows it in Chinese")]
    [InlineData("2026-10-03T08:05:30", "2026-10-03 00:05:30", "ISO with T")]
    [InlineData("2026-10-03", "2026-10-02 16:00", "a date alone is its local midnight")]
    [InlineData("2026年10月3日 8时05分", "2026-10-03 00:05", "Chinese")]
    [InlineData("2026年10月3日8时05分30秒", "2026-10-03 00:05:30", "Chinese without a blank, with seconds")]
    [InlineData("2026年10月3日 8：05", "2026-10-03 00:05", "Chinese with a full-width colon")]
    [InlineData("2026年10月3日 8时", "2026-10-03 00:00", "Chinese with an hour only")]
    [InlineData("2026年10月3日", "2026-10-02 16:00", "Chinese, a day alone")]
    [InlineData("2026.10.3 8:05", "2026-10-03 00:05", "with dots, year first")]
    [InlineData("23.10.2026 08:05", "2026-10-23 00:05", "with dots, day first")]
    [InlineData("23/10/2026 8:05", "2026-10-23 00:05", "with slashes, and 23 can only be a day")]
    [InlineData("10/23/2026 8:05 PM", "2026-10-23 12:05", "with slashes, and 23 can only be a day; afternoon")]
    [InlineData("46298.33680555556", "2026-10-03 00:05", "an Excel serial")]
    [InlineData("20261003080500", "2026-10-03 00:05", "digits alone")]
    [InlineData("202610030805", "2026-10-03 00:05", "digits alone, no seconds")]
    [InlineData("2026-10-03T00:05:00Z", "2026-10-03 00:05", "UTC")]
    [InlineData("2026-10-03T08:05:00+08:00", "2026-10-03 00:05", "with its own offset")]
    [InlineData("2026-10-03 02:05+02", "2026-10-03 00:05", "another offset, short")]
    [InlineData("2026-10-02 19:05:00 -0500", "2026-10-03 00:05", "an offset west, without colon")]
    [InlineData("2026-10-03 24:00", "2026-10-03 16:00", "24:00 is the midnight that ends the day")]
    [InlineData("1989-12-31 23:00", "∅", "before any service desk")]
    [InlineData("1990-06-01 12:00", "1990-06-01 03:00", "China had summer time then: UTC+9")]
    [InlineData("2026-10-03 25:00", "∅", "no such hour")]
    [InlineData("2026-10-03 08:05 CST", "∅", "a zone's name that means several zones is not guessed")]
    public void A_date_means_the_instant_it_says(string written, string utc, string why)
    {
        using ImportDesk desk = new();
        desk.Import("a_2026-10-31.csv", $"报修单号,客户名称,接报时间,关闭时间,收款日期\nT1,甲,1990-01-01 00:00,{written},\n");

        Assert.True(utc == desk.Value("select closed_at_utc from service.tickets"), $"{why}: {desk.Value("select closed_at_utc from service.tickets")}");
    }

    [Theory]
    [InlineData("2026-03-29 01:30", "2026-03-29 00:30", "winter time")]
    [InlineData("2026-03-29 03:30", "2026-03-29 01:30", "summer time an hour later")]
    [InlineData("2026-10-25 12:00", "2026-10-25 11:00", "winter time again")]
    public void Summer_time_is_honoured_where_there_is_one(string written, string utc, string why)
    {
        using ImportDesk desk = new("Europe/Berlin");
        desk.Import("a.csv", $"ticket id;customer;received at\nT1;A;{written}\n");

        Assert.True(utc == desk.Value("select received_at_utc from service.tickets"), why);
    }

    [Fact]
    public void A_day_stays_the_day_it_was_at_the_customer()
    {
        using ImportDesk desk = new();
        desk.Import("a.csv", "报修单号,客户名称,接报时间,发货日期,收款日期\nT1,甲,2026-10-03 08:05,2026-10-03T20:00:00Z,2026年9月1日\n");

        Assert.Equal("2026-10-04 | 2026-09-01", desk.Value("select delivered_on, paid_on from service.tickets"));
    }

    [Fact]
    public void One_cell_written_otherwise_than_its_column_is_still_read_when_it_leaves_no_doubt()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import(
            "a.csv", "报修单号,客户名称,接报时间\nT1,甲,2026-10-03 08:05\nT2,甲,2026年10月3日 8时05分\nT3,甲,2026-10-03T00:05:00Z\nT4,甲,2026-10-03 08:05\n");

        Assert.Equal(4, result.Rows.New);
        Assert.Equal("1", desk.Value("select count(distinct received_at_utc) as n from service.tickets"));
    }

    [Fact]
    public void Dates_that_may_be_day_or_month_first_are_not_guessed()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", "ticket id,customer,received\nT1,A,03/10/2026\nT2,B,04/11/2026\n");

        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("date_order: dmy", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("报修单_2026-10-31.csv", "2026-10-31 16:00", "file_name", "a date is the end of that day")]
    [InlineData("报修单20261031.csv", "2026-10-31 16:00", "file_name", "without dashes")]
    [InlineData("报修单2026年10月31日.csv", "2026-10-31 16:00", "file_name", "in Chinese")]
    [InlineData("tickets_2026-10-31_0830.csv", "2026-10-31 00:30", "file_name", "a date and a time are that instant")]
    [InlineData("tickets_2026-01-01_2026-10-31.csv", "2026-10-31 16:00", "file_name", "of a period its end")]
    [InlineData("tickets.csv", "2026-10-05 09:00", "newest_row", "the newest instant that is no promise")]
    [InlineData("tickets_20269999.csv", "2026-10-05 09:00", "newest_row", "no such date")]
    public void The_export_instant_is_in_the_name_or_the_newest_row(string name, string utc, string source, string why)
    {
        using ImportDesk desk = new();
        desk.Import(name, "报修单号,客户名称,接报时间,约定到达时间,关闭时间\nT1,甲,2026-10-03 08:05,2026-12-01 10:00,2026-10-05 17:00\n");

        Assert.True($"{utc} | {source}" == desk.Value("select exported_at_utc, exported_at_source from import.batches"), why);
    }
}
