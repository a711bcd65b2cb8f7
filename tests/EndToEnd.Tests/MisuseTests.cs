using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>What the program says to somebody who asks for what can't be done.</summary>
public sealed class MisuseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("en", "is not a workspace")]
    [InlineData("zh", "不是工作区")]
    public void A_folder_that_is_no_workspace_is_told_with_how_to_make_one(string language, string said)
    {
        Outcome outcome = TheProgram.Run("metrics", "--workspace", folder.Path, "--lang", language);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("service-analytics init", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_without_data_says_where_to_put_exports()
    {
        TheProgram.Run("init", folder.File("w"));
        Outcome outcome = TheProgram.Run("metrics", "--workspace", folder.File("w"));
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("inbox", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_with_two_problems_are_told_at_once_and_nothing_is_run()
    {
        TheProgram.Run("init", folder.File("w"));
        File.WriteAllText(folder.File("w/settings.yaml"), "langauge: zh\nthreads: many\n");
        Outcome outcome = TheProgram.Run("import", "--workspace", folder.File("w"));
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("2 problems, nothing was run", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean \"language\"?", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics --month October", "\"October\" is not a month")]
    [InlineData("report --format docx", "\"docx\" names no known format")]
    [InlineData("mertics", "mertics")]
    public void A_wrong_word_is_named_and_nothing_is_done(string command, string said)
    {
        DemoOnce();
        Outcome outcome = TheProgram.Run([.. command.Split(' '), "--workspace", folder.File("w")]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(said, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_browser_the_html_is_written_and_the_message_says_how_to_get_one()
    {
        DemoOnce();
        File.WriteAllText(folder.File("w/settings.yaml"), "browser: /nowhere/chromium\n");
        Outcome outcome = TheProgram.Run("report", "--month", "2026-10", "--workspace", folder.File("w"));
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("/nowhere/chromium", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("HTML report was written", outcome.Error, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFiles(folder.File("w/reports/2026-10"), "*.html"));
        Assert.Empty(Directory.EnumerateFiles(folder.File("w/reports/2026-10"), "*.pdf"));
    }

    [Fact]
    public void An_issued_month_can_be_issued_again_unchanged_after_later_data_have_come()
    {
        DemoOnce();
        string workspace = folder.File("w");
        string[] report = ["report", "--month", "2026-09", "--lang", "en", "--format", "html", "--workspace", workspace];
        Assert.Equal(0, TheProgram.Run([.. report, "--as-of", "1"]).ExitCode);
        string first = File.ReadAllText(Directory.EnumerateFiles(folder.File("w/reports/2026-09"), "*.html").Single());
        TheProgram.Run("import", Directory.EnumerateFiles(Repository.PathOf("data/samples/later"), "*.csv").Single(), "--workspace", workspace);
        Outcome again = TheProgram.Run([.. report, "--as-of", "1"]);
        Assert.Contains("the same bytes as issue", again.Out, StringComparison.Ordinal);
        Assert.Equal(first, File.ReadAllText(Directory.EnumerateFiles(folder.File("w/reports/2026-09"), "*.html").Single()));
    }

    private void DemoOnce()
    {
        TheProgram.Run("init", folder.File("w"));
        Outcome import = TheProgram.Run("import", Directory.EnumerateFiles(Repository.PathOf("data/samples"), "报修单_*.csv").Single(), "--workspace", folder.File("w"));
        Assert.True(import.ExitCode == 1, import.Error);
    }
}
