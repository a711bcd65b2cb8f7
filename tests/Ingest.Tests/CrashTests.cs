using System.Text;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>An import that is cut off at any moment is finished by the next run, and no row is in twice.</summary>
public sealed class CrashTests
{
    private const string Text = "报修单号,客户名称,接报时间\nT1,甲,2026-10-03 08:05\n,乙,2026-10-03 08:05\n";

    [Theory]
    [InlineData(ImportStage.Hashing)]
    [InlineData(ImportStage.Recognising)]
    [InlineData(ImportStage.Scanning)]
    [InlineData(ImportStage.Cleaning)]
    [InlineData(ImportStage.Archiving)]
    [InlineData(ImportStage.Storing)]
    [InlineData(ImportStage.Finishing)]
    public void An_import_that_fails_at_any_stage_is_done_right_by_the_next_run(ImportStage stage)
    {
        using ImportDesk desk = new();
        desk.PutIntoInbox("a.csv", Encoding.UTF8.GetBytes(Text));
        Assert.Throws<TimeoutException>(() => desk.Importer.ImportInbox(new ImportOptions(), new FailAt(stage)));
        Assert.True(File.Exists(Path.Combine(desk.Workspace.Inbox, "a.csv")));

        desk.Restart();
        desk.Importer.ImportInbox(new ImportOptions());

        AssertDoneOnce(desk);
    }

    [Fact]
    public void A_kill_after_the_archive_s_copy_and_before_the_rows_are_stored_loses_nothing()
    {
        using ImportDesk desk = new();
        desk.PutIntoInbox("a.csv", Encoding.UTF8.GetBytes(Text));
        string sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
        Directory.CreateDirectory(Path.Combine(desk.Workspace.Archive, sha[..2]));
        File.WriteAllText(Path.Combine(desk.Workspace.Archive, sha[..2], $"{sha}-a.csv"), Text);
        Directory.CreateDirectory(Path.Combine(desk.Workspace.Temporary, "import", "left-behind"));

        desk.Restart();
        desk.Importer.ImportInbox(new ImportOptions());

        AssertDoneOnce(desk);
    }

    [Fact]
    public void A_kill_after_the_rows_are_stored_and_before_the_inbox_is_emptied_stores_nothing_twice()
    {
        using ImportDesk desk = new();
        desk.Import("a.csv", Text);
        desk.PutIntoInbox("a.csv", Encoding.UTF8.GetBytes(Text));

        desk.Restart();
        ImportResult result = Assert.Single(desk.Importer.ImportInbox(new ImportOptions()));

        Assert.Equal(ImportOutcome.AlreadyImported, result.Outcome);
        AssertDoneOnce(desk);
    }

    private static void AssertDoneOnce(ImportDesk desk)
    {
        Assert.Empty(Directory.GetFiles(desk.Workspace.Inbox));
        string kept = Assert.Single(Directory.GetFiles(desk.Workspace.Archive, "*-a.csv", SearchOption.AllDirectories));
        Assert.Equal(Text, File.ReadAllText(kept));
        Assert.False(Directory.Exists(Path.Combine(desk.Workspace.Temporary, "import")) && Directory.EnumerateFileSystemEntries(Path.Combine(desk.Workspace.Temporary, "import")).Any());
        Assert.Equal("1 | 1 | 1", desk.Value("select (select count(*) from import.batches) as b, (select count(*) from service.tickets) as t, (select count(*) from import.rejected_rows) as r"));
    }

    private sealed class FailAt(ImportStage stage) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Stage == stage)
            {
                throw new TimeoutException("cut off");
            }
        }
    }
}
