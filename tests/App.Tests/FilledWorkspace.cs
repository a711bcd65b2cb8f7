using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.App.Tests;

/// <summary>A workspace in a temporary folder and files taken into it, one after another, as the program does it.</summary>
internal sealed class FilledWorkspace : IDisposable
{
    private readonly TemporaryFolder files = new();

    public FilledWorkspace(string policy = "fluid") => Folder = NewWorkspace.Make(files.File("w"), policy, "X", string.Empty, Language.Zh);

    /// <summary>The workspace's folder.</summary>
    public string Folder { get; }

    /// <summary>Opens it; the caller closes it.</summary>
    public OpenWorkspace Open() => OpenWorkspace.Open(Folder, "test", TimeProvider.System, CancellationToken.None);

    /// <summary>Takes in one file with one table; a refusal fails the test.</summary>
    public ImportResult Import(string name, byte[] content) => Assert.Single(ImportAll([(name, content)]));

    /// <summary>Takes in files of one table each, in this order; a refusal fails the test.</summary>
    public IReadOnlyList<ImportResult> ImportAll(IEnumerable<(string Name, byte[] Content)> exports)
    {
        List<string> paths = [];
        foreach ((string name, byte[] content) in exports)
        {
            paths.Add(files.File(name));
            File.WriteAllBytes(paths[^1], content);
        }

        using OpenWorkspace open = Open();
        IReadOnlyList<ImportResult> results = ImportWork.TakeIn(open, paths, new ImportOptions(), TimeProvider.System, null, default);
        Assert.All(results, r => Assert.True(r.Outcome != ImportOutcome.Refused, $"{r.File}: {r.Message}"));
        return results;
    }

    /// <inheritdoc cref="Import(string, byte[])"/>
    public ImportResult Import(string name, string text) => Import(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The figures of months in the newest state.</summary>
    public IReadOnlyList<Figure> Figures(params string[] months)
    {
        using OpenWorkspace open = Open();
        using AnalysisSession session = AnalysisSession.Open(open.Warehouse, open.AsOf(null), open.Policy);
        return MonthFigures.Compute(session, open.Policy, [.. months.Select(ReportingMonth.Parse)]);
    }

    public void Dispose() => files.Dispose();
}
