using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Trends.Backtest;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>trends backtest</c>: the detection on the company's own history, month by month as if then.</summary>
internal static class BacktestCommand
{
    private const int IssuesShown = 15;

    public static Command Create(CommandScope scope) => FindingsCommand.Create(
        scope,
        "backtest",
        new Bilingual(
            "用自己的历史回测：近 24 个月逐月按当时判断，每月报警数、比整改通知和投诉高峰早多久、打乱时间后的误报。",
            "The detection on your own history: each of the last 24 months judged as if then; alarms per month, how long before notices and complaint peaks, false alarms on shuffled data."),
        (session, policy, month, cancel) => TrendBacktest.Compute(session, policy, month, cancel: cancel),
        "backtest",
        AsJson,
        Write,
        parent: "trends");

    private static void Write(Terminal terminal, TrendBacktest test, ReportingMonth month, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        if (test.Months.Count == 0)
        {
            terminal.Out.WriteLine(zh ? "历史不足一年，无法回测。" : "Less than a year of history: nothing to back-test.");
            return;
        }

        FindingsCommand.Table(
            terminal,
            zh ? ["月份", "序列", "异常", "上升项", "其中新增", "下降项"] : ["Month", "series", "changed", "rises", "of these new", "falls"],
            test.Months.Select(m => (IReadOnlyList<string>)[m.Month.ToString(), page.Count(m.SeriesTested), page.Count(m.AlarmingSeries), page.Count(m.Issues), page.Count(m.NewIssues), page.Count(m.Falls)]));
        if (test.Issues.Count > 0)
        {
            FindingsCommand.Table(
                terminal,
                zh ? ["何处", "发现", "实际 / 预期", "投诉高峰"] : ["Where", "found", "seen / expected", "complaint peak"],
                test.Issues.TakeLast(IssuesShown).Select(i => (IReadOnlyList<string>)
                [
                    FaultSentences.Subject(i.Key).In(language), i.FoundIn.ToString(), $"{page.Count(i.Observed)} / {page.Number(i.Expected)}", i.ComplaintPeak?.ToString() ?? "–",
                ]));
        }

        if (test.Notices.Count > 0)
        {
            FindingsCommand.Table(
                terminal,
                zh ? ["整改通知", "下发", "发现", "提前天数"] : ["Notice", "issued", "found", "days before"],
                test.Notices.Select(n => (IReadOnlyList<string>)
                [
                    $"{n.Number} {n.Model} {n.Fault}", n.NoticedOn.ToString("yyyy-MM-dd"), n.FoundIn?.ToString() ?? (zh ? "未发现" : "not found"), n.LeadDays?.ToString(CultureInfo.InvariantCulture) ?? "–",
                ]));
        }

        terminal.Out.WriteLine(zh
            ? $"打乱时间 {test.Shuffles} 次，{test.ShufflesWithAlarm} 次有误报（共 {test.FalseAlarms} 个序列）；按名义水平平均每 20 次至多 1 次。每月按今天所知的当时报修单判断。"
            : $"{test.Shuffles} shuffles in time: {test.ShufflesWithAlarm} with a false alarm ({test.FalseAlarms} series); one in twenty is nominal. Each month is judged by the tickets up to its end as known today.");
    }

    private static JsonObject AsJson(TrendBacktest test) => new()
    {
        ["months"] = new JsonArray([.. test.Months.Select(m => (JsonNode)new JsonObject
        {
            ["month"] = m.Month.ToString(),
            ["series_tested"] = m.SeriesTested,
            ["series_alarming"] = m.AlarmingSeries,
            ["rises"] = m.Issues,
            ["new_rises"] = m.NewIssues,
            ["falls"] = m.Falls,
        })]),
        ["issues"] = new JsonArray([.. test.Issues.Select(i => (JsonNode)new JsonObject
        {
            ["series"] = IssueJson.Series(i.Key),
            ["found"] = i.FoundIn.ToString(),
            ["observed"] = i.Observed,
            ["expected"] = i.Expected,
            ["q"] = i.QValue,
            ["complaint_peak"] = i.ComplaintPeak?.ToString(),
        })]),
        ["notices"] = new JsonArray([.. test.Notices.Select(n => (JsonNode)new JsonObject
        {
            ["notice"] = n.Number,
            ["model"] = n.Model,
            ["fault"] = n.Fault,
            ["noticed_on"] = n.NoticedOn.ToString("yyyy-MM-dd"),
            ["found"] = n.FoundIn?.ToString(),
            ["lead_days"] = n.LeadDays,
        })]),
        ["shuffles"] = test.Shuffles,
        ["shuffles_with_alarm"] = test.ShufflesWithAlarm,
        ["false_alarms"] = test.FalseAlarms,
    };
}
