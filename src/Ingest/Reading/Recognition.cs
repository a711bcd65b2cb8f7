using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>The tables that are taken from a file, in its order, and what else the file holds.</summary>
internal sealed record Recognition(TextTable Table, TableLayout Layout)
{
    // Below this a sheet that happens to have a known heading or two is no export: a summary by model, a list of addresses.
    private const int LeastFields = 3;

    /// <summary>Further tables of the file: other sheets, tables below each other, other files of an archive. Each becomes a batch of its own.</summary>
    public IReadOnlyList<Recognition> Further { get; init; } = [];

    /// <summary>Sheets and files without a known table, and why: explanations, summaries, pictures.</summary>
    public IReadOnlyList<string> SheetsNotRead { get; init; } = [];

    /// <summary>This table and the further ones.</summary>
    public IReadOnlyList<Recognition> All => [this, .. Further];

    /// <summary>Finds the tables.</summary>
    /// <param name="source">What the file holds.</param>
    /// <param name="mappings">The mappings to try.</param>
    /// <param name="folder">Where tables that stand below each other are cut apart.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="RefusedException">None is known.</exception>
    public static Recognition Choose(SourceTables source, IReadOnlyList<Mapping> mappings, string folder, CancellationToken cancel)
    {
        List<Recognition> found = [];
        List<string> notRead = [.. source.NotRead];
        RefusedException? refusal = null;
        foreach (TextTable whole in source.Tables)
        {
            foreach (TextTable table in TableSplitter.Split(whole, mappings, folder, cancel))
            {
                try
                {
                    found.Add(new Recognition(table, TableFinder.Find(table, mappings)));
                }
                catch (RefusedException failure)
                {
                    refusal ??= failure;
                    notRead.Add(table.Place ?? "?");
                }
            }
        }

        if (found.Count == 0)
        {
            throw refusal!;
        }

        Recognition best = found.Aggregate((a, b) => HeadingMatch.Compare(b.Layout.Match, a.Layout.Match) > 0 ? b : a);
        Recognition[] taken = [.. found.Where(t => t == best || t.Layout.Match.KnownFields >= LeastFields)];
        return taken[0] with { Further = taken[1..], SheetsNotRead = [.. notRead, .. found.Except(taken).Select(t => t.Table.Place ?? "?")] };
    }
}
