using ServiceAnalytics.Analytics.Warnings;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>The month's warnings as findings and actions of the first page: one line per rule, however many warnings it gave.</summary>
internal static class WarningSentences
{
    private sealed record Words(int Rank, FindingLevel Level, Func<Warning, Bilingual> One, Func<int, Bilingual> Many, Func<Warning, Bilingual> Action);

    private static readonly Dictionary<string, Words> ByRule = new(StringComparer.Ordinal)
    {
        ["clause_below_target"] = new(
            1,
            FindingLevel.Bad,
            w => new($"{w.Subject.Zh}未达标", $"{w.Subject.En} below target"),
            n => new($"{n}项服务条款显著低于目标", $"{n} clauses significantly below target"),
            w => new($"{w.Subject.Zh}：分析未达标原因并改进", $"{w.Subject.En}: find why it is below target and improve")),
        ["satisfaction_drop"] = new(
            1,
            FindingLevel.Bad,
            w => new($"{w.Subject.Zh}满意度显著下降", $"Satisfaction fell significantly: {w.Subject.En}"),
            n => new($"{n}个客户群体满意度显著下降", $"Satisfaction fell significantly in {n} groups"),
            w => new($"{w.Subject.Zh}：查明满意度下降原因", $"Find why satisfaction fell: {w.Subject.En}")),
        ["repeat_rate_up"] = new(
            2,
            FindingLevel.Bad,
            w => new("重复维修率显著上升", "Repeat repairs rose significantly"),
            n => new("重复维修率显著上升", "Repeat repairs rose significantly"),
            w => new("分析重复维修的机型与故障，落实一次修复", "Find which models and faults come back, and fix them at the first visit")),
        ["key_customer_breach"] = new(
            3,
            FindingLevel.Bad,
            w => new($"{w.Subject.Zh}的服务承诺逾期未履行", $"A promise to {LowerFirst(w.Subject.En)} is overdue"),
            n => new($"{n}家重点客户的服务承诺逾期未履行", $"Promises to {n} key customers are overdue"),
            w => new($"{w.Subject.Zh}：立即处理逾期报修", $"{w.Subject.En}: settle overdue tickets now")),
        ["dissatisfied_not_called_back"] = new(
            3,
            FindingLevel.Attention,
            w => new($"{w.Subject.Zh}不满意，逾期未回电", $"{w.Subject.En} was dissatisfied and has not been called back"),
            n => new($"{n}家不满意客户逾期未回电", $"{n} dissatisfied customers have not been called back in time"),
            w => new($"{w.Subject.Zh}：回电并记录处理结果", $"{w.Subject.En}: call back and record what comes of it")),
        ["rectification_overdue"] = new(
            4,
            FindingLevel.Attention,
            w => new($"{w.Subject.Zh}逾期", $"{w.Subject.En} is overdue"),
            n => new($"{n}项技术整改逾期", $"{n} rectifications are overdue"),
            w => new($"{w.Subject.Zh}：完成逾期步骤", $"{w.Subject.En}: finish the overdue steps")),
        ["fault_came_back"] = new(
            2,
            FindingLevel.Bad,
            w => new($"{w.Subject.Zh}：验证后复发", $"{w.Subject.En}: the fault came back after verification"),
            n => new($"{n}项整改验证后故障复发", $"{n} faults came back after their cure had been verified"),
            w => new($"{w.Subject.Zh}：重新分析原因，修订整改措施", $"{w.Subject.En}: look for the cause again and mend the measure")),
        ["several_complaints"] = new(
            4,
            FindingLevel.Attention,
            w => new($"{w.Subject.Zh}多次投诉", $"{w.Subject.En} complained several times"),
            n => new($"{n}家客户多次投诉", $"{n} customers complained several times"),
            w => new($"{w.Subject.Zh}：上门沟通，查清投诉根源", $"{w.Subject.En}: talk to the customer and find the common cause")),
        ["key_customer_dissatisfied"] = new(
            4,
            FindingLevel.Attention,
            w => new($"{w.Subject.Zh}不满意", $"{w.Subject.En} is dissatisfied"),
            n => new($"{n}家重点客户不满意", $"{n} key customers are dissatisfied"),
            w => new($"{w.Subject.Zh}：回访并消除不满", $"{w.Subject.En}: visit and settle the matter")),
        ["customer_at_risk"] = new(
            5,
            FindingLevel.Attention,
            w => new($"{w.Subject.Zh}有流失风险", $"{w.Subject.En} is at risk"),
            n => new($"{n}家客户有流失风险", $"{n} customers are at risk"),
            w => new($"{w.Subject.Zh}：主动沟通，处理逾期与复发故障", $"{w.Subject.En}: get in touch, settle what is overdue or came back")),
        ["coverage_low"] = new(
            5,
            FindingLevel.Attention,
            w => new($"{w.Subject.Zh}不完整", $"{w.Subject.En} are incomplete"),
            n => new($"{n}项服务条款的数据不完整", $"The data of {n} clauses are incomplete"),
            w => new($"{w.Subject.Zh}：补录缺失的时间", $"{w.Subject.En}: fill in the missing times")),
    };

    private static readonly Func<Warning, Bilingual> FaultAction =
        w => new($"{w.Subject.Zh}：组织原因分析，必要时下发整改通知", $"{w.Subject.En}: find the cause; issue a rectification where it is needed");

    /// <summary>One finding per rule that gave warnings; the sentences are those of its loudest. Faults have findings of their own.</summary>
    public static IEnumerable<KeyFinding> Of(WarningList warnings) =>
        from rule in warnings.Warnings.GroupBy(w => w.Rule)
        where ByRule.ContainsKey(rule.Key)
        let words = ByRule[rule.Key]
        let first = rule.First()
        let count = rule.Count()
        select (KeyFinding)new KeyFinding.Told(
            words.Rank,
            words.Level,
            count == 1 ? words.One(first) : words.Many(count),
            count == 1 ? first.Reason : new($"其中：{first.Reason.Zh}", $"Among them: {first.Reason.En}"));

    /// <summary>What is to be done about a warning.</summary>
    public static Bilingual Action(Warning warning) =>
        ByRule.TryGetValue(warning.Rule, out Words? words) ? words.Action(warning) : FaultAction(warning);

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
