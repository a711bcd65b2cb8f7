using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ServiceAnalytics.Ingest.Tests.Cases;

/// <summary>Reads the specifications, which are Markdown that a person can read as it stands.</summary>
internal static partial class CaseDocument
{
    /// <summary>The lines of a specification.</summary>
    public static string[] Lines(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Cases/{name}")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>The cells of a table's line; null for any other line, for headings and for the line below them.</summary>
    public static string[]? TableRow(string line)
    {
        if (!line.StartsWith('|') || line.StartsWith("|---", StringComparison.Ordinal) || line.StartsWith("| written", StringComparison.Ordinal))
        {
            return null;
        }

        return [.. UnescapedBar().Split(line.Trim())[1..^1].Select(c => c.Trim().Replace("\\|", "|", StringComparison.Ordinal))];
    }

    /// <summary>Text with \s, \t, \r, \\ and \uXXXX made what they stand for.</summary>
    public static string Unescaped(string text) => Escape().Replace(text, m => m.Value[1] switch
    {
        's' => " ",
        't' => "\t",
        'r' => "\r",
        '\\' => "\\",
        _ => ((char)int.Parse(m.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
    });

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex UnescapedBar();

    [GeneratedRegex(@"\\(s|t|r|\\|u[0-9A-F]{4})")]
    private static partial Regex Escape();
}
