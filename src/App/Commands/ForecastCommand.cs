using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Trends.Forecasting;
using ServiceAnalytics.Analytics.Trends.Issues;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>trends forecast</c>: tickets by model and failed parts of the coming months.</summary>
internal static class ForecastCommand
{
    /// <summary>Months in the table; the JSON has all.</summary>
    private const int Shown = 3;

    public static Command Create(CommandScope scope) => FindingsCommand.Create(
        scope,
        "forecast",
        new Bilingual(
            "预测未来 6 个月：最多的 8 个型号的报修单、8 种部件的故障件数，附 95% 预测区间与回测覆盖率。",
            "The coming six months: tickets of the eight most frequent models, failures of the eight most frequent parts, with 95 % prediction intervals and how a back-test covered them."),
        (session, _, month, cancel) => DemandForecast.Compute(session, month, cancel),
        "forecast",
        AsJson,
        Write,
        parent: "trends");

    private static void Write(Terminal terminal, DemandForecast forecast, ReportingMonth month, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        if (!forecast.Series.Any())
        {
            terminal.Out.WriteLine(zh ? "历史不足八个月，无法预测。" : "Less than eight months of history: nothing to forecast from.");
            return;
        }

        FindingsCommand.Table(
            terminal,
            [zh ? "预测对象" : "What", zh ? "近一年月均" : "a month", .. forecast.Series.First().Months.Take(Shown).Select(m => m.Month.ToString())],
            forecast.Series.Select(s => (IReadOnlyList<string>)
            [
                NameOf(s, language), page.Number(s.LastYear / 12.0), .. s.Months.Take(Shown).Select(m => $"{page.Number(m.Mean)} ({page.NumberInterval(m.Lower, m.Upper, 0)})"),
            ]));
        terminal.Out.WriteLine(zh
            ? $"依据 {forecast.HistoryMonths} 个月；表中 {Shown} 个月，--json 给出 {DemandForecast.Ahead} 个月。\n型号为全部报修单，部件为写明该部件的维修单。"
            : $"From {forecast.HistoryMonths} months; {Shown} months here, {DemandForecast.Ahead} with --json.\nModels: all tickets; parts: repairs that name the part.");
        terminal.Out.WriteLine((forecast.Test, zh) switch
        {
            ({ } t, true) => $"回测（半年前、一年前各预测 6 个月）：\n{t.Months} 个月中 {t.Covered} 个落在当时的 95% 区间内（{page.Percent(t.Coverage)}）；\n按历来误差，区间现放宽 {page.Number(t.Widening, 2)} 倍。",
            ({ } t, false) => $"Back-test (six months from half a year and a year ago):\n{t.Covered} of {t.Months} months fell into their 95 % interval of then ({page.Percent(t.Coverage)}).\nBy all errors so far intervals are now {page.Number(t.Widening, 2)} times as wide as the model says.",
            (null, true) => "历史太短，无法回测。",
            _ => "Too little history for a back-test.",
        });
    }

    private static string NameOf(DemandSeries series, Language language) => series.Of is { } of
        ? FaultSentences.Subject(new SeriesKey(of)).In(language)
        : language == Language.Zh ? "全部报修单" : "all tickets";

    private static JsonObject AsJson(DemandForecast forecast) => new()
    {
        ["history_months"] = forecast.HistoryMonths,
        ["reported_share"] = FindingsCommand.Finite(forecast.Completeness),
        ["backtest"] = forecast.Test is { } test
            ? new JsonObject
            {
                ["months"] = test.Months,
                ["covered"] = test.Covered,
                ["coverage"] = test.Coverage,
                ["coverage_lower"] = test.CoverageInterval.Lower,
                ["coverage_upper"] = test.CoverageInterval.Upper,
                ["mean_absolute_error"] = test.Error,
                ["naive_mean_absolute_error"] = test.NaiveError,
                ["scaled_error"] = FindingsCommand.Finite(test.ScaledError),
                ["widening"] = test.Widening,
            }
            : null,
        ["series"] = new JsonArray([.. forecast.Series.Select(s => (JsonNode)new JsonObject
        {
            ["of"] = s.Of is { } of ? SeriesKey.NameOf(of.Dimension) : "all",
            ["name"] = s.Of?.Value,
            ["last_year"] = s.LastYear,
            ["smoothing"] = s.Model,
            ["season"] = s.HasSeason,
            ["months"] = new JsonArray([.. s.Months.Select(m => (JsonNode)new JsonObject
            {
                ["month"] = m.Month.ToString(),
                ["mean"] = m.Mean,
                ["lower"] = m.Lower,
                ["upper"] = m.Upper,
            })]),
        })]),
    };
}
