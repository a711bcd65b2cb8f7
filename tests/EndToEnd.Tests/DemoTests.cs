using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>Samples in, reports out: the main job, looked at with other people's tools.</summary>
public sealed class DemoTests(DemoWorkspace demo) : IClassFixture<DemoWorkspace>
{
    [Fact]
    public void The_demo_ends_by_saying_where_the_reports_of_both_editions_are()
    {
        string[] named = [.. demo.Said.Split('\n').Where(line => line.StartsWith('/') && line.Contains("/reports/", StringComparison.Ordinal))];
        Assert.Equal(8, named.Length); // two editions, two languages, PDF and HTML
        Assert.All(named, path => Assert.True(File.Exists(path), path));
    }

    [Theory]
    [InlineData("zh", "2026年10月售后服务质量分析月报", "重复维修", "服务承诺", "数据质量", "数据来源")]
    [InlineData("en", "October2026", "Repeatrepair", "Faulttrends", "Dataquality", "SHA-256")]
    public void The_pdf_says_what_it_must_in_its_language(string language, params string[] said)
    {
        string text = Tool.Squeezed(Tool.Ask("pdftotext", demo.Report(language, "pdf"), "-"));
        Assert.All(said, phrase => Assert.True(text.Contains(phrase, StringComparison.OrdinalIgnoreCase), $"\"{phrase}\" isn't in the {language} report."));
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void Every_font_is_embedded_and_none_is_type_3(string language)
    {
        string[] fonts = [.. Tool.Ask("pdffonts", demo.Report(language, "pdf")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)];
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Matches(@"TrueType\s+\S+\s+yes ", font));
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public void The_pdf_is_sound_tagged_and_has_a_bookmark_for_each_chapter(string language)
    {
        string file = demo.Report(language, "pdf");
        Assert.Contains("No syntax or stream encoding errors found", Tool.Ask("qpdf", "--check", file), StringComparison.Ordinal);
        string facts = Tool.Ask("pdfinfo", file);
        Assert.Matches(@"Tagged:\s+yes", facts);
        int pages = int.Parse(Regex.Match(facts, @"Pages:\s+(\d+)").Groups[1].Value);
        Assert.InRange(pages, 10, 40);
        JsonElement outlines = JsonDocument.Parse(Tool.Ask("qpdf", "--json", "--json-key=outlines", file)).RootElement.GetProperty("outlines");
        string[] chapters = [.. outlines.EnumerateArray().SelectMany(Titles)];
        Assert.All(Enumerable.Range(1, 7), n => Assert.Contains(chapters, title => title.StartsWith($"{n} ", StringComparison.Ordinal) || title.StartsWith($"{n}\u2002", StringComparison.Ordinal) || Regex.IsMatch(title, $@"^{n}\D")));
    }

    [Theory]
    [InlineData("zh", "逐字节相同")]
    [InlineData("en", "the same bytes as issue")]
    public void Issuing_again_gives_the_same_bytes_and_says_so(string language, string said)
    {
        string[] files = [demo.Report(language, "pdf"), demo.Report(language, "html")];
        string[] before = [.. files.Select(Hash)];
        Outcome again = TheProgram.Run("report", "--month", "2026-10", "--lang", language, "--workspace", demo.Folder);
        Assert.True(again.ExitCode == 0, again.Error + Tool.WhatDiffersAgain(files[0]));
        Assert.Contains(said, again.Out, StringComparison.Ordinal);
        Assert.Equal(before, files.Select(Hash));
    }

    [Fact]
    public void The_figures_attached_to_the_pdf_are_those_of_the_command_line()
    {
        using TemporaryFolder folder = new();
        Tool.Ask("pdfdetach", "-saveall", "-o", folder.Path, demo.Report("zh", "pdf"));
        JsonElement attached = JsonDocument.Parse(File.ReadAllText(Directory.EnumerateFiles(folder.Path).Single())).RootElement;
        Dictionary<string, string> inReport = Figures(attached);
        Dictionary<string, string> printed = Figures(TheProgram.Json(0, "metrics", "--month", "2026-10", "--workspace", demo.Folder));
        Assert.True(printed.Count > 20);
        Assert.All(printed, figure => Assert.Equal(figure.Value, inReport[figure.Key]));
    }

    [Fact]
    public void The_repeat_rate_on_the_page_is_the_one_of_the_command_line()
    {
        JsonElement figure = TheProgram.Json(0, "metrics", "--month", "2026-10", "--metric", "ticket_count", "--workspace", demo.Folder)
            .GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("period").GetString() == "2026-10");
        string text = Tool.Ask("pdftotext", "-layout", demo.Report("zh", "pdf"), "-");
        Assert.Contains(figure.GetProperty("value").GetDouble().ToString("N0"), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sample_row_is_accounted_for()
    {
        JsonElement again = TheProgram.Json(
            0, ["import", .. Directory.EnumerateFiles(Repository.PathOf("data/samples"), "*.csv"), "--workspace", demo.Folder]);
        Assert.All(again.GetProperty("files").EnumerateArray(), file => Assert.Equal("already_imported", file.GetProperty("outcome").GetString()));
    }

    [Theory]
    [InlineData("metrics", "zh")]
    [InlineData("metrics", "en")]
    [InlineData("sla", "zh")]
    [InlineData("sla", "en")]
    [InlineData("warnings", "zh")]
    [InlineData("warnings", "en")]
    [InlineData("doctor", "zh")]
    public void Tables_fit_a_terminal_of_80_columns(string command, string language)
    {
        Outcome outcome = TheProgram.Run([.. command.Split(' '), "--workspace", demo.Folder, "--lang", language]);
        Assert.True(outcome.ExitCode is 0 or 1, outcome.Error);
        string[] table = [.. outcome.Out.Split('\n').SkipWhile(line => !line.StartsWith('━') && !line.StartsWith('─')).TakeWhile(line => line.Trim().Length > 0)];
        Assert.NotEmpty(table);
        Assert.All(table, line => Assert.True(Columns(line) <= 80, line));
    }

    [Theory]
    [InlineData("zh", "第 ", "请")]
    [InlineData("en", "row ", "; ")]
    public void The_rows_set_aside_are_listed_with_file_row_column_and_reason_in_words_within_80_columns(string language, string row, string word)
    {
        string[] lines = TheProgram.Run("rejected", "list", "--workspace", demo.Folder, "--lang", language).Out.Split('\n');
        Assert.All(lines, line => Assert.True(Columns(line) <= 80, line));
        Assert.Contains(lines, line => line.Contains(".csv", StringComparison.Ordinal));
        JsonElement set = TheProgram.Json(0, "rejected", "list", "--workspace", demo.Folder).GetProperty("rows");
        Assert.NotEqual(0, set.GetArrayLength());
        Assert.Equal(set.GetArrayLength(), lines.Count(line => line.StartsWith("  " + row, StringComparison.Ordinal)));
        Assert.All(
            set.EnumerateArray().SelectMany(r => r.GetProperty("reasons").EnumerateArray()),
            reason => Assert.Contains(word, reason.GetProperty("words_" + language).GetString(), StringComparison.Ordinal));
    }

    // Chinese characters and full-width signs take two columns.
    private static int Columns(string line) => line.TrimEnd().Sum(c => c is >= '\u2E80' and <= '\uFFEF' ? 2 : 1);

    private static Dictionary<string, string> Figures(JsonElement document) =>
        (document.ValueKind == JsonValueKind.Array ? document : document.GetProperty("figures")).EnumerateArray().ToDictionary(
            f => $"{f.GetProperty("metric")} {f.GetProperty("period")} {f.GetProperty("group")}",
            f => $"{f.GetProperty("value")} n={f.GetProperty("n")} [{f.GetProperty("lower")}, {f.GetProperty("upper")}] {f.GetProperty("unmeasurable")} {f.GetProperty("provisional")} {f.GetProperty("unit")}");

    private static IEnumerable<string> Titles(JsonElement outline) =>
        outline.GetProperty("kids").EnumerateArray().SelectMany(Titles).Prepend(outline.GetProperty("title").GetString()!);

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
