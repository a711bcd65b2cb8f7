using ServiceAnalytics.Warehouse;
using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Reads what one version of a calendar says: hours, public holidays, company days, weekend duty, dates of validity.</summary>
internal static class CalendarRulesReader
{
    private static readonly Bilingual NotAStretch = new(
        "不是一天中的时段（应写如 09:00-12:00；一天止于 24:00，22:00-06:00 止于次日）。",
        "is not a stretch of a day (write 09:00-12:00; the day ends at 24:00, and 22:00-06:00 ends on the next day).");

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static CalendarRules Read(DocumentMap map, string calendarsFolder)
    {
        WeeklyHours hours = Hours(map);
        CalendarDays? publicDays = PublicDays(map, calendarsFolder);
        List<DutyRota> duties = Duties(map);
        SortedDictionary<DateOnly, CalendarDay> days = [];
        foreach (CalendarDay day in (publicDays?.Days ?? []).Concat(CompanyDays(map)))
        {
            days[day.Date] = day;
        }

        DateOnly first = map.DayOrNull("valid_from") ?? publicDays?.First ?? CalendarRules.Unbounded.First;
        DateOnly last = map.DayOrNull("valid_to") ?? publicDays?.Last ?? CalendarRules.Unbounded.Last;
        (DateOnly least, DateOnly most) = publicDays is null ? CalendarRules.Unbounded : (publicDays.First, publicDays.Last);
        if (last < first)
        {
            map.Problem("valid_to", $"the last day, {last:yyyy-MM-dd}, is before the first, {first:yyyy-MM-dd}.",
                $"最后一天 {last:yyyy-MM-dd} 早于第一天 {first:yyyy-MM-dd}。");
            last = first;
        }
        else if (first < least || last > most)
        {
            map.Problem(first < least ? "valid_from" : "valid_to", $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd} goes beyond the days that are known, {least:yyyy-MM-dd} to {most:yyyy-MM-dd}.",
                $"{first:yyyy-MM-dd} 至 {last:yyyy-MM-dd} 超出已知日期的范围（{least:yyyy-MM-dd} 至 {most:yyyy-MM-dd}）。");
        }

        if (hours.HalfDay.Count == 0 && days.Values.FirstOrDefault(d => d.Kind == DayKind.HalfDay && d.Hours is null && d.Date >= first && d.Date <= last) is { } half)
        {
            map.Problem("hours", $"{half.Date:yyyy-MM-dd} ({half.Name.Zh}) is a half day, but hours.half_days doesn't say when it is worked (write half_days: [\"09:00-12:00\"]).",
                $"{half.Date:yyyy-MM-dd}（{half.Name.Zh}）是半天班，但 hours.half_days 没有写明上班时段（应写 half_days: [\"09:00-12:00\"]）。");
        }

        return new CalendarRules(hours, [.. days.Values], duties, first, last);
    }

    private static WeeklyHours Hours(DocumentMap map)
    {
        if (map.MapOrNull("hours") is not { } hours)
        {
            map.Problem("hours", "a calendar has hours (workdays: [\"09:00-18:00\"]) or says around_the_clock: true.",
                "日历须写明上班时段（workdays: [\"09:00-18:00\"]），或写 around_the_clock: true。");
            return WeeklyHours.None;
        }

        IReadOnlyList<Shift> workdays = Shifts(hours, "workdays", []);
        IReadOnlyList<Shift>[] week = [.. Weekdays.Select((day, i) => Shifts(hours, day, i < 5 ? workdays : []))];
        IReadOnlyList<Shift> makeUp = Shifts(hours, "make_up_days", workdays);
        IReadOnlyList<Shift> half = Shifts(hours, "half_days", []);
        if (workdays.Count == 0)
        {
            hours.Problem("workdays", "must give the hours of a full working day, Monday to Friday; single days can be told apart by name.",
                "须写明周一至周五完整工作日的上班时段；个别日子可按名称另写。");
        }

        hours.NoOtherKeys();
        return new WeeklyHours(week, makeUp, half, workdays);
    }

    // A day named with an empty list, monday: [], isn't worked; a day not named takes the usual hours.
    private static IReadOnlyList<Shift> Shifts(DocumentMap hours, string key, IReadOnlyList<Shift> usual)
    {
        if (!hours.Has(key))
        {
            return usual;
        }

        List<Shift> shifts = [];
        foreach (string text in hours.Texts(key))
        {
            if (Shift.Parse(text) is not { } shift)
            {
                hours.Problem(key, $"\"{text}\" {NotAStretch.En}",
                    $"“{text}”{NotAStretch.Zh}");
            }
            else if (shifts.Count > 0 && shift.FromMinute < shifts[^1].ToMinute)
            {
                hours.Problem(key, $"{text} begins before {shifts[^1]} ends.",
                    $"{text} 的开始时间早于 {shifts[^1]} 的结束时间。");
            }
            else
            {
                shifts.Add(shift);
            }
        }

        return shifts;
    }

    private static CalendarDays? PublicDays(DocumentMap map, string calendarsFolder)
    {
        if (map.TextOrNull("public_holidays") is not { } name)
        {
            return null;
        }

        string[] there = Directory.Exists(calendarsFolder)
            ? [.. Directory.GetFiles(calendarsFolder, "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]
            : [];
        if (!there.Contains(name))
        {
            map.Problem("public_holidays", $"there is no {name}.csv in {calendarsFolder}; there are: {string.Join(", ", there)}.{Spelling.DidYouMean(name, there)}",
                $"{calendarsFolder} 中没有 {name}.csv；现有：{string.Join("、", there)}。{Spelling.Meant(name, there)}");
            return null;
        }

        try
        {
            return CalendarDays.Load(Path.Combine(calendarsFolder, name + ".csv"));
        }
        catch (DocumentException failure)
        {
            map.Problem("public_holidays", $"{failure.File}: {string.Join(' ', failure.Problems)}",
                $"{failure.File}：{string.Concat(failure.ChineseProblems)}");
            return null;
        }
    }

    // One day, or all days from date to to; a day off also when it would not be worked anyway.
    private static List<CalendarDay> CompanyDays(DocumentMap map)
    {
        List<CalendarDay> days = [];
        foreach (DocumentMap entry in map.Maps("company_days"))
        {
            string kindText = entry.Choice("kind", ["holiday", "workday", "half_day"], "holiday");
            DayKind kind = kindText switch { "workday" => DayKind.Workday, "half_day" => DayKind.HalfDay, _ => DayKind.Holiday };
            Bilingual name = PolicyReader.Words(entry, "name");
            IReadOnlyList<Shift>? own = entry.Has("hours") ? Shifts(entry, "hours", []) : null;
            if (own is not null && kind == DayKind.Holiday)
            {
                entry.Problem("hours", "a day off has no hours; kind: workday or half_day has.",
                    "休息日没有上班时段；只有 kind: workday 或 half_day 才写。");
                own = null;
            }

            DateOnly? to = entry.DayOrNull("to");
            if (entry.DayOrNull("date") is not { } date)
            {
                if (!entry.Has("date"))
                {
                    entry.Text("date");
                }
            }
            else if (to < date || to > date.AddYears(1))
            {
                entry.Problem("to", $"{to:yyyy-MM-dd} is not a last day within a year after {date:yyyy-MM-dd}.",
                    $"{to:yyyy-MM-dd} 不能作最后一天：须在 {date:yyyy-MM-dd} 之后一年以内。");
            }
            else
            {
                for (DateOnly day = date; day <= (to ?? date); day = day.AddDays(1))
                {
                    if (days.Any(d => d.Date == day))
                    {
                        entry.Problem("date", $"{day:yyyy-MM-dd} is listed twice.",
                            $"{day:yyyy-MM-dd} 列了两次。");
                    }
                    else
                    {
                        days.Add(new CalendarDay(day, kind, name) { Hours = own });
                    }
                }
            }

            entry.NoOtherKeys();
        }

        return days;
    }

    private static List<DutyRota> Duties(DocumentMap map)
    {
        List<DutyRota> duties = [];
        foreach (DocumentMap entry in map.Maps("duty_weekends"))
        {
            IReadOnlyList<string> days = entry.Texts("days");
            foreach (string day in days.Where(d => !Weekdays.Contains(d)))
            {
                entry.Problem("days", $"\"{day}\" is not a weekday; it must be one of {string.Join(", ", Weekdays)}.{Spelling.DidYouMean(day, Weekdays)}",
                    $"“{day}”不是星期几；可写 {string.Join("、", Weekdays)}。{Spelling.Meant(day, Weekdays)}");
            }

            if (days.Count == 0)
            {
                entry.Problem("days", "says which weekdays are worked, e.g. [saturday].",
                    "须写明星期几上班，例如 [saturday]。");
            }

            if (!entry.Has("first"))
            {
                entry.Text("first");
            }

            if (!entry.Has("hours"))
            {
                entry.Text("hours");
            }

            DateOnly first = entry.DayOrNull("first") ?? CalendarRules.Unbounded.First;
            DateOnly? last = entry.DayOrNull("last");
            if (last < first)
            {
                entry.Problem("last", $"the last day, {last:yyyy-MM-dd}, is before the first, {first:yyyy-MM-dd}.",
                    $"最后一天 {last:yyyy-MM-dd} 早于第一天 {first:yyyy-MM-dd}。");
            }

            duties.Add(new DutyRota(
                [.. days.Where(Weekdays.Contains).Select(d => (DayOfWeek)((Array.IndexOf(Weekdays, d) + 1) % 7))],
                first,
                last,
                entry.Integer("every_weeks", 1, 1, 52),
                Shifts(entry, "hours", []),
                entry.Flag("on_holidays", false),
                PolicyReader.WordsOrNull(entry, "name") ?? new Bilingual("值班", "on duty")));
            entry.NoOtherKeys();
        }

        return duties;
    }
}
