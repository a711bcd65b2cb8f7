using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <content>Why a row was set aside, and which of its values were not used.</content>
internal sealed partial class CleaningStatement
{
    private string HasRemark()
    {
        string[] doubts = [.. Doubted.Select(f => f.Type == FieldType.Code ? IsWrong(f) : $"(x_{f.Name} is not null and {IsWrong(f)})")];
        return doubts.Length == 0 ? "false" : $"coalesce({string.Join(" or ", doubts)}, false)";
    }

    private string Reasons() => List([.. layout.Kind.Fields.Where(f => f.IsVital).Select(Reason), $"case when {layout.Kind.Key.Column} is not null and not {HasMore()} then {Finding(layout.Kind.Key, $"'{Rules.NothingButKey}'")} end"]);

    private string Reason(Field f)
    {
        string rule = f.Type == FieldType.Instant
            ? $"case when x_{f.Name} is null or says_nothing(x_{f.Name}) then '{Rules.ReceivedMissing}' else '{Rules.ReceivedImpossible}' end"
            : $"'{Rules.KeyMissing}'";
        return $"case when {f.Column} is null then {Finding(f, rule)} end";
    }

    // One expression for all fields: the engine takes longer to plan a case for each than to look at the few rows that come here.
    private string Remarks()
    {
        Field[] doubted = [.. Doubted];
        if (doubted.Length == 0)
        {
            return List([]);
        }

        string Of(Func<Field, string> expression) => $"[{string.Join(", ", doubted.Select(expression))}]";
        string Rule(Func<Field, string> rule) => Of(f => SqlLiteral.Of(rule(f)));
        string found = $"list_zip({Of(f => SqlLiteral.Of(f.Column))}, {Of(f => "x_" + f.Name)}, {Of(IsWrong)}, {Of(f => $"p_{f.Name} is null")}, {Of(f => $"{f.Column} is null")}, "
            + $"{Rule(Unread)}, {Rule(Unused)}, {Rule(f => f.FollowsReceipt ? Rules.DayAlone : Unused(f))})";
        return $$"""
            list_transform(
                list_filter({{found}}, lambda finding: finding[2] is not null and finding[3] and not says_nothing(finding[2])),
                lambda finding: {'column_name': finding[1], 'value': finding[2], 'rule': case when finding[4] then finding[6] when finding[5] then finding[7] else finding[8] end})
            """;
    }

    // Of a value that is not used as it stands; NULL counts as not wrong.
    private static string IsWrong(Field field) => field switch
    {
        { Type: FieldType.Code } => $"{field.Column} = 'unknown'",
        { FollowsReceipt: true } => $"({field.Column} is null or {field.Column} <> p_{field.Name})",
        _ => $"{field.Column} is null",
    };

    // Why a cell gave no value at all.
    private static string Unread(Field field) => field.Type switch
    {
        FieldType.Code or FieldType.Flag => Rules.UnknownCode,
        FieldType.Instant or FieldType.Day => Rules.NotADate,
        _ => Rules.NumberIsText,
    };

    // Why the value of a cell is not used.
    private static string Unused(Field field) => field.Type switch
    {
        FieldType.Code or FieldType.Flag => Rules.UnknownCode,
        FieldType.Instant or FieldType.Day => Rules.BeforeReceived,
        FieldType.Money => Rules.NegativeCost,
        _ => Rules.OutOfRange,
    };

    private IEnumerable<Field> Doubted => mapped.Where(f => CanBeDoubted(f) && !IsEmpty(f));

    private static bool CanBeDoubted(Field field) => !field.IsVital && field.Type is not (FieldType.Text or FieldType.Identifier or FieldType.Extra);

    private static string Finding(Field field, string rule) =>
        $"{{'column_name': '{field.Column}', 'value': x_{field.Name}, 'rule': {rule}}}";

    private static string List(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        return all.Length == 0
            ? "[]::struct(column_name varchar, value varchar, rule varchar)[]"
            : $"list_filter([{string.Join(",\n        ", all)}], lambda finding: finding is not null)";
    }
}
