using System.Globalization;
using System.Text;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <summary>
/// Composes the one statement that reads a table's text and makes typed, judged rows of it, for the temporary table
/// <c>incoming</c> or straight for the warehouse. See docs/decisions/0005.
/// </summary>
/// <remarks>
/// Columns of <c>incoming</c>: <c>record</c> (the record's number after the heading, from 0), <c>row_key</c>, the mapped columns of
/// the kind, <c>content_hash</c> over all of the kind's values, <c>state</c> (<see cref="Usable"/> …), <c>reasons</c> (of rows set
/// aside) and <c>remarks</c> (of values not used).
/// </remarks>
internal sealed partial class CleaningStatement
{
    /// <summary>State of a row that is stored.</summary>
    public const int Usable = 0;

    /// <summary>State of a row that is set aside.</summary>
    public const int SetAside = 1;

    /// <summary>State of a line of totals.</summary>
    public const int Total = 2;

    /// <summary>State of a repeated heading.</summary>
    public const int Heading = 3;

    /// <summary>State of a blank record, or of one whose cells can't be told apart and which is dealt with elsewhere.</summary>
    public const int Blank = 4;

    /// <summary>State of a row that the mapping leaves out.</summary>
    public const int NotOurs = 5;

    /// <summary>State of a note below the table.</summary>
    public const int Note = 6;

    // Every blank that a spreadsheet may hold around a value.
    private const string Blanks = " \t\r\n\v\f\u00A0\u3000\u200B\uFEFF";

    private static readonly (string Word, string Code)[] YesAndNo =
    [
        .. new[] { "true", "t", "yes", "y", "1", "是", "有", "对", "√", "✓", "✔", "☑" }.Select(w => (w, "true")),
        .. new[] { "false", "f", "no", "n", "0", "否", "不是", "没有", "错", "×", "✗", "✘", "☒" }.Select(w => (w, "false")),
    ];

    /// <summary>The views <c>incoming</c> and <c>file_rows</c> of the table <c>cleaned</c> that has all records.</summary>
    public const string Views = """
        create or replace temp view incoming as select rowid as record, * from cleaned;
        create or replace temp view file_rows as select * from incoming;
        """;

    private readonly TableLayout layout;
    private readonly TableFacts facts;
    private readonly IReadOnlyDictionary<string, InstantStyle> styles;
    private readonly Field[] mapped;

    private readonly IReadOnlyDictionary<Field, int> values;

    public CleaningStatement(TableLayout layout, TableFacts facts, IReadOnlyDictionary<string, InstantStyle> styles)
        : this(layout, facts, styles, new Dictionary<Field, int>())
    {
    }

    /// <summary>The statement for some of the records, from which falls out whatever none of them needs.</summary>
    /// <param name="own">Facts of these records alone.</param>
    public CleaningStatement Of(TableFacts own) => new(layout, own, styles);

    private CleaningStatement(TableLayout layout, TableFacts facts, IReadOnlyDictionary<string, InstantStyle> styles, IReadOnlyDictionary<Field, int> values)
    {
        this.layout = layout;
        this.facts = facts;
        this.styles = styles;
        this.values = values;
        mapped = [.. layout.Kind.Fields.Concat(ExportKind.Personal).Where(layout.Match.Fills)];
    }

    private Field[] Followers => [.. mapped.Where(f => f.FollowsReceipt && !IsEmpty(f))];

    private string ReceiptOrNull => layout.Kind.Receipt is { } receipt ? "p_" + receipt.Name : "null::timestamp";

    /// <summary>
    /// Reads a text into <c>incoming</c>. From a text of all records the table must be made outside a transaction: its
    /// <c>rowid</c> counts from 0 only there.
    /// </summary>
    public string Incoming(CleaningSource source)
    {
        StringBuilder sql = new();
        sql.AppendLine($"create or replace temp table {(source.IsNumbered ? "incoming" : "cleaned")} as");
        Layers(sql, source);
        Layer(
            sql,
            null,
            [
                .. Record(source.IsNumbered),
                $"{layout.Kind.Key.Column} as row_key",
                .. mapped.Where(f => f != layout.Kind.Key).Select(f => f.Column),
                $"{ContentHash()} as content_hash",
                "state::utinyint as state",
                $"case when state = {SetAside} then {Reasons()} end as reasons",
                $"case when has_remark and state = {Usable} then {Remarks()} end as remarks",
            ],
            "stated");
        return source.IsNumbered ? sql.ToString() : $"{sql};\ncreate or replace temp view incoming as select rowid as record, * from cleaned";
    }

    /// <summary>Reads the key's cells (record, cell) into the temporary table <c>keys</c> (record, row_key).</summary>
    public string Keys(string path, int longestRecord)
    {
        Field key = layout.Kind.Key;
        StringBuilder sql = new();
        sql.AppendLine("create or replace temp table keys as");
        Layer(sql, "with delivered", ["record", Delivered(key)], MadeText.Source(path, longestRecord, $"record: 'bigint', c{layout.Match.Columns[key]}: 'varchar'"));
        Layer(sql, null, ["record", $"{Typed(key)} as row_key"], "delivered");
        return sql.ToString();
    }

    // From the cells to the judged row: "stated" has all that is known of each record.
    private void Layers(StringBuilder sql, CleaningSource source)
    {
        string[] passed = [.. Record(source.IsNumbered), "first_cell", .. layout.Match.Filters.Select((_, i) => $"f_{i}"), .. mapped.Select(f => "x_" + f.Name)];
        Layer(
            sql,
            "with delivered",
            [
                .. Record(source.IsNumbered),
                $"coalesce({string.Join(", ", Enumerable.Range(0, layout.Headings.Count).Select(i => $"c{i}"))}) as first_cell",
                .. layout.Match.Filters.Select((f, i) => $"c{f.Column} as f_{i}"),
                .. mapped.Select(Delivered),
            ],
            Source(source));
        ReadLayers(sql, passed);
        bool hasFollowers = Followers.Length > 0;
        if (hasFollowers)
        {
            // The ends of the day of receipt are asked of the calendar once for a row, and only where a milestone lies before the receipt.
            Layer(
                sql,
                ", dated",
                [
                    "*",
                    $"case when least({string.Join(", ", Followers.Select(f => "p_" + f.Name))}) < {ReceiptOrNull} then cast(day_at({ReceiptOrNull}) as timestamp) end as receipt_day",
                    "to_utc(receipt_day) as receipt_day_begins",
                    "to_utc(receipt_day + interval 86399 seconds) as receipt_day_ends",
                ],
                "typed");
        }

        Layer(sql, ", judged", [.. passed, .. mapped.Select(f => "p_" + f.Name), .. mapped.Select(f => $"{Judged(f)} as {f.Column}")], hasFollowers ? "dated" : "typed");
        Layer(sql, ", stated", ["*", $"{State()} as state", $"{HasRemark()} as has_remark"], "judged");
    }

    // From "delivered" to "typed": what each cell says.
    private void ReadLayers(StringBuilder sql, string[] passed)
    {
        Layer(sql, ", parsed", [.. passed, .. mapped.Where(f => IsReadFirst(f) && !IsEmpty(f)).Select(f => $"{Local(f)} as l_{f.Name}")], "delivered");
        Layer(sql, ", rescued", ["*", .. mapped.Where(NeedsRescue).Select(f => $"case when l_{f.Name} is null and x_{f.Name} is not null then rescued(x_{f.Name}) end as n_{f.Name}")], "parsed");
        Layer(sql, ", typed", [.. passed, .. mapped.OrderBy(f => f == layout.Kind.Key || f.IsMade).Select(f => $"{Typed(f)} as p_{f.Name}")], "rescued");
    }

    private static string[] Record(bool isThere) => isThere ? ["record"] : [];

    private string ContentHash() => $"hash({string.Join(", ", layout.Kind.Fields.Select(f => mapped.Contains(f) ? f.Column : $"null::{f.SqlType}"))})";

    private static void Layer(StringBuilder sql, string? name, IEnumerable<string> columns, string from)
    {
        string select = $"select\n    {string.Join(",\n    ", columns)}\nfrom {from}";
        sql.AppendLine(name is null ? select : $"{name} as not materialized (\n{select})");
    }

    private string Source(CleaningSource source)
    {
        string columns = string.Join(", ", Enumerable.Range(0, layout.Headings.Count).Select(i => $"c{i}: 'varchar'"));
        int skip = source.IsNumbered || source.IsRewritten ? 0 : layout.HeadingRow;
        bool hasPairs = facts.EndsWithPairs && !facts.NeedsWholeRewriting && !source.IsNumbered;
        return MadeText.Source(source.Path, source.LongestRecord, source.IsNumbered ? $"record: 'bigint', {columns}" : columns, layout.Delimiter, hasPairs, skip);
    }

    private string Delivered(Field field)
    {
        if (field.Type == FieldType.Extra)
        {
            return $"{ExtraData.Json(layout, Trimmed)} as x_{field.Name}";
        }

        // A word for nothing in one of several columns leaves it to the next.
        string[] cells = [.. layout.Match.ColumnsOf(field).Select(Trimmed)];
        string[] sources = [.. cells[..^Math.Min(1, cells.Length)].Select(c => $"case when is_nothing({c}) then null else {c} end"), .. cells[^Math.Min(1, cells.Length)..]];
        if (layout.Match.Mapping.Constants.TryGetValue(field, out string? constant))
        {
            sources = [.. sources, SqlLiteral.Of(constant)];
        }

        string x = sources.Length switch { 0 => "null::varchar", 1 => sources[0], _ => $"coalesce({string.Join(", ", sources)})" };

        // Where a value can't be doubted for it, a word for nothing is an empty cell from here on.
        return $"{(CanBeDoubted(field) && cells.Length > 0 && FactsOf(field).HasNothing ? $"case when is_nothing({x}) then null else {x} end" : x)} as x_{field.Name}";
    }

    private string Trimmed(int column) =>
        facts.Columns[column].NeedsTrimming ? $"nullif(trim(c{column}, {SqlLiteral.Of(Blanks)}), '')" : $"c{column}";

    private ColumnFacts FactsOf(Field field) => ColumnFacts.Together([.. layout.Match.ColumnsOf(field).Select(c => facts.Columns[c])]);

    // A field whose columns have no cell at all in these records is NULL in all of them: there is nothing to read or to doubt.
    private bool IsEmpty(Field field) => field != layout.Kind.Key && field.Type != FieldType.Extra && !layout.Match.Mapping.Constants.ContainsKey(field)
        && layout.Match.ColumnsOf(field) is { Count: > 0 } columns && columns.All(c => facts.Columns[c].Filled == 0);

    private static bool IsReadFirst(Field field) => field.Type is FieldType.Instant or FieldType.Day or FieldType.Money or FieldType.Number or FieldType.Count;

    // The quick reading that suits nearly every cell; what it can't read is looked at again two layers on, and only that.
    private string Local(Field field)
    {
        string x = "x_" + field.Name;
        if (field.Type is FieldType.Money)
        {
            return FactsOf(field).HasDecimalComma ? "null::decimal(18, 2)" : $"try_cast({x} as decimal(18, 2))";
        }

        if (field.Type is FieldType.Number or FieldType.Count)
        {
            string number = FactsOf(field).HasDecimalComma ? "null::double" : $"finite(try_cast({x} as double))";
            return layout.Match.Mapping.Codes.ContainsKey(field) ? $"coalesce({number}, try_cast({Words(field, $"comparable_word({x})", HeadingName.ComparableWord)} as double))" : number;
        }

        return styles[field.Name] switch
        {
            // Without an odd ending in the whole column nothing can hide behind the time.
            InstantStyle.Iso when !FactsOf(field).EndsOddly => $"local_plain({x})",
            InstantStyle.Iso => $"local_iso({x})",
            InstantStyle.Chinese => $"local_chinese({x})",
            InstantStyle.Dotted => $"local_dotted({x})",
            InstantStyle.Compact => $"local_compact({x})",
            InstantStyle.Serial => $"local_serial({x})",
            InstantStyle.DayFirst => $"local_day_first({x})",
            InstantStyle.Named => $"local_named({x})",
            InstantStyle.Stated => $"try_strptime({x}, [{string.Join(", ", layout.Match.Mapping.DateFormats.Select(SqlLiteral.Of))}])",
            _ => $"local_month_first({x})",
        };
    }

    private string Typed(Field field)
    {
        string x = "x_" + field.Name;
        string local = "l_" + field.Name;
        return field.Type switch
        {
            _ when IsEmpty(field) => $"null::{(field.Type == FieldType.Count ? "double" : field.SqlType)}",
            _ when field == layout.Kind.Key && layout.Match.Mapping.KeyParts.Count > 0 => KeyOfParts(),
            FieldType.Extra => x,
            _ when field.Name == "entry" => $"case when p_what in ({string.Join(", ", layout.Match.Mapping.LastEntry.Select(SqlLiteral.Of))}) then 'last' end",
            FieldType.Text => SomethingOf(field, x),
            FieldType.Identifier => SomethingOf(field, FactsOf(field).HasFullWidth ? $"half_width({x})" : x),
            FieldType.Code => $"case when {x} is not null then coalesce({Words(field, x, w => w)}, {Words(field, $"comparable_word({x})", HeadingName.ComparableWord)}, case when says_nothing({x}) then null else 'unknown' end) end",
            FieldType.Flag => $"cast(coalesce({Words(field, x, w => w)}, {Words(field, $"comparable_word({x})", HeadingName.ComparableWord)}) as boolean)",
            FieldType.Instant => $"case {Given(field, "to_utc_lately({0})")}when in_range({local}) then to_utc({local}){Rescue(field, "zoned_utc({0})", "to_utc(local_rescued({0}))")} end",
            FieldType.Day => $"case {Given(field, "cast({0} as date)")}when in_range({local}) then cast({local} as date){Rescue(field, "day_at(zoned_utc({0}))", "cast(local_rescued({0}) as date)")} end",
            FieldType.Money => $"case {Given(field, "{0}")}when {local} is not null then {local} {Unusual(field, $"try_cast({NumberMacro(field)}({x}) as decimal(18, 2))")}end",
            _ => $"case {Given(field, "{0}")}when {local} is not null then {local} {Unusual(field, $"cast({NumberMacro(field)}({x}) as double)")}end",
        };
    }

    // Where no number has anything but digits and a dot, the quick reading has read all that can be read.
    private string Unusual(Field field, string read) => FactsOf(field) is { HasOddNumbers: false, HasDecimalComma: false } ? string.Empty : $"when x_{field.Name} is not null then {read} ";

    private string SomethingOf(Field field, string value) =>
        FactsOf(field).HasNothing ? $"case when is_nothing(x_{field.Name}) then null else {value} end" : value;

    private string NumberMacro(Field field) => FactsOf(field).HasDecimalComma ? "number_with_comma" : "number_with_point";

    // From the values, not from the texts: another way of writing a date must give the same key.
    // Parts other than the first and the date of receipt may be missing.
    private string KeyOfParts()
    {
        IReadOnlyList<Field> parts = layout.Match.Mapping.KeyParts;
        bool IsNeeded(Field f) => f.IsVital || f == parts[0];
        string key = string.Join(" || ' / ' || ", parts.Select(f => IsNeeded(f) ? Part(f) : mapped.Contains(f) ? $"coalesce({Part(f)}, '-')" : "'-'"));
        return $"case when {string.Join(" and ", parts.Where(IsNeeded).Select(f => $"p_{f.Name} is not null"))} then {key} end";
    }

    private static string Part(Field field) => field.Type switch
    {
        FieldType.Instant => $"strftime(local_at(p_{field.Name}), '%Y-%m-%d %H:%M:%S')",
        FieldType.Day => $"strftime(p_{field.Name}, '%Y-%m-%d')",
        FieldType.Text or FieldType.Identifier or FieldType.Code => "p_" + field.Name,
        _ => $"cast(p_{field.Name} as varchar)",
    };

    // In a column of plain ISO texts without any odd ending there is nothing to rescue.
    private bool NeedsRescue(Field field) => field.Type is FieldType.Instant or FieldType.Day && !IsEmpty(field)
        && (styles[field.Name] != InstantStyle.Iso || FactsOf(field).EndsOddly);

    private string Rescue(Field field, string zoned, string local) => NeedsRescue(field)
        ? $" when n_{field.Name} is not null then (case when has_zone(n_{field.Name}) then {string.Format(CultureInfo.InvariantCulture, zoned, "n_" + field.Name)} else {string.Format(CultureInfo.InvariantCulture, local, "n_" + field.Name)} end)"
        : string.Empty;

    private string Words(Field field, string x, Func<string, string> form)
    {
        Dictionary<string, string> words = new(StringComparer.Ordinal);
        foreach ((string word, string code) in layout.Match.Mapping.Codes.GetValueOrDefault(field) ?? new Dictionary<string, string>())
        {
            words.TryAdd(form(word), code);
        }

        foreach ((string word, string code) in field.Type == FieldType.Flag ? YesAndNo : field.Codes.Select(c => (c, c)))
        {
            words.TryAdd(form(word), code);
        }

        return $"case {x} {string.Join(' ', words.Select(w => $"when {SqlLiteral.Of(w.Key)} then {SqlLiteral.Of(w.Value)}"))} end";
    }

    private string Judged(Field field)
    {
        string p = "p_" + field.Name;
        string most = field switch
        {
            { Most: { } number } => $" and {p} <= {number.ToString(CultureInfo.InvariantCulture)}",
            { MostField: { } name } when mapped.Any(m => m.Name == name) => $" and (p_{name} is null or {p} <= p_{name})",
            _ => string.Empty,
        };
        return field.Type switch
        {
            _ when IsEmpty(field) => $"null::{field.SqlType}",
            FieldType.Instant when field.FollowsReceipt => $"case when {p} >= {ReceiptOrNull}{Range(field)} then {p} when {p} < {ReceiptOrNull}{Range(field)} and {p} = receipt_day_begins then receipt_day_ends end",
            FieldType.Instant or FieldType.Day when NeedsRescue(field) => $"case when in_range({p}) then {p} end",
            FieldType.Money or FieldType.Number => $"case when {p} >= 0{most} then {p} end",
            FieldType.Count => $"case when {p} >= 0{most} then whole({p}) end",
            _ => p,
        };
    }

    private string Range(Field field) => NeedsRescue(field) ? $" and in_range(p_{field.Name})" : string.Empty;

    private string State()
    {
        string key = layout.Kind.Key.Column;
        string isHeading = IsHeading();
        string notOurs = layout.Match.Filters.Count == 0 ? string.Empty : $"when first_cell is not null and ({isHeading}) is not true and ({AnyFilter()}) then {NotOurs} ";
        string opening = $"coalesce({key}, first_cell)";
        string isNote = $"is_note({opening}) and {(layout.Kind.Receipt is { } receipt ? $"x_{receipt.Name} is null" : $"not {HasMore()}")}";
        return $"""
            case {notOurs}when {IsUsable()} then {Usable}
                when first_cell is null then {Blank}
                when {isHeading} then {Heading}
                when {IsTotal(key)} or ({key} is null and strlen(first_cell) < 100 and is_total(first_cell)) then {Total}
                when {isNote} then {Note}
                else {SetAside} end
            """;
    }

    private string IsUsable()
    {
        string key = layout.Kind.Key.Column;
        string vital = string.Join(" and ", layout.Kind.Fields.Where(f => f.IsVital).Select(f => $"{f.Column} is not null"));

        // A line of totals or a footer has no instant of receipt; only kinds that do without one must look at every key.
        string noFooter = layout.Kind.Receipt is null ? $" and not {IsTotal(key)} and {HasMore()}" : string.Empty;
        return $"{vital} and not ({IsHeading()}){noFooter}";
    }

    // A heading once more is known by the key's column, or the first that the key is put together from.
    private string IsHeading()
    {
        bool hasKey = layout.Match.Columns.ContainsKey(layout.Kind.Key);
        Field named = hasKey ? layout.Kind.Key : layout.Match.Mapping.KeyParts[0];
        return $"x_{named.Name} = {SqlLiteral.Of(layout.Headings[layout.Match.Columns[named]])}";
    }

    private static string IsTotal(string key) => $"(strlen({key}) < 100 and is_total({key}))";

    // A constant stands in a footer's row, too, and says nothing.
    private string HasMore()
    {
        string[] others = [.. mapped.Where(f => f != layout.Kind.Key && layout.Match.Columns.ContainsKey(f) && !layout.Match.Mapping.Constants.ContainsKey(f)).Select(f => "x_" + f.Name)];
        string orValue = string.Concat(mapped.Where(values.ContainsKey).Select(f => $" or t_{f.Name} is not null"));
        return others.Length == 0 ? "true" : $"(coalesce({string.Join(", ", others)}) is not null{orValue})";
    }
}
