using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Warnings;
using ServiceAnalytics.App.Answers;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>warnings acknowledge</c>, <c>warnings close</c>, <c>warnings history</c>: what is done about warnings, by whom.</summary>
internal static class WarningAnswerCommands
{
    private const int NamedAtMost = 5;

    public static Command Acknowledge(CommandScope scope) => Answer(
        scope,
        "acknowledge",
        new Bilingual("认领一条预警：此后各月均为“已认领”，直到关闭。", "Takes a warning on: it stays acknowledged in later months until it is closed."),
        WarningState.Acknowledged,
        "warnings acknowledge 3f2a91c04d7e --by Li");

    public static Command Close(CommandScope scope) => Answer(
        scope,
        "close",
        new Bilingual("关闭一条预警。若以后月份仍成立，则在该月重新成为新预警，并保留历史。", "Closes a warning. If it holds in a later month again, it is new there, with its history."),
        WarningState.Closed,
        "warnings close 3f2a91c04d7e --by Li --note \"pump seal replaced\"");

    public static Command History(CommandScope scope)
    {
        Argument<string?> id = new("ID") { Description = scope.Say("预警编号（缺省：全部）", "The warning's id (default: all)"), Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "history", new Bilingual("查看对预警的处理记录。", "What has been answered to warnings, by whom and when."), "warnings history", "warnings history 3f2a91c04d7e --json");
        command.Arguments.Add(id);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "warnings history", scope.Clock, cancel);
            using WarehouseConnection connection = open.Warehouse.Connect();
            WarningAnswer[] answers = [.. WarningAnswerLedger.All(connection).SelectMany(a => a).Where(a => parsed.GetValue(id) is not { } asked || a.WarningId == asked).OrderBy(a => a.At)];
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(new JsonObject { ["answers"] = new JsonArray([.. answers.Select(AsJson)]) }));
                return Task.FromResult(ExitCode.Done);
            }

            Language language = scope.LanguageOf(parsed, open.Settings.Language);
            foreach (WarningAnswer answer in answers)
            {
                scope.Terminal.Out.WriteLine($"{answer.WarningId}  {answer.Month}  {answer.Subject.In(language)}");
                scope.Terminal.Out.WriteLine($"  {Words(answer, language)}  {open.Local(answer.At)}");
            }

            if (answers.Length == 0)
            {
                scope.Terminal.Out.WriteLine(language == Language.Zh ? "没有处理记录。" : "Nothing has been answered.");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>The state in a month in a few words: new, acknowledged by whom, closed by whom and how.</summary>
    public static string Said(IEnumerable<WarningAnswer> answers, ReportingMonth month, Language language)
    {
        bool zh = language == Language.Zh;
        WarningAnswer[] till = [.. answers.Where(a => a.Month <= month)];
        return WarningAnswer.StateIn(month, till) == WarningState.New
            ? till.Length == 0 ? (zh ? "新预警" : "new") : zh ? $"再次出现（{till[^1].Month} 曾{Words(till[^1], language)}）" : $"again (in {till[^1].Month}: {Words(till[^1], language)})"
            : Words(till[^1], language);
    }

    /// <summary>The state as JSON keys write it.</summary>
    public static string Key(WarningState state) => state switch
    {
        WarningState.Acknowledged => "acknowledged",
        WarningState.Closed => "closed",
        _ => "new",
    };

    public static JsonNode AsJson(WarningAnswer answer) => new JsonObject
    {
        ["id"] = answer.WarningId,
        ["month"] = answer.Month.ToString(),
        ["rule"] = answer.Rule,
        ["subject_zh"] = answer.Subject.Zh,
        ["subject_en"] = answer.Subject.En,
        ["answer"] = Key(answer.State),
        ["by"] = answer.By,
        ["note"] = answer.Note,
        ["at"] = answer.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    private static string Words(WarningAnswer answer, Language language) => language == Language.Zh
        ? $"{(answer.State == WarningState.Closed ? "关闭" : "认领")}：{answer.By}{(answer.Note is { } note ? $"，{note}" : string.Empty)}"
        : $"{Key(answer.State)} by {answer.By}{(answer.Note is { } words ? $": {words}" : string.Empty)}";

    private static Command Answer(CommandScope scope, string name, Bilingual summary, WarningState state, string example)
    {
        Argument<string> id = new("ID") { Description = scope.Say("预警编号，见 warnings 的输出", "The warning's id, as `warnings` shows it") };
        Option<string> by = new("--by") { Description = scope.Say("处理人", "Who answers"), HelpName = "NAME", Required = true };
        Option<string?> note = new("--note") { Description = scope.Say("处理情况", "What is or was done"), HelpName = "TEXT" };
        Option<string?> month = scope.MonthOption();
        Command command = scope.Command(name, summary, example);
        command.Arguments.Add(id);
        command.Options.Add(by);
        command.Options.Add(note);
        command.Options.Add(month);
        command.SetAction((parsed, cancel) =>
        {
            if (string.IsNullOrWhiteSpace(parsed.GetValue(by)))
            {
                throw new CommandException("--by is empty: say who answers the warning.", "--by 是空的：请写明由谁答复这条预警。");
            }

            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, $"warnings {name}", scope.Clock, cancel);
            AsOf newest = open.AsOf(null);
            ReportingMonth asked = open.Month(parsed.GetValue(month), newest);
            IReadOnlyList<Warning> warnings;
            using (AnalysisSession session = AnalysisSession.Open(open.Warehouse, newest, open.Policy))
            {
                warnings = MonthFindings.Compute(session, open.Policy, asked, cancel).Warnings.Warnings;
            }

            string wanted = parsed.GetValue(id)!;
            Warning warning = warnings.FirstOrDefault(w => w.Id == wanted) ?? throw NotThere(wanted, asked, warnings);
            using WarehouseConnection connection = open.Warehouse.Connect();
            WarningAnswer answer = new(warning.Id, asked, warning.Rule, warning.Subject, state, parsed.GetValue(by)!.Trim(), parsed.GetValue(note), scope.Clock.GetUtcNow());
            WarningAnswerLedger.Add(connection, answer);
            Language language = scope.LanguageOf(parsed, open.Settings.Language);
            scope.Terminal.Out.WriteLine($"{warning.Id}  {asked}  {warning.Subject.In(language)}");
            scope.Terminal.Out.WriteLine($"  {Words(answer, language)}");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static CommandException NotThere(string wanted, ReportingMonth month, IReadOnlyList<Warning> warnings)
    {
        string more = warnings.Count > NamedAtMost ? " …" : string.Empty;
        IEnumerable<string> first = warnings.Take(NamedAtMost).Select(w => w.Id);
        return warnings.Count == 0
            ? new CommandException(
                $"{month} has no warnings, so there is none {wanted} to answer. Another month is named by --month.",
                $"{month} 没有预警，因此没有 {wanted} 可以答复。其他月份用 --month 指定。")
            : new CommandException(
                $"{month} has no warning {wanted}. It has {warnings.Count}: {string.Join(", ", first)}{more}; `service-analytics warnings --month {month}` shows them all.",
                $"{month} 没有预警 {wanted}。现有 {warnings.Count} 条：{string.Join("、", first)}{more}；`service-analytics warnings --month {month}` 可全部列出。");
    }
}
