using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Words;

/// <summary>
/// One ticket's verdicts as a person would work them out on paper: what is recorded and in which file and row, the rule,
/// the time that counts day by day, the sum, the deadline, the verdict. Lines of up to 80 columns.
/// </summary>
public sealed class ExplanationText
{
    /// <summary>A clock of more days is shown by its first and last ones, with the sum of those between.</summary>
    private const int MostDays = 16, DaysAtEachEnd = 7;

    private const int Width = 80;

    private readonly Policy policy;
    private readonly AsOf asOf;
    private readonly PageFormat page;
    private readonly List<string> lines = [];

    private ExplanationText(Policy policy, AsOf asOf, Language language) => (this.policy, this.asOf, page) = (policy, asOf, new PageFormat(language));

    private bool Zh => page.Language == Language.Zh;

    /// <summary>The lines.</summary>
    /// <param name="ticket">What was found.</param>
    /// <param name="policy">By which it was judged.</param>
    /// <param name="asOf">As of when.</param>
    /// <param name="language">Of the text.</param>
    public static IReadOnlyList<string> Lines(TicketExplanation ticket, Policy policy, AsOf asOf, Language language)
    {
        ExplanationText text = new(policy, asOf, language);
        text.Head(ticket);
        foreach (ClauseExplanation clause in ticket.Clauses.Where(c => c.Verdict is not null))
        {
            text.Clause(clause);
        }

        text.WithoutCase(ticket);
        text.Basis();
        return text.lines;
    }

    private void Head(TicketExplanation ticket)
    {
        Add(0, Zh ? $"报修单 {ticket.TicketId}" : $"Ticket {ticket.TicketId}");
        Add(0, Zh
            ? $"来源：{ticket.FileName} 第 {ticket.RowNumber} 行（SHA-256 {page.ShortHash(ticket.Sha256)}…）"
            : $"From: {ticket.FileName}, row {ticket.RowNumber} (SHA-256 {page.ShortHash(ticket.Sha256)}…)");
        Add(0, string.Empty);
        Add(0, Zh ? "有记录的时间：" : "What is recorded:");
        int width = ticket.Milestones.Max(m => TextWidth.Of(m.Milestone.Title().In(page.Language)));
        foreach ((Milestone milestone, DateTimeOffset at) in ticket.Milestones)
        {
            string later = at > asOf.Instant && milestone != Milestone.Appointed ? (Zh ? "（晚于计算时刻，视为未发生）" : "  (after the as-of instant: not yet happened)") : string.Empty;
            lines.Add($"  {TextWidth.Pad(milestone.Title().In(page.Language), width)}  {Moment(at)}{later}");
        }
    }

    private void Clause(ClauseExplanation c)
    {
        Clause clause = c.Clause;
        Add(0, string.Empty);
        Add(0, $"{(Zh ? "【" : "[")}{ClauseWords.Verdict(c.Verdict!, page.Language)}{(Zh ? "】" : "] ")}{clause.Title.In(page.Language)}{(Zh ? "（" : " (")}{clause.Id}{(Zh ? "）" : ")")}");
        Add(2, (Zh ? "规定：" : "Rule: ") + ClauseWords.Promise(clause, page));
        if (!clause.AppliesTo.IsEverything)
        {
            Add(2, (Zh ? "适用：" : "For: ") + ClauseWords.Scope(clause.AppliesTo, page));
        }

        if (clause.Paragraph is { } paragraph)
        {
            Add(2, (Zh ? "出处：" : "Source: ") + paragraph.In(page.Language));
        }

        if (ClauseWords.InForce(clause, page) is { } inForce)
        {
            Add(2, (Zh ? "施行：" : "In force: ") + inForce);
        }

        if (c.Reason is { } reason)
        {
            Add(2, (Zh ? "不可计量：" : "Not measurable: ") + ClauseWords.Reason(reason, page.Language));
            return;
        }

        if (clause.Kind == ClauseKind.Duration)
        {
            Clock(c);
        }
        else
        {
            Fact(c);
        }
    }

    private void Clock(ClauseExplanation c)
    {
        Clause clause = c.Clause;
        DateTimeOffset end = c.StoppedAt ?? asOf.Instant;
        string start = clause.Start.Title().In(page.Language);
        string stop = clause.Stop.Title().In(page.Language);
        Add(2, Zh ? $"起点：{start} {Moment(c.StartedAt!.Value)}" : $"Start: {start}, {Moment(c.StartedAt!.Value)}");
        Add(2, c.StoppedAt is { } stopped
            ? (Zh ? $"终点：{stop} {Moment(stopped)}" : $"End: {stop}, {Moment(stopped)}")
            : (Zh ? $"终点：尚无“{stop}”，算到计算时刻 {Moment(end)}" : $"End: no \"{stop}\" yet; counted up to {Moment(end)}"));
        IReadOnlyList<ClockDay> days = ClockDay.Of(c, policy, end);
        if (days.Count > 0)
        {
            Add(2, clause.IsWorkingTime ? (Zh ? "计入的工作时间：" : "Working time that counts:") : (Zh ? "计入的时间（昼夜都算）：" : "Time that counts (day and night):"));
            Days(days);
        }

        string elapsed = Duration(c.ElapsedMinutes!.Value, clause);
        string limit = Duration(c.LimitMinutes!.Value, clause);
        if (c.ElapsedMinutes < 0)
        {
            Add(2, Zh ? $"提前：{Duration(-c.ElapsedMinutes.Value, clause)}" : $"Ahead of it by {Duration(-c.ElapsedMinutes.Value, clause)}");
        }
        else
        {
            Add(2, Zh ? $"合计：{elapsed}；限时：{limit}" : $"Sum: {elapsed}; limit: {limit}");
        }

        if (c.IsExtended)
        {
            string told = clause.Extension!.Told.Title().In(page.Language);
            Add(2, Zh ? $"期限之前已有“{told}”，按延长后的限时计算，仍从原起点算起" : $"\"{told}\" came before the first deadline: the longer limit counts, from the original start");
        }

        if (c.DueAt is { } due)
        {
            string grace = clause.Grace.Amount > 0 ? (Zh ? $"（另有宽限 {ClauseWords.Limit(clause.Grace, page)}）" : $" (tolerance {ClauseWords.Limit(clause.Grace, page)} on top)") : string.Empty;
            Add(2, (Zh ? $"期限：{Moment(due)}" : $"Deadline: {Moment(due)}") + grace);
        }

        Add(2, (Zh ? "结论：" : "Verdict: ") + Conclusion(c));
    }

    private string Conclusion(ClauseExplanation c)
    {
        string margin = Duration(Math.Abs(c.MarginMinutes!.Value), c.Clause);
        return (c.Verdict, c.StoppedAt is null, Zh) switch
        {
            ("met", _, true) when c.MarginMinutes == 0 => "达标，恰好用完限时",
            ("met", _, false) when c.MarginMinutes == 0 => "met, the limit used up exactly",
            ("met", _, true) => $"达标，尚余 {margin}",
            ("met", _, false) => $"met, with {margin} to spare",
            ("pending", _, true) => $"未到期，还剩 {margin}",
            ("pending", _, false) => $"pending, {margin} left",
            (_, true, true) => $"超时，已超 {margin}，仍未完成",
            (_, true, false) => $"breached, over by {margin} and still open",
            (_, false, true) => $"超时 {margin}",
            _ => $"breached, over by {margin}",
        };
    }

    private void Days(IReadOnlyList<ClockDay> days)
    {
        for (int i = 0; i < days.Count; i++)
        {
            if (days.Count > MostDays && i == DaysAtEachEnd)
            {
                ClockDay[] left = [.. days.Skip(i).Take(days.Count - (2 * DaysAtEachEnd))];
                lines.Add("    " + (Zh
                    ? $"……其间 {left.Length} 天，共 {Hours(left.Sum(d => d.Minutes))}，累计 {Hours(left[^1].SumMinutes)}"
                    : $"… {left.Length} days between: {Hours(left.Sum(d => d.Minutes))}, in all {Hours(left[^1].SumMinutes)}"));
                i += left.Length - 1;
                continue;
            }

            Day(days[i]);
        }
    }

    private void Day(ClockDay day)
    {
        string date = $"{day.Day.ToString("MM-dd", CultureInfo.InvariantCulture)} {Weekday(day.Day)}";
        string name = day.Name is { } called ? (Zh ? $"（{called.Zh}）" : $" ({called.En})") : string.Empty;
        if (day.Stretches.Count == 0)
        {
            Add(4, $"{date}  {(Zh ? "不计" : "not counted")}{name}");
            return;
        }

        string stretches = string.Join(Zh ? "、" : ", ", day.Stretches.Select(s => $"{Clock(s.From, day.Day)}–{Clock(s.To, day.Day)}"));
        Add(4, Zh
            ? $"{date}  {stretches}  {Hours(day.Minutes)}，累计 {Hours(day.SumMinutes)}{name}"
            : $"{date}  {stretches}  {Hours(day.Minutes)}, in all {Hours(day.SumMinutes)}{name}");
    }

    private void Fact(ClauseExplanation c)
    {
        string stop = c.Clause.Stop.Title().In(page.Language);
        string found = c.StoppedAt is { } at ? (Zh ? $"“{stop}”于 {Moment(at)}" : $"\"{stop}\" on {Moment(at)}") : (Zh ? $"没有“{stop}”的记录" : $"\"{stop}\" is not recorded");
        string verdict = (c.Verdict, Zh) switch
        {
            ("met", true) => "做到",
            ("pending", true) => "尚未到判断的时候（报修单未关闭或未修复）",
            (_, true) => "未做到",
            ("met", false) => "kept",
            ("pending", false) => "not to be judged yet (the ticket is neither closed nor repaired)",
            _ => "not kept",
        };
        Add(2, (Zh ? "事实：" : "Found: ") + found);
        Add(2, (Zh ? "结论：" : "Verdict: ") + verdict);
    }

    private void WithoutCase(TicketExplanation ticket)
    {
        ClauseExplanation[] rest = [.. ticket.Clauses.Where(c => c.Verdict is null)];
        if (rest.Length == 0)
        {
            return;
        }

        Add(0, string.Empty);
        Add(0, Zh ? "这张报修单未计入的条款：" : "Clauses under which this ticket is not judged:");
        foreach (ClauseExplanation c in rest)
        {
            string scope = c.WhyNot is NoCase.OtherTickets or NoCase.UnknownCode ? (Zh ? "（" : " (") + ClauseWords.Scope(c.Clause.AppliesTo, page) + (Zh ? "）" : ")") : string.Empty;
            Add(2, $"{c.Clause.Title.In(page.Language)}{(Zh ? "：" : ": ")}{ClauseWords.WhyNot(c.WhyNot!.Value, page.Language)}{scope}");
        }
    }

    private void Basis()
    {
        Add(0, string.Empty);
        Add(0, Zh
            ? $"依据：政策 {policy.Id}（{page.ShortHash(policy.Hash)}…），工作日历 {page.ShortHash(policy.CalendarHash)}…，数据到第 {asOf.Batch} 批、{Moment(asOf.Instant)} 为止。时间均为 {policy.ZoneId} 当地时间。"
            : $"Basis: policy {policy.Id} ({page.ShortHash(policy.Hash)}…), calendars {page.ShortHash(policy.CalendarHash)}…, data up to batch {asOf.Batch}, {Moment(asOf.Instant)}. Times are local, {policy.ZoneId}.");
    }

    private void Add(int indent, string text) => lines.AddRange(TextWidth.Wrap(text, Width - indent, hanging: 2).Select(l => new string(' ', indent) + l));

    // Working days only where the limit counts them; the hours stand beside, since a person adds hours.
    private string Duration(double minutes, Clause clause)
    {
        string hours = Hours(minutes);
        if (clause.Limit!.Unit != LimitUnit.WorkingDays)
        {
            return hours;
        }

        int fullDay = policy.Calendar(clause.Calendar).FullDayMinutes;
        string days = page.Number(minutes / fullDay, 2);
        return Zh ? $"{hours}（{days} 个工作日，每日 {Hours(fullDay)}）" : $"{hours} ({days} working days of {Hours(fullDay)})";
    }

    // Seconds are only told where there are some: a limit missed by a second must not look like one that was kept.
    private string Hours(double minutes)
    {
        long seconds = (long)Math.Round(minutes * 60, MidpointRounding.AwayFromZero);
        string whole = page.Minutes(seconds / 60);
        return seconds % 60 == 0 ? whole : $"{(seconds < 60 ? string.Empty : whole + " ")}{seconds % 60} {(Zh ? "秒" : "s")}";
    }

    private string Moment(DateTimeOffset instant)
    {
        DateTime local = TimeZoneInfo.ConvertTime(instant, policy.Zone).DateTime;
        return $"{local.ToString(local.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {Weekday(DateOnly.FromDateTime(local))}";
    }

    private string Clock(DateTimeOffset instant, DateOnly day)
    {
        DateTime local = TimeZoneInfo.ConvertTime(instant, policy.Zone).DateTime;
        return DateOnly.FromDateTime(local) > day ? "24:00" : local.ToString(local.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private string Weekday(DateOnly day) => Zh ? "周" + "日一二三四五六"[(int)day.DayOfWeek] : day.DayOfWeek.ToString()[..3];
}
