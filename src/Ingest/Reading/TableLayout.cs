using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Where the table stands in a text, and what its columns are.</summary>
internal sealed record TableLayout
{
    /// <summary>The delimiter.</summary>
    public required char Delimiter { get; init; }

    /// <summary>The heading's record in the text, counted from 1; titles stand above it.</summary>
    public required int HeadingRow { get; init; }

    /// <summary>Rows of the sheet above the text that this table was cut from; 0 as a rule.</summary>
    public int RowsAbove { get; init; }

    /// <summary>The heading's row in the sheet as a person counts.</summary>
    public int SheetHeadingRow => RowsAbove + HeadingRow;

    /// <summary>The headings as delivered, made different from each other; a column without one is called by its number.</summary>
    public required IReadOnlyList<string> Headings { get; init; }

    /// <summary>Columns up to the last one that has a heading: a record may not have fewer cells.</summary>
    public required int NamedWidth { get; init; }

    /// <summary>The mapping and the columns of its fields.</summary>
    public required HeadingMatch Match { get; init; }

    /// <summary>The kind of export.</summary>
    public ExportKind Kind => Match.Mapping.Kind;

    /// <summary>What the cells of each column will become.</summary>
    public ColumnRole[] Roles()
    {
        ColumnRole[] roles = new ColumnRole[Headings.Count];
        foreach (Field field in Match.Columns.Keys)
        {
            foreach (int column in Match.ColumnsOf(field))
            {
                roles[column] = field.Role;
            }
        }

        return roles;
    }
}
