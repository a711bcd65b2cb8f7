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
    /// <param name="source">The .xlsx or .xls file.</param>
    /// <param name="isOld">True for .xls, the binary workbooks of Excel 97 to 2003.</param>
    /// <param name="folder">Where the CSV files go.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <returns>The sheets in the workbook's order.</returns>
    /// <exception cref="RefusedException">The workbook is damaged or protected by a password.</exception>
    public static IReadOnlyList<TextTable> ToCsv(string source, bool isOld, string folder, CancellationToken cancel)
    {
        // ExcelDataReader asks for code page 1252 even when a workbook is all Unicode.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        List<TextTable> sheets = [];
        try
        {
            if (!isOld)
            {
                RefuseBomb(source);
            }

            using FileStream file = new(source, FileMode.Open, FileAccess.Read, FileShare.Read);
            using IExcelDataReader reader = isOld ? ExcelReaderFactory.CreateBinaryReader(file) : ExcelReaderFactory.CreateOpenXmlReader(file);
            int number = 0; // empty sheets, of which old workbooks bring two, have a number, too
            do
            {
                string path = Path.Combine(folder, $"sheet-{++number}.csv");
                string name = reader.Name;
                if (WriteSheet(reader, path, out int hidden, cancel))
                {
                    sheets.Add(new TextTable(path, 0, isOld ? "xls" : "xlsx", null, "workbook", name, [',']) { HiddenRows = hidden });
                }
            }
            while (reader.NextResult());
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException or RefusedException))
        {
            // The library tells damage by whatever its parser stumbles over: index, cast, overflow.
            throw new RefusedException(
                $"The workbook can't be read: {failure.Message} Open it, save it again as .xlsx without a password, and put it in again.",
                $"工作簿无法读取，系统提示：{failure.Message} 请打开后另存为不带密码的 .xlsx，再重新放入。",
                failure);
        }

        return sheets.Count > 0 ? sheets : throw new RefusedException(
            "The workbook has no sheet with anything in it. Put in the workbook that holds the list.", "工作簿的各个工作表都是空的。请放入有数据的工作簿。");
    }

    // What the archive says of itself is enough here: the reader gives up when more comes than was said.
    private static void RefuseBomb(string source)
    {
        using System.IO.Compression.ZipArchive archive = System.IO.Compression.ZipFile.OpenRead(source);
        foreach (System.IO.Compression.ZipArchiveEntry entry in archive.Entries)
        {
            if (entry.Length > Unpacked.MostBytes || (entry.Length > Unpacked.FreeBytes && entry.Length / Unpacked.MostRatio > entry.CompressedLength))
            {
                throw new RefusedException(
                    $"The workbook's part {entry.FullName} unpacks to more than {Unpacked.MostRatio} times its size, as a file made to do harm does. Save the sheet as CSV and put that in.",
                    $"工作簿的部件 {entry.FullName} 解压后超过自身大小的 {Unpacked.MostRatio} 倍，与恶意构造的文件相同，已拒绝。请把工作表另存为 CSV 后重新放入。");
            }
        }
    }

    private static bool WriteSheet(IExcelDataReader reader, string path, out int hidden, CancellationToken cancel)
    {
        hidden = 0;
        using CsvWriter writer = new(path);
        bool hasCells = false;
        int width = Math.Max(1, reader.FieldCount);
        for (long row = 0; reader.Read(); row++)
        {
            if (row % 512 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            bool isFilled = false;
            for (int i = 0; i < width; i++)
            {
                string text = i < reader.FieldCount ? Text(reader.GetValue(i)) : string.Empty;
                isFilled |= text.Length > 0;
                if (text.Length == 0)
                {
                    writer.Empty();
                }
                else
                {
                    writer.Cell(text);
                }
            }

            hasCells |= isFilled;
            hidden += isFilled && reader.RowHeight == 0 ? 1 : 0;
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
