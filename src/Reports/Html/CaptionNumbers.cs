using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceAnalytics.Reports.Html;

/// <summary>
/// Numbers figures and tables within their chapters ("2-1") and fills in the references to them. Done on the finished
/// text, because components are rendered level by level and not in the order in which they are read.
/// </summary>
internal static partial class CaptionNumbers
{
    /// <summary>Fills in all numbers. Text of data can't match: its angle brackets are escaped.</summary>
    /// <exception cref="InvalidOperationException">Two captions share a key, or a reference leads nowhere.</exception>
    public static string Fill(string html)
    {
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var chapter = "";
        var numbered = CaptionOrChapter().Replace(html, match =>
        {
            if (match.Groups["chapter"].Success)
            {
                chapter = match.Groups["chapter"].Value;
                counts.Clear();
                return match.Value;
            }

            var kind = match.Groups["kind"].Value;
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            var number = (chapter.Length == 0 ? "" : chapter + "-") + counts[kind].ToString(CultureInfo.InvariantCulture);
            var key = match.Groups["key"].Value;
            if (key.Length > 0 && !numbers.TryAdd(key, match.Groups["word"].Value + " " + number))
            {
                throw new InvalidOperationException($"Two figures or tables have the key \"{key}\"; give each its own.");
            }

            return $"<span class=\"caption-number\">{match.Groups["word"].Value} {number}</span>";
        });
        return Reference().Replace(numbered, match =>
            numbers.TryGetValue(match.Groups["key"].Value, out var number)
                ? $"<a class=\"reference\" href=\"#{match.Groups["key"].Value}\">{number}</a>"
                : throw new InvalidOperationException($"A text refers to the figure or table \"{match.Groups["key"].Value}\", but the report has none of that key."));
    }

    [GeneratedRegex("""<section class="chapter" data-number="(?<chapter>[^"]*)"|<span class="caption-number" data-count="(?<kind>[a-z]+)" data-key="(?<key>[^"]*)">(?<word>[^<]*)</span>""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex CaptionOrChapter();

    [GeneratedRegex("""<a class="reference" data-key="(?<key>[^"]*)"></a>""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Reference();
}
