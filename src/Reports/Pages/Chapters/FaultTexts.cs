using ServiceAnalytics.Analytics.Trends;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Words of the chapter on faults.</summary>
internal static class FaultTexts
{
    public static string RoseTitle(ReportInput report, FaultChange change) => report.Say(
        $"{Series(report, change)}明显增多：{change.Observed} 件（预期 {report.Format.Number(change.Expected)} 件）",
        $"{Series(report, change)} rose: {change.Observed} tickets, {report.Format.Number(change.Expected)} expected");

    public static string FellTitle(ReportInput report, FaultChange change) => report.Say(
        $"{Series(report, change)}明显减少：{change.Observed} 件（预期 {report.Format.Number(change.Expected)} 件）",
        $"{Series(report, change)} fell: {change.Observed} tickets, {report.Format.Number(change.Expected)} expected");

    /// <summary>Ratio with interval, q-value, since when, and the batch in which most of them sit.</summary>
    public static string Evidence(ReportInput report, FaultChange change)
    {
        var ratio = Ratio(report, change);
        var q = Q(report, change);
        var since = report.Format.Month(change.Since.First);
        var single = change.Since == report.Findings.Month;
        var zh = $"为历史水平的 {ratio}，q {q}" + (single ? "，本月首次出现" : $"，自 {since}起持续") + "。";
        var en = $"{ratio} times the past rate, q {q}; " + (single ? "first seen this month." : $"since {since}.");
        return report.Say(zh, en) + Batch(report, change);
    }

    /// <summary>"2.1 (1.4–3.2)"; a dash in place of the ratio when the past saw none.</summary>
    public static string Ratio(ReportInput report, FaultChange change) =>
        report.Format.WithInterval(report.Format.Number(change.Ratio, 2), report.Format.NumberInterval(change.Interval.Lower, change.Interval.Upper));

    /// <summary>"= 0.012", "&lt; 0.001".</summary>
    public static string Q(ReportInput report, FaultChange change) =>
        report.Format.Significance(change.QValue) is var text && text.StartsWith('<') ? text : "= " + text;

    public static string Series(ReportInput report, FaultChange change) => report.Say(
        $"{Names.Group(report, change.Model)} 的“{Names.Fault(report, change.Fault)}”",
        $"{Names.Fault(report, change.Fault)} on {Names.Group(report, change.Model)}");

    public static string Basis(ReportInput report, ExposureBasis basis) => basis == ExposureBasis.UnitMonths
        ? report.Say("每千台月", "per 1,000 unit-months")
        : report.Say("每百张报修单", "per 100 tickets");

    // Named only where one batch holds at least half of them: else the batch explains nothing.
    private static string Batch(ReportInput report, FaultChange change) =>
        change.Batches is [{ Batch: { } batch, Tickets: var tickets }, ..] && tickets * 2 >= change.Observed && tickets > 1
            ? report.Say($"其中 {tickets} 件出自批次 {batch}。", $" {tickets} of them are of batch {batch}.")
            : "";
}
