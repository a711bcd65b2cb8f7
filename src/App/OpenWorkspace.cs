using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.App.Commands;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App;

/// <summary>A workspace with its settings and policy read and its warehouse open: what most commands work on.</summary>
internal sealed class OpenWorkspace : IDisposable
{
    private OpenWorkspace(Workspace workspace, WorkspaceSettings settings, Policy policy, WarehouseFile warehouse)
    {
        Workspace = workspace;
        Settings = settings;
        Policy = policy;
        Warehouse = warehouse;
    }

    public Workspace Workspace { get; }

    public WorkspaceSettings Settings { get; }

    public Policy Policy { get; }

    public WarehouseFile Warehouse { get; }

    /// <summary>Opens the workspace in a folder. Settings and policy are checked whole before the warehouse is touched.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="purpose">What this process does, for whoever finds the warehouse in use.</param>
    /// <param name="clock">For the note of who holds the warehouse.</param>
    /// <param name="cancel">Ends the wait for another process.</param>
    public static OpenWorkspace Open(string folder, string purpose, TimeProvider clock, CancellationToken cancel)
    {
        Workspace workspace = Workspace.Open(folder);
        WorkspaceSettings settings = workspace.LoadSettings();
        Policy policy = Policy.Load(workspace.PolicyFile, workspace.Calendars);
        WarehouseOptions options = new()
        {
            MemoryLimit = settings.MemoryLimit,
            Threads = settings.Threads,
            TemporaryDirectory = workspace.Temporary,
            ReadableDirectories = [workspace.Temporary],
            Purpose = purpose,
        };
        return new OpenWorkspace(workspace, settings, policy, WarehouseFile.Open(workspace.Database, options, clock, cancel));
    }

    /// <summary>The state after a batch, or the newest.</summary>
    /// <exception cref="CommandException">Nothing has been imported, or there is no such batch.</exception>
    public AsOf AsOf(int? batch)
    {
        using WarehouseConnection connection = Warehouse.Connect();
        AsOf? newest = AnalysisSession.StateAfter(connection);
        if (newest is null)
        {
            throw new CommandException(
                $"Nothing has been imported into {Workspace.Folder} yet. Put exports into {Workspace.Inbox} and run `service-analytics import`, or name files: `service-analytics import FILE…`.");
        }

        return batch is { } wanted && (wanted < 1 || wanted > newest.Batch)
            ? throw new CommandException($"There is no import batch {wanted}; the batches are 1 to {newest.Batch} (see `service-analytics doctor`).")
            : AnalysisSession.StateAfter(connection, batch)!;
    }

    /// <summary>The month asked for, or the last one that the data cover wholly.</summary>
    /// <exception cref="CommandException">Not a month, or one that the data don't reach.</exception>
    public ReportingMonth Month(string? asked, AsOf asOf)
    {
        ReportingMonth last = ReportingMonth.LastFullAt(asOf.Instant, Policy.Zone);
        if (asked is null)
        {
            return last;
        }

        ReportingMonth month;
        try
        {
            month = ReportingMonth.Parse(asked);
        }
        catch (FormatException failure)
        {
            throw new CommandException(failure.Message);
        }

        return month.Start(Policy.Zone) <= asOf.Instant
            ? month
            : throw new CommandException(
                $"{month} lies after the data: the newest export shows {Local(asOf.Instant)}. Import a later export, or ask for {last} or earlier.");
    }

    /// <summary>An instant on the clock of the policy's zone, for messages.</summary>
    public string Local(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Policy.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => Warehouse.Dispose();
}
