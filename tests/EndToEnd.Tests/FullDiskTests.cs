using System.Diagnostics;
using System.Globalization;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>A limit on what may be written, or a disk that is full: a clear message, a sound database, and the same file is taken in whole later.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private string? mounted;

    public void Dispose()
    {
        if (mounted is not null)
        {
            Shell($"umount '{mounted}'");
        }

        folder.Dispose();
    }

    [Fact]
    public void Room_that_ends_at_any_point_of_an_import_is_told_and_costs_nothing_but_the_run()
    {
        string samples = folder.File("samples");
        Assert.Equal(0, TheProgram.Run("sample", "--tickets", "20000", "--months", "24", "--out", samples).ExitCode);
        string file = Directory.EnumerateFiles(samples, "报修单_*.csv").Single();
        string undisturbed = Workspace(folder.Path, "undisturbed", file);
        Assert.True(TheProgram.Run("import", "--workspace", undisturbed).ExitCode is 0 or 1);
        string expected = State(undisturbed);

        // Anybody may limit the size of the files that a program writes. The signal that comes with it is ignored, and .NET is told not to keep
        // its code in a file in memory, which the limit would hold for as well. First the working copy has no room, then what is made of it, then the database.
        string limited = Workspace(folder.Path, "limited", file);
        long blocks = new FileInfo(file).Length / 1024;
        int stops = Stops(
            limited,
            new[] { 0.3, 0.95, 1.001, 1.02 }.Select(share => string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f {(long)(blocks * share)}; ")));
        Assert.True(stops >= 2, $"The limit was met {stops} times only.");
        AssertTakenInWhole(limited, expected);

        // The administrator may make a small disk as well: room for the copy and ever more of what is written after it.
        string disk = folder.File("disk");
        Directory.CreateDirectory(disk);
        if (Shell($"mount -t tmpfs -o size=200m none '{disk}'").ExitCode == 0)
        {
            mounted = disk;
            string full = Workspace(disk, "workspace", file);
            string ballast = Path.Combine(disk, "ballast");
            stops = Stops(
                full,
                new[] { 0.5, 1.05, 1.15, 1.3 }.Select(share => $"rm -f '{ballast}'; fallocate -l $(($(df --output=avail -B1 '{disk}' | tail -1) - {(long)(new FileInfo(file).Length * share)})) '{ballast}' && "));
            Assert.True(stops >= 2, $"The disk was full {stops} times only.");
            File.Delete(ballast);
            AssertTakenInWhole(full, expected);
        }
    }

    // Runs the import under each hindrance until one lets it through; how often it was stopped, each time as it should be.
    private static int Stops(string workspace, IEnumerable<string> hindrances)
    {
        int stops = 0;
        foreach (string hindrance in hindrances)
        {
            Outcome run = Shell($"{hindrance}exec '{TheProgram.Path}' import --workspace '{workspace}' --lang en");
            if (run.ExitCode is 0 or 1)
            {
                break;
            }

            stops++;
            Assert.True(run.ExitCode == 2, $"{hindrance}: exit code {run.ExitCode}: {run.Error}");
            Assert.Contains("The disk is full: nothing of the unfinished file was stored", run.Error, StringComparison.Ordinal);
            Assert.Contains("Free some space", run.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);

            // The file waits where it was, nothing of it is stored, and the database can be read.
            Assert.Single(Directory.EnumerateFiles(Path.Combine(workspace, "inbox")));
            Outcome asked = TheProgram.Run("metrics", "--workspace", workspace, "--lang", "en");
            Assert.Equal((2, true), (asked.ExitCode, asked.Error.Contains("Nothing has been imported", StringComparison.Ordinal)));
        }

        return stops;
    }

    // With room again: every row once, in one batch, and the archive gives the same database.
    private static void AssertTakenInWhole(string workspace, string expected)
    {
        Assert.True(TheProgram.Run("import", "--workspace", workspace).ExitCode is 0 or 1);
        Assert.Equal(expected, State(workspace));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(workspace, "inbox")));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(workspace, "archive"), "*-*.csv", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(workspace, ".tmp"), "*", SearchOption.AllDirectories));
        Outcome rebuilt = TheProgram.Run("rebuild", "--workspace", workspace);
        Assert.True(rebuilt.ExitCode == 0, rebuilt.Error + rebuilt.Out); // ends with 0 only when every table is the same
        Assert.Equal(expected, State(workspace));
    }

    private static string State(string workspace) =>
        TheProgram.Json(0, "metrics", "--workspace", workspace).GetRawText()
        + TheProgram.Json(0, "rejected", "list", "--workspace", workspace).GetProperty("rows").GetRawText();

    private static string Workspace(string parent, string name, string file)
    {
        string path = Path.Combine(parent, name);
        Assert.Equal(0, TheProgram.Run("init", path).ExitCode);
        File.Copy(file, Path.Combine(path, "inbox", Path.GetFileName(file)));
        return path;
    }

    private static Outcome Shell(string command)
    {
        ProcessStartInfo info = new("/bin/bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        info.Environment["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), error);
    }
}
