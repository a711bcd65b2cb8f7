using ServiceAnalytics.Warehouse;
using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Reads the <c>calendars:</c> of a policy file.</summary>
internal static class CalendarReader
{
    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static IReadOnlyList<WorkCalendar> Read(DocumentMap root, TimeZoneInfo zone, string calendarsFolder)
    {
        List<WorkCalendar> calendars = [];
        foreach (DocumentMap map in root.Maps("calendars"))
        {
            string id = PolicyReader.Id(map);
            if (calendars.Any(c => c.Id == id))
            {
                map.Problem("id", $"there are two calendars \"{id}\".");
            }

            calendars.Add(map.Flag("around_the_clock", false)
                ? WorkCalendar.AroundTheClock(id, zone)
                : WorkCalendar.Of(id, zone, Hours(map), PublicDays(map, calendarsFolder), CompanyDays(map)));
            map.NoOtherKeys();
        }

        if (calendars.Count == 0)
        {
            root.Problem("calendars", "a policy needs at least one calendar with the hours that are worked.");
            calendars.Add(WorkCalendar.AroundTheClock("none", zone));
        }

        return calendars;
    }

    private static WeeklyHours Hours(DocumentMap map)
    {
        if (map.MapOrNull("hours") is not { } hours)
        {
            map.Problem("hours", "a calendar has hours (workdays: [\"09:00-18:00\"]) or says around_the_clock: true.");
            return new WeeklyHours([.. Enumerable.Repeat<IReadOnlyList<Shift>>([], 7)], [], []);
        }

        IReadOnlyList<Shift> workdays = Shifts(hours, "workdays", []);
        IReadOnlyList<Shift>[] week = [.. Weekdays.Select((day, i) => Shifts(hours, day, i < 5 ? workdays : []))];
        IReadOnlyList<Shift> makeUp = Shifts(hours, "make_up_days", workdays);
        if (workdays.Count == 0)
        {
            hours.Problem("workdays", "must give the hours of a full working day, Monday to Friday; single days can be told apart by name.");
        }

        hours.NoOtherKeys();
        return new WeeklyHours(week, makeUp, workdays);
    }

    // A day named with an empty list, monday: [], isn't worked; a day not named takes the usual hours.
    private static IReadOnlyList<Shift> Shifts(DocumentMap hours, string key, IReadOnlyList<Shift> usual)
    {
        if (!hours.Has(key))
        {
            return usual;
        }

        List<Shift> shifts = [];
        foreach (string text in hours.Texts(key))
        {
            if (Shift.Parse(text) is not { } shift)
            {
                hours.Problem(key, $"\"{text}\" is not a stretch of a day (write 09:00-12:00; the day ends at 24:00, a night shift is written on both days).");
            }
            else if (shifts.Count > 0 && shift.FromMinute < shifts[^1].ToMinute)
            {
                hours.Problem(key, $"{text} begins before {shifts[^1]} ends.");
            }
            else
            {
                shifts.Add(shift);
            }
        }

        return shifts;
    }

    private static CalendarDays? PublicDays(DocumentMap map, string calendarsFolder)
    {
        if (map.TextOrNull("public_holidays") is not { } name)
        {
            return null;
        }

        string[] there = Directory.Exists(calendarsFolder)
            ? [.. Directory.GetFiles(calendarsFolder, "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]
            : [];
        if (!there.Contains(name))
        {
            map.Problem("public_holidays", $"there is no {name}.csv in {calendarsFolder}; there are: {string.Join(", ", there)}.{Spelling.DidYouMean(name, there)}");
            return null;
        }

        try
        {
            return CalendarDays.Load(Path.Combine(calendarsFolder, name + ".csv"));
        }
        catch (DocumentException failure)
        {
            map.Problem("public_holidays", $"{failure.File}: {string.Join(' ', failure.Problems)}");
            return null;
        }
    }

    private static List<CalendarDay> CompanyDays(DocumentMap map)
    {
        List<CalendarDay> days = [];
        foreach (DocumentMap entry in map.Maps("company_days"))
        {
            string kind = entry.Choice("kind", ["holiday", "workday"], "holiday");
            Bilingual name = PolicyReader.Words(entry, "name");
            if (entry.DayOrNull("date") is not { } date)
            {
                if (!entry.Has("date"))
                {
                    entry.Text("date");
                }
            }
            else if (days.Any(d => d.Date == date))
            {
                entry.Problem("date", $"{date:yyyy-MM-dd} is listed twice.");
            }
            else
            {
                days.Add(new CalendarDay(date, kind == "workday", name));
            }

            entry.NoOtherKeys();
        }

        return days;
    }
}
