using System.Text.RegularExpressions;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Html;
using ServiceAnalytics.Reports.Printing;

namespace ServiceAnalytics.Reports.Tests.Printing;

/// <summary>What a printed report must be, looked at with other people's tools (poppler, qpdf).</summary>
public sealed class PrintedReportTests(PrintedGallery gallery) : IClassFixture<PrintedGallery>
{
    public static readonly TheoryData<Language> Languages = [Language.Zh, Language.En];

    [Theory, MemberData(nameof(Languages))]
    public void Every_font_is_embedded_and_can_be_searched(Language language)
    {
        var fonts = PrintedGallery.Ask("pdffonts", gallery.File(language)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.NotEmpty(fonts);
        // Columns: name, type, encoding, embedded, subset, has ToUnicode, object. A Type 3 font would break the search.
        Assert.All(fonts, font => Assert.Matches(@"CID TrueType\s+Identity-H\s+yes yes yes", font));
        Assert.Contains(fonts, font => font.Contains("Inter"));
        Assert.Contains(fonts, font => font.Contains("NotoSansSC"));
    }

    [Theory]
    [InlineData(Language.Zh, "重复维修率（30 天）", "a label of a card")]
    [InlineData(Language.Zh, "每周故障率控制图（分段）", "a caption")]
    [InlineData(Language.Zh, "供电模块批次 B2607 停发，库存全检", "a row of a table")]
    [InlineData(Language.Zh, "整改实施", "a text inside a chart")]
    [InlineData(Language.Zh, "另有 330 行，见 明细.xlsx。", "how many rows are not shown: 18 of 58 beyond the first 40, and 312 left out")]
    [InlineData(Language.Zh, "n = 7，满 20 起显示", "why there is no figure")]
    [InlineData(Language.Zh, "第 3 页 / 共 10 页", "the foot of a page")]
    [InlineData(Language.En, "330 more rows in details.xlsx.", "the same in English")]
    [InlineData(Language.En, "Page 3 of ", "the foot of a page in English")]
    public void Text_can_be_found_in_the_file(Language language, string text, string why)
    {
        var found = Squeezed(PrintedGallery.Ask("pdftotext", gallery.File(language), "-"));
        Assert.True(found.Contains(Squeezed(text)), $"\"{text}\" ({why}) can't be found.");
    }

    [Theory, MemberData(nameof(Languages))]
    public void The_contents_name_the_page_on_which_each_heading_stands(Language language)
    {
        var pages = PrintedGallery.Ask("pdftotext", "-layout", gallery.File(language), "-").Split('\f');
        var entries = Regex.Matches(pages[1], @"^\s*((?:\d|[A-Z])(?:\.\d)?)\s+(\S.*?)\s+(\d+)\s*$", RegexOptions.Multiline);
        Assert.Equal(7 + 15, entries.Count);
        Assert.All(entries, entry =>
        {
            var heading = Squeezed(entry.Groups[1].Value + entry.Groups[2].Value);
            var page = int.Parse(entry.Groups[3].Value);
            Assert.True(Squeezed(pages[page - 1]).Contains(heading), $"\"{heading}\" isn't on page {page}.");
            // On its page it is a heading of its own, in the contents too, and before its page nowhere else.
            Assert.DoesNotContain(pages.Skip(2).Take(page - 3), earlier => Regex.IsMatch(earlier, $@"^\s*{Regex.Escape(entry.Groups[1].Value)}\s+{Regex.Escape(entry.Groups[2].Value)}\s*$", RegexOptions.Multiline));
        });
    }

    [Theory, MemberData(nameof(Languages))]
    public void Readers_get_bookmarks_tags_properties_and_the_figures(Language language)
    {
        var facts = PrintedGallery.Ask("pdfinfo", gallery.File(language));
        Assert.Matches(@"Title:\s+样张 Specimens", facts);
        Assert.Matches(@"Author:\s+质量部", facts);
        Assert.Matches(@"Tagged:\s+yes", facts);
        Assert.Matches(@"Page size:\s+59\d\.?\d* x 84\d\.?\d* pts \(A4\)", facts);
        Assert.Matches($@"Pages:\s+{gallery.Printed[language].PageCount}\n", facts);
        Assert.Matches(@"CreationDate:\s+Fri Oct\s+2 .*2026", facts);

        var outline = PrintedGallery.Ask("pdftohtml", "-xml", "-i", "-stdout", gallery.File(language));
        Assert.Equal(1 + 7 + 15, Regex.Count(outline, "<item page="));
        Assert.Contains("figures-2026-09.json", PrintedGallery.Ask("pdfdetach", "-list", gallery.File(language)));
        Assert.Contains("No syntax or stream encoding errors found", PrintedGallery.Ask("qpdf", "--check", gallery.File(language)));
    }

    [Fact]
    public void A_chart_is_told_in_words_to_those_who_cannot_see_it()
    {
        var structure = PrintedGallery.Ask("pdfinfo", "-struct", gallery.File(Language.Zh));
        Assert.Contains("Figure", structure);
        Assert.Contains("帕累托图，前五类累计78.2%", Squeezed(PrintedGallery.Ask("qpdf", "--json", "--json-key=qpdf", gallery.File(Language.Zh))));
    }

    [Fact]
    public async Task The_same_report_gives_the_same_bytes_in_another_browser_process()
    {
        await using var other = new ChromiumPdfPrinter(new PrinterSettings(), ReportAssets.Default);
        var html = await gallery.Host.RenderReportAsync(Gallery.GalleryReport.Contents(Language.Zh, PrintedGallery.HostileText), AssetPlacement.Linked);
        var again = await other.PrintAsync(html, PrintedGallery.Properties(Language.Zh));
        Assert.True(gallery.Printed[Language.Zh].Bytes.AsSpan().SequenceEqual(again.Bytes));
    }

    [Fact]
    public async Task The_file_for_the_disk_draws_its_charts_without_asking_for_anything()
    {
        // The printer refuses every request and every error of the console, so a printed page is one that had all it needs.
        var html = await gallery.Host.RenderReportAsync(Gallery.GalleryReport.Contents(Language.En), AssetPlacement.InOneFile);
        var file = Path.Combine(Path.GetDirectoryName(gallery.File(Language.En))!, "from-one-file.pdf");
        await File.WriteAllBytesAsync(file, (await gallery.Printer.PrintAsync(html, PrintedGallery.Properties(Language.En))).Bytes);
        Assert.Contains("rectified", PrintedGallery.Ask("pdftotext", file, "-"));
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_hostile_ticket_text_is_shown_as_it_was_written_and_not_run(Language language)
    {
        var text = Squeezed(PrintedGallery.Ask("pdftotext", gallery.File(language), "-"));
        Assert.Contains(Squeezed("<script>document.title='ran'</script><img src=x onerror=alert(1)>"), text);
        Assert.Contains(Squeezed("javascript:alert(1)"), text);
        Assert.DoesNotContain("Title: ran", Regex.Replace(PrintedGallery.Ask("pdfinfo", gallery.File(language)), " +", " "));
    }

    [Theory, MemberData(nameof(Languages))]
    public void A_page_shows_no_more_pages_than_it_has_text_for(Language language)
    {
        var pages = PrintedGallery.Ask("pdftotext", gallery.File(language), "-").Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(gallery.Printed[language].PageCount, pages.Length);
        Assert.All(pages, page => Assert.True(Squeezed(page).Length > 40));
    }

    private static string Squeezed(string text) => Regex.Replace(text, @"\s+", "");
}
