using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Reports.Charts;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Pages.Parts;

/// <summary>Judgements against targets in words and tones: the same on every page.</summary>
internal static class JudgementTexts
{
    public static string? Status(ReportInput report, TargetState state) => state switch
    {
        TargetState.Met => report.Say("达标", "met"),
        TargetState.Attention => report.Say("关注", "watch"),
        TargetState.Missed => report.Say("未达标", "missed"),
        _ => null,
    };

    public static Tone Tone(TargetState state) => state switch
    {
        TargetState.Met => Charts.Tone.Good,
        TargetState.Attention => Charts.Tone.Attention,
        TargetState.Missed => Charts.Tone.Bad,
        _ => Charts.Tone.Neutral,
    };

    /// <summary>A change on the month before, for a table: with an arrow only when it is more than noise; a dash when the months can't be compared.</summary>
    public static string Change(ReportInput report, MetricDefinition metric, KeyChange? change)
    {
        if (change is null)
        {
            return PageFormat.Absent;
        }

        var difference = report.Figures.Difference(change.Difference, metric.Unit);
        return change.IsSignificant ? $"{(change.Difference > 0 ? "▲" : "▼")} {difference}" : difference;
    }
}
