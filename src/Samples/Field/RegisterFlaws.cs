using ServiceAnalytics.Samples.Output;

namespace ServiceAnalytics.Samples.Field;

/// <summary>The bad rows of a register, one every so many good ones: a cell that is spoilt in place, or a spoilt copy of a row under a key of its own.</summary>
/// <param name="csv">The register.</param>
/// <param name="keyHeading">The column of its key, the first.</param>
/// <param name="flaws">Kind, column and text in their order; the column matters for flaws in place.</param>
internal sealed class RegisterFlaws(CsvFile csv, string keyHeading, params (string Kind, string Heading, string Text)[] flaws)
{
    private const int Every = 83;

    private readonly Queue<(string Kind, string Heading, string Text)> waiting = new(flaws);
    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
    private long rows;

    /// <summary>Rows that a reader must set aside.</summary>
    public int SetAside { get; private set; }

    /// <summary>Kind of flaw → rows.</summary>
    public IReadOnlyDictionary<string, int> Counts => counts;

    /// <summary>Called before each good row: spoils it or writes a bad one first.</summary>
    /// <param name="isPlain">Whether the row is one that nothing else is counted on.</param>
    /// <param name="cells">Writes the cells of the row, without ending it.</param>
    public void Before(bool isPlain, Action cells)
    {
        rows++;
        if (waiting.Count == 0 || !isPlain || rows < Every)
        {
            return;
        }

        rows = 0;
        var (kind, heading, text) = waiting.Dequeue();
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
        if (kind is not ("key_missing" or "cell_count_short"))
        {
            csv.Replace(heading, text);
            return;
        }

        SetAside++;
        csv.Replace(keyHeading, kind == "key_missing" ? "" : $"X9-{SetAside:000000}");
        cells();
        csv.EndRow(kind == "cell_count_short" ? -4 : 0);
    }
}
