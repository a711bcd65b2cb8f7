using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Trends.Issues;

/// <summary>What was done about a fault before.</summary>
internal static class PastKnowledge
{
    /// <summary>The issue with the notices about its fault and the ways in which it was repaired before it began.</summary>
    public static FaultIssue Add(AnalysisSession session, FaultIssue issue, string fault, CancellationToken cancel) => issue with
    {
        PastNotices = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Trends/Issues/past_notices.sql"),
            new() { ["fault"] = fault, ["model"] = issue.Model },
            row => new PastNotice(
                row.Text("notice_no"), row.TextOrNull("product_model"), row.FreeTextOrNull("problem"), row.FreeTextOrNull("measure"),
                row.IsNull("issued_on") ? null : row.Date("issued_on"), row.IsNull("implemented_on") ? null : row.Date("implemented_on"), row.TextOrNull("verification_result")),
            cancel),
        PastFixes = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Trends/Issues/past_fixes.sql"),
            new() { ["fault"] = fault, ["before_utc"] = issue.Since.Start(session.Zone) },
            row => new PastFix(
                row.Text("cause"), row.TextOrNull("part"), row.Text("mode"), row.Int64("repairs"), row.Int64("watched"), row.Int64("held")),
            cancel),
    };
}
