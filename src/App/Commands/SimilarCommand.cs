using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Similar;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>similar "TEXT" --model M</c>: past repairs like a fault, what was done and whether it held.</summary>
internal static class SimilarCommand
{
    private const int UsualMost = 10;
    private const int MostMost = 200;

    public static Command Create(CommandScope scope)
    {
        Argument<string> text = new("text") { Description = scope.Say("故障描述，中文或英文", "What is wrong, in Chinese or English"), HelpName = "TEXT" };
        Option<string?> model = new("--model") { Description = scope.Say("只看该型号（默认：全部）", "Only this product model (default: all)"), HelpName = "MODEL" };
        Option<int> most = new("--most") { Description = scope.Say($"最多列出几条，1–{MostMost}（默认 {UsualMost}）", $"How many at most, 1 to {MostMost} (default {UsualMost})"), HelpName = "N", DefaultValueFactory = _ => UsualMost };
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> asJson = scope.JsonOption();
        Command command = scope.Command(
            "similar",
            new Bilingual(
                "相似故障：出差前查最相似的历史维修，原因、处理、部件，以及是否修好（观察期内未复发）。",
                "Similar faults: the most alike past repairs with cause, measure, part and whether the fix held; for a technician before a trip."),
            "similar \"水泵机械密封漏水\" --model KP150",
            "similar \"motor trips on over-temperature\" --most 20 --json");
        command.Arguments.Add(text);
        foreach (Option option in new Option[] { model, most, asOf, asJson })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            string asked = parsed.GetValue(text)!;
            if (!asked.Any(char.IsLetterOrDigit))
            {
                throw new CommandException($"\"{asked}\" has no letter or digit to compare by; describe the fault in a few words, e.g. similar \"水泵漏水\".",
                    $"“{asked}”中没有可供比对的文字或数字；请用几个词描述故障，如 similar \"水泵漏水\"。");
            }

            int count = parsed.GetValue(most);
            if (count is < 1 or > MostMost)
            {
                throw new CommandException($"--most: {count} lies outside 1 to {MostMost}.", $"--most：{count} 不在 1 至 {MostMost} 之间。");
            }

            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "similar", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            SimilarRepairs found = SimilarRepairs.Find(session, open.Policy, asked, parsed.GetValue(model), count, cancel);
            if (parsed.GetValue(asJson))
            {
                Json.Write(scope.Terminal, Json.Basis(open.Policy, open.Month(null, state), state), "similar", AsJson(found));
            }
            else
            {
                Write(scope.Terminal, found, scope.LanguageOf(parsed, open.Settings.Language));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(Terminal terminal, SimilarRepairs found, Language language)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        if (found.Repairs.Count == 0)
        {
            terminal.Out.WriteLine(zh
                ? "没有描述相似的历史维修；可换个说法，或不限型号。"
                : "No past repair has a text like this; try other words, or all models.");
            return;
        }

        FindingsCommand.Table(
            terminal,
            zh ? ["做法（部件，方式）", "次数", $"{found.WindowDays} 天内未复发"] : ["What was done (part, how)", "times", $"held {found.WindowDays} days"],
            found.Tried.Take(5).Select(t => (IReadOnlyList<string>)
            [
                $"{t.FailedPart ?? (zh ? "未填部件" : "no part named")}{(zh ? "，" : ", ")}{Word("resolution_mode", t.ResolutionMode, language)}",
                page.Count(t.Repairs),
                t.Interval is { } i ? $"{t.Held}/{t.Judged} ({page.PercentInterval(i.Lower, i.Upper, 0)})" : zh ? "尚早" : "too early",
            ]));
        foreach (SimilarRepair r in found.Repairs)
        {
            terminal.Out.WriteLine($"{page.Percent(r.Likeness, 0),4} {r.TicketId}  {page.Day(r.RepairedOn)}  {r.ProductModel}  {r.SerialNo}");
            terminal.Out.WriteLine("     " + Cut($"{r.FaultCode} {r.FaultText}".Trim(), 74));
            terminal.Out.WriteLine("     " + Cut(string.Join(zh ? "，" : ", ", new[] { Word("cause_category", r.CauseCategory, language), r.ResponsibleDepartment, Word("resolution_mode", r.ResolutionMode, language), r.FailedPart, r.Technician }.Where(w => w is not null)), 74));
            terminal.Out.WriteLine("     " + Outcome(r, found.WindowDays, page, zh));
        }
    }

    private static string Outcome(SimilarRepair r, int window, PageFormat page, bool zh) => r.Outcome switch
    {
        FixOutcome.Held => zh ? $"修好：{window} 天内未复发" : $"held: no repeat within {window} days",
        FixOutcome.CameBack => zh ? $"未修好：{page.Day(r.BackOn)} 同一故障再报（{r.DaysWatched} 天后）" : $"came back on {page.Day(r.BackOn)}, after {r.DaysWatched} days",
        FixOutcome.TooEarly => zh ? $"尚早：至今 {r.DaysWatched} 天未复发" : $"too early to say: {r.DaysWatched} days without repeat so far",
        _ => zh ? "不明：未填设备" : "not known: the ticket names no unit",
    };

    private static string? Word(string dimension, string? code, Language language) => code is null ? null : CodeWords.Of(dimension, code, language);

    // Chinese takes two columns a character.
    private static string Cut(string text, int columns)
    {
        int used = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = char.IsControl(text[i]) ? ' ' : text[i];
            used += c is >= '\u2E80' and <= '\uFFEF' ? 2 : 1;
            if (used > columns - 1)
            {
                return text[..i] + "…";
            }
        }

        return text.ReplaceLineEndings(" ");
    }

    private static JsonObject AsJson(SimilarRepairs found) => new()
    {
        ["text"] = found.Text,
        ["model"] = found.ProductModel,
        ["window_days"] = found.WindowDays,
        ["tried"] = new JsonArray([.. found.Tried.Select(t => (JsonNode)new JsonObject
        {
            ["part"] = t.FailedPart, ["mode"] = t.ResolutionMode, ["repairs"] = t.Repairs, ["held"] = t.Held, ["judged"] = t.Judged, ["lower"] = t.Interval?.Lower, ["upper"] = t.Interval?.Upper,
        })]),
        ["repairs"] = new JsonArray([.. found.Repairs.Select(r => (JsonNode)new JsonObject
        {
            ["ticket"] = r.TicketId,
            ["likeness"] = r.Likeness,
            ["repaired_on"] = r.RepairedOn.ToString("yyyy-MM-dd"),
            ["customer"] = r.Customer,
            ["model"] = r.ProductModel,
            ["serial_no"] = r.SerialNo,
            ["fault"] = r.FaultCode,
            ["fault_text"] = r.FaultText,
            ["cause"] = r.CauseCategory,
            ["department"] = r.ResponsibleDepartment,
            ["mode"] = r.ResolutionMode,
            ["part"] = r.FailedPart,
            ["supplier"] = r.Supplier,
            ["technician"] = r.Technician,
            ["visits"] = r.VisitCount,
            ["outcome"] = r.Outcome switch { FixOutcome.Held => "held", FixOutcome.CameBack => "came_back", FixOutcome.TooEarly => "too_early", _ => "unknown" },
            ["back_on"] = r.BackOn?.ToString("yyyy-MM-dd"),
            ["days_watched"] = r.DaysWatched,
        })]),
    };
}
