using System.Globalization;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Ingest.Storing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <summary>
/// Turns the text of a table into the temporary tables that are stored: <c>incoming</c>, <c>repeated</c>, <c>raw_rows</c> and
/// <c>odd_left_out</c>; of all records, or of those that could not go straight to the table (see <see cref="PlainRows"/>).
/// The view <c>file_rows</c> has the rows of the whole file either way.
/// </summary>
/// <param name="connection">The session that the tables belong to.</param>
/// <param name="table">The text.</param>
/// <param name="layout">Its headings.</param>
/// <param name="facts">The pass over its records.</param>
/// <param name="folder">Where files that have to be made go.</param>
internal sealed class Cleaner(WarehouseConnection connection, TextTable table, TableLayout layout, TableFacts facts, string folder)
{
    private string timeZone = null!;

    /// <summary>The statement for this table; there is one once the text is prepared.</summary>
    public CleaningStatement Statement { get; private set; } = null!;

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

    /// <summary>Decides how the cells are read.</summary>
    /// <param name="zone">IANA zone of local times.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="RefusedException">Nothing decides between day and month first.</exception>
    public void Prepare(string zone, CancellationToken cancel)
    {
        Statement = new CleaningStatement(layout, facts, Styles(layout, facts));
        connection.Execute(NothingWords.Macro, cancel: cancel);
        connection.Execute(SqlScript.Load<Importer>("Sql/cleaning_macros.sql"), cancel: cancel);
        connection.Execute(LocalTime.Macros(zone), cancel: cancel);
        connection.Execute(TotalWords.Macro, cancel: cancel);
        connection.Execute(ExtraData.Macro, cancel: cancel);
        timeZone = zone;
    }

    /// <summary>Makes the tables of all records. To be called outside a transaction.</summary>
    /// <exception cref="InvalidOperationException">Not as many records were loaded as counted.</exception>
    public void CleanAll(CancellationToken cancel)
    {
        CleaningSource text = new(table.Path, facts.LongestRecord, IsRewritten: false, IsNumbered: false);
        if (facts.NeedsRewriting)
        {
            string rewritten = Path.Combine(folder, "rewritten.csv");
            int longest = TableRewriter.Write(table, layout, facts, rewritten, cancel);
            text = new CleaningSource(rewritten, Math.Max(facts.LongestRecord, longest), IsRewritten: true, IsNumbered: false);
        }

        Clean(Statement, text, facts.Records, cancel);
    }

    /// <summary>Makes the tables of some records.</summary>
    /// <param name="records">Their numbers after the heading, from 0, in order.</param>
    /// <param name="cancel">Stops the work.</param>
    public void CleanOnly(IReadOnlyList<long> records, CancellationToken cancel)
    {
        string some = Path.Combine(folder, "some.csv");
        TableFacts own = TableRewriter.WriteNumbered(table, layout, facts, records, some, cancel);
        Clean(Statement.Of(own), new CleaningSource(some, own.LongestRecord, IsRewritten: true, IsNumbered: true), records.Count, cancel);
    }

    /// <summary>The cells of all records, for <see cref="CleaningStatement.Plain"/>.</summary>
    public CellRows Cells(CancellationToken cancel) => new(table, layout, facts, Statement.ValueColumns(), LocalTime.Lately(timeZone), cancel);

    private void Clean(CleaningStatement statement, CleaningSource source, long records, CancellationToken cancel)
    {
        connection.Execute(statement.Incoming(source), cancel: cancel);
        long loaded = connection.Query("select count(*) as n from incoming", SqlParameters.None, r => r.Int64("n"), cancel)[0];
        if (loaded != records)
        {
            throw new InvalidOperationException(
                $"{records:N0} records were counted but {loaded:N0} loaded; nothing was stored. This is a fault of the program; please report it with the file.");
        }

        connection.Execute("create or replace temp view file_rows as select * from incoming", cancel: cancel);
        connection.Execute(SqlScript.Load<Importer>("Sql/repeated_keys.sql"), cancel: cancel);
        ChooseAmongRepeated(layout.Match.Mapping.Duplicates, cancel);
        FetchRawRows(cancel);
    }

    // Where the mapping says which of several rows of a key counts, the others are left out instead of all set aside.
    private void ChooseAmongRepeated(DuplicateRule rule, CancellationToken cancel)
    {
        if (rule.Choice == DuplicateChoice.SetAside)
        {
            return;
        }

        string newest = rule.By is { } by && layout.Match.Fills(by) ? $"{by.Column} desc nulls last, " : string.Empty;
        string order = $"{newest}record {(rule.Choice == DuplicateChoice.First ? "asc" : "desc")}";
        connection.Execute(
            $"""
            create or replace temp table chosen as
            with copies as (
                select *
                from incoming
                where state = 0 and row_key in (select incoming.row_key from incoming join repeated on repeated.record = incoming.record)
            ),
            ranked as (
                select record, content_hash, first_value(record) over of_key as chosen, first_value(content_hash) over of_key as chosen_hash
                from copies
                window of_key as (partition by row_key order by {order})
            )
            select record, case when content_hash = chosen_hash then '{Rules.IdenticalDuplicate}' else '{Rules.SupersededDuplicate}' end as rule
            from ranked
            where record <> chosen
            """,
            cancel: cancel);
        connection.Execute("create or replace temp table repeated as select record, rule from chosen order by record", cancel: cancel);
    }

    // The rows set aside are needed in their own words; of the records out of shape, totals and notes are only counted.
    private void FetchRawRows(CancellationToken cancel)
    {
        SortedSet<long> wanted = [.. connection.Query(
            """
            select record from incoming where state = 1
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

    private static string ReadMade(string table, string file, int longest, string columns) =>
        $"create or replace temp table {table} as select * from {MadeText.Source(file, longest, columns)}";

    private static bool IsDate(Field field) => field.Type is FieldType.Instant or FieldType.Day;
}
