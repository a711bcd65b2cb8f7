using System.Text;

namespace ServiceAnalytics.Analytics.Metrics;

/// <summary>Writes docs/metrics.md: what every metric is, in both languages, out of the catalogue and nothing else.</summary>
public static class MetricDocument
{
    private static readonly Bilingual Opening = new(
        "本页由指标目录生成，请勿手工修改：改 src/Analytics/Metrics 中的定义，再按 tests/House.Tests/MetricDocumentTests.cs 所说重新生成。",
        "This page is made from the catalogue of metrics. Don't edit it: change the definition in src/Analytics/Metrics and make it anew, as tests/House.Tests/MetricDocumentTests.cs says.");

    /// <summary>The document as Markdown, lines ended by LF.</summary>
    /// <param name="catalogue">The metrics in display order.</param>
    public static string Write(IReadOnlyList<MetricDefinition> catalogue)
    {
        StringBuilder text = new();
        text.Append("# 指标定义 · Metrics\n\n").Append(Opening.Zh).Append("\n\n").Append(Opening.En).Append("\n\n");
        text.Append("| 键 · key | 名称 · name | 单位 · unit |\n|---|---|---|\n");
        foreach (MetricDefinition metric in catalogue)
        {
            text.Append($"| [`{metric.Key}`](#{metric.Key}) | {metric.Title.Zh} · {metric.Title.En} | {UnitName(metric.Unit).Zh} · {UnitName(metric.Unit).En} |\n");
        }

        foreach (MetricDefinition metric in catalogue)
        {
            Write(text, metric);
        }

        return text.ToString();
    }

    /// <summary>What a unit is called.</summary>
    public static Bilingual UnitName(Unit unit) => unit switch
    {
        Unit.Count => new("数量", "count"),
        Unit.Share => new("比率", "share"),
        Unit.PerThousand => new("每千", "per thousand"),
        Unit.Minutes => new("分钟", "minutes"),
        Unit.Days => new("天", "days"),
        Unit.Points => new("分（−100至100）", "points, −100 to 100"),
        Unit.Money => new("元", "yuan"),
        Unit.Kilometres => new("公里", "kilometres"),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "This unit has no name yet; give it one here."),
    };

    private static void Write(StringBuilder text, MetricDefinition metric)
    {
        text.Append($"\n<a id=\"{metric.Key}\"></a>\n\n## {metric.Title.Zh} · {metric.Title.En}\n\n`{metric.Key}`\n\n");
        text.Append(metric.Definition.Zh).Append("\n\n").Append(metric.Definition.En).Append("\n\n");
        text.Append("| | 中文 | English |\n|---|---|---|\n");
        Line(text, new("单位", "Unit"), UnitName(metric.Unit));
        Line(text, new("好的方向", "Better"), metric.Better switch
        {
            Better.WhenHigher => new("越高越好", "when higher"),
            Better.WhenLower => new("越低越好", "when lower"),
            _ => new("无好坏之分", "neither"),
        });
        Line(text, new("时间口径", "Time axis"), metric.TimeAxis);
        Line(text, new("区间", "Interval"), metric.IntervalMethod ?? new("无", "none"));
        Line(text, new("最小样本", "Smallest n shown"), new($"{metric.MinimumSample}", $"{metric.MinimumSample}"));
        Line(text, new("所需导出", "Needs"), new(Kinds(metric, "、"), Kinds(metric, ", ")));
        if (metric.OwnDimension is { } dimension)
        {
            Line(text, new("固定分组", "Always split by"), new($"`{dimension}`", $"`{dimension}`"));
        }

        Line(text, new("查询", "Query"), new($"`src/Analytics/{metric.Sql}`", $"`src/Analytics/{metric.Sql}`"));
    }

    private static string Kinds(MetricDefinition metric, string separator) =>
        string.Join(separator, metric.Needs.Prepend("tickets").Distinct().Select(kind => $"`{kind}`"));

    private static void Line(StringBuilder text, Bilingual label, Bilingual value) => text.Append($"| {label.Zh} · {label.En} | {value.Zh} | {value.En} |\n");
}
