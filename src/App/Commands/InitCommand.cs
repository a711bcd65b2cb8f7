using System.CommandLine;
using ServiceAnalytics.Analytics;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>init DIR</c>: a workspace that works at once.</summary>
internal static class InitCommand
{
    public static Command Create(CommandScope scope)
    {
        Argument<string> folder = new("DIR") { Description = scope.Say("新工作区的文件夹", "Folder of the new workspace") };
        Option<string> policy = new("--policy")
        {
            Description = scope.Say("服务规章预设：", "Policy preset: ") + string.Join(", ", Shipped.PolicyNames),
            HelpName = "NAME",
            DefaultValueFactory = _ => "equipment",
        };
        policy.AcceptOnlyFromAmong([.. Shipped.PolicyNames]);
        Option<string> company = new("--company") { Description = scope.Say("报告封面上的公司名称", "Company name on the report's cover"), DefaultValueFactory = _ => string.Empty };
        Command command = scope.Command(
            "init",
            new Bilingual("新建工作区：设置、服务规章、工作日历与收件箱。", "Makes a workspace: settings, policy, calendars and an inbox."),
            "init after-sales --policy fluid --company 远帆科技");
        command.Arguments.Add(folder);
        command.Options.Add(policy);
        command.Options.Add(company);
        command.SetAction(parsed =>
        {
            string path = NewWorkspace.Make(parsed.GetValue(folder)!, parsed.GetValue(policy)!, parsed.GetValue(company)!, string.Empty, scope.LanguageOf(parsed, "zh"));
            scope.Terminal.Out.WriteLine(scope.Say(
                $"工作区已建立：{path}\n把导出文件放入 inbox/，然后运行：service-analytics import --workspace {path}",
                $"The workspace is ready: {path}\nPut exports into inbox/, then run: service-analytics import --workspace {path}"));
            return ExitCode.Done;
        });
        return command;
    }
}
