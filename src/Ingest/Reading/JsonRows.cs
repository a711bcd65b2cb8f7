using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Turns JSON Lines or a JSON array of objects into CSV: one column per name in the order of their first appearance, nested
/// objects as <c>customer.name</c>, lists of plain values joined by commas. The heading is row 1, the first object row 2.
/// </summary>
internal static class JsonRows
{
    private const long MostBytesAtOnce = 512 << 20;

    /// <summary>True when a text begins as JSON does.</summary>
    public static bool Begins(string path, int markLength)
    {
        string first = FirstLine(path, markLength);
        return IsObject(first) || first.StartsWith('[') || (first.StartsWith('{') && first.TrimEnd() is "{" or [.., '{' or '[' or ',']);
    }

    /// <summary>Writes the CSV.</summary>
    /// <exception cref="RefusedException">It is neither a list of objects nor one object per line.</exception>
    public static TextTable ToCsv(string path, TextEncoding encoding, string target, CancellationToken cancel) =>
        IsObject(FirstLine(path, encoding.MarkLength)) ? Lines(path, encoding, target, cancel) : Whole(path, encoding, target, cancel);

    private static TextTable Lines(string path, TextEncoding encoding, string target, CancellationToken cancel)
    {
        Columns columns = new();
        foreach (string line in File.ReadLines(path))
        {
            cancel.ThrowIfCancellationRequested();
            using JsonDocument? row = Parsed(line);
            if (row is not null)
            {
                columns.Note(row.RootElement);
            }
        }

        List<TextFault> faults = [];
        using (CsvWriter writer = new(target))
        {
            columns.WriteHeading(writer);
            long number = 0;
            foreach (string line in File.ReadLines(path))
            {
                number++;
                cancel.ThrowIfCancellationRequested();
                using JsonDocument? row = Parsed(line);
                if (row is not null)
                {
                    columns.Write(row.RootElement, writer);
                    continue;
                }

                if (line.AsSpan().Trim().Length > 0)
                {
                    faults.Add(new TextFault(writer.Position, Rules.BrokenJson, string.Create(CultureInfo.InvariantCulture, $"line {number}: {(line.Length > 120 ? line[..120] : line)}")));
                    writer.Cell(line);
                }

                writer.EndRecord();
            }
        }

        return Table(target, "jsonl", encoding) with { Faults = faults };
    }

    private static TextTable Whole(string path, TextEncoding encoding, string target, CancellationToken cancel)
    {
        if (new FileInfo(path).Length > MostBytesAtOnce)
        {
            throw new RefusedException(
                "This JSON file is larger than can be read at once. Export one object per line (JSON Lines) or CSV and put that in.",
                "JSON 文件过大，无法整体读取。请导出为每行一个对象（JSON Lines）或 CSV 后重新放入。");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path).AsMemory(encoding.MarkLength), new JsonDocumentOptions { AllowTrailingCommas = true });
            JsonElement[] rows = [.. List(document.RootElement).EnumerateArray()];
            if (rows.Length == 0 || rows.Any(r => r.ValueKind != JsonValueKind.Object))
            {
                throw new RefusedException(
                    "This JSON is no list of objects. Export one object per row and put that in.",
                    "这个 JSON 不是对象列表。请按一行数据一个对象导出后重新放入。");
            }

            Columns columns = new();
            foreach (JsonElement row in rows)
            {
                columns.Note(row);
            }

            using CsvWriter writer = new(target);
            columns.WriteHeading(writer);
            foreach (JsonElement row in rows)
            {
                cancel.ThrowIfCancellationRequested();
                columns.Write(row, writer);
            }
        }
        catch (JsonException failure)
        {
            throw new RefusedException(
                string.Create(CultureInfo.InvariantCulture, $"This looks like JSON but breaks off or goes wrong in line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}. Export it again and put it in again."),
                string.Create(CultureInfo.InvariantCulture, $"内容像 JSON，但在第 {failure.LineNumber + 1} 行第 {failure.BytePositionInLine + 1} 字节处中断或有误。请重新导出后放入。"),
                failure);
        }

        return Table(target, "json", encoding);
    }

    // A list, or an object that holds just one list of objects besides what describes it: {"count": 2, "result": [ … ]}.
    private static JsonElement List(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root;
        }

        JsonElement[] lists = root.ValueKind != JsonValueKind.Object
            ? []
            : [.. root.EnumerateObject().Select(p => p.Value).Where(v => v.ValueKind == JsonValueKind.Array && v.GetArrayLength() > 0 && v[0].ValueKind == JsonValueKind.Object)];
        return lists.Length == 1 ? lists[0] : throw new RefusedException(
            "This JSON holds no list of objects, or more than one. Export one object per row and put that in.",
            "这个 JSON 里没有对象列表，或不止一个。请按一行数据一个对象导出后重新放入。");
    }

    private static TextTable Table(string target, string format, TextEncoding encoding) => new(target, 0, format, encoding.Name, encoding.Evidence, null, [',']);

    private static string FirstLine(string path, int markLength)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read) { Position = markLength };
        byte[] head = new byte[1 << 20];
        string text = Encoding.UTF8.GetString(head, 0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)).TrimStart();
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }

    private static bool IsObject(string line)
    {
        using JsonDocument? row = Parsed(line);
        return row is not null;
    }

    private static JsonDocument? Parsed(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimStart("\uFEFF \t");
        if (text.IsEmpty || text[0] != '{')
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(text.ToString());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class Columns
    {
        private const int MostColumns = 2_000;
        private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
        private string[] cells = [];

        public void Note(JsonElement row) => Visit(row, string.Empty, (name, _) =>
        {
            if (places.TryAdd(name, places.Count) && places.Count > MostColumns)
            {
                throw new RefusedException(
                    $"The objects have more than {MostColumns:N0} different names; this is no list of rows. Export one object per row, all with the same names.",
                    $"各对象的字段名合计超过 {MostColumns:N0} 个，不像是逐行的清单。请按一行数据一个对象、字段名一致的方式导出。");
            }
        });

        public void WriteHeading(CsvWriter writer)
        {
            foreach (string name in places.Keys)
            {
                writer.Cell(name);
            }

            writer.EndRecord();
            cells = new string[places.Count];
        }

        public void Write(JsonElement row, CsvWriter writer)
        {
            Array.Fill(cells, string.Empty);
            Visit(row, string.Empty, (name, value) => cells[places[name]] = Text(value));
            foreach (string cell in cells)
            {
                writer.Cell(cell);
            }

            writer.EndRecord();
        }

        private static void Visit(JsonElement row, string prefix, Action<string, JsonElement> tell)
        {
            foreach (JsonProperty property in row.EnumerateObject())
            {
                string name = prefix + property.Name;
                if (property.Value.ValueKind == JsonValueKind.Object)
                {
                    Visit(property.Value, name + ".", tell);
                }
                else
                {
                    tell(name, property.Value);
                }
            }
        }

        private static string Text(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Null => string.Empty,
            JsonValueKind.String => Unpaired(value),
            JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) => string.Join(", ", value.EnumerateArray().Select(Text)),
            _ => value.GetRawText(),
        };

        // A string with half a surrogate pair (\ud83d alone) can't be had as text.
        private static string Unpaired(JsonElement value)
        {
            try
            {
                return value.GetString()!;
            }
            catch (InvalidOperationException)
            {
                return value.GetRawText();
            }
        }
    }
}
