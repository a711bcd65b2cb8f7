using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <summary>
/// The columns that no mapping knows, kept with the row as one JSON object of texts by original heading. Headings are sorted, so
/// that another order of columns is no change; empty cells aren't in it, and a row without any has NULL.
/// </summary>
internal static class ExtraData
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The headings that a file keeps as extra data, as the keys of the object.</summary>
    public static IReadOnlyList<string> Headings(TableLayout layout) => [.. Columns(layout).Select(c => layout.Headings[c])];

    /// <summary>The object as an SQL expression.</summary>
    /// <param name="layout">The table's headings.</param>
    /// <param name="cell">A column's cell without blanks around it, as an SQL expression; null when there is nothing.</param>
    public static string Json(TableLayout layout, Func<int, string> cell)
    {
        string[] members = [.. Columns(layout).Select(c => $"{SqlLiteral.Of(JsonSerializer.Serialize(layout.Headings[c], Plain) + ":")} || cast(to_json(nullif({cell(c)}, '')) as varchar)")];
        return $"nullif('{{' || concat_ws(',', {string.Join(", ", members)}) || '}}', '{{}}')";
    }

    // The engine sorts texts by their bytes, and merging sorts there.
    private static IEnumerable<int> Columns(TableLayout layout) =>
        layout.Match.ExtraColumns.OrderBy(c => Convert.ToHexString(Encoding.UTF8.GetBytes(layout.Headings[c])), StringComparer.Ordinal);
}
