using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Reports.Charts;

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
}
