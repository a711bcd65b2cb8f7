using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>One cell of a record: where its text stands in the record's bytes.</summary>
/// <param name="Start">First byte of the text, quotes left out.</param>
/// <param name="Length">Bytes of the text.</param>
/// <param name="IsQuoted">True when it stood in quotes; a doubled quote inside then means one.</param>
public readonly record struct Cell(int Start, int Length, bool IsQuoted);

/// <summary>
/// Reads delimited UTF-8 text record by record without making strings: the pass over a file that counts, finds what is out
/// of shape and rewrites it. It never loses a byte: a record that breaks the rules of quoting comes out as one line, marked.
/// </summary>
/// <remarks>
/// Rules of quoting are those of RFC 4180, with what real exports do besides: a quote inside an unquoted cell is text;
/// blanks around a quoted cell don't count; records end with LF, CRLF or a lone CR.
/// </remarks>
internal sealed class DelimitedReader : IDisposable
{
    /// <summary>A cell that goes on longer than this within quotes is a quote that somebody forgot to close.</summary>
    private const int LongestQuotedCell = 64 << 20;

    private readonly Stream stream;
    private readonly byte delimiter;
    private readonly SearchValues<byte> endings;
    private byte[] buffer;
    private int start;
    private int filled;
    private bool isAtEnd;
    private Cell[] cells = new Cell[64];

    /// <param name="stream">Text in UTF-8; read from where it stands, closed with the reader.</param>
    /// <param name="delimiter">Comma, tab, semicolon or vertical bar.</param>
    /// <param name="offset">Where the stream stands, so that <see cref="Offset"/> counts from the file's start.</param>
    /// <param name="bufferSize">Bytes read at once; grows with the longest record.</param>
    public DelimitedReader(Stream stream, byte delimiter, long offset, int bufferSize)
    {
        this.stream = stream;
        buffer = new byte[bufferSize];
        this.delimiter = delimiter;
        endings = SearchValues.Create([delimiter, (byte)'\n', (byte)'\r']);
        Offset = NextOffset = offset;
    }

    /// <summary>Where the record begins in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Where the next record begins.</summary>
    public long NextOffset { get; private set; }

    /// <summary>The record's bytes, its line ending included.</summary>
    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(start, (int)(NextOffset - Offset));

    /// <summary>The record's cells; one for a blank line.</summary>
    public ReadOnlySpan<Cell> Cells => cells.AsSpan(0, CellCount);

    /// <summary>How many cells.</summary>
    public int CellCount { get; private set; }

    /// <summary>Bytes of the line ending: 0 at the end of the file, 1 for LF or CR, 2 for CRLF.</summary>
    public int EndingLength { get; private set; }

    /// <summary>True when the record ended with a lone CR.</summary>
    public bool EndsWithLoneReturn { get; private set; }

    /// <summary>True when a quoted cell is followed by other text, or never closed: the record is then its first line only.</summary>
    public bool HasBrokenQuotes { get; private set; }

    /// <summary>True when quoting is understandable but unusual, so that other readers might take it otherwise.</summary>
    public bool HasOddQuotes { get; private set; }

    /// <summary>True when a quoted cell contains a line break.</summary>
    public bool HasLineBreaks { get; private set; }

    /// <summary>Goes to the next record; false at the end of the file.</summary>
    public bool Read()
    {
        start += (int)(NextOffset - Offset);
        Offset = NextOffset;
        while (true)
        {
            if (start < filled)
            {
                int length = Parse(buffer.AsSpan(start, filled - start));
                if (length > 0)
                {
                    NextOffset = Offset + length;
                    return true;
                }
            }
            else if (isAtEnd)
            {
                CellCount = 0;
                return false;
            }

            Fill();
        }
    }

    /// <summary>Goes to the beginning of a record; the next <see cref="Read"/> reads it.</summary>
    public void GoTo(long offset)
    {
        if (offset >= Offset && offset - Offset <= filled - start)
        {
            start += (int)(offset - Offset);
        }
        else
        {
            stream.Position = offset;
            start = filled = 0;
            isAtEnd = false;
        }

        Offset = NextOffset = offset;
    }

    /// <summary>A cell's text; doubled quotes are made single.</summary>
    public string Text(Cell cell) => Text(buffer.AsSpan(start), cell);

    /// <summary>A cell's bytes as they stand.</summary>
    public ReadOnlySpan<byte> Raw(Cell cell) => buffer.AsSpan(start + cell.Start, cell.Length);

    /// <summary>All cells' texts.</summary>
    public string[] Texts()
    {
        string[] texts = new string[CellCount];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = Text(cells[i]);
        }

        return texts;
    }

    public void Dispose() => stream.Dispose();

    private static string Text(ReadOnlySpan<byte> record, Cell cell)
    {
        string text = System.Text.Encoding.UTF8.GetString(record.Slice(cell.Start, cell.Length));
        return cell.IsQuoted ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            start = 0;
        }

        if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = stream.Read(buffer, filled, buffer.Length - filled);
        filled += read;
        isAtEnd = read == 0;
    }

    // Returns the record's length with its ending, or 0 when the buffer ends before the record does.
    private int Parse(ReadOnlySpan<byte> text)
    {
        HasBrokenQuotes = HasOddQuotes = HasLineBreaks = EndsWithLoneReturn = false;
        int plain = ParsePlainLine(text);
        if (plain > 0)
        {
            return plain;
        }

        CellCount = 0;
        int at = 0;
        while (true)
        {
            int first = at;
            if (at < text.Length && (text[at] == '"' || (text[at] == ' ' && QuoteAfterBlanks(text, at))))
            {
                HasOddQuotes |= text[at] == ' ';
                first = at + text[at..].IndexOf((byte)'"');
                int after = ParseQuoted(text, first);
                if (after == 0)
                {
                    return 0;
                }

                if (after < 0)
                {
                    return ParseBrokenLine(text);
                }

                at = after;
            }
            else
            {
                int found = text[at..].IndexOfAny(endings);
                if (found < 0)
                {
                    if (!isAtEnd)
                    {
                        return 0;
                    }

                    found = text.Length - at;
                }

                ReadOnlySpan<byte> cell = text.Slice(at, found);
                HasOddQuotes |= cell.Contains((byte)'"');
                Add(new Cell(first, found, IsQuoted: false));
                at += found;
            }

            if (at >= text.Length)
            {
                EndingLength = 0;
                return isAtEnd ? at : 0;
            }

            if (text[at] == delimiter)
            {
                at++;
                continue;
            }

            return End(text, at);
        }
    }

    // Most lines have no quote: their cells are found 32 bytes at a time. 0 = this line must be read the other way.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ParsePlainLine(ReadOnlySpan<byte> text)
    {
        CellCount = 0;
        ref byte first = ref MemoryMarshal.GetReference(text);
        int cell = 0;
        for (int at = 0; at + Vector256<byte>.Count <= text.Length; at += Vector256<byte>.Count)
        {
            Vector256<byte> block = Vector256.LoadUnsafe(ref first, (nuint)at);
            uint cuts = Vector256.Equals(block, Vector256.Create(delimiter)).ExtractMostSignificantBits();
            uint stops = (Vector256.Equals(block, Vector256.Create((byte)'\n')) | Vector256.Equals(block, Vector256.Create((byte)'\r'))
                | Vector256.Equals(block, Vector256.Create((byte)'"'))).ExtractMostSignificantBits();
            if (stops != 0)
            {
                cuts &= (stops & (0 - stops)) - 1;
            }

            for (; cuts != 0; cuts &= cuts - 1)
            {
                int cut = at + BitOperations.TrailingZeroCount(cuts);
                Add(new Cell(cell, cut - cell, IsQuoted: false));
                cell = cut + 1;
            }

            if (stops != 0)
            {
                int stop = at + BitOperations.TrailingZeroCount(stops);
                if (text[stop] == '"')
                {
                    return 0;
                }

                Add(new Cell(cell, stop - cell, IsQuoted: false));
                return End(text, stop);
            }
        }

        return 0;
    }

    private int End(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] == '\n')
        {
            EndingLength = 1;
            return at + 1;
        }

        if (at + 1 >= text.Length && !isAtEnd)
        {
            return 0;
        }

        bool isPair = at + 1 < text.Length && text[at + 1] == '\n';
        EndsWithLoneReturn = !isPair;
        EndingLength = isPair ? 2 : 1;
        return at + EndingLength;
    }

    // Returns where the cell's end mark stands (or the text's length), 0 for "more bytes needed", -1 for broken quotes.
    private int ParseQuoted(ReadOnlySpan<byte> text, int quote)
    {
        int at = quote + 1;
        while (true)
        {
            int found = at < text.Length ? text[at..].IndexOf((byte)'"') : -1;
            if (found < 0)
            {
                return isAtEnd || text.Length - quote > LongestQuotedCell ? -1 : 0;
            }

            at += found;
            if (at + 1 >= text.Length && !isAtEnd)
            {
                return 0;
            }

            if (at + 1 < text.Length && text[at + 1] == '"')
            {
                at += 2;
                continue;
            }

            break;
        }

        Cell cell = new(quote + 1, at - quote - 1, IsQuoted: true);
        HasLineBreaks |= text.Slice(cell.Start, cell.Length).IndexOfAny((byte)'\n', (byte)'\r') >= 0;
        at++;
        while (at < text.Length && text[at] == ' ')
        {
            HasOddQuotes = true;
            at++;
        }

        if (at >= text.Length)
        {
            Add(cell);
            return isAtEnd ? at : 0;
        }

        if (text[at] != delimiter && text[at] is not ((byte)'\n' or (byte)'\r'))
        {
            return -1;
        }

        Add(cell);
        return at;
    }

    // The line on which the quotes broke is given back alone, cut at every delimiter, so that one forgotten quote costs one line.
    private int ParseBrokenLine(ReadOnlySpan<byte> text)
    {
        CellCount = 0;
        HasLineBreaks = false;
        HasBrokenQuotes = true;
        int at = 0;
        while (true)
        {
            int found = text[at..].IndexOfAny(endings);
            int length = found < 0 ? text.Length - at : found;
            Add(new Cell(at, length, IsQuoted: false));
            at += length;
            if (at >= text.Length)
            {
                EndingLength = 0;
                return at;
            }

            if (text[at] != delimiter)
            {
                return End(text, at);
            }

            at++;
        }
    }

    private static bool QuoteAfterBlanks(ReadOnlySpan<byte> text, int at)
    {
        int first = text[at..].IndexOfAnyExcept((byte)' ');
        return first > 0 && text[at + first] == '"';
    }

    private void Add(Cell cell)
    {
        if (CellCount == cells.Length)
        {
            Array.Resize(ref cells, cells.Length * 2);
        }

        cells[CellCount++] = cell;
    }
}
