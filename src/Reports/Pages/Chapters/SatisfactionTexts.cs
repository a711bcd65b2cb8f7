using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Satisfaction;
using ServiceAnalytics.Reports.Charts;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Words of the chapter on satisfaction.</summary>
internal static class SatisfactionTexts
{
    public static readonly Bilingual Missing = new(
        "回访答复率、满意率、净推荐值、不满意客户回电和满意度预警都无法给出。请导出满意度回访表（回访编号、发送时间、回复时间、总体评分、评分满分即可起步）并放入收件箱。",
        "Response rate, satisfaction, net promoter score, call-backs and satisfaction warnings can't be given. Export the surveys (survey id, sent, answered, overall score and its scale are enough to begin with) and put the file into the inbox.");

    private static readonly Dictionary<string, Bilingual> Aspects = new(StringComparer.Ordinal)
    {
        ["attitude"] = new("服务态度", "Attitude"),
        ["timeliness"] = new("及时性", "Timeliness"),
        ["skill"] = new("技术水平", "Skill"),
        ["quality"] = new("产品质量", "Product quality"),
        ["price"] = new("价格", "Price"),
    };

    public static string Aspect(ReportInput report, string aspect) => Aspects.TryGetValue(aspect, out var name) ? report.Say(name) : aspect;

    /// <summary>Against the months before together; no arrow, since half a dozen are tested here. A dash when there is too little to compare.</summary>
    public static string ToBefore(ReportInput report, MetricDefinition metric, Comparison? comparison) =>
        IsCompared(metric, comparison) ? report.Figures.Difference(comparison!.Difference, metric.Unit) : PageFormat.Absent;

    /// <summary>The p-value of that comparison; null without one.</summary>
    public static string? PValue(ReportInput report, MetricDefinition metric, Comparison? comparison) =>
        IsCompared(metric, comparison) ? "p " + (report.Format.Significance(comparison!.PValue!.Value) is var text && text.StartsWith('<') ? text : "= " + text) : null;

    private static bool IsCompared(MetricDefinition metric, Comparison? comparison) => comparison is { PValue: not null } c && c.N >= metric.MinimumSample;

    public static string Group(ReportInput report, SatisfactionGroup group) => group.Group is { } name
        ? Names.Group(report, name)
        : report.Say($"其余 {group.Pooled} 组合并", $"{group.Pooled} small groups together");

    public static (string Text, Tone? Tone) Verdict(ReportInput report, SatisfactionGroup group) => group switch
    {
        { IsDrop: true } => (report.Say("显著下降 ▼", "fell ▼"), Tone.Bad),
        { IsRise: true } => (report.Say("显著上升 ▲", "rose ▲"), Tone.Good),
        { DropQValue: null, RiseQValue: null } => (report.Say("未检验", "not tested"), null),
        _ => (report.Say("无显著变化", "no real change"), null),
    };

    public static (string Text, Tone Tone) CallBack(ReportInput report, CallBackState state) => state switch
    {
        CallBackState.InTime => (report.Say("及时回电", "in time"), Tone.Good),
        CallBackState.Late => (report.Say("回电超时", "late"), Tone.Attention),
        CallBackState.Overdue => (report.Say("逾期未回电", "overdue"), Tone.Bad),
        CallBackState.Pending => (report.Say("未到期", "not yet due"), Tone.Neutral),
        _ => (report.Say("不可计量", "unmeasurable"), Tone.Neutral),
    };

    public static string Customer(ReportInput report, DissatisfiedCustomer customer) =>
        (customer.Customer ?? report.Say("（未填客户）", "(no customer)")) + (customer.IsKeyCustomer ? report.Say("（重点客户）", " (key customer)") : "");
}
