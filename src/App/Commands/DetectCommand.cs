using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Trends.Detection;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>detect FILE.csv</c>: emerging-issue detection on any long table <c>series,period,count[,exposure]</c>; needs no workspace.</summary>
internal static class DetectCommand
{
    private const int RowsShown = 20;

    public static Command Create(CommandScope scope)
    {
        Argument<string> file = new("FILE") { Description = scope.Say("CSV 文件，列：series,period,count[,exposure]", "A CSV file with the columns series,period,count[,exposure]") };
        Option<string> period = new("--period") { Description = scope.Say("周期：month 或 week（默认：month）", "The period: month or week (default: month)"), HelpName = "month|week", DefaultValueFactory = _ => "month" };
        period.AcceptOnlyFromAmong("month", "week");
        Option<bool> exposure = new("--exposure") { Description = scope.Say("要求有 exposure 列，按比率判断（有该列时自动使用）", "Insist on the column exposure and judge rates (it is used whenever it is there)") };
        Option<int> last = new("--last") { Description = scope.Say("依次判断最近 N 个周期，每个周期只用当时已有的数据（默认：1）", "Judge the last N periods, each with what was known then (default: 1)"), HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<double> rate = new("--rate") { Description = scope.Say("允许的错误发现比例（默认：0.05）", "Share of false findings allowed (default: 0.05)"), HelpName = "SHARE", DefaultValueFactory = _ => DetectionRules.Monthly.FalseDiscoveryRate };
        Option<int> minimum = new("--minimum") { Description = scope.Say("最少件数（默认：5）", "Fewest events for an alarm (default: 5)"), HelpName = "N", DefaultValueFactory = _ => DetectionRules.Monthly.MinimumCount };
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "detect",
            new Bilingual(
                "对任意长表逐序列检测异常上升或下降：每个序列与自身历史比较，全部序列一起控制错误发现率（方法与检验见 docs/methods.md）。",
                "Finds the series of a long table that rise or fall beyond their own past, with the false discovery rate held over all of them (method and trials: docs/methods.md)."),
            "detect counts.csv",
            "detect counts.csv --period week --last 12 --json");
        command.Arguments.Add(file);
        foreach (Option option in new Option[] { period, exposure, last, rate, minimum, json })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            Language language = scope.LanguageOf(parsed, scope.Help == Language.Zh ? "zh" : "en");
            CountTable table = CountTable.Read(parsed.GetValue(file)!, parsed.GetValue(period) == "week", parsed.GetValue(exposure), language);
            (double share, int fewest, int periods) = (parsed.GetValue(rate), parsed.GetValue(minimum), parsed.GetValue(last));
            if (!(share is > 0 and < 1) || fewest < 0 || periods < 1 || periods >= table.Periods.Count)
            {
                throw new CommandException(language == Language.Zh
                    ? $"--rate 须在 0 与 1 之间，--minimum 不小于 0，--last 在 1 与 {table.Periods.Count - 1} 之间（文件有 {table.Periods.Count} 个周期）；实际为 {share}、{fewest}、{periods}。"
                    : $"--rate lies between 0 and 1, --minimum is 0 or more, --last between 1 and {table.Periods.Count - 1} (the file has {table.Periods.Count} periods); seen {share}, {fewest}, {periods}.");
            }

            DetectionRules rules = (parsed.GetValue(period) == "week" ? DetectionRules.Weekly : DetectionRules.Monthly) with { FalseDiscoveryRate = share, MinimumCount = fewest };
            List<(string Period, Detection<string> Found)> judged =
            [
                .. Enumerable.Range(table.Periods.Count - periods, periods)
                    .Select(end => (table.Periods[end], EmergingIssues.Find(table.Upto(end), rules, cancel))),
            ];
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(AsJson(judged, rules)));
            }
            else
            {
                Write(scope.Terminal, judged, language);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(Terminal terminal, List<(string Period, Detection<string> Found)> judged, Language language)
    {
        bool zh = language == Language.Zh;
        foreach ((string period, Detection<string> found) in judged)
        {
            List<SeriesVerdict<string>> alarms = [.. found.Verdicts.Where(v => v.IsAlarm).OrderBy(v => v.PValue)];
            terminal.Out.WriteLine(zh
                ? $"{period}：检测 {found.Verdicts.Count} 个序列，{alarms.Count} 个有变化；{found.WithoutPast} 个没有可比的历史，未检测。"
                : $"{period}: {found.Verdicts.Count} series judged, {alarms.Count} changed; {found.WithoutPast} without a past to compare with, not judged.");
            if (alarms.Count == 0)
            {
                continue;
            }

            Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
            table.AddColumn(zh ? "序列" : "Series");
            table.AddColumn(new TableColumn(zh ? "实际 / 预期" : "seen / expected").RightAligned().NoWrap());
            table.AddColumn(new TableColumn(zh ? "倍数 [[95% 区间]]" : "ratio [[95 %]]").RightAligned().NoWrap());
            table.AddColumn(new TableColumn("q").RightAligned().NoWrap());
            foreach (SeriesVerdict<string> v in alarms.Take(RowsShown))
            {
                string span = v.WindowPeriods == 1 ? string.Empty : zh ? $"  近 {v.WindowPeriods} 期合计" : $"  last {v.WindowPeriods} periods together";
                string name = (v.IsRising ? "↑ " : "↓ ") + v.Series.Key + (span.Length == 0 ? string.Empty : "\n" + span);
                table.AddRow(
                    Markup.Escape(name),
                    string.Create(CultureInfo.InvariantCulture, $"{v.WindowObserved} / {v.WindowExpected:0.0}"),
                    Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{v.Ratio:0.00} [{v.Interval.Lower:0.00}, {v.Interval.Upper:0.00}]")),
                    v.QValue < 0.0001 ? "<0.0001" : v.QValue.ToString("0.0000", CultureInfo.InvariantCulture));
            }

            terminal.Tables.Write(table);
            if (alarms.Count > RowsShown)
            {
                terminal.Out.WriteLine(zh ? $"另有 {alarms.Count - RowsShown} 个，见 --json。" : $"{alarms.Count - RowsShown} more: see --json.");
            }
        }
    }

    private static JsonObject AsJson(List<(string Period, Detection<string> Found)> judged, DetectionRules rules) => new()
    {
        ["rate"] = rules.FalseDiscoveryRate,
        ["minimum"] = rules.MinimumCount,
        ["periods"] = new JsonArray([.. judged.Select(j => (JsonNode)new JsonObject
        {
            ["period"] = j.Period,
            ["series_judged"] = j.Found.Verdicts.Count,
            ["series_without_past"] = j.Found.WithoutPast,
            ["dispersion"] = j.Found.Shared.Dispersion,
            ["series"] = new JsonArray([.. j.Found.Verdicts.Select(v => (JsonNode)new JsonObject
            {
                ["series"] = v.Series.Key,
                ["observed"] = v.Series.Counts[^1],
                ["expected"] = v.Expected,
                ["upper_limit"] = v.UpperLimit,
                ["p"] = v.PValue,
                ["q"] = v.QValue,
                ["alarm"] = v.IsAlarm,
                ["direction"] = v.IsRising ? "up" : "down",
                ["window_periods"] = v.WindowPeriods,
                ["window_observed"] = v.WindowObserved,
                ["window_expected"] = v.WindowExpected,
                ["ratio"] = v.Ratio,
                ["lower"] = v.Interval.Lower,
                ["upper"] = double.IsFinite(v.Interval.Upper) ? v.Interval.Upper : null,
            })]),
        })]),
    };
}
