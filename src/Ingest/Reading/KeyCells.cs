using System.Globalization;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>The cells of a key's column, written to a small CSV of their own: record, cell. Keys can then be compared before anything else is read.</summary>
internal sealed class KeyCells(string path, int column) : IDisposable
{
    private readonly CsvWriter writer = new(path);
    private readonly byte[] number = new byte[20];
    private bool isDone;

    /// <summary>The CSV.</summary>
    public string Path => path;

    /// <summary>Bytes of its longest line.</summary>
    public int LongestRecord => writer.LongestRecord;

    /// <summary>Takes note of a record's key; an empty cell is none.</summary>
    public void Note(long record, DelimitedReader reader)
    {
        if (column >= reader.CellCount || reader.Cells[column].Length == 0)
        {
            return;
        }

        record.TryFormat(number, out int digits, provider: CultureInfo.InvariantCulture);
        writer.Cell(number.AsSpan(0, digits));
        writer.CellAsRead(reader.Raw(reader.Cells[column]), reader.Cells[column].IsQuoted);
        writer.EndRecord();
    }

    /// <summary>Ends the CSV; it can be read from then on.</summary>
    public void Dispose()
    {
        if (!isDone)
        {
            isDone = true;
            writer.Dispose();
        }
    }
}
