using ServiceAnalytics.Testing;

namespace ServiceAnalytics.EndToEnd.Tests;

/// <summary>What <c>demo</c> makes: the samples imported, the last full month's reports issued in both editions and languages. Made once for all tests of the class.</summary>
public sealed class DemoWorkspace : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public DemoWorkspace()
    {
        Outcome demo = TheProgram.Run("demo", Folder);
        Assert.True(demo.ExitCode == 0, demo.Error);
        Said = demo.Out;
    }

    public string Folder => folder.File("demo");

    public string Said { get; }

    /// <summary>The file of a language, as issued for management.</summary>
    public string Report(string language, string format) =>
        Directory.EnumerateFiles(Path.Combine(Folder, "reports", "2026-10"), $"2026-10_management_{language}_issue-?.{format}").Single();

    public void Dispose() => folder.Dispose();
}
