using System.Globalization;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>A day that doesn't follow the plain week.</summary>
/// <param name="Date">The local day.</param>
/// <param name="IsWorked">True: a make-up working day (调休); false: a day off.</param>
/// <param name="Name">What the day is called.</param>
public sealed record CalendarDay(DateOnly Date, bool IsWorked, Bilingual Name);

/// <summary>Public holidays and make-up working days of a country, as in <c>data/calendars/cn.csv</c>.</summary>
/// <param name="Days">In the order of their dates, each at most once.</param>
public sealed record CalendarDays(IReadOnlyList<CalendarDay> Days)
{
    private const string Heading = "date,kind,name_zh,name_en";

    /// <summary>1 January of the first year that the file covers.</summary>
    public DateOnly First => new(Days[0].Date.Year, 1, 1);

    /// <summary>31 December of the last year that the file covers.</summary>
    public DateOnly Last => new(Days[^1].Date.Year, 12, 31);

    /// <summary>Reads a file of days with the columns date, kind (holiday or workday), name_zh, name_en.</summary>
    /// <exception cref="DocumentException">The file is missing or has problems: all of them, with their lines.</exception>
    public static CalendarDays Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new DocumentException(path, ["The file is not there."]);
        }

        List<string> problems = [];
        SortedDictionary<DateOnly, CalendarDay> days = [];
        string[] lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0].Trim('\uFEFF', ' ') != Heading)
        {
            problems.Add($"Line 1: the heading must be \"{Heading}\".");
        }

        for (int i = 1; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            (CalendarDay? day, string? problem) = Read(lines[i].Split(','));
            if (day is not null && !days.TryAdd(day.Date, day))
            {
                problem = $"{lines[i].Split(',')[0]} stands in the file twice.";
            }

            if (problem is not null)
            {
                problems.Add($"Line {i + 1}: {problem}");
            }
        }

        if (problems.Count == 0 && days.Count == 0)
        {
            problems.Add("Line 2: the file has no days; without a year there is no range in which working time can be counted.");
        }

        return problems.Count == 0 ? new CalendarDays([.. days.Values]) : throw new DocumentException(path, problems);
    }

    private static (CalendarDay? Day, string? Problem) Read(string[] cells)
    {
        if (cells.Length != 4)
        {
            return (null, $"has {cells.Length} cells, not 4 ({Heading}).");
        }

        if (!DateOnly.TryParseExact(cells[0].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date))
        {
            return (null, $"\"{cells[0]}\" is not a date (write 2026-10-01).");
        }

        return cells[1].Trim() switch
        {
            "holiday" => (new CalendarDay(date, false, new Bilingual(cells[2].Trim(), cells[3].Trim())), null),
            "workday" => (new CalendarDay(date, true, new Bilingual(cells[2].Trim(), cells[3].Trim())), null),
            string other => (null, $"\"{other}\" is neither holiday nor workday."),
        };
    }
}
