using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Ingest.Tests.Cases;

/// <summary>One case of files.md.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Made">What is done to the text, in order.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Expectations">What must come of it.</param>
internal sealed partial record FileCase(string Name, IReadOnlyList<string> Made, IReadOnlyList<string> Text, IReadOnlyList<string> Expectations)
{
    /// <summary>The file's bytes.</summary>
    public byte[] Content()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] bytes = Encoded("utf-8");
        foreach (string way in Made)
        {
            bytes = way switch
            {
                "utf-16le" => [0xFF, 0xFE, .. Encoded("utf-16")],
                "utf-16be" => [0xFE, 0xFF, .. Encoded("utf-16BE")],
                "utf-16le-no-mark" => Encoded("utf-16"),
                "gb18030" or "windows-1252" => Encoded(way),
                "xlsx" => SheetBuilder.Workbook(Text, Made.Contains("1904")),
                "1904" => bytes,
                "stored" => Stored(),
                "gzip" => Gzip(bytes),
                "zip" => Zip(bytes, 1),
                "zip-twice" => Zip(bytes, 2),
                "cut" => bytes[..(bytes.Length / 2)],
                _ => throw new InvalidOperationException($"files.md: \"{way}\" is not known."),
            };
        }

        return bytes;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    public static byte[] Zip(byte[] bytes, int copies)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create))
        {
            for (int i = 1; i <= copies; i++)
            {
                using Stream entry = zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"导出/{i}.csv")).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private byte[] Stored()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Cases/files/{Name}")!;
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private byte[] Encoded(string encoding)
    {
        Encoding target = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        string text = string.Concat(Text.Select(l => l + "\n"));
        List<byte> bytes = [];
        int at = 0;
        foreach (Match special in Special().Matches(text))
        {
            bytes.AddRange(target.GetBytes(text[at..special.Index]));
            at = special.Index + special.Length;
            if (special.Value == "␀")
            {
                bytes.AddRange([0x00, 0xD8]);
            }
            else
            {
                bytes.Add(byte.Parse(special.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            }
        }

        bytes.AddRange(target.GetBytes(text[at..]));
        return [.. bytes];
    }

    [GeneratedRegex(@"\\x[0-9A-F]{2}|␀")]
    private static partial Regex Special();
}
