using System.Text.RegularExpressions;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>
/// Every command that prints figures can go back: with <c>--as-of</c> it says after a later import what it had said before. The list of such
/// commands is checked against the program's own help, so that a new one can't be forgotten here.
/// </summary>
public sealed class AsOfTests
{
    // Each with what it needs; tickets of which the later export knows more.
    private static readonly string[][] Commands =
    [
        ["metrics", "--month", "2026-10", "--json"],
        ["sla", "--month", "2026-10", "--json"],
        ["sla due-soon", "--hours", "48", "--json"],
        ["sla questions", "--month", "2026-10"],
        ["explain", "TICKET", "--json"],
        ["warnings", "--month", "2026-10", "--json"],
        ["trends", "--month", "2026-10", "--json"],
        ["trends backtest", "--month", "2026-10", "--json"],
        ["trends forecast", "--month", "2026-10", "--json"],
        ["trends matrix", "--month", "2026-10", "--json"],
        ["repeats", "--month", "2026-10", "--json"],
        ["reliability", "--json"],
        ["accounts", "--month", "2026-10", "--json"],
        ["reliability batches", "--json"],
        ["reliability nevada", "--json"],
        ["similar", "机械密封泄漏", "--json"],
        ["changes", "--month", "2026-10", "--since", "1", "--json"],
        ["policy diff", "POLICY", "--month", "2026-10", "--json"],
        ["report", "--month", "2026-10", "--format", "html", "--lang", "en"],
    ];

    // What prints no figure of the data: it takes in, moves, lists rows or files, or computes from a file given.
    private static readonly string[] WithoutFigures =
    [
        "demo", "init", "doctor", "import", "rejected", "rejected list", "rejected export", "rejected retry", "rebuild", "backup", "restore", "forget",
        "mapping", "mapping list", "mapping show", "mapping suggest", "policy", "policy check", "policy show", "detect", "sample", "serve",
        "warnings acknowledge", "warnings close", "warnings history",
    ];

    [Fact]
    public void Every_command_of_the_program_either_prints_no_figures_or_is_tried_here_with_as_of()
    {
        string[] all = [.. Names(string.Empty).SelectMany(c => Names(c).Select(s => $"{c} {s}").Prepend(c))];
        Assert.True(all.Length > 30, string.Join(", ", all));
        string[] tried = [.. Commands.Select(c => c[0]).Distinct(StringComparer.Ordinal)];
        Assert.Equal([], all.Except(tried).Except(WithoutFigures));
        Assert.Equal([], tried.Concat(WithoutFigures).Except(all));
        Assert.All(all, c => Assert.True(
            tried.Contains(c) == TheProgram.Run([.. c.Split(' '), "--help", "--lang", "en"]).Out.Contains("--as-of", StringComparison.Ordinal), $"{c}: --as-of"));
    }

    [Fact]
    public void After_a_later_export_each_command_says_as_of_then_what_it_had_said_then()
    {
        using TemporaryFolder folder = new();
        string workspace = folder.File("w");
        string samples = Repository.PathOf("data/samples");
        Assert.Equal(0, TheProgram.Run("init", workspace, "--policy", "vehicles", "--company", "X").ExitCode);
        string[] first = [.. Directory.EnumerateFiles(samples).Where(f => Path.GetExtension(f) is ".csv" or ".xlsx").Order(StringComparer.Ordinal)];
        TheProgram.Json(1, ["import", .. first, "--workspace", workspace]);
        string policy = folder.File("new.yaml");
        File.WriteAllText(policy, File.ReadAllText(Path.Combine(workspace, "policy.yaml")));
        string ticket = ChangedTicket(Path.Combine(samples, "later"), first);

        string Said(string[] command, params string[] more) => TheProgram.Run(
            [.. command[0].Split(' '), .. command[1..].Select(a => a == "TICKET" ? ticket : a == "POLICY" ? policy : a), .. more, "--workspace", workspace]) is { ExitCode: 0 or 1 } outcome
            ? outcome.Out
            : throw new InvalidOperationException(string.Join(' ', command));

        string[] before = [.. Commands.Select(c => Said(c))];
        TheProgram.Run(["import", .. Directory.EnumerateFiles(Path.Combine(samples, "later")), "--workspace", workspace]);
        foreach ((string[] command, string then) in Commands.Zip(before))
        {
            string name = string.Join(' ', command);
            string back = Said(command, "--as-of", first.Length.ToString());
            if (command[0] == "report")
            {
                Assert.True(back.Contains("the same bytes as issue", StringComparison.Ordinal), back);
                continue;
            }

            Assert.True(then == back, $"{name}: as of batch {first.Length} it says something else than before");
        }

        // The day up to which the first files had been exported names the same state, and so does an instant of it.
        foreach (string day in (string[])["2026-11-05", "2026-11-06T00:00:00", "2026-11-06"])
        {
            Assert.Equal(Said(Commands[0], "--as-of", first.Length.ToString()), Said(Commands[0], "--as-of", day));
        }

        // Without --as-of they say something new: the comparison above is no accident.
        Assert.All(Commands.Zip(before).Where(c => c.First[0] is "metrics" or "sla" or "explain" or "sla due-soon"), c => Assert.NotEqual(c.Second, Said(c.First)));
    }

    private static string[] Names(string command)
    {
        string help = TheProgram.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help", "--lang", "en"]).Out;
        int at = help.IndexOf("\nCommands:", StringComparison.Ordinal);
        return at < 0 ? [] : [.. Regex.Matches(help[at..], @"^  ([a-z][a-z-]*)\b", RegexOptions.Multiline).Select(m => m.Groups[1].Value)];
    }

    // A ticket whose row is another one in the later export.
    private static string ChangedTicket(string later, string[] first)
    {
        string tickets = first.Single(f => Path.GetFileName(f).StartsWith("报修单_", StringComparison.Ordinal));
        Dictionary<string, string> rows = File.ReadLines(tickets).Skip(1).GroupBy(l => l.Split(',')[0]).ToDictionary(g => g.Key, g => g.First());
        return Directory.EnumerateFiles(later).SelectMany(f => File.ReadLines(f).Skip(1)).First(l => rows.TryGetValue(l.Split(',')[0], out string? row) && row != l).Split(',')[0];
    }
}
