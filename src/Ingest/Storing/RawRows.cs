using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceAnalytics.Ingest.Reading;

namespace ServiceAnalytics.Ingest.Storing;

/// <summary>
/// Fetches the rows set aside from the text once more, whole and in their own words: only they are needed, and the places of
/// every few hundred records are known from the first pass.
/// </summary>
internal static class RawRows
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string ExtraCell = "column ";

    /// <summary>Writes a CSV (record, rule, value, row_json), one line per record asked for.</summary>
    /// <param name="table">The text as delivered.</param>
    /// <param name="layout">Its headings.</param>
    /// <param name="facts">The places.</param>
    /// <param name="records">Numbers of the records after the heading, from 0, in order, with those out of shape among them.</param>
    /// <param name="target">The CSV to make.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Bytes of the longest line.</returns>
    public static int Write(TextTable table, TableLayout layout, TableFacts facts, IReadOnlyList<long> records, string target, CancellationToken cancel)
    {
        Dictionary<long, OddRecord> odd = facts.Odd.ToDictionary(o => o.Record);
        using CsvWriter writer = new(target);
        using MemoryStream json = new();
        using RecordFinder finder = new(table, layout, facts);
        foreach (long record in records)
        {
            cancel.ThrowIfCancellationRequested();
            DelimitedReader reader = finder.At(record);
            json.SetLength(0);
            WriteJson(json, reader.Texts(), layout.Headings);
            writer.Cell(record.ToString(CultureInfo.InvariantCulture));
            if (odd.TryGetValue(record, out OddRecord shape))
            {
                writer.Cell(shape.Rule);
                writer.Cell(shape.Seen ?? (shape.Rule == Rules.CellCount ? $"{shape.CellCount} / {layout.NamedWidth}" : FirstCells(reader)));
            }
            else
            {
                writer.Empty();
                writer.Empty();
            }

            writer.Cell(json.GetBuffer().AsSpan(0, (int)json.Length));
            writer.EndRecord();
        }

        return writer.LongestRecord;
    }

    /// <summary>The cells of a stored row, in the order of the file.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Cells(string rowJson)
    {
        using JsonDocument document = JsonDocument.Parse(rowJson);
        return [.. document.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString() ?? string.Empty))];
    }

    /// <summary>True for the name of a cell beyond the last heading.</summary>
    public static bool IsExtra(string heading) => heading.StartsWith(ExtraCell, StringComparison.Ordinal) && heading.AsSpan(ExtraCell.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    private static string FirstCells(DelimitedReader reader)
    {
        const int shown = 120;
        return Encoding.UTF8.GetString(reader.Bytes[..Math.Min(reader.Bytes.Length, shown)]).TrimEnd('\r', '\n', '\uFFFD');
    }

    private static void WriteJson(MemoryStream stream, string[] cells, IReadOnlyList<string> headings)
    {
        using Utf8JsonWriter writer = new(stream, Json);
        writer.WriteStartObject();
        for (int i = 0; i < cells.Length; i++)
        {
            writer.WriteString(i < headings.Count ? headings[i] : $"{ExtraCell}{i + 1}", cells[i]);
        }

        writer.WriteEndObject();
    }
}
