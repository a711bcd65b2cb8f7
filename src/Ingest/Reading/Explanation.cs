using ServiceAnalytics.Ingest.Cleaning;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Puts what was recognised into words.</summary>
internal static class Explanation
{
    private const int MostOutOfShape = 20;

    /// <summary>The whole file.</summary>
    /// <param name="file">As it was named.</param>
    /// <param name="recognised">Its table.</param>
    /// <param name="facts">The pass over its records.</param>
    /// <param name="styles">How dates are read; null when that can't be decided.</param>
    /// <param name="refusal">Why it can't be decided.</param>
    /// <param name="zone">The zone of local times.</param>
    public static FileExplanation Of(
        string file, Recognition recognised, TableFacts facts, IReadOnlyDictionary<string, InstantStyle>? styles, RefusedException? refusal, string zone)
    {
        (TextTable table, TableLayout layout) = (recognised.Table, recognised.Layout);
        Dictionary<int, Field> fields = layout.Match.Columns.Keys.Where(f => f.CopyOf is null).SelectMany(f => layout.Match.ColumnsOf(f).Select(c => (Column: c, Field: f))).ToDictionary(f => f.Column, f => f.Field);
        return new FileExplanation
        {
            File = file,
            Refusal = refusal?.Message,
            RefusalZh = refusal?.Chinese,
            Format = table.Format,
            PackedName = table.PackedName,
            Encoding = table.Encoding,
            EncodingEvidence = table.Encoding is null ? null : table.Evidence,
            Delimiter = table.Delimiters.Count > 1 ? layout.Delimiter : null,
            SheetName = table.SheetName,
            SheetsNotRead = recognised.SheetsNotRead,
            HiddenRows = table.HiddenRows,
            HeadingRow = layout.SheetHeadingRow,
            Kind = layout.Kind.Name,
            Mapping = layout.Match.Mapping.Name,
            NamedColumns = layout.Match.NamedColumns,
            UsedColumns = layout.Match.UsedColumns,
            MissingImportant = [.. layout.Match.MissingImportant.Select(f => f.Name)],
            Zone = zone,
            Records = facts.Records,
            OutOfShape = [.. facts.Odd.Take(MostOutOfShape).Select(o => $"row {o.Record + layout.SheetHeadingRow + 1}: {o.Rule}{(o.Seen is null ? string.Empty : $" ({o.Seen})")}")],
            Columns =
            [
                .. layout.Headings.Select((heading, i) =>
                {
                    ColumnFacts column = facts.Columns[i];
                    Field? field = fields.GetValueOrDefault(i);
                    return new ColumnExplanation(heading, field?.Name, field is null ? (layout.Match.ExtraColumns.Contains(i) ? "kept as extra data" : "not used") : Reading(field, column, styles, layout.Match.Mapping), column.Filled, Shown(field, heading, column.Samples.FirstOrDefault()));
                }),
            ],
        };
    }

    // Who a contact is shows only in the database.
    private static string? Shown(Field? field, string heading, string? sample) => sample is null ? null
        : field == ExportKind.Personal[0] ? PersonalText.Name(sample)
        : field == ExportKind.Personal[1] || PersonalHeadings.Has(heading) ? PersonalText.Phone(sample)
        : PersonalText.Phones(sample);

    private static string Reading(Field field, ColumnFacts column, IReadOnlyDictionary<string, InstantStyle>? styles, Mapping mapping) => field.Role switch
    {
        ColumnRole.Number when column.HasDecimalComma => $"number with decimal comma ({column.DecimalCommas:N0} cells show it)",
        ColumnRole.Number => "number with decimal point",
        ColumnRole.Date when styles is null || column.Filled == 0 => "date",
        ColumnRole.Date => "date, " + Style(styles[field.Name], column, mapping),
        _ when field.Type == FieldType.Code => "word, translated by the mapping",
        _ when field.Type == FieldType.Flag => "yes or no",
        ColumnRole.Name => "name or number of something",
        _ => "text",
    };

    private static string Style(InstantStyle style, ColumnFacts column, Mapping mapping) => style switch
    {
        InstantStyle.Iso => "year-month-day",
        InstantStyle.Chinese => "年月日",
        InstantStyle.Dotted => "year.month.day",
        InstantStyle.Compact => "digits alone",
        InstantStyle.Serial => "Excel's serial numbers",
        InstantStyle.Named => "with the month's name",
        InstantStyle.Stated => "as the mapping says",
        InstantStyle.DayFirst => "day first" + Why(column.DayFirst, mapping),
        _ => "month first" + Why(column.MonthFirst, mapping),
    };

    private static string Why(long cells, Mapping mapping) =>
        cells > 0 ? $" ({cells:N0} cells can't be read otherwise)" : mapping.DateOrder == DateOrder.Unstated ? " (by the file's other columns or its dots)" : " (the mapping says so)";
}
