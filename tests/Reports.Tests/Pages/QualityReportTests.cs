using System.Net;
using System.Text.RegularExpressions;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Html;
using ServiceAnalytics.Reports.Pages;
using ServiceAnalytics.Reports.Printing;
using ServiceAnalytics.Reports.Tests.Printing;

namespace ServiceAnalytics.Reports.Tests.Pages;

public sealed partial class QualityReportTests(ReportedMonths months) : IClassFixture<ReportedMonths>
{
    public static TheoryData<Language> Languages { get; } = new(Language.Zh, Language.En);

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task The_first_page_names_what_brings_most_tickets_beyond_the_expected(Language language)
    {
        string text = await TextOf(months.Full, language);
        InvestigationLead.FaultRose first = Assert.IsType<InvestigationLead.FaultRose>(months.Full.Leads[0]);
        PageFormat format = new(language);
        Assert.Equal("E02", first.Issue.Fault?.Code);
        Assert.Equal((first.Issue.WindowObserved - first.Issue.WindowExpected) / first.Issue.WindowMonths, first.ExcessPerMonth, 12);
        Assert.Equal(months.Full.Leads.OrderByDescending(l => l.ExcessPerMonth), months.Full.Leads);
        Assert.Contains(language == Language.Zh ? $"估计每月多出 {format.Number(first.ExcessPerMonth)} 件维修" : $"about {format.Number(first.ExcessPerMonth)} tickets a month", text, StringComparison.Ordinal);
        Assert.All(first.Issue.Tickets.Take(10), ticket => Assert.Contains(ticket, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Every_model_stands_with_what_became_of_its_units(Language language)
    {
        string text = await TextOf(months.Full, language);
        Assert.NotEmpty(months.Full.Reliability.Models);
        Assert.All(months.Full.Reliability.Models, m => Assert.Contains(m.Model, text, StringComparison.Ordinal));
        Assert.Contains(new PageFormat(language).Count(months.Full.Reliability.RepairsUsed), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_dimension_with_groups_to_compare_has_its_funnel()
    {
        string page = (await QualityReport.RenderAsync(months.Full, ReportedMonths.Identity, Language.Zh)).PrintPage;
        Assert.NotEmpty(months.Full.Repeats.Funnels);
        Assert.All(months.Full.Repeats.Funnels, f => Assert.Contains($"id=\"funnel-{f.Dimension.Replace('_', '-')}\"", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task With_tickets_only_it_says_what_is_missing(Language language) =>
        Assert.Contains(language == Language.Zh ? "没有“装机清单”的数据" : "No data: installed units", await TextOf(months.TicketsOnly, language), StringComparison.Ordinal);

    [Fact]
    public async Task Texts_of_tickets_are_shown_and_never_run()
    {
        RenderedReport report = await QualityReport.RenderAsync(months.Hostile, ReportedMonths.Identity, Language.Zh);
        Assert.DoesNotContain("<script>alert", report.PrintPage + report.WebPage, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", report.PrintPage + report.WebPage, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Chinese_has_no_half_width_punctuation_beside_it()
    {
        foreach (MonthFindings findings in new[] { months.Full, months.TicketsOnly })
        {
            string text = await TextOf(findings, Language.Zh);
            Assert.Empty(HalfWidthBesideChinese().Matches(text).Select(m => text[Math.Max(0, m.Index - 15)..Math.Min(text.Length, m.Index + 15)]));
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task It_prints_at_full_size_and_the_leads_fit_one_page(Language language)
    {
        RenderedReport report = await QualityReport.RenderAsync(months.Full, ReportedMonths.Identity, language);
        Assert.Equal(report.PrintPage, (await QualityReport.RenderAsync(months.Full, ReportedMonths.Identity, language)).PrintPage);
        await using ChromiumPdfPrinter printer = new(new PrinterSettings(), ReportAssets.Default);
        string file = Path.Combine(AppContext.BaseDirectory, $"quality-{language}.pdf");
        await File.WriteAllBytesAsync(file, (await printer.PrintAsync(report.PrintPage, report.Properties)).Bytes);
        Assert.Contains("1.3", PrintedGallery.Ask("pdftotext", "-f", "3", "-l", "3", file, "-"), StringComparison.Ordinal);
        Assert.Contains("2.1", PrintedGallery.Ask("pdftotext", "-f", "4", "-l", "4", file, "-"), StringComparison.Ordinal);

        // A table wider than the page makes the browser shrink everything: then the foot of the cover would stand higher.
        string words = PrintedGallery.Ask("pdftotext", "-f", "1", "-l", "1", "-bbox", file, "-");
        Assert.InRange(WordBottom().Matches(words).Max(m => double.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)), 765, 800);
    }

    private static async Task<string> TextOf(MonthFindings findings, Language language)
    {
        string page = (await QualityReport.RenderAsync(findings, ReportedMonths.Identity, language)).PrintPage;
        page = page[page.IndexOf("<section class=\"chapter\"", StringComparison.Ordinal)..];
        return WebUtility.HtmlDecode(Blank().Replace(Tag().Replace(Script().Replace(page, ""), "\n"), " "));
    }

    [GeneratedRegex("<script.*?</script>", RegexOptions.CultureInvariant | RegexOptions.Singleline, 5000)]
    private static partial Regex Script();

    [GeneratedRegex("<[^>]+>", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Tag();

    [GeneratedRegex("[ \t]+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Blank();

    [GeneratedRegex("(?<=[\u4e00-\u9fff])[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fff])", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex HalfWidthBesideChinese();

    [GeneratedRegex("yMax=\"([0-9.]+)\"", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex WordBottom();
}
