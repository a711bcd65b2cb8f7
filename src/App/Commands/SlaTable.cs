using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App.Commands;

/// <summary>What <c>sla</c> writes for people: each clause and duty with its share, counts, times and changes, within 80 columns.</summary>
internal sealed class SlaTable(Terminal terminal, OpenWorkspace open, Language language)
{
    private const int Width = 80, TitleWidth = 38, BreachesShown = 3;
    private readonly PageFormat page = new(language);
    private readonly bool zh = language == Language.Zh;

    public void Write(SlaFindings clauses, DutyFindings duties, ComplianceChanges changes, IReadOnlyList<ImportedDueDate> imported, IReadOnlyList<NoticeEffect> notices)
    {
        Head(zh ? $"条款（{clauses.Month}）" : $"Clause ({clauses.Month})");
        foreach (ClauseFinding clause in clauses.Clauses)
        {
            Row(clause.Clause.Title.In(language), clause.Current, clause.Clause.Target, clause.Target);
            Counts(clause.Current, zh ? "超时" : "breached");
            Rest(clause);
            Times(clause);
            Changes(clause.Clause.Id, clauses.Month, changes);
            if (imported.FirstOrDefault(d => d.ClauseId == clause.Clause.Id) is { } due)
            {
                string examples = due.Examples.Count == 0 ? string.Empty : (zh ? "，如 " : ", e.g. ") + string.Join(' ', due.Examples);
                Line(4, zh
                    ? $"与源系统的到期时间比较 {page.Count(due.Compared)} 单：{page.Count(due.Disagree)} 单结论不同（此处达标而源系统已过期 {due.MetHereLateThere}，此处超时而源系统未过期 {due.BreachedHereInTimeThere}）{examples}"
                    : $"beside the source system's due date, {page.Count(due.Compared)} tickets: {page.Count(due.Disagree)} judged differently ({due.MetHereLateThere} met here and late there, {due.BreachedHereInTimeThere} breached here and in time there){examples}");
            }
        }

        foreach (NoticeEffect notice in notices.Where(n => n.Cases > 0))
        {
            Line(0, NoticeWords.Of(notice, language));
        }

        if (duties.Measured.Count > 0)
        {
            terminal.Out.WriteLine();
            Head(zh ? $"按日计的职责（{duties.Month}）" : $"Owed by day ({duties.Month})");
            foreach (DutyFinding duty in duties.Measured)
            {
                Row(duty.Duty.Title.In(language), duty.Current, duty.Duty.Target, duty.Target);
                Counts(duty.Current, duty.Duty.HasLastDay ? (zh ? "逾期" : "late") : (zh ? "未做到" : "not kept"));
                if (duty.Current.Stopped > 0 && duty.Duty.HasLastDay)
                {
                    Line(4, zh
                        ? $"已完成 {page.Count(duty.Current.Stopped)} 件：中位 {page.Number(duty.Current.MedianDays)} 天，九成不超过 {page.Number(duty.Current.P90Days)} 天"
                        : $"{page.Count(duty.Current.Stopped)} done: median {page.Number(duty.Current.MedianDays)} days, 90% within {page.Number(duty.Current.P90Days)}");
                }

                Reasons([.. duty.UnmeasurableBy.Select(r => (DutyWords.Reason(r.Reason, language), r.Cases))]);
                Changes(duty.Duty.Id, duties.Month, changes);
            }
        }

        terminal.Out.WriteLine();
        Worst(clauses, duties);
        foreach (Analytics.Policies.PromisedFigure figure in open.Policy.Figures)
        {
            Line(0, zh ? $"以指标给出：{figure.Title.Zh}，见 metrics 的 {figure.Metric}" : $"given by a metric: {figure.Title.En}; see {figure.Metric} in metrics");
        }

        foreach (Analytics.Policies.NotMeasured promise in clauses.NotMeasured.Concat(duties.NotMeasured))
        {
            Line(0, zh ? $"未计量：{promise.Title.Zh}，需要{promise.Needs.Zh}" : $"not measured: {promise.Title.En}; needs {promise.Needs.En}");
        }

        Line(0, zh
            ? "上下界：不可计量的全部算超时、全部算达标时的达标率。变化的 q 为全部条款与比较的错误发现率，不超过 0.05 才算真实变化。"
            : "Bounds: the share if all unmeasurable cases had been breached, or met. q: false discovery rate over all clauses and comparisons; a change is real at 0.05 or less.");
    }

    private void Head(string title)
    {
        terminal.Out.WriteLine(Cells(title, zh ? "达标率" : "share", zh ? "95% 区间" : "95% interval", zh ? "目标" : "target"));
        terminal.Out.WriteLine(new string('─', Width));
    }

    private void Row(string title, Verdicts month, double? target, TargetState state)
    {
        IReadOnlyList<string> lines = TextWidth.Wrap(title, TitleWidth);
        string mark = (state, zh) switch
        {
            (TargetState.Met, true) => " 达到",
            (TargetState.Missed, true) => " 未达到",
            (TargetState.Attention, true) => " 关注",
            (TargetState.Met, _) => " met",
            (TargetState.Missed, _) => " missed",
            (TargetState.Attention, _) => " watch",
            _ => string.Empty,
        };
        terminal.Out.WriteLine(Cells(lines[0], page.Percent(month.Share), page.PercentInterval(month.Interval?.Lower, month.Interval?.Upper), page.Percent(target, 0) + mark));
        foreach (string line in lines.Skip(1))
        {
            terminal.Out.WriteLine(line);
        }
    }

    private static string Cells(string title, string share, string interval, string target) =>
        $"{TextWidth.Pad(title, TitleWidth)} {Right(share, 7)} {Right(interval, 15)}  {Right(target, 14)}";

    private static string Right(string text, int width) => new string(' ', Math.Max(0, width - TextWidth.Of(text))) + text;

    private void Counts(Verdicts month, string late)
    {
        Line(4, zh
            ? $"n {page.Count(month.N)}：达标 {page.Count(month.Met)}、{late} {page.Count(month.Breached)}；未到期 {page.Count(month.Pending)}、不可计量 {page.Count(month.Unmeasurable)}"
            : $"n {page.Count(month.N)}: met {page.Count(month.Met)}, {late} {page.Count(month.Breached)}; pending {page.Count(month.Pending)}, unmeasurable {page.Count(month.Unmeasurable)}");
        if (month.Unmeasurable > 0)
        {
            Line(4, zh
                ? $"可计量率 {page.Percent(month.Coverage)}，上下界 {page.PercentInterval(month.ShareAtWorst, month.ShareAtBest)}"
                : $"coverage {page.Percent(month.Coverage)}, bounds {page.PercentInterval(month.ShareAtWorst, month.ShareAtBest)}");
        }
    }

    // Withdrawn tickets, the early mark, and the versions of a rule that changed in the month.
    private void Rest(ClauseFinding clause)
    {
        if (clause.Current.Cancelled > 0)
        {
            Line(4, zh ? $"到期前已撤销 {page.Count(clause.Current.Cancelled)} 单，不计入达标率" : $"{page.Count(clause.Current.Cancelled)} cancelled before they were due, in no share");
        }

        if (clause.Clause.EarlyMark is { } early)
        {
            string mark = ClauseWords.Limit(early, page);
            Line(4, zh ? $"已过提前线（{mark}）{page.Count(clause.Current.PastEarlyMark)} 单" : $"{page.Count(clause.Current.PastEarlyMark)} past the early mark ({mark})");
        }

        foreach (ClauseVersion version in clause.Versions)
        {
            string since = ClauseWords.InForce(version.Clause, page) ?? string.Empty;
            Line(4, zh
                ? $"{since}：{ClauseWords.Promise(version.Clause, page)}；n {page.Count(version.Verdicts.N)}，达标率 {page.Percent(version.Verdicts.Share)}"
                : $"{since}: {ClauseWords.Promise(version.Clause, page)}; n {page.Count(version.Verdicts.N)}, share {page.Percent(version.Verdicts.Share)}");
        }
    }

    private void Times(ClauseFinding clause)
    {
        ClauseMonth now = clause.Current;
        if (clause.Clause.Limit is { } limit && now.Stopped > 0)
        {
            string median = ClockTime.Of(now.MedianMinutes, limit, clause.FullDayMinutes, page);
            string p90 = ClockTime.Of(now.P90Minutes, limit, clause.FullDayMinutes, page);
            string running = now.Running == 0 ? string.Empty : zh ? $"，另有 {page.Count(now.Running)} 件仍在计时" : $"; {page.Count(now.Running)} still running";
            Line(4, zh
                ? $"时限 {ClauseWords.Limit(limit, page)}，中位 {median}，九成不超过 {p90}{running}"
                : $"limit {ClauseWords.Limit(limit, page)}, median {median}, 90% within {p90}{running}");
        }

        Reasons([.. clause.UnmeasurableBy.Select(r => (ClauseWords.Reason(r.Reason, language), r.Cases))]);
        if (now.UnknownCodes > 0)
        {
            Line(4, zh ? $"代码未填或无法识别、未适用本条款的 {page.Count(now.UnknownCodes)} 单" : $"not applied to {page.Count(now.UnknownCodes)} {(now.UnknownCodes == 1 ? "ticket" : "tickets")} for want of a code");
        }
    }

    private void Reasons(IReadOnlyList<(string Text, long Cases)> reasons)
    {
        if (reasons.Count > 0)
        {
            Line(4, (zh ? "不可计量：" : "unmeasurable: ") + string.Join(zh ? "；" : "; ", reasons.Select(r => zh ? $"{r.Text}（{page.Count(r.Cases)}）" : $"{r.Text} ({page.Count(r.Cases)})")));
        }
    }

    private void Changes(string id, ReportingMonth month, ComplianceChanges changes)
    {
        List<string> said = [];
        foreach (ReportingMonth earlier in new[] { month.Previous, month.YearBefore })
        {
            if (changes.Since(id, earlier) is { } change)
            {
                string noise = change.IsReal
                    ? (zh ? $"真实变化，q {page.Significance(change.QValue)}" : $"real, q {page.Significance(change.QValue)}")
                    : (zh ? "波动之内" : "noise");
                said.Add(zh
                    ? $"比 {earlier} {page.PointsChange(change.Change.Difference.Value)}（{noise}）"
                    : $"{page.PointsChange(change.Change.Difference.Value)} on {earlier} ({noise})");
            }
        }

        if (said.Count > 0)
        {
            Line(4, string.Join(zh ? "；" : "; ", said));
        }
    }

    private void Worst(SlaFindings clauses, DutyFindings duties)
    {
        foreach (ClauseFinding clause in clauses.Clauses.Where(c => c.Worst.Count > 0))
        {
            bool hasClock = clause.Worst.Any(b => b.OverrunMinutes is not null);
            Line(0, zh ? $"{clause.Clause.Title.Zh}：{(hasClock ? "超时最久" : "未做到的")}" : $"{clause.Clause.Title.En}: {(hasClock ? "worst breaches" : "not kept")}");
            foreach (Breach breach in clause.Worst.Take(BreachesShown))
            {
                string over = breach.OverrunMinutes is { } o
                    ? (zh ? $"超 {ClockTime.Of(o, clause.Clause.Limit, clause.FullDayMinutes, page)}" : $"over by {ClockTime.Of(o, clause.Clause.Limit, clause.FullDayMinutes, page)}")
                    : (zh ? "未做到" : "not done");
                Listed(breach.TicketId, breach.Customer, breach.IsKeyCustomer, breach.Office, $"{open.Local(breach.StartedAt)}", over, breach.IsOpen);
            }
        }

        foreach (DutyFinding duty in duties.Measured.Where(d => d.Worst.Count > 0))
        {
            Line(0, zh ? $"{duty.Duty.Title.Zh}：{(duty.Duty.HasLastDay ? "逾期最久" : "未做到的")}" : $"{duty.Duty.Title.En}: {(duty.Duty.HasLastDay ? "latest" : "not kept")}");
            foreach (DutyBreach breach in duty.Worst.Take(BreachesShown))
            {
                string due = breach.DueOn is { } day ? (zh ? $"期限 {page.Day(day)}" : $"due {page.Day(day)}") : PageFormat.Absent;
                Listed(breach.Subject, breach.Customer == breach.Subject ? null : breach.Customer, breach.IsKeyCustomer, breach.Office, due, DutyWords.HowBreached(duty.Duty, breach, language), breach.DoneOn is null && breach.DueOn is not null);
            }
        }
    }

    private void Listed(string subject, string? customer, bool isKey, string? office, string when, string over, bool isOpen)
    {
        string key = isKey ? (zh ? "（重点客户）" : " (key customer)") : string.Empty;
        List<string> parts = [subject + (customer is null ? key : string.Empty)];
        if (customer is not null)
        {
            parts.Add(customer + key);
        }

        if (office is not null)
        {
            parts.Add(office);
        }

        parts.Add(when);
        parts.Add(over + (isOpen ? (zh ? "，仍未完成" : ", still open") : string.Empty));
        Line(2, string.Join("  ", parts));
    }

    private void Line(int indent, string text)
    {
        foreach (string line in TextWidth.Wrap(text, Width - indent, hanging: 2))
        {
            terminal.Out.WriteLine(new string(' ', indent) + line);
        }
    }
}
