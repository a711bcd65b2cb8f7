using System.Globalization;
using System.Text.RegularExpressions;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Warehouse;
using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>In which order a date written with plain numbers is to be read, e.g. 03/10/2026.</summary>
public enum DateOrder
{
    /// <summary>The mapping doesn't say; the file must show it by a number above 12.</summary>
    Unstated,

    /// <summary>Day, month, year.</summary>
    DayFirst,

    /// <summary>Month, day, year.</summary>
    MonthFirst,
}

/// <summary>How one system writes one kind of export: its headings, its words, its dates.</summary>
public sealed record Mapping
{
    /// <summary>Name, unique among the mappings in use.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of export that a row of the file is.</summary>
    public required ExportKind Kind { get; init; }

    /// <summary>Headings by field, as people write them; the first is the usual one.</summary>
    public required IReadOnlyDictionary<Field, IReadOnlyList<string>> Headings { get; init; }

    /// <summary>Our codes by the source's words, per field.</summary>
    public required IReadOnlyDictionary<Field, IReadOnlyDictionary<string, string>> Codes { get; init; }

    /// <summary>IANA zone of the file's local times; null = the policy's.</summary>
    public string? Zone { get; init; }

    /// <summary>How to read 03/10/2026.</summary>
    public DateOrder DateOrder { get; init; }

    /// <summary>Where the file's name says when it was exported; null = any date in it. Groups year, month, day, hour, minute.</summary>
    public Regex? ExportDate { get; init; }

    /// <summary>True for a mapping of the user's; on a tie it goes before a shipped one.</summary>
    public bool IsUsers { get; init; }

    /// <summary>Reads a mapping.</summary>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="DocumentException">With every problem and its line.</exception>
    public static Mapping Parse(string file, string yaml)
    {
        Document document = Document.Parse(file, yaml);
        DocumentMap root = document.Root;
        string name = root.Text("name");
        string kindName = root.Choice("kind", [.. ExportKinds.All.Select(k => k.Name)], string.Empty);
        if (kindName.Length == 0 && !root.Has("kind"))
        {
            root.Problem("kind", $"is missing; it must be one of {string.Join(", ", ExportKinds.All.Select(k => k.Name))}.");
        }

        ExportKind kind = ExportKinds.Find(kindName) ?? ExportKinds.Tickets;
        string? zone = root.TextOrNull("zone");
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            root.Problem("zone", $"\"{zone}\" is not a time zone (write Asia/Shanghai or Europe/Berlin).");
        }

        Mapping mapping = new()
        {
            Name = name,
            Kind = kind,
            Zone = zone,
            DateOrder = root.Choice("date_order", ["ymd", "dmy", "mdy"], "ymd") switch
            {
                "dmy" => DateOrder.DayFirst,
                "mdy" => DateOrder.MonthFirst,
                _ => DateOrder.Unstated,
            },
            ExportDate = Pattern(root),
            Headings = ReadHeadings(root, kind),
            Codes = ReadCodes(root, kind),
        };
        root.NoOtherKeys();
        document.ThrowIfProblems();
        return mapping;
    }

    private static Regex? Pattern(DocumentMap root)
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
                root.Problem("export_date", $"has no group named {string.Join(", ", missing)}; write (?<year>\\d{{4}}) and so on.");
            }

            return pattern;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            root.Problem("export_date", $"is not a regular expression: {failure.Message}");
            return null;
        }
    }

    private static Dictionary<Field, IReadOnlyList<string>> ReadHeadings(DocumentMap root, ExportKind kind)
    {
        Dictionary<Field, IReadOnlyList<string>> headings = [];
        Dictionary<string, string> taken = new(StringComparer.Ordinal);
        if (root.MapOrNull("headings") is not { } map)
        {
            root.Problem("headings", "is missing: list the file's headings by field.");
            return headings;
        }

        foreach (string key in map.Keys)
        {
            if (kind.Find(key) is not { } field)
            {
                map.Problem(key, $"the kind {kind.Name} has no such field.{Spelling.DidYouMean(key, kind.Fields.Select(f => f.Name))}");
                continue;
            }

            headings[field] = map.Texts(key);
            foreach (string heading in headings[field])
            {
                if (!taken.TryAdd(HeadingName.Comparable(heading), key))
                {
                    map.Problem(key, $"the heading \"{heading}\" already stands for {taken[HeadingName.Comparable(heading)]}.");
                }
            }
        }

        foreach (Field field in kind.Fields.Where(f => f.IsVital && !headings.ContainsKey(f)))
        {
            root.Problem("headings", $"has no heading for {field.Name}, without which no row can be used.");
        }

        return headings;
    }

    private static Dictionary<Field, IReadOnlyDictionary<string, string>> ReadCodes(DocumentMap root, ExportKind kind)
    {
        Dictionary<Field, IReadOnlyDictionary<string, string>> codes = [];
        if (root.MapOrNull("codes") is not { } map)
        {
            return codes;
        }

        foreach (string key in map.Keys)
        {
            if (kind.Find(key) is not { Type: FieldType.Code or FieldType.Flag } field)
            {
                map.Problem(key, $"the kind {kind.Name} has no such field with codes.{Spelling.DidYouMean(key, kind.Fields.Where(f => f.Type is FieldType.Code or FieldType.Flag).Select(f => f.Name))}");
                continue;
            }

            IReadOnlyList<string> possible = field.Type == FieldType.Flag ? ["true", "false"] : field.Codes;
            Dictionary<string, string> words = new(StringComparer.Ordinal);
            if (map.MapOrNull(key) is { } entries)
            {
                foreach (string word in entries.Keys)
                {
                    words[word] = entries.Choice(word, possible, possible[0]);
                }
            }

            codes[field] = words;
        }

        return codes;
    }

    /// <summary>Name and kind.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Kind.Name})");
}
