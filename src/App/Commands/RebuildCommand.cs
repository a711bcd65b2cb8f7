using System.CommandLine;
using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>rebuild</c>: the warehouse anew from the archive.</summary>
internal static class RebuildCommand
{
    public static Command Create(CommandScope scope)
    {
        Option<bool> anyway = new("--anyway")
        {
            Description = scope.Say("即使归档中缺少文件或有文件无法导入，也启用新数据库", "Use the new database although files are missing from the archive or can't be taken in"),
        };
        Option<bool> json = scope.JsonOption();
        Command command = scope.Command(
            "rebuild",
            new Bilingual(
                "用归档文件重建数据库：逐个文件、按原导入顺序、沿用当时指定的映射与导出时刻；完成后一次性替换，并与原数据库逐表核对。已签发报告的台账予以保留。",
                "Makes the database anew from the archive: file by file, in the order of import, with what was said about each; swapped in at once when whole, and compared with the former one table by table. The ledger of issued reports is kept."),
            "rebuild --workspace after-sales");
        command.Options.Add(anyway);
        command.Options.Add(json);
        command.SetAction((parsed, cancel) =>
        {
            Workspace workspace = Workspace.Open(parsed.GetValue(scope.WorkspaceOption)!);
            WorkspaceSettings settings = workspace.LoadSettings();
            Policy policy = Policy.Load(workspace.PolicyFile, workspace.Calendars);
            bool isAnyway = parsed.GetValue(anyway);
            ImportPace pace = new(scope.Clock, scope.Help);
            RebuildResult result = LongWork.Run(scope.Terminal, scope.Clock, scope.Say("正在重建数据库 …", "Making the database anew …"), tell => ArchiveRebuild.Run(
                workspace,
                OpenWorkspace.Options(workspace, settings, "rebuild"),
                policy.ZoneId,
                MappingSet.Load(workspace.Mappings),
                isAnyway,
                scope.Clock,
                new SameThreadProgress<ImportProgress>(p => tell(pace.Line(p))),
                cancel));
            bool isInUse = !result.IsIncomplete || isAnyway;
            if (parsed.GetValue(json))
            {
                scope.Terminal.Out.WriteLine(Json.Text(AsJson(result, isInUse)));
            }
            else
            {
                Write(scope.Terminal.Out, result, isInUse, scope.LanguageOf(parsed, settings.Language) == Language.Zh);
            }

            return Task.FromResult(!isInUse ? ExitCode.NotDone : result.IsIncomplete || result.Differences.Count > 0 || result.Problem is not null ? ExitCode.DoneWithRemarks : ExitCode.Done);
        });
        return command;
    }

    private static void Write(TextWriter output, RebuildResult result, bool isInUse, bool zh)
    {
        long rows = result.Files.Sum(f => f.Rows.Read);
        output.WriteLine(zh
            ? $"已重新导入 {result.Files.Count(f => f.Outcome == ImportOutcome.Imported):N0} 个文件，共 {rows:N0} 行；保留 {result.IssuesKept:N0} 份已签发报告的记录。"
            : $"{result.Files.Count(f => f.Outcome == ImportOutcome.Imported):N0} files taken in again, {rows:N0} rows; {result.IssuesKept:N0} issued reports kept in the ledger.");
        foreach (string file in result.Missing)
        {
            output.WriteLine(zh ? $"归档中缺少：{file}" : $"not in the archive: {file}");
        }

        foreach (ImportResult file in result.Files.Where(f => f.Outcome != ImportOutcome.Imported))
        {
            output.WriteLine(zh ? $"{file.File}：{file.MessageZh}" : $"{file.File}: {file.Message}");
        }

        if (result.Problem is not null)
        {
            output.WriteLine(zh
                ? $"原数据库无法读取，未能核对，也未能保留已签发报告的记录：{result.Problem}"
                : $"The former database can't be read, so nothing could be compared and the ledger of issued reports could not be carried over: {result.Problem}");
        }

        foreach (RebuiltTable table in result.Differences)
        {
            output.WriteLine(zh
                ? $"与原数据库不同：{table.Table}，原 {table.RowsBefore:N0} 行，现 {table.RowsNow:N0} 行"
                : $"differs from the former database: {table.Table}, {table.RowsBefore:N0} rows before, {table.RowsNow:N0} now");
        }

        if (result is { Differences.Count: 0, IsCompared: true } && isInUse)
        {
            output.WriteLine(zh ? "所有表与原数据库逐行相同。" : "Every table is row for row the same as before.");
        }

        if (!isInUse)
        {
            output.WriteLine(zh ? "原数据库保持不变。补齐文件后再试，或加 --anyway。" : "The former database stays in use. Bring the files back and try again, or say --anyway.");
        }
    }

    private static JsonObject AsJson(RebuildResult result, bool isInUse) => new()
    {
        ["in_use"] = isInUse,
        ["files"] = result.Files.Count(f => f.Outcome == ImportOutcome.Imported),
        ["rows"] = result.Files.Sum(f => f.Rows.Read),
        ["missing"] = new JsonArray([.. result.Missing.Select(m => (JsonNode)m)]),
        ["refused"] = new JsonArray([.. result.Files.Where(f => f.Outcome != ImportOutcome.Imported).Select(f => (JsonNode)f.Message)]),
        ["differences"] = new JsonArray([.. result.Differences.Select(d => (JsonNode)new JsonObject { ["table"] = d.Table, ["rows_before"] = d.RowsBefore, ["rows_now"] = d.RowsNow })]),
        ["compared"] = result.IsCompared,
        ["issues_kept"] = result.IssuesKept,
        ["problem"] = result.Problem,
    };
}
