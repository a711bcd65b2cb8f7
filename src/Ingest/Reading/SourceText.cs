using System.IO.Compression;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>What a file holds.</summary>
/// <param name="Tables">Its texts: sheets, files of an archive.</param>
/// <param name="NotRead">Files of an archive that are no table at all.</param>
internal sealed record SourceTables(IReadOnlyList<TextTable> Tables, IReadOnlyList<string> NotRead);

/// <summary>Turns a file of any known format into UTF-8 text with one delimiter. What it is, its content says; its name is only a hint.</summary>
internal static class SourceText
{
    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    /// <summary>The tables that a file may hold: one for a text, one per sheet for a workbook, one or more per file of an archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name as delivered.</param>
    /// <param name="folder">Where texts that have to be made go.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="RefusedException">The format or the encoding isn't known, or the file is damaged.</exception>
    public static SourceTables Open(string path, string name, string folder, CancellationToken cancel)
    {
        ReadOnlySpan<byte> head = Head(path);
        if (head.StartsWith<byte>([0x1F, 0x8B]))
        {
            string inner = Path.GetExtension(name).ToUpperInvariant() is ".GZ" ? Path.GetFileNameWithoutExtension(name) : name;
            return new SourceTables(Packed(inner, Unpacked.Gzip(path, folder, cancel), folder, cancel), []);
        }

        if (head.StartsWith("PK\u0003\u0004"u8) && !IsWorkbook(path, name))
        {
            List<TextTable> tables = [];
            List<string> notRead = [];
            RefusedException? refusal = null;
            foreach ((string entry, string copy) in Unpacked.Zip(path, folder, cancel))
            {
                try
                {
                    tables.AddRange(Packed(entry, copy, Directory.CreateDirectory(copy + ".work").FullName, cancel));
                }
                catch (RefusedException failure)
                {
                    refusal ??= new RefusedException($"{entry} in the archive: {failure.Message}", $"压缩包内的 {entry}：{failure.Chinese}", failure);
                    notRead.Add(entry);
                }
            }

            return tables.Count > 0 ? new SourceTables(tables, notRead) : throw refusal!;
        }

        return new SourceTables(Plain(path, name, folder, cancel), []);
    }

    private static IReadOnlyList<TextTable> Packed(string name, string path, string folder, CancellationToken cancel)
    {
        ReadOnlySpan<byte> head = Head(path);
        if (head.StartsWith<byte>([0x1F, 0x8B]) || (head.StartsWith("PK\u0003\u0004"u8) && !IsWorkbook(path, name)))
        {
            throw new RefusedException(
                "An archive within an archive is not unpacked. Unpack it and put the exports in themselves.", "压缩包内还有压缩包，不再逐层解压。请解压后直接放入导出文件。");
        }

        return [.. Plain(path, name, folder, cancel).Select(t => t with { PackedName = name })];
    }

    private static IReadOnlyList<TextTable> Plain(string path, string name, string folder, CancellationToken cancel)
    {
        ReadOnlySpan<byte> head = Head(path);
        if (head.StartsWith("PK\u0003\u0004"u8))
        {
            return Workbook.ToCsv(path, isOld: false, folder, cancel);
        }

        if (head.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
        {
            return Workbook.ToCsv(path, isOld: true, folder, cancel);
        }

        if (head.StartsWith("%PDF"u8))
        {
            throw new RefusedException(
                "This is a PDF, not an export of rows. Export the list as CSV or XLSX and put that in.", "这是 PDF，不是逐行的导出文件。请把清单导出为 CSV 或 XLSX 后重新放入。");
        }

        TextEncoding encoding = EncodingOf(path, name, cancel);
        string text = path;
        int mark = encoding.MarkLength;
        IReadOnlyList<TextFault> faults = [];
        if (encoding.Name != "utf-8" || encoding.IsDamaged)
        {
            text = Path.Combine(folder, "decoded.csv");
            faults = Transcoder.ToUtf8(path, encoding, text, cancel);
            mark = 0;
        }

        string? markup = MarkupTables.FormatOf(text, mark);
        if (markup is not null || JsonRows.Begins(text, mark))
        {
            if (faults.Count > 0)
            {
                throw new RefusedException(
                    $"The text is damaged ({faults[0].Value}), and rows of this format can't be told apart safely then. Export the file again.",
                    $"文本已损坏（{PlaceWords.Zh(faults[0].Value)}），这种格式因此无法可靠地逐行区分。请重新导出。");
            }

            TextEncoding decoded = encoding with { MarkLength = mark };
            return markup is null
                ? [JsonRows.ToCsv(text, decoded, Path.Combine(folder, "rows.csv"), cancel)]
                : MarkupTables.ToCsv(text, markup, decoded, folder, cancel);
        }

        bool isTabbed = Path.GetExtension(name).ToUpperInvariant() is ".TSV" or ".TAB";
        return [new TextTable(text, mark, isTabbed ? "tsv" : "csv", encoding.Name, encoding.Evidence, null, Delimiters) { Faults = faults }];
    }

    private static TextEncoding EncodingOf(string path, string name, CancellationToken cancel)
    {
        try
        {
            return TextEncodings.Detect(path, cancel);
        }
        catch (RefusedException failure) when (Path.GetExtension(name).ToUpperInvariant() is ".XLSX" or ".XLS" or ".XLSM")
        {
            throw new RefusedException(
                $"The name ends with {Path.GetExtension(name)}, but the content is neither a workbook nor text; the file is damaged or was cut off on its way. Export it again and put it in anew.",
                $"文件名以 {Path.GetExtension(name)} 结尾，内容却既不是工作簿也不是文本：文件已损坏或传输不完整。请重新导出后放入。",
                failure);
        }
    }

    private static byte[] Head(string path)
    {
        byte[] head = new byte[8];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return read == 0 ? throw new RefusedException("The file is empty. Export it again and put it in again.", "文件是空的。请重新导出后放入。") : head[..read];
    }

    // A damaged archive counts as a workbook unless it is called otherwise: that is what most of them were.
    private static bool IsWorkbook(string path, string name)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            return archive.Entries.Any(e => e.FullName is "[Content_Types].xml" || e.FullName.StartsWith("xl/", StringComparison.Ordinal));
        }
        catch (InvalidDataException)
        {
            return !name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
        }
    }
}
