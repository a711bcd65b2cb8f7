using System.Globalization;
using System.Text.RegularExpressions;
using ServiceAnalytics.Ingest.Checks;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>Reads a mapping's YAML; every problem is collected with its line and told at once.</summary>
internal sealed class MappingReader
{
    // What DuckDB's strptime knows and a service export may need. Offsets are read without a pattern.
    private const string DateLetters = "YymdbBHIMSpfaA";

    private readonly DocumentMap root;
    private readonly ExportKind kind;
    private readonly Dictionary<string, string> taken = new(StringComparer.Ordinal);

    private MappingReader(DocumentMap root, ExportKind kind)
    {
        this.root = root;
        this.kind = kind;
    }

    public static Mapping Read(string file, string yaml)
    {
        Document document = Document.Parse(file, yaml);
        DocumentMap root = document.Root;
        string kindName = root.Choice("kind", [.. ExportKinds.All.Select(k => k.Name)], string.Empty);
        if (kindName.Length == 0 && !root.Has("kind"))
        {
            root.Problem("kind", $"is missing; it must be one of {string.Join(", ", ExportKinds.All.Select(k => k.Name))}.",
                $"缺失；可写 {string.Join("、", ExportKinds.All.Select(k => k.Name))}。");
        }

        Mapping mapping = new MappingReader(root, ExportKinds.Find(kindName) ?? ExportKinds.Tickets).Read(yaml);
        root.NoOtherKeys();
        document.ThrowIfProblems();
        return mapping;
    }

    private Mapping Read(string yaml)
    {
        string? zone = root.TextOrNull("zone");
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            root.Problem("zone", $"\"{zone}\" is not a time zone (write Asia/Shanghai or Europe/Berlin).",
                $"“{zone}”不是时区（应写如 Asia/Shanghai 或 Europe/Berlin）。");
        }

        DocumentMap? title = root.MapOrNull("title");
        Mapping mapping = new()
        {
            Name = root.Text("name"),
            Kind = kind,
            TitleZh = title?.TextOrNull("zh") ?? string.Empty,
            TitleEn = title?.TextOrNull("en") ?? string.Empty,
            Zone = zone,
            DateOrder = root.Choice("date_order", ["ymd", "dmy", "mdy"], "ymd") switch
            {
                "dmy" => DateOrder.DayFirst,
                "mdy" => DateOrder.MonthFirst,
                _ => DateOrder.Unstated,
            },
            DateFormats = DateFormats(),
            ExportDate = ExportDate(),
            Headings = Headings("headings"),
            FirstOf = Headings("first_of"),
            HeadingRows = root.Integer("heading_rows", 1, 1, 10),
            KeyParts = KeyParts(),
            OptionalKeyParts = [.. root.Texts("key").Where(k => k.EndsWith('?')).Select(k => kind.Find(k.TrimEnd('?'))).OfType<Field>()],
            Required = root.Texts("required"),
            LeaveOut = LeaveOut(),
            Ignore = root.Texts("ignore"),
            Duplicates = Duplicates(),
            LastEntry = LastEntry(),
            Codes = Codes(),
            Constants = Constants(),
            Expected = Expected(),
            Source = yaml,
        };
        title?.NoOtherKeys();
        CheckTogether(mapping);
        return mapping;
    }

    private ControlTotals? Expected()
    {
        if (root.MapOrNull("expected") is not { } map)
        {
            return null;
        }

        ControlTotals totals = ControlTotals.Read(map);
        map.NoOtherKeys();
        return totals;
    }

    // What only shows when the parts are put side by side.
    private void CheckTogether(Mapping mapping)
    {
        foreach (Field field in mapping.FirstOf.Keys.Where(mapping.Headings.ContainsKey))
        {
            root.Problem("first_of", $"{field.Name} stands under headings, too; keep one of the two.",
                $"{field.Name} 在 headings 下也有，两处只保留一处。");
        }

        if (mapping.KeyParts.Count > 0 && mapping.HeadingsOf(kind.Key).Count > 0)
        {
            root.Problem("key", $"{kind.Key.Name} has a heading, too; keep one of the two.",
                $"{kind.Key.Name} 另有列标题，两者只保留其一。");
        }

        foreach (Field field in mapping.KeyParts.Where(f => mapping.HeadingsOf(f).Count == 0 && (f.CopyOf is null || mapping.HeadingsOf(kind.Find(f.CopyOf)!).Count == 0)))
        {
            root.Problem("key", $"{field.Name} is part of the key but has no heading.",
                $"{field.Name} 是主键的一部分，却没有列标题。");
        }

        foreach (Field field in kind.Fields.Where(f => f.IsVital && mapping.HeadingsOf(f).Count == 0 && !(f == kind.Key && mapping.KeyParts.Count > 0)))
        {
            root.Problem(
                "headings",
                $"has no heading for {field.Name}, without which no row can be used."
                + (field == kind.Key ? " For a list without numbers write key: [fields that together name a row]." : string.Empty),
                $"{field.Name} 没有列标题，而没有它任何行都无法使用。" + (field == kind.Key ? "没有编号的清单请写 key: [合起来能指明一行的字段]。" : string.Empty));
        }
    }

    private Dictionary<Field, IReadOnlyList<string>> Headings(string section)
    {
        Dictionary<Field, IReadOnlyList<string>> headings = [];
        if (root.MapOrNull(section) is not { } map)
        {
            if (section == "headings")
            {
                root.Problem(section, "is missing: list the file's headings by field.",
                    "缺失：请按字段列出文件的列标题。");
            }

            return headings;
        }

        foreach (string key in map.Keys)
        {
            if (FieldOf(map, key) is not { } field)
            {
                continue;
            }

            headings[field] = map.Texts(key);
            foreach (string heading in headings[field])
            {
                if (HeadingName.Comparable(heading).Length == 0)
                {
                    map.Problem(key, $"the heading \"{heading}\" has no letter or digit outside brackets to know it by.",
                        $"列标题“{heading}”在括号之外没有可供识别的文字或数字。");
                }
                else if (!taken.TryAdd(HeadingName.Comparable(heading), key))
                {
                    map.Problem(key, $"the heading \"{heading}\" already stands for {taken[HeadingName.Comparable(heading)]}.",
                        $"列标题“{heading}”已用于 {taken[HeadingName.Comparable(heading)]}。");
                }
            }
        }

        return headings;
    }

    private Field? FieldOf(DocumentMap map, string key)
    {
        if (kind.Find(key) is { IsMade: false } field)
        {
            return field;
        }

        map.Problem(key, $"the kind {kind.Name} has no such field.{Spelling.DidYouMean(key, kind.Fields.Where(f => !f.IsMade).Select(f => f.Name))}",
            $"{kind.Name} 类导出没有这个字段。{Spelling.Meant(key, kind.Fields.Where(f => !f.IsMade).Select(f => f.Name))}");
        return null;
    }

    private List<Field> KeyParts()
    {
        List<Field> parts = [];
        foreach (string name in root.Texts("key").Select(k => k.TrimEnd('?')))
        {
            if (kind.Find(name) is { IsMade: false } field && field != kind.Key)
            {
                parts.Add(field);
            }
            else
            {
                root.Problem("key", $"\"{name}\" is no field that a key of {kind.Name} can be put together from.{Spelling.DidYouMean(name, kind.Fields.Select(f => f.Name))}",
                    $"“{name}”不是可用来拼成 {kind.Name} 主键的字段。{Spelling.Meant(name, kind.Fields.Select(f => f.Name))}");
            }
        }

        return parts;
    }

    private List<RowFilter> LeaveOut()
    {
        List<RowFilter> filters = [];
        foreach (DocumentMap entry in root.Maps("leave_out"))
        {
            string heading = entry.Text("heading");
            bool isThese = entry.Has("is");
            if (isThese == entry.Has("is_not"))
            {
                entry.Problem("heading", "write either is: [words of rows to leave out] or is_not: [words of rows to keep]; \"\" in the list stands for an empty cell.",
                    "请写 is: [不计的行中的词] 或 is_not: [保留的行中的词]；列表中的 \"\" 表示空单元格。");
            }

            filters.Add(new RowFilter(heading, entry.Texts(isThese ? "is" : "is_not"), LeavesOutOthers: !isThese));
            entry.NoOtherKeys();
        }

        return filters;
    }

    // duplicates: set_aside, first or last, or the field whose greatest value wins.
    private DuplicateRule Duplicates()
    {
        if (!root.Has("duplicates"))
        {
            return DuplicateRule.SetAside;
        }

        string given = root.Text("duplicates");
        const string newest = "newest by ";
        if (given.StartsWith(newest, StringComparison.Ordinal))
        {
            string name = given[newest.Length..].Trim();
            if (kind.Find(name) is { Type: FieldType.Instant or FieldType.Day or FieldType.Count or FieldType.Number } field)
            {
                return new DuplicateRule(DuplicateChoice.Newest, field);
            }

            root.Problem("duplicates", $"\"{name}\" is no date or number of {kind.Name} to tell the newest row by.{Spelling.DidYouMean(name, kind.Fields.Where(f => f.Type is FieldType.Instant or FieldType.Day).Select(f => f.Name))}",
                $"“{name}”不是 {kind.Name} 中可据以判断最新一行的日期或数字。{Spelling.Meant(name, kind.Fields.Where(f => f.Type is FieldType.Instant or FieldType.Day).Select(f => f.Name))}");
        }
        else if (given is not ("set_aside" or "first" or "last"))
        {
            root.Problem("duplicates", $"\"{given}\" is none of: set_aside, first, last, newest by FIELD.",
                $"“{given}”不是 set_aside、first、last、newest by 字段 之一。");
        }

        return given switch
        {
            "first" => new DuplicateRule(DuplicateChoice.First, null),
            "last" => new DuplicateRule(DuplicateChoice.Last, null),
            _ => DuplicateRule.SetAside,
        };
    }

    private IReadOnlyList<string> LastEntry()
    {
        IReadOnlyList<string> steps = root.Texts("last_entry");
        IReadOnlyList<string> known = kind.Find("what")?.Codes ?? [];
        foreach (string step in steps.Where(s => !known.Contains(s)))
        {
            root.Problem("last_entry", known.Count == 0 ? $"is for logs of state changes; {kind.Name} has no states." : $"\"{step}\" is no step of a ticket.{Spelling.DidYouMean(step, known)}",
                known.Count == 0 ? $"只用于状态变更日志；{kind.Name} 没有状态。" : $"“{step}”不是报修单的节点。{Spelling.Meant(step, known)}");
        }

        return steps;
    }

    private Dictionary<Field, IReadOnlyDictionary<string, string>> Codes()
    {
        Dictionary<Field, IReadOnlyDictionary<string, string>> codes = [];
        if (root.MapOrNull("codes") is not { } map)
        {
            return codes;
        }

        foreach (string key in map.Keys)
        {
            if (kind.Find(key) is not { } field || !TakesWords(field))
            {
                map.Problem(key, $"the kind {kind.Name} has no such field with codes.{Spelling.DidYouMean(key, kind.Fields.Where(TakesWords).Select(f => f.Name))}",
                    $"{kind.Name} 类导出没有这个代码字段。{Spelling.Meant(key, kind.Fields.Where(TakesWords).Select(f => f.Name))}");
                continue;
            }

            Dictionary<string, string> words = new(StringComparer.Ordinal);
            if (map.MapOrNull(key) is { } entries)
            {
                foreach (string word in entries.Keys)
                {
                    words[word] = field.Type is FieldType.Number or FieldType.Count
                        ? (entries.NumberOrNull(word, 0, field.Most ?? 1e12) ?? 0).ToString(CultureInfo.InvariantCulture)
                        : entries.Choice(word, CodesOf(field), CodesOf(field)[0]);
                }
            }

            codes[field] = words;
        }

        return codes;
    }

    // A score may be written in words: 非常满意 for 5.
    private static bool TakesWords(Field field) => field.Type is FieldType.Code or FieldType.Flag or FieldType.Number or FieldType.Count;

    private Dictionary<Field, string> Constants()
    {
        Dictionary<Field, string> constants = [];
        if (root.MapOrNull("constants") is not { } map)
        {
            return constants;
        }

        foreach (string key in map.Keys)
        {
            if (FieldOf(map, key) is not { } field)
            {
                continue;
            }

            switch (field.Type)
            {
                case FieldType.Instant or FieldType.Day:
                    map.Problem(key, "a date belongs to a row and can't be the same for all of them.",
                        "日期属于各行，不能所有行都相同。");
                    break;
                case var _ when field == kind.Key:
                    map.Problem(key, "the key tells rows apart and can't be the same for all of them.",
                        "主键用来区分各行，不能所有行都相同。");
                    break;
                case FieldType.Code or FieldType.Flag:
                    constants[field] = map.Choice(key, CodesOf(field), string.Empty);
                    break;
                case FieldType.Money or FieldType.Number or FieldType.Count:
                    if (map.NumberOrNull(key, 0, field.Most ?? 1e12) is { } number)
                    {
                        constants[field] = number.ToString(CultureInfo.InvariantCulture);
                    }

                    break;
                default:
                    constants[field] = map.Text(key);
                    break;
            }
        }

        return constants;
    }

    private static IReadOnlyList<string> CodesOf(Field field) => field.Type == FieldType.Flag ? ["true", "false"] : field.Codes;

    private IReadOnlyList<string> DateFormats()
    {
        IReadOnlyList<string> formats = root.Texts("date_format");
        foreach (string format in formats)
        {
            string[] letters = [.. Regex.Matches(format, "%-?(.?)", RegexOptions.NonBacktracking).Select(m => m.Groups[1].Value)];
            if (letters.FirstOrDefault(l => l.Length == 0 || !DateLetters.Contains(l[0], StringComparison.Ordinal)) is { } wrong)
            {
                root.Problem("date_format", $"\"{format}\" has \"%{wrong}\", which is not known; known are %{string.Join(" %", DateLetters.ToCharArray())}.",
                    $"“{format}”中的“%{wrong}”无法识别；可用 %{string.Join(" %", DateLetters.ToCharArray())}。");
            }
            else if (!(letters.Contains("d") && letters.Any(l => l is "m" or "b" or "B") && letters.Any(l => l is "Y" or "y")))
            {
                root.Problem("date_format", $"\"{format}\" lacks the year, the month or the day (write %d/%m/%Y %H:%M).",
                    $"“{format}”缺少年、月或日（应写如 %d/%m/%Y %H:%M）。");
            }
        }

        return formats;
    }

    private Regex? ExportDate()
    {
        if (root.TextOrNull("export_date") is not { } text)
        {
            return null;
        }

        try
        {
            Regex pattern = new(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            string[] missing = [.. new[] { "year", "month", "day" }.Except(pattern.GetGroupNames())];
            if (missing.Length > 0)
            {
                root.Problem("export_date", $"has no group named {string.Join(", ", missing)}; write (?<year>\\d{{4}}) and so on.",
                    $"没有名为 {string.Join("、", missing)} 的组；应写如 (?<year>\\d{{4}})。");
            }

            return pattern;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            root.Problem("export_date", $"is not a regular expression: {failure.Message}",
                $"不是正则表达式：{failure.Message}");
            return null;
        }
    }
}
