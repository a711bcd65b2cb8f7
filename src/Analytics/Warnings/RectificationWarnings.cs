using System.Globalization;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Rectification;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>Warnings about measures against faults: not done in time, or done and not lasting.</summary>
internal static class RectificationWarnings
{
    private static readonly Dictionary<string, Bilingual> Steps = new(StringComparer.Ordinal)
    {
        ["issue"] = new("下发", "issue"),
        ["implementation"] = new("实施", "implementation"),
        ["verification"] = new("验证", "verification"),
    };

    private sealed record OverdueStep(string Notice, string? Problem, string? Department, string? Owner, string Step, DateOnly DueOn, long Days);

    /// <summary>Steps of rectification notices that were due by the month's end and are not done, one warning per notice.</summary>
    public static IEnumerable<Warning> Overdue(WarningContext context, WarningRule rule) =>
        context.Session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Warnings/overdue_steps.sql"),
            new() { ["to_on"] = context.Month.Next.First },
            row => new OverdueStep(
                row.Text("notice_no"), row.FreeTextOrNull("problem"), row.TextOrNull("responsible_department"), row.TextOrNull("owner"), row.Text("step"), row.Date("due_on"), row.Int64("days_overdue")),
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

    /// <summary>
    /// Faults whose rate rose again after their cure had been verified. All verified notices are tested together, one-sided, and the false
    /// discovery rate is held at the rule's q-value.
    /// </summary>
    public static IEnumerable<Warning> CameBack(WarningContext context, WarningRule rule, RectificationFindings findings)
    {
        double limit = rule.Threshold("q_value");
        (RectificationNotice Notice, FaultReturn Return)[] verified =
            [.. findings.Notices.Where(n => n.Effect?.Return is not null).Select(n => (n, n.Effect!.Return!))];
        double[] q = FalseDiscovery.BenjaminiHochberg([.. verified.Select(v => v.Return.PValueBy(context.Month))]);
        return verified.Zip(q).Where(v => v.Second <= limit).Select(v => Again(context, rule, v.First.Notice, v.First.Return, v.Second, limit));
    }

    private static Warning Again(WarningContext context, WarningRule rule, RectificationNotice notice, FaultReturn again, double q, double limit)
    {
        IReadOnlyList<string> tickets = context.Session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Warnings/series_tickets_since.sql"),
            new()
            {
                ["product_model"] = notice.ProductModel,
                ["fault_code"] = notice.FaultCode,
                ["start_utc"] = again.Since[0].Month.Start(context.Session.Zone),
                ["end_utc"] = context.End,
            },
            row => row.Text("ticket_id"),
            context.Cancel);
        Bilingual limits = Wording.RatioLimits(again.Ratio.Interval);
        Bilingual p = Wording.PValue(q);
        string ratioZh = again.Ratio.Value is { } value ? $"为验证前的{Wording.Ratio(value)}倍（95%区间{limits.Zh}）" : $"而验证前无此故障（比值95%区间{limits.Zh}）";
        string ratioEn = again.Ratio.Value is { } times ? $"{Wording.Ratio(times)} times the rate before verification (95 % interval {limits.En})" : $"with none before verification (95 % interval of the ratio {limits.En})";
        return context.Make(
            rule,
            notice.NoticeNo,
            new($"整改通知{notice.NoticeNo}，型号{notice.ProductModel}，故障{notice.FaultCode}", $"Rectification {notice.NoticeNo}, model {notice.ProductModel}, fault {notice.FaultCode}"),
            new(
                $"整改通知{notice.NoticeNo}验证后故障复发：型号{notice.ProductModel}的故障{notice.FaultCode}在验证后{again.Since.Count}个月内发生{again.TicketsSince}件，故障率{ratioZh}；验证前{again.Held.Count}个月为{again.TicketsHeld}件；q{p.Zh}。",
                $"After rectification {notice.NoticeNo} was verified the fault came back: {Wording.Count(again.TicketsSince, "ticket", "tickets")} of model {notice.ProductModel}, fault {notice.FaultCode} in {Wording.Count(again.Since.Count, "month", "months")}, {ratioEn}; {again.TicketsHeld} in the {Wording.Count(again.Held.Count, "month", "months")} between implementation and verification; q {p.En}."),
            new(again.TicketsSince, again.Ratio.Value ?? again.Ratio.Interval.Lower, 1, again.Ratio.Interval, q),
            WarningRows.None with { Tickets = [.. tickets.Take(WarningContext.RowsNamed)], Notices = [notice.NoticeNo] },
            context.SinceHeld(month => again.PValueBy(month) <= limit));
    }
}
