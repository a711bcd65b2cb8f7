using System.Text;
using ServiceAnalytics.Ingest.Forgetting;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>A customer is forgotten: what was theirs is gone, what was counted is counted still.</summary>
public sealed class ForgettingTests
{
    private const string Headings = "报修单号,客户名称,联系人,联系电话,故障描述,接报时间,备注栏";
    private const string Phone = "13812345678";
    private static readonly string[] Gone = ["华东仪表厂", Phone, "张三丰", "13987654321"];

    static ForgettingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static ImportDesk Filled()
    {
        ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", $"""
            华东仪表厂等客户报修单,,,,,,
            {Headings}
            T1,华东仪表厂,张三丰,{Phone},"请打13987654321, 找张三丰",2026-09-03 08:05,转{Phone}
            T2, 华东仪表厂 ,张三丰,{Phone},不制冷,2026-09-04 08:05,
            T3,别家,李四,13711112222,与华东仪表厂相同,2026-09-05 08:05,
            ,华东仪表厂,张三丰,{Phone},无单号,2026-09-05 08:05,
            T5,华东仪表厂,{Phone},2026-09-05 08:05

            """);
        desk.Import("g_2026-10-02.csv", Encoding.GetEncoding("gb18030").GetBytes($"{Headings}\nT1,华东仪表厂,张三丰,{Phone},改了,2026-09-03 08:05,\nT6,华东仪表厂,张三丰,{Phone},新的,2026-09-06 08:05,\nT7,别家,李四,13711112222,新的,2026-09-06 09:05,\n"));
        desk.Import("华东仪表厂 2026-10-03.csv", $"{Headings}\nT6,华东仪表厂,张三丰,{Phone},新的,2026-09-06 08:05,\n");
        desk.Import("s_2026-10-04.csv", $"回访编号,报修单号,总体评分,回复时间,客户意见\nS1,T6,4,2026-09-20 10:00,电话{Phone}打不通\nS2,T7,5,2026-09-20 10:00,好\n");
        return desk;
    }

    private static ForgetResult Forget(ImportDesk desk, string customer = "华东仪表厂")
    {
        ForgetResult? result = null;
        desk.WhileClosed(() => result = CustomerForgetting.Run(
            desk.Workspace, new() { Threads = 2, ReadableDirectories = [desk.Workspace.Temporary], LockWait = TimeSpan.Zero }, "Asia/Shanghai", MappingSet.Load(desk.Workspace.Mappings), customer, TimeProvider.System, null, default));
        return result!;
    }

    [Fact]
    public void Nothing_of_the_customer_is_left_in_any_file_of_the_workspace()
    {
        using ImportDesk desk = Filled();
        ForgetResult result = Forget(desk);

        Assert.Equal(("forgotten-1", 4), (result.Pseudonym, result.FilesMasked));
        Assert.Empty(result.Remaining);
        desk.WhileClosed(() =>
        {
            byte[][] patterns = [.. Gone.SelectMany(g => (byte[][])[Encoding.UTF8.GetBytes(g), Encoding.GetEncoding("gb18030").GetBytes(g)])];
            foreach (string file in Directory.EnumerateFiles(desk.Workspace.Folder, "*", SearchOption.AllDirectories))
            {
                byte[] bytes = File.ReadAllBytes(file);
                Assert.DoesNotContain(patterns, p => bytes.AsSpan().IndexOf(p) >= 0);
                Assert.DoesNotContain(Gone, g => file.Contains(g, StringComparison.Ordinal));
            }
        });
    }

    [Fact]
    public void Every_row_is_still_there_with_a_pseudonym_in_the_names_place()
    {
        using ImportDesk desk = Filled();
        string[] counts = desk.Rows("select batch_id, rows_read, rows_new, rows_changed, rows_unchanged, rows_set_aside, rows_left_out, exported_at_utc, sha256, format, encoding from import.batches order by batch_id");
        Forget(desk);

        Assert.Equal(counts, desk.Rows("select batch_id, rows_read, rows_new, rows_changed, rows_unchanged, rows_set_aside, rows_left_out, exported_at_utc, sha256, format, encoding from import.batches order by batch_id"));
        Assert.Equal(
            ["T1 | forgotten-1 | 改了", "T2 | forgotten-1 | 不制冷", "T3 | 别家 | 与forgotten-1相同", "T6 | forgotten-1 | 新的", "T7 | 别家 | 新的"],
            desk.Rows("select ticket_id, customer, fault_text from service.tickets order by ticket_id"));
        Assert.Equal("T1 | forgotten-1 | 请打***, 找***", desk.Value("select ticket_id, customer, fault_text from service.tickets_history"));
        Assert.Equal(["T3 | 李四 | 13711112222", "T7 | 李四 | 13711112222"], desk.Rows("select row_key, contact_name, contact_phone from service.contacts order by row_key"));
        Assert.Equal(["S1 | 电话***打不通", "S2 | 好"], desk.Rows("select survey_id, comment from service.surveys order by survey_id"));
        Assert.Equal("forgotten-1 2026-10-03.csv", desk.Value("select file_name from import.batches where batch_id = 3"));
    }

    [Fact]
    public void The_ledger_keeps_the_fact_the_hash_of_what_was_delivered_and_that_of_the_copy_since()
    {
        using ImportDesk desk = Filled();
        string delivered = desk.Value("select sha256 from import.batches where batch_id = 1")!;
        ForgetResult result = Forget(desk);

        Assert.Equal($"1 | forgotten-1 | {result.RowsMasked} | 4", desk.Value("select forgotten_id, pseudonym, rows_masked, files_masked from ledger.forgotten_customers"));
        string copy = Directory.EnumerateFiles(desk.Workspace.Archive, delivered + "-*", SearchOption.AllDirectories).Single();
        Assert.Equal(HashOf(copy), desk.Value($"select masked_sha256 from ledger.masked_files where sha256 = '{delivered}'"));
        Assert.NotEqual(delivered, HashOf(copy));
        Assert.Equal("0", desk.Value("select count(*) as n from ledger.forgotten_customers where contains(forgotten_customers::varchar, '华东')"));
    }

    [Fact]
    public void The_database_made_anew_later_is_the_same_also_from_the_archive_alone()
    {
        using ImportDesk desk = Filled();
        Forget(desk);
        string before = desk.Everything();
        Assert.Empty(desk.Rebuild().Differences);
        Assert.Equal(before, desk.Everything());

        using (WarehouseConnection connection = desk.Warehouse.Connect())
        {
            connection.Execute("delete from ledger.forgotten_customers; delete from ledger.masked_files");
        }

        before = desk.Everything();
        desk.Rebuild(File.Delete);
        Assert.Equal(before, desk.Everything());
    }

    [Fact]
    public void Two_customers_are_forgotten_one_after_the_other_and_the_same_file_is_still_known()
    {
        using ImportDesk desk = Filled();
        Forget(desk);
        ForgetResult second = Forget(desk, "别家");

        Assert.Equal("forgotten-2", second.Pseudonym);
        Assert.Equal(["forgotten-1", "forgotten-2"], desk.Rows("select distinct customer from service.tickets order by 1"));
        Assert.Empty(desk.Rows("select * from service.contacts"));
        Assert.Empty(desk.Rebuild().Differences);
        Assert.Equal("2", desk.Value("select count(*) as n from ledger.forgotten_customers"));
    }

    [Fact]
    public void A_later_export_that_names_the_customer_again_is_told()
    {
        using ImportDesk desk = Filled();
        Forget(desk);
        ImportResult result = desk.Import("t_2026-10-09.csv", $"{Headings}\nT9,华东仪表厂,张三丰,{Phone},新的,2026-10-06 08:05,\n");
        Assert.Equal((false, 1L), (result.Checks.Single(c => c.Name == "forgotten_customer").IsPassed, result.Checks.Single(c => c.Name == "forgotten_customer").Bad!.Value));
    }

    [Fact]
    public void Files_that_are_not_rewritten_are_named()
    {
        using ImportDesk desk = Filled();
        File.WriteAllText(Path.Combine(desk.Workspace.Reports, "a.html"), "<p>华东仪表厂</p>");
        File.WriteAllText(Path.Combine(desk.Workspace.Reports, "a.pdf"), "compressed");
        new RejectedRows(desk.Warehouse).Export(Path.Combine(desk.Workspace.Folder, "out.xlsx"), new RejectedFilter(), r => r.Rule);
        Assert.Equal(["out.xlsx", "reports/a.html", "reports/a.pdf"], Forget(desk).Remaining.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void When_a_file_is_missing_from_the_archive_nothing_is_changed()
    {
        using ImportDesk desk = Filled();
        string before = desk.Everything();
        File.Delete(Directory.GetFiles(desk.Workspace.Archive, "*-g_2026-10-02.csv", SearchOption.AllDirectories).Single());
        string[] archive = [.. Directory.GetFiles(desk.Workspace.Archive, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(HashOf)];

        RefusedException refusal = Assert.Throws<RefusedException>(() => Forget(desk));

        Assert.Contains("nothing was changed", refusal.Message, StringComparison.Ordinal);
        desk.Restart();
        Assert.Equal(before, desk.Everything());
        Assert.Equal(archive, Directory.GetFiles(desk.Workspace.Archive, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(HashOf));
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("damaged")]
    [InlineData("json")]
    [InlineData("gz")]
    public void The_copy_is_read_just_as_the_file_was_whatever_its_format(string format)
    {
        using ImportDesk desk = new();
        string csv = $"{Headings}\nT1,华东仪表厂,张三丰,{Phone},新的,2026-09-06 08:05,\nT2,别家,,,旧的,2026-09-06 08:05,\n,别家,,,旧的,2026-09-06 08:05,\n";
        byte[] content = format switch
        {
            "xlsx" => SheetBuilder.Workbook(csv.Split('\n', StringSplitOptions.RemoveEmptyEntries), from1904: false),
            "json" => Encoding.UTF8.GetBytes($$"""[{"报修单号":"T1","客户名称":"华东仪表厂","联系电话":"{{Phone}}","接报时间":"2026-09-06 08:05"},{"报修单号":"T2","客户名称":"别家","接报时间":"2026-09-06 08:05"}]"""),
            "gz" => Packed(Encoding.UTF8.GetBytes(csv)),
            _ => [.. Encoding.UTF8.GetBytes($"{Headings}\nT1,华东仪表厂,张三丰,{Phone},新的,2026-09-06 08:05,\nT2,别家,,,旧"), 0xFF, .. Encoding.UTF8.GetBytes("的,2026-09-06 08:05,\nT3,别家,,,旧的,2026-09-06 08:05,\n")],
        };
        desk.Import($"t_2026-10-01.{format}", content);
        string Kept() => string.Join('\n', desk.Rows("select * exclude (byte_count) from import.batches").Concat(desk.Rows("select row_number, reasons, row_json from import.rejected_rows order by all")));
        string before = Kept();

        Assert.Empty(Forget(desk).Remaining);

        Assert.Equal(before, Kept());
        Assert.Equal("forgotten-1", desk.Value("select customer from service.tickets where ticket_id = 'T1'"));
        Assert.Empty(desk.Rebuild().Differences);
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("zip")]
    public void A_file_with_several_tables_is_rewritten_table_by_table_names_of_contacts_in_free_text_too(string format)
    {
        string[] tickets = [Headings, $"T1,华东仪表厂,张三丰,{Phone},请找张三丰,2026-09-06 08:05,", "T2,别家,李四,13711112222,旧的,2026-09-06 08:05,"];
        string[] complaints = ["投诉编号,报修单号,客户名称,投诉时间,原因", "C1,T1,华东仪表厂,2026-09-07 08:05,张三丰说修了两次", "C2,T2,别家,2026-09-07 08:05,等得太久"];
        byte[] content = format == "xlsx"
            ? SheetBuilder.Workbook(["[sheet 报修]", .. tickets, "[sheet 投诉]", .. complaints, "[sheet 说明]", "联系华东仪表厂"], from1904: false)
            : Zipped(("报修.csv", tickets), ("华东仪表厂投诉.csv", complaints));
        using ImportDesk desk = new();
        Assert.Equal(2, desk.Import($"t_2026-10-01.{format}", content).AllTables.Count);

        ForgetResult result = Forget(desk);

        Assert.Empty(result.Remaining);
        Assert.Equal((2L, 1), (result.RowsMasked, result.FilesMasked));
        Assert.Equal("forgotten-1 | 请找***", desk.Value("select customer, fault_text from service.tickets where ticket_id = 'T1'"));
        Assert.Equal(["forgotten-1 | ***说修了两次", "别家 | 等得太久"], desk.Rows("select customer, cause from service.complaints order by complaint_id"));
        Assert.Empty(desk.Rebuild().Differences);
        desk.WhileClosed(() => Assert.All(Directory.EnumerateFiles(desk.Workspace.Folder, "*", SearchOption.AllDirectories), file =>
            Assert.DoesNotContain(Gone, g => file.Contains(g, StringComparison.Ordinal) || File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(g)) >= 0)));
    }

    private static byte[] Zipped(params (string Name, string[] Lines)[] files)
    {
        using MemoryStream packed = new();
        using (System.IO.Compression.ZipArchive zip = new(packed, System.IO.Compression.ZipArchiveMode.Create))
        {
            foreach ((string name, string[] lines) in files)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            }
        }

        return packed.ToArray();
    }

    private static string HashOf(string path) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));

    private static byte[] Packed(byte[] content)
    {
        using MemoryStream packed = new();
        using (System.IO.Compression.GZipStream gzip = new(packed, System.IO.Compression.CompressionMode.Compress))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
