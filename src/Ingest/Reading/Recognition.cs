using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>The table that is taken from a file, and what else the file holds.</summary>
internal sealed record Recognition(TextTable Table, TableLayout Layout)
{
    /// <summary>Sheets with tables of their own that are not read: one file gives one table.</summary>
    public IReadOnlyList<string> SheetsNotRead { get; init; } = [];

    /// <summary>Chooses the table whose headings are known best.</summary>
    /// <exception cref="RefusedException">None is known, or an archive holds several exports.</exception>
    public static Recognition Choose(IReadOnlyList<TextTable> tables, IReadOnlyList<Mapping> mappings)
    {
        Recognition? best = null;
        RefusedException? refusal = null;
        List<TextTable> usable = [];
        foreach (TextTable table in tables)
        {
            try
            {
                TableLayout layout = TableFinder.Find(table, mappings);
                usable.Add(table);
                if (best is null || HeadingMatch.Compare(layout.Match, best.Layout.Match) > 0)
                {
                    best = new Recognition(table, layout);
                }
            }
            catch (RefusedException failure)
            {
                refusal ??= failure;
            }
        }

        if (best is null)
        {
            throw refusal!;
        }

        string[] packed = [.. usable.Select(t => t.PackedName).OfType<string>().Distinct(StringComparer.Ordinal)];
        return packed.Length > 1
            ? throw new RefusedException($"The archive holds {packed.Length} exports ({string.Join(", ", packed)}), and each is taken in by itself. Unpack it and put them in.")
            : best with { SheetsNotRead = [.. usable.Where(t => t != best.Table).Select(t => t.SheetName ?? "?")] };
    }
}
