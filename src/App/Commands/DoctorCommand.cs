using System.CommandLine;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.App.Jobs;
using ServiceAnalytics.Reports.Printing;
using ServiceAnalytics.Warehouse;
using Spectre.Console;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>doctor</c>: what is missing on this machine or wrong in the workspace, and what to do about it.</summary>
internal static class DoctorCommand
{
    private enum State
    {
        Good,
        Remark,
        Bad,
    }

    public static Command Create(CommandScope scope)
    {
        Command command = scope.Command(
            "doctor",
            new Bilingual(
                "检查本机与工作区：数据库引擎、浏览器、字体、设置、规章、数据与服务的最近运行。",
                "Checks this machine and the workspace: engine, browser, fonts, settings, policy, data, and the service's last runs."),
            "doctor --workspace after-sales");
        command.SetAction((parsed, cancel) =>
        {
            List<(string What, State State, string Text)> found = [.. Machine()];
            string folder = parsed.GetValue(scope.WorkspaceOption)!;
            if (File.Exists(Path.Combine(folder, "settings.yaml")))
            {
                found.AddRange(InWorkspace(scope, folder, cancel));
            }
            else
            {
                found.Add((scope.Say("工作区", "workspace"), State.Remark, scope.Say(
                    $"{Path.GetFullPath(folder)} 不是工作区；只检查了本机。", $"{Path.GetFullPath(folder)} is no workspace; only the machine was checked.")));
            }

            Table table = new Table().Border(TableBorder.SimpleHeavy).Expand();
            table.AddColumn(scope.Say("项目", "What"));
            table.AddColumn(scope.Say("状态", "State"));
            table.AddColumn(scope.Say("说明", "Details"));
            foreach ((string what, State state, string text) in found)
            {
                table.AddRow(Markup.Escape(what), state switch { State.Good => "ok", State.Remark => "!", _ => "x" }, Markup.Escape(text));
            }

            scope.Terminal.Tables.Write(table);
            return Task.FromResult(found.Max(f => f.State) switch { State.Good => ExitCode.Done, State.Remark => ExitCode.DoneWithRemarks, _ => ExitCode.NotDone });
        });
        return command;

        IEnumerable<(string, State, string)> Machine()
        {
            yield return (scope.Say("程序", "program"), State.Good, $"service-analytics {Shipped.Version}");
            yield return Check(scope, scope.Say("数据库引擎", "engine"), () => $"DuckDB {WarehouseFile.EngineVersion()}");
            PrinterSettings settings = new();
            yield return Check(scope, scope.Say("浏览器", "browser"), () => BrowserFinder.FindBrowser(settings));
            yield return Check(scope, scope.Say("后备字体", "fallback font"), () => BrowserFinder.FindFallbackFont(settings));
        }
    }

    private static IEnumerable<(string What, State State, string Text)> InWorkspace(CommandScope scope, string folder, CancellationToken cancel)
    {
        Workspace workspace = Workspace.Open(folder);
        yield return Check(scope, scope.Say("设置", "settings"), () => Short(workspace, workspace.LoadSettings().Company));
        yield return Check(scope, scope.Say("规章", "policy"), () =>
        {
            Policy policy = Policy.Load(workspace.PolicyFile, workspace.Calendars);
            return $"{policy.Title.In(scope.Help)} ({scope.Say($"{policy.Clauses.Count} 个条款", $"{policy.Clauses.Count} clauses")}, {policy.Hash[..12]})";
        });
        yield return Check(scope, scope.Say("磁盘", "disk"), () => scope.Say($"剩余 {new DriveInfo(workspace.Folder).AvailableFreeSpace / (1 << 30):N0} GiB", $"{new DriveInfo(workspace.Folder).AvailableFreeSpace / (1 << 30):N0} GiB free"));
        yield return Check(scope, scope.Say("数据", "data"), () => Data(workspace, scope, cancel));
        foreach (JobRun run in new RunLog(workspace.Logs).Last(5))
        {
            yield return ($"{run.Job} {run.Started:yyyy-MM-dd HH:mm}Z", run.Outcome == "failed" ? State.Bad : run.Outcome == "done" ? State.Good : State.Remark, run.Detail);
        }
    }

    private static string Data(Workspace workspace, CommandScope scope, CancellationToken cancel)
    {
        if (!File.Exists(workspace.Database))
        {
            return scope.Say("尚未导入任何文件。", "Nothing has been imported yet.");
        }

        using OpenWorkspace open = OpenWorkspace.Open(workspace.Folder, "doctor", scope.Clock, cancel);
        using WarehouseConnection connection = open.Warehouse.Connect();
        AsOf? state = AnalysisSession.StateAfter(connection);
        return state is null
            ? scope.Say("尚未导入任何文件。", "Nothing has been imported yet.")
            : scope.Say($"已导入 {state.Batch} 批，数据截至 {open.Local(state.Instant)}", $"{state.Batch} batches, data up to {open.Local(state.Instant)}");
    }

    private static string Short(Workspace workspace, string company) => company.Length == 0 ? workspace.SettingsFile : company;

    private static (string What, State State, string Text) Check(CommandScope scope, string what, Func<string> look)
    {
        try
        {
            return (what, State.Good, look());
        }
        catch (Exception failure) when (failure is DocumentException or WarehouseException or PrintException or DllNotFoundException)
        {
            return (what, State.Bad, CommandException.Words(failure, scope.Help));
        }
    }
}
