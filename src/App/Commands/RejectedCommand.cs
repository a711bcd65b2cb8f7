using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>rejected list</c> and <c>rejected export FILE</c>: the rows set aside, with every reason.</summary>
internal static class RejectedCommand
{
    private const int ShownUnlessAsked = 50;
    private const int Width = 79;

    public static Command Create(CommandScope scope)
    {
        Command command = scope.Command(
            "rejected",
            new Bilingual("查看或导出被搁置的行及其全部原因。", "The rows set aside, with every reason: to look at, or as a spreadsheet to correct."),
            "rejected list",
            "rejected export to-correct.xlsx --kind tickets",
            "rejected retry to-correct.xlsx");
        command.Subcommands.Add(List(scope));
        command.Subcommands.Add(Export(scope));
        command.Subcommands.Add(Retry(scope));
        return command;
    }

    private static Command List(CommandScope scope)
    {
        Option<int> most = new("--most") { Description = scope.Say("最多显示的行数", "How many rows to show"), DefaultValueFactory = _ => ShownUnlessAsked };
        Option<bool> json = scope.JsonOption();
        Option<bool> contacts = scope.ShowContactsOption();
        (Func<ParseResult, RejectedFilter> filter, Option[] options) = Filter(scope);
        Command command = scope.Command("list", new Bilingual("列出被搁置的行。", "Lists the rows set aside."), "rejected list --rule key_missing");
        foreach (Option option in (Option[])[.. options, most, contacts, json])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "rejected", scope.Clock, cancel);
            IReadOnlyList<RejectedRow> rows = new RejectedRows(open.Warehouse, MappingSet.Load(open.Workspace.Mappings)).List(filter(parsed), showContacts: parsed.GetValue(contacts), cancel: cancel);
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(new JsonObject { ["rows"] = new JsonArray([.. rows.Select(AsJson)]) }));
            }
            else
            {
                Write(scope.Terminal.Out, rows, parsed.GetValue(most), scope.LanguageOf(parsed, open.Settings.Language));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Export(CommandScope scope)
    {
        Argument<string> file = new("FILE") { Description = scope.Say("要写入的 .xlsx 文件", "The .xlsx file to write") };
        Option<bool> contacts = scope.ShowContactsOption();
        (Func<ParseResult, RejectedFilter> filter, Option[] options) = Filter(scope);
        Command command = scope.Command(
            "export",
            new Bilingual("导出为电子表格：原始列与原因并列；公式不会被执行；联系人与电话默认遮盖，更正导入时自动还原。", "Writes a spreadsheet: the original columns with the reasons beside; no cell runs as a formula; contacts are masked, and put right when it is taken in again."),
            "rejected export to-correct.xlsx");
        command.Arguments.Add(file);
        foreach (Option option in (Option[])[.. options, contacts])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "rejected", scope.Clock, cancel);
            string path = Path.GetFullPath(parsed.GetValue(file)!);
            Language language = scope.LanguageOf(parsed, open.Settings.Language);
            int count = new RejectedRows(open.Warehouse, MappingSet.Load(open.Workspace.Mappings)).Export(path, filter(parsed), r => ReasonWords.Of(r, language), parsed.GetValue(contacts), cancel);
            scope.Terminal.Out.WriteLine(scope.Say($"已写入 {count:N0} 行：{path}", $"{count:N0} {(count == 1 ? "row" : "rows")} written: {path}"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Retry(CommandScope scope)
    {
        Argument<string> file = new("FILE") { Description = scope.Say("更正后的 .xlsx 文件", "The corrected .xlsx file") };
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "retry",
            new Bilingual(
                "把更正后的电子表格重新导入：能用的行入库并注明原文件与行号，从搁置清单中移除；仍不能用的行按新的原因留在清单中。",
                "Takes the corrected spreadsheet in again: rows that can be used are stored, with their original file and row, and leave the list; the others stay in it with their new reasons."),
            "rejected retry to-correct.xlsx");
        command.Arguments.Add(file);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            string path = Path.GetFullPath(parsed.GetValue(file)!);
            if (!File.Exists(path))
            {
                throw new CommandException(
                    $"{path} is not there. Name the corrected spreadsheet that `rejected export` had written.",
                    $"没有文件 {path}。请写出由 `rejected export` 导出并已更正的表格。");
            }

            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "rejected retry", scope.Clock, cancel);
            RetryResult result;
            try
            {
                result = new RejectedRetry(open.Warehouse, open.Workspace, ImportWork.Importer(open, scope.Clock), MappingSet.Load(open.Workspace.Mappings), scope.Clock).Retry(path, cancel: cancel);
            }
            catch (RefusedException refusal)
            {
                throw new CommandException(refusal.Message, refusal.Chinese);
            }

            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(new JsonObject
                {
                    ["mended"] = result.Mended,
                    ["still_set_aside"] = result.StillBad,
                    ["untouched"] = result.Untouched,
                    ["unknown"] = new JsonArray([.. result.Unknown.Select(u => (JsonNode)u)]),
                    ["files"] = new JsonArray([.. result.Files.Select(ImportCommand.AsJson)]),
                }));
            }
            else
            {
                scope.Terminal.Out.WriteLine(scope.Say(
                    $"已更正并入库 {result.Mended:N0} 行；仍被搁置 {result.StillBad:N0} 行；未改动 {result.Untouched:N0} 行。",
                    $"{result.Mended:N0} rows mended, {result.StillBad:N0} still set aside, {result.Untouched:N0} left as they were."));
                if (result.Unknown.Count > 0)
                {
                    string list = string.Join(scope.Say("、", ", "), result.Unknown.Take(10));
                    scope.Terminal.Out.WriteLine(scope.Say($"不在搁置清单中的行（批次/行）：{list}", $"Rows that are not in the list (batch/row): {list}"));
                }

                foreach (ImportResult refused in result.Files.Where(f => f.Outcome != ImportOutcome.Imported))
                {
                    scope.Terminal.Out.WriteLine(scope.Say(refused.MessageZh, refused.Message));
                }
            }

            return Task.FromResult(result.StillBad > 0 || result.Unknown.Count > 0 || result.Files.Any(f => f.Outcome != ImportOutcome.Imported) ? ExitCode.DoneWithRemarks : ExitCode.Done);
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

    // A file's name once, below it each row with its reasons: what to open, where to look, what to mend.
    private static void Write(TextWriter output, IReadOnlyList<RejectedRow> rows, int most, Language language)
    {
        bool zh = language == Language.Zh;
        if (rows.Count == 0)
        {
            output.WriteLine(zh ? "没有被搁置的行。" : "No rows are set aside.");
            return;
        }

        foreach (IGrouping<int, RejectedRow> batch in rows.Take(most).GroupBy(r => r.BatchId))
        {
            RejectedRow first = batch.First();
            output.WriteLine(zh
                ? $"{first.Source}（{KindTitles.Of(first.Kind, language)}，第 {first.BatchId} 批）"
                : $"{first.Source} ({KindTitles.Of(first.Kind, language)}, batch {first.BatchId})");
            foreach (RejectedRow row in batch)
            {
                string label = zh ? $"  第 {row.FirstRow} 行  " : $"  row {row.FirstRow}  ";
                string indent = new(' ', TextWidth.Of(label));
                foreach (string line in row.Reasons.SelectMany(r => TextWidth.Wrap(ReasonWords.Of(r, language), Width - indent.Length, hanging: 2)))
                {
                    output.WriteLine(label + line);
                    label = indent;
                }
            }

            output.WriteLine();
        }

        if (rows.Count > most)
        {
            output.WriteLine(zh ? $"另有 {rows.Count - most:N0} 行（--most 可显示更多）。" : $"{rows.Count - most:N0} more rows (--most shows more).");
        }
    }

    private static JsonNode AsJson(RejectedRow row) => new JsonObject
    {
        ["batch"] = row.BatchId,
        ["file"] = row.FileName,
        ["sheet"] = row.Sheet,
        ["kind"] = row.Kind,
        ["row"] = row.RowNumber,
        ["first_row"] = row.FirstRow,
        ["reasons"] = new JsonArray([.. row.Reasons.Select(r => (JsonNode)new JsonObject
        {
            ["column"] = r.Column,
            ["value"] = r.Value,
            ["rule"] = r.Rule,
            ["words_zh"] = ReasonWords.Of(r, Language.Zh),
            ["words_en"] = ReasonWords.Of(r, Language.En),
        })]),
        ["cells"] = new JsonObject(row.Cells.Select((c, i) => (Key: c.Key.Length == 0 ? $"#{i + 1}" : c.Key, c.Value)).DistinctBy(c => c.Key).Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
    };
}
