using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Reads a policy file from top to bottom, noting every problem, and tells them all at once.</summary>
internal static class PolicyReader
{
    private static readonly Bilingual NoText = new(string.Empty, string.Empty);

    public static Policy Load(string path, string calendarsFolder) => Read(Document.Load(path), calendarsFolder);

    public static Policy Parse(string file, string yaml, string calendarsFolder) => Read(Document.Parse(file, yaml), calendarsFolder);

    private static Policy Read(Document document, string calendarsFolder)
    {
        DocumentMap root = document.Root;
        string id = Id(root);
        Bilingual title = Words(root, "title");
        string language = root.Choice("language", ["zh", "en"], "zh");
        string zoneId = root.Text("zone");
        TimeZoneInfo zone = Zone(root, zoneId);
        IReadOnlyList<WorkCalendar> calendars = CalendarReader.Read(root, zone, calendarsFolder);
        IReadOnlyList<Clause> clauses = ClauseReader.Read(root, calendars);
        IReadOnlyList<Duty> duties = DutyReader.Read(root, clauses);
        PolicyWindows windows = Windows(root);
        RepeatRules repeats = Repeats(root);
        IReadOnlyDictionary<string, double> targets = Targets(root);
        IReadOnlyList<WarningRule> warnings = Warnings(root);
        IReadOnlyList<PromisedFigure> figures = ReadFigures(root, [.. clauses.Select(c => c.Id), .. duties.Select(d => d.Id)]);
        IReadOnlyList<NotMeasured> notMeasured = ReadNotMeasured(root, [.. clauses.Select(c => c.Id), .. duties.Select(d => d.Id), .. figures.Select(f => f.Id)]);
        root.NoOtherKeys();
        document.ThrowIfProblems();
        Policy policy = new()
        {
            Id = id,
            Title = title,
            Language = language == "en" ? Language.En : Language.Zh,
            ZoneId = zoneId,
            Zone = zone,
            Calendars = calendars,
            NaturalDays = WorkCalendar.AroundTheClock(Policy.NaturalDaysId, zone),
            Clauses = clauses,
            Duties = duties,
            Windows = windows,
            Repeats = repeats,
            Targets = targets,
            Warnings = warnings,
            Figures = figures,
            NotMeasured = notMeasured,
        };
        return policy with { HashOfContent = new Lazy<string>(() => PolicyHash.OfContent(policy)), CalendarHash = PolicyHash.OfCalendars(policy) };
    }

    /// <summary>A text in both languages: <c>{zh: …, en: …}</c>; missing ones are problems.</summary>
    internal static Bilingual Words(DocumentMap map, string key)
    {
        if (!map.Has(key))
        {
            map.Text(key);
            return NoText;
        }

        return WordsOrNull(map, key) ?? NoText;
    }

    /// <summary>A text in both languages, or null when the key is missing.</summary>
    internal static Bilingual? WordsOrNull(DocumentMap map, string key)
    {
        if (map.MapOrNull(key) is not { } both)
        {
            return null;
        }

        Bilingual words = new(both.Text("zh"), both.Text("en"));
        both.NoOtherKeys();
        return words;
    }

    /// <summary>A name in figures: lower-case letters, digits and underscores.</summary>
    internal static string Id(DocumentMap map)
    {
        string id = map.Text("id");
        if (id.Length > 0 && !IsId(id))
        {
            map.Problem("id", $"\"{id}\" must be made of lower-case letters, digits and underscores, beginning with a letter.",
                $"“{id}”只能由小写字母、数字和下划线组成，并以字母开头。");
        }

        return id;
    }

    private static bool IsId(string text) =>
        text.Length > 0 && char.IsAsciiLetterLower(text[0]) && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>A time zone by its IANA name; an unknown one is a problem.</summary>
    internal static TimeZoneInfo Zone(DocumentMap root, string zoneId)
    {
        if (zoneId.Length == 0)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out TimeZoneInfo? zone))
        {
            return zone;
        }

        root.Problem("zone", $"\"{zoneId}\" is not a time zone (write Asia/Shanghai).{Spelling.DidYouMean(zoneId, TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id))}",
            $"“{zoneId}”不是时区（应写如 Asia/Shanghai）。{Spelling.Meant(zoneId, TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id))}");
        return TimeZoneInfo.Utc;
    }

    private static PolicyWindows Windows(DocumentMap root)
    {
        PolicyWindows usual = new();
        if (root.MapOrNull("windows") is not { } map)
        {
            return usual;
        }

        PolicyWindows windows = new()
        {
            RepeatDays = RepeatDays(map, usual.RepeatDays),
            FirstTimeFixDays = map.Integer("first_time_fix_days", usual.FirstTimeFixDays, 1, 730),
            SurveyMaturityDays = map.Integer("survey_maturity_days", usual.SurveyMaturityDays, 0, 365),
            CallBackWorkingDays = map.Integer("call_back_working_days", usual.CallBackWorkingDays, 0, 60),
            IssueWorkingDays = map.Integer("issue_working_days", usual.IssueWorkingDays, 0, 250),
            VerificationDays = map.Integer("verification_days", usual.VerificationDays, 1, 730),
            EffectMonthsBefore = map.Integer("effect_months_before", usual.EffectMonthsBefore, 1, 36),
            EffectMonthsAfter = map.Integer("effect_months_after", usual.EffectMonthsAfter, 1, 36),
            ReceivableDays = map.Integer("receivable_days", usual.ReceivableDays, 0, 730),
            OldPartsBackByDay = map.Integer("old_parts_back_by_day", usual.OldPartsBackByDay, 1, 28),
        };
        map.NoOtherKeys();
        return windows;
    }

    private static IReadOnlyList<int> RepeatDays(DocumentMap map, IReadOnlyList<int> usual)
    {
        IReadOnlyList<string> texts = map.Texts("repeat_days");
        int[] days = [.. texts.Select(t => int.TryParse(t, out int n) ? n : 0)];
        if (days.Any(d => d is < 1 or > 730) || !days.SequenceEqual(days.Distinct().Order()))
        {
            map.Problem("repeat_days", $"[{string.Join(", ", texts)}] must be whole numbers of days from 1 to 730, each larger than the one before.",
                $"[{string.Join(", ", texts)}] 须为 1 至 730 的整天数，且逐个增大。");
        }

        return days.Length == 0 ? usual : days;
    }

    private static RepeatRules Repeats(DocumentMap root)
    {
        RepeatRules usual = new();
        if (root.MapOrNull("repeats") is not { } map)
        {
            return usual;
        }

        IReadOnlyList<string> keys = map.Texts("unit_by");
        Dictionary<string, UnitKey> known = Enum.GetValues<UnitKey>().ToDictionary(RepeatRules.Word);
        if (keys.Any(k => !known.ContainsKey(k)) || keys.Distinct().Count() < keys.Count)
        {
            map.Problem("unit_by", $"[{string.Join(", ", keys)}] must be some of {string.Join(", ", known.Keys)}, each once.",
                $"[{string.Join(", ", keys)}] 须取自 {string.Join("、", known.Keys)}，每个只写一次。");
        }

        RepeatRules rules = new()
        {
            UnitBy = keys.Count == 0 ? usual.UnitBy : [.. keys.Where(known.ContainsKey).Select(k => known[k]).Distinct().Order()],
            SameFaultBy = map.Choice("same_fault_by", [RepeatRules.Word(FaultKey.FaultCode), RepeatRules.Word(FaultKey.FailedPart)], RepeatRules.Word(usual.SameFaultBy)) == RepeatRules.Word(FaultKey.FailedPart)
                ? FaultKey.FailedPart
                : FaultKey.FaultCode,
            TextLikeness = map.NumberOrNull("text_likeness", 0.1, 1) ?? usual.TextLikeness,
        };
        map.NoOtherKeys();
        return rules;
    }

    private static SortedDictionary<string, double> Targets(DocumentMap root)
    {
        SortedDictionary<string, double> targets = new(StringComparer.Ordinal);
        if (root.MapOrNull("targets") is not { } map)
        {
            return targets;
        }

        string[] known = [.. MetricCatalog.All.Select(m => m.Key)];
        foreach (string metric in map.Keys.Distinct())
        {
            if (!IsId(metric))
            {
                map.Problem(metric, "is not a metric's key (lower-case letters, digits and underscores).",
                    "不是指标代号（小写字母、数字和下划线）。");
            }

            else if (!known.Contains(metric))
            {
                map.Problem(metric, $"there is no such metric; it must be one of {string.Join(", ", known)}.{Spelling.DidYouMean(metric, known)}",
                    $"没有这个指标；可写 {string.Join("、", known)}。{Spelling.Meant(metric, known)}");
            }

            if (map.NumberOrNull(metric, -1e9, 1e9) is { } value)
            {
                targets[metric] = value;
            }
        }

        return targets;
    }

    private static List<WarningRule> Warnings(DocumentMap root)
    {
        List<WarningRule> rules = [];
        string[] known = [.. WarningRule.Known.Select(k => k.Rule)];
        foreach (DocumentMap map in root.Maps("warnings"))
        {
            string id = map.Text("rule");
            string level = map.Choice("level", ["notice", "warning", "alarm"], "warning");
            Bilingual owner = Words(map, "owner");
            int due = map.Integer("due_working_days", 5, 0, 250);
            Dictionary<string, double> thresholds = new(StringComparer.Ordinal);
            if (known.Contains(id))
            {
                foreach ((string name, double least, double most) in WarningRule.Known.First(k => k.Rule == id).Thresholds)
                {
                    if (!map.Has(name))
                    {
                        map.Problem("rule", $"{id} needs the threshold {name} ({least} to {most}).",
                            $"{id} 需要阈值 {name}（{least} 至 {most}）。");
                    }
                    else if (map.NumberOrNull(name, least, most) is { } value)
                    {
                        thresholds[name] = value;
                    }
                }

                map.NoOtherKeys();
            }
            else if (id.Length > 0)
            {
                map.Problem("rule", $"\"{id}\" is not known; it must be one of {string.Join(", ", known)}.{Spelling.DidYouMean(id, known)}",
                    $"“{id}”无法识别；可写 {string.Join("、", known)}。{Spelling.Meant(id, known)}");
            }

            if (rules.Any(r => r.Id == id))
            {
                map.Problem("rule", $"{id} is listed twice.",
                    $"{id} 列了两次。");
            }

            rules.Add(new WarningRule(id, Enum.Parse<WarningLevel>(level, ignoreCase: true), owner, due, thresholds));
        }

        return rules;
    }

    private static List<PromisedFigure> ReadFigures(DocumentMap root, IReadOnlyList<string> taken)
    {
        List<PromisedFigure> list = [];
        foreach (DocumentMap map in root.Maps("figures"))
        {
            PromisedFigure entry = new(Id(map), Words(map, "title"), map.Text("metric"), WordsOrNull(map, "paragraph"));
            map.NoOtherKeys();
            string[] known = [.. MetricCatalog.All.Select(m => m.Key)];
            if (entry.Metric.Length > 0 && !known.Contains(entry.Metric))
            {
                map.Problem("metric", $"\"{entry.Metric}\" is not a metric (docs/metrics.md lists them).{Spelling.DidYouMean(entry.Metric, known)}",
                    $"“{entry.Metric}”不是指标（清单见 docs/metrics.md）。{Spelling.Meant(entry.Metric, known)}");
            }

            if (taken.Contains(entry.Id) || list.Any(f => f.Id == entry.Id))
            {
                map.Problem("id", $"\"{entry.Id}\" is taken by a clause, a duty or another figure; give it another id.",
                    $"“{entry.Id}”已被条款、职责或其他数字使用，请另取 id。");
            }

            list.Add(entry);
        }

        return list;
    }

    private static List<NotMeasured> ReadNotMeasured(DocumentMap root, IReadOnlyList<string> measured)
    {
        List<NotMeasured> list = [];
        foreach (DocumentMap map in root.Maps("not_measured"))
        {
            NotMeasured entry = new(Id(map), Words(map, "title"), Words(map, "needs"));
            map.NoOtherKeys();
            if (measured.Contains(entry.Id) || list.Any(n => n.Id == entry.Id))
            {
                map.Problem("id", $"\"{entry.Id}\" is taken: a promise is either measured by one clause or duty, or listed here once.",
                    $"“{entry.Id}”已被使用：一项承诺要么由一个条款或职责计量，要么在此列一次。");
            }

            list.Add(entry);
        }

        return list;
    }
}
