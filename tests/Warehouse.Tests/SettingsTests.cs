using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Warehouse.Tests;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Settings_that_say_only_the_company_take_every_default()
    {
        WorkspaceSettings settings = Load("company: 远帆科技\n");
        Assert.Equal(new WorkspaceSettings { Company = "远帆科技" }.ToString(), settings.ToString());
        Assert.Equal(("zh", "2GB", 0, 60, 5, 8), (settings.Language, settings.MemoryLimit, settings.Threads, settings.InboxEverySeconds, settings.ReportDay, settings.ReportHour));
    }

    [Fact]
    public void Every_problem_is_told_at_once_with_its_line()
    {
        DocumentException failure = Assert.Throws<DocumentException>(() => Load("""
            company: A
            langauge: zh
            memory_limit: lots
            threads: 1000
            schedule:
              report_day: 31
              languages: [zh, fr]
            """));
        Assert.Equal(
            [
                "Line 2: langauge: no such key here; known are browser, company, department, language, memory_limit, schedule, threads. Did you mean \"language\"?",
                "Line 3: memory_limit: \"lots\" is not an amount of memory (write 512MB or 2GB).",
                "Line 4: threads: 1000 is out of bounds (0 to 256).",
                "Line 6: schedule.report_day: 31 is out of bounds (1 to 28).",
                "Line 7: schedule.languages: \"fr\" is not known; possible are zh, en.",
            ],
            failure.Problems);
        Assert.Contains("5 problems, nothing was run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_yaml_is_told_with_the_line()
    {
        DocumentException failure = Assert.Throws<DocumentException>(() => Load("company: [unclosed\nlanguage: zh\n"));
        Assert.Contains("not readable as YAML", Assert.Single(failure.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_settings_is_no_workspace_and_the_message_says_how_to_make_one()
    {
        WarehouseException failure = Assert.Throws<WarehouseException>(() => Workspace.Open(folder.Path));
        Assert.Contains("service-analytics init", failure.Message, StringComparison.Ordinal);
    }

    private WorkspaceSettings Load(string yaml) => WorkspaceSettings.Load(folder.Write("settings.yaml", yaml));
}
