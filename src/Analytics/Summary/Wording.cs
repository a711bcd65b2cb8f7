using System.Globalization;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>How numbers, months and groups read inside the sentences of findings and warnings.</summary>
internal static class Wording
{
    private const int PerCent = 100;

    private static readonly Dictionary<string, Bilingual> DimensionTitles = new(StringComparer.Ordinal)
    {
        ["region"] = new("区域", "region"),
        ["office"] = new("网点", "office"),
        ["product_series"] = new("产品系列", "product series"),
        ["product_model"] = new("产品型号", "product model"),
        ["technician"] = new("服务工程师", "technician"),
        ["customer"] = new("客户", "customer"),
    };

    /// <summary>85.2%: one digit after the point.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * PerCent:0.0}%");

    /// <summary>A difference of shares in percentage points, without its sign.</summary>
    public static string Points(double difference) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(difference) * PerCent:0.0}");

    /// <summary>A number with one digit after the point, whole numbers without.</summary>
    public static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);

    /// <summary>A ratio: 3.98, 0.25.</summary>
    public static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A p- or q-value after its letter: three digits, or that it is smaller.</summary>
    public static Bilingual PValue(double value)
    {
        const double smallest = 0.001;
        (string sign, string digits) = value < smallest ? ("<", "0.001") : ("=", value.ToString("0.000", CultureInfo.InvariantCulture));
        return new(sign + digits, sign + " " + digits);
    }

    /// <summary>Limits of a ratio; one without upper limit is told as such.</summary>
    public static Bilingual RatioLimits(Interval interval) => interval.HasUpperLimit
        ? new($"{Ratio(interval.Lower)}～{Ratio(interval.Upper)}", $"{Ratio(interval.Lower)} to {Ratio(interval.Upper)}")
        : new($"不低于{Ratio(interval.Lower)}", $"at least {Ratio(interval.Lower)}");

    /// <summary>2026年10月, October 2026.</summary>
    public static Bilingual Month(ReportingMonth month) =>
        new($"{month.First.Year}年{month.First.Month}月", month.First.ToString("MMMM yyyy", CultureInfo.InvariantCulture));

    /// <summary>A group with its dimension: 区域“华东”, region 华东; everybody: 全部客户.</summary>
    public static Bilingual Group(string dimension, string name) => dimension == "all"
        ? new("全部客户", "all customers")
        : DimensionTitles.GetValueOrDefault(dimension) is { } title
            ? new($"{title.Zh}“{Named(name).Zh}”", $"{title.En} {Named(name).En}")
            : new($"“{Named(name).Zh}”", Named(name).En);

    /// <summary>A value as stored; what stands for a missing one is said in words.</summary>
    public static Bilingual Named(string name) => name == "(none)" ? new("未填写", "not filled in") : new(name, name);

    /// <summary>A fault: its code and what it means.</summary>
    public static Bilingual Fault(Trends.FaultName fault) => fault.Code == Trends.ModelFault.None
        ? new("未填故障代码", "no fault code")
        : fault.Text is { } text ? new($"{fault.Code}（{text}）", $"{fault.Code} ({text})") : new(fault.Code, fault.Code);

    /// <summary>A number of things in English: 1 ticket, 2 tickets.</summary>
    public static string Count(long n, string one, string many) => n == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{n:#,0} {many}");
}
