using System.CommandLine;
using System.Data.Common;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Commands;

/// <summary>The program's command line: which commands there are, and what becomes of errors.</summary>
internal static class CommandLine
{
    private static readonly Bilingual Summary = new(
        "把报修单、投诉与回访的导出文件变成售后服务质量分析月报；每个数字都可追溯到原始行。",
        "Turns exports of tickets, complaints and surveys into monthly service-quality reports; every figure can be traced to its rows.");

    /// <summary>Parses and runs.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, TimeProvider clock, CancellationToken cancel = default)
    {
        Language help = HelpLanguage(args, terminal.Language);
        CommandScope scope = new(terminal, clock, help, args);
        RootCommand root = new(Summary.In(help));
        root.Options.Add(scope.WorkspaceOption);
        root.Options.Add(scope.LanguageOption);
        foreach (Command command in AllCommands(scope))
        {
            root.Subcommands.Add(command);
        }

        InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, Output = terminal.Out, Error = terminal.Error };
        try
        {
            ParseResult parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                foreach (string message in parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal))
                {
                    terminal.Error.WriteLine(message);
                }

                terminal.Error.WriteLine($"See: service-analytics {CommandPath(parsed)}--help");
                return ExitCode.NotDone;
            }

            return await parsed.InvokeAsync(configuration, cancel);
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine(help == Language.Zh ? "已中止；未完成的文件没有写入任何数据。" : "Stopped; nothing of an unfinished file was stored.");
            return ExitCode.NotDone;
        }
        catch (Exception failure) when (IsFullDisk(failure))
        {
            terminal.Error.WriteLine(help == Language.Zh
                ? $"磁盘已满：未完成的文件没有写入任何数据，已导入的数据不受影响。请腾出空间（导入时约需文件大小的三倍）后再运行一次。系统提示：{failure.Message}"
                : $"The disk is full: nothing of the unfinished file was stored, and what was stored before is not affected. Free some space (an import needs about three times the file's size) and run it again. The system said: {failure.Message}");
            return ExitCode.NotDone;
        }
        catch (CommandException failure)
        {
            terminal.Error.WriteLine(failure.In(help));
            return ExitCode.NotDone;
        }
        catch (Exception failure) when (failure is DocumentException or WarehouseException or Analytics.Policies.CalendarRangeException)
        {
            terminal.Error.WriteLine(CommandException.Words(failure, help));
            return ExitCode.NotDone;
        }
        catch (IOException failure)
        {
            // A full disk, a folder that can't be written, a file that somebody holds: what the system said is what helps.
            terminal.Error.WriteLine(failure.Message);
            return ExitCode.NotDone;
        }
        catch (Exception failure)
        {
            terminal.Error.WriteLine(help == Language.Zh
                ? "程序出现了不应发生的错误；已提交的数据不受影响。请把以下内容交给维护人员："
                : "The program failed in a way that it should not; what was stored before is not affected. Please pass this on to its maintainers:");
            terminal.Error.WriteLine(failure.ToString());
            return ExitCode.NotDone;
        }
    }

    // No space, a quota used up, or a limit on the size of files: to the user the same, whoever of engine and program met it first.
    // (.NET calls a file beyond its limit an argument out of range; a commit that finds no room fails in the engine's own words.)
    private static bool IsFullDisk(Exception failure) => failure is SqlException or DbException or IOException or WarehouseException or ArgumentOutOfRangeException
        && new[] { "No space left on device", "Disk quota exceeded", "File too large", "too large for the file system" }.Any(text => failure.ToString().Contains(text, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Command> AllCommands(CommandScope scope) =>
    [
        DemoCommand.Create(scope),
        InitCommand.Create(scope),
        DoctorCommand.Create(scope),
        ImportCommand.Create(scope),
        RejectedCommand.Create(scope),
        RebuildCommand.Create(scope),
        BackupCommands.Backup(scope),
        BackupCommands.Restore(scope),
        ForgetCommand.Create(scope),
        ChangesCommand.Create(scope),
        MappingCommand.Create(scope),
        MetricsCommand.Create(scope),
        SlaCommand.Create(scope),
        ExplainCommand.Create(scope),
        PolicyCommand.Create(scope),
        WarningsCommand.Create(scope),
        DetectCommand.Create(scope),
        TrendsCommand.Create(scope),
        RepeatsCommand.Create(scope),
        ReliabilityCommand.Create(scope),
        AccountsCommand.Create(scope),
        SimilarCommand.Create(scope),
        ReportCommand.Create(scope),
        SampleCommand.Create(scope),
        ServeCommand.Create(scope),
    ];

    private static string CommandPath(ParseResult parsed)
    {
        Stack<string> names = new();
        for (System.CommandLine.Parsing.SymbolResult? at = parsed.CommandResult; at is System.CommandLine.Parsing.CommandResult command and { Parent: not null }; at = at.Parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Concat(names.Select(n => n + " "));
    }

    // Help is written while the commands are being made, before anything is parsed.
    private static Language HelpLanguage(string[] args, Language fallback)
    {
        int at = Array.IndexOf(args, "--lang");
        string? word = at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        return word switch { "zh" => Language.Zh, "en" => Language.En, _ => fallback };
    }
}
