using System.CommandLine;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.App.Issuing;
using ServiceAnalytics.Reports.Printing;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>report --month M</c>: issues the month's report; the same basis again gives the same bytes.</summary>
internal static class ReportCommand
{
    public static Command Create(CommandScope scope)
    {
        Option<string?> month = scope.MonthOption();
        Option<string?> asOf = scope.AsOfOption();
        Option<string> edition = new("--edition")
        {
            Description = scope.Say("版本：management（管理版，默认）、quality（质量版：先查什么、证据、可靠性、重复维修）", "Edition: management (default), or quality (what to look into first, evidence, reliability, repeat repairs)"),
            HelpName = "NAME",
            DefaultValueFactory = _ => ReportIssuer.Management,
        };
        edition.AcceptOnlyFromAmong(ReportIssuer.Editions);
        Option<string> format = new("--format")
        {
            Description = scope.Say("格式，逗号分隔：pdf,html", "Formats, separated by commas: pdf,html"),
            HelpName = "LIST",
            DefaultValueFactory = _ => "pdf,html",
        };
        Command command = scope.Command(
            "report",
            new Bilingual(
                "签发某月的质量分析报告；数据、规章与月份相同，则逐字节相同。",
                "Issues a month's quality report; same data, policy and month give the same bytes."),
            "report --month 2026-10 --lang zh",
            "report --month 2026-10 --edition quality",
            "report --month 2026-10 --lang en --format pdf --as-of 6");
        command.Options.Add(month);
        command.Options.Add(edition);
        command.Options.Add(format);
        command.Options.Add(asOf);
        command.SetAction(async (parsed, cancel) =>
        {
            string[] formats = [.. parsed.GetValue(format)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            string[] unknown = [.. formats.Where(f => f is not ("pdf" or "html"))];
            if (unknown.Length > 0 || formats.Length == 0)
            {
                throw new CommandException($"--format: \"{parsed.GetValue(format)}\" names no known format; possible are pdf and html, e.g. --format pdf,html.",
                    $"--format：“{parsed.GetValue(format)}”不是可用的格式；可写 pdf 和 html，如 --format pdf,html。");
            }

            using OpenWorkspace open = OpenWorkspace.Open(parsed.GetValue(scope.WorkspaceOption)!, "report", scope.Clock, cancel);
            AsOf state = open.AsOf(parsed.GetValue(asOf));
            ReportingMonth asked = open.Month(parsed.GetValue(month), state);
            if (asked.End(open.Policy.Zone) > state.Instant)
            {
                throw new CommandException(
                    $"{asked} isn't over in the data: the newest export shows {open.Local(state.Instant)}. A report is issued for a whole month; import a later export, or ask for {asked.Previous}.",
                    $"数据中 {asked} 还没有结束：最新导出的时刻是 {open.Local(state.Instant)}。报告按整月签发；请导入更晚的导出，或改为 {asked.Previous}。");
            }

            Language language = scope.LanguageOf(parsed, open.Settings.Language);
            await using ReportIssuer issuer = new(open, scope.Clock);
            return Tell(scope, open, await Make(scope, issuer, asked, parsed.GetValue(edition)!, language, state, formats, cancel));
        });
        return command;
    }

    /// <summary>Issues with progress shown.</summary>
    public static Task<Issue> Make(
        CommandScope scope, ReportIssuer issuer, ReportingMonth month, string edition, Language language, AsOf asOf, IReadOnlyList<string> formats, CancellationToken cancel) =>
        LongWork.Run(
            scope.Terminal,
            scope.Clock,
            scope.Say($"正在签发 {month} 报告（{(edition == ReportIssuer.Quality ? "质量版" : "管理版")}，{IssueLedger.Word(language)}）…", $"Issuing the {edition} report of {month} ({IssueLedger.Word(language)}) …"),
            async _ =>
            {
                try
                {
                    return await issuer.Issue(month, edition, language, asOf, formats, cancel);
                }
                catch (PrintException failure)
                {
                    throw new CommandException(failure.Message);
                }
            });

    /// <summary>Says where the files are.</summary>
    public static int Tell(CommandScope scope, OpenWorkspace open, Issue issue)
    {
        string repeated = issue.IsRepeated && issue.Problem is null
            ? scope.Say($"（与第 {issue.Report.Id} 号报告逐字节相同）", $" (the same bytes as issue {issue.Report.Id})")
            : string.Empty;
        foreach (ReportOutput output in issue.Report.Outputs)
        {
            scope.Terminal.Out.WriteLine($"{Path.Combine(open.Workspace.Folder, output.Path)}{repeated}");
        }

        if (issue.Problem is null)
        {
            return ExitCode.Done;
        }

        scope.Terminal.Error.WriteLine(scope.Say(issue.Problem.Zh, issue.Problem.En));
        return ExitCode.DoneWithRemarks;
    }
}
