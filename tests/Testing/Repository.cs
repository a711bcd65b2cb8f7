using System.Diagnostics;

namespace ServiceAnalytics.Testing;

/// <summary>The checkout that the tests run in.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root, with forward slashes.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>The files that belong to the project: tracked by git, or new and not ignored. Relative, with forward slashes.</summary>
    public static IReadOnlyList<string> Files() =>
        [.. Git("ls-files", "--cached", "--others", "--exclude-standard").Where(f => File.Exists(PathOf(f))).Order(StringComparer.Ordinal)];

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ServiceAnalytics.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No ServiceAnalytics.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }

    private static string[] Git(params string[] arguments)
    {
        ProcessStartInfo info = new("git", ["-C", Root, "-c", "core.quotepath=off", .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process git = Process.Start(info)!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException("git could not list the files.");
    }
}
