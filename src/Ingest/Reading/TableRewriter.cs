using System.Globalization;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Writes a text that is out of shape as one that every reader takes the same way: LF, quotes where needed, as many cells as
/// headings. A record whose cells can't be told apart and a blank line become empty records, so that every record keeps its
/// number. Where only some records are out of shape, everything between them is copied as it stands.
/// </summary>
internal static class TableRewriter
{
    /// <summary>Writes the records after the heading.</summary>
    /// <returns>Bytes of the longest record that had to be written anew.</returns>
    public static int Write(TextTable table, TableLayout layout, TableFacts facts, string target, CancellationToken cancel) =>
        facts.NeedsWholeRewriting
            ? WriteAll(table, layout, facts, target, cancel)
            : WritePatched(table, layout, facts, target, cancel);

    /// <summary>Writes some of the records, each behind its number.</summary>
    /// <param name="table">The text.</param>
    /// <param name="layout">Its headings.</param>
    /// <param name="facts">The pass over its records.</param>
    /// <param name="records">Their numbers after the heading, from 0, in order.</param>
    /// <param name="target">The text to make.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Facts of these records alone: their columns, and the bytes of the longest.</returns>
    public static TableFacts WriteNumbered(TextTable table, TableLayout layout, TableFacts facts, IReadOnlyList<long> records, string target, CancellationToken cancel)
    {
        ColumnFacts[] columns = [.. facts.Columns.Select(ColumnFacts.OfSome)];
        HashSet<long> odd = [.. facts.Odd.Select(o => o.Record)];
        using RecordFinder finder = new(table, layout, facts);
        using CsvWriter writer = new(target, layout.Delimiter);
        foreach (long record in records)
        {
            cancel.ThrowIfCancellationRequested();
            writer.Cell(record.ToString(CultureInfo.InvariantCulture));
            DelimitedReader found = finder.At(record);
            bool isOdd = odd.Contains(record);
            WriteRecord(found, writer, layout, isOdd, "\n"u8);
            for (int i = 0; !isOdd && i < Math.Min(found.CellCount, columns.Length); i++)
            {
                if (found.Cells[i].Length > 0)
                {
                    columns[i].Note(found.Raw(found.Cells[i]));
                }
            }
        }

        return new TableFacts { Columns = columns, Records = records.Count, LongestRecord = writer.LongestRecord };
    }

    private static int WriteAll(TextTable table, TableLayout layout, TableFacts facts, string target, CancellationToken cancel)
    {
        using DelimitedReader reader = table.Open(layout.Delimiter);
        using CsvWriter writer = new(target, layout.Delimiter);
        for (int i = 0; i < layout.HeadingRow; i++)
        {
            reader.Read();
        }

        FaultFinder faults = new(table, facts.FirstRecord);
        for (long record = 0; record < facts.Records && reader.Read(); record++)
        {
            if (record % 1_024 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            WriteRecord(reader, writer, layout, faults.Within(reader) is not null, "\n"u8);
        }

        return writer.LongestRecord;
    }

    private static int WritePatched(TextTable table, TableLayout layout, TableFacts facts, string target, CancellationToken cancel)
    {
        using FileStream source = new(table.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvWriter writer = new(target, layout.Delimiter);
        long copied = facts.FirstRecord;
        foreach (long place in facts.Patches)
        {
            cancel.ThrowIfCancellationRequested();
            Copy(source, writer, copied, place);
            using DelimitedReader reader = table.Open(layout.Delimiter, place);
            reader.Read();
            WriteRecord(reader, writer, layout, new FaultFinder(table, place).Within(reader) is not null, facts.EndsWithPairs ? "\r\n"u8 : "\n"u8);
            copied = reader.NextOffset;
        }

        Copy(source, writer, copied, facts.EndOfRecords);
        return writer.LongestRecord;
    }

    private static void WriteRecord(DelimitedReader reader, CsvWriter writer, TableLayout layout, bool isDamaged, ReadOnlySpan<byte> ending)
    {
        bool isUsable = !isDamaged && !reader.HasBrokenQuotes && TableScan.Fits(reader, layout);
        for (int i = 0; i < layout.Headings.Count; i++)
        {
            if (isUsable && i < reader.CellCount && reader.Cells[i].Length > 0)
            {
                writer.CellAsRead(reader.Raw(reader.Cells[i]), reader.Cells[i].IsQuoted);
            }
            else
            {
                writer.Empty();
            }
        }

        writer.EndRecord(ending);
    }

    private static void Copy(FileStream source, CsvWriter writer, long from, long to)
    {
        source.Position = from;
        byte[] block = new byte[(int)Math.Min(1 << 20, Math.Max(0, to - from))];
        while (from < to)
        {
            int read = source.Read(block, 0, (int)Math.Min(block.Length, to - from));
            writer.CopyRaw(block.AsSpan(0, read));
            from += read;
        }
    }
}
