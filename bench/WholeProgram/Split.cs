using System.Text;

namespace ServiceAnalytics.Bench;

/// <summary>Smaller files of the same rows as a large CSV, with its heading.</summary>
internal static class Split
{
    /// <summary>One file per month of receipt, named by the month's last day; a row without a month goes with the one before it.</summary>
    /// <returns>The files, oldest first.</returns>
    public static string[] ByMonth(string file, string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            using StreamReader reader = new(file);
            string heading = reader.ReadLine()!;
            int column = Array.IndexOf(heading.TrimStart('\uFEFF').Split(','), "接报时间");
            Dictionary<string, StreamWriter> writers = [];
            string month = string.Empty;
            foreach (string record in Records(reader))
            {
                string[] cells = record.Split(',', column + 2);
                string received = cells.Length > column ? cells[column] : string.Empty;
                month = received.Length > 7 && DateOnly.TryParseExact(received[..7] + "-01", "yyyy-MM-dd", out _) ? received[..7] : month;
                if (!writers.TryGetValue(month, out StreamWriter? writer))
                {
                    DateOnly first = DateOnly.Parse(month + "-01");
                    writers[month] = writer = new StreamWriter(Path.Combine(folder, $"报修单_{first.AddMonths(1).AddDays(-1):yyyy-MM-dd}.csv"), append: false, new UTF8Encoding(true));
                    writer.Write(heading + "\r\n");
                }

                writer.Write(record + "\r\n");
            }

            foreach (StreamWriter writer in writers.Values)
            {
                writer.Dispose();
            }
        }

        return [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
    }

    /// <summary>A share of the records, evenly from the whole file; another <paramref name="shift"/> below the distance of two gives others.</summary>
    public static string Some(string file, string target, int count, int shift = 0)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using StreamReader first = new(file);
        first.ReadLine();
        int all = Records(first).Count();
        using StreamReader reader = new(file);
        using StreamWriter writer = new(target, append: false, new UTF8Encoding(true));
        writer.Write(reader.ReadLine() + "\r\n");
        long seen = shift;
        foreach (string record in Records(reader))
        {
            // Every record at which the running share passes a whole number.
            if ((seen + 1) * count / all > seen * count / all)
            {
                writer.Write(record + "\r\n");
            }

            seen++;
        }

        return target;
    }

    /// <summary>The same text in GB18030, as Chinese office programs write it.</summary>
    public static string ToGb18030(string file, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, File.ReadAllText(file), CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!);
        return target;
    }

    /// <summary>Records of a CSV; one with line breaks in quotes is one.</summary>
    public static IEnumerable<string> Records(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            // A quote that is never closed would swallow the rest.
            for (int more = 0; line.Count(c => c == '"') % 2 == 1 && more < 20 && reader.ReadLine() is { } next; more++)
            {
                line += "\n" + next;
            }

            yield return line;
        }
    }
}
