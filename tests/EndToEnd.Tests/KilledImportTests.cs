using System.Diagnostics;
using System.Text.Json;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>The real process, killed without warning in the middle of its work.</summary>
public sealed class KilledImportTests : IDisposable
{
    /// <summary>How often the import is killed, at moments spread over its whole course.</summary>
    private const int Kills = 8;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_import_killed_at_any_moment_loses_and_doubles_nothing()
    {
        string samples = folder.File("samples");
        Outcome made = TheProgram.Run("sample", "--tickets", "30000", "--months", "24", "--out", samples);
        Assert.True(made.ExitCode == 0, made.Error);
        string[] exports = [.. Directory.EnumerateFiles(samples).Where(f => Path.GetExtension(f) is ".csv" or ".xlsx")];

        // What an import that nobody disturbs comes to, and how long it takes.
        long start = Stopwatch.GetTimestamp();
        string undisturbed = NewWorkspace("undisturbed", exports);
        TheProgram.Run("import", "--workspace", undisturbed);
        TimeSpan course = Stopwatch.GetElapsedTime(start);
        string expected = Figures(undisturbed);

        string disturbed = NewWorkspace("disturbed", exports);
        for (int kill = 1; kill <= Kills; kill++)
        {
            using Process import = TheProgram.Start("import", "--workspace", disturbed);
            import.WaitForExit(course * kill / Kills);
            if (!import.HasExited)
            {
                import.Kill(entireProcessTree: true);
            }

            import.WaitForExit();
        }

        Outcome last = TheProgram.Run("import", "--workspace", disturbed);
        Assert.True(last.ExitCode is 0 or 1, last.Error);
        Assert.Equal(expected, Figures(disturbed));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(disturbed, "inbox")));
        Assert.Equal(exports.Length, Directory.EnumerateFiles(Path.Combine(disturbed, "archive"), "*-*_*.*", SearchOption.AllDirectories).Count());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(disturbed, ".tmp"), "*", SearchOption.AllDirectories));

        // Each file was taken in once: taken from outside again, all of them are known.
        JsonElement again = TheProgram.Json(0, ["import", .. exports, "--workspace", disturbed]);
        Assert.All(again.GetProperty("files").EnumerateArray(), file => Assert.Equal("already_imported", file.GetProperty("outcome").GetString()));
    }

    private static string Figures(string workspace) =>
        TheProgram.Json(0, "metrics", "--workspace", workspace).GetProperty("figures").GetRawText()
        + TheProgram.Json(0, "rejected", "list", "--workspace", workspace).GetProperty("rows").GetArrayLength();

    private string NewWorkspace(string name, IEnumerable<string> exports)
    {
        string path = folder.File(name);
        Outcome init = TheProgram.Run("init", path);
        Assert.True(init.ExitCode == 0, init.Error);
        foreach (string export in exports)
        {
            File.Copy(export, Path.Combine(path, "inbox", Path.GetFileName(export)));
        }

        return path;
    }
}
