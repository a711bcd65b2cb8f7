using System.Text.RegularExpressions;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>The words that open a line of totals: 合计, 总 计：12份, 共 12 条, Total, Sum: 12.</summary>
internal static partial class TotalWords
{
    // Chinese words of total begin no key; English ones do (SUM12), so they must stand alone or before a colon.
    // The engine's regular expressions and .NET's read this pattern alike.
    private const string Pattern =
        @"^\s*((合|总|小|共|累)\s*计|共\s*\d+\s*[条份行项件]|([Gg]rand ?|GRAND ?|[Ss]ub-?|SUB-?)?([Tt]otals?|TOTALS?)\s*([:：].*)?$|([Ss]um|SUM)\s*([:：].*)?$)";

    /// <summary>The macro <c>is_total(x)</c> for the cleaning statement.</summary>
    public static string Macro => $"create or replace temp macro is_total(x) as regexp_matches(x, {SqlLiteral.Of(Pattern)});";

    /// <summary>True for a cell that opens a line of totals.</summary>
    public static bool IsTotal(string cell) => cell.Length < 100 && Total().IsMatch(cell);

    [GeneratedRegex(Pattern)]
    private static partial Regex Total();
}
