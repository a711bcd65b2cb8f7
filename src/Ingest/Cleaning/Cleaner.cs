using System.Globalization;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Ingest.Storing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <summary>
/// Turns the text of a table into the temporary tables that are stored: <c>incoming</c>, <c>repeated</c>, <c>raw_rows</c> and
/// <c>odd_left_out</c>.
/// </summary>
/// <param name="connection">The session that the tables belong to.</param>
/// <param name="table">The text.</param>
/// <param name="layout">Its headings.</param>
/// <param name="facts">The pass over its records.</param>
/// <param name="folder">Where files that have to be made go.</param>
internal sealed class Cleaner(WarehouseConnection connection, TextTable table, TableLayout layout, TableFacts facts, string folder)
{
    /// <summary>How the file's date columns are read, by field.</summary>
    /// <exception cref="RefusedException">Nothing decides between day and month first.</exception>
    public static IReadOnlyDictionary<string, InstantStyle> Styles(TableLayout layout, TableFacts facts)
    {
        Dictionary<string, ColumnFacts> dates = layout.Match.Columns.Keys.Where(IsDate)
            .ToDictionary(f => f.Name, f => ColumnFacts.Together([.. layout.Match.ColumnsOf(f).Select(c => facts.Columns[c])]));
        return layout.Match.Mapping.DateFormats.Count > 0
            ? dates.ToDictionary(d => d.Key, _ => InstantStyle.Stated)
            : InstantStyles.Choose(dates, layout.Match.Mapping.DateOrder);
    }

    /// <summary>Makes the tables.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="zone">IANA zone of local times.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="InvalidOperationException">Not as many records were loaded as counted.</exception>
    public void Clean(string name, string zone, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, InstantStyle> styles = Styles(layout, facts);
        connection.Execute(NothingWords.Macro, cancel: cancel);
        connection.Execute(SqlScript.Load<Importer>("Sql/cleaning_macros.sql"), cancel: cancel);
        connection.Execute(LocalTime.Macros(zone), cancel: cancel);
        connection.Execute(TotalWords.Macro, cancel: cancel);

        string text = table.Path;
        int longest = facts.LongestRecord;
        if (facts.NeedsRewriting)
        {
            text = Path.Combine(folder, "rewritten.csv");
            longest = Math.Max(longest, TableRewriter.Write(table, layout, facts, text, cancel));
        }

        connection.Execute(new CleaningStatement(layout, facts, styles).Compose(text, facts.NeedsRewriting, longest), cancel: cancel);
        long loaded = connection.Query("select count(*) as n from incoming", SqlParameters.None, r => r.Int64("n"), cancel)[0];
        if (loaded != facts.Records)
        {
            throw new InvalidOperationException(
                $"{name}: {facts.Records:N0} records were counted but {loaded:N0} loaded; nothing was stored. This is a fault of the program; please report it with the file.");
        }

        connection.Execute(SqlScript.Load<Importer>("Sql/repeated_keys.sql"), cancel: cancel);
        FetchRawRows(cancel);
    }

    // The rows set aside are needed in their own words; of the records out of shape, totals and notes are only counted.
    private void FetchRawRows(CancellationToken cancel)
    {
        SortedSet<long> wanted = [.. connection.Query(
            """
            select rowid as record from incoming where state = 1
            union all
            select record from repeated where rule = 'contradicting_duplicate'
            """,
            SqlParameters.None,
            r => r.Int64("record"),
            cancel)];
        wanted.UnionWith(facts.Odd.Where(o => !o.IsLeftOut).Select(o => o.Record));
        string raw = Path.Combine(folder, "raw.csv");
        int longest = RawRows.Write(table, layout, facts, [.. wanted], raw, cancel);
        connection.Execute(ReadMade("raw_rows", raw, longest, "record: 'bigint', rule: 'varchar', value: 'varchar', row_json: 'varchar'"), cancel: cancel);

        string totals = Path.Combine(folder, "totals.csv");
        using (CsvWriter writer = new(totals))
        {
            foreach (OddRecord odd in facts.Odd.Where(o => o.IsLeftOut))
            {
                writer.Cell(odd.Record.ToString(CultureInfo.InvariantCulture));
                writer.Cell(odd.Rule);
                writer.EndRecord();
            }
        }

        connection.Execute(ReadMade("odd_left_out", totals, 0, "record: 'bigint', rule: 'varchar'"), cancel: cancel);
    }

    private static string ReadMade(string table, string file, int longest, string columns)
    {
        int line = Math.Max(longest, 1 << 20) + 1024;
        return $$"""
            create or replace temp table {{table}} as
            select * from read_csv({{SqlLiteral.Of(file)}}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', new_line = '\n',
                max_line_size = {{line}}, buffer_size = {{Math.Max(8L * line, 32_000_000)}}, columns = {{{columns}}})
            """;
    }

    private static bool IsDate(Field field) => field.Type is FieldType.Instant or FieldType.Day;
}
