using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Words;

/// <summary>Writes docs/policies/PRESET.md: every promise of a policy with its paragraph, how it is computed and what it needs, out of the policy file and nothing else.</summary>
public static class PolicyDocument
{
    private static readonly PageFormat Chinese = new(Language.Zh);
    private static readonly PageFormat English = new(Language.En);

    /// <summary>The document as Markdown, lines ended by LF.</summary>
    public static string Write(Policy policy)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# {policy.Title.Zh} · {policy.Title.En}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"本页由 `data/policies/{policy.Id}.yaml` 生成，请勿手工修改：改政策文件，再按 tests/House.Tests/PolicyDocumentTests.cs 所说重新生成。\n\n");
        text.Append(CultureInfo.InvariantCulture, $"This page is made from `data/policies/{policy.Id}.yaml`. Don't edit it: change the policy and make it anew, as tests/House.Tests/PolicyDocumentTests.cs says.\n\n");
        text.Append("| 条款 · clause | 名称 · title | 目标 · target |\n|---|---|---|\n");
        foreach ((string id, Bilingual title, double? target) in policy.Clauses.Select(c => (c.Id, c.Title, c.Target)).Concat(policy.Duties.Select(d => (d.Id, d.Title, d.Target))))
        {
            text.Append(CultureInfo.InvariantCulture, $"| [`{id}`](#{id}) | {title.Zh} · {title.En} | {Chinese.Percent(target, 0)} |\n");
        }

        foreach (PromisedFigure figure in policy.Figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| [`{figure.Id}`](#{figure.Id}) | {figure.Title.Zh} · {figure.Title.En} | 以指标给出 · a metric |\n");
        }

        foreach (NotMeasured promise in policy.NotMeasured)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{promise.Id}` | {promise.Title.Zh} · {promise.Title.En} | 尚不能计量 · not measured |\n");
        }

        foreach (Clause clause in policy.Clauses)
        {
            Write(text, clause, policy);
        }

        foreach (Duty duty in policy.Duties)
        {
            Write(text, duty, policy);
        }

        foreach (PromisedFigure figure in policy.Figures)
        {
            MetricDefinition metric = MetricCatalog.Find(figure.Metric);
            Head(text, figure.Id, figure.Title);
            Line(text, new("出处", "Paragraph"), figure.Paragraph);
            Line(text, new("指标", "Metric"), new($"[`{metric.Key}`](../metrics.md#{metric.Key}) {metric.Title.Zh}", $"[`{metric.Key}`](../metrics.md#{metric.Key}) {metric.Title.En}"));
            Line(text, new("怎样计算", "How"), metric.Definition);
        }

        if (policy.NotMeasured.Count > 0)
        {
            text.Append("\n## 尚不能计量 · Not measured yet\n\n| 条款 · clause | 需要 · needs |\n|---|---|\n");
            foreach (NotMeasured promise in policy.NotMeasured)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {promise.Title.Zh} · {promise.Title.En} | {promise.Needs.Zh} · {promise.Needs.En} |\n");
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Clause clause, Policy policy)
    {
        Head(text, clause.Id, clause.Title);
        Line(text, new("出处", "Paragraph"), clause.Paragraph);
        Line(text, new("规定", "Rule"), new(ClauseWords.Promise(clause, Chinese), ClauseWords.Promise(clause, English)));
        Line(text, new("适用", "For"), new(ClauseWords.Scope(clause.AppliesTo, Chinese), ClauseWords.Scope(clause.AppliesTo, English)));
        Bilingual how = How(clause, policy);
        Line(text, new("怎样计算", "How"), ClauseSources.Needed(clause).Count == 0 ? how : new(
            how.Zh + "还没有任何导出含这一时间时暂不判定，只说明需要什么。",
            how.En + " As long as no export has had the time, nothing is judged and what it needs is said."));
        Line(text, new("需要", "Needs"), Needs(clause));
        if (ClauseWords.InForce(clause, Chinese) is { } inForce)
        {
            Line(text, new("施行", "In force"), new(inForce, ClauseWords.InForce(clause, English)!));
        }
    }

    private static void Write(StringBuilder text, Duty duty, Policy policy)
    {
        Head(text, duty.Id, duty.Title);
        Line(text, new("出处", "Paragraph"), duty.Paragraph);
        Line(text, new("规定", "Rule"), new(DutyWords.Promise(duty, policy.Windows, Language.Zh), DutyWords.Promise(duty, policy.Windows, Language.En)));
        Line(text, new("怎样计算", "How"), new(DutyWords.Judging(duty, Language.Zh), DutyWords.Judging(duty, Language.En)));
        Line(text, new("需要", "Needs"), new(DutyWords.Needs(duty, Language.Zh), DutyWords.Needs(duty, Language.En)));
        if (DutyWords.InForce(duty, Chinese) is { } inForce)
        {
            Line(text, new("施行", "In force"), new(inForce, DutyWords.InForce(duty, English)!));
        }
    }

    private static void Head(StringBuilder text, string id, Bilingual title) =>
        text.Append(CultureInfo.InvariantCulture, $"\n<a id=\"{id}\"></a>\n\n## {title.Zh} · {title.En}\n\n`{id}`\n\n| | 中文 | English |\n|---|---|---|\n");

    private static Bilingual How(Clause clause, Policy policy) => clause.Kind switch
    {
        ClauseKind.Recorded => new(
            "有该记录为达标；关闭时仍没有为未达标；未关闭且尚无记录为未到期。计入接报的月份。",
            "Met when it is recorded; breached when the ticket is closed without it; pending until then. Counts in the month of receipt."),
        ClauseKind.Order => new(
            "后一节点有记录时判定：前一节点不晚于它为达标，晚于它或没有记录为未达标。计入接报的月份。",
            "Judged when the later one is recorded: met when the other came no later, breached when it came later or never. Counts in the month of receipt."),
        ClauseKind.Visits => new(
            "修复时判定，次数已超的提前判为未达标；没有上门次数的为不可计量。计入接报的月份。",
            "Judged at the repair, earlier when there were too many visits already; unmeasurable without a number of visits. Counts in the month of receipt."),
        _ => Clock(clause, policy),
    };

    private static Bilingual Clock(Clause clause, Policy policy)
    {
        WorkCalendar calendar = policy.Calendar(clause.Calendar);
        string full = calendar.FullDayMinutes.ToString(CultureInfo.InvariantCulture);
        Bilingual clock = (clause.IsWorkingTime, clause.Limit!.Unit) switch
        {
            (true, LimitUnit.WorkingDays) => new($"只计工作日历 `{calendar.Id}` 的工作时间，一个工作日为 {full} 分钟", $"Only working time of the calendar `{calendar.Id}` counts, a working day being {full} minutes"),
            (true, _) => new($"只计工作日历 `{calendar.Id}` 的工作时间", $"Only working time of the calendar `{calendar.Id}` counts"),
            _ => new("全天计时", "All time counts"),
        };
        Bilingual month = clause.MonthBy == MonthBy.Deadline ? new("计入截止时间所在月份", "counts in the month of the deadline") : new("计入起点所在月份", "counts in the month of the start");
        return new(
            $"{clock.Zh}；用时不超过限时（加宽限）为达标，恰好用完也达标；过了截止时间仍未完成为超时；节点缺失或矛盾为不可计量；{month.Zh}。",
            $"{clock.En}; met when no longer than limit and grace, used up exactly is met; open past the deadline is breached; a missing or contradicting milestone is unmeasurable; {month.En}.");
    }

    private static Bilingual Needs(Clause clause)
    {
        List<Milestone> milestones = clause.Kind switch
        {
            ClauseKind.Recorded => [clause.Stop],
            ClauseKind.Order => [clause.Before!.Value, clause.Stop],
            _ => [clause.Start, clause.Stop],
        };
        if (clause.Extension is { } extension)
        {
            milestones.Add(extension.Told);
        }

        string chinese = string.Join("、", milestones.Select(m => m.Title().Zh));
        string english = string.Join(", ", milestones.Select(m => m.Title().En));
        return clause.Kind == ClauseKind.Visits
            ? new($"报修单（{chinese}、上门次数）", $"tickets ({english}, number of visits)")
            : new($"报修单（{chinese}）", $"tickets ({english})");
    }

    private static void Line(StringBuilder text, Bilingual label, Bilingual? value)
    {
        if (value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {label.Zh} · {label.En} | {value.Zh} | {value.En} |\n");
        }
    }
}
