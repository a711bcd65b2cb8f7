using ServiceAnalytics.Analytics;

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
        // Columns: name, type, encoding, embedded, subset, has ToUnicode, object.
        Assert.All(fonts, font => Assert.Matches(@"CID TrueType\s+Identity-H\s+yes yes yes", font));
        Assert.Contains(fonts, font => font.Contains("Inter"));
        Assert.Contains(fonts, font => font.Contains("NotoSansSC"));
    }
}
