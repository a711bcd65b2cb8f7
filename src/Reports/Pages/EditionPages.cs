using System.Text;
using System.Text.Json;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Reports.Components;
using ServiceAnalytics.Reports.Html;
using ServiceAnalytics.Reports.Printing;

namespace ServiceAnalytics.Reports.Pages;

/// <summary>What the editions of the report have in common: cover, foot, attached figures, the two forms of the page.</summary>
internal static class EditionPages
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Lays chapters out as a report.</summary>
    /// <param name="report">The findings and how to say them.</param>
    /// <param name="edition">Its name, e.g. "Management edition".</param>
    /// <param name="subtitle">What it is about, on the cover.</param>
    /// <param name="chapters">In reading order.</param>
    public static async Task<RenderedReport> RenderAsync(ReportInput report, Bilingual edition, Bilingual subtitle, IReadOnlyList<ReportChapter> chapters)
    {
        ReportContents contents = new()
        {
            Language = report.Language,
            Title = ReportCover.Title(report),
            Footer = report.Say($"{report.Identity.Organisation} · 内部资料", $"{report.Identity.Organisation} · internal"),
            Cover = ReportCover.Of(report, edition, subtitle),
            Chapters = chapters,
        };
        await using HtmlRendererHost host = new(ReportAssets.Default);
        return new(
            await host.RenderReportAsync(contents, AssetPlacement.Linked),
            await host.RenderReportAsync(contents, AssetPlacement.InOneFile),
            Properties(report, contents.Title, edition));
    }

    private static PdfProperties Properties(ReportInput report, string title, Bilingual edition) => new()
    {
        Title = title,
        Author = report.Identity.Organisation,
        Subject = report.Say($"售后服务质量分析月报，{edition.Zh}", $"After-sales service quality, {char.ToLowerInvariant(edition.En[0])}{edition.En[1..]}"),
        Language = report.IsZh ? "zh-CN" : "en",
        Program = $"service-analytics {report.Identity.ProgramVersion}",
        DatedAt = report.Findings.AsOf.Instant,
        Figures = new AttachedFigures(
            $"figures-{report.Findings.Month}.json",
            Encoding.UTF8.GetBytes(FigureJson.Of(report.Findings.Figures.All).ToJsonString(Json)),
            report.Say("报告中的全部指标数值", "All figures behind the report")),
    };
}
