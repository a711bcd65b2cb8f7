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
public sealed partial class ExplanationText
{
    /// <summary>A clock of more days is shown by its first and last ones, with the sum of those between.</summary>
    private const int MostDays = 16, DaysAtEachEnd = 7, MostDaysInShort = 6, DaysAtEachEndInShort = 2;

    private const int Width = 80;

    private readonly Policy policy;
    private readonly AsOf asOf;
    private readonly PageFormat page;
    private readonly List<string> lines = [];
    private readonly bool isShort;
    private DateTimeOffset? due;

    private ExplanationText(Policy policy, AsOf asOf, Language language, bool isShort = false) =>
        (this.policy, this.asOf, page, this.isShort) = (policy, asOf, new PageFormat(language), isShort);

    private bool Zh => page.Language == Language.Zh;

    /// <summary>The lines.</summary>
    /// <param name="ticket">What was found.</param>
    /// <param name="policy">By which it was judged.</param>
    /// <param name="asOf">As of when.</param>
    /// <param name="language">Of the text.</param>
    public static IReadOnlyList<string> Lines(TicketExplanation ticket, Policy policy, AsOf asOf, Language language)
    {
        ExplanationText text = new(policy, asOf, language);
        text.Head(ticket.Ticket);
        text.due = ticket.Ticket.DueAt;
        foreach (ClauseExplanation clause in ticket.Clauses.Where(c => c.Verdict is not null))
        {
            text.Clause(clause, ticket.Ticket);
        }

        text.WithoutCase(ticket);
        text.Basis();
        return text.lines;
    }

    private void Head(TicketRecord ticket)
    {
        Add(0, Zh ? $"报修单 {ticket.TicketId}" : $"Ticket {ticket.TicketId}");
        Add(0, Zh
            ? $"来源：{ticket.Source.FileName} 第 {ticket.Source.RowNumber} 行（SHA-256 {page.ShortHash(ticket.Source.Sha256)}…）"
            : $"From: {ticket.Source.FileName}, row {ticket.Source.RowNumber} (SHA-256 {page.ShortHash(ticket.Source.Sha256)}…)");
        Add(0, string.Empty);
        Add(0, Zh ? "有记录的时间：" : "What is recorded:");
        RecordedInstant[] rest = [.. ticket.Log.Where(e => ClauseWords.HasTitle(e.What) && !ticket.Instants.Any(i => i.What == e.What && i.At == e.At))];
        int width = ticket.Instants.Concat(rest).Max(m => TextWidth.Of(ClauseWords.Happening(m.What, page.Language)));
        foreach (RecordedInstant instant in ticket.Instants)
        {
            Instant(instant, width, ticket.Source);
        }

        if (rest.Length > 0)
        {
            Add(0, Zh ? "状态日志中还有：" : "The log of state changes also has:");
            foreach (RecordedInstant instant in rest)
            {
                Instant(instant, width, ticket.Source);
            }
        }

        foreach (Wait wait in ticket.Waits)
        {
            string to = wait.To is { } end ? Moment(end) : (Zh ? "尚未结束" : "not over yet");
            Add(2, Zh ? $"等待（{ClauseWords.Waiting(wait.Reason, page.Language)}）：{Moment(wait.From)} 至 {to}" : $"waited for {ClauseWords.Waiting(wait.Reason, page.Language)}: {Moment(wait.From)} to {to}");
        }

        Extra(ticket);
    }

    // Only what comes from elsewhere than the ticket's own row names its row.
    private void Instant(RecordedInstant instant, int width, RecordSource usual)
    {
        string later = instant.At > asOf.Instant && instant.What is not ("appointed" or "due") ? (Zh ? "（晚于计算时刻，视为未发生）" : "  (after the as-of instant: not yet happened)") : string.Empty;
        string from = instant.Source == usual ? string.Empty : (Zh ? $"（{instant.Source.FileName} 第 {instant.Source.RowNumber} 行）" : $"  ({instant.Source.FileName}, row {instant.Source.RowNumber})");
        Add(2, $"{TextWidth.Pad(ClauseWords.Happening(instant.What, page.Language), width)}  {Moment(instant.At)}{later}{from}");
    }

    private void Clause(ClauseExplanation c, TicketRecord ticket)
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

        if (!c.IsConfirmed)
        {
            Add(2, Zh
                ? "注意：逐段重算的结果与全部报修单的判定不一致，请把这张报修单连同政策文件报给维护人员。"
                : "Attention: worked out step by step this comes out otherwise than in the judgement of all tickets. Please report the ticket and the policy.");
        }

        if (c.Reason is { } reason)
        {
            Add(2, (Zh ? "不可计量：" : "Not measurable: ") + ClauseWords.Reason(reason, page.Language));
            return;
        }

        if (c.Arithmetic is { } arithmetic)
        {
            Clock(clause, arithmetic);
        }
        else
        {
            Fact(c, ticket);
        }
    }

    private void Clock(Clause clause, ClauseArithmetic a)
    {
        string start = clause.Start.Title().In(page.Language);
        string stop = clause.Stop.Title().In(page.Language);
        bool isAgain = a.ReopenedAt is not null && clause.Reopened == Reopening.StartsAgain;
        if (isAgain)
        {
            start = a.StartedAt == a.ReopenedAt ? (Zh ? "重新打开，重新计时" : "reopened, the clock starts again") : (Zh ? $"重新打开后的“{start}”" : $"\"{start}\" after the reopening");
        }

        Add(2, Zh ? $"起点：{start} {Moment(a.StartedAt!.Value)}" : $"Start: {start}, {Moment(a.StartedAt!.Value)}");
        Add(2, a switch
        {
            { StoppedAt: { } stopped } => Zh ? $"终点：{stop} {Moment(stopped)}" : $"End: {stop}, {Moment(stopped)}",
            { CancelledAt: { } cancelled } => Zh ? $"终点：尚无“{stop}”，{Moment(cancelled)} 撤销，算到那时" : $"End: no \"{stop}\"; cancelled {Moment(cancelled)}, counted up to then",
            _ => Zh ? $"终点：尚无“{stop}”，算到计算时刻 {Moment(a.EndedAt)}" : $"End: no \"{stop}\" yet; counted up to {Moment(a.EndedAt)}",
        });
        foreach (PauseTaken pause in a.Pauses)
        {
            string why = pause.Reason is { } reason
                ? (Zh ? "等待" + ClauseWords.Waiting(reason, page.Language) : "waiting for " + ClauseWords.Waiting(reason, page.Language))
                : (Zh ? "完成后到重新打开" : "done until it was reopened");
            Add(2, Zh ? $"扣除（{why}）：{Moment(pause.From)} 至 {Moment(pause.To)}" : $"Taken off ({why}): {Moment(pause.From)} to {Moment(pause.To)}");
        }

        CalendarOf(a);
        IReadOnlyList<ClockDay> days = ClockDay.Of(a, policy);
        if (days.Count > 0)
        {
            Add(2, (clause.CountsDays, clause.IsWorkingTime, Zh) switch
            {
                (true, _, true) => "按天数计（受理当天不计，下班后或休息日受理的按下一个工作日受理）：",
                (true, _, _) => "Days that count (not the day of receipt; a receipt after hours or on a day off is one on the next working day):",
                (_, true, true) => "计入的工作时间：",
                (_, true, _) => "Working time that counts:",
                (_, _, true) => "计入的时间（昼夜都算）：",
                _ => "Time that counts (day and night):",
            });
            Days(days);
        }

        if (a.ElapsedMinutes < 0)
        {
            Add(2, Zh ? $"提前：{Duration(-a.ElapsedMinutes.Value, clause, a)}" : $"Ahead of it by {Duration(-a.ElapsedMinutes.Value, clause, a)}");
        }
        else
        {
            string paused = a.PausedMinutes > 0 ? (Zh ? $"（已扣除 {Duration(a.PausedMinutes.Value, clause, a)}）" : $" ({Duration(a.PausedMinutes.Value, clause, a)} taken off)") : string.Empty;
            Add(2, Zh ? $"合计：{Duration(a.ElapsedMinutes!.Value, clause, a)}{paused}；限时：{Duration(a.LimitMinutes!.Value, clause, a)}" : $"Sum: {Duration(a.ElapsedMinutes!.Value, clause, a)}{paused}; limit: {Duration(a.LimitMinutes!.Value, clause, a)}");
        }

        Extension(clause, a);
        Deadline(clause, a);
        Add(2, (Zh ? "结论：" : "Verdict: ") + Conclusion(clause, a));
    }

    // Which calendar, in which version, and which notices its days within the clock rest on.
    private void CalendarOf(ClauseArithmetic a)
    {
        if (a.Calendar is not { } calendar || calendar.Id == Policy.NaturalDaysId)
        {
            return;
        }

        DateOnly first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(a.StartedAt!.Value, calendar.Zone).DateTime);
        DateOnly last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(a.DueAt > a.EndedAt ? a.DueAt.Value : a.EndedAt, calendar.Zone).DateTime);
        string version = calendar.Versions.Count > 1 ? (Zh ? $"，{page.Day(calendar.RulesOn(first).First)} 起的版本" : $", version from {page.Day(calendar.RulesOn(first).First)}") : string.Empty;
        string[] notices = [.. calendar.ListedDays.Where(d => d.Date >= first && d.Date <= last && d.Notice is not null).Select(d => d.Notice!.Id).Distinct()];
        string rests = notices.Length == 0 ? string.Empty : (Zh ? $"，放假调休依据 {string.Join("、", notices)}" : $", days off by {string.Join(", ", notices)}");
        Add(2, Zh ? $"工作日历：{calendar.Id}{version}{rests}" : $"Calendar: {calendar.Id}{version}{rests}");
    }

    private void Extension(Clause clause, ClauseArithmetic a)
    {
        if (clause.Extension is not { } extension || a.ToldAt is not { } told)
        {
            return;
        }

        string title = extension.Told.Title().In(page.Language);
        if (a.IsExtended)
        {
            string original = a.OriginallyDueAt is { } usual ? Moment(usual) : (Zh ? "日历之外" : "beyond the calendar");
            Add(2, Zh
                ? $"延长：{Moment(told)} 已“{title}”，早于原期限 {original}，按延长后的限时计算，仍从原起点算起"
                : $"Extended: \"{title}\" on {Moment(told)} came before the first deadline, {original}: the longer limit counts, from the original start");
        }
        else
        {
            Add(2, Zh
                ? $"不延长：“{title}”在 {Moment(told)}，没有早于原期限"
                : $"Not extended: \"{title}\" on {Moment(told)} did not come before the deadline");
        }
    }

    private void Deadline(Clause clause, ClauseArithmetic a)
    {
        string grace = clause.Grace.Amount > 0 ? (Zh ? $"（另有宽限 {ClauseWords.Limit(clause.Grace, page)}）" : $" (tolerance {ClauseWords.Limit(clause.Grace, page)} on top)") : string.Empty;
        string moved = a.PausedMinutes > 0 ? (Zh ? "（已按扣除的时间顺延）" : " (moved on by what is taken off)") : string.Empty;
        Add(2, a.DueAt is { } at
            ? (Zh ? $"期限：{Moment(at)}{moved}{grace}" : $"Deadline: {Moment(at)}{moved}{grace}")
            : (Zh ? $"期限：在工作日历（到 {page.Day(a.Calendar!.Last)}）之后，无法写出日期{grace}" : $"Deadline: beyond the calendar, which ends on {page.Day(a.Calendar!.Last)}{grace}"));
        if (due is { } imported)
        {
            Add(2, Zh ? $"来源系统给出的到期时间：{Moment(imported)}（仅供对照，不参与判定）" : $"Due by the source system: {Moment(imported)} (shown beside, not judged by)");
        }

        if (a.EarlyAt is { } early)
        {
            Add(2, Zh
                ? $"提前线（{ClauseWords.Limit(clause.EarlyMark!, page)}）：{Moment(early)}{(a.IsPastEarlyMark ? "，已过" : string.Empty)}"
                : $"Early mark ({ClauseWords.Limit(clause.EarlyMark!, page)}): {Moment(early)}{(a.IsPastEarlyMark ? ", passed" : string.Empty)}");
        }
    }

    private string Conclusion(Clause clause, ClauseArithmetic a)
    {
        string margin = Duration(Math.Abs(a.MarginMinutes!.Value), clause, a);
        return (a.Verdict, a.StoppedAt is null, Zh) switch
        {
            ("met", _, true) when a.MarginMinutes == 0 => "达标，恰好用完限时",
            ("met", _, false) when a.MarginMinutes == 0 => "met, the limit used up exactly",
            ("met", _, true) => $"达标，尚余 {margin}",
            ("met", _, false) => $"met, with {margin} to spare",
            ("cancelled", _, true) => "到期之前已撤销，不计入达标率",
            ("cancelled", _, false) => "cancelled before it was due; left out of the share",
            ("pending", _, true) => $"未到期，还剩 {margin}",
            ("pending", _, false) => $"pending, {margin} left",
            (_, true, true) => $"超时，已超 {margin}，{(a.CancelledAt is null ? "仍未完成" : "撤销时已经超时")}",
            (_, true, false) => $"breached, over by {margin} and {(a.CancelledAt is null ? "still open" : "late already when it was cancelled")}",
            (_, false, true) => $"超时 {margin}",
            _ => $"breached, over by {margin}",
        };
    }

    private void Days(IReadOnlyList<ClockDay> days)
    {
        (int most, int atEachEnd) = isShort ? (MostDaysInShort, DaysAtEachEndInShort) : (MostDays, DaysAtEachEnd);
        for (int i = 0; i < days.Count; i++)
        {
            if (days.Count > most && i == atEachEnd)
            {
                ClockDay[] left = [.. days.Skip(i).Take(days.Count - (2 * atEachEnd))];
                lines.Add("    " + (days.Any(d => d.Number is not null)
                    ? (Zh ? $"……其间 {left.Length} 天，数到第 {left.Max(d => d.Number ?? 0)} 天" : $"… {left.Length} days between, up to day {left.Max(d => d.Number ?? 0)}")
                    : Zh
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
        if (day.Number is { } number)
        {
            Add(4, $"{date}  {(number == 0 ? (Zh ? "不计" : "not counted") : Zh ? $"第 {number} 天" : $"day {number}")}{name}");
            return;
        }

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
    private string Duration(double minutes, Clause clause, ClauseArithmetic a)
    {
        int fullDay = a.FullDayMinutes;
        if (clause.CountsDays)
        {
            string counted = page.Number(minutes / fullDay, 0);
            return Zh ? $"{counted} 天" : counted == "1" ? "1 day" : $"{counted} days";
        }

        string hours = Hours(minutes);
        if (clause.Limit!.Unit == LimitUnit.Days)
        {
            string natural = page.Number(minutes / fullDay, 2);
            return Zh ? $"{hours}（{natural} 天）" : $"{hours} ({natural} days)";
        }

        if (clause.Limit.Unit != LimitUnit.WorkingDays)
        {
            return hours;
        }

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
