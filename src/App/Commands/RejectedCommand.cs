using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>rejected list</c> and <c>rejected export FILE</c>: the rows set aside, with every reason.</summary>
internal static class RejectedCommand
{
    private const int ShownUnlessAsked = 50;

    public static Command Create(CommandScope scope)
    {
        Command command = scope.Command(
            "rejected",
            new Bilingual("查看或导出被搁置的行及其全部原因。", "The rows set aside, with every reason: to look at, or as a spreadsheet to correct."),
            "rejected list",
            "rejected export to-correct.xlsx --kind tickets");
        command.Subcommands.Add(List(scope));
        command.Subcommands.Add(Export(scope));
        return command;
    }

    private static Command List(CommandScope scope)
    {
        Option<int> most = new("--most") { Description = scope.Say("最多显示的行数", "How many rows to show"), DefaultValueFactory = _ => ShownUnlessAsked };
        Option<bool> json = scope.JsonOption();
        (Func<ParseResult, RejectedFilter> filter, Option[] options) = Filter(scope);
        Command command = scope.Command("list", new Bilingual("列出被搁置的行。", "Lists the rows set aside."), "rejected list --rule key_missing");
        foreach (Option option in (Option[])[.. options, most, json])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "rejected", scope.Clock, cancel);
            IReadOnlyList<RejectedRow> rows = new RejectedRows(open.Warehouse).List(filter(parsed), cancel: cancel);
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(new JsonObject { ["rows"] = new JsonArray([.. rows.Select(AsJson)]) }));
            }
            else
            {
                Write(scope, rows, parsed.GetValue(most), scope.LanguageOf(parsed, open.Settings.Language) == Language.Zh);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Export(CommandScope scope)
    {
        Argument<string> file = new("FILE") { Description = scope.Say("要写入的 .xlsx 文件", "The .xlsx file to write") };
        (Func<ParseResult, RejectedFilter> filter, Option[] options) = Filter(scope);
        Command command = scope.Command(
            "export",
            new Bilingual("导出为电子表格：原始列与原因并列；公式不会被执行。", "Writes a spreadsheet: the original columns with the reasons beside; no cell runs as a formula."),
            "rejected export to-correct.xlsx");
        command.Arguments.Add(file);
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "rejected", scope.Clock, cancel);
            string path = Path.GetFullPath(parsed.GetValue(file)!);
            int count = new RejectedRows(open.Warehouse).Export(path, filter(parsed), cancel);
            scope.Terminal.Out.WriteLine(scope.Say($"已写入 {count:N0} 行：{path}", $"{count:N0} rows written: {path}"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static (Func<ParseResult, RejectedFilter> Filter, Option[] Options) Filter(CommandScope scope)
    {
        Option<int?> batch = new("--batch") { Description = scope.Say("只看某批", "Only this import batch"), HelpName = "N" };
        Option<string?> kind = new("--kind") { Description = scope.Say("只看某类导出：", "Only this kind: ") + string.Join(", ", KindTitles.Known), HelpName = "KIND" };
        kind.AcceptOnlyFromAmong([.. KindTitles.Known]);
        Option<string?> rule = new("--rule") { Description = scope.Say("只看某个原因（见 docs/importing.md）", "Only rows with this reason (see docs/importing.md)"), HelpName = "RULE" };
        return (parsed => new RejectedFilter(parsed.GetValue(batch), parsed.GetValue(kind), parsed.GetValue(rule)), [batch, kind, rule]);
    }

    private static void Write(CommandScope scope, IReadOnlyList<RejectedRow> rows, int most, bool zh)
    {
        if (rows.Count == 0)
        {
            scope.Terminal.Out.WriteLine(zh ? "没有被搁置的行。" : "No rows are set aside.");
            return;
        }

        Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
        table.AddColumn(zh ? "文件" : "File");
        table.AddColumn(new TableColumn(zh ? "行" : "Row").RightAligned().NoWrap());
        table.AddColumn(zh ? "原因" : "Reasons");
        foreach (RejectedRow row in rows.Take(most))
        {
            table.AddRow(Markup.Escape(row.FileName), row.RowNumber.ToString(), Markup.Escape(string.Join('\n', row.Reasons.Select(Reason))));
        }

        scope.Terminal.Tables.Write(table);
        if (rows.Count > most)
        {
            scope.Terminal.Out.WriteLine(zh ? $"另有 {rows.Count - most:N0} 行（--most 可显示更多）。" : $"{rows.Count - most:N0} more rows (--most shows more).");
        }
    }

    private static string Reason(RejectedReason reason)
    {
        string value = reason.Value is null ? string.Empty : $" \"{(reason.Value.Length > 40 ? reason.Value[..40] + "…" : reason.Value).ReplaceLineEndings(" ")}\"";
        return reason.Rule + (reason.Column.Length > 0 ? $" {reason.Column}" : string.Empty) + value;
    }

    private static JsonNode AsJson(RejectedRow row) => new JsonObject
    {
        ["batch"] = row.BatchId,
        ["file"] = row.FileName,
        ["kind"] = row.Kind,
        ["row"] = row.RowNumber,
        ["reasons"] = new JsonArray([.. row.Reasons.Select(r => (JsonNode)new JsonObject { ["column"] = r.Column, ["value"] = r.Value, ["rule"] = r.Rule })]),
        ["cells"] = new JsonObject(row.Cells.Select((c, i) => (Key: c.Key.Length == 0 ? $"#{i + 1}" : c.Key, c.Value)).DistinctBy(c => c.Key).Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
    };
}
