using System.IO.Compression;
using System.Text;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Files with several tables: each is a batch with its own accounting, all in one transaction, one file in the archive.</summary>
public sealed class SeveralTablesTests
{
    private const string Batches = "select batch_id, kind, sheet_name, heading_row, rows_read, rows_new, rows_unchanged, rows_set_aside, rows_left_out from import.batches order by batch_id";

    private static byte[] Workbook(params string[] lines) => SheetBuilder.Workbook(lines, false);

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create))
        {
            foreach ((string name, string text) in files)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    [Fact]
    public void A_workbook_with_several_kinds_gives_a_batch_for_each_sheet_and_leaves_the_explanations_out()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("月报_2026-10-31.xlsx", Workbook(
            "[sheet 填写说明]", "字段,说明", "报修单号,必填",
            "[sheet 报修]", "报修单号,客户名称,接报时间", "T1,甲,2026-10-03 08:05", "T2,乙,昨天",
            "[sheet 投诉]", "投诉编号,报修单号,客户名称,投诉时间", "C1,T1,甲,2026-10-05 08:05"));

        Assert.Equal(["填写说明"], result.SheetsNotRead);
        Assert.Equal([("tickets", "报修"), ("complaints", "投诉")], result.AllTables.Select(t => (t.Kind!, t.SheetName!)));
        Assert.All(result.AllTables, t => Assert.True(t.Rows.AddUp));
        Assert.Equal(["1 | tickets | 报修 | 1 | 2 | 1 | 0 | 1 | 0", "2 | complaints | 投诉 | 1 | 1 | 1 | 0 | 0 | 0"], desk.Rows(Batches));
        Assert.Single(Directory.GetFiles(desk.Workspace.Archive, "*.xlsx", SearchOption.AllDirectories));
        Assert.Equal(ImportOutcome.AlreadyImported, desk.Importer.Import(Directory.GetFiles(desk.Workspace.Archive, "*.xlsx", SearchOption.AllDirectories)[0], new ImportOptions()).Outcome);
    }

    [Fact]
    public void Two_tables_one_below_the_other_are_told_apart_and_keep_the_sheets_row_numbers()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a_2026-10-31.csv", """
            一、报修,,,
            报修单号,客户名称,接报时间,
            T1,甲,2026-10-03 08:05,
            T2,乙,昨天,
            合计：2,,,
            ,,,
            二、投诉,,,
            投诉编号,报修单号,客户名称,投诉时间
            C1,T1,甲,2026-10-05 08:05
            C2,T2,乙,2026-10-06 08:05

            """);

        Assert.Equal(["1 | tickets | ∅ | 2 | 3 | 1 | 0 | 1 | 1", "2 | complaints | ∅ | 8 | 2 | 2 | 0 | 0 | 0"], desk.Rows(Batches));
        Assert.Equal(["T1 | 3"], desk.Rows("select ticket_id, row_number from service.tickets"));
        Assert.Equal(["1 | 4"], desk.Rows("select batch_id, row_number from import.rejected_rows"));
        Assert.Equal(["C1 | 9", "C2 | 10"], desk.Rows("select complaint_id, row_number from service.complaints order by row_number"));
        Assert.Equal(2, result.AllTables.Count);
    }

    [Fact]
    public void A_heading_printed_again_on_every_page_begins_no_new_table()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("a.csv", "报修单号,客户名称,接报时间\nT1,甲,2026-10-03 08:05\n\n报修单号,客户名称,接报时间\nT2,乙,2026-10-04 08:05\n");
        Assert.Empty(result.OtherTables);
        Assert.Equal((3, 2, 1), (result.Rows.Read, result.Rows.New, result.Rows.LeftOut));
    }

    [Fact]
    public void An_archive_with_several_exports_gives_a_batch_for_each_and_says_what_it_left_out()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("十月.zip", Zip(
            ("tickets_2026-10-31.csv", "报修单号,客户名称,接报时间\nT1,甲,2026-10-03 08:05\n"),
            ("readme.txt", "Exported by hand.\n"),
            ("units_2026-09-30.csv", "序列号,产品型号,客户名称,发货日期\nS1,HX,甲,2026-01-02\nS2,HX,甲,2026-01-03\n"),
            ("scan.pdf", "%PDF-1.7\n")));

        Assert.Equal(["scan.pdf", "readme.txt"], result.SheetsNotRead);
        Assert.Equal([("tickets_2026-10-31.csv", "tickets", 1L), ("units_2026-09-30.csv", "installed_units", 2L)], result.AllTables.Select(t => (t.PackedName!, t.Kind!, t.Rows.New)));
        Assert.Equal(["2026-10-31 16:00", "2026-09-30 16:00"], desk.Rows("select exported_at_utc from import.batches order by batch_id"));
    }

    [Fact]
    public void If_one_table_can_not_be_taken_in_none_is()
    {
        using ImportDesk desk = new();
        ImportResult result = desk.Import("十月.zip", Zip(
            ("tickets.csv", "报修单号,客户名称,接报时间\nT1,甲,2026-10-03 08:05\n"),
            ("complaints.csv", "投诉编号,客户名称,投诉时间\nC1,甲,03/10/2026\n")));
        Assert.Equal(ImportOutcome.Refused, result.Outcome);
        Assert.Contains("complaints.csv", result.Message, StringComparison.Ordinal);
        Assert.Equal("0 | 0", desk.Value("select (select count(*) from import.batches), (select count(*) from service.tickets)"));
    }

    [Fact]
    public void Sheets_of_one_kind_are_months_of_it_and_a_row_that_is_the_same_again_is_unchanged()
    {
        using ImportDesk desk = new();
        desk.Import("a_2026-12-01.xlsx", Workbook(
            "[sheet 十月]", "报修单号,客户名称,接报时间", "T1,甲,2026-10-03 08:05",
            "[sheet 十一月]", "报修单号,客户名称,接报时间", "T1,甲,2026-10-03 08:05", "T2,乙,2026-11-03 08:05"));
        Assert.Equal(["1 | tickets | 十月 | 1 | 1 | 1 | 0 | 0 | 0", "2 | tickets | 十一月 | 1 | 2 | 1 | 1 | 0 | 0"], desk.Rows(Batches));
    }

    [Fact]
    public void The_database_made_anew_from_the_archive_has_the_same_tables_and_corrected_rows_find_their_own()
    {
        using ImportDesk desk = new();
        desk.Import("月报_2026-10-31.xlsx", Workbook(
            "[sheet 报修]", "报修单号,客户名称,接报时间", "T1,甲,2026-10-03 08:05",
            "[sheet 投诉]", "投诉编号,报修单号,客户名称,投诉时间", "C1,T1,甲,昨天", "C2,T1,甲,2026-10-05 08:05"));
        string list = RetryTests.Corrected(desk, ("昨天", "2026-10-04 08:05"));
        RetryResult retry = new RejectedRetry(desk.Warehouse, desk.Workspace, desk.Importer, MappingSet.Load(desk.Workspace.Mappings), TimeProvider.System).Retry(list);
        Assert.Equal(1, retry.Mended);
        Assert.Equal(["C1", "C2"], desk.Rows("select complaint_id from service.complaints order by 1"));

        string before = desk.Everything();
        RebuildResult rebuilt = desk.Rebuild();
        Assert.Equal(before, desk.Everything());
        Assert.Empty(rebuilt.Differences);
    }
}
