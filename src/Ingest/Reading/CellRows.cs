using System.Runtime.CompilerServices;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Gives the records of a text to the engine, read by the same reader that counted them: <c>record</c> (from 0), the cells' texts
/// <c>c0</c>, <c>c1</c> … and, of columns that are mostly plain dates or numbers, their values <c>t0</c> …. A cell is given as text or as
/// value, never as both; an empty one as neither. A record whose cells can't be told apart is given without cells.
/// </summary>
internal sealed class CellRows : IDisposable
{
    private readonly TableLayout layout;
    private readonly TableFacts facts;
    private readonly FaultFinder faults;
    private readonly DelimitedReader reader;
    private readonly OfferedType?[] valueTypes;
    private readonly int[] places;
    private readonly int firstYear;
    private readonly CancellationToken cancel;
    private readonly OfferedRows offered;
    private byte[] unquoted = new byte[256];

    /// <param name="table">The text.</param>
    /// <param name="layout">Its headings.</param>
    /// <param name="facts">The pass over its records.</param>
    /// <param name="values">Columns that are given as values where that can be, and the values' type.</param>
    /// <param name="firstYear">Dates before this year are given as texts.</param>
    /// <param name="cancel">Stops the reading.</param>
    public CellRows(TextTable table, TableLayout layout, TableFacts facts, IReadOnlyDictionary<int, OfferedType> values, int firstYear, CancellationToken cancel)
    {
        this.layout = layout;
        this.facts = facts;
        this.firstYear = firstYear;
        this.cancel = cancel;
        int width = layout.Headings.Count;
        valueTypes = new OfferedType?[width];
        places = new int[width];
        List<(string, OfferedType)> columns = [("record", OfferedType.Whole), .. Enumerable.Range(0, width).Select(i => ($"c{i}", OfferedType.Text))];
        foreach ((int column, OfferedType type) in values)
        {
            valueTypes[column] = type;
            places[column] = columns.Count;
            columns.Add(($"t{column}", type));
        }

        faults = new FaultFinder(table, facts.FirstRecord);
        reader = table.Open(layout.Delimiter, facts.FirstRecord);
        offered = new OfferedRows(columns, Fill);
    }

    /// <summary>What stands behind <c>from</c>; to be read once.</summary>
    public string Sql => offered.Sql;

    /// <summary>Records given so far.</summary>
    public long Given { get; private set; }

    /// <summary>Why the statement that read them failed, when the reason lies here.</summary>
    public Exception? Failure => offered.Failure;

    public void Dispose()
    {
        offered.Dispose();
        reader.Dispose();
    }

    private int Fill(IReadOnlyList<OfferedColumn> columns)
    {
        cancel.ThrowIfCancellationRequested();
        OfferedColumn[] all = [.. columns];
        int row = 0;
        for (; row < OfferedRows.BlockSize && Given < facts.Records && reader.Read(); row++, Given++)
        {
            if (all[0].IsWanted)
            {
                all[0].Set(row, Given);
            }

            if (faults.Within(reader) is null && !reader.HasBrokenQuotes && TableScan.Fits(reader, layout))
            {
                GiveCells(all, row);
            }
        }

        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GiveCells(OfferedColumn[] all, int row)
    {
        ReadOnlySpan<byte> record = reader.Bytes;
        ReadOnlySpan<Cell> cells = reader.Cells;
        int width = Math.Min(cells.Length, valueTypes.Length);
        for (int i = 0; i < width; i++)
        {
            Cell cell = cells[i];
            if (cell.Length == 0)
            {
                continue;
            }

            ReadOnlySpan<byte> text = record.Slice(cell.Start, cell.Length);
            if (valueTypes[i] is { } type && GiveValue(all[places[i]], type, row, text))
            {
                continue;
            }

            OfferedColumn column = all[i + 1];
            if (column.IsWanted)
            {
                column.Set(row, cell.IsQuoted && text.Contains((byte)'"') ? Unquoted(text) : text);
            }
        }
    }

    private bool GiveValue(OfferedColumn column, OfferedType type, int row, ReadOnlySpan<byte> text)
    {
        if (!column.IsWanted)
        {
            return false;
        }

        long value;
        switch (type)
        {
            case OfferedType.Timestamp when QuickCell.TryTimestamp(text, firstYear, out value):
            case OfferedType.Amount when QuickCell.TryAmount(text, out value):
                column.Set(row, value);
                return true;
            case OfferedType.Number when QuickCell.TryWhole(text, out value):
                column.Set(row, (double)value);
                return true;
            default:
                return false;
        }
    }

    // Doubled quotes made single.
    private ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> text)
    {
        if (unquoted.Length < text.Length)
        {
            unquoted = new byte[text.Length * 2];
        }

        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            unquoted[length++] = text[i];
            i += text[i] == '"' ? 1 : 0;
        }

        return unquoted.AsSpan(0, length);
    }
}
