using System.Buffers;
using System.Globalization;
using System.Text;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Turns UTF-16, Windows-1252 and damaged UTF-8 into UTF-8. What can't be decoded is written as \xNN and told as a fault, so
/// that its row is set aside; nothing is replaced silently.
/// </summary>
internal static class Transcoder
{
    private const int BlockSize = 1 << 20;

    /// <summary>Writes the UTF-8 twin of a file.</summary>
    /// <returns>The places that couldn't be decoded.</returns>
    /// <exception cref="RefusedException">There are more of them than a file may have.</exception>
    public static IReadOnlyList<TextFault> ToUtf8(string source, TextEncoding encoding, string target, CancellationToken cancel) => encoding.Name switch
    {
        "utf-16le" or "utf-16be" => FromUtf16(source, encoding, target, cancel),
        "windows-1252" => FromWindows1252(source, target, cancel),
        "gb18030" => Gb18030.ToUtf8(source, target, cancel),
        _ => FromDamagedUtf8(source, encoding.MarkLength, target, cancel),
    };

    /// <summary>Faults from places in the source and in the target, told as an editor would show them.</summary>
    public static IReadOnlyList<TextFault> Faults(string source, IReadOnlyList<(long Source, long Target)> places)
    {
        if (places.Count > TextFault.Most)
        {
            throw new RefusedException(
                $"More than {TextFault.Most:N0} bytes of this text can't be decoded, the first at {TextEncodings.Place(source, places[0].Source)}. "
                + "Export the file again as \"CSV UTF-8\"; a damaged character is never guessed.",
                $"文本中无法解码的字节超过 {TextFault.Most:N0} 个，首个在{PlaceWords.Zh(TextEncodings.Place(source, places[0].Source))}。请以“CSV UTF-8”重新导出；损坏的字符不作猜测。");
        }

        List<TextFault> faults = [];
        long line = 1;
        long lineStart = 0;
        long position = 0;
        using FileStream file = new(source, FileMode.Open, FileAccess.Read, FileShare.Read);
        byte[] buffer = new byte[BlockSize];
        foreach ((long at, long to) in places)
        {
            while (position < at)
            {
                int read = file.Read(buffer, 0, (int)Math.Min(BlockSize, at - position));
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

            int wrong = file.ReadByte();
            file.Position = position;
            faults.Add(new TextFault(to, Rules.UndecodableBytes, string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {at - lineStart + 1}: 0x{wrong:X2}")));
        }

        return faults;
    }

    private static IReadOnlyList<TextFault> FromDamagedUtf8(string source, int markLength, string target, CancellationToken cancel)
    {
        using FileStream input = new(source, FileMode.Open, FileAccess.Read, FileShare.Read, 1) { Position = markLength };
        using FileStream output = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, BlockSize);
        List<(long, long)> places = [];
        byte[] buffer = new byte[BlockSize + 4];
        long position = markLength;
        int kept = 0;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            int read = input.Read(buffer, kept, BlockSize);
            ReadOnlySpan<byte> block = buffer.AsSpan(0, kept + read);
            int done = 0;
            int written = 0;
            while (done < block.Length)
            {
                OperationStatus status = Rune.DecodeFromUtf8(block[done..], out _, out int length);
                if (status == OperationStatus.NeedMoreData && read > 0)
                {
                    break;
                }

                if (status != OperationStatus.Done)
                {
                    output.Write(block[written..done]);
                    places.Add((position + done, output.Position));
                    WriteEscaped(output, block.Slice(done, length));
                    written = done + length;
                }

                done += length;
            }

            output.Write(block[written..done]);
            position += done;
            kept = block.Length - done;
            block[done..].CopyTo(buffer);
            if (read == 0)
            {
                output.Flush();
                return Faults(source, places);
            }
        }
    }

    /// <summary>Writes bytes that can't be decoded as \xNN.</summary>
    public static void WriteEscaped(Stream output, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\x{b:X2}")));
        }
    }

    private static IReadOnlyList<TextFault> FromWindows1252(string source, string target, CancellationToken cancel)
    {
        Encoding western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        using StreamReader reader = new(source, western, detectEncodingFromByteOrderMarks: false, BlockSize);
        using StreamWriter writer = new(target, append: false, new UTF8Encoding(false), BlockSize);
        char[] block = new char[BlockSize];
        while (reader.Read(block, 0, block.Length) is > 0 and int read)
        {
            cancel.ThrowIfCancellationRequested();
            writer.Write(block, 0, read);
        }

        return [];
    }

    private static List<TextFault> FromUtf16(string source, TextEncoding encoding, string target, CancellationToken cancel)
    {
        using FileStream input = new(source, FileMode.Open, FileAccess.Read, FileShare.Read, BlockSize) { Position = encoding.MarkLength };
        using FileStream output = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, BlockSize);
        bool isBig = encoding.Name == "utf-16be";
        List<TextFault> faults = [];
        byte[] bytes = new byte[BlockSize];
        char[] chars = new char[(BlockSize / 2) + 1];
        byte[] utf8 = new byte[BlockSize * 2];
        int keptChars = 0;
        long line = 1;
        long position = encoding.MarkLength;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            int read = input.ReadAtLeast(bytes, BlockSize, throwOnEndOfStream: false);
            int count = keptChars;
            for (int i = 0; i + 1 < read; i += 2)
            {
                chars[count++] = (char)(isBig ? (bytes[i] << 8) | bytes[i + 1] : (bytes[i + 1] << 8) | bytes[i]);
            }

            bool isLast = read < BlockSize;
            int from = 0;
            int end = count;
            if (!isLast && count > 0 && char.IsHighSurrogate(chars[count - 1]))
            {
                end--;
            }

            for (int i = 0; i < end; i++)
            {
                line += chars[i] == '\n' ? 1 : 0;
                if (!char.IsSurrogate(chars[i]))
                {
                    continue;
                }

                if (char.IsHighSurrogate(chars[i]) && i + 1 < end && char.IsLowSurrogate(chars[i + 1]))
                {
                    i++;
                    continue;
                }

                output.Write(utf8, 0, Encoding.UTF8.GetBytes(chars, from, i - from, utf8, 0));
                Fault($"0x{(int)chars[i]:X4}", position + ((i - keptChars) * 2));
                from = i + 1;
            }

            output.Write(utf8, 0, Encoding.UTF8.GetBytes(chars, from, end - from, utf8, 0));
            keptChars = count - end;
            if (keptChars > 0)
            {
                chars[0] = chars[count - 1];
            }

            position += read;
            if (isLast)
            {
                if (read % 2 == 1)
                {
                    Fault($"0x{bytes[read - 1]:X2}", position - 1);
                }

                return faults;
            }
        }

        void Fault(string unit, long at)
        {
            if (faults.Count == TextFault.Most)
            {
                throw new RefusedException(
                    $"More than {TextFault.Most:N0} places of this UTF-16 text can't be decoded, the first at {faults[0].Value}. Export the file again.",
                    $"这个 UTF-16 文本中无法解码之处超过 {TextFault.Most:N0} 个，首个在{PlaceWords.Zh(faults[0].Value)}。请重新导出。");
            }

            faults.Add(new TextFault(output.Position, Rules.UndecodableBytes, string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {at + 1} of the file: {unit}")));
            output.Write(Encoding.ASCII.GetBytes($"\\x{unit[2..]}"));
        }
    }
}
