using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Html;
using ServiceAnalytics.Reports.Pages;
using ServiceAnalytics.Reports.Printing;
using ServiceAnalytics.Reports.Tests.Printing;

namespace ServiceAnalytics.Reports.Tests.Pages;

public sealed partial class ManagementReportTests(ReportedMonths months) : IClassFixture<ReportedMonths>
{
    public static TheoryData<Language> Languages { get; } = new(Language.Zh, Language.En);

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task A_figure_of_the_first_page_reads_the_same_in_its_chapter(Language language)
    {
        var chapters = Chapters(await ReportedMonths.RenderAsync(months.Full, language));
        FigureFormat format = new(new PageFormat(language));
        foreach (var (key, chapter) in new[] { ("sla_compliance_all", "c2"), ("satisfaction_top_two", "c5"), ("nps", "c5") })
        {
            var figure = months.Full.Figures.Find(key)!;
            Assert.NotNull(figure.Value);
            Assert.Contains(format.Parts(figure)!.Value.Number, chapters["c1"], StringComparison.Ordinal);
            Assert.Contains(format.ValueWithInterval(figure), chapters[chapter], StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Every_clause_stands_in_its_chapter_with_the_share_of_the_catalogue(Language language)
    {
        var chapter = Chapters(await ReportedMonths.RenderAsync(months.Full, language))["c2"];
        FigureFormat format = new(new PageFormat(language));
        Assert.NotEmpty(months.Full.Sla.Clauses);
        foreach (var clause in months.Full.Sla.Clauses)
        {
            var figure = months.Full.Figures.Find("sla_compliance", new FigureGroup("clause", clause.Clause.Id));
            Assert.Equal(clause.Current.Share, figure?.Value);
            Assert.Contains(clause.Clause.Title.In(language), chapter, StringComparison.Ordinal);
            Assert.Contains(format.ValueWithInterval(figure), chapter, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_fault_that_rose_and_customers_who_turned_dissatisfied_are_told_on_the_first_page()
    {
        var first = Chapters(await ReportedMonths.RenderAsync(months.Full, Language.Zh))["c1"];
        var rise = months.Full.Trends.Rising[0];
        Assert.Equal("E02", rise.Fault!.Code);
        Assert.Contains($"{rise.Observed} 件（预期 {new PageFormat(Language.Zh).Number(rise.Expected)} 件）", first, StringComparison.Ordinal);
        Assert.NotEmpty(months.Full.Satisfaction.Dissatisfied);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task An_arrow_is_drawn_only_for_a_change_that_is_more_than_noise(Language language)
    {
        var page = (await ReportedMonths.RenderAsync(months.Full, language)).PrintPage;
        var significant = months.Full.Summary.Figures.Count(f => f.Change is { IsSignificant: true });
        Assert.Contains(months.Full.Summary.Figures, f => f.Change is { IsSignificant: false });
        Assert.Equal(significant, CardArrow().Count(page));
    }

    [Fact]
    public async Task With_tickets_only_the_report_says_what_is_missing_and_leaves_no_chapter_empty()
    {
        var chapters = Chapters(await ReportedMonths.RenderAsync(months.TicketsOnly, Language.Zh));
        Assert.Contains("没有“满意度回访表”的数据", chapters["c5"], StringComparison.Ordinal);
        Assert.Contains("没有“技术整改通知”的数据", chapters["c6"], StringComparison.Ordinal);
        Assert.Contains("没有可用的装机清单", chapters["c4"], StringComparison.Ordinal);
        Assert.All(["满意度回访表", "技术整改通知", "装机清单", "客户投诉登记表"], kind => Assert.Contains($"没有“{kind}”的数据", chapters["c8"], StringComparison.Ordinal));
        Assert.Contains("无数据（缺满意度回访表）", chapters["c1"], StringComparison.Ordinal);
        Assert.All(chapters, chapter => Assert.True(chapter.Value.Count(c => !char.IsWhiteSpace(c)) > 60, $"Chapter {chapter.Key} says next to nothing: {chapter.Value}"));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Texts_of_tickets_and_customers_are_shown_and_never_run(Language language)
    {
        var report = await ReportedMonths.RenderAsync(months.Hostile, language);
        foreach (var page in new[] { report.PrintPage, report.WebPage })
        {
            Assert.DoesNotContain("<script>alert", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", page, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("</td><script>alert", Chapters(report)["c5"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chinese_has_no_half_width_punctuation_beside_it()
    {
        foreach (var findings in new[] { months.Full, months.TicketsOnly })
        {
            var text = string.Join('\n', Chapters(await ReportedMonths.RenderAsync(findings, Language.Zh)).Values);
            Assert.Empty(HalfWidthBesideChinese().Matches(text).Select(m => text[Math.Max(0, m.Index - 15)..Math.Min(text.Length, m.Index + 15)]));
        }
    }

    [Fact]
    public async Task The_English_report_has_no_Chinese_but_that_of_the_data()
    {
        var chapters = Chapters(await ReportedMonths.RenderAsync(months.TicketsOnly, Language.En));
        Assert.DoesNotMatch("[\u3002\uff0c\uff1b\uff1a\uff08\uff09]", chapters["c8"] + chapters["cA"]);
        Assert.DoesNotMatch("[\u4e00-\u9fff]", chapters["cA"]);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_contents_list_every_chapter_and_section(Language language)
    {
        var page = (await ReportedMonths.RenderAsync(months.Full, language)).PrintPage;
        var headings = Heading().Matches(page).Select(m => m.Groups["id"].Value).ToList();
        Assert.Equal(10, headings.Count(id => !id.Contains('-', StringComparison.Ordinal)));
        Assert.All(headings, id => Assert.Contains($"data-page-of=\"{id}\"", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_definitions_hold_every_metric_that_is_shown(Language language)
    {
        var definitions = Chapters(await ReportedMonths.RenderAsync(months.Full, language))["cA"];
        Assert.All(months.Full.Summary.Figures.Select(f => f.Metric).Concat(months.Full.Satisfaction.Changes.Select(c => MetricCatalog.Find(c.Now.Metric))),
            metric => Assert.Contains(metric.Key, definitions, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sources_are_named_with_file_hash_policy_and_as_of()
    {
        var sources = Chapters(await ReportedMonths.RenderAsync(months.Full, Language.Zh))["cB"];
        Assert.All(months.Full.Provenance.Files, file =>
        {
            Assert.Contains(file.FileName, sources, StringComparison.Ordinal);
            Assert.Contains(file.Sha256, sources, StringComparison.Ordinal);
        });
        Assert.Contains(months.Full.Policy.Hash, sources, StringComparison.Ordinal);
        Assert.Contains("2026-11-05 08:00 UTC+8", sources, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_same_findings_give_the_same_text_and_the_same_attached_figures(Language language)
    {
        var (one, other) = (await ReportedMonths.RenderAsync(months.Full, language), await ReportedMonths.RenderAsync(months.Full, language));
        Assert.Equal(one.PrintPage, other.PrintPage);
        Assert.Equal(one.WebPage, other.WebPage);
        Assert.Equal(one.Properties.Figures!.Json, other.Properties.Figures!.Json);
        Assert.Contains("\"repeat_rate_30d\"", Encoding.UTF8.GetString(one.Properties.Figures.Json), StringComparison.Ordinal);
        Assert.Equal(months.Full.AsOf.Instant, one.Properties.DatedAt);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_summary_is_one_page_and_the_cover_fills_its_own(Language language)
    {
        var report = await ReportedMonths.RenderAsync(months.Full, language);
        await using ChromiumPdfPrinter printer = new(new PrinterSettings(), ReportAssets.Default);
        var printed = await printer.PrintAsync(report.PrintPage, report.Properties);
        var file = Path.Combine(AppContext.BaseDirectory, $"management-{language}.pdf");
        await File.WriteAllBytesAsync(file, printed.Bytes);
        var summary = PrintedGallery.Ask("pdftotext", "-f", "3", "-l", "3", file, "-");
        Assert.Contains("1.1", summary, StringComparison.Ordinal);
        Assert.Contains("1.3", summary, StringComparison.Ordinal);
        Assert.Contains("2.1", PrintedGallery.Ask("pdftotext", "-f", "4", "-l", "4", file, "-"), StringComparison.Ordinal);

        // A table wider than the page makes the browser shrink everything: then the foot of the cover would stand higher.
        var words = PrintedGallery.Ask("pdftotext", "-f", "1", "-l", "1", "-bbox", file, "-");
        var lowest = WordBottom().Matches(words).Max(m => double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(lowest, 765, 800);
    }

    /// <summary>The visible text of each chapter, by its id.</summary>
    private static Dictionary<string, string> Chapters(RenderedReport report)
    {
        var parts = ChapterStart().Split(report.PrintPage);
        return Enumerable.Range(0, (parts.Length - 1) / 2).ToDictionary(
            i => parts[1 + (2 * i)],
            i => WebUtility.HtmlDecode(Blank().Replace(Tag().Replace(Script().Replace(parts[2 + (2 * i)], ""), "\n"), " ")));
    }

    [GeneratedRegex("<section class=\"chapter\"[^>]* id=\"(c[0-9A-Z]+)\"[^>]*>", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex ChapterStart();

    [GeneratedRegex("<script.*?</script>", RegexOptions.CultureInvariant | RegexOptions.Singleline, 5000)]
    private static partial Regex Script();

    [GeneratedRegex("<[^>]+>", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Tag();

    [GeneratedRegex("[ \t]+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Blank();

    [GeneratedRegex("class=\"kpi-change [a-z]+\"><svg", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex CardArrow();

    [GeneratedRegex("(?<=[\u4e00-\u9fff])[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fff])", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex HalfWidthBesideChinese();

    [GeneratedRegex("<(?:section class=\"chapter\"[^>]* id|h2 id)=\"(?<id>[^\"]+)\"", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Heading();

    [GeneratedRegex("yMax=\"([0-9.]+)\"", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex WordBottom();
}
