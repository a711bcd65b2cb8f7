using System.Globalization;
using System.Text;

namespace ServiceAnalytics.Samples.Tests;

/// <summary>An export read by a plain RFC 4180 reader that shares nothing with the writer.</summary>
internal sealed class ExportReader
{
    private ExportReader(string[] headings, List<string[]> rows) => (Headings, Rows) = (headings, rows);

    public string[] Headings { get; }

    /// <summary>All data rows, ragged ones too.</summary>
    public List<string[]> Rows { get; }

    /// <summary>Rows with the right number of cells, a key and a possible date in the column <paramref name="dateHeading"/>.</summary>
    public IEnumerable<Row> Usable(string keyHeading, string dateHeading) =>
        Rows.Where(cells => cells.Length == Headings.Length).Select(cells => new Row(this, cells))
            .Where(row => row[keyHeading].Length > 0 && Instant(row[dateHeading]) is not null);

    public static ExportReader Read(string folder, string namePart, string encoding = "utf-8")
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = Directory.GetFiles(folder, $"*{namePart}*.csv").Single();
        var text = File.ReadAllText(path, Encoding.GetEncoding(encoding));
        var rows = Parse(text.TrimStart('\uFEFF'));
        return new ExportReader(rows[0], rows[1..]);
    }

    public static DateTime? Instant(string text) =>
        DateTime.TryParseExact(
            text, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy/M/d H:mm", "yyyy/M/d", "yyyy'年'M'月'd'日' H'时'mm'分'", "yyyy'年'M'月'd'日'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? instant
            : null;

    private static List<string[]> Parse(string text)
    {
        var rows = new List<string[]>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (isQuoted)
            {
                if (letter != '"')
                {
                    cell.Append(letter);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (letter == '"')
            {
                isQuoted = true;
            }
            else if (letter is ',' or '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (letter == '\n')
                {
                    rows.Add([.. cells]);
                    cells.Clear();
                }
            }
            else if (letter != '\r')
            {
                cell.Append(letter);
            }
        }

        return rows;
    }

    internal readonly record struct Row(ExportReader Export, string[] Cells)
    {
        public string this[string heading] => Cells[Array.IndexOf(Export.Headings, heading)];

        public DateTime? At(string heading) => Instant(this[heading]);
    }
}
