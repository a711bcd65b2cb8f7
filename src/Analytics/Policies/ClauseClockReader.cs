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
            map.Problem("count", "days are counted where the limit is in days or working_days; time: is counted in any unit.",
                "只有时限以 days 或 working_days 计时才能按天计数；按时间计时（time）不限单位。");
            countsDays = false;
        }

        ClauseLimit? grace = LimitAt(map, "grace");
        ClauseLimit? early = LimitAt(map, "early_mark");
        ClauseExtension? extension = Extension(map, limit);
        CheckClock(map, "grace", grace, limit);
        CheckClock(map, "early_mark", early, limit);
        if (grace?.Unit == LimitUnit.Months)
        {
            map.Problem("grace", "is not given in months; write days.",
                "不能以月计，请写天数。");
            grace = null;
        }

        if (early is not null && limit is not null && early.Unit == limit.Unit && early.Amount >= limit.Amount)
        {
            map.Problem("early_mark", "is not earlier than the limit.",
                "不早于时限。");
        }

        foreach ((string key, ClauseLimit? given) in new[] { ("limit", limit), ("grace", grace), ("early_mark", early), ("extension", extension?.Limit) })
        {
            if (given is null)
            {
                continue;
            }

            if ((countsDays || given.Unit == LimitUnit.Months) && given.Amount != Math.Floor(given.Amount))
            {
                map.Problem(key, countsDays ? "counted days are whole days." : "months are whole months.",
                    countsDays ? "按天计数时须为整天。" : "月数须为整月。");
            }

            if (countsDays && given.Unit != limit!.Unit)
            {
                map.Problem(key, $"where days are counted everything is in the limit's unit, {Units.First(u => u.Unit == limit.Unit).Word}.",
                    $"按天计数时各项须与时限同一单位（{Units.First(u => u.Unit == limit.Unit).Word}）。");
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
            map.Problem(key, $"\"{text}\" is not a number and a unit (write 30 minutes; units are {string.Join(", ", words)}).",
                $"“{text}”不是数字加单位（应写如 30 minutes；单位有 {string.Join("、", words)}）。");
            return null;
        }

        int unit = Array.FindIndex(Units, u => u.Word == parts[1]);
        if (unit < 0)
        {
            map.Problem(key, $"\"{parts[1]}\" is not a unit; it must be one of {string.Join(", ", words)}.{Spelling.DidYouMean(parts[1], words)}",
                $"“{parts[1]}”不是单位；可写 {string.Join("、", words)}。{Spelling.Meant(parts[1], words)}");
            return null;
        }

        return new ClauseLimit(amount, Units[unit].Unit);
    }

    private static ClauseLimit NoGrace(ClauseLimit? limit) => new(0, limit?.IsWorkingTime == true ? LimitUnit.WorkingMinutes : LimitUnit.Minutes);

    private static void CheckClock(DocumentMap map, string key, ClauseLimit? given, ClauseLimit? limit)
    {
        if (given is not null && limit is not null && given.IsWorkingTime != limit.IsWorkingTime)
        {
            map.Problem(key, "runs on the clause's own clock: working time when the limit is in working time, else all time.",
                "须与条款同用一种时间：时限以工作时间计的用工作时间，否则用全部时间。");
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
            entry.Problem("limit", "the longer limit runs on the same clock as the original one: both in working time or both in all time.",
                "延长时限须与原时限用同一种时间：同为工作时间，或同为全部时间。");
        }
        else if (longer is not null && limit is not null && longer.Unit == limit.Unit && longer.Amount <= limit.Amount)
        {
            entry.Problem("limit", "the longer limit is not longer than the original one.",
                "延长时限并不长于原时限。");
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
                map.Problem("pauses", $"\"{word}\" is not what a ticket waits for; it must be one of {string.Join(", ", Reasons)}.{Spelling.DidYouMean(word, Reasons)}",
                    $"“{word}”不是等待原因；可写 {string.Join("、", Reasons)}。{Spelling.Meant(word, Reasons)}");
            }
        }

        return [.. pauses.Distinct().Order()];
    }

    /// <summary>What was read.</summary>
    public sealed record Clock(bool CountsDays, ClauseLimit Grace, ClauseExtension? Extension, ClauseLimit? EarlyMark, IReadOnlyList<WaitReason> Pauses);
}
