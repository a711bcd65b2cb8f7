using System.Text;
using ServiceAnalytics.Analytics;
using Spectre.Console;

namespace ServiceAnalytics.App;

/// <summary>Where the program writes: results to <see cref="Out"/>, progress and errors to <see cref="Error"/>.</summary>
internal sealed class Terminal : IDisposable
{
    private const int WidthWithoutTerminal = 80;
    private readonly List<IDisposable> owned = [];

    public Terminal(TextWriter output, TextWriter error, bool isInteractive, Language language, int? width = null)
    {
        Out = output;
        Error = error;
        IsInteractive = isInteractive;
        Language = language;
        Tables = Console(output, isInteractive, width);
        Progress = Console(error, isInteractive, width);
    }

    /// <summary>Results: tables, JSON.</summary>
    public TextWriter Out { get; }

    /// <summary>Progress, remarks and errors.</summary>
    public TextWriter Error { get; }

    /// <summary>True when a person watches: progress is drawn; else plain lines are written.</summary>
    public bool IsInteractive { get; }

    /// <summary>The language of help, and of output where neither the user nor the workspace says otherwise.</summary>
    public Language Language { get; }

    /// <summary>Tables on <see cref="Out"/>; 80 columns wide when it is no terminal.</summary>
    public IAnsiConsole Tables { get; }

    /// <summary>Bars and spinners on <see cref="Error"/>.</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>The process's own streams, in UTF-8 whatever the machine's locale says.</summary>
    public static Terminal OfThisProcess()
    {
        UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false);
        StreamWriter output = new(System.Console.OpenStandardOutput(), utf8) { AutoFlush = true };
        StreamWriter error = new(System.Console.OpenStandardError(), utf8) { AutoFlush = true };
        System.Console.SetOut(output);
        System.Console.SetError(error);
        bool interactive = !System.Console.IsOutputRedirected && !System.Console.IsErrorRedirected;
        int? width = interactive && System.Console.WindowWidth > 0 ? System.Console.WindowWidth : null;
        Terminal terminal = new(output, error, interactive, LanguageOfLocale(), width);
        terminal.owned.AddRange([output, error]);
        return terminal;
    }

    /// <inheritdoc/>
    public void Dispose() => owned.ForEach(o => o.Dispose());

    private static IAnsiConsole Console(TextWriter writer, bool interactive, int? width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        console.Profile.Width = width ?? WidthWithoutTerminal;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    private static Language LanguageOfLocale()
    {
        string locale = new[] { "LC_ALL", "LC_MESSAGES", "LANG" }
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? string.Empty;
        return locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Zh : Language.En;
    }
}
