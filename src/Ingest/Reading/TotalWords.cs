using System.Text.RegularExpressions;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>The words that open a line of totals (合计, 总 计：12份, 共 12 条, Total, Sum: 12) or a note (备注：…, 制表人：…, Printed on: …).</summary>
internal static partial class TotalWords
{
    // Chinese words of total begin no key; English ones do (SUM12), so they must stand alone or before a colon.
    // The engine's regular expressions and .NET's read this pattern alike.
    private const string Pattern =
        @"^\s*((合|总|小|共|累)\s*计|共\s*\d+\s*[条份行项件]|([Gg]rand ?|GRAND ?|[Ss]ub-?|SUB-?)?([Tt]otals?|TOTALS?)\s*([:：].*)?$|([Ss]um|SUM)\s*([:：].*)?$)";

    // A note's word is followed by a colon, which no key has there.
    private const string NotePattern =
        @"^\s*[（(]?(注|附注|备注|说明|制表|填表|编制|审核|批准|复核|打印|导出|统计|数据来源|来源|口径|[Nn]otes?|NOTES?|[Rr]emarks?|[Ss]ource|[Pp]rinted|[Ee]xported|[Gg]enerated|[Pp]repared|[Cc]hecked|[Aa]pproved)\s*\d*\s*(人|员|者|时间|日期|范围|口径| on| by| at)?\s*[:：]";

    /// <summary>The macros <c>is_total(x)</c> and <c>is_note(x)</c> for the cleaning statement.</summary>
    public static string Macro => $"""
        create or replace temp macro is_total(x) as regexp_matches(x, {SqlLiteral.Of(Pattern)});
        create or replace temp macro is_note(x) as regexp_matches(x, {SqlLiteral.Of(NotePattern)});
        """;

    /// <summary>True for a cell that opens a line of totals.</summary>
    public static bool IsTotal(string cell) => cell.Length < 100 && Total().IsMatch(cell);

    /// <summary>True for a cell that opens a note below a table.</summary>
    public static bool IsNote(string cell) => Note().IsMatch(cell);

    [GeneratedRegex(NotePattern)]
    private static partial Regex Note();

    [GeneratedRegex(Pattern)]
    private static partial Regex Total();
}
