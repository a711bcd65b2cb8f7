using System.Diagnostics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>A disk that is full, or a limit on what may be written: a clear message, a sound database, and the same file can be taken in later.</summary>
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
    public void A_limit_on_the_size_of_files_is_told_and_costs_nothing_but_the_run()
    {
        string file = Samples();
        string workspace = folder.File("workspace");
        TheProgram.Run("init", workspace);

        // 4 MB: the working copy of the file can't be written. Any user may set this limit; the signal that comes with it is ignored,
        // and .NET is told not to keep its code in a file in memory, which the limit would hold for as well.
        Outcome stopped = Shell($"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 8192; exec '{TheProgram.Path}' import '{file}' --workspace '{workspace}' --lang en");

        AssertStopped(stopped);
        AssertTakenInWhole(workspace, file);
    }

    [Fact]
    public void A_disk_that_fills_up_at_any_point_of_an_import_is_told_and_costs_nothing_but_the_run()
    {
        string file = Samples();
        string disk = folder.File("disk");
        Directory.CreateDirectory(disk);
        if (Shell($"mount -t tmpfs -o size=200m none '{disk}'").ExitCode != 0)
        {
            // Only the administrator may make a small disk; the limit above is what anybody can try.
            return;
        }

        mounted = disk;
        string workspace = Path.Combine(disk, "workspace");
        TheProgram.Run("init", workspace);
        long size = new FileInfo(file).Length;
        int stops = 0;

        // Room for the copy and ever more of what is written after it.
        foreach (double room in new[] { 0.5, 1.05, 1.15, 1.3, 1.5 })
        {
            Outcome blocked = Shell($"free=$(df --output=avail -B1 '{disk}' | tail -1); fallocate -l $((free - {(long)(size * room)})) '{disk}/ballast'");
            Assert.True(blocked.ExitCode == 0, blocked.Error);
            Outcome run = TheProgram.Run("import", file, "--workspace", workspace, "--lang", "en");
            File.Delete(Path.Combine(disk, "ballast"));
            if (run.ExitCode is 0 or 1)
            {
                break;
            }

            AssertStopped(run);
            Assert.Equal("[]", TheProgram.Json(0, "rejected", "list", "--workspace", workspace).GetProperty("rows").GetRawText());
            stops++;
        }

        Assert.True(stops >= 2, $"The disk was full {stops} times only.");
        AssertTakenInWhole(workspace, file);
    }

    private static void AssertStopped(Outcome stopped)
    {
        Assert.True(stopped.ExitCode == 2, $"exit code {stopped.ExitCode}: {stopped.Error}");
        Assert.Contains("The disk is full: nothing of the unfinished file was stored", stopped.Error, StringComparison.Ordinal);
        Assert.Contains("Free some space", stopped.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", stopped.Error, StringComparison.Ordinal);
    }

    // The same file again, with room: every row, and exactly one batch.
    private static void AssertTakenInWhole(string workspace, string file)
    {
        string outcome = TheProgram.Run("import", file, "--workspace", workspace, "--json").Out;
        Assert.True(outcome.Contains("\"imported\"", StringComparison.Ordinal) || outcome.Contains("\"already_imported\"", StringComparison.Ordinal), outcome);
        Outcome rebuilt = TheProgram.Run("rebuild", "--workspace", workspace);
        Assert.True(rebuilt.ExitCode == 0, rebuilt.Error + rebuilt.Out); // ends with 0 only when every table is the same
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(workspace, ".tmp"), "*", SearchOption.AllDirectories));
    }

    private string Samples()
    {
        Outcome made = TheProgram.Run("sample", "--tickets", "20000", "--months", "24", "--out", folder.File("samples"));
        Assert.True(made.ExitCode == 0, made.Error);
        return Directory.EnumerateFiles(folder.File("samples"), "报修单_*.csv").Single();
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
