using System.Globalization;
using ServiceAnalytics.Analytics;

namespace ServiceAnalytics.Reports.Formatting;

/// <summary>
/// Numbers, dates and intervals as pages show them. Rounding happens here and nowhere before; halves go away from zero,
/// as in hand calculation. What isn't there (null, NaN) is a dash, never 0.
/// </summary>
/// <param name="language">Language of the page.</param>
public sealed class PageFormat(Language language)
{
    /// <summary>Stands where there is no figure.</summary>
    public const string Absent = "—";

    private const string Minus = "−";
    private static readonly string[] EnglishMonths = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    /// <summary>Language of the page.</summary>
    public Language Language => language;

    private bool IsZh => language == Language.Zh;

    /// <summary>A share from 0 to 1 as percent: 0.9123 → "91.2%".</summary>
    public string Percent(double? share, int decimals = 1) => share is { } s ? WithSuffix(s * 100, decimals, "%") : Absent;

    /// <summary>How many, with separators: 1284 → "1,284".</summary>
    public string Count(long? count) => count is { } c ? Number(c, 0) : Absent;

    /// <summary>A number with the given decimals and separators: 1234.56 → "1,234.6"; a minus is "−".</summary>
    public string Number(double? value, int decimals = 1)
    {
        if (value is not { } v || double.IsNaN(v))
        {
            return Absent;
        }

        if (double.IsInfinity(v))
        {
            return v > 0 ? "∞" : Minus + "∞";
        }

        // Decimal rounds what the double's shortest text says: 0.145 is shown as 0.15, not as its binary neighbour 0.14.
        var digits = Math.Abs(v) < 1e15
            ? Math.Round(decimal.Parse(v.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture), decimals, MidpointRounding.AwayFromZero)
                .ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : v.ToString("0.###E+0", CultureInfo.InvariantCulture);
        var isZero = !digits.AsSpan().ContainsAnyInRange('1', '9');
        return digits.StartsWith('-') ? isZero ? digits[1..] : Minus + digits[1..] : digits;
    }

    /// <summary>Money: 12345.6 → "¥12,345.60".</summary>
    public string Money(decimal? yuan, int decimals = 2)
    {
        if (yuan is not { } y)
        {
            return Absent;
        }

        var digits = Math.Round(Math.Abs(y), decimals, MidpointRounding.AwayFromZero).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return (y < 0 ? Minus : "") + "¥" + digits;
    }

    /// <summary>An interval of shares: "91.2%–95.0%".</summary>
    public string PercentInterval(double? lower, double? upper, int decimals = 1) => Interval(Percent(lower, decimals), Percent(upper, decimals));

    /// <summary>An interval of numbers: "0.52–0.76".</summary>
    public string NumberInterval(double? lower, double? upper, int decimals = 2) => Interval(Number(lower, decimals), Number(upper, decimals));

    /// <summary>An estimate with its interval: "2.31 (1.87–2.85)", in Chinese with full-width brackets.</summary>
    public string WithInterval(string estimate, string interval) => IsZh ? $"{estimate}（{interval}）" : $"{estimate} ({interval})";

    /// <summary>A change of a share in percentage points, always with its sign: "+1.2 个百分点", "+1.2 pp".</summary>
    public string PointsChange(double? change, int decimals = 1) =>
        change is { } c && !double.IsNaN(c) ? Signed(c * 100, decimals) + (IsZh ? " 个百分点" : " pp") : Absent;

    /// <summary>A relative change, always with its sign: −0.083 → "−8.3%".</summary>
    public string RelativeChange(double? change, int decimals = 1) =>
        change is { } c && !double.IsNaN(c) ? Signed(c * 100, decimals) + "%" : Absent;

    /// <summary>A number with its sign: "+3.0", "−3.0", "0.0".</summary>
    public string Signed(double? value, int decimals = 1)
    {
        var text = Number(value, decimals);
        return value > 0 && text.AsSpan().ContainsAnyInRange('1', '9') ? "+" + text : text;
    }

    /// <summary>How many times: 1.84 → "1.8×" with its unit "倍" in Chinese.</summary>
    public string Times(double? ratio, int decimals = 1) => ratio is null ? Absent : IsZh ? $"{Number(ratio, decimals)} 倍" : $"{Number(ratio, decimals)}×";

    /// <summary>A p- or q-value: "0.041", below a thousandth "&lt; 0.001".</summary>
    public string Significance(double? value) => value is { } v && !double.IsNaN(v) ? v < 0.001 ? "< 0.001" : Number(v, 3) : Absent;

    /// <summary>Minutes as hours and minutes: 270 → "4 小时 30 分", "4 h 30 min"; below an hour only minutes.</summary>
    public string Minutes(double? minutes)
    {
        if (minutes is not { } m || double.IsNaN(m))
        {
            return Absent;
        }

        var whole = (long)Math.Round(Math.Abs(m), MidpointRounding.AwayFromZero);
        var sign = m < 0 && whole > 0 ? Minus : "";
        var (hours, rest) = (whole / 60, whole % 60);
        return sign + (hours, rest, IsZh) switch
        {
            (0, _, true) => $"{rest} 分",
            (0, _, false) => $"{rest} min",
            (_, 0, true) => $"{Number(hours, 0)} 小时",
            (_, 0, false) => $"{Number(hours, 0)} h",
            (_, _, true) => $"{Number(hours, 0)} 小时 {rest} 分",
            _ => $"{Number(hours, 0)} h {rest} min",
        };
    }

    /// <summary>How many rows a figure rests on: "n = 1,284".</summary>
    public string SampleSize(long n) => $"n = {Number(n, 0)}";

    /// <summary>Instead of a figure that rests on too few rows: "n = 7，满 20 起显示", "n = 7, shown from n = 20".</summary>
    public string TooFew(long n, long shownFrom) =>
        IsZh ? $"n = {Number(n, 0)}，满 {Number(shownFrom, 0)} 起显示" : $"n = {Number(n, 0)}, shown from n = {Number(shownFrom, 0)}";

    /// <summary>A month in words: "2026 年 9 月", "September 2026".</summary>
    public string Month(DateOnly month) => IsZh ? $"{month.Year} 年 {month.Month} 月" : $"{EnglishMonths[month.Month - 1]} {month.Year}";

    /// <summary>A month for axes and tables: "2026-09".</summary>
    public string ShortMonth(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>A day: "2026-09-30".</summary>
    public string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Absent;

    /// <summary>A span of days, both included: "2026-09-01 – 2026-09-30", in Chinese with "至".</summary>
    public string Days(DateOnly first, DateOnly last) => IsZh ? $"{Day(first)} 至 {Day(last)}" : $"{Day(first)} – {Day(last)}";

    /// <summary>An instant in a zone, with the zone's offset: "2026-10-02 18:00 UTC+8".</summary>
    /// <param name="instant">The instant; null gives a dash.</param>
    /// <param name="zone">The policy's time zone.</param>
    public string Instant(DateTimeOffset? instant, TimeZoneInfo zone)
    {
        if (instant is not { } i)
        {
            return Absent;
        }

        var local = TimeZoneInfo.ConvertTime(i, zone);
        var offset = local.Offset;
        var minutes = offset.Minutes == 0 ? "" : $":{Math.Abs(offset.Minutes):00}";
        var sign = offset < TimeSpan.Zero ? Minus : "+";
        return $"{local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{(offset == TimeSpan.Zero ? "" : $"{sign}{Math.Abs(offset.Hours)}{minutes}")}";
    }

    /// <summary>A file's hash, shortened for the eye: its first 12 digits.</summary>
    public string ShortHash(string sha256) => sha256 is { Length: > 12 } ? sha256[..12] : sha256;

    private static string Interval(string lower, string upper) => lower == Absent || upper == Absent ? Absent : $"{lower}–{upper}";

    private string WithSuffix(double value, int decimals, string suffix)
    {
        var text = Number(value, decimals);
        return text == Absent ? Absent : text + suffix;
    }
}
