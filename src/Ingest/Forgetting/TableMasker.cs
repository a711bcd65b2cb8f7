using System.Text;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;

namespace ServiceAnalytics.Ingest.Forgetting;

/// <summary>Writes a table's text again with one customer masked: their rows cell by cell, all others byte for byte.</summary>
/// <param name="table">The text as it is read.</param>
/// <param name="layout">Its headings.</param>
/// <param name="mask">Who is to be forgotten.</param>
internal sealed class TableMasker(TextTable table, TableLayout layout, CustomerMask mask)
{
    private readonly int[] customers = Columns(layout, f => f.Name == "customer");
    private readonly int[] tickets = Columns(layout, f => f.Name == "ticket_id");
    private readonly int[] phones = Columns(layout, f => f == ExportKind.Personal[1]);
    private readonly Field?[] fields = Fields(layout);
    private readonly List<TextFault> faults = [];

    /// <summary>Rows that were changed.</summary>
    public long Rows { get; private set; }

    /// <summary>The damaged places of the text written.</summary>
    public IReadOnlyList<TextFault> Faults => faults;

    /// <summary>Writes the text.</summary>
    public void Write(string target, CancellationToken cancel)
    {
        using FileStream output = new(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        if (table.MarkLength > 0)
        {
            using FileStream source = new(table.Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            byte[] mark = new byte[table.MarkLength];
            source.ReadExactly(mark);
            output.Write(mark);
        }

        FaultFinder finder = new(table, 0);
        using DelimitedReader reader = table.Open(layout.Delimiter);
        for (long record = 1; reader.Read(); record++)
        {
            if (record % 1024 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            long start = output.Position;
            string? masked = record == layout.HeadingRow ? null : record < layout.HeadingRow ? Title(reader) : Row(reader);
            if (finder.Within(reader) is { } fault)
            {
                faults.Add(fault with { Offset = masked is null ? start + (fault.Offset - reader.Offset) : start });
            }

            if (masked is null)
            {
                output.Write(reader.Bytes);
                continue;
            }

            Rows++;
            output.Write(Encoding.UTF8.GetBytes(masked));
            output.Write(reader.Bytes[^reader.EndingLength..]);
        }
    }

    // Null when nothing has to be changed.
    private string? Title(DelimitedReader reader)
    {
        string text = Encoding.UTF8.GetString(reader.Bytes[..^reader.EndingLength]);
        string masked = mask.InOwnRow(text);
        return masked == text || !text.Contains(mask.Name, StringComparison.Ordinal) ? null : masked;
    }

    private string? Row(DelimitedReader reader)
    {
        string[] cells = reader.Texts();
        if (reader.HasBrokenQuotes)
        {
            string line = Encoding.UTF8.GetString(reader.Bytes[..^reader.EndingLength]);
            string masked = line.Contains(mask.Name, StringComparison.Ordinal) || cells.Any(mask.IsPhone) ? mask.InOwnRow(line) : mask.InOthersRow(line);
            return masked == line ? null : masked;
        }

        bool isOdd = cells.Length != fields.Length;
        bool isOwn = customers.Any(c => c < cells.Length && mask.IsName(cells[c]))
            || tickets.Any(c => c < cells.Length && mask.IsTicket(cells[c]))
            || (isOdd && cells.Any(mask.IsName))
            || (customers.All(c => c >= cells.Length || string.IsNullOrWhiteSpace(cells[c])) && phones.Any(c => c < cells.Length && mask.IsPhone(cells[c])));
        bool isChanged = false;
        for (int i = 0; i < cells.Length; i++)
        {
            string masked = Cell(isOdd ? null : fields[i], isOdd ? string.Empty : layout.Headings[i], cells[i], isOwn);
            isChanged |= masked != cells[i];
            cells[i] = masked;
        }

        return isChanged ? string.Join(layout.Delimiter, cells.Select((c, i) => Quoted(c, reader.Cells[i].IsQuoted))) : null;
    }

    private string Cell(Field? field, string heading, string text, bool isOwn)
    {
        if (text.Length == 0)
        {
            return text;
        }

        if (field?.Name == "customer")
        {
            return mask.IsName(text) ? mask.Pseudonym : text;
        }

        if (field is null ? PersonalHeadings.Has(heading) : field.IsPersonal)
        {
            return isOwn ? string.Empty : text;
        }

        // Numbers, dates, codes and names of things stay: they are no text that people write freely.
        return field is not null and not { Type: FieldType.Text } ? text
            : mask.IsName(text) ? mask.Pseudonym
            : isOwn ? mask.InOwnRow(text) : mask.InOthersRow(text);
    }

    private string Quoted(string text, bool wasQuoted) =>
        wasQuoted || text.Contains(layout.Delimiter) || text.AsSpan().IndexOfAny("\"\n\r") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static int[] Columns(TableLayout layout, Func<Field, bool> isMeant) => [.. layout.Match.Columns.Keys.Where(isMeant).SelectMany(layout.Match.ColumnsOf)];

    private static Field?[] Fields(TableLayout layout)
    {
        Field?[] fields = new Field?[layout.Headings.Count];
        foreach (Field field in layout.Match.Columns.Keys)
        {
            foreach (int column in layout.Match.ColumnsOf(field))
            {
                fields[column] = field;
            }
        }

        return fields;
    }
}
