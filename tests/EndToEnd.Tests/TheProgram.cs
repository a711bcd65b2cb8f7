using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>The real program, run as a user runs it.</summary>
internal static class TheProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The binary of the configuration that the tests were built in.</summary>
    public static string Path { get; } = Repository.PathOf(
        $"src/App/bin/{new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name}/net10.0/service-analytics");

    /// <summary>Runs it to its end.</summary>
    public static Outcome Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"service-analytics {string.Join(' ', arguments)} did not end in {Patience}.");
        }

        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Starts it and leaves it running; the caller stops it.</summary>
    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo info = new(Path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        info.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(info)!;
    }

    /// <summary>Runs it, expects the exit code, and reads its output as JSON.</summary>
    public static JsonElement Json(int exitCode, params string[] arguments)
    {
        Outcome outcome = Run([.. arguments, "--json"]);
        Assert.True(outcome.ExitCode == exitCode, $"exit code {outcome.ExitCode}: {outcome.Error}");
        return JsonDocument.Parse(outcome.Out).RootElement;
    }
}

/// <summary>How a run of the program ended.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error);
