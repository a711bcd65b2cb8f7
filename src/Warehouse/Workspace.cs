namespace ServiceAnalytics.Warehouse;

/// <summary>The folder that a user owns: settings, policy, inbox, archive, reports and the database.</summary>
public sealed class Workspace
{
    private Workspace(string folder) => Folder = folder;

    /// <summary>The canonical path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Who and how: <c>settings.yaml</c>.</summary>
    public string SettingsFile => Path.Combine(Folder, "settings.yaml");

    /// <summary>The rules: <c>policy.yaml</c>.</summary>
    public string PolicyFile => Path.Combine(Folder, "policy.yaml");

    /// <summary>Calendars that the policy names: <c>calendars/</c>.</summary>
    public string Calendars => Path.Combine(Folder, "calendars");

    /// <summary>The user's own mappings: <c>mappings/</c>.</summary>
    public string Mappings => Path.Combine(Folder, "mappings");

    /// <summary>Exports dropped here are taken in.</summary>
    public string Inbox => Path.Combine(Folder, "inbox");

    /// <summary>Every file taken in, under its hash.</summary>
    public string Archive => Path.Combine(Folder, "archive");

    /// <summary>Files that could not be taken in at all, each with a note why.</summary>
    public string Rejected => Path.Combine(Folder, "rejected");

    /// <summary>Reports issued.</summary>
    public string Reports => Path.Combine(Folder, "reports");

    /// <summary>The DuckDB file.</summary>
    public string Database => Path.Combine(Folder, "service.duckdb");

    /// <summary>The service's logs.</summary>
    public string Logs => Path.Combine(Folder, "logs");

    /// <summary>Files in work; emptied whenever the program finds it unused.</summary>
    public string Temporary => Path.Combine(Folder, ".tmp");

    /// <summary>A workspace that must be there already.</summary>
    /// <exception cref="WarehouseException">The folder has no <c>settings.yaml</c>.</exception>
    public static Workspace Open(string folder)
    {
        Workspace workspace = new(CanonicalPath.Of(folder));
        return File.Exists(workspace.SettingsFile)
            ? workspace
            : throw new WarehouseException(
                $"{workspace.Folder} is not a workspace: it has no settings.yaml. Make one with `service-analytics init {folder}`, or name yours with --workspace.",
                $"{workspace.Folder} 不是工作区：其中没有 settings.yaml。请用 `service-analytics init {folder}` 新建，或用 --workspace 指明工作区。");
    }

    /// <summary>Makes the folders of a workspace; what is there already stays. Settings and policy are the caller's to write.</summary>
    public static Workspace Create(string folder)
    {
        Workspace workspace = new(CanonicalPath.Of(folder));
        foreach (string path in (string[])[workspace.Inbox, workspace.Archive, workspace.Rejected, workspace.Reports, workspace.Logs, workspace.Calendars, workspace.Mappings])
        {
            Directory.CreateDirectory(path);
        }

        return workspace;
    }

    /// <summary>Settings, validated whole.</summary>
    /// <exception cref="DocumentException">With every problem found.</exception>
    public WorkspaceSettings LoadSettings() => WorkspaceSettings.Load(SettingsFile);
}
