using Spectre.Console;

namespace ServiceAnalytics.App;

/// <summary>Shows how long work goes on: a spinner with a line on a terminal, a plain line now and then in a log.</summary>
internal static class LongWork
{
    private static readonly TimeSpan LogRhythm = TimeSpan.FromSeconds(5);

    /// <summary>Runs work that reports one line at a time.</summary>
    /// <param name="terminal">Progress goes to its error stream.</param>
    /// <param name="clock">For the rhythm of lines in a log.</param>
    /// <param name="title">What is being done; the first line.</param>
    /// <param name="work">The work; its argument takes the newest line and may be called as often as one likes.</param>
    public static T Run<T>(Terminal terminal, TimeProvider clock, string title, Func<Action<string>, T> work)
    {
        if (terminal.IsInteractive)
        {
            return terminal.Progress.Status().Start(Markup.Escape(title), context => work(line => context.Status(Markup.Escape(line))));
        }

        terminal.Error.WriteLine(title);
        long last = clock.GetTimestamp();
        return work(line =>
        {
            if (clock.GetElapsedTime(last) >= LogRhythm)
            {
                last = clock.GetTimestamp();
                terminal.Error.WriteLine(line);
            }
        });
    }
}
