using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace ServiceAnalytics.Warehouse.Documents;

/// <summary>
/// The <c>key: value</c> lines of one level of a <see cref="Document"/>. Each reading method notes a problem instead of
/// throwing and returns the fallback, so that one run finds all of them. Call <see cref="NoOtherKeys"/> last.
/// </summary>
public sealed class DocumentMap
{
    private readonly Document document;
    private readonly string path;
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly List<(string Key, long Line)> keys = [];

    internal DocumentMap(Document document, YamlMappingNode node, string path)
    {
        this.document = document;
        this.path = path;
        Line = node.Start.Line;
        foreach ((YamlNode key, YamlNode value) in node.Children)
        {
            values[key.ToString()] = value;
            keys.Add((key.ToString(), key.Start.Line));
        }
    }

    /// <summary>Where this level begins in the file.</summary>
    public long Line { get; }

    /// <summary>The keys in the order of the file.</summary>
    public IReadOnlyList<string> Keys => [.. keys.Select(k => k.Key)];

    /// <summary>True when the key is there with a value.</summary>
    public bool Has(string key)
    {
        asked.Add(key);
        return values.TryGetValue(key, out YamlNode? node) && !IsNothing(node);
    }

    /// <summary>The line of a key, or of this level when the key is missing.</summary>
    public long LineOf(string key) => values.TryGetValue(key, out YamlNode? node) ? node.Start.Line : Line;

    /// <summary>Adds a problem with a key's value, in both languages.</summary>
    public void Problem(string key, string english, string chinese) => document.Add(LineOf(key), $"{Name(key)}: {english}", $"{Name(key)}：{chinese}");

    /// <summary>A text that must be there.</summary>
    public string Text(string key) => TextOrNull(key) ?? Missing(key, string.Empty);

    /// <summary>A text or null.</summary>
    public string? TextOrNull(string key)
    {
        if (!Has(key))
        {
            return null;
        }

        if (values[key] is YamlScalarNode { Value: { } text })
        {
            return text;
        }

        Problem(key, "must be a single value, but is a list or a group of lines.",
            "须为单个值，却是列表或一组行。");
        return null;
    }

    /// <summary>A whole number within bounds; the fallback when the key is missing.</summary>
    public int Integer(string key, int fallback, int least, int most) =>
        (int)(Parsed(key, (string text, out double value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int n) & ((value = n) == n), "a whole number", "整数", least, most) ?? fallback);

    /// <summary>A number within bounds, or null when the key is missing.</summary>
    public double? NumberOrNull(string key, double least, double most) =>
        Parsed(key, (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value), "a number", "数字", least, most);

    /// <summary>true or false; the fallback when the key is missing.</summary>
    public bool Flag(string key, bool fallback)
    {
        switch (TextOrNull(key))
        {
            case null:
                return fallback;
            case "true" or "yes" or "是":
                return true;
            case "false" or "no" or "否":
                return false;
            case string text:
                Problem(key, $"\"{text}\" is neither true nor false.",
                    $"“{text}”既不是 true 也不是 false。");
                return fallback;
        }
    }

    /// <summary>A calendar day yyyy-MM-dd, or null when the key is missing.</summary>
    public DateOnly? DayOrNull(string key)
    {
        if (TextOrNull(key) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return day;
        }

        Problem(key, $"\"{text}\" is not a date (write 2026-10-31).",
            $"“{text}”不是日期（应写如 2026-10-31）。");
        return null;
    }

    /// <summary>One of the given words; the fallback when the key is missing. A wrong word names its nearest neighbour.</summary>
    public string Choice(string key, IReadOnlyList<string> choices, string fallback)
    {
        if (TextOrNull(key) is not { } text)
        {
            return fallback;
        }

        if (choices.Contains(text))
        {
            return text;
        }

        Problem(key, $"\"{text}\" is not known; it must be one of {string.Join(", ", choices)}.{Spelling.DidYouMean(text, choices)}",
            $"“{text}”无法识别；可写 {string.Join("、", choices)}。{Spelling.Meant(text, choices)}");
        return fallback;
    }

    /// <summary>A list of texts; a single text counts as a list of one. Empty when the key is missing.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        if (!Has(key))
        {
            return [];
        }

        switch (values[key])
        {
            case YamlScalarNode { Value: { } single }:
                return [single];
            case YamlSequenceNode list when list.Children.All(c => c is YamlScalarNode):
                return [.. list.Children.Select(c => ((YamlScalarNode)c).Value ?? string.Empty)];
            default:
                Problem(key, "must be a list of single values, [a, b] or lines that begin with \"- \".",
                    "须为单个值的列表：[a, b]，或以“- ”开头的各行。");
                return [];
        }
    }

    /// <summary>The level below a key; null when the key is missing.</summary>
    public DocumentMap? MapOrNull(string key)
    {
        if (!Has(key))
        {
            return null;
        }

        if (values[key] is YamlMappingNode map)
        {
            return new DocumentMap(document, map, Name(key) + ".");
        }

        Problem(key, "must have \"key: value\" lines below it.",
            "下面须有“key: value”形式的各行。");
        return null;
    }

    /// <summary>The entries of a list of levels (lines that begin with "- "); empty when the key is missing.</summary>
    public IReadOnlyList<DocumentMap> Maps(string key)
    {
        if (!Has(key))
        {
            return [];
        }

        if (values[key] is not YamlSequenceNode list || list.Children.Any(c => c is not YamlMappingNode))
        {
            Problem(key, "must be a list whose entries begin with \"- \" and have \"key: value\" lines.",
                "须为列表：每一项以“- ”开头，下有“key: value”形式的各行。");
            return [];
        }

        return [.. list.Children.Select((c, i) => new DocumentMap(document, (YamlMappingNode)c, $"{Name(key)}[{i + 1}]."))];
    }

    /// <summary>Every key that nobody asked for is a problem: a misspelt key must not be ignored in silence.</summary>
    public void NoOtherKeys()
    {
        foreach ((string key, long line) in keys.Where(k => !asked.Contains(k.Key)))
        {
            string[] known = [.. asked.Order(StringComparer.Ordinal)];
            document.Add(
                line,
                $"{Name(key)}: no such key here; known are {string.Join(", ", known)}.{Spelling.DidYouMean(key, known)}",
                $"{Name(key)}：此处没有这个键；可用的有 {string.Join("、", known)}。{Spelling.Meant(key, known)}");
        }
    }

    private static bool IsNothing(YamlNode node) => node is YamlScalarNode { Value: null or "" or "~" or "null" };

    private string Name(string key) => path + key;

    private T Missing<T>(string key, T fallback)
    {
        document.Add(Line, $"{Name(key)} is missing.", $"缺少 {Name(key)}。");
        return fallback;
    }

    private double? Parsed(string key, TryParse parse, string english, string chinese, double least, double most)
    {
        if (TextOrNull(key) is not { } text)
        {
            return null;
        }

        if (!parse(text, out double value))
        {
            Problem(key, $"\"{text}\" is not {english}.",
                $"“{text}”不是{chinese}。");
        }
        else if (value < least || value > most)
        {
            Problem(key, $"{text} is out of bounds ({least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}).",
                $"{text} 超出范围（{least.ToString(CultureInfo.InvariantCulture)} 至 {most.ToString(CultureInfo.InvariantCulture)}）。");
        }
        else
        {
            return value;
        }

        return null;
    }

    private delegate bool TryParse(string text, out double value);
}
