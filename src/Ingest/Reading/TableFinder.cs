using System.Globalization;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Finds delimiter, heading row, kind and mapping of a text at once: the combination whose headings are known best.</summary>
internal static class TableFinder
{
    /// <summary>A heading stands within this many records; titles and print headers above it are shorter than that.</summary>
    private const int RowsLookedAt = 30;

    /// <summary>Looks for the table.</summary>
    /// <param name="table">The text.</param>
    /// <param name="mappings">The mappings to try; those the user named, or all.</param>
    /// <exception cref="RefusedException">No row's headings fit; the message names what was seen and the nearest mapping.</exception>
    public static TableLayout Find(TextTable table, IReadOnlyList<Mapping> mappings)
    {
        TableLayout found = Best(table, mappings) with { RowsAbove = table.RowsAbove };
        if (found.Kind != ExportKinds.TicketEvents || found.Match.Mapping.IsUsers || RepeatsTickets(table, found))
        {
            return found;
        }

        // A list of tickets may have a state and the time of the last change, too; it is no log when no ticket comes twice.
        Mapping[] lists = [.. mappings.Where(m => m.Kind == ExportKinds.Tickets)];
        try
        {
            return lists.Length == 0 ? found : Best(table, lists) with { RowsAbove = table.RowsAbove };
        }
        catch (RefusedException)
        {
            return found;
        }
    }

    private static bool RepeatsTickets(TextTable table, TableLayout layout)
    {
        const int rowsLookedAt = 20_000;
        int column = layout.Match.Columns[layout.Kind.Find("ticket_id")!];
        HashSet<string> seen = new(StringComparer.Ordinal);
        using DelimitedReader reader = table.Open(layout.Delimiter);
        for (int row = 1; row <= layout.HeadingRow + rowsLookedAt && reader.Read(); row++)
        {
            if (row > layout.HeadingRow && column < reader.CellCount && reader.Text(reader.Cells[column]).Trim() is { Length: > 0 } ticket && !seen.Add(ticket))
            {
                return true;
            }
        }

        return false;
    }

    private static TableLayout Best(TextTable table, IReadOnlyList<Mapping> mappings)
    {
        TableLayout? best = null;
        foreach (char delimiter in table.Delimiters)
        {
            using DelimitedReader reader = table.Open(delimiter);
            string[] above = [];
            for (int row = 1; row <= RowsLookedAt && reader.Read(); row++)
            {
                string[] cells = reader.Texts();
                string[] headings = [.. cells.Select(HeadingName.Comparable)];
                bool mayBeSecond = TwoRowHeading.MayBe(above, cells);
                foreach (Mapping mapping in mappings)
                {
                    // A row without a known heading can't be better than one that lacks nothing; most rows are such.
                    if (!mayBeSecond && best?.Match is { IsUsable: true } && !headings.Any(h => h.Length > 0 && mapping.Lookup.Find(h) is not null))
                    {
                        continue;
                    }

                    HeadingMatch match = HeadingMatch.Of(mapping, cells, headings);
                    if (best is null || HeadingMatch.Compare(match, best.Match) > 0)
                    {
                        best = Layout(delimiter, row, cells, match);
                    }

                    if (mayBeSecond)
                    {
                        string[] joined = TwoRowHeading.Join(above, cells, mapping);
                        HeadingMatch twoRows = HeadingMatch.Of(mapping, joined);
                        if (twoRows.Columns.Count > best.Match.Columns.Count)
                        {
                            best = Layout(delimiter, row, joined, twoRows);
                        }
                    }
                }

                above = cells;
            }
        }

        if (best is null)
        {
            throw new RefusedException("The file is empty. Export it again and put it in again.", "文件是空的。请重新导出后放入。");
        }

        return best.Match.IsUsable ? WithFurtherHeadingRows(table, best) : throw Refusal(table, best);
    }

    // Some exports have more rows of headings below the first: question texts, import ids. A row with a date in it is data
    // already: the same export may have been made without them.
    private static TableLayout WithFurtherHeadingRows(TextTable table, TableLayout layout)
    {
        int most = layout.Match.Mapping.HeadingRows - 1;
        if (most == 0)
        {
            return layout;
        }

        int[] dates = [.. layout.Match.Columns.Keys.Where(f => f.Type is FieldType.Instant or FieldType.Day).SelectMany(layout.Match.ColumnsOf)];
        using DelimitedReader reader = table.Open(layout.Delimiter);
        for (int row = 1; row <= layout.HeadingRow; row++)
        {
            reader.Read();
        }

        int further = 0;
        while (further < most && reader.Read() && !HasDate(reader.Texts(), dates))
        {
            further++;
        }

        return layout with { HeadingRow = layout.HeadingRow + further };
    }

    private static bool HasDate(string[] cells, int[] columns) =>
        Array.Exists(columns, c => c < cells.Length && cells[c].TrimStart() is [var first, ..] && char.IsDigit(first));

    private static TableLayout Layout(char delimiter, int row, string[] cells, HeadingMatch match)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        string[] headings = new string[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            string heading = cells[i].Replace("\0", string.Empty, StringComparison.Ordinal).Trim();
            string name = heading.Length == 0 ? $"column {i + 1}" : heading;
            headings[i] = name;
            for (int n = 2; !used.Add(headings[i]); n++)
            {
                headings[i] = $"{name} ({n})";
            }
        }

        return new TableLayout
        {
            Delimiter = delimiter,
            HeadingRow = row,
            Headings = headings,
            NamedWidth = Array.FindLastIndex(cells, c => c.Trim().Length > 0) + 1,
            Match = match,
        };
    }

    private static RefusedException Refusal(TextTable table, TableLayout best)
    {
        HeadingMatch nearest = best.Match;
        if (nearest.Columns.Count < 2)
        {
            return new RefusedException(
                $"No row of headings is known here. The widest of the first rows reads: {Shown(WidestRow(table))}. "
                + "Write a mapping for these headings (docs/importing.md shows how), put it into the workspace's mappings folder and put the file in again.",
                $"没有认识的表头行。前面最宽的一行是：{Shown(WidestRow(table), "、", "（空）", "共 {0} 项")}。"
                + "请为这些列名编写映射（方法见 docs/importing.md），放入工作区的 mappings 文件夹，再重新放入文件。") { NeedsMapping = true };
        }

        string missing = string.Join(" and ", nearest.MissingVital.Select(f => $"{f.Name} ({string.Join(", ", nearest.Mapping.HeadingsOf(f))})").Concat(nearest.MissingRequired.Select(r => $"\"{r}\"")));
        string missingZh = string.Join("，", nearest.MissingVital.Select(f => $"{f.Name}（{string.Join("、", nearest.Mapping.HeadingsOf(f))}）").Concat(nearest.MissingRequired.Select(r => $"“{r}”")));
        return new RefusedException(
            $"Row {best.HeadingRow} looks like the headings of {nearest.Mapping}, but "
            + (missing.Length > 0 ? $"there is no column for {missing}" : "there is nothing besides the key")
            + $". Headings seen: {Shown(best.Headings)}. "
            + "Add the column to the export, or write a mapping that names the heading in use, and put the file in again.",
            $"第 {best.HeadingRow} 行像是映射 {nearest.Mapping} 的表头，但"
            + (missing.Length > 0 ? $"缺少列：{missingZh}" : "除编号外没有其他列")
            + $"。所见列名：{Shown(best.Headings, "、", "（空）", "共 {0} 项")}。"
            + "请在导出中补上该列，或编写映射指明实际使用的列名，再重新放入文件。") { NeedsMapping = true };
    }

    private static IReadOnlyList<string> WidestRow(TextTable table)
    {
        IReadOnlyList<string> widest = [];
        foreach (char delimiter in table.Delimiters)
        {
            using DelimitedReader reader = table.Open(delimiter);
            for (int row = 1; row <= RowsLookedAt && reader.Read(); row++)
            {
                string[] cells = [.. reader.Texts().Where(c => c.Trim().Length > 0)];
                widest = cells.Length > widest.Count ? cells : widest;
            }
        }

        return widest;
    }

    private static string Shown(IReadOnlyList<string> headings, string comma = ", ", string nothing = "(nothing)", string inAll = "({0} in all)")
    {
        const int most = 60;
        string shown = string.Join(comma, headings.Take(most).Select(h => h.Length > 40 ? h[..40] + "…" : h));
        return headings.Count > most ? $"{shown} … {string.Format(CultureInfo.InvariantCulture, inAll, headings.Count)}" : shown.Length == 0 ? nothing : shown;
    }
}
