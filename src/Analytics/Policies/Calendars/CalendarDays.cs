using System.Globalization;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>How a listed day is worked.</summary>
public enum DayKind
{
    /// <summary>A day off.</summary>
    Holiday,

    /// <summary>A make-up working day (调休), or a day that the company works.</summary>
    Workday,

    /// <summary>Worked for half: the calendar's <c>half_days</c>.</summary>
    HalfDay,
}

/// <summary>The notice by which days off and make-up days became known: a version of the calendar.</summary>
/// <param name="Id">Its number, e.g. <c>国办发明电〔2025〕7号</c>; without one the file and the year, e.g. <c>cn 2026</c>.</param>
/// <param name="IssuedOn">When it was given out; null when the file doesn't say.</param>
public sealed record HolidayNotice(string Id, DateOnly? IssuedOn);

/// <summary>A day that doesn't follow the plain week.</summary>
/// <param name="Date">The local day.</param>
/// <param name="Kind">How it is worked.</param>
/// <param name="Name">What the day is called.</param>
public sealed record CalendarDay(DateOnly Date, DayKind Kind, Bilingual Name)
{
    /// <summary>The day's own hours; null = the calendar's hours for days of this kind.</summary>
    public IReadOnlyList<Shift>? Hours { get; init; }

    /// <summary>Where a public day comes from; null for the company's own days.</summary>
    public HolidayNotice? Notice { get; init; }

    /// <summary>True when any of it is worked.</summary>
    public bool IsWorked => Kind != DayKind.Holiday;
}

/// <summary>Public holidays and make-up working days of a country, as in <c>data/calendars/cn.csv</c>.</summary>
/// <param name="Days">In the order of their dates, each at most once.</param>
public sealed record CalendarDays(IReadOnlyList<CalendarDay> Days)
{
    private const string Heading = "date,kind,name_zh,name_en";
    private const string HeadingWithNotices = Heading + ",notice,issued_on";

    /// <summary>1 January of the first year that the file covers.</summary>
    public DateOnly First => new(Days[0].Date.Year, 1, 1);

    /// <summary>31 December of the last year that the file covers.</summary>
    public DateOnly Last => new(Days[^1].Date.Year, 12, 31);

    /// <summary>Reads a file of days with the columns date, kind (holiday, workday or half_day), name_zh, name_en and, if known, notice and issued_on.</summary>
    /// <exception cref="DocumentException">The file is missing or has problems: all of them, with their lines.</exception>
    public static CalendarDays Load(string path)
    {
        if (!File.Exists(path))
        {
            throw DocumentException.NotThere(path);
        }

        List<(string English, string Chinese)> problems = [];
        SortedDictionary<DateOnly, CalendarDay> days = [];
        string[] lines = File.ReadAllLines(path);
        string heading = lines.Length == 0 ? string.Empty : lines[0].Trim('\uFEFF', ' ');
        if (heading is not (Heading or HeadingWithNotices))
        {
            problems.Add(($"Line 1: the heading must be \"{Heading}\", or with the notices \"{HeadingWithNotices}\".", $"第 1 行：表头须为“{Heading}”，带放假通知的为“{HeadingWithNotices}”。"));
        }

        for (int i = 1; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            (CalendarDay? day, Bilingual? problem) = Read(lines[i].Split(','), heading == HeadingWithNotices ? HeadingWithNotices : Heading, Path.GetFileNameWithoutExtension(path));
            if (day is not null && !days.TryAdd(day.Date, day))
            {
                problem = new($"{lines[i].Split(',')[0]} 在文件中出现两次。", $"{lines[i].Split(',')[0]} stands in the file twice.");
            }

            if (problem is not null)
            {
                problems.Add(($"Line {i + 1}: {problem.En}", $"第 {i + 1} 行：{problem.Zh}"));
            }
        }

        if (problems.Count == 0 && days.Count == 0)
        {
            problems.Add((
                "Line 2: the file has no days; without a year there is no range in which working time can be counted.",
                "第 2 行：文件中没有日期；没有年份就无从确定可计工作时间的范围。"));
        }

        return problems.Count == 0 ? new CalendarDays([.. days.Values]) : throw new DocumentException(path, problems);
    }

    private static (CalendarDay? Day, Bilingual? Problem) Read(string[] cells, string heading, string file)
    {
        int wanted = heading.Split(',').Length;
        if (cells.Length != wanted)
        {
            return (null, new($"有 {cells.Length} 个单元格，应有 {wanted} 个（{heading}）。", $"has {cells.Length} cells, not {wanted} ({heading})."));
        }

        if (Day(cells[0]) is not { } date)
        {
            return (null, new($"“{cells[0]}”不是日期（应写如 2026-10-01）。", $"\"{cells[0]}\" is not a date (write 2026-10-01)."));
        }

        DayKind? kind = cells[1].Trim() switch { "holiday" => DayKind.Holiday, "workday" => DayKind.Workday, "half_day" => DayKind.HalfDay, _ => null };
        if (kind is null)
        {
            return (null, new($"“{cells[1]}”不是 holiday、workday 或 half_day。", $"\"{cells[1]}\" is neither holiday nor workday nor half_day."));
        }

        DateOnly? issuedOn = wanted > 4 && cells[5].Trim().Length > 0 ? Day(cells[5]) : null;
        if (wanted > 4 && cells[5].Trim().Length > 0 && issuedOn is null)
        {
            return (null, new($"“{cells[5]}”不是通知的日期（应写如 2025-11-04）。", $"\"{cells[5]}\" is not the date of a notice (write 2025-11-04)."));
        }

        string notice = wanted > 4 && cells[4].Trim() is { Length: > 0 } id ? id : string.Create(CultureInfo.InvariantCulture, $"{file} {date.Year}");
        return (new CalendarDay(date, kind.Value, new Bilingual(cells[2].Trim(), cells[3].Trim())) { Notice = new HolidayNotice(notice, issuedOn) }, null);
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
