using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Reads the tables of an ".xls" that is a web page or SpreadsheetML, as many systems export. Only text is taken: nothing is
/// run or fetched, and document types and entities of XML are refused.
/// </summary>
internal static partial class MarkupTables
{
    private const int MostColumns = 16_384;

    /// <summary>The format that a text's beginning shows: html, spreadsheetml or null.</summary>
    public static string? FormatOf(string path, int markLength)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read) { Position = markLength };
        byte[] head = new byte[1 << 14];
        string text = Encoding.UTF8.GetString(head, 0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)).TrimStart();
        return !text.StartsWith('<') ? null
            : text.Contains("urn:schemas-microsoft-com:office:spreadsheet", StringComparison.Ordinal) ? "spreadsheetml"
            : HtmlTag().IsMatch(text) ? "html"
            : null;
    }

    /// <summary>Writes one CSV per table or worksheet.</summary>
    /// <exception cref="RefusedException">The XML is broken or has a document type, or there is no table.</exception>
    public static IReadOnlyList<TextTable> ToCsv(string path, string format, TextEncoding encoding, string folder, CancellationToken cancel)
    {
        List<(string? Name, List<string[]> Rows)> tables = format == "html" ? Html(File.ReadAllText(path), cancel) : SpreadsheetML(path, cancel);
        List<TextTable> written = [];
        foreach ((string? name, List<string[]> rows) in tables.Where(t => t.Rows.Exists(r => r.Any(c => c.Length > 0))))
        {
            string target = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"table-{written.Count + 1}.csv"));
            using CsvWriter writer = new(target);
            int width = rows.Max(r => r.Length);
            foreach (string[] row in rows)
            {
                for (int i = 0; i < Math.Max(1, width); i++)
                {
                    writer.Cell(i < row.Length ? row[i] : string.Empty);
                }

                writer.EndRecord();
            }

            written.Add(new TextTable(target, 0, format, encoding.Name, encoding.Evidence, name, [',']));
        }

        return written.Count > 0 ? written : throw new RefusedException(
            "There is no table with anything in it in this page. Export the list as CSV or XLSX and put that in.",
            "这个网页文件里没有任何有内容的表格。请把清单导出为 CSV 或 XLSX 后重新放入。");
    }

    private static List<(string? Name, List<string[]> Rows)> Html(string page, CancellationToken cancel)
    {
        List<(string? Name, List<string[]> Rows)> tables = [];
        List<string[]>? rows = null;
        List<string>? row = null;
        Dictionary<int, int> spans = [];
        StringBuilder? cell = null;
        int columns = 1;
        int down = 1;
        int depth = 0;
        int at = 0;
        foreach (Match tag in AnyTag().Matches(page))
        {
            cancel.ThrowIfCancellationRequested();
            if (tag.Index < at)
            {
                continue;
            }

            cell?.Append(Collapsed(page[at..tag.Index]));
            at = tag.Index + tag.Length;
            string name = tag.Groups["name"].Value.ToUpperInvariant();
            bool isEnd = tag.Groups["end"].Length > 0;
            if (name is "SCRIPT" or "STYLE" && !isEnd)
            {
                int end = page.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase);
                at = end < 0 ? page.Length : end;
                continue;
            }

            depth += name == "TABLE" ? (isEnd ? -1 : 1) : 0;
            if (depth > 1 || (depth == 1 && name == "TABLE" && isEnd))
            {
                continue;
            }

            switch (name)
            {
                case "TABLE" when !isEnd:
                    rows = [];
                    tables.Add((null, rows));
                    spans.Clear();
                    break;
                case "TABLE" or "TR" or "TD" or "TH":
                    EndCell();
                    if (name is "TABLE" or "TR")
                    {
                        EndRow();
                        row = name == "TR" && !isEnd && rows is not null ? [] : null;
                    }
                    else if (!isEnd && row is not null)
                    {
                        cell = new StringBuilder();
                        columns = Span(tag.Value, "colspan");
                        down = Span(tag.Value, "rowspan");
                    }

                    break;
                case "BR" or "P" or "DIV" when cell is { Length: > 0 } && (name == "BR" || !isEnd):
                    cell.Append('\n');
                    break;
                default:
                    break;
            }
        }

        EndCell();
        EndRow();
        return tables;

        void EndCell()
        {
            if (cell is null || row is null)
            {
                cell = null;
                return;
            }

            SkipSpanned();
            string text = WebUtility.HtmlDecode(cell.ToString()).Trim();
            for (int i = 0; i < columns && row.Count < MostColumns; i++)
            {
                if (down > 1)
                {
                    spans[row.Count] = down;
                }

                row.Add(i == 0 ? text : string.Empty);
            }

            cell = null;
        }

        void EndRow()
        {
            if (row is not null)
            {
                SkipSpanned();
                rows!.Add([.. row]);
                foreach (int column in spans.Keys.ToArray())
                {
                    spans[column]--;
                }
            }

            row = null;
        }

        // A cell that reaches down from above keeps its column; its text stands only once.
        void SkipSpanned()
        {
            while (spans.GetValueOrDefault(row!.Count) > 0 && row.Count < MostColumns)
            {
                row.Add(string.Empty);
            }
        }
    }

    private static List<(string? Name, List<string[]> Rows)> SpreadsheetML(string path, CancellationToken cancel)
    {
        List<(string? Name, List<string[]> Rows)> sheets = [];
        XmlReaderSettings strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1_000 };
        try
        {
            // The text has been made UTF-8, whatever its declaration says.
            using StreamReader text = new(path, Encoding.UTF8);
            using XmlReader xml = XmlReader.Create(text, strict);
            List<string[]>? rows = null;
            List<string> row = [];
            while (xml.Read())
            {
                cancel.ThrowIfCancellationRequested();
                if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "Row")
                {
                    rows?.Add([.. row]);
                }
                else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Worksheet")
                {
                    rows = [];
                    sheets.Add((Attribute(xml, "Name"), rows));
                }
                else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Row" && rows is not null)
                {
                    row = [];
                    while (Index(xml) is { } index && rows.Count < Math.Min(index, 1_048_576) - 1)
                    {
                        rows.Add([]);
                    }

                    if (xml.IsEmptyElement)
                    {
                        rows.Add([]);
                    }
                }
                else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Cell")
                {
                    while (Index(xml) is { } index && row.Count < Math.Min(index, MostColumns) - 1)
                    {
                        row.Add(string.Empty);
                    }

                    _ = int.TryParse(Attribute(xml, "MergeAcross"), NumberStyles.None, CultureInfo.InvariantCulture, out int merged);
                    row.Add(xml.IsEmptyElement ? string.Empty : CellText(xml));
                    row.AddRange(Enumerable.Repeat(string.Empty, Math.Min(merged, MostColumns)));
                }
            }
        }
        catch (XmlException failure)
        {
            throw new RefusedException(
                $"This SpreadsheetML file can't be read: {failure.Message} Save it as .xlsx and put it in again.",
                $"这个 SpreadsheetML（XML 表格）文件无法读取，系统提示：{failure.Message} 请另存为 .xlsx 后重新放入。",
                failure);
        }

        return sheets;
    }

    private static string CellText(XmlReader cell)
    {
        StringBuilder text = new();
        string type = "String";
        int depth = cell.Depth;
        bool isData = false;
        while (cell.Read() && cell.Depth > depth)
        {
            switch (cell.NodeType)
            {
                case XmlNodeType.Element when cell.LocalName == "Data":
                    type = Attribute(cell, "Type") ?? type;
                    isData = true;
                    break;
                case XmlNodeType.Element when cell.LocalName == "Comment":
                    isData = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when isData:
                    text.Append(cell.Value);
                    break;
                default:
                    break;
            }
        }

        string value = text.ToString().Trim();
        return type switch
        {
            "DateTime" when value.EndsWith("T00:00:00.000", StringComparison.Ordinal) => value[..10],
            "DateTime" => value.Replace('T', ' ').Replace(".000", string.Empty, StringComparison.Ordinal),
            "Boolean" => value == "1" ? "TRUE" : "FALSE",
            _ => value,
        };
    }

    private static int? Index(XmlReader xml) => int.TryParse(Attribute(xml, "Index"), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;

    private static string? Attribute(XmlReader xml, string name) => xml.GetAttribute(name, "urn:schemas-microsoft-com:office:spreadsheet");

    private static int Span(string tag, string name)
    {
        Match found = Regex.Match(tag, name + @"\s*=\s*[""']?(\d{1,4})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return found.Success ? Math.Max(1, int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) : 1;
    }

    private static string Collapsed(string text) => Blanks().Replace(text, " ");

    [GeneratedRegex(@"<(!doctype\s+html|html|table|head|meta|body|div|style)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HtmlTag();

    [GeneratedRegex(@"<!--[\s\S]*?-->|<(?<end>/)?(?<name>[a-zA-Z][a-zA-Z0-9]*)(?:""[^""]*""|'[^']*'|[^'"">])*>", RegexOptions.CultureInvariant)]
    private static partial Regex AnyTag();

    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Blanks();
}
