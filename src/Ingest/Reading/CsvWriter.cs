using System.Buffers;
using System.Text;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Writes UTF-8 CSV in the one form that every reader takes the same way: quotes only where needed.</summary>
internal sealed class CsvWriter : IDisposable
{
    private readonly SearchValues<byte> special;
    private readonly byte delimiter;
    private readonly FileStream stream;
    private readonly ArrayBufferWriter<byte> buffer = new(1 << 20);
    private byte[] scratch = new byte[4096];
    private int recordStart;
    private bool isFirst = true;

    public CsvWriter(string path, char delimiter = ',')
    {
        this.delimiter = (byte)delimiter;
        special = SearchValues.Create([this.delimiter, (byte)'"', (byte)'\n', (byte)'\r', (byte)' ']);
        stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
    }

    /// <summary>Bytes of the longest record so far.</summary>
    public int LongestRecord { get; private set; }

    /// <summary>Where the next byte goes in the file.</summary>
    public long Position => stream.Position + buffer.WrittenCount;

    /// <summary>An empty cell.</summary>
    public void Empty() => Separate();

    /// <summary>A cell from its text.</summary>
    public void Cell(string text)
    {
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (scratch.Length < most)
        {
            scratch = new byte[most];
        }

        Cell(scratch.AsSpan(0, Encoding.UTF8.GetBytes(text, scratch)));
    }

    /// <summary>A cell from its bytes.</summary>
    public void Cell(ReadOnlySpan<byte> text)
    {
        Separate();
        if (text.IndexOfAny(special) < 0)
        {
            buffer.Write(text);
            return;
        }

        buffer.Write("\""u8);
        while (text.IndexOf((byte)'"') is >= 0 and int quote)
        {
            buffer.Write(text[..(quote + 1)]);
            buffer.Write("\""u8);
            text = text[(quote + 1)..];
        }

        buffer.Write(text);
        buffer.Write("\""u8);
    }

    /// <summary>A cell as it stood in a source; in quotes its doubled quotes are kept.</summary>
    public void CellAsRead(ReadOnlySpan<byte> text, bool wasQuoted)
    {
        if (!wasQuoted)
        {
            Cell(text);
            return;
        }

        Separate();
        buffer.Write("\""u8);
        buffer.Write(text);
        buffer.Write("\""u8);
    }

    /// <summary>Bytes that are whole records already.</summary>
    public void CopyRaw(ReadOnlySpan<byte> records)
    {
        Flush();
        stream.Write(records);
    }

    /// <summary>Ends the record with LF.</summary>
    public void EndRecord() => EndRecord("\n"u8);

    /// <summary>Ends the record.</summary>
    public void EndRecord(ReadOnlySpan<byte> ending)
    {
        buffer.Write(ending);
        isFirst = true;
        LongestRecord = Math.Max(LongestRecord, buffer.WrittenCount - recordStart);
        recordStart = buffer.WrittenCount;
        if (buffer.WrittenCount > (1 << 20) - (1 << 16))
        {
            Flush();
        }
    }

    public void Dispose()
    {
        Flush();
        stream.Dispose();
    }

    private void Separate()
    {
        if (!isFirst)
        {
            buffer.Write([delimiter]);
        }

        isFirst = false;
    }

    private void Flush()
    {
        stream.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
        recordStart = 0;
    }
}
