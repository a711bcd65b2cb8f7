using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Cuts a sheet with several tables below each other into one text per table. A further table begins with a row of known headings
/// other than those above it; blank rows and titles right above belong to it.
/// </summary>
internal static class TableSplitter
{
    // A file by hand, not an export of a system: those have one table, and looking through them would cost a pass.
    private const long MostBytes = 64 << 20;
    private const int LeastFields = 3;
    private const int MostTitles = 6;

    /// <summary>The tables; the text itself when there is one, or none that is known.</summary>
    /// <param name="table">The text.</param>
    /// <param name="mappings">The mappings to try.</param>
    /// <param name="folder">Where the texts go.</param>
    /// <param name="cancel">Stops the work.</param>
    public static IReadOnlyList<TextTable> Split(TextTable table, IReadOnlyList<Mapping> mappings, string folder, CancellationToken cancel)
    {
        if (new FileInfo(table.Path).Length > MostBytes || First(table, mappings) is not { } first)
        {
            return [table];
        }

        List<(long Offset, int Row)> starts = Starts(table, first, mappings, cancel);
        return starts.Count == 0 ? [table] : Cut(table, [(0, 0), .. starts], folder);
    }

    private static TableLayout? First(TextTable table, IReadOnlyList<Mapping> mappings)
    {
        try
        {
            return TableFinder.Find(table, mappings);
        }
        catch (RefusedException)
        {
            return null;
        }
    }

    private static List<(long Offset, int Row)> Starts(TextTable table, TableLayout first, IReadOnlyList<Mapping> mappings, CancellationToken cancel)
    {
        HashSet<string> known = [.. mappings.SelectMany(m => m.Kind.Fields.SelectMany(m.HeadingsOf)).Select(HeadingName.Comparable)];
        HashSet<string> current = [];
        bool hasRows = false;
        List<(long, int)> starts = [];
        Queue<(long Offset, int Row)> titles = [];
        using DelimitedReader reader = table.Open(first.Delimiter);
        for (int row = 0; reader.Read(); row++)
        {
            if (row % 1024 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            string[] opening = Filled(reader, LeastFields);
            if (opening.Length <= 1 && !(opening.Length == 1 && (TotalWords.IsTotal(opening[0]) || TotalWords.IsNote(opening[0]))))
            {
                titles.Enqueue((reader.Offset, row));
                if (titles.Count > MostTitles)
                {
                    titles.Dequeue();
                }

                continue;
            }

            bool isHeading = IsOpening(opening, known) && IsOther(Filled(reader, int.MaxValue), current) && IsHeading(reader.Texts(), mappings);
            if (isHeading && hasRows)
            {
                starts.Add(titles.TryPeek(out (long, int) above) ? above : (reader.Offset, row));
            }

            // Without a row in between it is a further row of the same heading.
            if (isHeading || row + 1 == first.HeadingRow)
            {
                current = [.. Filled(reader, int.MaxValue).Concat(hasRows ? [] : current).Select(HeadingName.Comparable)];
                hasRows = false;
            }
            else
            {
                hasRows |= current.Count > 0;
            }

            titles.Clear();
        }

        return starts;
    }

    // The first cells with anything in them; of most rows no more are looked at.
    private static string[] Filled(DelimitedReader reader, int most)
    {
        List<string> filled = [];
        foreach (Cell cell in reader.Cells)
        {
            if (filled.Count == most)
            {
                break;
            }

            if (cell.Length > 0 && reader.Text(cell).Trim() is { Length: > 0 } text)
            {
                filled.Add(text);
            }
        }

        return [.. filled];
    }

    // Two of the first three cells are known as headings of something.
    private static bool IsOpening(string[] opening, HashSet<string> known) =>
        opening.Length >= LeastFields && opening.Count(c => c.Length < 40 && known.Contains(HeadingName.Comparable(c))) >= 2;

    // Most are not the headings above.
    private static bool IsOther(string[] filled, HashSet<string> current)
    {
        int same = filled.Count(c => current.Contains(HeadingName.Comparable(c)));
        return same < current.Count || same < filled.Length;
    }

    private static bool IsHeading(string[] cells, IReadOnlyList<Mapping> mappings) =>
        mappings.Select(m => HeadingMatch.Of(m, cells)).Any(m => m.IsUsable && m.KnownFields >= LeastFields);

    private static List<TextTable> Cut(TextTable table, IReadOnlyList<(long Offset, int Row)> starts, string folder)
    {
        List<TextTable> parts = [];
        using FileStream source = new(table.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
        for (int i = 0; i < starts.Count; i++)
        {
            long from = starts[i].Offset;
            long to = i + 1 < starts.Count ? starts[i + 1].Offset : source.Length;
            string path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(table.Path)}-{Guid.NewGuid():N}.csv");
            byte[] bytes = new byte[to - from];
            source.Position = from;
            source.ReadExactly(bytes);
            File.WriteAllBytes(path, bytes);
            parts.Add(table with
            {
                Path = path,
                MarkLength = i == 0 ? table.MarkLength : 0,
                RowsAbove = table.RowsAbove + starts[i].Row,
                HiddenRows = i == 0 ? table.HiddenRows : 0,
                Faults = [.. table.Faults.Where(f => f.Offset >= from && f.Offset < to).Select(f => f with { Offset = f.Offset - from })],
            });
        }

        return parts;
    }
}
