using System.Globalization;
using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Reads the <c>clauses:</c> of a policy file.</summary>
internal static class ClauseReader
{
    private static readonly (string Word, LimitUnit Unit)[] Units =
    [
        ("minutes", LimitUnit.Minutes), ("hours", LimitUnit.Hours), ("days", LimitUnit.Days),
        ("working_minutes", LimitUnit.WorkingMinutes), ("working_hours", LimitUnit.WorkingHours), ("working_days", LimitUnit.WorkingDays),
        ("minute", LimitUnit.Minutes), ("hour", LimitUnit.Hours), ("day", LimitUnit.Days),
        ("working_minute", LimitUnit.WorkingMinutes), ("working_hour", LimitUnit.WorkingHours), ("working_day", LimitUnit.WorkingDays),
    ];

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
            root.Problem("clauses", "a policy needs at least one clause.");
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
        ClauseLimit grace = new(0, LimitUnit.Minutes);
        ClauseExtension? extension = null;
        MonthBy monthBy = MonthBy.Start;
        switch (kind)
        {
            case ClauseKind.Duration:
                Required(map, "start", start);
                Required(map, "stop", stop);
                limit = LimitAt(map, "limit") ?? (start == Milestone.Appointed ? new ClauseLimit(0, LimitUnit.Minutes) : null);
                if (limit is null && !map.Has("limit"))
                {
                    map.Text("limit");
                }

                grace = Grace(map, limit);
                extension = Extension(map, limit);
                monthBy = map.Choice("month_by", ["start", "deadline"], "start") == "deadline" ? MonthBy.Deadline : MonthBy.Start;
                CheckEnds(map, start, stop);
                break;
            case ClauseKind.Recorded:
                Required(map, "stop", stop);
                if (stop is Milestone.Received or Milestone.Appointed)
                {
                    map.Problem("stop", "what must be recorded is something that happens: neither received, which every ticket has, nor appointed, which is a promise.");
                }

                break;
            case ClauseKind.Order:
                before = At(map, "before");
                Required(map, "before", before);
                Required(map, "stop", stop);
                if (before is not null && before == stop)
                {
                    map.Problem("stop", "is the same as before.");
                }

                break;
            default:
                atMost = map.Integer("at_most", 1, 1, 100);
                if (stop is not null and not Milestone.Repaired)
                {
                    map.Problem("stop", "visits are judged when the ticket is repaired; leave stop out.");
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
            Grace = grace,
            Extension = extension,
            Calendar = calendar,
            AppliesTo = Filter(map),
            Target = map.NumberOrNull("target", 0, 1),
            Paragraph = PolicyReader.WordsOrNull(map, "paragraph"),
            MonthBy = monthBy,
            ValidFrom = map.DayOrNull("valid_from"),
            ValidTo = map.DayOrNull("valid_to"),
        };
        if (clause.ValidTo < clause.ValidFrom)
        {
            map.Problem("valid_to", $"the last day, {clause.ValidTo:yyyy-MM-dd}, is before the first, {clause.ValidFrom:yyyy-MM-dd}.");
        }

        map.NoOtherKeys();
        return clause;
    }

    private static Milestone? At(DocumentMap map, string key)
    {
        if (map.TextOrNull(key) is not { } code)
        {
            return null;
        }

        Milestone? milestone = Milestones.Parse(code);
        if (milestone is null)
        {
            map.Problem(key, $"\"{code}\" is not a milestone; it must be one of {string.Join(", ", Milestones.Codes)}.{Spelling.DidYouMean(code, Milestones.Codes)}");
        }

        return milestone;
    }

    private static void Required(DocumentMap map, string key, Milestone? milestone)
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
                map.Problem("stop", "appointed is a promise, not something that happens; a clause may start with it.");
            }
            else if (from == to || (from <= Milestone.Closed && to <= Milestone.Closed && from > to))
            {
                map.Problem("stop", $"{to.Code()} does not come after {from.Code()}.");
            }
        }
    }

    private static ClauseLimit? LimitAt(DocumentMap map, string key)
    {
        if (map.TextOrNull(key) is not { } text)
        {
            return null;
        }

        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] words = [.. Units.Take(6).Select(u => u.Word)];
        if (parts.Length != 2 || !double.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount) || amount > 100_000)
        {
            map.Problem(key, $"\"{text}\" is not a number and a unit (write 30 minutes; units are {string.Join(", ", words)}).");
            return null;
        }

        int unit = Array.FindIndex(Units, u => u.Word == parts[1]);
        if (unit < 0)
        {
            map.Problem(key, $"\"{parts[1]}\" is not a unit; it must be one of {string.Join(", ", words)}.{Spelling.DidYouMean(parts[1], words)}");
            return null;
        }

        return new ClauseLimit(amount, Units[unit].Unit);
    }

    private static ClauseLimit Grace(DocumentMap map, ClauseLimit? limit)
    {
        ClauseLimit? grace = LimitAt(map, "grace");
        if (grace is not null && limit is not null && grace.IsWorkingTime != limit.IsWorkingTime)
        {
            map.Problem("grace", "runs on the clause's own clock: working time when the limit is in working time, else all time.");
        }

        return grace ?? new ClauseLimit(0, limit?.IsWorkingTime == true ? LimitUnit.WorkingMinutes : LimitUnit.Minutes);
    }

    private static ClauseExtension? Extension(DocumentMap map, ClauseLimit? limit)
    {
        if (map.MapOrNull("extension") is not { } entry)
        {
            return null;
        }

        Milestone? told = At(entry, "told");
        Required(entry, "told", told);
        ClauseLimit? longer = LimitAt(entry, "limit");
        if (!entry.Has("limit"))
        {
            entry.Text("limit");
        }

        entry.NoOtherKeys();
        if (longer is not null && limit is not null && longer.IsWorkingTime != limit.IsWorkingTime)
        {
            entry.Problem("limit", "the longer limit runs on the same clock as the original one: both in working time or both in all time.");
        }
        else if (longer is not null && limit is not null && longer.Unit == limit.Unit && longer.Amount <= limit.Amount)
        {
            entry.Problem("limit", "the longer limit is not longer than the original one.");
        }

        return told is { } milestone && longer is not null ? new ClauseExtension(milestone, longer) : null;
    }

    private static ClauseFilter Filter(DocumentMap map)
    {
        Dictionary<string, IReadOnlyList<string>> codes = new(StringComparer.Ordinal);
        if (map.MapOrNull("applies_to") is not { } filter)
        {
            return new ClauseFilter(codes, null);
        }

        foreach ((string attribute, IReadOnlyList<string> known) in ClauseFilter.Attributes)
        {
            if (!filter.Has(attribute))
            {
                continue;
            }

            IReadOnlyList<string> wanted = filter.Texts(attribute);
            foreach (string code in wanted.Where(w => known.Count > 0 && !known.Contains(w)))
            {
                filter.Problem(attribute, $"\"{code}\" is not known; it must be one of {string.Join(", ", known)}.{Spelling.DidYouMean(code, known)}");
            }

            if (wanted.Count == 0)
            {
                filter.Problem(attribute, "is an empty list: the clause would apply to nothing.");
            }

            codes[attribute] = wanted;
        }

        bool? needsPart = filter.Has("needs_part") ? filter.Flag("needs_part", true) : null;
        filter.NoOtherKeys();
        return new ClauseFilter(codes, needsPart);
    }

    // Versions of one rule: never two in force on one day, and the same kind of promise in the same month.
    private static void CheckVersions(DocumentMap map, Clause earlier, Clause later)
    {
        bool areApart = earlier.ValidTo < later.ValidFrom || later.ValidTo < earlier.ValidFrom;
        if (!areApart)
        {
            map.Problem("id", $"there are two clauses \"{later.Id}\" in force on the same days; give versions of one rule dates (valid_from, valid_to) that do not overlap, or another id.");
        }
        else if (earlier.Kind != later.Kind || earlier.MonthBy != later.MonthBy)
        {
            map.Problem("id", $"versions of \"{later.Id}\" must be of the same kind and put cases into months in the same way; give it another id.");
        }
    }
}
