using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Components;

namespace ServiceAnalytics.Reports.Pages;

/// <summary>The cover.</summary>
internal static class ReportCover
{
    private const int SeriesMonths = 25;

    public static string Title(ReportInput report) =>
        report.Say($"{report.Month}售后服务质量分析月报", $"After-sales service quality report, {report.Month}");

    public static CoverContents Of(ReportInput report, Bilingual edition, Bilingual subtitle)
    {
        var findings = report.Findings;
        var zone = findings.Policy.Zone;
        var tickets = findings.Figures.Series("ticket_count", SeriesMonths);
        return new()
        {
            Organisation = report.Identity.Organisation,
            Kind = report.Say(edition),
            TitleLines = report.IsZh ? [report.Month, "售后服务质量分析月报"] : ["After-sales service", "quality report", report.Month],
            Subtitle = report.Say(subtitle),
            Facts =
            [
                new(report.Say("报告期", "Period"), report.Format.Days(findings.Month.First, findings.Month.Next.First.AddDays(-1))),
                new(report.Say("数据时点", "Data as of"), report.Format.Instant(findings.AsOf.Instant, zone)),
                new(report.Say("服务规章", "Service policy"), report.Say(findings.Policy.Title)),
                new(report.Say("程序版本", "Program"), report.Identity.ProgramVersion),
            ],
            Series = [.. tickets.Select(f => f.Value ?? 0)],
            SeriesText = report.Say(
                $"折线：近 {tickets.Count} 个月的报修量，末点为{report.Month}，{report.Figures.Value(findings.Figures.Find("ticket_count"))} 件",
                $"The line: tickets received in the last {tickets.Count} months; the last point is {report.Month}, {report.Figures.Value(findings.Figures.Find("ticket_count"))} tickets"),
        };
    }
}
