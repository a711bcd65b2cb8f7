using System.Globalization;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>Warnings about faults and about measures against them.</summary>
internal static class FaultWarnings
{
    private static readonly Dictionary<string, Bilingual> Steps = new(StringComparer.Ordinal)
    {
        ["issue"] = new("下发", "issue"),
        ["implementation"] = new("实施", "implementation"),
        ["verification"] = new("验证", "verification"),
    };

    private sealed record OverdueStep(string Notice, string? Problem, string? Department, string? Owner, string Step, DateOnly DueOn, long Days);

    /// <summary>Fault series above their past, from the trend chapter.</summary>
    public static IEnumerable<Warning> Emerging(WarningContext context, WarningRule rule, TrendFindings trends)
    {
        double least = rule.Threshold("ratio");
        return trends.Rising.Where(c => c.QValue <= rule.Threshold("q_value") && (c.Ratio is null || c.Ratio >= least)).Select(c => context.Make(
            rule,
            c.Model + "\n" + c.Fault.Code,
            new($"型号{Wording.Named(c.Model).Zh}，故障{Wording.Fault(c.Fault).Zh}", $"Model {Wording.Named(c.Model).En}, fault {Wording.Fault(c.Fault).En}"),
            FaultSentences.Reason(c, trends),
            new(c.Observed, c.Observed, c.Expected, c.Interval, c.QValue),
            WarningRows.None with { Tickets = c.Tickets },
            c.Since));
    }

    /// <summary>Steps of rectification notices that were due by the month's end and are not done, one warning per notice.</summary>
    public static IEnumerable<Warning> OverdueRectifications(WarningContext context, WarningRule rule) =>
        context.Session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Warnings/overdue_steps.sql"),
            new() { ["to_on"] = context.Month.Next.First },
            row => new OverdueStep(
                row.Text("notice_no"), row.TextOrNull("problem"), row.TextOrNull("responsible_department"), row.TextOrNull("owner"), row.Text("step"), row.Date("due_on"), row.Int64("days_overdue")),
            context.Cancel)
            .GroupBy(s => s.Notice)
            .Select(g =>
            {
                OverdueStep worst = g.First();
                string steps(Func<Bilingual, string> language, string comma) => string.Join(comma, g.Select(s => language(Steps[s.Step])));
                string due = worst.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                string problemZh = worst.Problem is { } problem ? $"（{problem}）" : string.Empty;
                string problemEn = worst.Problem is { } words ? $" ({words})" : string.Empty;
                Bilingual who = new(
                    string.Join('，', new[] { worst.Department, worst.Owner }.OfType<string>()),
                    string.Join(", ", new[] { worst.Department, worst.Owner }.OfType<string>()));
                return context.Make(
                    rule,
                    g.Key,
                    new($"整改通知{g.Key}{problemZh}", $"Rectification {g.Key}{problemEn}"),
                    new(
                        $"整改通知{g.Key}{problemZh}的{steps(s => s.Zh, "、")}应于{due}前完成，已逾期{worst.Days}天{(who.Zh.Length > 0 ? $"；责任方：{who.Zh}" : string.Empty)}。",
                        $"Rectification {g.Key}{problemEn}: {steps(s => s.En, ", ")} due by {due}, {Wording.Count(worst.Days, "day", "days")} overdue{(who.En.Length > 0 ? $"; responsible: {who.En}" : string.Empty)}."),
                    new(g.Count(), worst.Days),
                    WarningRows.None with { Notices = [g.Key] },
                    context.Since(new ReportingMonth(worst.DueOn)));
            });
}
