using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ServiceAnalytics.Ingest;

/// <summary>Writes rows set aside as a workbook, streaming. A cell of a ticket must never run as a formula: see <see cref="IsRisky"/>.</summary>
internal static class RejectedWorkbook
{
    // What a cell of a sheet can hold; the rest is cut, and the archive has it whole.
    private const int LongestCell = 32_767;

    /// <summary>Heading of the batch's number: by it and the row's number a corrected row finds its place again.</summary>
    internal const string BatchHeading = "批次 batch";

    /// <summary>Heading of the row's number.</summary>
    internal const string RowHeading = "行 row";

    private static readonly string[] OwnHeadings = ["文件 file", BatchHeading, RowHeading, "原因 reasons"];

    /// <summary>How many columns of our own stand before the row's cells.</summary>
    internal static int OwnColumns => OwnHeadings.Length;

    /// <summary>A cell as the workbook holds it: what a sheet can't take is cut.</summary>
    internal static string Kept(string text) => text.Length > LongestCell ? text[..LongestCell] : text;

    public static void Write(string path, IReadOnlyList<RejectedRow> rows, Func<RejectedReason, string> words, CancellationToken cancel)
    {
        using SpreadsheetDocument document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        WorkbookPart workbook = document.AddWorkbookPart();
        WorkbookStylesPart styles = workbook.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet = Styles();
        Sheets sheets = new();
        IGrouping<string, RejectedRow>[] kinds = [.. rows.GroupBy(r => r.Kind).OrderBy(g => g.Key, StringComparer.Ordinal)];
        foreach ((string name, RejectedRow[] ofKind) in kinds.Length == 0 ? [("rejected", [])] : kinds.Select(g => (g.Key, g.ToArray())))
        {
            WorksheetPart part = workbook.AddNewPart<WorksheetPart>();
            WriteSheet(part, ofKind, words, cancel);
            sheets.Append(new Sheet { Name = name, SheetId = (uint)sheets.ChildElements.Count + 1, Id = workbook.GetIdOfPart(part) });
        }

        workbook.Workbook = new Workbook(sheets);
    }

    /// <summary>True for a text that some spreadsheet program would take for a formula or a command.</summary>
    public static bool IsRisky(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';

    private static void WriteSheet(WorksheetPart part, IReadOnlyList<RejectedRow> rows, Func<RejectedReason, string> words, CancellationToken cancel)
    {
        List<string> headings = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        foreach ((string heading, _) in rows.SelectMany(r => r.Cells))
        {
            if (places.TryAdd(heading, headings.Count))
            {
                headings.Add(heading);
            }
        }

        using OpenXmlWriter writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteStartElement(new SheetData());
        WriteRow(writer, [.. OwnHeadings, .. headings]);
        string[] cells = new string[OwnHeadings.Length + headings.Count];
        foreach (RejectedRow row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            Array.Fill(cells, string.Empty);
            cells[0] = row.FirstRow == row.RowNumber ? row.Source : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row.Source} › {row.FirstRow}");
            cells[1] = row.BatchId.ToString(System.Globalization.CultureInfo.InvariantCulture);
            cells[2] = row.RowNumber.ToString(System.Globalization.CultureInfo.InvariantCulture);
            cells[3] = string.Join('\n', row.Reasons.Select(words));
            foreach ((string heading, string text) in row.Cells)
            {
                cells[OwnHeadings.Length + places[heading]] = text;
            }

            WriteRow(writer, cells);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter writer, IReadOnlyList<string> cells)
    {
        writer.WriteStartElement(new Row());
        foreach (string text in cells)
        {
            Cell cell = new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(Writable(text)) { Space = SpaceProcessingModeValues.Preserve }) };
            if (IsRisky(text))
            {
                cell.StyleIndex = 1;
            }

            writer.WriteElement(cell);
        }

        writer.WriteEndElement();
    }

    // XML can't hold most control characters; a workbook writes them as _x0000_. What looks like such a mark is marked itself.
    private static string Writable(string text)
    {
        text = Kept(text);
        text = text.Replace("_x", "_x005F_x", StringComparison.Ordinal);
        return text.Any(c => c < ' ' && c is not ('\t' or '\n')) || text.Any(char.IsSurrogate)
            ? string.Concat(text.Select((c, i) => MustBeMarked(text, i) ? $"_x{(int)c:X4}_" : c.ToString()))
            : text;
    }

    private static bool MustBeMarked(string text, int i) => text[i] switch
    {
        '\t' or '\n' => false,
        < ' ' => true,
        char c when char.IsHighSurrogate(c) => i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1]),
        char c when char.IsLowSurrogate(c) => i == 0 || !char.IsHighSurrogate(text[i - 1]),
        _ => false,
    };

    // Style 1 is the mark behind a leading apostrophe: the cell is text, whatever it looks like.
    private static Stylesheet Styles() => new(
        new Fonts(new Font()),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { QuotePrefix = true, NumberFormatId = 49, ApplyNumberFormat = true }));
}
