using System.Globalization;

namespace ServiceAnalytics.Samples.Time;

/// <summary>Working time 8:30 to 17:30 on the working days of mainland China: data/calendars/cn.csv over the plain Monday-to-Friday week.</summary>
internal sealed class WorkCalendar
{
    public const int Opens = (8 * 60) + 30;
    public const int Closes = (17 * 60) + 30;
    public const int MinutesPerDay = Closes - Opens;

    private readonly bool[] isWorked = new bool[LocalMinutes.DayCount];
    private readonly bool[] isHoliday = new bool[LocalMinutes.DayCount];

    public WorkCalendar()
    {
        for (var day = 0; day < isWorked.Length; day++)
        {
            isWorked[day] = LocalMinutes.Date(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        }

        using var stream = typeof(WorkCalendar).Assembly.GetManifestResourceStream("cn.csv")
            ?? throw new InvalidOperationException("cn.csv is missing from the program; build it again.");
        using var reader = new StreamReader(stream);
        for (var line = reader.ReadLine(); line is not null; line = reader.ReadLine())
        {
            var cells = line.Split(',');
            if (DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                isWorked[LocalMinutes.Day(date)] = cells[1] == "workday";
                isHoliday[LocalMinutes.Day(date)] = cells[1] == "holiday";
            }
        }
    }

    public bool IsWorked(int day) => isWorked[day];

    public bool IsHoliday(int day) => isHoliday[day];

    /// <summary>The instant at which this many working minutes have passed since <paramref name="from"/>.</summary>
    public int Add(int from, int minutes)
    {
        var day = from / LocalMinutes.PerDay;
        var clock = from % LocalMinutes.PerDay;
        while (true)
        {
            if (isWorked[day])
            {
                var start = Math.Max(clock, Opens);
                var left = Closes - start;
                if (left > 0)
                {
                    if (minutes <= left)
                    {
                        return (day * LocalMinutes.PerDay) + start + minutes;
                    }

                    minutes -= left;
                }
            }

            day++;
            clock = 0;
        }
    }
}
