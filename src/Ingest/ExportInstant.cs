using System.Globalization;
using System.Text.RegularExpressions;
using ServiceAnalytics.Ingest.Cleaning;
using ServiceAnalytics.Ingest.Kinds;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest;

/// <summary>The instant that an export shows the source system at: the date in its file name, or its newest row.</summary>
internal static partial class ExportInstant
{
    /// <summary>The instant that the name tells; null when it has no date. A date alone means the end of that day in the zone.</summary>
    public static DateTimeOffset? FromName(string fileName, Mapping mapping, string zone)
    {
        // Of several dates the last one counts: tickets_2026-01-01_2026-10-31.csv is a period, and its end is what it shows.
        Match? found = (mapping.ExportDate ?? AnyDate()).Matches(Path.GetFileNameWithoutExtension(fileName)).LastOrDefault(m => Day(m) is not null);
        if (found is null)
        {
            return null;
        }

        DateOnly day = Day(found)!.Value;
        return Number(found, "hour") is { } hour and < 24 && Number(found, "minute") is { } minute and < 60
            ? LocalTime.ToUtc(day.ToDateTime(new TimeOnly(hour, minute, Number(found, "second") is { } second and < 60 ? second : 0)), zone)
            : LocalTime.EndOf(day, zone);
    }

    /// <summary>The newest instant among the usable rows of <c>incoming</c>.</summary>
    /// <exception cref="RefusedException">No row has one.</exception>
    public static DateTimeOffset OfNewestRow(WarehouseConnection connection, TableLayout layout, CancellationToken cancel)
    {
        // A day is over at its end; a promise may lie in the future and tells nothing.
        string[] newest =
        [
            .. layout.Match.Columns.Keys.Where(f => f.Type is FieldType.Instant or FieldType.Day && !f.IsPromise)
                .Select(f => f.Type == FieldType.Day ? $"max(to_utc(cast({f.Column} + 1 as timestamp)))" : $"max({f.Column})"),
        ];
        DateTimeOffset? found = newest.Length == 0
            ? null
            : connection.Query(
                $"select greatest({string.Join(", ", newest)}, null::timestamp) as newest_at_utc from incoming where state = 0 and record not in (select record from repeated where rule = 'contradicting_duplicate')",
                SqlParameters.None,
                r => r.InstantOrNull("newest_at_utc"),
                cancel)[0];
        return found ?? throw NoInstant(connection, cancel);
    }

    /// <summary>Says why nothing tells the instant.</summary>
    public static RefusedException NoInstant(WarehouseConnection connection, CancellationToken cancel)
    {
        string[] reasons = [.. connection.Query(
            "with reasons as (select unnest(reasons).rule as rule from incoming) select rule, count(*) as n from reasons group by rule order by n desc, rule",
            SqlParameters.None,
            r => $"{r.Int64("n")} × {r.Text("rule")}",
            cancel)];
        string rows = reasons.Length == 0 ? string.Empty : $"Rows that can't be used: {string.Join(", ", reasons)}. ";
        return new RefusedException(
            $"{rows}Nothing tells when this file was exported: it was not given, its name has no date and no usable row has one. "
            + "Give it with --exported-at, or put the date into the name (units_2026-10-31.csv).",
            (reasons.Length == 0 ? string.Empty : $"不能用的行：{string.Join("，", reasons)}。")
            + "无从得知文件的导出时刻：没有指定，文件名中没有日期，也没有可用的行带日期。请用 --exported-at 指定，或在文件名中写上日期（如 装机清单_2026-10-31.csv）。");
    }

    private static DateOnly? Day(Match match)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{Number(match, "year"):0000}-{Number(match, "month"):00}-{Number(match, "day"):00}");
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year is >= 1990 and < 2100 ? day : null;
    }

    private static int? Number(Match match, string group) =>
        match.Groups[group].Success && int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    // 2026-10-31, 2026_10_31, 20261031, 2026年10月31日; behind it a time: 2026-10-31_1805, 20261031180530, 2026-10-31T18-05.
    [GeneratedRegex(@"(?<!\d)(?<year>(19|20)\d{2})(?:[-_.年]?)(?<month>\d{1,2})(?:[-_.月]?)(?<day>\d{2}|\d(?!\d))日?(?:[T _-]?(?<hour>[01]\d|2[0-3])[-_.:时]?(?<minute>[0-5]\d)(?:[-_.:分]?(?<second>[0-5]\d))?(?![-_.]?\d))?(?!\d)")]
    private static partial Regex AnyDate();
}
