using System.Text.RegularExpressions;
using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Headings in two rows: a group such as 费用 over 配件费 and 人工费, or a cell that reaches over both rows.</summary>
internal static partial class TwoRowHeading
{
    /// <summary>True when the lower of two rows may be the second row of a heading: it has texts, and none is a number or a date.</summary>
    public static bool MayBe(string[] upper, string[] lower) =>
        upper.Count(c => !string.IsNullOrWhiteSpace(c)) >= 2
        && lower.Any(c => !string.IsNullOrWhiteSpace(c))
        && !lower.Any(c => DigitsOnly().IsMatch(c));

    /// <summary>
    /// One heading per column: the lower cell, the upper one where the lower is empty, or both together where that is what the
    /// mapping knows (费用 + 配件 = 配件费用).
    /// </summary>
    public static string[] Join(string[] upper, string[] lower, Mapping mapping)
    {
        HashSet<string> known = [.. mapping.Headings.Values.SelectMany(names => names).Select(HeadingName.Comparable)];
        string[] joined = new string[Math.Max(upper.Length, lower.Length)];
        string group = string.Empty;
        for (int i = 0; i < joined.Length; i++)
        {
            string above = i < upper.Length ? upper[i].Trim() : string.Empty;
            string below = i < lower.Length ? lower[i].Trim() : string.Empty;
            group = above.Length > 0 ? above : group;
            string[] ways = below.Length == 0 ? [above] : [below, group + below, below + group, $"{group} {below}", above];
            joined[i] = Array.Find(ways, w => known.Contains(HeadingName.Comparable(w)))
                ?? (below.Length == 0 ? above : group.Length == 0 ? below : $"{group} {below}");
        }

        return joined;
    }

    [GeneratedRegex(@"^\s*[\d][\d\s./:,%-]*$")]
    private static partial Regex DigitsOnly();
}
