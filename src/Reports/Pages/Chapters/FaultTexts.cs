using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Analytics.Trends.Backtest;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>Words of the chapter on faults.</summary>
internal static class FaultTexts
{
    private static readonly Dictionary<string, (string Zh, string En)> Modes = new(StringComparer.Ordinal)
    {
        ["phone"] = ("电话指导", "by phone"),
        ["part_sent"] = ("寄送配件", "part sent"),
        ["on_site"] = ("现场维修", "on site"),
        ["factory_return"] = ("返厂维修", "in the factory"),
        ["exchange"] = ("换货", "exchange"),
    };

    private static readonly Dictionary<string, (string Zh, string En)> Results = new(StringComparer.Ordinal)
    {
        ["effective"] = ("验证有效", "reported effective"),
        ["not_effective"] = ("验证无效", "reported not effective"),
        ["pending"] = ("待验证", "not verified yet"),
    };

    public static string RoseTitle(ReportInput report, FaultIssue issue) => report.Say(
        $"{Subject(report, issue)}明显增多：{Counts(report, issue).Zh}",
        $"{Subject(report, issue)} rose: {Counts(report, issue).En}");

    public static string FellTitle(ReportInput report, FaultIssue issue) => report.Say(
        $"{Subject(report, issue)}明显减少：{Counts(report, issue).Zh}",
        $"{Subject(report, issue)} fell: {Counts(report, issue).En}");

    /// <summary>Ratio with interval, q-value, since when, and the batch in which most of them sit.</summary>
    public static string Evidence(ReportInput report, FaultIssue issue)
    {
        var since = report.Format.Month(issue.Since.First);
        var single = issue.Since == report.Findings.Month;
        (string Zh, string En) span = issue.WindowMonths == 1
            ? ("", "")
            : ($"近 {issue.WindowMonths} 个月合计 {issue.WindowObserved} 件，预期 {report.Format.Number(issue.WindowExpected)} 件，", $"{issue.WindowObserved} in {issue.WindowMonths} months, {report.Format.Number(issue.WindowExpected)} expected; ");
        var zh = $"{span.Zh}为预期的 {Ratio(report, issue)} 倍，q {Q(report, issue)}，" + (single ? "始于本月" : $"约自 {since}起") + "。";
        var en = $"{span.En}{Ratio(report, issue)} times what was expected, q {Q(report, issue)}; " + (single ? "first seen this month." : $"since about {since}.");
        return report.Say(zh, en) + Batch(report, issue);
    }

    /// <summary>"2.1 (1.4–3.2)".</summary>
    public static string Ratio(ReportInput report, FaultIssue issue) =>
        report.Format.WithInterval(report.Format.Number(issue.Ratio, 2), report.Format.NumberInterval(issue.Interval.Lower, issue.Interval.Upper));

    /// <summary>"= 0.012", "&lt; 0.001".</summary>
    public static string Q(ReportInput report, FaultIssue issue) =>
        report.Format.Significance(issue.QValue) is var text && text.StartsWith('<') ? text : "= " + text;

    /// <summary>Model and fault where they are known, and what else the series says.</summary>
    public static string Subject(ReportInput report, FaultIssue issue)
    {
        List<string> parts = [];
        if (issue.Model is { } model)
        {
            parts.Add(Names.Group(report, model));
        }

        if (issue.Fault is { } fault)
        {
            parts.Add(Names.Fault(report, fault));
        }

        parts.AddRange(issue.Key.Traits
            .Where(t => !(t.Dimension == FaultDimension.Model || t.Dimension == FaultDimension.Fault || (t.Dimension == FaultDimension.Series && issue.Model is not null)))
            .Select(t => Trait(report, t)));
        return string.Join(report.Say(" · ", " · "), parts.Count == 0 ? issue.Key.Traits.Select(t => Trait(report, t)) : parts);
    }

    /// <summary>A series that an issue explains.</summary>
    public static string Series(ReportInput report, SeriesKey key) => string.Join(" · ", key.Traits.Select(t => Trait(report, t)));

    /// <summary>The values of a dimension with most repairs: "KP150-26A 44, KP150-25C 9".</summary>
    public static string? Values(ReportInput report, FaultIssue issue, FaultDimension dimension, int most = 3) =>
        issue.Traits.TryGetValue(dimension, out var values)
            ? string.Join(report.Say("、", ", "), values.Take(most).Select(v => $"{report.Say(FaultSentences.Value(dimension, v.Value))} {v.Repairs}"))
              + (values.Count > most ? report.Say($" 等 {values.Count} 个", $" of {values.Count}") : "")
            : null;

    /// <summary>A way of repair: part, mode, how many, how many held.</summary>
    public static string Fix(ReportInput report, PastFix fix)
    {
        var mode = Modes.TryGetValue(fix.Mode, out var words) ? report.Say(words.Zh, words.En) : report.Say("方式未填", "mode not given");
        var cause = fix.Cause == "unknown" ? report.Say("原因未填", "cause not given") : report.Say("原因：", "cause: ") + report.Say(FaultSentences.Value(FaultDimension.Cause, fix.Cause));
        var part = fix.Part is null ? report.Say("未换件", "no part named") : Names.Shortened(fix.Part, 20);
        var held = fix.Watched == 0
            ? ""
            : report.Say($"，90 天内未再发 {fix.Held}/{fix.Watched}", $", {fix.Held} of {fix.Watched} held for 90 days");
        return report.Say($"{part}，{mode}（{cause}）{fix.Repairs} 次{held}", $"{part}, {mode} ({cause}): {fix.Repairs} times{held}");
    }

    /// <summary>A notice: number, measure, since when, how it was verified.</summary>
    public static string Notice(ReportInput report, PastNotice notice)
    {
        var model = notice.Model is { } name ? report.Say($"（{name}）", $" ({name})") : "";
        var measure = Names.Shortened(notice.Measure ?? notice.Problem ?? report.Say("未写措施", "no measure written"), 36);
        var done = notice.ImplementedOn is { } day ? report.Say($"，{report.Format.Day(day)}实施", $", in place since {report.Format.Day(day)}") : report.Say("，尚未实施", ", not in place yet");
        var result = notice.Result is { } r && Results.TryGetValue(r, out var words) ? report.Say("，" + words.Zh, ", " + words.En) : "";
        return report.Say($"{notice.Number}{model}：{measure}{done}{result}", $"{notice.Number}{model}: {measure}{done}{result}");
    }

    /// <summary>The back-test in a line.</summary>
    public static string Backtest(ReportInput report, TrendBacktest test)
    {
        if (test.Months.Count == 0)
        {
            return report.Say("历史不足一年，未做回测。", " The history is too short for a back-test.");
        }

        int fresh = test.Months.Sum(m => m.NewIssues);
        var early = test.Notices.Count(n => n.LeadDays > 0);
        var notices = test.Notices.Count == 0
            ? ("", "")
            : ($"{test.Notices.Count} 份整改通知所涉故障中，{early} 份在通知前已可发现；", $"; of {test.Notices.Count} rectification notices the fault of {early} would have been found before");
        return report.Say(
            $"回测（近 {test.Months.Count} 个月逐月按当时判断）：平均每月新发现 {report.Format.Number((double)fresh / test.Months.Count)} 项；{notices.Item1}打乱时间的数据 {test.Shuffles} 次中 {test.ShufflesWithAlarm} 次误报。",
            $" Back-test (each of the last {test.Months.Count} months judged as if then): {report.Format.Number((double)fresh / test.Months.Count)} new issues a month{notices.Item2}; false alarms in {test.ShufflesWithAlarm} of {test.Shuffles} shuffles of the data in time.");
    }

    public static string Basis(ReportInput report, ExposureBasis basis) => basis == ExposureBasis.UnitMonths
        ? report.Say("按在用台数", "by units in service")
        : report.Say("按报修总量", "by all tickets");

    private static string Trait(ReportInput report, FaultTrait trait) =>
        $"{report.Say(FaultSentences.Dimension(trait.Dimension))} {Names.Group(report, report.Say(FaultSentences.Value(trait.Dimension, trait.Value)))}";

    private static (string Zh, string En) Counts(ReportInput report, FaultIssue issue) => (
        $"{issue.Observed} 件（预期 {report.Format.Number(issue.Expected)} 件）",
        $"{issue.Observed} tickets, {report.Format.Number(issue.Expected)} expected");

    // Named only where one batch holds at least half of them, and the series doesn't say so by itself.
    private static string Batch(ReportInput report, FaultIssue issue) =>
        issue.IsRise && issue.MainBatch is { } main && issue.Key[FaultDimension.Batch] is null
            ? report.Say($"该月以来 {issue.RepairsSince} 件中有 {main.Repairs} 件出自批次 {main.Value}。", $" {main.Repairs} of the {issue.RepairsSince} since then are of batch {main.Value}.")
            : "";
}
