using System.CommandLine;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.App.Issuing;
using ServiceAnalytics.Ingest;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>demo</c>: a workspace from the sample exports, imported and reported on.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandScope scope)
    {
        Argument<string> folder = new("DIR")
        {
            Description = scope.Say("演示工作区的文件夹（默认：demo）", "Folder of the demo workspace (default: demo)"),
            DefaultValueFactory = _ => "demo",
        };
        Command command = scope.Command(
            "demo",
            new Bilingual(
                "用示例数据建立工作区、导入并签发最近一个完整月份的管理版与质量版报告（中英文，PDF 与 HTML）。",
                "Makes a workspace from the sample exports, imports them, and issues the last full month's reports for management and the quality department in Chinese and English, as PDF and HTML."),
            "demo");
        command.Arguments.Add(folder);
        command.SetAction(async (parsed, cancel) =>
        {
            string path = Path.GetFullPath(parsed.GetValue(folder)!);
            if (File.Exists(Path.Combine(path, "settings.yaml")))
            {
                scope.Terminal.Error.WriteLine(scope.Say($"沿用已有的演示工作区：{path}", $"Using the demo workspace that is there: {path}"));
            }
            else
            {
                NewWorkspace.Make(path, "power", "澜川装备（虚构）", "售后服务部", Language.Zh);
            }

            using OpenWorkspace open = OpenWorkspace.Open(path, "demo", scope.Clock, cancel);
            string[] samples = [.. Directory.EnumerateFiles(Shipped.Samples, "*", SearchOption.AllDirectories).Where(IsExport).OrderBy(f => f.Length - Path.GetFileName(f).Length).ThenBy(f => f, StringComparer.Ordinal)];
            IReadOnlyList<ImportResult> results = ImportCommand.Run(scope, open, samples, new ImportOptions(), cancel);
            ImportCommand.WriteTable(scope.Terminal, scope.LanguageOf(parsed, Word(scope.Help)), open, results);

            AsOf state = open.AsOf(null);
            ReportingMonth month = open.Month(null, state);
            int exitCode = ExitCode.Done;
            await using ReportIssuer issuer = new(open, scope.Clock);
            foreach (string edition in open.Settings.ReportEditions)
            {
                foreach (Language language in new[] { Language.Zh, Language.En })
                {
                    Issue issue = await ReportCommand.Make(scope, issuer, month, edition, language, state, ["html", "pdf"], cancel);
                    exitCode = Math.Max(exitCode, ReportCommand.Tell(scope, open, issue));
                }
            }

            scope.Terminal.Out.WriteLine(scope.Say(
                $"\n接下来可以试试：\n  service-analytics metrics --workspace {path}\n  service-analytics warnings --workspace {path}\n  service-analytics rejected list --workspace {path}",
                $"\nNext, try:\n  service-analytics metrics --workspace {path}\n  service-analytics warnings --workspace {path}\n  service-analytics rejected list --workspace {path}"));
            return exitCode;
        });
        return command;
    }

    private static bool IsExport(string path) => Path.GetExtension(path) is ".csv" or ".xlsx";

    private static string Word(Language language) => IssueLedger.Word(language);
}
