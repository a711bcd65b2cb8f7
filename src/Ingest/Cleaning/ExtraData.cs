using System.Text;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <summary>
/// The columns that no mapping knows, kept with the row as one JSON object of texts by original heading. Headings are sorted, so
/// that another order of columns is no change; empty cells aren't in it, and a row without any has NULL.
/// </summary>
internal static class ExtraData
{
    /// <summary>The headings that a file keeps as extra data, as the keys of the object.</summary>
    public static IReadOnlyList<string> Headings(TableLayout layout) => [.. Columns(layout).Select(c => layout.Headings[c])];

    /// <summary>The same as an SQL list.</summary>
    public static string List(TableLayout layout) => $"[{string.Join(", ", Headings(layout).Select(SqlLiteral.Of))}]::varchar[]";

    /// <summary>
    /// The macro <c>extra_merged(older, newer, headings)</c>: what an object is after a file that has these headings spoke; others stay.
    /// </summary>
    public const string Macro = """
        create or replace temp macro extra_entries(x) as map_entries(coalesce(cast(cast(x as json) as map(varchar, varchar)), map {}::map(varchar, varchar)));
        create or replace temp macro extra_merged(older, newer, headings) as nullif(cast(to_json(map_from_entries(list_sort(list_concat(
            list_filter(extra_entries(older), lambda e: not list_contains(headings, e.key)),
            list_filter(extra_entries(newer), lambda e: list_contains(headings, e.key)))))) as varchar), '{}');
        """;

    /// <summary>The object as an SQL expression.</summary>
    /// <param name="layout">The table's headings.</param>
    /// <param name="cell">A column's cell without blanks around it, as an SQL expression; null when there is nothing.</param>
    public static string Json(TableLayout layout, Func<int, string> cell)
    {
        string[] members = [.. Columns(layout).Select(c => $"cast(to_json({SqlLiteral.Of(layout.Headings[c])}) as varchar) || ':' || cast(to_json(nullif({cell(c)}, '')) as varchar)")];
        return $"nullif('{{' || concat_ws(',', {string.Join(", ", members)}) || '}}', '{{}}')";
    }

    // The engine sorts texts by their bytes, and merging sorts there.
    private static IEnumerable<int> Columns(TableLayout layout) =>
        layout.Match.ExtraColumns.OrderBy(c => Convert.ToHexString(Encoding.UTF8.GetBytes(layout.Headings[c])), StringComparer.Ordinal);
}
