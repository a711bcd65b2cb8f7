using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Reports.Formatting;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>import FILE…</c>, or the whole inbox.</summary>
internal static class ImportCommand
{
    public static Command Create(CommandScope scope)
    {
        Argument<string[]> files = new("FILE")
        {
            Description = scope.Say("导出文件；不写则导入收件箱中的全部文件", "Exports; without any the whole inbox is taken in"),
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> mapping = new("--as") { Description = scope.Say("使用指定映射（默认：按表头自动识别）", "The mapping to use (default: recognised by the headings)"), HelpName = "MAPPING" };
        Option<string?> exportedAt = new("--exported-at")
        {
            Description = scope.Say("导出时刻，如 2026-11-05 或 2026-11-05T18:30（默认：文件名中的日期，否则最新一行）", "When it was exported, as 2026-11-05 or 2026-11-05T18:30 (default: the date in the file's name, else the newest row)"),
            HelpName = "WHEN",
        };
        Option<bool> explain = new("--explain") { Description = scope.Say("只说明识别结果及依据，逐列列出，不导入", "Only say what is recognised and why, column by column; nothing is taken in") };
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "import",
            new Bilingual(
                "导入报修单、投诉、回访、整改与装机清单；逐行清点，不能用的行搁置并注明全部原因。",
                "Takes in tickets, complaints, surveys, rectifications and the installed base; every row is accounted for, unusable ones are set aside with all their reasons."),
            "import",
            "import 报修单_2026-11-05.csv 装机清单.xlsx --workspace after-sales",
            "import export.csv --as generic-en-tickets --exported-at 2026-11-05T18:30",
            "import export.xls --explain");
        command.Arguments.Add(files);
        command.Options.Add(mapping);
        command.Options.Add(exportedAt);
        command.Options.Add(explain);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "import", scope.Clock, cancel);
            ImportOptions options = new() { As = parsed.GetValue(mapping), ExportedAt = parsed.GetValue(exportedAt) is { } when ? GivenInstant.Parse(when, "--exported-at", open.Policy) : null };
            string[] named = parsed.GetValue(files)!;
            if (parsed.GetValue(explain))
            {
                IReadOnlyList<FileExplanation> explanations = ImportWork.Explain(open, named, options, scope.Clock, cancel);
                ExplainedFiles.Write(scope.Terminal, scope.LanguageOf(parsed, open.Settings.Language), explanations, parsed.GetValue(json));
                return Task.FromResult(explanations.Any(e => e.Refusal is not null) ? ExitCode.NotDone : ExitCode.Done);
            }

            IReadOnlyList<ImportResult> results = Run(scope, open, named.Length == 0 ? null : named, options, cancel);
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(new JsonObject { ["files"] = new JsonArray([.. results.Select(AsJson)]) }));
            }
            else if (results.Count == 0)
            {
                scope.Terminal.Out.WriteLine(scope.Say($"收件箱是空的：{open.Workspace.Inbox}", $"The inbox is empty: {open.Workspace.Inbox}"));
            }
            else
            {
                WriteTable(scope.Terminal, scope.LanguageOf(parsed, open.Settings.Language), open, results);
            }

            return Task.FromResult(
                results.Count > 0 && results.All(r => r.Outcome == ImportOutcome.Refused) ? ExitCode.NotDone
                : results.Any(ImportSummary.NeedsAttention) ? ExitCode.DoneWithRemarks : ExitCode.Done);
        });
        return command;
    }

    /// <summary>Imports named files, or the inbox when there are none, with progress shown.</summary>
    public static IReadOnlyList<ImportResult> Run(CommandScope scope, OpenWorkspace open, IReadOnlyList<string>? files, ImportOptions options, CancellationToken cancel) =>
        LongWork.Run(scope.Terminal, scope.Clock, scope.Say("正在导入 …", "Importing …"), tell =>
        {
            ImportPace pace = new(scope.Clock, scope.Help);
            SameThreadProgress<ImportProgress> progress = new(p => tell(pace.Line(p)));
            return files is null
                ? ImportWork.TakeInInbox(open, scope.Clock, progress, cancel)
                : ImportWork.TakeIn(open, files, options, scope.Clock, progress, cancel);
        });

    /// <summary>Per file: what it is and what became of its rows; then what needs attention.</summary>
    public static void WriteTable(Terminal terminal, Language language, OpenWorkspace open, IReadOnlyList<ImportResult> results)
    {
        bool zh = language == Language.Zh;
        PageFormat page = new(language);
        Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
        table.AddColumn(zh ? "文件" : "File");
        foreach (string heading in zh ? ["读取", "新增", "变更", "不变", "搁置", "不计"] : (string[])["read", "new", "changed", "same", "aside", "out"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        }

        foreach (ImportResult result in results)
        {
            string file = Markup.Escape(ImportReport.Label(result, results) + (result.Kind is null ? string.Empty : $"\n  {KindTitles.Of(result.Kind, language)}"));
            if (result.Outcome == ImportOutcome.Imported)
            {
                RowCounts rows = result.Rows;
                table.AddRow([file, .. new[] { rows.Read, rows.New, rows.Changed, rows.Unchanged, rows.SetAside, rows.LeftOut }.Select(n => page.Count(n))]);
            }
            else
            {
                string state = result.Outcome == ImportOutcome.AlreadyImported ? (zh ? "已导入过" : "had before") : (zh ? "未导入" : "refused");
                table.AddRow($"{file}\n  {state}", "—", "—", "—", "—", "—", "—");
            }
        }

        terminal.Tables.Write(table);
        ImportReport.Write(terminal.Out, language, open.Local, results);
    }

    /// <summary>A file's result as documented in docs/operations.md.</summary>
    public static JsonNode AsJson(ImportResult result) => new JsonObject
    {
        ["file"] = result.File,
        ["outcome"] = result.Outcome switch { ImportOutcome.Imported => "imported", ImportOutcome.AlreadyImported => "already_imported", _ => "refused" },
        ["message"] = result.Message,
        ["message_zh"] = result.MessageZh,
        ["batch"] = result.BatchId,
        ["kind"] = result.Kind,
        ["mapping"] = result.Mapping,
        ["format"] = result.Format,
        ["packed_name"] = result.PackedName,
        ["sheet"] = result.SheetName,
        ["sheets_not_read"] = new JsonArray([.. result.SheetsNotRead.Select(s => (JsonNode)s)]),
        ["hidden_rows"] = result.HiddenRows,
        ["encoding"] = result.Encoding,
        ["sha256"] = result.Sha256,
        ["exported_at"] = result.ExportedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ["read"] = result.Rows.Read,
        ["new"] = result.Rows.New,
        ["changed"] = result.Rows.Changed,
        ["unchanged"] = result.Rows.Unchanged,
        ["set_aside"] = result.Rows.SetAside,
        ["left_out"] = result.Rows.LeftOut,
        ["reasons"] = Counts(result.Reasons),
        ["left_out_reasons"] = Counts(result.LeftOut),
        ["remarks"] = Counts(result.Remarks),
        ["unknown_words"] = new JsonArray([.. result.UnknownWords.Select(w => (JsonNode)new JsonObject { ["column"] = w.Column, ["word"] = w.Word, ["count"] = w.Count })]),
        ["changed_columns"] = new JsonArray([.. result.ChangedColumns.Select(c => (JsonNode)new JsonObject { ["column"] = c.Column, ["count"] = c.Count })]),
        ["columns_used"] = result.UsedColumns,
        ["columns_named"] = result.NamedColumns,
        ["checks"] = new JsonArray([.. result.Checks.Select(c => (JsonNode)new JsonObject
        {
            ["check"] = c.Name,
            ["column"] = c.Column,
            ["passed"] = c.IsPassed,
            ["observed"] = c.Observed,
            ["expected"] = c.Expected,
            ["bad"] = c.Bad,
            ["of"] = c.Of,
        })]),
        ["unmapped_headings"] = new JsonArray([.. result.UnmappedHeadings.Select(h => (JsonNode)h)]),
    };

    private static JsonArray Counts(IEnumerable<RuleCount> counts) =>
        [.. counts.Select(c => (JsonNode)new JsonObject { ["rule"] = c.Rule, ["column"] = c.Column, ["count"] = c.Count })];
}
