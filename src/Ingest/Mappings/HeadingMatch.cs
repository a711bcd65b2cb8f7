using ServiceAnalytics.Ingest.Kinds;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>How well a mapping fits a row of headings.</summary>
public sealed record HeadingMatch
{
    /// <summary>The mapping that was tried.</summary>
    public required Mapping Mapping { get; init; }

    /// <summary>The column (from 0) of each field that was found; of a field filled from several columns the first.</summary>
    public required IReadOnlyDictionary<Field, int> Columns { get; init; }

    /// <summary>Further columns of fields filled from several: used row by row where those before are empty.</summary>
    public required IReadOnlyDictionary<Field, IReadOnlyList<int>> FurtherColumns { get; init; }

    /// <summary>The columns of the mapping's row filters; a filter whose column the file lacks isn't among them.</summary>
    public required IReadOnlyList<(RowFilter Filter, int Column)> Filters { get; init; }

    /// <summary>Headings that the mapping doesn't know, as delivered, each once; columns without a heading aren't among them.</summary>
    public required IReadOnlyList<string> Unmapped { get; init; }

    /// <summary>Columns with a heading that the mapping doesn't know and doesn't ignore: kept as extra data.</summary>
    public required IReadOnlyList<int> ExtraColumns { get; init; }

    /// <summary>Headings that the mapping requires and the row lacks.</summary>
    public required IReadOnlyList<string> MissingRequired { get; init; }

    /// <summary>How many columns have a heading.</summary>
    public required int NamedColumns { get; init; }

    /// <summary>How many of them are used.</summary>
    public required int UsedColumns { get; init; }

    /// <summary>How many of the kind's own fields were found: a contact's phone says nothing about what a file is, a column read twice counts once.</summary>
    public int KnownFields => Columns.Keys.Count(f => !f.IsPersonal && f.CopyOf is null);

    /// <summary>Fields without which no row can be used and that weren't found; of a key put together the parts that weren't.</summary>
    public IReadOnlyList<Field> MissingVital =>
        [.. Mapping.Kind.Fields.Where(f => f.IsVital && !Fills(f)), .. Mapping.KeyParts.Where(f => !f.IsVital && !Columns.ContainsKey(f) && !Mapping.OptionalKeyParts.Contains(f))];

    /// <summary>Fields that figures suffer without and that weren't found.</summary>
    public IReadOnlyList<Field> MissingImportant => [.. Mapping.Kind.Fields.Where(f => f.IsImportant && !Fills(f))];

    /// <summary>True when rows can be used: everything vital and required is there, and at least one field besides.</summary>
    public bool IsUsable => MissingRequired.Count == 0 && MissingVital.Count == 0 && KnownFields > Mapping.Kind.Fields.Count(f => f.IsVital && Columns.ContainsKey(f));

    /// <summary>True when rows get a value of this field: by a column, a constant, as the key put together from others, or from columns nobody knows.</summary>
    public bool Fills(Field field) => Columns.ContainsKey(field) || Mapping.Constants.ContainsKey(field) || (field == Mapping.Kind.Key && Mapping.KeyParts.Count > 0)
        || (field.Type == FieldType.Extra && ExtraColumns.Count > 0) || (field.Name == "entry" && Mapping.LastEntry.Count > 0);

    /// <summary>All columns that fill a field, in the order of preference; empty when it has none.</summary>
    public IReadOnlyList<int> ColumnsOf(Field field) =>
        Columns.TryGetValue(field, out int first) ? [first, .. FurtherColumns.GetValueOrDefault(field) ?? []] : [];

    /// <summary>Tries a mapping on a row's cells. Of two columns with one heading the first is taken, the other stays unmapped.</summary>
    public static HeadingMatch Of(Mapping mapping, IReadOnlyList<string> cells) => Of(mapping, cells, [.. cells.Select(HeadingName.Comparable)]);

    /// <summary>Tries a mapping on a row's cells whose comparable forms are known: many mappings are tried on one row.</summary>
    internal static HeadingMatch Of(Mapping mapping, IReadOnlyList<string> cells, string[] headings)
    {
        Dictionary<Field, SortedList<int, int>> found = [];
        for (int i = 0; i < headings.Length; i++)
        {
            if (headings[i].Length > 0 && mapping.Lookup.Find(headings[i]) is var (field, rank))
            {
                if (!found.TryGetValue(field, out SortedList<int, int>? byRank))
                {
                    found[field] = byRank = [];
                }

                byRank.TryAdd(rank, i);
            }
        }

        (RowFilter Filter, int Column)[] filters =
        [
            .. mapping.LeaveOut.Select(f => (Filter: f, Column: Array.IndexOf(headings, HeadingName.Comparable(f.Heading)))).Where(f => f.Column >= 0),
        ];

        // A field's usual heading goes before its synonyms when a file has both.
        Dictionary<Field, int> columns = found.ToDictionary(f => f.Key, f => f.Value.Values[0]);
        Dictionary<Field, IReadOnlyList<int>> further = found.Where(f => f.Value.Count > 1 && mapping.FirstOf.ContainsKey(f.Key))
            .ToDictionary(f => f.Key, f => (IReadOnlyList<int>)[.. f.Value.Values.Skip(1)]);
        foreach (Field copy in mapping.Kind.Fields.Where(f => f.CopyOf is not null && !columns.ContainsKey(f)))
        {
            Field original = mapping.Kind.Find(copy.CopyOf!)!;
            if (columns.TryGetValue(original, out int column))
            {
                columns[copy] = column;
            }
        }

        HashSet<int> used = [.. columns.Values, .. further.Values.SelectMany(c => c), .. filters.Select(f => f.Column)];
        HashSet<string> ignored = [.. mapping.Ignore.Select(HeadingName.Comparable)];
        int[] named = [.. Enumerable.Range(0, cells.Count).Where(i => !string.IsNullOrWhiteSpace(cells[i]))];
        return new HeadingMatch
        {
            Mapping = mapping,
            Columns = columns,
            FurtherColumns = further,
            Filters = filters,
            Unmapped = [.. named.Where(i => !used.Contains(i) && !ignored.Contains(headings[i])).Select(i => cells[i]).Distinct(StringComparer.Ordinal)],
            ExtraColumns = [.. named.Where(i => !used.Contains(i) && !ignored.Contains(headings[i]))],
            MissingRequired = [.. mapping.Required.Where(r => Array.IndexOf(headings, HeadingName.Comparable(r)) < 0)],
            NamedColumns = named.Length,
            UsedColumns = used.Count,
        };
    }

    /// <summary>
    /// The better of two, for the choice among all mappings and rows. A mapping whose required headings are missing is out of
    /// the question, and so is a log without state or time, since a log knows all of a ticket's headings besides. Then: more columns, so that a ticket export that lacks its date of receipt is told as such and not taken
    /// for a list of units; usable; fewer headings left over; and of equals the user's, then the one that requires more.
    /// </summary>
    public static int Compare(HeadingMatch a, HeadingMatch b) => Rank(a).CompareTo(Rank(b));

    private static (bool, int, bool, int, bool, int) Rank(HeadingMatch match) =>
        (match.MissingRequired.Count == 0 && (match.Mapping.Kind != ExportKinds.TicketEvents || match.IsUsable), match.KnownFields, match.IsUsable, -match.Unmapped.Count, match.Mapping.IsUsers, match.Mapping.Required.Count);
}
