using System.Runtime.CompilerServices;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// The pass over a recognised text: counts its records, notes those out of shape and what the columns look like. It costs a
/// twentieth of the load and gives an independent count that the load is held to.
/// </summary>
internal static class TableScan
{
    private const int SampleEvery = 997;
    private const int SampleFirst = 500;
    private const int TellEvery = 8_192;

    /// <summary>Reads all records after the heading.</summary>
    /// <param name="table">The text.</param>
    /// <param name="layout">Its delimiter and headings.</param>
    /// <param name="roles">What the columns will become.</param>
    /// <param name="keys">Where the cells of the key's column go besides; null = nowhere.</param>
    /// <param name="progress">Told the bytes read so far.</param>
    /// <param name="cancel">Stops the pass.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TableFacts Read(TextTable table, TableLayout layout, IReadOnlyList<ColumnRole> roles, KeyCells? keys, Action<long> progress, CancellationToken cancel)
    {
        ColumnFacts[] columns = [.. roles.Select(r => new ColumnFacts(r))];
        TableFacts facts = new() { Columns = columns };
        using DelimitedReader reader = table.Open(layout.Delimiter);
        Endings endings = default;
        for (int i = 0; i < layout.HeadingRow; i++)
        {
            reader.Read();

            // The engine skips lines, not records: a title with a line break in it would throw its count out.
            facts.NeedsWholeRewriting |= reader.HasLineBreaks || reader.HasBrokenQuotes;
            endings.Note(reader);
        }

        RefuseDamagedHeading(table, reader);
        FaultFinder faults = new(table, reader.NextOffset);
        facts.FirstRecord = facts.EndOfRecords = reader.NextOffset;
        long blankLines = 0;
        while (reader.Read())
        {
            long record = facts.Records++;
            if (record % TableFacts.IndexStep == 0)
            {
                facts.Index.Add(reader.Offset);
            }

            if (record % TellEvery == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress(reader.Offset);
            }

            endings.Note(reader);
            facts.LongestRecord = Math.Max(facts.LongestRecord, reader.Bytes.Length);
            TextFault? fault = faults.Within(reader);
            bool fits = fault is null && !reader.HasBrokenQuotes && Fits(reader, layout);
            if (!fits || reader.HasOddQuotes || reader.CellCount != columns.Length)
            {
                // The engine's reader would pass over a blank line and lose count, so it's no exception.
                facts.Patches.Add(reader.Offset);
            }

            if (!fits && fault is null && IsBlank(reader))
            {
                blankLines++;
                continue;
            }

            blankLines = 0;
            facts.EndOfRecords = reader.NextOffset;
            if (!fits)
            {
                facts.Odd.Add(new OddRecord(record, fault?.Rule ?? RuleOf(reader), reader.CellCount, fault?.Value));
                continue;
            }

            keys?.Note(record, reader);
            bool isSample = record < SampleFirst || record % SampleEvery == 0;
            ReadOnlySpan<Cell> cells = reader.Cells;
            int width = Math.Min(cells.Length, columns.Length);
            for (int i = 0; i < width; i++)
            {
                Cell cell = cells[i];
                if (cell.Length > 0)
                {
                    columns[i].Note(reader.Raw(cell));
                    if (isSample && columns[i].WantsSamples)
                    {
                        columns[i].Samples.Add(reader.Text(cell).Trim());
                    }
                }
            }
        }

        // Blank lines at the very end are no records, and nothing has to be done about them.
        facts.Records -= blankLines;
        facts.Patches.RemoveAll(place => place >= facts.EndOfRecords);
        facts.EndsWithPairs = endings.ArePairs;
        facts.NeedsWholeRewriting |= endings.AreMixed || facts.Patches.Count > MostPatches(facts.Records);
        return facts;
    }

    // Each patch costs an opening of the file; beyond some thousands a plain rewriting is quicker.
    private static long MostPatches(long records) => Math.Min(2_000, 100 + (records / 100));

    /// <summary>
    /// True when cells and headings go together one by one. Empty cells too many at the end say nothing, and cells may be
    /// missing below trailing columns that have no heading.
    /// </summary>
    public static bool Fits(DelimitedReader reader, TableLayout layout)
    {
        if (reader.CellCount < layout.NamedWidth)
        {
            return false;
        }

        for (int i = layout.Headings.Count; i < reader.CellCount; i++)
        {
            if (reader.Cells[i].Length > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when no cell holds anything but blanks.</summary>
    public static bool IsBlank(DelimitedReader reader)
    {
        foreach (Cell cell in reader.Cells)
        {
            if (cell.Length > 0 && !string.IsNullOrWhiteSpace(reader.Text(cell)))
            {
                return false;
            }
        }

        return true;
    }

    private static string RuleOf(DelimitedReader reader)
    {
        if (reader.HasBrokenQuotes)
        {
            return Rules.BrokenQuotes;
        }

        foreach (Cell cell in reader.Cells)
        {
            if (cell.Length > 0)
            {
                string text = reader.Text(cell);
                return TotalWords.IsTotal(text) ? Rules.TotalRow : TotalWords.IsNote(text) ? Rules.NoteRow : Rules.CellCount;
            }
        }

        return Rules.CellCount;
    }

    private static void RefuseDamagedHeading(TextTable table, DelimitedReader heading)
    {
        if (table.Faults.FirstOrDefault(f => f.Offset >= heading.Offset && f.Offset < heading.NextOffset) is { } fault)
        {
            throw new RefusedException(
                $"The row of headings is damaged ({fault.Value}), and columns are never guessed. Export the file again.",
                $"表头行已损坏（{PlaceWords.Zh(fault.Value)}），列名不作猜测。请重新导出。");
        }
    }

    private struct Endings
    {
        private bool pairs;
        private bool feeds;
        private bool returns;

        public readonly bool ArePairs => pairs && !feeds;

        // A lone CR is rare enough to be rewritten always.
        public readonly bool AreMixed => (pairs && feeds) || returns;

        public void Note(DelimitedReader reader)
        {
            pairs |= reader.EndingLength == 2;
            feeds |= reader.EndingLength == 1 && !reader.EndsWithLoneReturn;
            returns |= reader.EndsWithLoneReturn;
        }
    }
}
