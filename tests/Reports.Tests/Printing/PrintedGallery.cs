using System.Diagnostics;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Gallery;
using ServiceAnalytics.Reports.Html;
using ServiceAnalytics.Reports.Printing;

namespace ServiceAnalytics.Reports.Tests.Printing;

/// <summary>The gallery printed once in each language by the browser of this machine; the files stay under gallery/ beside the tests, to be looked at.</summary>
public sealed class PrintedGallery : IAsyncLifetime
{
    /// <summary>A ticket's text that would do harm if it were taken for code anywhere.</summary>
    public const string HostileText = "</script><script>document.title='ran'</script><img src=x onerror=alert(1)> javascript:alert(1) \"'>{{7*7}} 断电";

    private readonly Dictionary<Language, string> _files = [];

    public ChromiumPdfPrinter Printer { get; } = new(new PrinterSettings(), ReportAssets.Default);

    public HtmlRendererHost Host { get; } = new(ReportAssets.Default);

    public IReadOnlyDictionary<Language, PrintedPdf> Printed => _printed;

    private readonly Dictionary<Language, PrintedPdf> _printed = [];

    public string File(Language language) => _files[language];

    public static PdfProperties Properties(Language language) => new()
    {
        Title = "样张 Specimens",
        Author = "质量部",
        Subject = "每个部件一份样张",
        Language = language == Language.Zh ? "zh-CN" : "en",
        Program = "service-analytics 0.1.0",
        DatedAt = new DateTimeOffset(2026, 10, 2, 10, 0, 0, TimeSpan.Zero),
        Figures = AttachedFigures.Of("figures-2026-09.json", new { month = "2026-09", tickets = 1284 }, "报告中的数字"),
    };

    public async Task<PrintedPdf> PrintAsync(Language language) =>
        await Printer.PrintAsync(await Host.RenderReportAsync(GalleryReport.Contents(language, HostileText), AssetPlacement.Linked), Properties(language));

    public async Task InitializeAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "gallery")).FullName;
        foreach (var language in Enum.GetValues<Language>())
        {
            _printed[language] = await PrintAsync(language);
            _files[language] = Path.Combine(folder, $"gallery-{language}.pdf");
            await System.IO.File.WriteAllBytesAsync(_files[language], _printed[language].Bytes);
            await System.IO.File.WriteAllTextAsync(Path.Combine(folder, $"gallery-{language}.html"),
                await Host.RenderReportAsync(GalleryReport.Contents(language, HostileText), AssetPlacement.InOneFile));
        }
    }

    public async Task DisposeAsync()
    {
        await Printer.DisposeAsync();
        await Host.DisposeAsync();
    }

    /// <summary>What a program of poppler or qpdf says.</summary>
    public static string Ask(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors.Result}{said}");
        return said;
    }
}
