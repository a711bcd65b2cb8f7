using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Rectification;
using ServiceAnalytics.Reports.Charts;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Words of the chapter on rectification.</summary>
internal static class RectificationTexts
{
    public static readonly Bilingual Missing = new(
        "整改是否及时、是否见效都无法给出。请导出技术整改通知（通知编号、产品型号、故障代码、下发日期、要求完成日期、实施日期、责任人）并放入收件箱。",
        "Whether measures came in time and worked can't be told. Export the rectification notices (number, model, fault code, issued, due, implemented, owner) and put the file into the inbox.");

    /// <summary>One step of a notice: its day, or how it stands.</summary>
    public static string Step(ReportInput report, RectificationNotice notice, string step) => notice.Steps.FirstOrDefault(s => s.Step == step) switch
    {
        null => PageFormat.Absent,
        { State: StepState.Met, DoneOn: { } done } => report.Format.Day(done),
        { State: StepState.Breached, DoneOn: { } done } => report.Format.Day(done) + report.Say(" 迟", " late"),
        { State: StepState.Breached } s => report.Say($"逾期 {s.DaysOverdue} 天", $"{s.DaysOverdue} days overdue"),
        { State: StepState.Pending, DueOn: { } due } => report.Say($"应于 {report.Format.Day(due)}", $"due {report.Format.Day(due)}"),
        { DoneOn: { } done } => report.Format.Day(done),
        _ => report.Say("未填日期", "no date"),
    };

    public static (string Text, Tone Tone) State(ReportInput report, RectificationNotice notice) => notice switch
    {
        { DaysOverdue: > 0 } => (report.Say("逾期", "overdue"), Tone.Bad),
        { IsOpen: true } => (report.Say("进行中", "open"), Tone.Attention),
        _ => (report.Say("已验证", "verified"), Tone.Good),
    };

    public static (string Text, Tone Tone) Verdict(ReportInput report, RectificationEffect effect) => effect switch
    {
        { CameBack: true } => (report.Say("故障复发", "came back"), Tone.Bad),
        { Verdict: EffectVerdict.Effective } => (report.Say("有效", "effective"), Tone.Good),
        { Verdict: EffectVerdict.NotEffective } => (report.Say("未见效", "not effective"), Tone.Bad),
        _ => (report.Say("尚不能判断", "too early"), Tone.Neutral),
    };

    /// <summary>What the company itself recorded.</summary>
    public static string Recorded(ReportInput report, string? result) => result switch
    {
        "effective" => report.Say("有效", "effective"),
        "not_effective" => report.Say("无效", "not effective"),
        "pending" => report.Say("待验证", "pending"),
        null => PageFormat.Absent,
        _ => report.Say("（无法识别）", "(unknown)"),
    };

    public static string Ratio(ReportInput report, RectificationEffect effect) => effect.Ratio is { } ratio
        ? report.Format.WithInterval(report.Format.Number(ratio.Value, 2), report.Format.NumberInterval(ratio.Interval.Lower, ratio.Interval.Upper))
        : PageFormat.Absent;

    /// <summary>"12.4 (31)": the rate and the tickets it rests on.</summary>
    public static string Rate(ReportInput report, double? rate, long tickets, int months) =>
        rate is null ? PageFormat.Absent : report.Format.WithInterval(report.Format.Number(rate, 2), report.Say($"{tickets} 件，{months} 个月", $"{tickets} in {months} months"));

    public static string Subject(ReportInput report, RectificationNotice notice) =>
        $"{notice.NoticeNo}  {notice.ProductModel ?? report.Say("（未填型号）", "(no model)")} {notice.FaultCode}";
}
