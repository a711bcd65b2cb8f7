using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Trends.Detection;

namespace ServiceAnalytics.App.Commands;

/// <summary>A long table of counts from a file: every series over the same run of periods, a period without a row having none.</summary>
internal sealed class CountTable
{
    private readonly List<(string Name, long[] Counts, double[]? Exposure)> series = [];

    private CountTable(IReadOnlyList<string> periods) => Periods = periods;

    /// <summary>From the file's first period to its last, without gaps.</summary>
    public IReadOnlyList<string> Periods { get; }

    /// <summary>Reads <c>series,period,count[,exposure]</c>; months as 2026-10 or a day in it, weeks as a day in them (a week begins on Monday).</summary>
    /// <exception cref="CommandException">A heading, cell or row that can't be used: with its line. Nothing is judged then.</exception>
    public static CountTable Read(string path, bool weeks, bool needsExposure, Language language)
    {
        bool zh = language == Language.Zh;
        if (!File.Exists(path))
        {
            throw new CommandException(zh ? $"{path}：没有这个文件。" : $"{path}: there is no such file.");
        }

        Dictionary<(string Series, int Period), (long Count, double Exposure)> cells = [];
        HashSet<string> names = [];
        int number = 0, name = -1, at = -1, count = -1, exposure = -1;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            List<string> row = Cells(line);
            if (number == 1)
            {
                List<string> heads = [.. row.Select(h => h.Trim().TrimStart('\uFEFF').ToLowerInvariant())];
                (name, at, count, exposure) = (heads.IndexOf("series"), heads.IndexOf("period"), heads.IndexOf("count"), heads.IndexOf("exposure"));
                if (name < 0 || at < 0 || count < 0 || (needsExposure && exposure < 0))
                {
                    throw Wrong(line, zh ? "标题行须有 series,period,count（使用 --exposure 时还须有 exposure）" : "the heading needs series,period,count (and exposure with --exposure)");
                }

                continue;
            }

            if (line.Trim().Length == 0)
            {
                continue;
            }

            if (row.Count <= Math.Max(Math.Max(name, at), Math.Max(count, exposure)))
            {
                throw Wrong(line, zh ? "单元格少于标题" : "fewer cells than headings");
            }

            int period = Period(row[at].Trim(), weeks) ?? throw Wrong(row[at], zh ? (weeks ? "不是日期（如 2026-10-05）" : "不是月份（如 2026-10）") : weeks ? "not a day (write 2026-10-05)" : "not a month (write 2026-10)");
            if (!long.TryParse(row[count].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long events))
            {
                throw Wrong(row[count], zh ? "件数须是不小于 0 的整数" : "a count is a whole number, 0 or more");
            }

            double over = 1;
            if (exposure >= 0 && !(double.TryParse(row[exposure].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out over) && double.IsFinite(over) && over >= 0))
            {
                throw Wrong(row[exposure], zh ? "exposure 须是不小于 0 的数" : "an exposure is a number, 0 or more");
            }

            if (over == 0 && events > 0)
            {
                throw Wrong(line, zh ? "exposure 为 0 却有件数" : "events without exposure");
            }

            names.Add(row[name]);
            if (!cells.TryAdd((row[name], period), (events, over)))
            {
                throw Wrong(line, zh ? "该序列该周期已出现过；请先合计" : "this series and period came before; add them up first");
            }
        }

        if (cells.Count == 0)
        {
            throw new CommandException(zh ? $"{path}：没有数据行。" : $"{path}: no data rows.");
        }

        (int first, int last) = (cells.Keys.Min(k => k.Period), cells.Keys.Max(k => k.Period));
        if (last - first is < 1 or > 20_000)
        {
            throw new CommandException(zh ? $"{path}：周期从 {Name(first, weeks)} 到 {Name(last, weeks)}；至少需要两个周期，且不超过 20000 个。" : $"{path}: periods from {Name(first, weeks)} to {Name(last, weeks)}; at least two are needed and at most 20,000.");
        }

        CountTable table = new([.. Enumerable.Range(first, last - first + 1).Select(p => Name(p, weeks))]);
        foreach (string one in names.Order(StringComparer.Ordinal))
        {
            (long Count, double Exposure)[] run = [.. Enumerable.Range(first, last - first + 1).Select(p => cells.GetValueOrDefault((one, p), (0, exposure < 0 ? 1 : 0)))];
            table.series.Add((one, [.. run.Select(c => c.Count)], exposure < 0 ? null : [.. run.Select(c => c.Exposure)]));
        }

        return table;

        CommandException Wrong(string value, string why) => new(zh ? $"{path} 第 {number} 行：“{value}”{why}。未作判断；请改正后重试。" : $"{path}, line {number}: \"{value}\": {why}. Nothing was judged; correct it and run again.");
    }

    /// <summary>All series up to and including a period, given by its index.</summary>
    public IReadOnlyList<CountSeries<string>> Upto(int end) => [.. series.Select(s => new CountSeries<string>(s.Name, s.Counts[..(end + 1)], s.Exposure?[..(end + 1)]))];

    private static int? Period(string text, bool weeks)
    {
        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return !weeks && DateOnly.TryParseExact(text + "-01", "yyyy-M-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly month) ? (month.Year * 12) + month.Month - 1 : null;
        }

        return weeks ? day.DayNumber / 7 : (day.Year * 12) + day.Month - 1; // day 0 was a Monday
    }

    private static string Name(int period, bool weeks) => weeks ? DateOnly.FromDayNumber(period * 7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : $"{period / 12:0000}-{(period % 12) + 1:00}";

    /// <summary>Cells of a line; a quoted cell may hold commas and doubled quotation marks, not line ends.</summary>
    private static List<string> Cells(string line)
    {
        List<string> cells = [];
        System.Text.StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
