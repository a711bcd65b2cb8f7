using System.Globalization;
using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Analytics.Policies;

/// <summary>Reads how a clause's clock runs: limits and their units, day counting, grace, extension, early mark, pauses.</summary>
internal static class ClauseClockReader
{
    private static readonly (string Word, LimitUnit Unit)[] Units =
    [
        ("minutes", LimitUnit.Minutes), ("hours", LimitUnit.Hours), ("days", LimitUnit.Days), ("months", LimitUnit.Months),
        ("working_minutes", LimitUnit.WorkingMinutes), ("working_hours", LimitUnit.WorkingHours), ("working_days", LimitUnit.WorkingDays),
        ("minute", LimitUnit.Minutes), ("hour", LimitUnit.Hours), ("day", LimitUnit.Days), ("month", LimitUnit.Months),
        ("working_minute", LimitUnit.WorkingMinutes), ("working_hour", LimitUnit.WorkingHours), ("working_day", LimitUnit.WorkingDays),
    ];

    private static readonly string[] Reasons = ["customer", "parts", "supplier", "other"];

    public static Clock Read(DocumentMap map, ClauseLimit? limit)
    {
        bool countsDays = map.Choice("count", ["time", "days"], "time") == "days";
        if (countsDays && limit is not null && limit.Unit is not (LimitUnit.Days or LimitUnit.WorkingDays))
        {
            map.Problem("count", "days are counted where the limit is in days or working_days; time: is counted in any unit.");
            countsDays = false;
        }

        ClauseLimit? grace = LimitAt(map, "grace");
        ClauseLimit? early = LimitAt(map, "early_mark");
        ClauseExtension? extension = Extension(map, limit);
        CheckClock(map, "grace", grace, limit, "runs on the clause's own clock: working time when the limit is in working time, else all time.");
        CheckClock(map, "early_mark", early, limit, "runs on the clause's own clock: working time when the limit is in working time, else all time.");
        if (grace?.Unit == LimitUnit.Months)
        {
            map.Problem("grace", "is not given in months; write days.");
            grace = null;
        }

        if (early is not null && limit is not null && early.Unit == limit.Unit && early.Amount >= limit.Amount)
        {
            map.Problem("early_mark", "is not earlier than the limit.");
        }

        foreach ((string key, ClauseLimit? given) in new[] { ("limit", limit), ("grace", grace), ("early_mark", early), ("extension", extension?.Limit) })
        {
            if (given is null)
            {
                continue;
            }

            if ((countsDays || given.Unit == LimitUnit.Months) && given.Amount != Math.Floor(given.Amount))
            {
                map.Problem(key, countsDays ? "counted days are whole days." : "months are whole months.");
            }

            if (countsDays && given.Unit != limit!.Unit)
            {
                map.Problem(key, $"where days are counted everything is in the limit's unit, {Units.First(u => u.Unit == limit.Unit).Word}.");
            }
        }

        return new Clock(countsDays, grace ?? NoGrace(limit), extension, early, Pauses(map));
    }

    /// <summary>A limit such as <c>30 working_minutes</c>; null when the key is missing or wrong, which is a problem then.</summary>
    public static ClauseLimit? LimitAt(DocumentMap map, string key)
    {
        if (map.TextOrNull(key) is not { } text)
        {
            return null;
        }

        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] words = [.. Units.Take(7).Select(u => u.Word)];
        if (parts.Length != 2 || !double.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount) || amount > 100_000)
        {
            map.Problem(key, $"\"{text}\" is not a number and a unit (write 30 minutes; units are {string.Join(", ", words)}).");
            return null;
        }

        int unit = Array.FindIndex(Units, u => u.Word == parts[1]);
        if (unit < 0)
        {
            map.Problem(key, $"\"{parts[1]}\" is not a unit; it must be one of {string.Join(", ", words)}.{Spelling.DidYouMean(parts[1], words)}");
            return null;
        }

        return new ClauseLimit(amount, Units[unit].Unit);
    }

    private static ClauseLimit NoGrace(ClauseLimit? limit) => new(0, limit?.IsWorkingTime == true ? LimitUnit.WorkingMinutes : LimitUnit.Minutes);

    private static void CheckClock(DocumentMap map, string key, ClauseLimit? given, ClauseLimit? limit, string problem)
    {
        if (given is not null && limit is not null && given.IsWorkingTime != limit.IsWorkingTime)
        {
            map.Problem(key, problem);
        }
    }

    private static ClauseExtension? Extension(DocumentMap map, ClauseLimit? limit)
    {
        if (map.MapOrNull("extension") is not { } entry)
        {
            return null;
        }

        Milestone? told = ClauseReader.At(entry, "told");
        ClauseReader.Required(entry, "told", told);
        ClauseLimit? longer = LimitAt(entry, "limit");
        if (!entry.Has("limit"))
        {
            entry.Text("limit");
        }

        entry.NoOtherKeys();
        if (longer is not null && limit is not null && longer.IsWorkingTime != limit.IsWorkingTime)
        {
            entry.Problem("limit", "the longer limit runs on the same clock as the original one: both in working time or both in all time.");
        }
        else if (longer is not null && limit is not null && longer.Unit == limit.Unit && longer.Amount <= limit.Amount)
        {
            entry.Problem("limit", "the longer limit is not longer than the original one.");
        }

        return told is { } milestone && longer is not null ? new ClauseExtension(milestone, longer) : null;
    }

    private static List<WaitReason> Pauses(DocumentMap map)
    {
        List<WaitReason> pauses = [];
        foreach (string word in map.Texts("pauses"))
        {
            if (Array.IndexOf(Reasons, word) is >= 0 and var reason)
            {
                pauses.Add((WaitReason)reason);
            }
            else
            {
                map.Problem("pauses", $"\"{word}\" is not what a ticket waits for; it must be one of {string.Join(", ", Reasons)}.{Spelling.DidYouMean(word, Reasons)}");
            }
        }

        return [.. pauses.Distinct().Order()];
    }

    /// <summary>What was read.</summary>
    public sealed record Clock(bool CountsDays, ClauseLimit Grace, ClauseExtension? Extension, ClauseLimit? EarlyMark, IReadOnlyList<WaitReason> Pauses);
}
