using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <summary>A text that the cleaning statement reads.</summary>
/// <param name="Path">The file.</param>
/// <param name="LongestRecord">Bytes of its longest record.</param>
/// <param name="IsRewritten">True when it begins with the first record; false when titles and heading stand above it.</param>
/// <param name="IsNumbered">True when it has some of the records only, each behind its number.</param>
internal sealed record CleaningSource(string Path, int LongestRecord, bool IsRewritten, bool IsNumbered);

/// <summary>The engine's reader, told everything: it guesses nothing.</summary>
internal static class MadeText
{
    /// <summary>Reads a text with known delimiter and columns.</summary>
    public static string Source(string path, int longestRecord, string columns, char delimiter = ',', bool endsWithPairs = false, int skip = 0)
    {
        int line = Math.Max(longestRecord, 1 << 20) + 1024;
        return $$"""
            read_csv({{SqlLiteral.Of(path)}}, auto_detect = false, header = false, skip = {{skip}},
                delim = {{SqlLiteral.Of(delimiter.ToString())}}, quote = '"', escape = '"', new_line = '{{(endsWithPairs ? "\\r\\n" : "\\n")}}',
                max_line_size = {{line}}, buffer_size = {{Math.Max(8L * line, 32_000_000)}}, columns = {{{columns}}})
            """;
    }
}
