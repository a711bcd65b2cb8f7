using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Repeats;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>repeats --month M</c>: the repeat-repair rate by window, groups that stand out, the worst chains.</summary>
internal static class RepeatsCommand
{
    private const int MonthsShown = 6;

    public static Command Create(CommandScope scope) => FindingsCommand.Create(
        scope,
        "repeats",
        new Bilingual("重复维修：各窗口的重复维修率、一次修复率、与其余有差异的网点/工程师/型号/部件/处理方式（漏斗限）、重复维修链及费用。", "Repeat repairs: the rate by window, first-time fix, groups (office, technician, model, part, mode) beyond their funnel limits, chains and what repeats cost."),
        RepeatFindings.Compute,
        "repeats",
        AsJson,
        Write);

    private static void Write(Terminal terminal, RepeatFindings found, ReportingMonth month, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        foreach (RepeatSeries series in found.Series)
        {
            FindingsCommand.Table(
                terminal,
                [zh ? $"{series.WindowDays} 天内重复维修" : $"Repeated within {series.WindowDays} days", zh ? "重复率" : "rate", zh ? "95% 区间" : "95 % interval", "n"],
                series.Months.Where(f => f.Month <= month).TakeLast(MonthsShown).Select(f => (IReadOnlyList<string>)
                    [f.Month + (f.IsProvisional ? (zh ? "（暂定）" : " (provisional)") : string.Empty), page.Percent(f.Value), page.PercentInterval(f.Lower, f.Upper), page.Count(f.N)]));
        }

        foreach (Figure f in found.Others.Where(f => f.Value is not null && f.Month <= month).GroupBy(f => f.Metric).Select(g => g.MaxBy(f => f.Month)!))
        {
            // The newest month that has a figure: the reported one has often not been watched long enough.
            terminal.Out.WriteLine(zh
                ? $"{MetricCatalog.Find(f.Metric).Title.Zh}，{f.Month}{(f.IsProvisional ? "（暂定）" : string.Empty)}：\n  {page.Percent(f.Value)} ({page.PercentInterval(f.Lower, f.Upper)})，n = {page.Count(f.N)}"
                : $"{MetricCatalog.Find(f.Metric).Title.En}, {f.Month}{(f.IsProvisional ? " (provisional)" : string.Empty)}:\n  {page.Percent(f.Value)} ({page.PercentInterval(f.Lower, f.Upper)}), n = {page.Count(f.N)}");
        }

        foreach (RepeatGroup g in found.Groups.Where(g => g.Verdict is AgainstTheRest.Higher or AgainstTheRest.Lower))
        {
            string name = CodeWords.Of(g.Dimension, g.Name ?? "(none)", language);
            terminal.Out.WriteLine(zh
                ? $"{name}：{page.Percent(g.Share)}（{page.Count(g.Repeated)}/{page.Count(g.Repairs)}），{(g.Verdict == AgainstTheRest.Higher ? "高于" : "低于")}其余，q {page.Significance(g.QValue)}\n  同等数量的组，偶然之下 95% 落在 {page.PercentInterval(g.Warning.Lower, g.Warning.Upper)}"
                : $"{name}: {page.Percent(g.Share)} ({page.Count(g.Repeated)} of {page.Count(g.Repairs)}), {(g.Verdict == AgainstTheRest.Higher ? "above" : "below")} the rest, q {page.Significance(g.QValue)}\n  by chance, 95 % of groups of this size lie at {page.PercentInterval(g.Warning.Lower, g.Warning.Upper)}");
        }

        foreach (RepeatChain c in found.WorstChains)
        {
            terminal.Out.WriteLine(zh
                ? $"{c.SerialNo ?? c.Customer} {c.FaultCode}：重复 {c.Repeats} 次，{page.Days(c.FirstOn, c.LastOn)}"
                : $"{c.SerialNo ?? c.Customer} {c.FaultCode}: {c.Repeats} {(c.Repeats == 1 ? "repeat" : "repeats")}, {page.Days(c.FirstOn, c.LastOn)}");
        }

        terminal.Out.WriteLine(zh
            ? $"当月重复维修 {page.Count(found.Cost.Repeats)} 单，其中 {page.Count(found.Cost.Priced)} 单有费用，合计 {page.Money(found.Cost.Total)}。"
            : $"{page.Count(found.Cost.Repeats)} {(found.Cost.Repeats == 1 ? "repeat" : "repeats")} this month, {page.Count(found.Cost.Priced)} of them with costs: {page.Money(found.Cost.Total)}.");
    }

    private static JsonObject AsJson(RepeatFindings found) => new()
    {
        ["figures"] = FigureJson.Of([.. found.Series.SelectMany(s => s.Months), .. found.Others]),
        ["groups_from"] = found.GroupsFrom?.ToString(),
        ["groups_to"] = found.GroupsTo?.ToString(),
        ["groups"] = new JsonArray([.. found.Groups.Select(g => (JsonNode)new JsonObject
        {
            ["dimension"] = g.Dimension,
            ["name"] = g.Name,
            ["groups"] = g.GroupCount,
            ["repairs"] = g.Repairs,
            ["repeated"] = g.Repeated,
            ["value"] = g.Share,
            ["lower"] = g.Interval.Lower,
            ["upper"] = g.Interval.Upper,
            ["q"] = g.QValue,
            ["funnel_lower"] = g.Warning.Lower,
            ["funnel_upper"] = g.Warning.Upper,
            ["funnel_lower_998"] = g.Alarm.Lower,
            ["funnel_upper_998"] = g.Alarm.Upper,
            ["verdict"] = g.Verdict switch { AgainstTheRest.Higher => "higher", AgainstTheRest.Lower => "lower", AgainstTheRest.NotTested => "not_tested", _ => "not_different" },
        })]),
        ["chains"] = new JsonArray([.. found.WorstChains.Select(c => (JsonNode)new JsonObject
        {
            ["serial_no"] = c.SerialNo,
            ["customer"] = c.Customer,
            ["model"] = c.ProductModel,
            ["fault"] = c.FaultCode,
            ["repeats"] = c.Repeats,
            ["first_on"] = c.FirstOn.ToString("yyyy-MM-dd"),
            ["last_on"] = c.LastOn.ToString("yyyy-MM-dd"),
            ["open"] = c.IsOpen,
            ["cost"] = c.Cost,
            ["tickets"] = new JsonArray([.. c.Tickets.Select(t => (JsonNode)t)]),
        })]),
        ["cost"] = new JsonObject { ["repeats"] = found.Cost.Repeats, ["chains"] = found.Cost.Chains, ["priced"] = found.Cost.Priced, ["total"] = found.Cost.Total },
    };
}
