using System.Globalization;
using System.Text.RegularExpressions;
using ServiceAnalytics.Ingest.Mappings;

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
}

/// <summary>Chooses the styles of a file's date columns.</summary>
internal static partial class InstantStyles
{
    /// <summary>Chooses a style for each column. The order of day and month is one question for the whole file: one system writes one order.</summary>
    /// <param name="samples">Sample texts by column name.</param>
    /// <param name="order">What the mapping says of 03/10/2026.</param>
    /// <exception cref="RefusedException">Dates such as 03/10/2026 that nothing in the file or the mapping decides.</exception>
    public static IReadOnlyDictionary<string, InstantStyle> Choose(IReadOnlyDictionary<string, IReadOnlyList<string>> samples, DateOrder order)
    {
        Dictionary<string, InstantStyle> styles = [];
        List<(string Column, string Text, int First, int Second)> numeric = [];
        foreach ((string column, IReadOnlyList<string> texts) in samples)
        {
            IGrouping<InstantStyle, string>? most = texts.Select(t => (Text: t, Style: Look(t))).Where(t => t.Style is not null)
                .GroupBy(t => t.Style!.Value, t => t.Text).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault();
            styles[column] = most?.Key ?? InstantStyle.Iso;
            if (styles[column] == InstantStyle.DayFirst)
            {
                numeric.AddRange(most!.Select(t => NumericDate().Match(t)).Select(m => (column, m.Value, Number(m, 1), Number(m, 2))));
            }
        }

        if (numeric.Count > 0 && Decide(numeric, order) == DateOrder.MonthFirst)
        {
            foreach (string column in styles.Where(s => s.Value == InstantStyle.DayFirst).Select(s => s.Key).ToArray())
            {
                styles[column] = InstantStyle.MonthFirst;
            }
        }

        return styles;
    }

    private static DateOrder Decide(List<(string Column, string Text, int First, int Second)> dates, DateOrder order)
    {
        int dayFirst = dates.Count(d => d.First > 12 && d.Second <= 12);
        int monthFirst = dates.Count(d => d.Second > 12 && d.First <= 12);
        if (dayFirst != monthFirst)
        {
            return dayFirst > monthFirst ? DateOrder.DayFirst : DateOrder.MonthFirst;
        }

        if (order != DateOrder.Unstated)
        {
            return order;
        }

        // A dot between day and month is written where the day comes first.
        if (dates.TrueForAll(d => d.Text.Contains('.', StringComparison.Ordinal)))
        {
            return DateOrder.DayFirst;
        }

        throw new RefusedException(
            $"Column \"{dates[0].Column}\" has dates such as \"{dates[0].Text}\", and nothing in the file shows whether the day or the month comes first. "
            + "Say date_order: dmy or date_order: mdy in the mapping and put the file in again.");
    }

    private static InstantStyle? Look(string text) => text switch
    {
        _ when IsoDate().IsMatch(text) => InstantStyle.Iso,
        _ when text.Contains('年', StringComparison.Ordinal) => InstantStyle.Chinese,
        _ when DottedDate().IsMatch(text) => InstantStyle.Dotted,
        _ when CompactDate().IsMatch(text) => InstantStyle.Compact,
        _ when SerialDate().IsMatch(text) => InstantStyle.Serial,
        _ when NumericDate().IsMatch(text) => InstantStyle.DayFirst,
        _ => null,
    };

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

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
}
