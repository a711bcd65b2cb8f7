using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>trends --month M</c>: what failed most, and what changed by more than noise.</summary>
internal static class TrendsCommand
{
    private const int FaultsShown = 10;
    private const int ChangesShown = 10;

    public static Command Create(CommandScope scope)
    {
        Command command = FindingsCommand.Create(
            scope,
            "trends",
            new Bilingual("故障趋势：当月故障排列，超出波动的上升与下降（预期、倍数、区间、起始月份、q 值）。", "Fault trends: the month's Pareto, and what rose or fell by more than noise (expected, ratio, interval, since when, q)."),
            TrendFindings.Compute,
            "trends",
            AsJson,
            Write);
        command.Subcommands.Add(BacktestCommand.Create(scope));
        command.Subcommands.Add(ForecastCommand.Create(scope));
        command.Subcommands.Add(MatrixCommand.Create(scope));
        return command;
    }

    private static void Write(Terminal terminal, TrendFindings found, ReportingMonth month, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        terminal.Out.WriteLine(zh
            ? $"{month}：维修 {page.Count(found.Repairs)} 单；检测 {found.SeriesTested} 个序列，{found.AlarmingSeries} 个异常，归并为上升 {found.Rising.Count} 项、下降 {found.Falling.Count} 项；{found.SeriesWithoutPast} 个没有可比的历史，未检测。"
            : $"{month}: {page.Count(found.Repairs)} repairs; {found.SeriesTested} series tested, {found.AlarmingSeries} changed: {found.Rising.Count} issues rising, {found.Falling.Count} falling; {found.SeriesWithoutPast} without a past, not tested.");
        terminal.Out.WriteLine((zh, found.Completeness) switch
        {
            (true, null) => "录入滞后无法估计：没有可比的早期导出，本月按已报齐处理。",
            (false, null) => "How late tickets are reported can't be told (no earlier export); the month is taken as complete.",
            (true, { } share) => $"按早期导出估计，本月已录入约 {page.Percent(share)}，预期已相应折减。",
            (false, { } share) => $"By earlier exports about {page.Percent(share)} of the month is reported so far; expectations allow for it.",
        });
        if (found.Rising.Count + found.Falling.Count > 0)
        {
            FindingsCommand.Table(
                terminal,
                zh ? ["何处", "实际 / 预期", "倍数（95% 区间）", "q"] : ["Where", "seen / expected", "ratio (95 %)", "q"],
                found.Rising.Concat(found.Falling).Take(ChangesShown).Select(c => (IReadOnlyList<string>)
                [
                    $"{(c.IsRise ? "↑" : "↓")} {FaultSentences.Subject(c).In(language)}\n  {(zh ? $"自 {c.Since} 起" : $"since {c.Since}")}{(c.WindowMonths == 1 ? string.Empty : zh ? $"，近 {c.WindowMonths} 个月合计" : $", {c.WindowMonths} months together")}",
                    $"{page.Count(c.WindowObserved)} / {page.Number(c.WindowExpected)}",
                    $"{page.Number(c.Ratio, 2)} ({FindingsCommand.Limits(page, c.Interval)})",
                    page.Significance(c.QValue),
                ]));
        }

        if (found.Pareto.Count > 0)
        {
            FindingsCommand.Table(
                terminal,
                zh ? ["故障", "维修", "累计", "上月", "与上月之比"] : ["Fault", "repairs", "cumul.", "before", "ratio (95 %)"],
                found.Pareto.Take(FaultsShown).Select(f => (IReadOnlyList<string>)
                [
                    $"{(f.IsVital ? "* " : "  ")}{f.Fault.Code} {f.Fault.Text}", page.Count(f.Repairs), page.Percent(f.CumulativeShare), page.Count(f.RepairsMonthBefore),
                    f.Change is { Value: { } ratio } change ? $"{page.Number(ratio, 2)} ({FindingsCommand.Limits(page, change.Interval)})" : "–",
                ]));
            terminal.Out.WriteLine(zh
                ? "* 合占 80% 的少数故障。比值按在用台数（否则报修总量）折算；是否超出波动以上表为准。"
                : "* The vital few that make 80 %. Ratios allow for units in service (else all tickets); whether a change is more than noise is said above.");
        }
    }

    private static JsonObject AsJson(TrendFindings found) => new()
    {
        ["repairs"] = found.Repairs,
        ["basis"] = found.Basis == ExposureBasis.UnitMonths ? "unit_months" : "tickets",
        ["series_tested"] = found.SeriesTested,
        ["series_without_past"] = found.SeriesWithoutPast,
        ["series_alarming"] = found.AlarmingSeries,
        ["history_months"] = found.HistoryMonths,
        ["dispersion"] = found.Dispersion,
        ["reported_share"] = FindingsCommand.Finite(found.Completeness),
        ["changes"] = new JsonArray([.. found.Rising.Concat(found.Falling).Select(c => (JsonNode)IssueJson.Of(c))]),
        ["pareto"] = new JsonArray([.. found.Pareto.Select(f => (JsonNode)new JsonObject
        {
            ["fault"] = f.Fault.Code,
            ["fault_text"] = f.Fault.Text,
            ["repairs"] = f.Repairs,
            ["share"] = f.Share,
            ["cumulative_share"] = f.CumulativeShare,
            ["vital"] = f.IsVital,
            ["month_before"] = f.RepairsMonthBefore,
            ["ratio"] = FindingsCommand.Finite(f.Change?.Value),
            ["ratio_lower"] = FindingsCommand.Finite(f.Change?.Interval.Lower),
            ["ratio_upper"] = FindingsCommand.Finite(f.Change?.Interval.Upper),
        })]),
    };
}
