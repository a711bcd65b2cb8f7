using System.Globalization;
using System.Text;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <content>The statement that takes what is plain straight into the kind's table.</content>
internal sealed partial class CleaningStatement
{
    /// <summary>The columns that <see cref="CellRows"/> may give as values, and the values' type.</summary>
    public IReadOnlyDictionary<int, OfferedType> ValueColumns()
    {
        // A column may fill several fields, or decide whether a row is ours.
        IEnumerable<IGrouping<int, OfferedType?>> uses = mapped.SelectMany(f => layout.Match.ColumnsOf(f).Select(c => (Column: c, Type: ValueOf(f))))
            .Concat(layout.Match.Filters.Select(f => (f.Column, Type: (OfferedType?)null)))
            .GroupBy(u => u.Column, u => u.Type);
        return uses.Where(u => u.Distinct().Count() == 1 && u.First() is not null).ToDictionary(u => u.Key, u => u.First()!.Value);
    }

    /// <summary>
    /// Reads the cells of all records straight into the kind's table: only usable rows without a remark, and not those of the
    /// temporary table <c>suspects</c> (record). Parameters: <c>$batch_id</c>, <c>$exported_at_utc</c>, <c>$heading_row</c>.
    /// </summary>
    /// <remarks>
    /// It must take exactly the rows that <see cref="Incoming"/> finds usable and without a remark. What can't be so in such a row is left
    /// out: a milestone is its own value where it isn't before the receipt, and the row is none of these where it is.
    /// </remarks>
    public string Plain(CellRows cells)
    {
        IReadOnlyDictionary<int, OfferedType> given = ValueColumns();
        Dictionary<Field, int> columns = mapped.Where(f => layout.Match.ColumnsOf(f) is [var only] && given.ContainsKey(only)).ToDictionary(f => f, f => layout.Match.Columns[f]);
        return new CleaningStatement(layout, facts, styles, columns).PlainOf(cells.Sql);
    }

    private string PlainOf(string cells)
    {
        StringBuilder sql = new();
        string columns = string.Join(", ", mapped.Select(f => f.Column));
        sql.AppendLine($"insert into service.{layout.Kind.Name} ({columns}, export_at_utc, batch_id, row_number, content_hash)");
        string[] passed =
        [
            "record", .. layout.Match.Filters.Select((_, i) => $"f_{i}"), .. mapped.Select(f => "x_" + f.Name), .. mapped.Where(values.ContainsKey).Select(f => "t_" + f.Name),
        ];
        Layer(
            sql,
            "with delivered",
            [
                "record",
                .. layout.Match.Filters.Select((f, i) => $"c{f.Column} as f_{i}"),
                .. mapped.Select(Delivered),
                .. mapped.Where(values.ContainsKey).Select(f => $"t{values[f]} as t_{f.Name}"),
            ],
            cells);
        ReadLayers(sql, passed);
        Layer(sql, ", judged", [.. passed, .. mapped.Select(f => "p_" + f.Name), .. mapped.Select(f => $"{(f.FollowsReceipt ? "p_" + f.Name : Judged(f))} as {f.Column}")], "typed");
        sql.AppendLine($"""
            select {columns}, $exported_at_utc, $batch_id, record + $heading_row + 1, {ContentHash()}
            from judged
            where {string.Join("\n    and ", [IsUsable(), .. NotOthers(), .. Undoubted()])}
                and record not in (select record from suspects)
            """);
        return sql.ToString();
    }

    private string[] NotOthers() => layout.Match.Filters.Count == 0 ? [] : [$"not ({AnyFilter()})"];

    // The reverse of HasRemark. The engine is slow at "or" among the conditions of a row, so what may be wrong is asked for together:
    // milestones before the receipt, unknown words, values out of bounds; and cells that were not given as values, which are few.
    private IEnumerable<string> Undoubted()
    {
        Field[] doubted = [.. Doubted];
        string[] wrong =
        [
            .. doubted.Where(f => f.FollowsReceipt).Select(f => $"p_{f.Name} < {ReceiptOrNull}"),
            .. doubted.Where(f => f.Type == FieldType.Code).Select(f => $"{f.Column} = 'unknown'"),
            .. doubted.Where(f => values.ContainsKey(f) && IsBounded(f)).Select(f => $"(t_{f.Name} is not null and {f.Column} is null)"),
        ];
        string[] texts = [.. doubted.Where(f => f.Type != FieldType.Code).Select(f => "x_" + f.Name)];
        string[] unread =
        [
            .. doubted.Where(f => f.Type != FieldType.Code).Select(f => $"(x_{f.Name} is not null and {(f.FollowsReceipt ? $"(p_{f.Name} >= {ReceiptOrNull}{Range(f)}) is not true" : $"{f.Column} is null")})"),
        ];
        return
        [
            .. wrong.Length == 0 ? (string[])[] : [$"({string.Join(" or ", wrong)}) is not true"],
            .. texts.Length == 0 ? (string[])[] : [$"case when coalesce({string.Join(", ", texts)}) is null then true else ({string.Join(" or ", unread)}) is not true end"],
        ];
    }

    // Amounts without a sign that have no greatest value can't be out of bounds, nor can days.
    private static bool IsBounded(Field field) => field.Type is FieldType.Number or FieldType.Count || field.Most is not null || field.MostField is not null;

    private string AnyFilter() => string.Join(" or ", layout.Match.Filters.Select(IsNotOurs));

    private static string IsNotOurs((RowFilter Filter, int Column) filter, int i)
    {
        string isOneOf = string.Join(" or ", filter.Filter.Words.Select(w => $"comparable_word(coalesce(f_{i}, '')) = {SqlLiteral.Of(HeadingName.ComparableWord(w))}").DefaultIfEmpty("false"));
        return filter.Filter.LeavesOutOthers ? $"not ({isOneOf})" : $"({isOneOf})";
    }

    // A value that was given needs no reading; the text is only there where it was not.
    private string Given(Field field, string read) => values.ContainsKey(field)
        ? $"when t_{field.Name} is not null then {string.Format(CultureInfo.InvariantCulture, read, "t_" + field.Name)} "
        : string.Empty;

    private OfferedType? ValueOf(Field field)
    {
        if (layout.Match.ColumnsOf(field).Count != 1 || IsEmpty(field) || layout.Match.Mapping.Constants.ContainsKey(field))
        {
            return null;
        }

        return field.Type switch
        {
            FieldType.Instant or FieldType.Day when styles[field.Name] == InstantStyle.Iso => OfferedType.Timestamp,
            FieldType.Money when !FactsOf(field).HasDecimalComma => OfferedType.Amount,
            FieldType.Number or FieldType.Count when !FactsOf(field).HasDecimalComma && !layout.Match.Mapping.Codes.ContainsKey(field) => OfferedType.Number,
            _ => null,
        };
    }
}
