using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Which encoding a text file is in, and why that is believed.</summary>
/// <param name="Name">utf-8 or gb18030.</param>
/// <param name="Evidence">What was seen, for the user.</param>
/// <param name="MarkLength">Bytes of the byte order mark at the start; 0 without one.</param>
internal sealed record TextEncoding(string Name, string Evidence, int MarkLength);

/// <summary>Finds out a text file's encoding by reading it whole; nothing is guessed from a sample and nothing replaced.</summary>
internal static class TextEncodings
{
    private const int BlockSize = 1 << 20;

    /// <summary>Decides between UTF-8 and GB18030.</summary>
    /// <exception cref="RefusedException">Neither fits; the message says at which byte.</exception>
    public static TextEncoding Detect(string path, CancellationToken cancel)
    {
        if (IsUtf8(path, cancel) is { } quickly)
        {
            return quickly;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        byte[] buffer = new byte[BlockSize + 4];
        int kept = 0;
        long position = 0;
        long beyondAscii = 0;
        long firstWrong = -1;
        long wrong = 0;
        int markLength = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            int read = file.Read(buffer, kept, BlockSize);
            ReadOnlySpan<byte> block = buffer.AsSpan(0, kept + read);
            if (position == 0)
            {
                RefuseOtherMarks(block);
                markLength = block.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            }

            int done = 0;
            while (done < block.Length)
            {
                int ascii = block[done..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (ascii < 0)
                {
                    done = block.Length;
                    break;
                }

                done += ascii;
                OperationStatus status = Rune.DecodeFromUtf8(block[done..], out _, out int length);
                if (status == OperationStatus.NeedMoreData && read > 0)
                {
                    break;
                }

                if (status == OperationStatus.Done)
                {
                    beyondAscii++;
                }
                else
                {
                    wrong++;
                    firstWrong = firstWrong < 0 ? position + done : firstWrong;
                }

                done += length;
            }

            position += done;
            kept = block.Length - done;
            block[done..].CopyTo(buffer);
            if (read == 0)
            {
                break;
            }
        }

        return Judge(path, beyondAscii, wrong, firstWrong, markLength);
    }

    /// <summary>Where a byte stands, as an editor would show it.</summary>
    public static string Place(string path, long offset)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        long line = 1;
        long lineStart = 0;
        byte[] buffer = new byte[BlockSize];
        long position = 0;
        while (position < offset)
        {
            int read = file.Read(buffer, 0, (int)Math.Min(BlockSize, offset - position));
            for (int i = 0; i < read; i++)
            {
                if (buffer[i] == '\n')
                {
                    line++;
                    lineStart = position + i + 1;
                }
            }

            position += read;
        }

        file.Position = offset;
        return string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {offset - lineStart + 1} of the line (byte {offset + 1} of the file): 0x{file.ReadByte():X2}");
    }

    // Most files are valid UTF-8, which can be told at the speed of reading.
    private static TextEncoding? IsUtf8(string path, CancellationToken cancel)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        byte[] buffer = new byte[BlockSize + 4];
        int kept = 0;
        bool isAscii = true;
        int markLength = 0;
        for (bool isFirst = true; ; isFirst = false)
        {
            cancel.ThrowIfCancellationRequested();
            int read = file.Read(buffer, kept, BlockSize);
            ReadOnlySpan<byte> block = buffer.AsSpan(0, kept + read);
            if (isFirst)
            {
                markLength = block.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            }

            int whole = read == 0 ? block.Length : EndOfWholeCharacters(block);
            if (!Utf8.IsValid(block[..whole]))
            {
                return null;
            }

            isAscii &= Ascii.IsValid(block[..whole]);
            if (read == 0)
            {
                return new TextEncoding(
                    "utf-8",
                    markLength > 0 ? "byte order mark; every byte is valid UTF-8" : isAscii ? "only ASCII characters" : "every byte is valid UTF-8",
                    markLength);
            }

            kept = block.Length - whole;
            block[whole..].CopyTo(buffer);
        }
    }

    private static int EndOfWholeCharacters(ReadOnlySpan<byte> block)
    {
        // At most three bytes of an unfinished character can stand at the end, the first of them 0xC0 or above.
        for (int back = 1; back <= Math.Min(3, block.Length); back++)
        {
            byte b = block[^back];
            if (b >= 0xC0)
            {
                return Rune.DecodeFromUtf8(block[^back..], out _, out _) == OperationStatus.NeedMoreData ? block.Length - back : block.Length;
            }

            if (b < 0x80)
            {
                break;
            }
        }

        return block.Length;
    }

    private static TextEncoding Judge(string path, long beyondAscii, long wrong, long firstWrong, int markLength)
    {
        // Chinese text in GB18030 is hardly ever valid UTF-8; a text that nearly always is has been damaged.
        if (markLength > 0 || beyondAscii > 20 * wrong)
        {
            throw new RefusedException(
                $"The text is UTF-8 but for {wrong:N0} byte(s) that no UTF-8 text can hold, the first at {Place(path, firstWrong)}. "
                + "Export the file again; a damaged character is never guessed.");
        }

        return new TextEncoding("gb18030", $"not UTF-8 ({Place(path, firstWrong)}), and every byte is valid GB18030", 0);
    }

    private static void RefuseOtherMarks(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xFF, 0xFE]) || head.StartsWith<byte>([0xFE, 0xFF]))
        {
            throw new RefusedException("The text is UTF-16, which this version doesn't read yet. Save it as \"CSV UTF-8\" and put it in again.");
        }
    }
}
