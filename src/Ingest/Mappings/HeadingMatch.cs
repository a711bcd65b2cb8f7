using ServiceAnalytics.Ingest.Kinds;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>How well a mapping fits a row of headings.</summary>
public sealed record HeadingMatch
{
    /// <summary>The mapping that was tried.</summary>
    public required Mapping Mapping { get; init; }

    /// <summary>The column (from 0) of each field that was found.</summary>
    public required IReadOnlyDictionary<Field, int> Columns { get; init; }

    /// <summary>Headings that the mapping doesn't know, as delivered; columns without a heading aren't among them.</summary>
    public required IReadOnlyList<string> Unmapped { get; init; }

    /// <summary>Fields without which no row can be used and that weren't found.</summary>
    public IReadOnlyList<Field> MissingVital => [.. Mapping.Kind.Fields.Where(f => f.IsVital && !Columns.ContainsKey(f))];

    /// <summary>Fields that figures suffer without and that weren't found.</summary>
    public IReadOnlyList<Field> MissingImportant => [.. Mapping.Kind.Fields.Where(f => f.IsImportant && !Columns.ContainsKey(f))];

    /// <summary>True when rows can be used: everything vital is there, and at least one field besides.</summary>
    public bool IsUsable => MissingVital.Count == 0 && Columns.Count > Mapping.Kind.Fields.Count(f => f.IsVital);

    /// <summary>Tries a mapping on a row's cells. Of two columns with one heading the first is taken, the other stays unmapped.</summary>
    public static HeadingMatch Of(Mapping mapping, IReadOnlyList<string> cells)
    {
        Dictionary<string, Field> byHeading = new(StringComparer.Ordinal);
        foreach ((Field field, IReadOnlyList<string> names) in mapping.Headings)
        {
            foreach (string name in names)
            {
                byHeading[HeadingName.Comparable(name)] = field;
            }
        }

        // A field's usual heading goes before its synonyms when a file has both.
        Dictionary<Field, (int Column, int Rank)> found = [];
        for (int i = 0; i < cells.Count; i++)
        {
            string heading = HeadingName.Comparable(cells[i]);
            if (heading.Length > 0 && byHeading.TryGetValue(heading, out Field? field))
            {
                int rank = mapping.Headings[field].TakeWhile(n => HeadingName.Comparable(n) != heading).Count();
                if (!found.TryGetValue(field, out (int Column, int Rank) known) || rank < known.Rank)
                {
                    found[field] = (i, rank);
                }
            }
        }

        HashSet<int> taken = [.. found.Values.Select(f => f.Column)];
        return new HeadingMatch
        {
            Mapping = mapping,
            Columns = found.ToDictionary(f => f.Key, f => f.Value.Column),
            Unmapped = [.. cells.Where((c, i) => !taken.Contains(i) && !string.IsNullOrWhiteSpace(c))],
        };
    }

    /// <summary>
    /// The better of two, for the choice among all mappings and rows: more columns first, so that a ticket export that lacks
    /// its date of receipt is told as such and not taken for a list of units; then usable; then fewer headings left over.
    /// </summary>
    public static int Compare(HeadingMatch a, HeadingMatch b) =>
        (a.Columns.Count, a.IsUsable, -a.Unmapped.Count, a.Mapping.IsUsers).CompareTo((b.Columns.Count, b.IsUsable, -b.Unmapped.Count, b.Mapping.IsUsers));
}
