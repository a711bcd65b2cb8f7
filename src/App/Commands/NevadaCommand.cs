using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Reliability;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>reliability nevada --model M</c>: repairs by month of delivery and month in service.</summary>
internal static class NevadaCommand
{
    /// <summary>What fits into 80 columns; the JSON has more.</summary>
    private const int AgesShown = 12;

    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> asJson = scope.JsonOption();
        Option<string?> model = new("--model") { Description = scope.Say("产品型号（默认：全部）", "Product model (default: all)"), HelpName = "MODEL" };
        Command command = scope.Command(
            "nevada",
            new Bilingual("内华达表：按发货月份与使用月数的维修次数。", "Nevada table: repairs by month of delivery and month in service."),
            "reliability nevada --model KP150",
            "reliability nevada --month 2026-10 --json");
        foreach (Option option in new Option[] { model, month, asOf, asJson })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "reliability nevada", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), state);
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            NevadaTable table = NevadaTable.Compute(session, asked, parsed.GetValue(model), cancel: cancel);
            if (table.Rows.Count == 0)
            {
                throw table.Model is null
                    ? new CommandException(
                        $"There is no installed base with deliveries in the {NevadaTable.UsualMonths} months up to {asked}. Import the list of delivered units (serial number, model, batch, day of delivery).",
                        $"截至 {asked} 的 {NevadaTable.UsualMonths} 个月内没有已发货的装机清单。请导入装机清单（序列号、型号、批次、发货日期）。")
                    : new CommandException(
                        $"--model: no unit of \"{table.Model}\" was delivered in the {NevadaTable.UsualMonths} months up to {asked}; `reliability` lists the models.",
                        $"--model：截至 {asked} 的 {NevadaTable.UsualMonths} 个月内没有型号“{table.Model}”的设备发货；`reliability` 列出各型号。");
            }

            if (parsed.GetValue(asJson))
            {
                Json.Write(scope.Terminal, Json.Basis(open.Policy, asked, state), "nevada", AsJson(table));
            }
            else
            {
                Write(scope.Terminal, table, scope.LanguageOf(parsed, open.Settings.Language));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    // Fourteen narrow columns: written as lines, since a drawn table would not fit.
    private static void Write(Terminal terminal, NevadaTable table, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        terminal.Out.WriteLine(zh ? $"{table.Model ?? "全部型号"}：维修次数，按发货月与使用月数（第 1 至 {AgesShown} 个月）" : $"{table.Model ?? "All models"}: repairs by month delivered and month in service (1 to {AgesShown})");
        terminal.Out.WriteLine((zh ? "发货月 " + "  台数" : "month  " + " units") + string.Concat(Enumerable.Range(1, AgesShown).Select(a => $"{a,5}")));
        foreach (NevadaRow row in table.Rows)
        {
            terminal.Out.WriteLine($"{row.Delivered}{page.Count(row.Units),6}" + string.Concat(row.Cells.Where(c => c.MonthInService <= AgesShown).Select(c => $"{(c.Repairs == 0 ? "·" : page.Count(c.Repairs)),5}")));
        }

        terminal.Out.WriteLine(zh ? "·：有观察而无维修；空白：尚未观察到。沿对角线看日历月份。\n--json 另有观察的台月数。" : "·: watched, no repair; blank: not watched yet. A diagonal is a calendar month.\n--json has the unit-months watched.");
    }

    private static JsonObject AsJson(NevadaTable table) => new()
    {
        ["model"] = table.Model,
        ["rows"] = new JsonArray([.. table.Rows.Select(r => (JsonNode)new JsonObject
        {
            ["delivered"] = r.Delivered.ToString(),
            ["units"] = r.Units,
            ["ages"] = new JsonArray([.. r.Cells.Select(c => (JsonNode)new JsonObject
            {
                ["month_in_service"] = c.MonthInService, ["unit_months"] = c.UnitMonths, ["repairs"] = c.Repairs,
            })]),
        })]),
    };
}
