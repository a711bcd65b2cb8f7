using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Output;

/// <summary>How a file writes an instant; a day is written in the same style without the clock.</summary>
internal enum InstantStyle
{
    /// <summary>2026-10-03 08:05</summary>
    Dashes,

    /// <summary>2026/10/3 8:05</summary>
    Slashes,

    /// <summary>2026年10月3日 8时05分</summary>
    Chinese,
}

/// <summary>
/// Writes an export cell by cell into a row buffer of UTF-8 bytes; rows end in CR LF as Excel ends them. A row can be spoilt on purpose:
/// cells replaced, cut off or added.
/// </summary>
internal sealed class CsvFile : IDisposable
{
    private static readonly byte[][] DashedDays = EveryDay("yyyy-MM-dd");
    private static readonly byte[][] SlashedDays = EveryDay("yyyy'/'M'/'d");
    private static readonly byte[][] ChineseDays = EveryDay("yyyy'年'M'月'd'日'");

    private readonly FileStream stream;
    private readonly InstantStyle style;
    private readonly Encoding? encoding;
    private readonly List<(int Column, byte[] Cell)> replaced = [];
    private byte[] row = new byte[32 * 1024];
    private int length;
    private int column;

    /// <summary>Makes the file (over an older one) and writes its headings.</summary>
    /// <param name="path">Where; the folder must exist.</param>
    /// <param name="headings">First row.</param>
    /// <param name="style">How instants look.</param>
    /// <param name="encoding">Null for UTF-8 with a byte order mark; otherwise the rows are transcoded to it.</param>
    public CsvFile(string path, IReadOnlyList<string> headings, InstantStyle style, Encoding? encoding = null)
    {
        stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        this.style = style;
        this.encoding = encoding;
        Name = System.IO.Path.GetFileName(path);
        Headings = headings;
        if (encoding is null)
        {
            stream.Write(Encoding.UTF8.Preamble);
        }

        foreach (var heading in headings)
        {
            Text(heading);
        }

        EndRow();
        Rows = 0;
    }

    public string Name { get; }

    public IReadOnlyList<string> Headings { get; }

    /// <summary>Data rows written so far, spoilt ones included.</summary>
    public long Rows { get; private set; }

    /// <summary>The row being written or, after <see cref="EndRow"/>, the row written last, as UTF-8 without its line end.</summary>
    public ReadOnlySpan<byte> Row => row.AsSpan(0, length);

    /// <summary>In the next row, this text stands in the column, whatever is written there.</summary>
    public void Replace(string heading, string text)
    {
        var place = Headings.ToList().IndexOf(heading);
        ArgumentOutOfRangeException.ThrowIfNegative(place, heading);
        replaced.Add((place, Encoding.UTF8.GetBytes(Word.Quote(text))));
    }

    public void Empty() => _ = BeginCell(0);

    public void Cell(Word? word)
    {
        if (word is null)
        {
            Empty();
        }
        else if (BeginCell(word.Cell.Length))
        {
            Append(word.Cell);
        }
    }

    /// <summary>A text that was not prepared.</summary>
    public void Text(string text)
    {
        var quoted = Word.Quote(text);
        if (BeginCell(quoted.Length * 3))
        {
            length += Encoding.UTF8.GetBytes(quoted, row.AsSpan(length));
        }
    }

    /// <summary>An identifier such as BX261003-0042: a prefix, a number of a fixed width (or more), a dash, another.</summary>
    public void Key(ReadOnlySpan<byte> prefix, int first, int firstWidth, long second, int secondWidth)
    {
        if (BeginCell(64))
        {
            Append(prefix);
            Number(first, firstWidth);
            row[length++] = (byte)'-';
            Number(second, secondWidth);
        }
    }

    public void Whole(int value)
    {
        if (BeginCell(16))
        {
            Number(value, 1);
        }
    }

    /// <summary>Hundredths, written with two decimals; empty below 0.</summary>
    public void Money(long cents)
    {
        if (BeginCell(32) && cents >= 0)
        {
            Number(cents / 100, 1);
            row[length++] = (byte)'.';
            Number(cents % 100, 2);
        }
    }

    /// <summary>A local instant, or an empty cell for <see cref="LocalMinutes.None"/>.</summary>
    public void Instant(int minutes)
    {
        if (!BeginCell(64) || minutes == LocalMinutes.None)
        {
            return;
        }

        AppendDay(minutes / LocalMinutes.PerDay);
        row[length++] = (byte)' ';
        var clock = minutes % LocalMinutes.PerDay;
        Number(clock / 60, style == InstantStyle.Dashes ? 2 : 1);
        Append(style == InstantStyle.Chinese ? "时"u8 : ":"u8);
        Number(clock % 60, 2);
        Append(style == InstantStyle.Chinese ? "分"u8 : default);
    }

    /// <summary>A day, or an empty cell for <see cref="LocalMinutes.None"/>.</summary>
    public void Day(int day)
    {
        if (BeginCell(32) && day != LocalMinutes.None)
        {
            AppendDay(day);
        }
    }

    /// <summary>Ends the row. A negative number cuts so many cells off its end, a positive one adds so many.</summary>
    public void EndRow(int extraCells = 0)
    {
        for (; extraCells < 0; extraCells++)
        {
            length = Row.LastIndexOf((byte)',');
        }

        for (; extraCells > 0; extraCells--)
        {
            Append(",x"u8);
        }

        WriteRow();
        replaced.Clear();
        column = 0;
        Rows++;
        fresh = true;
    }

    /// <summary>Writes a row as it was left by <see cref="EndRow"/> in another file with the same columns or in this one, once more.</summary>
    public void Repeat(ReadOnlySpan<byte> finished)
    {
        length = 0;
        Append(finished);
        EndRow();
    }

    public void Dispose() => stream.Dispose();

    private bool fresh = true;

    private static byte[][] EveryDay(string format) =>
        [.. Enumerable.Range(0, LocalMinutes.DayCount).Select(day => Encoding.UTF8.GetBytes(LocalMinutes.Date(day).ToString(format, CultureInfo.InvariantCulture)))];

    private void WriteRow()
    {
        if (encoding is null)
        {
            stream.Write(Row);
            stream.Write("\r\n"u8);
        }
        else
        {
            stream.Write(encoding.GetBytes(Encoding.UTF8.GetString(Row) + "\r\n"));
        }
    }

    /// <summary>Makes room and sets the comma. False when the cell is a replaced one, which then is written already.</summary>
    private bool BeginCell(int bytes)
    {
        if (fresh)
        {
            length = 0;
            fresh = false;
        }

        EnsureRoom(bytes + 1);
        if (column > 0)
        {
            row[length++] = (byte)',';
        }

        var here = column++;
        if (replaced.Count > 0)
        {
            foreach (var (place, cell) in replaced)
            {
                if (place == here)
                {
                    Append(cell);
                    return false;
                }
            }
        }

        return true;
    }

    private void AppendDay(int day) => Append((style switch
    {
        InstantStyle.Dashes => DashedDays,
        InstantStyle.Slashes => SlashedDays,
        _ => ChineseDays,
    })[day]);

    private void Append(ReadOnlySpan<byte> bytes)
    {
        EnsureRoom(bytes.Length);
        bytes.CopyTo(row.AsSpan(length));
        length += bytes.Length;
    }

    private void Number(long value, int width)
    {
        EnsureRoom(24);
        if (!Utf8Formatter.TryFormat(value, row.AsSpan(length), out var written, new System.Buffers.StandardFormat('D', (byte)width)))
        {
            throw new InvalidOperationException($"{value} did not fit into the row buffer.");
        }

        length += written;
    }

    private void EnsureRoom(int bytes)
    {
        if (length + bytes + 64 > row.Length)
        {
            Array.Resize(ref row, Math.Max(row.Length * 2, length + bytes + 64));
        }
    }
}
