using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Reports.Charts;
using ServiceAnalytics.Reports.Components;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>The first page's findings as sentences: first what, then what stands behind it.</summary>
internal static class FindingTexts
{
    public static (Tone Tone, string Title, string Text) Of(ReportInput report, KeyFinding finding) => finding switch
    {
        KeyFinding.FaultRose f => (Tone.Bad, FaultTexts.RoseTitle(report, f.Change), FaultTexts.Evidence(report, f.Change)),
        KeyFinding.FaultOutOfControl f => (
            Tone.Bad,
            report.Say($"故障“{Names.Fault(report, f.Chart.Fault)}”超出控制上限", $"Fault {Names.Fault(report, f.Chart.Fault)} is above its control limit"),
            ControlTexts.Reading(report, f.Chart)),
        KeyFinding.FaultFell f => (Tone.Good, FaultTexts.FellTitle(report, f.Change), FaultTexts.Evidence(report, f.Change)),
        KeyFinding.Told f => (ToneOf(f.Level), report.Say(f.Title), FirstSentences(report, report.Say(f.Evidence))),
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, "A finding without words."),
    };

    public static ActionItem Action(ReportInput report, KeyAction action) =>
        new(report.Say(action.Title), action.Owner is { } owner ? report.Say(owner) : null, action.DueOn is { } due ? report.Format.Day(due) : null);

    // The first page has room for about two lines; the chapter has the rest. Cut between sentences, never inside one.
    private static string FirstSentences(ReportInput report, string text)
    {
        var end = report.IsZh ? "。" : ". ";
        var most = report.IsZh ? 100 : 170;
        var cut = text.Length <= most ? -1 : text.LastIndexOf(end, most, StringComparison.Ordinal);
        return cut < 0 ? text : text[..(cut + 1)];
    }

    private static Tone ToneOf(FindingLevel level) => level switch
    {
        FindingLevel.Bad => Tone.Bad,
        FindingLevel.Attention => Tone.Attention,
        FindingLevel.Good => Tone.Good,
        _ => Tone.Neutral,
    };
}
