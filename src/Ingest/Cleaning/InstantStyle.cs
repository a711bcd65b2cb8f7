using System.Text.RegularExpressions;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Ingest.Reading;

namespace ServiceAnalytics.Ingest.Cleaning;

/// <summary>The way most dates of a column are written; one is chosen per column, from a sample, and holds for the whole file.</summary>
internal enum InstantStyle
{
    /// <summary>2026-10-03 08:05, 2026/10/3 8:05, with T, with or without seconds.</summary>
    Iso,

    /// <summary>2026年10月3日 8时05分.</summary>
    Chinese,

    /// <summary>2026.10.3 8:05.</summary>
    Dotted,

    /// <summary>20261003 or 202610030805.</summary>
    Compact,

    /// <summary>Days since 1899-12-30 as Excel counts them.</summary>
    Serial,

    /// <summary>Day, month, year: 03.10.2026, 3/10/2026 8:05.</summary>
    DayFirst,

    /// <summary>Month, day, year: 10/3/2026 8:05 PM.</summary>
    MonthFirst,

    /// <summary>With the month's name: 03/Oct/26 8:05 AM, 3 October 2026, Oct 3, 2026.</summary>
    Named,

    /// <summary>As the mapping's date_format says.</summary>
    Stated,
}

/// <summary>Chooses the styles of a file's date columns.</summary>
internal static partial class InstantStyles
{
    /// <summary>
    /// Chooses a style for each column. Day or month first is decided by all cells of the column, else by those of the other
    /// columns (one system writes one order), else by the mapping.
    /// </summary>
    /// <param name="columns">What the pass over the file saw, by field.</param>
    /// <param name="order">What the mapping says of 03/10/2026.</param>
    /// <exception cref="RefusedException">Dates such as 03/10/2026 that nothing in the file or the mapping decides.</exception>
    public static IReadOnlyDictionary<string, InstantStyle> Choose(IReadOnlyDictionary<string, ColumnFacts> columns, DateOrder order)
    {
        Dictionary<string, InstantStyle> styles = [];
        foreach ((string column, ColumnFacts facts) in columns)
        {
            IGrouping<InstantStyle, string>? most = facts.Samples.Select(t => (Text: t, Style: Look(HeadingName.HalfWidth(t)))).Where(t => t.Style is not null)
                .GroupBy(t => t.Style!.Value, t => t.Text).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault();
            styles[column] = most?.Key ?? InstantStyle.Iso;
            if (styles[column] == InstantStyle.DayFirst && Decide(column, [.. most!], facts, columns.Values, order) == DateOrder.MonthFirst)
            {
                styles[column] = InstantStyle.MonthFirst;
            }
        }

        return styles;
    }

    private static DateOrder Decide(string column, IReadOnlyList<string> dates, ColumnFacts own, IEnumerable<ColumnFacts> all, DateOrder order)
    {
        if (own.DayFirst != own.MonthFirst)
        {
            return own.DayFirst > own.MonthFirst ? DateOrder.DayFirst : DateOrder.MonthFirst;
        }

        long dayFirst = all.Sum(c => c.DayFirst);
        long monthFirst = all.Sum(c => c.MonthFirst);
        if (dayFirst != monthFirst)
        {
            return dayFirst > monthFirst ? DateOrder.DayFirst : DateOrder.MonthFirst;
        }

        if (order != DateOrder.Unstated)
        {
            return order;
        }

        // A dot between day and month is written where the day comes first.
        if (dates.All(d => d.Contains('.', StringComparison.Ordinal)))
        {
            return DateOrder.DayFirst;
        }

        throw new RefusedException(
            $"Column \"{column}\" has dates such as \"{dates[0]}\", and nothing in the file shows whether the day or the month comes first. "
            + "Say date_order: dmy or date_order: mdy in the mapping and put the file in again.",
            $"“{column}”列的日期如“{dates[0]}”，文件中没有任何内容能说明日在前还是月在前。请在映射中写明 date_order: dmy 或 date_order: mdy，再重新放入文件。");
    }

    private static InstantStyle? Look(string text) => text switch
    {
        _ when IsoDate().IsMatch(text) => InstantStyle.Iso,
        _ when text.Contains('年', StringComparison.Ordinal) => InstantStyle.Chinese,
        _ when DottedDate().IsMatch(text) => InstantStyle.Dotted,
        _ when CompactDate().IsMatch(text) => InstantStyle.Compact,
        _ when SerialDate().IsMatch(text) => InstantStyle.Serial,
        _ when NumericDate().IsMatch(text) => InstantStyle.DayFirst,
        _ when NamedDate().IsMatch(text) => InstantStyle.Named,
        _ => null,
    };

    [GeneratedRegex(@"^\d{4}[-/]\d{1,2}[-/]\d{1,2}")]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"^\d{4}\.\d{1,2}\.\d{1,2}")]
    private static partial Regex DottedDate();

    [GeneratedRegex(@"^(19|20)\d{6}(\d{4}(\d{2})?)?$")]
    private static partial Regex CompactDate();

    [GeneratedRegex(@"^[3-7]\d{4}(\.\d+)?$")]
    private static partial Regex SerialDate();

    [GeneratedRegex(@"^(\d{1,2})[./-](\d{1,2})[./-]\d{4}")]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"^([A-Z][a-z]{2,8},? )?(\d{1,2}[ /.-][A-Z][a-z]{2,8}[ /.,-]|[A-Z][a-z]{2,8}\.? \d{1,2},)")]
    private static partial Regex NamedDate();
}
