using System.Diagnostics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>The service, started over a full inbox and a month whose report is due.</summary>
public sealed class ServeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180); // four reports on a busy machine
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_service_takes_in_the_inbox_and_issues_the_due_month_and_a_restart_does_nothing_twice()
    {
        string workspace = folder.File("workspace");
        Outcome init = TheProgram.Run("init", workspace);
        Assert.True(init.ExitCode == 0, init.Error);
        await File.WriteAllTextAsync(Path.Combine(workspace, "settings.yaml"), "schedule:\n  inbox_every_seconds: 5\n");
        string[] exports = [.. Directory.EnumerateFiles(Repository.PathOf("data/samples")).Where(f => Path.GetExtension(f) is ".csv" or ".xlsx")];
        foreach (string export in exports)
        {
            File.Copy(export, Path.Combine(workspace, "inbox", Path.GetFileName(export)));
        }

        string runs = Path.Combine(workspace, "logs", "runs.jsonl");
        string soon = Path.Combine(workspace, "logs", "warnings", $"due-soon_batch-{exports.Length}.json");

        // Everything is entered in the log last: stopped before that, the service would rightly do it again.
        bool IsDone() => Reports(workspace).Length == 8 && File.Exists(runs) && File.ReadAllText(runs) is var said
            && said.Split("\"monthly-report\"").Length > 4 && said.Contains("\"due-soon\"", StringComparison.Ordinal);
        await Serve(workspace, IsDone);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(workspace, "inbox")));
        Assert.Equal(
            [
                "2026-10_management_en_issue-2.html", "2026-10_management_en_issue-2.pdf", "2026-10_management_zh_issue-1.html", "2026-10_management_zh_issue-1.pdf",
                "2026-10_quality_en_issue-4.html", "2026-10_quality_en_issue-4.pdf", "2026-10_quality_zh_issue-3.html", "2026-10_quality_zh_issue-3.pdf",
            ],
            Reports(workspace).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

        // What is about to be late was written down unattended, tickets and duties, as the command tells it.
        Assert.Equal(TheProgram.Run("sla", "due-soon", "--hours", "24", "--json", "--workspace", workspace).Out.TrimEnd(), (await File.ReadAllTextAsync(soon)).TrimEnd());

        DateTime[] written = [.. Reports(workspace).Select(File.GetLastWriteTimeUtc)];
        int runsBefore = Lines(runs);
        Stopwatch awake = Stopwatch.StartNew();
        await Serve(workspace, () => awake.Elapsed > TimeSpan.FromSeconds(12));
        Assert.Equal(written, Reports(workspace).Select(File.GetLastWriteTimeUtc));
        Assert.Equal(runsBefore, Lines(runs));

        Outcome doctor = TheProgram.Run("doctor", "--workspace", workspace);
        Assert.Contains("monthly-report", doctor.Out, StringComparison.Ordinal);
    }

    /// <summary>Runs the service until something holds, then stops it as a service manager does.</summary>
    private static async Task Serve(string workspace, Func<bool> until)
    {
        using Process service = TheProgram.Start("serve", "--workspace", workspace);
        Task<string> output = service.StandardOutput.ReadToEndAsync();
        Task<string> error = service.StandardError.ReadToEndAsync();
        try
        {
            Stopwatch waiting = Stopwatch.StartNew();
            while (!until() && waiting.Elapsed < Patience && !service.HasExited)
            {
                await Task.Delay(250);
            }

            bool held = until();
            using (Process terminate = Process.Start("kill", ["-TERM", service.Id.ToString()]))
            {
                await terminate.WaitForExitAsync();
            }

            Assert.True(service.WaitForExit(TimeSpan.FromSeconds(30)), "The service did not stop when asked to.");
            Assert.True(held, $"Not done in {Patience}. {await output}{await error}");
            Assert.Equal(0, service.ExitCode);
        }
        finally
        {
            if (!service.HasExited)
            {
                service.Kill(entireProcessTree: true);
            }
        }
    }

    private static string[] Reports(string workspace)
    {
        string folder = Path.Combine(workspace, "reports");
        return [.. Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".tmp", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static int Lines(string file) => File.Exists(file) ? File.ReadLines(file).Count() : 0;
}
