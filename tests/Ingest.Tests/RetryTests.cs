using System.IO.Compression;
using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Rows set aside, corrected in the spreadsheet and taken in again.</summary>
public sealed class RetryTests
{
    private const string Export = "报修单号,客户名称,接报时间,备注\nT1,甲,2026-10-03 08:05,\n,乙,2026-10-04 08:05,=1+1\nT3,丙,昨天,\nT4,丁,,\n";

    [Fact]
    public void A_mended_row_is_stored_with_its_original_file_and_row_and_leaves_the_list()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-31.csv", Export);
        RetryResult result = Retry(desk, ("昨天", "2026-10-05 09:00"));

        Assert.Equal((1, 0, 2), (result.Mended, result.StillBad, result.Untouched));
        Assert.Equal("T3 | 丙 | 2026-10-05 01:00 | 2026-10-31 16:00", desk.Value("select ticket_id, customer, received_at_utc, export_at_utc from service.tickets where batch_id = 2"));
        Assert.Equal(
            "T3 | t_2026-10-31.csv | 4",
            desk.Value("""
                select ticket_id, file_name, from_row_number
                from service.tickets
                join import.retried_rows using (batch_id, row_number)
                join import.batches on batches.batch_id = from_batch_id
                """));
        Assert.Equal([3, 5], new RejectedRows(desk.Warehouse).List(new RejectedFilter()).Select(r => r.RowNumber));
    }

    [Fact]
    public void A_row_that_is_still_bad_stays_in_the_list_with_its_new_reason()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-31.csv", Export);
        RetryResult result = Retry(desk, ("昨天", "2199-10-05 09:00"), ("乙", "乙乙"));

        Assert.Equal((0, 2, 1), (result.Mended, result.StillBad, result.Untouched));
        Assert.Equal(
            ["1/5 received_missing", "2/2 key_missing", "2/3 received_impossible 2199-10-05 09:00"],
            new RejectedRows(desk.Warehouse).List(new RejectedFilter()).Select(r => $"{r.BatchId}/{r.RowNumber} {r.Reasons[0].Rule} {r.Reasons[0].Value}".TrimEnd()));

        // Where to look is the file that it first came in, however often it was taken in again; batch and row are its place in the list.
        IEnumerable<string> Places() => new RejectedRows(desk.Warehouse).List(new RejectedFilter()).Select(r => $"{r.BatchId}/{r.RowNumber} {r.Source} {r.FirstRow}");
        Assert.Equal(["1/5 t_2026-10-31.csv 5", "2/2 t_2026-10-31.csv 3", "2/3 t_2026-10-31.csv 4"], Places());
        Assert.Equal(1, Retry(desk, ("2199-10-05", "2198-10-05")).StillBad);
        Assert.Equal(["1/5 t_2026-10-31.csv 5", "2/2 t_2026-10-31.csv 3", "3/2 t_2026-10-31.csv 4"], Places());

        // What is still bad can be corrected again, and the same spreadsheet twice changes nothing.
        Assert.Equal(1, Retry(desk, ("2198-10-05", "2026-10-05")).Mended);
    }

    [Fact]
    public void A_spreadsheet_taken_in_a_second_time_finds_its_rows_no_longer_in_the_list()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-31.csv", Export);
        string corrected = Corrected(desk, ("昨天", "2026-10-05 09:00"));
        RejectedRetry retry = new(desk.Warehouse, desk.Workspace, desk.Importer, MappingSet.Load(desk.Workspace.Mappings), TimeProvider.System);
        retry.Retry(corrected);
        string before = desk.Everything();

        RetryResult again = retry.Retry(corrected);

        Assert.Equal("1/4", Assert.Single(again.Unknown));
        Assert.Equal(before, desk.Everything());
    }

    [Fact]
    public void A_text_that_looks_like_a_formula_comes_back_as_it_went_out()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-31.csv", Export);
        Assert.Equal(3, Retry(desk).Untouched);
    }

    [Fact]
    public void The_database_made_anew_has_the_corrected_rows_and_where_they_came_from()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-31.csv", Export);
        Retry(desk, ("昨天", "2026-10-05 09:00"), ("乙", "乙乙"));
        desk.Import("t_2026-11-30.csv", "报修单号,客户名称,接报时间,备注\nT3,丙丙,2026-10-05 09:00,\n");
        string before = desk.Everything();

        Assert.Empty(desk.Rebuild().Differences);
        Assert.Equal(before, desk.Everything());
        desk.Rebuild(File.Delete);
        Assert.Equal(before, desk.Everything());
    }

    [Fact]
    public void A_spreadsheet_of_something_else_is_refused_and_says_what_is_needed()
    {
        using ImportDesk desk = new();
        string other = desk.Write("other.csv", "a,b\n1,2\n");
        RefusedException refusal = Assert.Throws<RefusedException>(() => new RejectedRetry(desk.Warehouse, desk.Workspace, desk.Importer, MappingSet.Load(desk.Workspace.Mappings), TimeProvider.System).Retry(other));
        Assert.Contains("rejected export", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_masked_contact_is_put_right_when_its_row_is_taken_in_again()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", "报修单号,客户名称,联系人,联系电话,接报时间\nT1,甲,张三丰,13812345678,昨天\nT2,乙,李四,13912345678,不详\n");
        RetryResult result = Retry(desk, ("昨天", "2026-09-03 08:05"));

        Assert.Equal((1, 1), (result.Mended, result.Untouched));
        Assert.Equal("T1 | 张三丰 | 13812345678", desk.Value("select row_key, contact_name, contact_phone from service.contacts"));
    }

    private static RetryResult Retry(ImportDesk desk, params (string From, string To)[] corrections) =>
        new RejectedRetry(desk.Warehouse, desk.Workspace, desk.Importer, MappingSet.Load(desk.Workspace.Mappings), TimeProvider.System).Retry(Corrected(desk, corrections));

    // Somebody opens the spreadsheet, writes other text into some cells and saves it.
    internal static string Corrected(ImportDesk desk, params (string From, string To)[] corrections)
    {
        string path = Path.Combine(desk.Workspace.Folder, $"corrected-{Guid.NewGuid():N}.xlsx");
        new RejectedRows(desk.Warehouse).Export(path, new RejectedFilter(), r => r.Rule);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry sheet = zip.Entries.Single(e => e.FullName.Contains("worksheets/sheet", StringComparison.Ordinal));
        string text;
        using (StreamReader reader = new(sheet.Open()))
        {
            text = reader.ReadToEnd();
        }

        using Stream stream = sheet.Open();
        stream.SetLength(0);
        using StreamWriter writer = new(stream);
        writer.Write(corrections.Aggregate(text, (all, c) => all.Replace($">{c.From}", $">{c.To}", StringComparison.Ordinal)));
        return path;
    }
}
