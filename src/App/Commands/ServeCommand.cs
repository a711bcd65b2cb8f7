using System.CommandLine;
using Microsoft.Extensions.Hosting;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.App.Jobs;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>serve</c>: takes in what is dropped into the inbox and issues monthly reports, until it is stopped.</summary>
internal static class ServeCommand
{
    public static Command Create(CommandScope scope)
    {
        Command command = scope.Command(
            "serve",
            new Bilingual(
                "作为服务运行：自动导入收件箱中的文件，到期签发月报；停机期间到期的报告在启动后补发一次。",
                "Runs as a service: imports what is dropped into the inbox, issues monthly reports when they are due; what came due while it was off is issued once at the next start."),
            "serve --workspace after-sales");
        command.SetAction(async (parsed, cancel) =>
        {
            Workspace workspace = Workspace.Open(parsed.GetValue(scope.WorkspaceOption)!);
            WorkspaceSettings settings = workspace.LoadSettings();
            Policy policy = Policy.Load(workspace.PolicyFile, workspace.Calendars);
            using IHost host = ServiceHost.Build(workspace, settings, policy.Zone, scope.Clock);
            scope.Terminal.Error.WriteLine(
                $"Serving {workspace.Folder}: inbox every {settings.InboxEverySeconds} s, report on day {settings.ReportDay} at {settings.ReportHour}:00 ({policy.ZoneId}). Stop with Ctrl+C.");
            await host.RunAsync(cancel);
            return ExitCode.Done;
        });
        return command;
    }
}
