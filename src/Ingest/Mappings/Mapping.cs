using System.Globalization;
using System.Text.RegularExpressions;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Warehouse;

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
    private HeadingLookup? lookup;

    /// <summary>Name, unique among the mappings in use.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of export that a row of the file is.</summary>
    public required ExportKind Kind { get; init; }

    /// <summary>What the file is called where it comes from, in Chinese; empty when the mapping doesn't say.</summary>
    public string TitleZh { get; init; } = string.Empty;

    /// <summary>The same in English.</summary>
    public string TitleEn { get; init; } = string.Empty;

    /// <summary>Headings by field, as people write them; the first is the usual one. One column is used, however many of them a file has.</summary>
    public required IReadOnlyDictionary<Field, IReadOnlyList<string>> Headings { get; init; }

    /// <summary>Fields filled from several columns: row by row the first of these headings with anything in its cell.</summary>
    public IReadOnlyDictionary<Field, IReadOnlyList<string>> FirstOf { get; init; } = new Dictionary<Field, IReadOnlyList<string>>();

    /// <summary>Values of fields that the file doesn't have, or has empty: in the source's words or in ours.</summary>
    public IReadOnlyDictionary<Field, string> Constants { get; init; } = new Dictionary<Field, string>();

    /// <summary>The fields that the key is put together from, for lists without numbers; empty when the file has a key.</summary>
    public IReadOnlyList<Field> KeyParts { get; init; } = [];

    /// <summary>Those of <see cref="KeyParts"/> that a file may lack (written with a question mark behind).</summary>
    public IReadOnlyList<Field> OptionalKeyParts { get; init; } = [];

    /// <summary>Headings without which a file isn't this export.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Rows that are none of ours.</summary>
    public IReadOnlyList<RowFilter> LeaveOut { get; init; } = [];

    /// <summary>Headings whose columns are thrown away: neither used nor kept as extra data, so that a change in them is no change.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Which of several different rows of one key in one file counts.</summary>
    public DuplicateRule Duplicates { get; init; } = DuplicateRule.SetAside;

    /// <summary>In logs of state changes: the steps of which the last entry is the milestone; of all others it is the first.</summary>
    public IReadOnlyList<string> LastEntry { get; init; } = [];

    /// <summary>How many rows the heading has; the first of them names the columns.</summary>
    public int HeadingRows { get; init; } = 1;

    /// <summary>Our codes by the source's words, per field.</summary>
    public required IReadOnlyDictionary<Field, IReadOnlyDictionary<string, string>> Codes { get; init; }

    /// <summary>IANA zone of the file's local times; null = the policy's.</summary>
    public string? Zone { get; init; }

    /// <summary>How to read 03/10/2026.</summary>
    public DateOrder DateOrder { get; init; }

    /// <summary>How dates are written, as strptime patterns; empty = seen from the file.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>Where the file's name says when it was exported; null = any date in it. Groups year, month, day, hour, minute.</summary>
    public Regex? ExportDate { get; init; }

    /// <summary>Totals that every file of this mapping must have, as for a fixed list of units; null = none.</summary>
    public Checks.ControlTotals? Expected { get; init; }

    /// <summary>True for a mapping of the user's; on a tie it goes before a shipped one.</summary>
    public bool IsUsers { get; init; }

    /// <summary>The file's text as written, for showing.</summary>
    public required string Source { get; init; }

    /// <summary>The fields by comparable heading. Made once: recognising a file asks for it some thousand times.</summary>
    internal HeadingLookup Lookup => lookup ??= new HeadingLookup(this);

    /// <summary>The headings by which a field is known, in order of preference; empty when there are none.</summary>
    public IReadOnlyList<string> HeadingsOf(Field field) =>
        Headings.GetValueOrDefault(field) ?? FirstOf.GetValueOrDefault(field) ?? [];

    /// <summary>Reads a mapping.</summary>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="yaml">Its text.</param>
    /// <exception cref="DocumentException">With every problem and its line.</exception>
    public static Mapping Parse(string file, string yaml) => MappingReader.Read(file, yaml);

    /// <summary>Name and kind.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} ({Kind.Name})");
}

/// <summary>A mapping's fields by comparable heading.</summary>
internal sealed class HeadingLookup
{
    private readonly Dictionary<string, (Field Field, int Rank)> fields = new(StringComparer.Ordinal);

    public HeadingLookup(Mapping mapping)
    {
        foreach ((Field field, IReadOnlyList<string> names) in mapping.Headings.Concat(mapping.FirstOf))
        {
            for (int i = 0; i < names.Count; i++)
            {
                fields.TryAdd(HeadingName.Comparable(names[i]), (field, i));
            }
        }

        foreach ((Field field, string heading, int rank) in PersonalHeadings.All.Where(p => !mapping.LeaveOut.Any(f => HeadingName.Comparable(f.Heading) == p.Heading)))
        {
            fields.TryAdd(heading, (field, rank));
        }
    }

    /// <summary>The field that a comparable heading stands for, and its place among the field's headings; null when it isn't known.</summary>
    public (Field Field, int Rank)? Find(string comparable) =>
        fields.TryGetValue(comparable, out (Field Field, int Rank) found) ? found : null;
}
