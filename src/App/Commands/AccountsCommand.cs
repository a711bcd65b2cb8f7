using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Cost;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>accounts</c>: what service cost and brought in, by item: the month, the one before, the year so far.</summary>
internal static class AccountsCommand
{
    private const int Width = 80;

    public static Command Create(CommandScope scope) => FindingsCommand.Create(
        scope,
        "accounts",
        new Bilingual("服务费用核算：收费、配件、人工、差旅、餐费、住宿、运费与收支差额，按月并按年累计（--json 另有各月数字）。", "Service accounting: charges, parts, labour, travel, meals, lodging, freight and what is left, by month and year so far (--json has every month)."),
        ServiceAccounts.Compute,
        "accounts",
        AsJson,
        Write);

    private static void Write(Terminal terminal, ServiceAccounts found, ReportingMonth month, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        FigureFormat format = new(page);
        if (found.Lines.Count == 0)
        {
            terminal.Out.WriteLine(zh
                ? $"{month.First.Year} 年截至 {month} 没有任何费用或收费记录：报修单需有费用、收费列，走访记录需有差旅、餐费、住宿列。"
                : $"No costs or charges are recorded in {month.First.Year} up to {month}: tickets need columns of costs and charges, visits of travel, meals and lodging.");
            return;
        }

        FindingsCommand.Table(
            terminal,
            [zh ? "项目" : "Item", month.ToString(), zh ? "笔数" : "n", month.Previous.ToString(), zh ? $"{month.First.Year} 年累计" : $"{month.First.Year} so far"],
            found.Lines.Select(l => (IReadOnlyList<string>)
            [
                AccountWords.Item(l.Item, language), Amount(l, l.Month?.Value), page.Count(l.Month?.N ?? 0), Amount(l, l.PreviousMonth?.Value), Amount(l, l.YearToDate),
            ]));
        foreach (string line in TextWidth.Wrap(AccountWords.Note(found, page), Width))
        {
            terminal.Out.WriteLine(line);
        }

        string Amount(AccountLine line, double? value) => format.Number(value, line.Item == ServiceAccounts.Kilometres ? Unit.Kilometres : Unit.Money);
    }

    private static JsonArray AsJson(ServiceAccounts found) =>
    [
        .. found.Lines.Select(l => (JsonNode)new JsonObject
        {
            ["item"] = l.Item,
            ["unit"] = FigureJson.Word(l.Item == ServiceAccounts.Kilometres ? Unit.Kilometres : Unit.Money),
            ["month"] = FindingsCommand.Finite(l.Month?.Value),
            ["n"] = l.Month?.N ?? 0,
            ["unmeasurable"] = l.Month?.Unmeasurable ?? 0,
            ["previous_month"] = FindingsCommand.Finite(l.PreviousMonth?.Value),
            ["year_to_date"] = FindingsCommand.Finite(l.YearToDate),
            ["year_n"] = l.YearRows,
            ["months"] = new JsonArray([.. l.Months.Select(f => (JsonNode)new JsonObject { ["month"] = f.Month.ToString(), ["value"] = FindingsCommand.Finite(f.Value), ["n"] = f.N })]),
        }),
    ];
}
