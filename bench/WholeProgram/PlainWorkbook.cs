using System.IO.Compression;
using System.Xml;

namespace ServiceAnalytics.Bench;

/// <summary>A workbook of one sheet whose cells hold their texts themselves, the smallest that any reader takes.</summary>
internal static class PlainWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>Writes the rows of a CSV without line breaks in its cells; others lose them.</summary>
    public static string Write(string csv, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Delete(target);
        using ZipArchive archive = ZipFile.Open(target, ZipArchiveMode.Create);
        Part(archive, "[Content_Types].xml", $"<Types xmlns=\"{Package}content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
            + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
        Part(archive, "_rels/.rels", $"<Relationships xmlns=\"{Package}relationships\"><Relationship Id=\"r1\" Type=\"{Document}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Part(archive, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Document}\"><sheets><sheet name=\"报修单\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        Part(archive, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}relationships\"><Relationship Id=\"r1\" Type=\"{Document}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
        using Stream sheet = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        using XmlWriter xml = XmlWriter.Create(sheet);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetData");
        using StreamReader reader = new(csv);
        foreach (string record in Split.Records(reader))
        {
            xml.WriteStartElement("row");
            foreach (string cell in Cells(record))
            {
                xml.WriteStartElement("c");
                xml.WriteAttributeString("t", "inlineStr");
                xml.WriteStartElement("is");
                xml.WriteElementString("t", cell);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return target;
    }

    private static IEnumerable<string> Cells(string record)
    {
        int at = 0;
        while (at <= record.Length)
        {
            bool isQuoted = at < record.Length && record[at] == '"';
            int end = isQuoted ? record.IndexOf("\",", at + 1, StringComparison.Ordinal) + 1 : record.IndexOf(',', at);
            end = end <= 0 ? record.Length : end;
            string cell = record[at..end];
            yield return isQuoted ? cell.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal).ReplaceLineEndings(" ") : cell;
            at = end + 1;
        }
    }

    private static void Part(ZipArchive archive, string name, string xml)
    {
        using StreamWriter writer = new(archive.CreateEntry(name).Open());
        writer.Write(xml);
    }
}
