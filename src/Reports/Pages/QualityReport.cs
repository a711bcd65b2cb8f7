using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Pages.Chapters;

namespace ServiceAnalytics.Reports.Pages;

/// <summary>The quality edition: what an investigator looks at first and why, with the evidence behind each, how units last, what the coming months will bring, and which repairs did not hold.</summary>
public static class QualityReport
{
    /// <inheritdoc cref="ManagementReport.RenderAsync"/>
    public static Task<RenderedReport> RenderAsync(MonthFindings findings, ReportIdentity identity, Language language)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        ReportInput report = new(findings, identity, language);
        return EditionPages.RenderAsync(
            report,
            new Bilingual("质量版", "Quality edition"),
            new Bilingual("调查线索与证据、故障趋势、可靠性、预测、重复维修", "Leads with their evidence, fault trends, reliability, forecast, repeat repairs"),
            [
                LeadChapter.Of(report),
                FaultChapter.Of(report, hasEvidence: false),
                .. EvidenceChapter.Of(report),
                ReliabilityChapter.Of(report),
                ForecastChapter.Of(report),
                RepeatChapter.Of(report, hasFunnels: true),
                QualityChapter.Of(report),
                DefinitionsChapter.Of(report, RepeatChapter.Metrics, FaultChapter.Metrics),
                ProvenanceChapter.Of(report),
            ]);
    }
}
