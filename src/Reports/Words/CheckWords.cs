using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.DataQuality;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Words;

/// <summary>The checks of whole files in words: what was looked at, and what was found.</summary>
public static class CheckWords
{
    /// <summary>What the check looks at; an unknown one as it is.</summary>
    public static Bilingual Title(string check) => check switch
    {
        "control_rows" => new("行数与给定值", "rows against the number given"),
        "control_sum" => new("合计与给定值", "sum against the one given"),
        "freshness" => new("最新一行的时间", "age of the newest row"),
        "rhythm" => new("导出间隔", "time since the export before"),
        "volume" => new("行数与平常", "rows against the usual"),
        "unknown_codes" => new("不认识的代码", "codes not known"),
        "contradictions" => new("自相矛盾的行", "rows that contradict themselves"),
        "future_instants" => new("晚于导出时刻的时间", "instants after the export"),
        "same_rows" => new("其他文件中的相同内容", "the same rows in another file"),
        "forgotten_customer" => new("已删除的客户", "customers forgotten before"),
        _ => new(check, check),
    };

    /// <summary>What was found, in one sentence; of a failed check with what may be behind it.</summary>
    /// <param name="check">The check.</param>
    /// <param name="column">The column of a sum as people call it.</param>
    /// <param name="page">Numbers as the language writes them.</param>
    /// <param name="language">zh or en.</param>
    public static string Found(BatchCheck check, string column, PageFormat page, Language language)
    {
        bool zh = language == Language.Zh;
        string observed = Number(check, check.Observed, page);
        string expected = Number(check, check.Expected, page);
        string bad = page.Count(check.Bad ?? 0);
        string of = page.Count(check.Of ?? 0);
        Bilingual found = check.Name switch
        {
            "control_rows" => new($"文件中有 {observed} 行，给定 {expected} 行", $"{observed} rows in the file, {expected} were given"),
            "control_sum" => new($"“{column}”合计 {observed}，给定 {expected}", $"{column} adds up to {observed}, {expected} was given"),
            "freshness" => new($"最新一行早于导出 {observed} 天（容许 {expected} 天）", $"the newest row is {observed} days older than the export (up to {expected} are usual)"),
            "rhythm" => new($"距上一次导出 {observed} 天，平常 {expected} 天", $"{observed} days after the export before, {expected} are usual"),
            "volume" => new($"{observed} 行，平常约 {expected} 行", $"{observed} rows, about {expected} are usual"),
            "unknown_codes" => check.Bad == 0
                ? new("所有代码都认识", "every code is known")
                : new($"{of} 个代码中有 {bad} 个不认识（{observed}，限 {expected}）", $"{bad} of {of} codes are not known ({observed}, limit {expected})"),
            "contradictions" => new($"{of} 行中有 {bad} 行自相矛盾（{observed}，限 {expected}）", $"{bad} of {of} rows contradict themselves ({observed}, limit {expected})"),
            "future_instants" => check.Bad == 0
                ? new("没有晚于导出时刻的时间", "no instant lies after the export")
                : new($"{of} 行中有 {bad} 行含有晚于导出时刻的时间", $"{bad} of {of} rows have an instant after the export"),
            "same_rows" => new($"{of} 行新行中有 {bad} 行与其他文件中的行除编号外相同", $"{bad} of {of} new rows stand in another file under another key"),
            "forgotten_customer" => new($"{bad} 行属于已按要求删除的客户", $"{bad} rows are of a customer who had been forgotten"),
            _ => new($"{observed} / {expected}", $"{observed} / {expected}"),
        };
        return check.IsPassed ? found.In(language) : found.In(language) + (zh ? "；" : "; ") + Advice(check.Name).In(language);
    }

    private static Bilingual Advice(string check) => check switch
    {
        "control_rows" or "control_sum" => new("请核对导出是否完整", "look whether the export is whole"),
        "freshness" => new("导出可能不完整，或筛选条件有误", "the export may be cut off, or filtered wrongly"),
        "rhythm" => new("中间可能漏交了一次导出", "an export in between may not have been handed in"),
        "volume" => new("请核对导出的时间范围与筛选条件", "check the export's period and filter"),
        "unknown_codes" => new("请把这些用语补入映射", "add these words to the mapping"),
        "contradictions" => new("请在来源系统中更正", "correct them in the source system"),
        "future_instants" => new("请核对导出时刻（--exported-at）与时区", "check the export instant (--exported-at) and the zone"),
        "same_rows" => new("同一事件可能被导入了两次", "the same events may have been taken in twice"),
        _ => new("如仍须删除，请再次运行 forget", "run `forget` once more if they are to stay forgotten"),
    };

    private static string Number(BatchCheck check, double? value, PageFormat page) => value is not { } number
        ? PageFormat.Absent
        : check.Name switch
        {
            "freshness" or "rhythm" => page.Number(number, 1),
            "unknown_codes" or "contradictions" or "same_rows" => page.Percent(number, 1),
            "control_sum" => page.Number(number, 2),
            _ => page.Number(number, 0),
        };
}
