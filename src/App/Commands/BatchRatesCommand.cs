using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Reliability;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>reliability batches --model M</c>: failures per thousand units at 3, 6 and 12 months in service, by production batch.</summary>
internal static class BatchRatesCommand
{
    private const int Shown = 25;

    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> asJson = scope.JsonOption();
        Option<string?> model = new("--model") { Description = scope.Say("产品型号（默认：全部）", "Product model (default: all)"), HelpName = "MODEL" };
        Command command = scope.Command(
            "batches",
            new Bilingual("各生产批次在使用 3、6、12 个月时每千台的维修次数。", "Repairs per 1,000 units of each production batch at 3, 6 and 12 months in service."),
            "reliability batches --model KP150",
            "reliability batches --month 2026-10 --json");
        foreach (Option option in new Option[] { model, month, asOf, asJson })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "reliability batches", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), state);
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            ReliabilityFindings found = ReliabilityFindings.Compute(session, open.Policy, asked, cancel);
            ModelReliability? one = ReliabilityCommand.Model(found, parsed.GetValue(model));
            (string Model, BatchReliability Batch)[] batches =
            [
                .. found.Models.Where(m => one is null || m == one).SelectMany(m => m.Batches.Select(b => (m.Model, b)))
                    .OrderByDescending(b => b.b.Verdict == BatchVerdict.Worse).ThenByDescending(b => b.b.Curve.Repairs).ThenBy(b => b.b.Batch, StringComparer.Ordinal),
            ];
            if (parsed.GetValue(asJson))
            {
                Json.Write(scope.Terminal, Json.Basis(open.Policy, asked, state), "batches", new JsonArray([.. batches.Select(b => (JsonNode)JsonOf(b.Model, b.Batch))]));
            }
            else
            {
                Write(scope.Terminal, batches, scope.LanguageOf(parsed, open.Settings.Language));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(Terminal terminal, (string Model, BatchReliability Batch)[] batches, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        FindingsCommand.Table(
            terminal,
            [zh ? "批次" : "Batch", zh ? "台数" : "units", .. ReliabilityFindings.BatchAges.Select(a => zh ? $"{a} 个月" : $"{a} months")],
            batches.Take(Shown).Select(b => (IReadOnlyList<string>)
            [
                b.Batch.Verdict switch { BatchVerdict.Worse => "▲ ", BatchVerdict.Better => "▼ ", _ => "  " } + $"{b.Model} {b.Batch.Batch}",
                page.Count(b.Batch.Curve.Units),
                .. ReliabilityFindings.BatchAges.Select(a => b.Batch.Curve.RepairsPerThousandAt(a) is { } p ? $"{page.Number(p.Value, 0)} ({page.NumberInterval(p.Interval.Lower, p.Interval.Upper, 0)})" : "–"),
            ]));
        terminal.Out.WriteLine(zh
            ? "每千台维修次数（95% 区间）；“–”：自发货起观察不足 10 台或时间未到。\n▲▼：与同型号其余设备显著不同。"
            : "Repairs per 1,000 units (95 %); –: fewer than 10 units watched for so long.\n▲▼: differs from the other units of the model by more than noise.");
        if (batches.Length > Shown)
        {
            terminal.Out.WriteLine(zh ? $"另有 {batches.Length - Shown} 个批次未列出；--json 给出全部。" : $"{batches.Length - Shown} more batches; --json gives all.");
        }
    }

    private static JsonObject JsonOf(string model, BatchReliability batch) => new()
    {
        ["model"] = model,
        ["batch"] = batch.Batch,
        ["units"] = batch.Curve.Units,
        ["repairs"] = batch.Curve.Repairs,
        ["verdict"] = ReliabilityReading.Word(batch.Verdict),
        ["per_thousand"] = new JsonArray([.. ReliabilityFindings.BatchAges.Select(batch.Curve.RepairsPerThousandAt).OfType<AgePoint>().Select(p => (JsonNode)new JsonObject
        {
            ["months"] = p.Months, ["watched"] = p.Watched, ["value"] = p.Value, ["lower"] = p.Interval.Lower, ["upper"] = p.Interval.Upper,
        })]),
    };
}
