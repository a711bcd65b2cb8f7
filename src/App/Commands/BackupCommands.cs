using System.CommandLine;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>backup FILE</c> and <c>restore FILE</c>: the database copied by SQL and compared row for row.</summary>
internal static class BackupCommands
{
    public static Command Backup(CommandScope scope)
    {
        Argument<string> file = new("FILE") { Description = scope.Say("备份文件", "The backup to write") };
        Command command = scope.Command(
            "backup",
            new Bilingual(
                "用 SQL 备份数据库，写完后逐表核对。归档、规章、设置与报告是普通文件，另行复制。",
                "Backs the database up by SQL and compares it table by table. Archive, policy, settings and reports are plain files: copy them as such."),
            "backup /backup/after-sales-2026-11-22.duckdb");
        command.Arguments.Add(file);
        command.SetAction((parsed, cancel) =>
        {
            Workspace workspace = Workspace.Open(parsed.GetValue(scope.WorkspaceOption)!);
            string target = Path.GetFullPath(parsed.GetValue(file)!);
            long rows = WarehouseBackup.Make(workspace.Database, target, OpenWorkspace.Options(workspace, workspace.LoadSettings(), "backup"), scope.Clock, cancel);
            scope.Terminal.Out.WriteLine(scope.Say($"已备份 {rows:N0} 行并核对无误：{target}", $"{rows:N0} rows backed up and compared: {target}"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    public static Command Restore(CommandScope scope)
    {
        Argument<string> file = new("FILE") { Description = scope.Say("由 backup 写出的备份", "A backup that `backup` wrote") };
        Command command = scope.Command(
            "restore",
            new Bilingual(
                "用备份替换数据库：先完整复制并核对，再一次性替换。备份之后导入的文件仍在归档中，可再次导入。",
                "Puts a backup in the place of the database, once it has been copied whole and compared. Files taken in after the backup are still in the archive; take them in again."),
            "restore /backup/after-sales-2026-11-22.duckdb");
        command.Arguments.Add(file);
        command.SetAction((parsed, cancel) =>
        {
            Workspace workspace = Workspace.Open(parsed.GetValue(scope.WorkspaceOption)!);
            string backup = Path.GetFullPath(parsed.GetValue(file)!);
            WarehouseOptions options = OpenWorkspace.Options(workspace, workspace.LoadSettings(), "restore");
            long rows = WarehouseBackup.Restore(backup, workspace.Database, options, scope.Clock, cancel);

            // Opened once, so that a backup of an earlier version is brought up to date now and not in the middle of other work.
            WarehouseFile.Open(workspace.Database, options, scope.Clock, cancel).Dispose();
            scope.Terminal.Out.WriteLine(scope.Say($"已恢复 {rows:N0} 行并核对无误：{workspace.Database}", $"{rows:N0} rows restored and compared: {workspace.Database}"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
