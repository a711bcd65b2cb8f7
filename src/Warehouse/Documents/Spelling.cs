namespace ServiceAnalytics.Warehouse.Documents;

/// <summary>Finds the word that a mistyped one was probably meant to be.</summary>
public static class Spelling
{
    /// <summary>" Did you mean "x"?" when one of the known words is at most a third of its letters away; else nothing.</summary>
    public static string DidYouMean(string word, IEnumerable<string> known) => Nearest(word, known) is { } near ? $" Did you mean \"{near}\"?" : string.Empty;

    /// <summary>The same in Chinese.</summary>
    public static string Meant(string word, IEnumerable<string> known) => Nearest(word, known) is { } near ? $"是否应为“{near}”？" : string.Empty;

    private static string? Nearest(string word, IEnumerable<string> known)
    {
        (string Word, int Distance)[] near =
        [
            .. known.Select(k => (Word: k, Distance: Distance(word, k)))
                .Where(c => c.Distance <= Math.Max(1, c.Word.Length / 3))
                .OrderBy(c => c.Distance).ThenBy(c => c.Word, StringComparer.Ordinal),
        ];
        return near.Length == 0 ? null : near[0].Word;
    }

    // Levenshtein's distance: letters to change, add or take away.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
