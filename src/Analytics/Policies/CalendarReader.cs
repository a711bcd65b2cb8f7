using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Reads the <c>calendars:</c> of a policy file.</summary>
internal static class CalendarReader
{
    public static IReadOnlyList<WorkCalendar> Read(DocumentMap root, TimeZoneInfo zone, string calendarsFolder)
    {
        List<Entry> entries = [];
        foreach (DocumentMap map in root.Maps("calendars"))
        {
            string id = PolicyReader.Id(map);
            if (id == Policy.NaturalDaysId)
            {
                map.Problem("id", $"\"{id}\" is the name of the days from midnight to midnight; give the calendar another one.",
                    $"“{id}”是自然日（零点至零点）的专用名称，请给日历另取一个。");
            }

            TimeZoneInfo local = map.Has("zone") ? PolicyReader.Zone(map, map.Text("zone")) : zone;
            CalendarScope? scope = Scope(map);
            CalendarRules? rules = map.Flag("around_the_clock", false) ? null : CalendarRulesReader.Read(map, calendarsFolder);
            entries.Add(new Entry(map, id, local, scope, rules));
            map.NoOtherKeys();
        }

        List<WorkCalendar> calendars = [.. entries.GroupBy(e => e.Id).Select(OfVersions)];
        if (calendars.Count == 0)
        {
            root.Problem("calendars", "a policy needs at least one calendar with the hours that are worked.",
                "规章至少要有一个写明上班时段的日历。");
            calendars.Add(WorkCalendar.AroundTheClock("none", zone));
        }

        foreach (Entry entry in entries.Where(e => e.Scope is { } s && (s.InsteadOf == e.Id || calendars.All(c => c.Id != s.InsteadOf))))
        {
            string[] others = [.. calendars.Select(c => c.Id).Where(id => id != entry.Id)];
            entry.Map.Problem("instead_of", $"\"{entry.Scope!.InsteadOf}\" is not another calendar of this policy; there are: {string.Join(", ", others)}.{Spelling.DidYouMean(entry.Scope.InsteadOf, others)}",
                $"“{entry.Scope.InsteadOf}”不是本规章的其他日历；现有：{string.Join("、", others)}。{Spelling.Meant(entry.Scope.InsteadOf, others)}");
        }

        return calendars;
    }

    // Entries of one id are versions of one calendar: they follow upon each other without a gap.
    private static WorkCalendar OfVersions(IGrouping<string, Entry> entries)
    {
        Entry first = entries.First();
        if (entries.Count() == 1)
        {
            return first.Rules is null ? WorkCalendar.AroundTheClock(first.Id, first.Zone, first.Scope) : WorkCalendar.Of(first.Id, first.Zone, [first.Rules], first.Scope);
        }

        List<CalendarRules> versions = [];
        foreach (Entry entry in entries.OrderBy(e => e.Rules?.First ?? DateOnly.MinValue))
        {
            if (entry.Rules is null)
            {
                entry.Map.Problem("around_the_clock", $"there are two calendars \"{entry.Id}\"; one that runs around the clock has no versions.",
                    $"有两个日历“{entry.Id}”；全天候日历不分版本。");
            }
            else if (!Equals(entry.Zone, first.Zone) || !HaveSameScope(entry.Scope, first.Scope))
            {
                entry.Map.Problem("id", $"versions of calendar \"{entry.Id}\" must have the same zone, instead_of and for; give it another id.",
                    $"日历“{entry.Id}”的各版本须有相同的 zone、instead_of 和 for；否则请另取 id。");
            }
            else if (versions.Count > 0 && entry.Rules.First != versions[^1].Last.AddDays(1))
            {
                entry.Map.Problem(
                    "valid_from",
                    $"there are two calendars \"{entry.Id}\"; versions follow upon each other, but this one begins on {entry.Rules.First:yyyy-MM-dd} and the one before ends on {versions[^1].Last:yyyy-MM-dd} (write valid_from and valid_to).",
                    $"有两个日历“{entry.Id}”；各版本应首尾相接，但这一版始于 {entry.Rules.First:yyyy-MM-dd}，前一版止于 {versions[^1].Last:yyyy-MM-dd}（请写 valid_from 和 valid_to）。");
            }
            else
            {
                versions.Add(entry.Rules);
            }
        }

        return versions.Count == 0 ? WorkCalendar.AroundTheClock(first.Id, first.Zone, first.Scope) : WorkCalendar.Of(first.Id, first.Zone, versions, first.Scope);
    }

    private static CalendarScope? Scope(DocumentMap map)
    {
        string? insteadOf = map.TextOrNull("instead_of");
        DocumentMap? whom = map.MapOrNull("for");
        if (insteadOf is null && whom is null)
        {
            return null;
        }

        IReadOnlyList<string> regions = whom?.Texts("region") ?? [];
        IReadOnlyList<string> offices = whom?.Texts("office") ?? [];
        whom?.NoOtherKeys();
        if (insteadOf is null || (regions.Count == 0 && offices.Count == 0))
        {
            map.Problem(insteadOf is null ? "for" : "instead_of", "a calendar that stands in for another one says for which and for whose tickets: instead_of: service and for: {region: [新疆]} or {office: […]}.",
                "代替另一日历的日历须写明代替哪一个、用于哪些报修单：instead_of: service，以及 for: {region: [新疆]} 或 {office: […]}。");
        }

        return new CalendarScope(insteadOf ?? string.Empty, regions, offices);
    }

    private static bool HaveSameScope(CalendarScope? a, CalendarScope? b) =>
        (a is null && b is null) || (a is not null && b is not null && a.InsteadOf == b.InsteadOf && a.Regions.SequenceEqual(b.Regions) && a.Offices.SequenceEqual(b.Offices));

    private sealed record Entry(DocumentMap Map, string Id, TimeZoneInfo Zone, CalendarScope? Scope, CalendarRules? Rules);
}
