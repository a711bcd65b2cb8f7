using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceAnalytics.Testing;

/// <summary>Makes a workbook from lines of cells; how they are written stands at the head of tests/Ingest.Tests/Cases/files.md.</summary>
public static partial class SheetBuilder
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>The workbook's bytes.</summary>
    public static byte[] Workbook(IReadOnlyList<string> lines, bool from1904)
    {
        List<(string Name, StringBuilder Rows, List<string> Merged)> sheets = [];
        List<string> shared = [];
        int row = 0;
        foreach (string line in lines)
        {
            if (line.StartsWith("[sheet ", StringComparison.Ordinal) || sheets.Count == 0)
            {
                sheets.Add((line.StartsWith("[sheet ", StringComparison.Ordinal) ? line[7..^1] : "Sheet1", new StringBuilder(), []));
                row = 0;
                if (line.StartsWith("[sheet ", StringComparison.Ordinal))
                {
                    continue;
                }
            }

            if (line.StartsWith("[merged ", StringComparison.Ordinal))
            {
                sheets[^1].Merged.AddRange(line[8..^1].Split(' '));
                continue;
            }

            row++;
            if (line.Length > 0)
            {
                bool isHidden = line.StartsWith("[hidden]", StringComparison.Ordinal);
                string[] cells = [.. Cells().Matches(isHidden ? line[8..] : line).Select(m => m.Groups[1].Success ? m.Groups[1].Value : m.Groups[2].Value)];
                sheets[^1].Rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\"{(isHidden ? " hidden=\"1\"" : string.Empty)}>");
                for (int i = 0; i < cells.Length; i++)
                {
                    sheets[^1].Rows.Append(Cell(cells[i], $"{(char)('A' + i)}{row}", shared));
                }

                sheets[^1].Rows.Append("</row>");
            }
        }

        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(zip, "[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>");
            Part(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Part(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\">{(from1904 ? "<workbookPr date1904=\"1\"/>" : string.Empty)}<sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))}</sheets></workbook>");
            Part(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))}<Relationship Id=\"rId98\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId99\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
            Part(zip, "xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/><xf numFmtId=\"9\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            Part(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(shared.Select(s => $"<si><r><t>{SecurityElement.Escape(s[..1])}</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">{SecurityElement.Escape(s[1..])}</t></r><rPh sb=\"0\" eb=\"1\"><t>ふりがな</t></rPh></si>"))}</sst>");
            foreach (((string _, StringBuilder rows, List<string> merged), int i) in sheets.Select((s, i) => (s, i)))
            {
                Part(zip, string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{i + 1}.xml"), $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}</sheetData>{Merges(merged)}</worksheet>");
            }
        }

        return stream.ToArray();
    }

    private static string Merges(List<string> merged) =>
        merged.Count == 0 ? string.Empty : $"<mergeCells count=\"{merged.Count}\">{string.Concat(merged.Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells>";

    private static string Cell(string text, string place, List<string> shared)
    {
        if (text.StartsWith("#s", StringComparison.Ordinal))
        {
            shared.Add(text[2..]);
            return $"<c r=\"{place}\" t=\"s\"><v>{shared.Count - 1}</v></c>";
        }

        string value = text.Length > 2 ? SecurityElement.Escape(text[2..])! : string.Empty;
        return text switch
        {
            "" => string.Empty,
            ['#', 'd', ..] => $"<c r=\"{place}\" s=\"1\"><v>{value}</v></c>",
            ['#', '%', ..] => $"<c r=\"{place}\" s=\"2\"><v>{value}</v></c>",
            ['#', 'f', ..] => $"<c r=\"{place}\"><f>A1+1</f><v>{value}</v></c>",
            ['#', 'b', ..] => $"<c r=\"{place}\" t=\"b\"><v>{value}</v></c>",
            ['#', '\'', ..] => $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{value}</t></is></c>",
            ['#', 'e', ..] => $"<c r=\"{place}\" t=\"e\"><v>{value}</v></c>",
            _ when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) => $"<c r=\"{place}\"><v>{text}</v></c>",
            _ => $"<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>",
        };
    }

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using StreamWriter writer = new(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
    }

    [GeneratedRegex("(?<=^|,)(?:\"([^\"]*)\"|([^,]*))(?=,|$)")]
    private static partial Regex Cells();
}
