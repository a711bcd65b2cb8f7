namespace ServiceAnalytics.Ingest.Reading;

/// <summary>Turns a file of any known format into UTF-8 text with one delimiter.</summary>
internal static class SourceText
{
    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    /// <summary>The tables that a file may hold: one for a text, one per sheet for a workbook.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name as delivered; only a hint, the content decides.</param>
    /// <param name="folder">Where texts that have to be made go.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="RefusedException">The format or the encoding isn't known, or the file is damaged.</exception>
    public static IReadOnlyList<TextTable> Open(string path, string name, string folder, CancellationToken cancel)
    {
        byte[] head = new byte[8];
        using (FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            head = head[..read];
        }

        if (head.Length == 0)
        {
            throw new RefusedException("The file is empty.");
        }

        if (head.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            return Workbook.ToCsv(path, folder, cancel);
        }

        if (head.AsSpan().StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new RefusedException("This is an old Excel workbook (.xls) or one with a password, which this version doesn't read. Save it as .xlsx without a password and put it in again.");
        }

        if (head.AsSpan().StartsWith("%PDF"u8))
        {
            throw new RefusedException("This is a PDF, not an export of rows. Export the list as CSV or XLSX and put that in.");
        }

        TextEncoding encoding = TextEncodings.Detect(path, cancel);
        string text = path;
        if (encoding.Name == "gb18030")
        {
            text = Path.Combine(folder, "decoded.csv");
            Gb18030.ToUtf8(path, text, cancel);
        }

        bool isTabbed = Path.GetExtension(name).ToUpperInvariant() is ".TSV" or ".TAB";
        return [new TextTable(text, encoding.MarkLength, isTabbed ? "tsv" : "csv", encoding.Name, encoding.Evidence, null, Delimiters)];
    }
}
