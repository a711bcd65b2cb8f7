using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>trends --month M</c>: what failed most, and what changed by more than noise.</summary>
internal static class TrendsCommand
{
    private const int FaultsShown = 10;
    private const int ChangesShown = 10;

    public static Command Create(CommandScope scope) => FindingsCommand.Create(
        scope,
        "trends",
        new Bilingual("故障趋势：当月故障排列，超出波动的上升与下降（预期、倍数、区间、起始月份、q 值）。", "Fault trends: the month's Pareto, and what rose or fell by more than noise (expected, ratio, interval, since when, q)."),
        TrendFindings.Compute,
        "trends",
        AsJson,
        Write);

    private static void Write(Terminal terminal, TrendFindings found, ReportingMonth month, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        terminal.Out.WriteLine(zh
            ? $"{month}：维修 {page.Count(found.Repairs)} 单；检测 {found.SeriesTested} 个“型号 × 故障”序列，上升 {found.Rising.Count} 个，下降 {found.Falling.Count} 个；{found.SeriesWithoutPast} 个没有历史，未检测。"
            : $"{month}: {page.Count(found.Repairs)} repairs; {found.SeriesTested} series (model × fault) tested, {found.Rising.Count} rising, {found.Falling.Count} falling; {found.SeriesWithoutPast} without a past, not tested.");
        if (found.Rising.Count + found.Falling.Count > 0)
        {
            FindingsCommand.Table(
                terminal,
                zh ? ["型号 × 故障", "实际 / 预期", "倍数（95% 区间）", "q"] : ["Model × fault", "seen / expected", "ratio (95 %)", "q"],
                found.Rising.Concat(found.Falling).Take(ChangesShown).Select(c => (IReadOnlyList<string>)
                [
                    $"{(c.Observed > c.Expected ? "↑" : "↓")} {c.Model} {c.Fault.Code}\n  {(zh ? $"自 {c.Since} 起 {c.Fault.Text}" : $"since {c.Since} {c.Fault.Text}")}",
                    $"{page.Count(c.Observed)} / {page.Number(c.Expected)}",
                    $"{page.Number(c.Ratio, 2)} ({FindingsCommand.Limits(page, c.Interval)})",
                    page.Significance(c.QValue),
                ]));
        }

        if (found.Pareto.Count > 0)
        {
            FindingsCommand.Table(
                terminal,
                zh ? ["故障", "维修", "占比", "累计", "上月"] : ["Fault", "repairs", "share", "cumulative", "month before"],
                found.Pareto.Take(FaultsShown).Select(f => (IReadOnlyList<string>)[$"{f.Fault.Code} {f.Fault.Text}", page.Count(f.Repairs), page.Percent(f.Share), page.Percent(f.CumulativeShare), page.Count(f.RepairsMonthBefore)]));
        }
    }

    private static JsonObject AsJson(TrendFindings found) => new()
    {
        ["repairs"] = found.Repairs,
        ["basis"] = found.Basis == ExposureBasis.UnitMonths ? "unit_months" : "tickets",
        ["series_tested"] = found.SeriesTested,
        ["series_without_past"] = found.SeriesWithoutPast,
        ["dispersion"] = found.Dispersion,
        ["changes"] = new JsonArray([.. found.Rising.Concat(found.Falling).Select(c => (JsonNode)new JsonObject
        {
            ["model"] = c.Model,
            ["fault"] = c.Fault.Code,
            ["fault_text"] = c.Fault.Text,
            ["direction"] = c.Observed > c.Expected ? "up" : "down",
            ["observed"] = c.Observed,
            ["expected"] = c.Expected,
            ["ratio"] = FindingsCommand.Finite(c.Ratio),
            ["lower"] = c.Interval.Lower,
            ["upper"] = FindingsCommand.Finite(c.Interval.Upper),
            ["p"] = c.PValue,
            ["q"] = c.QValue,
            ["since"] = c.Since.ToString(),
            ["tickets"] = new JsonArray([.. c.Tickets.Select(t => (JsonNode)t)]),
        })]),
        ["pareto"] = new JsonArray([.. found.Pareto.Select(f => (JsonNode)new JsonObject
        {
            ["fault"] = f.Fault.Code,
            ["fault_text"] = f.Fault.Text,
            ["repairs"] = f.Repairs,
            ["share"] = f.Share,
            ["cumulative_share"] = f.CumulativeShare,
            ["vital"] = f.IsVital,
            ["month_before"] = f.RepairsMonthBefore,
        })]),
    };
}
