using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Pages.Chapters;

namespace ServiceAnalytics.Reports.Pages;

/// <summary>The management edition: what the month was like, whether that is more than noise, what is to be done and by whom.</summary>
public static class ManagementReport
{
    /// <summary>Lays the report out. The same findings, identity and language give the same text, character for character.</summary>
    /// <param name="findings">The month's findings.</param>
    /// <param name="identity">Who issues it.</param>
    /// <param name="language">In which language.</param>
    public static Task<RenderedReport> RenderAsync(MonthFindings findings, ReportIdentity identity, Language language)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        ReportInput report = new(findings, identity, language);
        return EditionPages.RenderAsync(
            report,
            new Bilingual("管理版", "Management edition"),
            new Bilingual("服务承诺、重复维修、故障趋势、满意度与整改跟踪", "Service promises, repeat repairs, fault trends, satisfaction and rectification"),
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
            ]);
    }
}
