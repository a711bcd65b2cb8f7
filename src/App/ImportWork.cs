using ServiceAnalytics.App.Commands;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Mappings;

namespace ServiceAnalytics.App;

/// <summary>Imports with a workspace's own mappings and its policy's zone: the same for commands and for the service.</summary>
internal static class ImportWork
{
    /// <summary>Takes in everything that lies in the inbox.</summary>
    public static IReadOnlyList<ImportResult> TakeInInbox(OpenWorkspace open, TimeProvider clock, IProgress<ImportProgress>? progress, CancellationToken cancel) =>
        [.. Importer(open, clock).ImportInbox(new ImportOptions(), progress, cancel).SelectMany(r => r.AllTables)];

    /// <summary>Takes in named files; they stay where they are.</summary>
    /// <exception cref="CommandException">A file is not there; nothing was imported.</exception>
    public static IReadOnlyList<ImportResult> TakeIn(
        OpenWorkspace open, IReadOnlyList<string> files, ImportOptions options, TimeProvider clock, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        string[] lost = [.. files.Where(f => !File.Exists(f))];
        if (lost.Length > 0)
        {
            throw new CommandException($"Not there: {string.Join(", ", lost)}. Nothing was imported.", $"没有这些文件：{string.Join("、", lost)}。未导入任何内容。");
        }

        Importer importer = Importer(open, clock);
        return [.. files.SelectMany(f => importer.Import(f, options, progress, cancel).AllTables)];
    }

    /// <summary>Says what is recognised in files, or in the inbox when none are named; nothing is taken in.</summary>
    /// <exception cref="CommandException">A file is not there.</exception>
    public static IReadOnlyList<FileExplanation> Explain(OpenWorkspace open, IReadOnlyList<string> files, ImportOptions options, TimeProvider clock, CancellationToken cancel)
    {
        IReadOnlyList<string> all = files.Count > 0 ? files : ServiceAnalytics.Ingest.Importer.InboxFiles(open.Workspace);
        string[] lost = [.. all.Where(f => !File.Exists(f))];
        if (lost.Length > 0)
        {
            throw new CommandException($"Not there: {string.Join(", ", lost)}. Nothing was read.", $"没有这些文件：{string.Join("、", lost)}。未读取任何内容。");
        }

        Importer importer = Importer(open, clock);
        return [.. all.SelectMany(f => importer.Explain(f, options, cancel).AllTables)];
    }

    /// <summary>An importer with the workspace's mappings and the policy's zone.</summary>
    public static Importer Importer(OpenWorkspace open, TimeProvider clock) =>
        new(open.Warehouse, open.Workspace, open.Policy.ZoneId, MappingSet.Load(open.Workspace.Mappings), clock);
}
