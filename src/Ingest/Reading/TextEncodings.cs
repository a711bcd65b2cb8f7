using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Which encoding a text file is in, and why that is believed.</summary>
/// <param name="Name">utf-8, gb18030, utf-16le, utf-16be or windows-1252.</param>
/// <param name="Evidence">What was seen, for the user.</param>
/// <param name="MarkLength">Bytes of the byte order mark at the start; 0 without one.</param>
/// <param name="IsDamaged">True when single bytes don't fit.</param>
internal sealed record TextEncoding(string Name, string Evidence, int MarkLength, bool IsDamaged = false);

/// <summary>Finds out a text file's encoding by reading it whole; nothing is guessed from a sample and nothing replaced.</summary>
internal static class TextEncodings
{
    private const int BlockSize = 1 << 20;

    /// <summary>Decides between UTF-8, UTF-16, GB18030 and Windows-1252.</summary>
    /// <exception cref="RefusedException">None fits; the message says at which byte.</exception>
    public static TextEncoding Detect(string path, CancellationToken cancel)
    {
        if (Utf16(path) is { } wide)
        {
            return wide;
        }

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
        TextProfile profile = new();
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            int read = file.Read(buffer, kept, BlockSize);
            ReadOnlySpan<byte> block = buffer.AsSpan(0, kept + read);
            profile.Note(block[kept..]);
            if (position == 0)
            {
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

        return Judge(path, beyondAscii, wrong, firstWrong, markLength, profile);
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

    private static TextEncoding Judge(string path, long beyondAscii, long wrong, long firstWrong, int markLength, TextProfile profile)
    {
        // Chinese text in GB18030 is hardly ever valid UTF-8; a text that nearly always is has been damaged.
        if (beyondAscii > 20 * wrong)
        {
            return new TextEncoding("utf-8", $"UTF-8 but for {wrong:N0} byte(s), the first at {Place(path, firstWrong)}", markLength, IsDamaged: true);
        }

        if (markLength > 0)
        {
            throw new RefusedException(
                $"The text is marked as UTF-8 but {wrong:N0} byte(s) can't be, the first at {Place(path, firstWrong)}. "
                + "Export the file again; a damaged character is never guessed.",
                $"文本带有 UTF-8 标记，但有 {wrong:N0} 个字节不是合法的 UTF-8，首个在{PlaceWords.Zh(Place(path, firstWrong))}。请重新导出；损坏的字符不作猜测。");
        }

        string not = $"not UTF-8 ({Place(path, firstWrong)})";
        return profile.Encoding switch
        {
            "gb18030" when profile.Wrong == 0 => new TextEncoding("gb18030", $"{not}, and every byte is valid GB18030; {profile.CommonPairs:N0} of {profile.Pairs + profile.Fours:N0} characters are everyday Chinese", 0),
            "gb18030" => new TextEncoding("gb18030", $"{not}; {profile.CommonPairs:N0} of {profile.Pairs + profile.Fours:N0} characters are everyday Chinese in GB18030, {profile.Wrong:N0} byte(s) fit nothing", 0, IsDamaged: true),
            "windows-1252" => new TextEncoding("windows-1252", $"{not}; {profile.Alone:N0} of {profile.High:N0} bytes beyond ASCII stand alone, as western letters with accents do", 0),
            _ => throw new RefusedException(
                $"The text is neither UTF-8 nor GB18030 nor Windows-1252: {Place(path, firstWrong)} can't be decoded. Save it as \"CSV UTF-8\" and put it in again.",
                $"文本既不是 UTF-8，也不是 GB18030 或 Windows-1252：{PlaceWords.Zh(Place(path, firstWrong))}，无法解码。请另存为“CSV UTF-8”后重新放入。"),
        };
    }

    // With a byte order mark, or without one by the zero byte of every ASCII character, delimiters and digits among them.
    private static TextEncoding? Utf16(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        byte[] buffer = new byte[1 << 16];
        ReadOnlySpan<byte> head = buffer.AsSpan(0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        if (head.StartsWith<byte>([0xFF, 0xFE, 0, 0]) || head.StartsWith<byte>([0, 0, 0xFE, 0xFF]))
        {
            throw new RefusedException(
                "The text is UTF-32, which hardly any program writes. Save it as \"CSV UTF-8\" and put it in again.",
                "文本编码为 UTF-32，极少有程序使用。请另存为“CSV UTF-8”后重新放入。");
        }

        if (head.StartsWith<byte>([0xFF, 0xFE]))
        {
            return new TextEncoding("utf-16le", "byte order mark FF FE", 2);
        }

        if (head.StartsWith<byte>([0xFE, 0xFF]))
        {
            return new TextEncoding("utf-16be", "byte order mark FE FF", 2);
        }

        int even = 0;
        int odd = 0;
        for (int i = 0; i + 1 < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }

        int pairs = head.Length / 2;
        return odd * 8 > pairs && even == 0 ? new TextEncoding("utf-16le", $"no mark, but {odd:N0} of {pairs:N0} byte pairs end with zero", 0)
            : even * 8 > pairs && odd == 0 ? new TextEncoding("utf-16be", $"no mark, but {even:N0} of {pairs:N0} byte pairs begin with zero", 0)
            : null;
    }
}
