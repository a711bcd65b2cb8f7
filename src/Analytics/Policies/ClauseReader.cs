using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Reads the <c>clauses:</c> of a policy file.</summary>
internal static class ClauseReader
{
    public static IReadOnlyList<Clause> Read(DocumentMap root, IReadOnlyList<WorkCalendar> calendars)
    {
        List<Clause> clauses = [];
        foreach (DocumentMap map in root.Maps("clauses"))
        {
            Clause clause = One(map, calendars);
            foreach (Clause earlier in clauses.Where(c => c.Id == clause.Id))
            {
                CheckVersions(map, earlier, clause);
            }

            clauses.Add(clause);
        }

        if (clauses.Count == 0)
        {
            root.Problem("clauses", "a policy needs at least one clause.",
                "规章至少要有一个条款。");
        }

        return clauses;
    }

    private static Clause One(DocumentMap map, IReadOnlyList<WorkCalendar> calendars)
    {
        string id = PolicyReader.Id(map);
        Bilingual title = PolicyReader.Words(map, "title");
        string kindText = map.Choice("kind", ["duration", "recorded", "order", "visits"], "duration");
        ClauseKind kind = Enum.Parse<ClauseKind>(kindText, ignoreCase: true);
        string calendar = map.Choice("calendar", [.. calendars.Select(c => c.Id)], calendars[0].Id);
        Milestone? start = At(map, "start");
        Milestone? stop = At(map, "stop");
        Milestone? before = null;
        int? atMost = null;
        ClauseLimit? limit = null;
        ClauseClockReader.Clock? clock = null;
        MonthBy monthBy = MonthBy.Start;
        switch (kind)
        {
            case ClauseKind.Duration:
                Required(map, "start", start);
                Required(map, "stop", stop);
                limit = ClauseClockReader.LimitAt(map, "limit") ?? (start == Milestone.Appointed ? new ClauseLimit(0, LimitUnit.Minutes) : null);
                if (limit is null && !map.Has("limit"))
                {
                    map.Text("limit");
                }

                clock = ClauseClockReader.Read(map, limit);
                monthBy = map.Choice("month_by", ["start", "deadline"], "start") == "deadline" ? MonthBy.Deadline : MonthBy.Start;
                CheckEnds(map, start, stop);
                break;
            case ClauseKind.Recorded:
                Required(map, "stop", stop);
                if (stop is Milestone.Received or Milestone.Appointed)
                {
                    map.Problem("stop", "what must be recorded is something that happens: neither received, which every ticket has, nor appointed, which is a promise.",
                        "须有记录的应是实际发生的节点：不能是 received（每张报修单都有），也不能是 appointed（只是约定）。");
                }

                break;
            case ClauseKind.Order:
                before = At(map, "before");
                Required(map, "before", before);
                Required(map, "stop", stop);
                if (before is not null && before == stop)
                {
                    map.Problem("stop", "is the same as before.",
                        "与 before 相同。");
                }

                break;
            default:
                atMost = map.Integer("at_most", 1, 1, 100);
                if (stop is not null and not Milestone.Repaired)
                {
                    map.Problem("stop", "visits are judged when the ticket is repaired; leave stop out.",
                        "上门次数在修复时判定，不要写 stop。");
                }

                stop = Milestone.Repaired;
                break;
        }

        Clause clause = new()
        {
            Id = id,
            Title = title,
            Kind = kind,
            Start = start ?? Milestone.Received,
            Stop = stop ?? Milestone.Closed,
            Before = before,
            AtMost = atMost,
            Limit = limit,
            CountsDays = clock?.CountsDays ?? false,
            Grace = clock?.Grace ?? new ClauseLimit(0, LimitUnit.Minutes),
            Extension = clock?.Extension,
            EarlyMark = clock?.EarlyMark,
            Pauses = clock?.Pauses ?? [],
            Reopened = kind == ClauseKind.Duration ? Reopened(map) : Reopening.NoEffect,
            Severity = Enum.Parse<ClauseSeverity>(map.Choice("severity", ["minor", "normal", "critical"], "normal"), ignoreCase: true),
            Calendar = calendar,
            AppliesTo = ConditionReader.Filter(map),
            Target = map.NumberOrNull("target", 0, 1),
            Paragraph = PolicyReader.WordsOrNull(map, "paragraph"),
            MonthBy = monthBy,
            ValidFrom = map.DayOrNull("valid_from"),
            ValidTo = map.DayOrNull("valid_to"),
        };
        if (clause.ValidTo < clause.ValidFrom)
        {
            map.Problem("valid_to", $"the last day, {clause.ValidTo:yyyy-MM-dd}, is before the first, {clause.ValidFrom:yyyy-MM-dd}.",
                $"最后一天 {clause.ValidTo:yyyy-MM-dd} 早于第一天 {clause.ValidFrom:yyyy-MM-dd}。");
        }

        map.NoOtherKeys();
        return clause;
    }

    private static Reopening Reopened(DocumentMap map) => map.Choice("reopened", ["no_effect", "goes_on", "starts_again"], "no_effect") switch
    {
        "goes_on" => Reopening.GoesOn,
        "starts_again" => Reopening.StartsAgain,
        _ => Reopening.NoEffect,
    };

    internal static Milestone? At(DocumentMap map, string key)
    {
        if (map.TextOrNull(key) is not { } code)
        {
            return null;
        }

        Milestone? milestone = Milestones.Parse(code);
        if (milestone is null)
        {
            map.Problem(key, $"\"{code}\" is not a milestone; it must be one of {string.Join(", ", Milestones.Codes)}.{Spelling.DidYouMean(code, Milestones.Codes)}",
                $"“{code}”不是节点；可写 {string.Join("、", Milestones.Codes)}。{Spelling.Meant(code, Milestones.Codes)}");
        }

        return milestone;
    }

    internal static void Required(DocumentMap map, string key, Milestone? milestone)
    {
        if (milestone is null && !map.Has(key))
        {
            map.Text(key);
        }
    }

    private static void CheckEnds(DocumentMap map, Milestone? start, Milestone? stop)
    {
        if (start is { } from && stop is { } to)
        {
            if (to == Milestone.Appointed)
            {
                map.Problem("stop", "appointed is a promise, not something that happens; a clause may start with it.",
                    "appointed 是约定，不是实际发生的节点；只能作条款的起点。");
            }
            else if (from == to || (from <= Milestone.Closed && to <= Milestone.Closed && from > to))
            {
                map.Problem("stop", $"{to.Code()} does not come after {from.Code()}.",
                    $"{to.Code()} 不在 {from.Code()} 之后。");
            }
        }
    }

    // Versions of one rule: never two in force on one day, and the same kind of promise in the same month.
    private static void CheckVersions(DocumentMap map, Clause earlier, Clause later)
    {
        bool areApart = earlier.ValidTo < later.ValidFrom || later.ValidTo < earlier.ValidFrom;
        if (!areApart)
        {
            map.Problem("id", $"there are two clauses \"{later.Id}\" in force on the same days; give versions of one rule dates (valid_from, valid_to) that do not overlap, or another id.",
                $"有两个条款“{later.Id}”在同一段日期内有效；同一规则的各版本请写互不重叠的日期（valid_from、valid_to），或另取 id。");
        }
        else if (earlier.Kind != later.Kind || earlier.MonthBy != later.MonthBy)
        {
            map.Problem("id", $"versions of \"{later.Id}\" must be of the same kind and put cases into months in the same way; give it another id.",
                $"“{later.Id}”的各版本须类型相同、归月方式相同；否则请另取 id。");
        }
    }
}
