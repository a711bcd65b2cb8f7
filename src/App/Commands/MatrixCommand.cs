using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>trends matrix</c>: the month's repairs by model and fault, beside what was expected.</summary>
internal static class MatrixCommand
{
    /// <summary>Faults with a column of their own on a terminal; the JSON has all of the heat map's.</summary>
    private const int FaultsShown = 6;

    public static Command Create(CommandScope scope) => FindingsCommand.Create(
        scope,
        "matrix",
        new Bilingual("型号 × 故障：当月维修单（--json 另有各格预期）。", "Model × fault: the month's repairs (with --json also what was expected of each cell)."),
        TrendFindings.Compute,
        "matrix",
        AsJson,
        Write,
        parent: "trends");

    private static void Write(Terminal terminal, TrendFindings found, ReportingMonth month, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        if (found.HeatMap is not { } heat)
        {
            terminal.Out.WriteLine(zh ? $"{month} 没有维修单。" : $"{month} has no repairs.");
            return;
        }

        int shown = Math.Min(FaultsShown, heat.Faults.Count(f => f is not null));
        string[] others = heat.Faults.Count > shown ? [zh ? "其他" : "others"] : [];
        FindingsCommand.Table(
            terminal,
            [zh ? "型号" : "Model", .. heat.Faults.Take(shown).Select(f => f!.Code == ModelFault.None ? (zh ? "未填" : "none") : f.Code), .. others],
            heat.Models.Select((model, i) => (IReadOnlyList<string>)
            [
                model switch { null => zh ? "其他型号" : "other models", ModelFault.None => zh ? "未填" : "none", _ => model },
                .. heat.Repairs[i].Take(shown).Select(Cell), .. others.Select(_ => Cell(heat.Repairs[i].Skip(shown).Sum())),
            ]));
        terminal.Out.WriteLine(zh ? "件数多往往只是在用台数多；是否异常看 trends。" : "Many repairs often only mean many units; trends says what is unusual.");

        string Cell(long repairs) => repairs == 0 ? "·" : page.Count(repairs);
    }

    private static JsonObject AsJson(TrendFindings found) => new()
    {
        ["models"] = new JsonArray([.. (found.HeatMap?.Models ?? []).Select(m => (JsonNode?)m)]),
        ["faults"] = new JsonArray([.. (found.HeatMap?.Faults ?? []).Select(f => (JsonNode?)f?.Code)]),
        ["repairs"] = new JsonArray([.. (found.HeatMap?.Repairs ?? []).Select(row => (JsonNode)new JsonArray([.. row.Select(n => (JsonNode)n)]))]),
        ["expected"] = new JsonArray([.. (found.HeatMap?.Expected ?? []).Select(row => (JsonNode)new JsonArray([.. row.Select(FindingsCommand.Finite)]))]),
    };
}
