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
        ["superseded_duplicate"] = new("同一编号以另一行为准", "another row of the key counts"),
        ["undecodable_bytes"] = new("含无法解码的字节", "bytes that are no characters"),
        ["broken_json"] = new("不是完整的JSON对象", "no JSON object"),
        ["total_row"] = new("合计行", "line of totals"),
        ["note_row"] = new("表下说明", "note below the table"),
        ["repeated_heading"] = new("重复的表头", "headings once more"),
        ["not_ours"] = new("映射规定不计的行", "rows that the mapping leaves out"),
        ["older_export"] = new("已有更新的导出", "a newer export says otherwise"),
        ["not_a_date"] = new("不是日期时间", "not a date"),
        ["before_received"] = new("早于接报时间", "before the receipt"),
        ["day_alone"] = new("接报当天只有日期没有时刻，按当天结束计", "a day without time on the day of receipt; counted as its end"),
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
        ["relayed_at_utc"] = new("转报时间", "relayed"),
        ["forwarded_at_utc"] = new("转派时间", "forwarded"),
        ["replied_at_utc"] = new("答复时间", "replied"),
        ["planned_at_utc"] = new("方案时间", "planned"),
        ["dispatched_at_utc"] = new("派工时间", "dispatched"),
        ["appointed_at_utc"] = new("约定到达时间", "appointed"),
        ["arrived_at_utc"] = new("到达时间", "arrived"),
        ["confirmed_at_utc"] = new("客户确认时间", "confirmed"),
        ["report_submitted_at_utc"] = new("报告提交时间", "report submitted"),
        ["revisited_at_utc"] = new("回访时间", "revisited"),
        ["archived_at_utc"] = new("归档时间", "archived"),
        ["resolved_at_utc"] = new("解决时间", "resolved"),
        ["sent_at_utc"] = new("发送时间", "sent"),
        ["called_back_at_utc"] = new("回电时间", "called back"),
        ["delivered_on"] = new("发货或交货日期", "delivered on"),
        ["produced_on"] = new("生产日期", "produced on"),
        ["warranty_until_on"] = new("保修截止", "warranty until"),
        ["ticket_id"] = new("报修单号", "ticket id"),
        ["complaint_id"] = new("投诉编号", "complaint id"),
        ["survey_id"] = new("回访编号", "survey id"),
        ["notice_no"] = new("通知编号", "notice no."),
        ["customer_grade"] = new("客户等级", "customer grade"),
        ["channel"] = new("渠道", "channel"),
        ["cause_category"] = new("原因类别", "cause category"),
        ["category"] = new("投诉类别", "category"),
        ["is_accepted"] = new("客户是否认可", "accepted"),
        ["verification_result"] = new("验证结果", "verification result"),
        ["delivered_quantity"] = new("交货数量", "delivered quantity"),
        ["defective_quantity"] = new("不良数量", "defective quantity"),
        ["parts_cost"] = new("配件费", "parts cost"),
        ["labour_cost"] = new("人工费", "labour cost"),
        ["travel_cost"] = new("差旅费", "travel cost"),
        ["freight_cost"] = new("运费", "freight cost"),
        ["charge"] = new("收费金额", "charge"),
        ["overall_score"] = new("总体评分", "overall score"),
        ["score_scale"] = new("评分满分", "score scale"),
        ["attitude_score"] = new("服务态度评分", "attitude score"),
        ["timeliness_score"] = new("及时性评分", "timeliness score"),
        ["skill_score"] = new("技术水平评分", "skill score"),
        ["quality_score"] = new("产品质量评分", "quality score"),
        ["price_score"] = new("价格评分", "price score"),
        ["recommend_score"] = new("推荐意愿", "recommend score"),
        ["visit_count"] = new("上门次数", "number of visits"),
    };

    /// <summary>A reason in words; an unknown code as it is.</summary>
    public static Bilingual Rule(string rule) => Rules.TryGetValue(rule, out var text) ? text : new(rule, rule);

    /// <summary>A column as people call it; one without a name of its own as it is.</summary>
    public static Bilingual Column(string column) => Columns.TryGetValue(column, out var text) ? text : new(column, column);

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
