using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>The archive is enough to make the database anew, and nothing is then otherwise than before.</summary>
public sealed class RebuildTests
{
    private const string Headings = "报修单号,客户名称,接报时间,修复时间";

    private static ImportDesk Filled()
    {
        ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", $"{Headings}\nT1,甲,2026-09-03 08:05,\nT2,乙,2026-09-04 08:05,\n,丙,2026-09-05 08:05,\n合计,,,\n");
        desk.Import("no date in the name: 50%?.csv", $"{Headings}\nT1,甲,2026-09-03 08:05,2026-09-04 09:00\nT4,丁,2026-10-05 08:05,2026-10-01 08:00\n",
            new ImportOptions { As = "tickets", ExportedAt = new DateTimeOffset(2026, 11, 5, 10, 30, 0, TimeSpan.Zero) });
        desk.Import("t_2026-10-15.csv", $"{Headings}\nT1,甲,2026-09-03 08:05,\nT2,乙乙,2026-09-04 08:05,\n");
        using WarehouseConnection connection = desk.Warehouse.Connect();
        connection.Execute(
            "insert into ledger.report_issues values (1, date '2026-09-01', 'management', 'zh', 'p', 'c', 2, timestamp '2026-11-05 10:30:00', '1.0.0', timestamp '2026-11-06 00:00:00', [{'format': 'pdf', 'path': 'reports/a.pdf', 'sha256': 'ab'}])");
        return desk;
    }

    [Fact]
    public void A_database_made_anew_from_the_archive_has_the_same_rows_in_every_table()
    {
        using ImportDesk desk = Filled();
        string before = desk.Everything();

        RebuildResult result = desk.Rebuild();

        Assert.Equal(before, desk.Everything());
        Assert.Empty(result.Differences);
        Assert.True(result.IsCompared);
        Assert.Equal(3, result.Files.Count);
        Assert.Equal(1, result.IssuesKept);
    }

    [Fact]
    public void Without_the_database_the_archive_alone_gives_the_same_rows_save_the_ledger_of_issues()
    {
        using ImportDesk desk = Filled();
        using (WarehouseConnection connection = desk.Warehouse.Connect())
        {
            connection.Execute("delete from ledger.report_issues");
        }

        string before = desk.Everything();
        RebuildResult result = desk.Rebuild(File.Delete);

        Assert.Equal(before, desk.Everything());
        Assert.False(result.IsCompared);
    }

    [Fact]
    public void A_damaged_database_is_made_anew_and_the_damage_is_told()
    {
        using ImportDesk desk = Filled();
        RebuildResult result = desk.Rebuild(path => File.WriteAllText(path, "no database at all"));

        Assert.NotNull(result.Problem);
        Assert.Equal(0, result.IssuesKept);
        Assert.Equal("3", desk.Value("select count(*) as n from import.batches"));
    }

    [Fact]
    public void A_value_changed_by_hand_in_the_database_is_found_and_undone()
    {
        using ImportDesk desk = Filled();
        string before = desk.Everything();
        using (WarehouseConnection connection = desk.Warehouse.Connect())
        {
            connection.Execute("update service.tickets set customer = '别人' where ticket_id = 'T4'");
        }

        RebuildResult result = desk.Rebuild();

        Assert.Equal(new RebuiltTable("service.tickets", 3, 3), Assert.Single(result.Differences));
        Assert.Equal(before, desk.Everything());
    }

    [Fact]
    public void A_file_missing_from_the_archive_is_named_and_the_database_in_use_stays()
    {
        using ImportDesk desk = Filled();
        string before = desk.Everything();
        File.Delete(Directory.GetFiles(desk.Workspace.Archive, "*-t_2026-10-15.csv", SearchOption.AllDirectories).Single());

        RebuildResult result = desk.Rebuild();

        Assert.StartsWith("t_2026-10-15.csv", Assert.Single(result.Missing), StringComparison.Ordinal);
        Assert.Equal(before, desk.Everything());
        Assert.Empty(Directory.GetFiles(desk.Workspace.Folder, "*.new"));
    }

    [Fact]
    public void A_copy_in_the_archive_that_somebody_edited_is_refused()
    {
        using ImportDesk desk = Filled();
        File.AppendAllText(Directory.GetFiles(desk.Workspace.Archive, "*-t_2026-10-15.csv", SearchOption.AllDirectories).Single(), "T9,壬,2026-09-09 09:09,\n");

        RebuildResult result = desk.Rebuild();

        Assert.True(result.IsIncomplete);
        Assert.Contains("has changed since it was taken in", result.Files[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_the_archive_s_list_that_a_kill_cut_off_is_made_up_for_at_the_next_start()
    {
        using ImportDesk desk = Filled();
        string list = Path.Combine(desk.Workspace.Archive, "taken-in.jsonl");
        string text = File.ReadAllText(list);
        File.WriteAllText(list, text[..^40]);

        desk.Restart();
        using (WarehouseConnection connection = desk.Warehouse.Connect())
        {
            connection.Execute("delete from ledger.report_issues");
        }

        string before = desk.Everything();
        desk.Rebuild(File.Delete);
        Assert.Equal(before, desk.Everything());
    }
}
