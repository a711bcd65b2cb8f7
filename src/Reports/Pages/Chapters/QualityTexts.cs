using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.DataQuality;
using ServiceAnalytics.Reports.Charts;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Words of the chapter on data quality: reasons, columns and grades.</summary>
internal static class QualityTexts
{
    private static readonly Dictionary<string, Bilingual> Rules = new(StringComparer.Ordinal)
    {
        ["key_missing"] = new("缺编号", "key missing"),
        ["received_missing"] = new("缺接报时间", "time of receipt missing"),
        ["received_impossible"] = new("接报时间不可能", "time of receipt impossible"),
        ["nothing_but_key"] = new("除编号外全空", "nothing but a key"),
        ["cell_count"] = new("列数与表头不符", "wrong number of cells"),
        ["broken_quotes"] = new("引号不成对", "broken quotes"),
        ["contradicting_duplicate"] = new("同一编号内容互相矛盾", "contradicting rows of one key"),
        ["identical_duplicate"] = new("完全相同的重复行", "identical copy"),
        ["not_a_date"] = new("不是日期时间", "not a date"),
        ["before_received"] = new("早于接报时间", "before the receipt"),
        ["number_is_text"] = new("数字列填了文字", "text in a number"),
        ["negative_cost"] = new("费用为负", "negative cost"),
        ["out_of_range"] = new("超出允许范围", "out of range"),
        ["unknown_code"] = new("无法识别的代码", "unknown code"),
        ["unknown_model"] = new("无法识别的型号", "unknown model"),
        ["milestone_before_received"] = new("节点早于接报", "milestone before the receipt"),
        ["repaired_before_arrived"] = new("修复早于到达", "repaired before arrival"),
        ["closed_before_repaired"] = new("关闭早于修复", "closed before the repair"),
        ["received_before_delivered"] = new("接报早于发货", "received before delivery"),
        ["free_after_warranty"] = new("过保仍记为保内", "free although out of warranty"),
        ["complaint_without_its_ticket"] = new("投诉引用的报修单不存在", "complaint about an unknown ticket"),
        ["survey_without_its_ticket"] = new("回访引用的报修单不存在", "survey about an unknown ticket"),
    };

    private static readonly Dictionary<string, Bilingual> Columns = new(StringComparer.Ordinal)
    {
        ["customer"] = new("客户名称", "customer"),
        ["region"] = new("区域", "region"),
        ["office"] = new("服务网点", "office"),
        ["product_model"] = new("产品型号", "product model"),
        ["serial_no"] = new("序列号", "serial no."),
        ["request_type"] = new("业务类型", "request type"),
        ["service_type"] = new("服务性质", "service type"),
        ["severity"] = new("故障级别", "severity"),
        ["fault_code"] = new("故障代码", "fault code"),
        ["resolution_mode"] = new("处理方式", "resolution mode"),
        ["answered_at_utc"] = new("首次响应时间", "answered"),
        ["repaired_at_utc"] = new("修复时间", "repaired"),
        ["closed_at_utc"] = new("关闭时间", "closed"),
        ["received_at_utc"] = new("接报时间", "received"),
        ["visit_count"] = new("上门次数", "number of visits"),
    };

    /// <summary>A reason in words; an unknown code as it is.</summary>
    public static string Rule(ReportInput report, string rule) => Rules.TryGetValue(rule, out var text) ? report.Say(text) : rule;

    /// <summary>A column as people call it; one without a name of its own as it is.</summary>
    public static string Column(ReportInput report, string column) => Columns.TryGetValue(column, out var text) ? report.Say(text) : column;

    /// <summary>What a grade means for who reads the figures.</summary>
    public static string Meaning(ReportInput report, Grade grade) => grade switch
    {
        Grade.A => report.Say("良好，本月数字可以直接使用。", "Good: the month's figures can be used as they are."),
        Grade.B => report.Say("可用，有小缺口，不影响结论。", "Usable: small gaps, no conclusion hangs on them."),
        Grade.C => report.Say("慎用，缺口足以影响数字，阅读时请看 n 与“不可计量”。", "With care: gaps are large enough to move figures; read n and “unmeasurable” beside each."),
        _ => report.Say("不可依赖，请先补正导出数据再据此决策。", "Not to be relied on: mend the exports before deciding on these figures."),
    };

    public static Tone Tone(Grade grade) => grade switch
    {
        Grade.A => Charts.Tone.Good,
        Grade.B => Charts.Tone.Good,
        Grade.C => Charts.Tone.Attention,
        _ => Charts.Tone.Bad,
    };
}
