using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Reads a condition on tickets: lines that must all hold, with <c>any:</c>, <c>all:</c> and <c>not:</c> among them.</summary>
internal static class ConditionReader
{
    public static ClauseFilter Filter(DocumentMap clause) =>
        clause.MapOrNull("applies_to") is { } map && Read(map) is { } condition ? new ClauseFilter(condition) : new ClauseFilter(null);

    private static TicketCondition? Read(DocumentMap map)
    {
        List<TicketCondition> parts = [];
        foreach ((string attribute, IReadOnlyList<string> known) in TicketAttributes.Codes)
        {
            OneOf(map, attribute, known, parts);
        }

        foreach (string attribute in TicketAttributes.Words)
        {
            OneOf(map, attribute, [], parts);
        }

        foreach (string attribute in TicketAttributes.Numbers)
        {
            Amount(map, attribute, parts);
        }

        foreach (string attribute in TicketAttributes.Days)
        {
            Between(map, attribute, parts);
        }

        parts.AddRange(TicketAttributes.Flags.Where(map.Has).Select(flag => new TicketCondition.Is(flag, map.Flag(flag, true))));
        Recorded(map, parts);
        Nested(map, parts);
        map.NoOtherKeys();
        return parts.Count == 0 ? null : TicketCondition.Together(parts);
    }

    private static void OneOf(DocumentMap map, string attribute, IReadOnlyList<string> known, List<TicketCondition> parts)
    {
        if (!map.Has(attribute))
        {
            return;
        }

        IReadOnlyList<string> wanted = map.Texts(attribute);
        foreach (string code in wanted.Where(w => known.Count > 0 && !known.Contains(w)))
        {
            map.Problem(attribute, $"\"{code}\" is not known; it must be one of {string.Join(", ", known)}.{Spelling.DidYouMean(code, known)}",
                $"“{code}”无法识别；可写 {string.Join("、", known)}。{Spelling.Meant(code, known)}");
        }

        if (wanted.Count == 0)
        {
            map.Problem(attribute, "is an empty list: the clause would apply to nothing.",
                "是空列表：条款将对任何报修单都不适用。");
        }

        parts.Add(new TicketCondition.OneOf(attribute, wanted));
    }

    private static void Amount(DocumentMap map, string attribute, List<TicketCondition> parts)
    {
        if (map.MapOrNull(attribute) is not { } bounds)
        {
            return;
        }

        const double Most = 1e12;
        TicketCondition.Amount amount = new(
            attribute, bounds.NumberOrNull("at_least", -Most, Most), bounds.NumberOrNull("more_than", -Most, Most), bounds.NumberOrNull("at_most", -Most, Most), bounds.NumberOrNull("less_than", -Most, Most));
        if (amount is { AtLeast: null, MoreThan: null, AtMost: null, LessThan: null })
        {
            map.Problem(attribute, "says no bound; write {at_least: 1000} (or more_than, at_most, less_than).",
                "没有写界限；应写 {at_least: 1000}（或 more_than、at_most、less_than）。");
        }

        bounds.NoOtherKeys();
        parts.Add(amount);
    }

    private static void Between(DocumentMap map, string attribute, List<TicketCondition> parts)
    {
        if (map.MapOrNull(attribute) is not { } bounds)
        {
            return;
        }

        TicketCondition.Between between = new(attribute, bounds.DayOrNull("from"), bounds.DayOrNull("to"));
        if (between is { From: null, To: null })
        {
            map.Problem(attribute, "says no bound; write {from: 2026-01-01} (or to).",
                "没有写界限；应写 {from: 2026-01-01}（或 to）。");
        }
        else if (between.To < between.From)
        {
            map.Problem(attribute, $"to, {between.To:yyyy-MM-dd}, is before from, {between.From:yyyy-MM-dd}.",
                $"to（{between.To:yyyy-MM-dd}）早于 from（{between.From:yyyy-MM-dd}）。");
        }

        bounds.NoOtherKeys();
        parts.Add(between);
    }

    private static void Recorded(DocumentMap map, List<TicketCondition> parts)
    {
        foreach (string code in map.Texts("recorded"))
        {
            if (Milestones.Parse(code) is { } milestone)
            {
                parts.Add(new TicketCondition.Recorded(milestone));
            }
            else
            {
                map.Problem("recorded", $"\"{code}\" is not a milestone; it must be one of {string.Join(", ", Milestones.Codes)}.{Spelling.DidYouMean(code, Milestones.Codes)}",
                    $"“{code}”不是节点；可写 {string.Join("、", Milestones.Codes)}。{Spelling.Meant(code, Milestones.Codes)}");
            }
        }
    }

    private static void Nested(DocumentMap map, List<TicketCondition> parts)
    {
        if (map.Has("all"))
        {
            parts.AddRange(Several(map, "all"));
        }

        if (map.Has("any"))
        {
            parts.Add(new TicketCondition.Any(Several(map, "any")));
        }

        if (map.MapOrNull("not") is { } not)
        {
            if (Read(not) is { } part)
            {
                parts.Add(new TicketCondition.Not(part));
            }
            else
            {
                map.Problem("not", "has no condition below it.",
                    "下面没有条件。");
            }
        }
    }

    private static List<TicketCondition> Several(DocumentMap map, string key)
    {
        List<TicketCondition> found = [];
        foreach (DocumentMap entry in map.Maps(key))
        {
            if (Read(entry) is { } part)
            {
                found.Add(part);
            }
            else
            {
                map.Problem(key, "has an entry without a condition.",
                    "有一项没有写条件。");
            }
        }

        if (found.Count == 0)
        {
            map.Problem(key, "is an empty list; its entries are conditions that begin with \"- \".",
                "是空列表；每一项是以“- ”开头的条件。");
        }

        return found;
    }
}
