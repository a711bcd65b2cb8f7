using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Warnings;
using ServiceAnalytics.App.Answers;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Warehouse;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>warnings --month M</c>: what must be looked into, why, by whom and until when.</summary>
internal static class WarningsCommand
{
    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "warnings",
            new Bilingual(
                "某月预警：级别、理由与证据、责任人、期限。误报受控：多组同时检验时错误发现率不超过 5%。",
                "A month's warnings: level, reason with evidence, owner, due date. False alarms are bounded: over all groups tested at once the false discovery rate is held at 5 %."),
            "warnings --month 2026-10",
            "warnings --month 2026-10 --json",
            "warnings acknowledge 3f2a91c04d7e --by Li",
            "warnings close 3f2a91c04d7e --by Li --note \"pump seal replaced\"");
        command.Subcommands.Add(WarningAnswerCommands.Acknowledge(scope));
        command.Subcommands.Add(WarningAnswerCommands.Close(scope));
        command.Subcommands.Add(WarningAnswerCommands.History(scope));
        command.Options.Add(month);
        command.Options.Add(asOf);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "warnings", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), state);
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            IReadOnlyList<Warning> warnings = MonthFindings.Compute(session, open.Policy, asked, cancel).Warnings.Warnings;
            using WarehouseConnection connection = open.Warehouse.Connect();
            ILookup<string, WarningAnswer> answers = WarningAnswerLedger.All(connection);
            if (parsed.GetValue(json))
            {
                Json.Write(scope.Terminal, Json.Basis(open.Policy, asked, state), "warnings", new JsonArray([.. warnings.Select(w => (JsonNode)AsJson(w, WarningAnswer.StateIn(asked, answers[w.Id]), answers[w.Id]))]));
            }
            else
            {
                Write(scope.Terminal, warnings, answers, asked, scope.LanguageOf(parsed, open.Settings.Language));
            }

            return Task.FromResult(warnings.Count == 0 ? ExitCode.Done : ExitCode.DoneWithRemarks);
        });
        return command;
    }

    private static void Write(Terminal terminal, IReadOnlyList<Warning> warnings, ILookup<string, WarningAnswer> answers, ReportingMonth month, Language language)
    {
        bool zh = language == Language.Zh;
        if (warnings.Count == 0)
        {
            terminal.Out.WriteLine(zh ? $"{month} 没有预警。" : $"No warnings in {month}.");
            return;
        }

        PageFormat page = new(language);
        Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
        table.AddColumn(new TableColumn(zh ? "级别" : "Level").NoWrap());
        table.AddColumn(zh ? "对象与理由" : "Subject and reason");
        table.AddColumn(zh ? "责任人" : "Owner");
        table.AddColumn(new TableColumn(zh ? "期限" : "Due").NoWrap());
        foreach (Warning warning in warnings)
        {
            table.AddRow(
                LevelWord(warning.Level, zh),
                Markup.Escape($"{warning.Subject.In(language)}\n{warning.Reason.In(language)}\n{warning.Id}  {WarningAnswerCommands.Said(answers[warning.Id], month, language)}"),
                Markup.Escape(warning.Owner.In(language)),
                page.Day(warning.DueOn));
            table.AddEmptyRow();
        }

        terminal.Tables.Write(table);
    }

    private static string LevelWord(WarningLevel level, bool zh) => level switch
    {
        WarningLevel.Alarm => zh ? "报警" : "alarm",
        WarningLevel.Warning => zh ? "警告" : "warning",
        _ => zh ? "提示" : "notice",
    };

    private static JsonObject AsJson(Warning warning, WarningState state, IEnumerable<WarningAnswer> answers) => new JsonObject
    {
        ["id"] = warning.Id,
        ["rule"] = warning.Rule,
        ["level"] = LevelWord(warning.Level, zh: false),
        ["subject_zh"] = warning.Subject.Zh,
        ["subject_en"] = warning.Subject.En,
        ["reason_zh"] = warning.Reason.Zh,
        ["reason_en"] = warning.Reason.En,
        ["n"] = warning.Evidence.N,
        ["value"] = warning.Evidence.Value,
        ["compared_with"] = warning.Evidence.Compared,
        ["lower"] = warning.Evidence.Interval?.Lower,
        ["upper"] = warning.Evidence.Interval is { HasUpperLimit: true } interval ? interval.Upper : null,
        ["q"] = warning.Evidence.QValue,
        ["tickets"] = List(warning.Rows.Tickets),
        ["surveys"] = List(warning.Rows.Surveys),
        ["complaints"] = List(warning.Rows.Complaints),
        ["notices"] = List(warning.Rows.Notices),
        ["owner_zh"] = warning.Owner.Zh,
        ["owner_en"] = warning.Owner.En,
        ["due_on"] = warning.DueOn?.ToString("yyyy-MM-dd"),
        ["since"] = warning.Since.ToString(),
        ["state"] = WarningAnswerCommands.Key(state),
        ["history"] = new JsonArray([.. answers.Select(WarningAnswerCommands.AsJson)]),
    };

    private static JsonArray List(IEnumerable<string> keys) => [.. keys.Select(k => (JsonNode)k)];
}
