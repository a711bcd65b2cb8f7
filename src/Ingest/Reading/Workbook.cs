using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace ServiceAnalytics.Ingest.Reading;

/// <summary>
/// Turns a sheet of a workbook into CSV, cell for cell: dates become ISO text, numbers plain text, every row keeps its
/// number. Which sheet is meant is decided by the headings later.
/// </summary>
internal static class Workbook
{
    /// <summary>Writes one CSV per sheet that isn't empty.</summary>
    /// <param name="source">The .xlsx file.</param>
    /// <param name="folder">Where the CSV files go.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <returns>The sheets in the workbook's order.</returns>
    /// <exception cref="RefusedException">The workbook is damaged or protected by a password.</exception>
    public static IReadOnlyList<TextTable> ToCsv(string source, string folder, CancellationToken cancel)
    {
        // ExcelDataReader asks for code page 1252 even when a workbook is all Unicode.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        List<TextTable> sheets = [];
        try
        {
            using FileStream file = new(source, FileMode.Open, FileAccess.Read, FileShare.Read);
            using IExcelDataReader reader = ExcelReaderFactory.CreateOpenXmlReader(file);
            do
            {
                string path = Path.Combine(folder, $"sheet-{sheets.Count + 1}.csv");
                if (WriteSheet(reader, path, cancel))
                {
                    sheets.Add(new TextTable(path, 0, "xlsx", null, "workbook", reader.Name, [',']));
                }
            }
            while (reader.NextResult());
        }
        catch (Exception failure) when (failure is ExcelDataReader.Exceptions.ExcelReaderException or InvalidDataException or System.Xml.XmlException)
        {
            throw new RefusedException($"The workbook can't be read: {failure.Message} Open it, save it again as .xlsx without a password, and put it in again.", failure);
        }

        return sheets.Count > 0 ? sheets : throw new RefusedException("The workbook has no sheet with anything in it.");
    }

    private static bool WriteSheet(IExcelDataReader reader, string path, CancellationToken cancel)
    {
        using CsvWriter writer = new(path);
        bool hasCells = false;
        int width = Math.Max(1, reader.FieldCount);
        for (long row = 0; reader.Read(); row++)
        {
            if (row % 512 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            for (int i = 0; i < width; i++)
            {
                string text = i < reader.FieldCount ? Text(reader.GetValue(i)) : string.Empty;
                hasCells |= text.Length > 0;
                if (text.Length == 0)
                {
                    writer.Empty();
                }
                else
                {
                    writer.Cell(text);
                }
            }

            writer.EndRecord();
        }

        return hasCells;
    }

    private static string Text(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        double number => Number(number),
        DateTime instant => Instant(instant),
        bool flag => flag ? "TRUE" : "FALSE",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    // Excel keeps 15 digits: 17 would show 0.1 + 0.2 as no person has typed it.
    private static string Number(double number) => number == Math.Floor(number) && Math.Abs(number) < 1e15
        ? number.ToString("F0", CultureInfo.InvariantCulture)
        : number.ToString("G15", CultureInfo.InvariantCulture);

    // A serial holds days as a fraction: 8:05 comes out as 8:04:59.999… and must be rounded, to the millisecond Excel can show.
    private static string Instant(DateTime instant)
    {
        DateTime rounded = new((instant.Ticks + (TimeSpan.TicksPerMillisecond / 2)) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond);
        return rounded.TimeOfDay == TimeSpan.Zero
            ? rounded.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : rounded.ToString(rounded.Millisecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }
}
