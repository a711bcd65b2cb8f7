namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Writes a text that is out of shape as one that every reader takes the same way: commas, LF, quotes where needed, as many
/// cells as headings. A record whose cells can't be told apart and a blank line become empty records, so that every record
/// keeps its number.
/// </summary>
internal static class TableRewriter
{
    /// <summary>Writes the records after the heading.</summary>
    /// <returns>Bytes of the longest record written.</returns>
    public static int Write(TextTable table, TableLayout layout, TableFacts facts, string target, CancellationToken cancel)
    {
        using DelimitedReader reader = table.Open(layout.Delimiter);
        using CsvWriter writer = new(target);
        for (int i = 0; i < layout.HeadingRow; i++)
        {
            reader.Read();
        }

        for (long record = 0; record < facts.Records && reader.Read(); record++)
        {
            if (record % TableFacts.IndexStep == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            bool isUsable = !reader.HasBrokenQuotes && TableScan.Fits(reader, layout);
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

            writer.EndRecord();
        }

        return writer.LongestRecord;
    }
}
