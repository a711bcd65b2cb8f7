namespace ServiceAnalytics.Analytics.Tests;

/// <summary>Where the tests' own files and those of the repository are.</summary>
internal static class TestFiles
{
    /// <summary>The folder that holds ServiceAnalytics.sln, found upwards from where the tests run.</summary>
    public static string Repository { get; } = Find();

    public static string Calendars => Path.Combine(Repository, "data", "calendars");

    public static string Policies => Path.Combine(Repository, "data", "policies");

    public static string Sla(string name) => Path.Combine(AppContext.BaseDirectory, "Sla", name);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ServiceAnalytics.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds ServiceAnalytics.sln; run the tests from a clone of the repository.");
    }
}
