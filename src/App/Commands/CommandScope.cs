using System.CommandLine;
using ServiceAnalytics.Analytics;

namespace ServiceAnalytics.App.Commands;

/// <summary>What every command is made with: the terminal, the clock, the language of help, the common options.</summary>
internal sealed class CommandScope
{
    private readonly IReadOnlyCollection<string> words;

    public CommandScope(Terminal terminal, TimeProvider clock, Language help, IReadOnlyCollection<string> words)
    {
        this.words = words;
        Terminal = terminal;
        Clock = clock;
        Help = help;
        WorkspaceOption = new Option<string>("--workspace", "-w")
        {
            Description = Say("工作区文件夹（默认：当前文件夹）", "The workspace's folder (default: this folder)"),
            HelpName = "DIR",
            DefaultValueFactory = _ => ".",
            Recursive = true,
        };
        LanguageOption = new Option<string?>("--lang")
        {
            Description = Say("输出语言：zh 或 en（默认：工作区设置）", "Language of the output: zh or en (default: as the workspace says)"),
            HelpName = "zh|en",
            Recursive = true,
        };
        LanguageOption.AcceptOnlyFromAmong("zh", "en");
    }

    public Terminal Terminal { get; }

    public TimeProvider Clock { get; }

    /// <summary>The language of help texts.</summary>
    public Language Help { get; }

    public Option<string> WorkspaceOption { get; }

    public Option<string?> LanguageOption { get; }

    /// <summary>The help text in the language of help.</summary>
    public string Say(string zh, string en) => Help == Language.Zh ? zh : en;

    /// <summary>A command whose own help ends with examples; the list of commands shows the summary alone.</summary>
    public Command Command(string name, Bilingual summary, params string[] examples)
    {
        string text = summary.In(Help);
        if (examples.Length > 0 && words.Contains(name))
        {
            text += "\n\n" + Say("示例：", "Examples:") + "\n" + string.Join('\n', examples.Select(e => "  service-analytics " + e));
        }

        return new Command(name, text);
    }

    /// <summary><c>--show-contacts</c>: contacts and phone numbers as they are.</summary>
    public Option<bool> ShowContactsOption() => new("--show-contacts")
    {
        Description = Say("显示联系人与电话（默认遮盖：张*，138****1234）", "Show contacts and phone numbers (masked by default: J* S*, 138****1234)"),
    };

    /// <summary><c>--json</c>, for commands whose output a program may read.</summary>
    public Option<bool> JsonOption() => new("--json") { Description = Say("输出 JSON（键名稳定，见 docs/operations.md）", "Write JSON (stable keys, see docs/operations.md)") };

    /// <summary><c>--month 2026-10</c>; without it the last month that the data cover wholly.</summary>
    public Option<string?> MonthOption() => new("--month", "-m")
    {
        Description = Say("月份，如 2026-10（默认：数据完整覆盖的最近一个月）", "The month, as 2026-10 (default: the last one that the data cover wholly)"),
        HelpName = "YYYY-MM",
    };

    /// <summary><c>--as-of</c> a batch number, a day or an instant; <see cref="OpenWorkspace.AsOf"/> reads it.</summary>
    public Option<string?> AsOfOption() => new("--as-of")
    {
        Description = Say(
            "按第 N 批导入后、或截至某日（时刻）已导出的数据状态计算，如 6、2026-11-01 或 2026-11-01T08:00（默认：最新）",
            "Figures as after import batch N, or by what had been exported up to a day or time, as 6, 2026-11-01 or 2026-11-01T08:00 (default: the newest)"),
        HelpName = "BATCH|DATE",
    };

    /// <summary>The language asked for, else the fallback.</summary>
    public Language LanguageOf(ParseResult parsed, string fallback) =>
        (parsed.GetValue(LanguageOption) ?? fallback) == "zh" ? Language.Zh : Language.En;
}
