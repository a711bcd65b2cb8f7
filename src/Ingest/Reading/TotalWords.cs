using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>The words that open a line of totals.</summary>
internal static class TotalWords
{
    /// <summary>In comparable form, without blanks.</summary>
    public static IReadOnlyList<string> All { get; } = ["合计", "总计", "小计", "共计", "累计", "total", "totals", "grandtotal", "subtotal", "sum"];

    /// <summary>True for a total's word, however it is spaced, and with a colon behind it or not.</summary>
    public static bool IsTotal(string cell) => cell.Length < 32 && All.Contains(HeadingName.Comparable(cell), StringComparer.Ordinal);
}
