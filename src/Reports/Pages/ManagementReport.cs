using System.Text;
using System.Text.Json;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Reports.Components;
using ServiceAnalytics.Reports.Html;
using ServiceAnalytics.Reports.Pages.Chapters;
using ServiceAnalytics.Reports.Printing;

namespace ServiceAnalytics.Reports.Pages;

/// <summary>The management edition: what the month was like, whether that is more than noise, what is to be done and by whom.</summary>
public static class ManagementReport
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Lays the report out. The same findings, identity and language give the same text, character for character.</summary>
    /// <param name="findings">The month's findings.</param>
    /// <param name="identity">Who issues it.</param>
    /// <param name="language">In which language.</param>
    public static async Task<RenderedReport> RenderAsync(MonthFindings findings, ReportIdentity identity, Language language)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        ReportInput report = new(findings, identity, language);
        ReportContents contents = Contents(report);
        await using HtmlRendererHost host = new(ReportAssets.Default);
        return new(
            await host.RenderReportAsync(contents, AssetPlacement.Linked),
            await host.RenderReportAsync(contents, AssetPlacement.InOneFile),
            Properties(report, contents.Title));
    }

    private static ReportContents Contents(ReportInput report) => new()
    {
        Language = report.Language,
        Title = ReportCover.Title(report),
        Footer = report.Say($"{report.Identity.Organisation} · 内部资料", $"{report.Identity.Organisation} · internal"),
        Cover = ReportCover.Of(report),
        Chapters =
        [
            SummaryChapter.Of(report),
            ClauseChapter.Of(report),
            RepeatChapter.Of(report),
            FaultChapter.Of(report),
            SatisfactionChapter.Of(report),
            RectificationChapter.Of(report),
            WarningChapter.Of(report),
            QualityChapter.Of(report),
            DefinitionsChapter.Of(report),
            ProvenanceChapter.Of(report),
        ],
    };

    private static PdfProperties Properties(ReportInput report, string title) => new()
    {
        Title = title,
        Author = report.Identity.Organisation,
        Subject = report.Say("售后服务质量分析月报，管理版", "After-sales service quality, management edition"),
        Language = report.IsZh ? "zh-CN" : "en",
        Program = $"service-analytics {report.Identity.ProgramVersion}",
        DatedAt = report.Findings.AsOf.Instant,
        Figures = new AttachedFigures(
            $"figures-{report.Findings.Month}.json",
            Encoding.UTF8.GetBytes(FigureJson.Of(report.Findings.Figures.All).ToJsonString(Json)),
            report.Say("报告中的全部指标数值", "All figures behind the report")),
    };
}
