using System.CommandLine;
using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Samples;

namespace ServiceAnalytics.App.Commands;

/// <summary><c>sample</c>: exports of an invented manufacturer, for trials and benchmarks.</summary>
internal static class SampleCommand
{
    public static Command Create(CommandScope scope)
    {
        SampleOptions defaults = new();
        Option<int> tickets = new("--tickets") { Description = scope.Say("报修单数量", "How many tickets"), HelpName = "N", DefaultValueFactory = _ => defaults.Tickets };
        Option<int> months = new("--months") { Description = scope.Say("月数（至少 24）", "Over how many months (at least 24)"), HelpName = "M", DefaultValueFactory = _ => defaults.Months };
        Option<ulong> seed = new("--seed") { Description = scope.Say("随机种子；同一种子得到同样的文件", "Seed; the same seed gives the same files"), HelpName = "S", DefaultValueFactory = _ => defaults.Seed };
        Option<string> end = new("--end")
        {
            Description = scope.Say("最后一个完整月份", "The last full month"),
            HelpName = "YYYY-MM",
            DefaultValueFactory = _ => defaults.EndMonth.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        };
        Option<string> folder = new("--out") { Description = scope.Say("输出文件夹", "Where to write"), HelpName = "DIR", Required = true };
        Command command = scope.Command(
            "sample",
            new Bilingual("生成一家虚构制造商的仿真导出文件，内含已知的规律（见 planted.json）。", "Writes realistic exports of an invented manufacturer, with known truths planted in them (see planted.json)."),
            "sample --tickets 1000000 --months 36 --seed 7 --out big");
        command.Options.Add(tickets);
        command.Options.Add(months);
        command.Options.Add(seed);
        command.Options.Add(end);
        command.Options.Add(folder);
        command.SetAction(parsed =>
        {
            SampleOptions options = new()
            {
                Tickets = parsed.GetValue(tickets),
                Months = parsed.GetValue(months),
                Seed = parsed.GetValue(seed),
                EndMonth = Month(parsed.GetValue(end)!),
            };
            try
            {
                options.Validate();
            }
            catch (ArgumentException failure)
            {
                throw new CommandException(failure.Message);
            }

            Write(scope, options, parsed.GetValue(folder)!);
            return ExitCode.Done;
        });
        return command;
    }

    private static DateOnly Month(string text)
    {
        try
        {
            return ReportingMonth.Parse(text).First;
        }
        catch (FormatException failure)
        {
            throw new CommandException("--end: " + failure.Message, "--end：" + failure.Message);
        }
    }

    private static void Write(CommandScope scope, SampleOptions options, string folder)
    {
        Directory.CreateDirectory(folder);
        LongWork.Run(scope.Terminal, scope.Clock, scope.Say("正在生成仿真数据 …", "Writing sample exports …"), tell =>
            SampleWriter.Write(options, folder, new SameThreadProgress<SampleProgress>(p => tell($"{p.Tickets:N0} / {p.Total:N0}"))));
        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            scope.Terminal.Out.WriteLine($"{file.Length,14:N0}  {file.FullName}");
        }
    }
}
