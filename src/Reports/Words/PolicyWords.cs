using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Words;

/// <summary>One thing that a policy says: where it stands, and what, in words.</summary>
/// <param name="Part">Key of the clause, calendar … that it belongs to; the same in every version of the policy.</param>
/// <param name="PartTitle">What the part is called on pages.</param>
/// <param name="Label">"规定", "目标" …</param>
/// <param name="Text">What it says.</param>
public sealed record PolicyLine(string Part, string PartTitle, string Label, string Text);

/// <summary>Something that two policies say differently.</summary>
/// <param name="PartTitle">What the part is called.</param>
/// <param name="Label">Which of its lines; null when the whole part is new or gone.</param>
/// <param name="Before">What the first says; null when it doesn't have it.</param>
/// <param name="After">What the second says; null when it doesn't have it.</param>
public sealed record PolicyDifference(string PartTitle, string? Label, string? Before, string? After);

/// <summary>A policy in words, and two of them compared: changes of wording in comments or layout are none.</summary>
public static class PolicyWords
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Everything that the policy says, in its order.</summary>
    public static IReadOnlyList<PolicyLine> Lines(Policy policy, Language language)
    {
        List<PolicyLine> lines = [];
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        string whole = zh ? "政策" : "Policy";
        Add("policy", whole, zh ? "名称" : "title", policy.Title.In(language));
        Add("policy", whole, zh ? "时区" : "zone", policy.ZoneId);
        foreach (WorkCalendar calendar in policy.Calendars)
        {
            Calendar(calendar);
        }

        foreach (Clause clause in policy.Clauses)
        {
            One(clause);
        }

        foreach (Duty duty in policy.Duties)
        {
            Owed(duty);
        }

        Windows();
        foreach ((string metric, double value) in policy.Targets)
        {
            MetricDefinition definition = MetricCatalog.Find(metric);
            Add("targets", zh ? "指标目标" : "Targets", definition.Title.In(language), new FigureFormat(page).Number(value, definition.Unit));
        }

        foreach (WarningRule rule in policy.Warnings)
        {
            string thresholds = string.Concat(rule.Thresholds.Select(t => string.Create(Invariant, $"{(zh ? "，" : ", ")}{t.Key} {t.Value}")));
            string level = (rule.Level, zh) switch
            {
                (WarningLevel.Alarm, true) => "报警",
                (WarningLevel.Warning, true) => "警告",
                (_, true) => "提示",
                _ => rule.Level.ToString().ToLowerInvariant(),
            };
            Add("warnings", zh ? "预警规则" : "Warning rules", rule.Id, zh
                ? $"{level}，{rule.Owner.Zh}，{rule.DueWorkingDays} 个工作日内处理{thresholds}"
                : $"{level}, {rule.Owner.En}, to be answered in {rule.DueWorkingDays} working days{thresholds}");
        }

        foreach (PromisedFigure figure in policy.Figures)
        {
            Add("figure " + figure.Id, $"{figure.Title.In(language)}{(zh ? "（" : " (")}{figure.Id}{(zh ? "）" : ")")}", zh ? "以指标给出" : "given by the metric", figure.Metric);
        }

        foreach (NotMeasured promise in policy.NotMeasured)
        {
            Add("not_measured", zh ? "尚不能计量" : "Not measured yet", promise.Title.In(language), (zh ? "需要" : "needs ") + promise.Needs.In(language));
        }

        return lines;

        void Add(string part, string title, string label, string text) => lines.Add(new PolicyLine(part, title, label, text));

        void One(Clause clause)
        {
            string key = $"clause {clause.Id} {clause.ValidFrom:yyyy-MM-dd}";
            string title = $"{clause.Title.In(language)}{(zh ? "（" : " (")}{clause.Id}{(zh ? "）" : ")")}";
            Add(key, title, zh ? "规定" : "rule", ClauseWords.Promise(clause, page));
            Add(key, title, zh ? "适用" : "for", ClauseWords.Scope(clause.AppliesTo, page));
            if (clause.IsWorkingTime)
            {
                Add(key, title, zh ? "工作日历" : "calendar", clause.Calendar);
            }

            if (clause.MonthBy == MonthBy.Deadline)
            {
                Add(key, title, zh ? "计入月份" : "month", zh ? "按期限" : "of the deadline");
            }

            Add(key, title, zh ? "目标" : "target", clause.Target is { } target ? page.Percent(target, target * 100 == Math.Floor(target * 100) ? 0 : 1) : PageFormat.Absent);
            if (clause.Severity != ClauseSeverity.Normal)
            {
                Add(key, title, zh ? "轻重" : "severity", ClauseWords.Severity(clause.Severity, language));
            }

            if (ClauseWords.InForce(clause, page) is { } inForce)
            {
                Add(key, title, zh ? "施行" : "in force", inForce);
            }

            if (clause.Paragraph is { } paragraph)
            {
                Add(key, title, zh ? "出处" : "source", paragraph.In(language));
            }
        }

        void Owed(Duty duty)
        {
            string key = "duty " + duty.Id;
            string title = $"{duty.Title.In(language)}{(zh ? "（" : " (")}{duty.Id}{(zh ? "）" : ")")}";
            Add(key, title, zh ? "规定" : "rule", DutyWords.Promise(duty, policy.Windows, language));
            Add(key, title, zh ? "判定" : "judged", DutyWords.Judging(duty, language));
            Add(key, title, zh ? "需要" : "needs", DutyWords.Needs(duty, language));
            Add(key, title, zh ? "目标" : "target", duty.Target is { } target ? page.Percent(target, target * 100 == Math.Floor(target * 100) ? 0 : 1) : PageFormat.Absent);
            if (DutyWords.InForce(duty, page) is { } inForce)
            {
                Add(key, title, zh ? "施行" : "in force", inForce);
            }

            if (duty.Paragraph is { } paragraph)
            {
                Add(key, title, zh ? "出处" : "source", paragraph.In(language));
            }
        }

        void Calendar(WorkCalendar calendar)
        {
            string key = "calendar " + calendar.Id;
            string title = (zh ? "工作日历 " : "Calendar ") + calendar.Id;
            if (calendar.IsAroundTheClock)
            {
                Add(key, title, zh ? "时间" : "hours", zh ? "全天，每天" : "day and night, every day");
                return;
            }

            if (calendar.Scope is { } scope)
            {
                string whom = string.Join(zh ? "；" : "; ", new[] { ("region", scope.Regions), ("office", scope.Offices) }.Where(w => w.Item2.Count > 0)
                    .Select(w => $"{ClauseWords.Attribute(w.Item1, language)} {string.Join(zh ? "、" : ", ", w.Item2)}"));
                Add(key, title, zh ? "代替" : "instead of", zh ? $"{scope.InsteadOf}（{whom}）" : $"{scope.InsteadOf} ({whom})");
            }

            if (calendar.Zone.Id != policy.ZoneId)
            {
                Add(key, title, zh ? "时区" : "zone", calendar.Zone.Id);
            }

            Add(key, title, zh ? "范围" : "range", zh ? $"{page.Day(calendar.First)} 至 {page.Day(calendar.Last)}" : $"{page.Day(calendar.First)} to {page.Day(calendar.Last)}");
            foreach (CalendarRules version in calendar.Versions)
            {
                Version(key, title, version, calendar.Versions.Count > 1 ? (zh ? $"{page.Day(version.First)} 起 " : $"from {page.Day(version.First)}: ") : string.Empty);
            }

            foreach (IGrouping<int, CalendarDay> year in calendar.ListedDays.GroupBy(d => d.Date.Year))
            {
                string halves = year.Any(d => d.Kind == DayKind.HalfDay) ? (zh ? "；半天 " : "; half days ") + Days(year.Where(d => d.Kind == DayKind.HalfDay)) : string.Empty;
                Add(key, title, year.Key.ToString(Invariant), (zh ? "放假 " : "off ") + Days(year.Where(d => !d.IsWorked)) + (zh ? "；上班 " : "; worked ") + Days(year.Where(d => d.Kind == DayKind.Workday)) + halves);
            }

            foreach (HolidayNotice notice in calendar.Notices)
            {
                CalendarDay[] days = [.. calendar.ListedDays.Where(d => d.Notice == notice)];
                string issued = notice.IssuedOn is { } day ? (zh ? $"{page.Day(day)} 发布，" : $"of {page.Day(day)}, ") : string.Empty;
                Add(key, title, (zh ? "通知 " : "notice ") + notice.Id, zh ? $"{issued}{days.Length} 天，{page.Day(days[0].Date)} 至 {page.Day(days[^1].Date)}" : $"{issued}{days.Length} days, {page.Day(days[0].Date)} to {page.Day(days[^1].Date)}");
            }
        }

        void Version(string key, string title, CalendarRules version, string since)
        {
            foreach (IGrouping<string, int> days in Enumerable.Range(0, 7).GroupBy(i => Shifts(version.Hours.Days[i])))
            {
                Add(key, title, since + string.Join(zh ? "、" : ", ", days.Select(Weekday)), days.Key);
            }

            Add(key, title, since + (zh ? "调休上班日" : "make-up days"), Shifts(version.Hours.MakeUpDay));
            if (version.Hours.HalfDay.Count > 0)
            {
                Add(key, title, since + (zh ? "半天班" : "half days"), Shifts(version.Hours.HalfDay));
            }

            foreach (DutyRota duty in version.Duties)
            {
                string days = string.Join(zh ? "、" : ", ", duty.Days.Select(d => Weekday(((int)d + 6) % 7)));
                string every = duty.EveryWeeks == 1 ? (zh ? "每周" : "every week") : (zh ? $"每 {duty.EveryWeeks} 周" : $"every {duty.EveryWeeks} weeks");
                string until = duty.Last is { } last ? (zh ? $" 至 {page.Day(last)}" : $" to {page.Day(last)}") : string.Empty;
                string holidays = duty.OnHolidays ? (zh ? "，节假日照常" : ", on holidays too") : string.Empty;
                Add(key, title, since + duty.Name.In(language), zh ? $"{every}{days} {Shifts(duty.Shifts)}，{page.Day(duty.First)} 起{until}{holidays}" : $"{days} {every} {Shifts(duty.Shifts)}, from {page.Day(duty.First)}{until}{holidays}");
            }
        }

        void Windows()
        {
            PolicyWindows w = policy.Windows;
            string title = zh ? "时间窗" : "Windows";
            (string Zh, string En, string Text)[] all =
            [
                ("重复维修观察天数", "days in which a fault counts as repeated", string.Join(", ", w.RepeatDays)),
                ("一次修复观察天数", "days for a first-time fix", Number(w.FirstTimeFixDays)),
                ("回访问卷有效天数", "days for which a survey stays open", Number(w.SurveyMaturityDays)),
                ("不满意回访（工作日）", "working days to call a dissatisfied customer back", Number(w.CallBackWorkingDays)),
                ("整改通知下发（工作日）", "working days to issue a rectification notice", Number(w.IssueWorkingDays)),
                ("整改验证天数", "days to verify a measure", Number(w.VerificationDays)),
                ("整改效果比较：之前月数", "months before a measure", Number(w.EffectMonthsBefore)),
                ("整改效果比较：之后月数", "months after a measure", Number(w.EffectMonthsAfter)),
                ("应收款天数", "days to pay a charge", Number(w.ReceivableDays)),
                ("旧件返回：次月几号之前", "old parts back before this day of the next month", Number(w.OldPartsBackByDay)),
            ];
            foreach ((string chinese, string english, string text) in all)
            {
                Add("windows", title, zh ? chinese : english, text);
            }

            string repeats = zh ? "重复维修的认定" : "What a repeated repair is";
            Add("repeats", repeats, zh ? "设备识别" : "the unit is known by", string.Join(zh ? "，其次" : ", else ", policy.Repeats.UnitBy.Select(key => Key(key, zh))));
            Add("repeats", repeats, zh ? "同一故障" : "the fault is the same by", policy.Repeats.SameFaultBy == FaultKey.FailedPart ? (zh ? "故障部件" : "failed part") : (zh ? "故障代码" : "fault code"));
            Add("repeats", repeats, zh ? "无代码时的文本相似度" : "likeness of texts without a code", policy.Repeats.TextLikeness.ToString(Invariant));
        }

        string Shifts(IReadOnlyList<Shift> shifts) => shifts.Count == 0 ? (zh ? "休息" : "off") : string.Join(zh ? "、" : ", ", shifts);

        string Weekday(int monday) => zh ? "周" + "一二三四五六日"[monday] : ((DayOfWeek)((monday + 1) % 7)).ToString()[..3];

        string Days(IEnumerable<CalendarDay> days) => string.Join(" ", days.Select(d => d.Date.ToString("MM-dd", Invariant))) is { Length: > 0 } text ? text : (zh ? "无" : "none");

        static string Number(int n) => n.ToString(Invariant);

        static string Key(UnitKey key, bool zh) => key switch
        {
            UnitKey.SerialNo => zh ? "序列号" : "serial number",
            UnitKey.SiteModel => zh ? "现场＋型号" : "site and model",
            _ => zh ? "客户＋型号" : "customer and model",
        };
    }

    /// <summary>What the second says otherwise than the first, in the order of the first; what only the second has comes after.</summary>
    public static IReadOnlyList<PolicyDifference> Compare(Policy first, Policy second, Language language)
    {
        IReadOnlyList<PolicyLine> before = Lines(first, language);
        IReadOnlyList<PolicyLine> after = Lines(second, language);
        List<PolicyDifference> found = [];
        foreach (string part in before.Concat(after).Select(l => l.Part).Distinct())
        {
            PolicyLine[] old = [.. before.Where(l => l.Part == part)];
            PolicyLine[] now = [.. after.Where(l => l.Part == part)];
            if (old.Length == 0 || now.Length == 0)
            {
                PolicyLine one = old.Length > 0 ? old[0] : now[0];
                found.Add(new PolicyDifference(one.PartTitle, null, old.Length > 0 ? one.Text : null, now.Length > 0 ? one.Text : null));
                continue;
            }

            if (old[0].PartTitle != now[0].PartTitle)
            {
                found.Add(new PolicyDifference(old[0].PartTitle, language == Language.Zh ? "名称" : "title", old[0].PartTitle, now[0].PartTitle));
            }

            foreach (string label in old.Concat(now).Select(l => l.Label).Distinct())
            {
                string? was = old.FirstOrDefault(l => l.Label == label)?.Text;
                string? becomes = now.FirstOrDefault(l => l.Label == label)?.Text;
                if (was != becomes)
                {
                    found.Add(new PolicyDifference(now[0].PartTitle, label, was, becomes));
                }
            }
        }

        return found;
    }
}
