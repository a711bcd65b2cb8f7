using System.Globalization;
using System.Text;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>
/// Makes headings comparable: blanks, letter case, full width against half width and a unit in brackets at the end don't
/// matter, so that <c>配件费(元)</c>, <c>配件费（元）</c> and <c>配件费</c> are one heading.
/// </summary>
public static class HeadingName
{
    /// <summary>The comparable form; empty for a heading without letters or digits, other than <c>#</c> alone.</summary>
    public static string Comparable(string heading)
    {
        // Jira writes each field of the customer's own as "Custom field (Region)": there the name is what stands in brackets.
        const string custom = "Custom field (";
        string trimmed = heading.Trim();
        if (trimmed.StartsWith(custom, StringComparison.OrdinalIgnoreCase) && trimmed.EndsWith(')'))
        {
            heading = trimmed[custom.Length..^1];
        }

        // 问卷星 numbers its questions: 3、总体满意度.
        int mark = heading.IndexOf('、', StringComparison.Ordinal);
        if (mark > 0 && heading.AsSpan(0, mark).Trim().IndexOfAnyExceptInRange('0', '9') < 0)
        {
            heading = heading[(mark + 1)..];
        }

        StringBuilder text = new(heading.Length);
        int depth = 0;
        foreach (char raw in heading)
        {
            char c = HalfWidth(raw);
            switch (c)
            {
                case '(' or '[' or '【':
                    depth++;
                    break;
                case ')' or ']' or '】':
                    depth = Math.Max(0, depth - 1);
                    break;
                default:
                    if (depth == 0 && char.IsLetterOrDigit(c))
                    {
                        text.Append(char.ToLower(c, CultureInfo.InvariantCulture));
                    }

                    break;
            }
        }

        // Redmine calls its number column just that.
        return text.Length == 0 && heading.Trim() is "#" or "＃" ? "#" : text.ToString();
    }

    /// <summary>The half-width twin of a full-width letter, digit or mark; other characters as they are.</summary>
    public static char HalfWidth(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' => ' ',
        _ => c,
    };

    /// <summary>A text with its full-width characters made half-width.</summary>
    public static string HalfWidth(string text) => string.Create(text.Length, text, (span, t) =>
    {
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = HalfWidth(t[i]);
        }
    });

    /// <summary>A word of the source system in comparable form: trimmed, lower case, half width.</summary>
    public static string ComparableWord(string word) =>
        string.Create(word.Length, word, (span, w) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.ToLower(HalfWidth(w[i]), CultureInfo.InvariantCulture);
            }
        }).Trim();
}
