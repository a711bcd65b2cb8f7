using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Reliability;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>reliability --model M --batch B</c>: repairs per unit by months in service, time to the first failure, batches that are worse.</summary>
internal static class ReliabilityCommand
{
    private const int ModelsShown = 20;
    private const int BatchesShown = 12;
    private static readonly int[] AgesShown = [1, 3, 6, 12, 18, 24, 36, 48, 60];

    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> asJson = scope.JsonOption();
        Option<string?> model = new("--model") { Description = scope.Say("产品型号（默认：列出全部型号）", "Product model (default: a list of all)"), HelpName = "MODEL" };
        Option<string?> batch = new("--batch") { Description = scope.Say("生产批次；与同型号其余设备比较", "Production batch; held against the other units of the model"), HelpName = "BATCH" };
        Option<string?> against = new("--against") { Description = scope.Say("改与这一批次比较", "Hold it against this batch instead"), HelpName = "BATCH" };
        Command command = scope.Command(
            "reliability",
            new Bilingual(
                "可靠性：按使用月数的每台维修次数（MCF）、首次故障时间、威布尔形状、各批次差异。",
                "Reliability: repairs per unit by months in service, time to the first failure, Weibull shape, batches that differ."),
            "reliability --month 2026-10",
            "reliability --model KP150 --batch KP150-23C",
            "reliability --model KP150 --batch KP150-23C --against KP150-23B --json");
        foreach (Option option in new Option[] { model, batch, against, month, asOf, asJson })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "reliability", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), state);
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            ReliabilityFindings found = ReliabilityFindings.Compute(session, open.Policy, asked, cancel);
            if (found.Units == 0)
            {
                throw new CommandException(
                    "There is no installed base: ages in service can't be told. Import the list of delivered units (serial number, model, batch, day of delivery).",
                    "没有装机清单，无法得知设备的使用年限。请导入发货（装机）清单：序列号、型号、批次、发货日期。");
            }

            ModelReliability? one = Model(found, parsed.GetValue(model));
            BatchReliability? of = Batch(one, parsed.GetValue(batch));
            BatchReliability? other = Batch(one, parsed.GetValue(against));
            if ((of ?? other) is not null && (one is null || (other is not null && of is null)))
            {
                throw new CommandException("--against needs --batch, and --batch needs --model.", "--against 须与 --batch 同用，--batch 须与 --model 同用。");
            }

            CurveDifference? difference = of is null ? null
                : other is null ? of.AgainstRest
                : ReliabilityFindings.Difference(session, asked, one!.Model, of.Batch, other.Batch, cancel);
            if (parsed.GetValue(asJson))
            {
                Json.Write(scope.Terminal, Json.Basis(open.Policy, asked, state), "reliability", AsJson(found, one, of, other, difference));
            }
            else
            {
                Writer write = new(scope.Terminal, scope.LanguageOf(parsed, open.Settings.Language));
                write.Basis(found, asked);
                if (one is null)
                {
                    write.Models(found);
                }
                else
                {
                    write.Curve(one, of, other, difference);
                }
            }

            return Task.FromResult(ExitCode.Done);
        });
        command.Subcommands.Add(BatchRatesCommand.Create(scope));
        command.Subcommands.Add(NevadaCommand.Create(scope));
        return command;
    }

    /// <summary>The model of that name; null for none asked.</summary>
    /// <exception cref="CommandException">No such model.</exception>
    public static ModelReliability? Model(ReliabilityFindings found, string? name) => name is null ? null
        : found.Models.FirstOrDefault(m => string.Equals(m.Model, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new CommandException($"--model: the installed base has no watched unit of model \"{name}\"; it has {string.Join(", ", found.Models.Select(m => m.Model))}.",
            $"--model：装机清单中没有可观察的型号“{name}”；现有：{string.Join("、", found.Models.Select(m => m.Model))}。");

    private static BatchReliability? Batch(ModelReliability? model, string? name) => name is null ? null
        : model is null ? throw new CommandException("--batch and --against need --model.", "--batch 和 --against 须与 --model 同用。")
        : model.Batches.FirstOrDefault(b => string.Equals(b.Batch, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new CommandException($"--batch: model {model.Model} has no batch \"{name}\"; it has {string.Join(", ", model.Batches.Select(b => b.Batch).Order(StringComparer.Ordinal))}.",
            $"--batch：型号 {model.Model} 没有批次“{name}”；现有：{string.Join("、", model.Batches.Select(b => b.Batch).Order(StringComparer.Ordinal))}。");

    private static JsonObject AsJson(ReliabilityFindings found, ModelReliability? one, BatchReliability? of, BatchReliability? other, CurveDifference? difference)
    {
        JsonObject json = new()
        {
            ["watched_to"] = found.WatchedTo.ToString("yyyy-MM-dd"),
            ["records_from"] = found.RecordsFrom?.ToString("yyyy-MM-dd"),
            ["units"] = found.Units,
            ["units_watched"] = found.UnitsWatched,
            ["units_without_delivery"] = found.UnitsWithoutDelivery,
            ["repairs"] = found.Repairs,
            ["repairs_used"] = found.RepairsUsed,
            ["repairs_of_unknown_units"] = found.RepairsOfUnknownUnits,
            ["repairs_before_delivery"] = found.RepairsBeforeDelivery,
            ["models"] = new JsonArray([.. found.Models.Where(m => one is null || m == one).Select(m => (JsonNode)JsonOf(m, isWhole: one is not null))]),
        };
        if (of is not null)
        {
            json["batch"] = JsonOf(of.Curve, ReliabilityReading.AllMonths);
            json["batch"]!["batch"] = of.Batch;
            json["against"] = other?.Batch;
            json["difference"] = difference is null ? null : JsonOf(difference);
        }

        return json;
    }

    private static JsonObject JsonOf(ModelReliability model, bool isWhole)
    {
        JsonObject json = JsonOf(model.Curve, isWhole ? ReliabilityReading.AllMonths : ReliabilityFindings.Ages);
        json["model"] = model.Model;
        json["batches"] = new JsonArray([.. model.Batches.Where(b => isWhole || b.Verdict is BatchVerdict.Worse or BatchVerdict.Better).Select(b => (JsonNode)new JsonObject
        {
            ["batch"] = b.Batch,
            ["units"] = b.Curve.Units,
            ["repairs"] = b.Curve.Repairs,
            ["verdict"] = ReliabilityReading.Word(b.Verdict),
            ["against_rest"] = b.AgainstRest is { } d ? JsonOf(d) : null,
        })]);
        return json;
    }

    private static JsonObject JsonOf(LifeCurve curve, IReadOnlyCollection<int> months) => new()
    {
        ["units"] = curve.Units,
        ["units_from_delivery"] = curve.UnitsFromDelivery,
        ["repairs"] = curve.Repairs,
        ["units_failed"] = curve.FirstFailures,
        ["repairs_per_unit"] = JsonOf(curve.RepairsPerUnit, months),
        ["without_failure"] = JsonOf(curve.WithoutFailure, months),
        ["weibull"] = curve.Weibull is { } w
            ? new JsonObject
            {
                ["shape"] = w.Shape, ["shape_lower"] = w.ShapeInterval.Lower, ["shape_upper"] = w.ShapeInterval.Upper,
                ["scale_months"] = w.Scale / ReliabilityFindings.DaysPerMonth, ["failures"] = w.Events, ["reading"] = ReliabilityReading.Word(w.Reading),
            }
            : null,
    };

    private static JsonArray JsonOf(IReadOnlyList<AgePoint> points, IReadOnlyCollection<int> months) =>
        new([.. points.Where(p => months.Count == 0 || months.Contains(p.Months)).Select(p => (JsonNode)new JsonObject
        {
            ["months"] = p.Months, ["watched"] = p.Watched, ["value"] = p.Value, ["lower"] = p.Interval.Lower, ["upper"] = p.Interval.Upper,
        })]);

    private static JsonObject JsonOf(CurveDifference d) => new()
    {
        ["months"] = d.Months, ["value"] = d.Value, ["lower"] = d.Interval.Lower, ["upper"] = d.Interval.Upper, ["p"] = d.PValue, ["q"] = d.QValue,
    };

    private sealed class Writer(Terminal terminal, Language language)
    {
        private readonly PageFormat page = new(language);

        public void Basis(ReliabilityFindings found, ReportingMonth month)
        {
            terminal.Out.WriteLine(Say(
                $"{month}：装机 {page.Count(found.Units)} 台，可观察 {page.Count(found.UnitsWatched)} 台；维修记录始于 {(found.RecordsFrom is { } from ? page.Day(from) : "—")}，",
                $"{month}: {page.Count(found.Units)} units, {page.Count(found.UnitsWatched)} watched; repairs are recorded from {(found.RecordsFrom is { } start ? page.Day(start) : "—")} on."));
            terminal.Out.WriteLine(Say(
                $"维修 {page.Count(found.Repairs)} 单，用上 {page.Count(found.RepairsUsed)} 单（设备不在清单 {page.Count(found.RepairsOfUnknownUnits)}，早于发货 {page.Count(found.RepairsBeforeDelivery)}）。",
                $"{page.Count(found.Repairs)} repairs, {page.Count(found.RepairsUsed)} used ({page.Count(found.RepairsOfUnknownUnits)} of units not listed, {page.Count(found.RepairsBeforeDelivery)} before delivery)."));
        }

        public void Models(ReliabilityFindings found)
        {
            const int year = 12;
            FindingsCommand.Table(
                terminal,
                language == Language.Zh ? ["型号", "台数", "维修/台，12 个月", "12 个月无故障"] : ["Model", "units", "repairs per unit, 12 m.", "no failure, 12 m."],
                found.Models.Take(ModelsShown).Select(m => (IReadOnlyList<string>)
                [
                    m.Model + ShortShape(m.Curve),
                    page.Count(m.Curve.Units),
                    Repairs(m.Curve.RepairsAt(year)),
                    Share(m.Curve.WithoutFailureAt(year)),
                ]));
            foreach ((ModelReliability model, BatchReliability b) in found.Models.SelectMany(m => m.Batches.Where(b => b.Verdict == BatchVerdict.Worse).Select(b => (m, b))))
            {
                terminal.Out.WriteLine(Say(
                    $"▲ {model.Model} 批次 {b.Batch}：\n  {b.AgainstRest!.Months} 个月内每台比其余多修 {Difference(b.AgainstRest)}，q {page.Significance(b.AgainstRest.QValue)}",
                    $"▲ {model.Model} batch {b.Batch}:\n  {Difference(b.AgainstRest!)} more repairs per unit in {b.AgainstRest!.Months} months, q {page.Significance(b.AgainstRest.QValue)}"));
            }

            terminal.Out.WriteLine(Say("β：威布尔形状（95% 区间）；区间含 1 时不作判断。", "β: Weibull shape (95 % interval); no verdict when it spans 1."));
            if (found.Models.Count > ModelsShown)
            {
                terminal.Out.WriteLine(Say($"另有 {found.Models.Count - ModelsShown} 个型号未列出；--json 给出全部。", $"{found.Models.Count - ModelsShown} more models; --json gives all."));
            }
        }

        public void Curve(ModelReliability model, BatchReliability? of, BatchReliability? other, CurveDifference? difference)
        {
            LifeCurve curve = of?.Curve ?? model.Curve;
            string name = of is null ? model.Model : Say($"{model.Model} 批次 {of.Batch}", $"{model.Model} batch {of.Batch}");
            terminal.Out.WriteLine(Say(
                $"{name}：{page.Count(curve.Units)} 台（自发货起观察 {page.Count(curve.UnitsFromDelivery)} 台），维修 {page.Count(curve.Repairs)} 次，{page.Count(curve.FirstFailures)} 台出过故障。",
                $"{name}: {page.Count(curve.Units)} units ({page.Count(curve.UnitsFromDelivery)} watched from delivery), {page.Count(curve.Repairs)} repairs, {page.Count(curve.FirstFailures)} units failed."));
            terminal.Out.WriteLine(Shape(curve));
            if (curve.RepairsPerUnit.Count > 0)
            {
                FindingsCommand.Table(
                    terminal,
                    language == Language.Zh ? ["使用月数", "观察台数", "每台维修次数", "仍无故障"] : ["Months in service", "watched", "repairs per unit", "still no failure"],
                    AgesShown.Append(curve.RepairsPerUnit[^1].Months).Distinct().Order().Where(a => curve.RepairsAt(a) is not null)
                        .Select(a => (IReadOnlyList<string>)[$"{a}", page.Count(curve.RepairsAt(a)!.Watched), Repairs(curve.RepairsAt(a)), Share(curve.WithoutFailureAt(a))]));
            }
            else
            {
                terminal.Out.WriteLine(Say("自发货起观察的设备不足 10 台，不画曲线。", "Fewer than 10 units were watched from delivery: no curve."));
            }

            if (of is not null)
            {
                string rest = other is null ? Say("同型号其余设备", "the other units of the model") : Say($"批次 {other.Batch}", $"batch {other.Batch}");
                terminal.Out.WriteLine(difference is null
                    ? Say($"与{rest}无法比较：任何一方须有至少 20 台、5 次维修。", $"It can't be held against {rest}: each side needs 20 units and 5 repairs.")
                    : Say(
                        $"与{rest}相比：\n  {difference.Months} 个月内每台维修次数相差 {Difference(difference)}，p {page.Significance(difference.PValue)}。",
                        $"Against {rest}:\n  repairs per unit in {difference.Months} months differ by {Difference(difference)}, p {page.Significance(difference.PValue)}."));
            }
            else if (model.Batches.Count > 1)
            {
                FindingsCommand.Table(
                    terminal,
                    language == Language.Zh ? ["批次", "台数", "维修", "与其余之差（每台）", "q"] : ["Batch", "units", "repairs", "against the rest", "q"],
                    model.Batches.Take(BatchesShown).Select(b => (IReadOnlyList<string>)
                    [
                        b.Verdict switch { BatchVerdict.Worse => "▲ ", BatchVerdict.Better => "▼ ", _ => "  " } + b.Batch, page.Count(b.Curve.Units), page.Count(b.Curve.Repairs),
                        b.AgainstRest is { } d ? Difference(d) : "—", b.AgainstRest is { } e ? page.Significance(e.QValue) : "—",
                    ]));
            }
        }

        private string Shape(LifeCurve curve) => curve.Weibull is { } w
            ? Say($"威布尔形状 {page.Number(w.Shape, 2)} ({page.NumberInterval(w.ShapeInterval.Lower, w.ShapeInterval.Upper, 2)})：{ReliabilityReading.Of(w.Reading).Zh}", $"Weibull shape {page.Number(w.Shape, 2)} ({page.NumberInterval(w.ShapeInterval.Lower, w.ShapeInterval.Upper, 2)}): {ReliabilityReading.Of(w.Reading).En}")
            : Say("首次故障不足，不拟合形状", "too few first failures for a shape");

        private string ShortShape(LifeCurve curve) => curve.Weibull is not { } w ? string.Empty
            : $"\n  β {page.Number(w.Shape, 2)} ({page.NumberInterval(w.ShapeInterval.Lower, w.ShapeInterval.Upper, 2)})"
                + w.Reading switch { WeibullReading.EarlyFailures => Say(" 早期", " early"), WeibullReading.WearOut => Say(" 耗损", " wear-out"), _ => string.Empty };

        private string Repairs(AgePoint? point) => point is null ? "—" : $"{page.Number(point.Value, 2)} ({page.NumberInterval(point.Interval.Lower, point.Interval.Upper, 2)})";

        private string Share(AgePoint? point) => point is null ? "—" : $"{page.Percent(point.Value)} ({page.PercentInterval(point.Interval.Lower, point.Interval.Upper)})";

        private string Difference(CurveDifference d) => $"{page.Number(d.Value, 2)} ({page.NumberInterval(d.Interval.Lower, d.Interval.Upper, 2)})";

        private string Say(string zh, string en) => language == Language.Zh ? zh : en;
    }
}
