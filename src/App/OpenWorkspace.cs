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
        return new OpenWorkspace(workspace, settings, policy, WarehouseFile.Open(workspace.Database, Options(workspace, settings, purpose), clock, cancel));
    }

    /// <summary>How a workspace's database is opened.</summary>
    public static WarehouseOptions Options(Workspace workspace, WorkspaceSettings settings, string purpose) => new()
    {
        MemoryLimit = settings.MemoryLimit,
        Threads = settings.Threads,
        TemporaryDirectory = workspace.Temporary,
        ReadableDirectories = [workspace.Temporary],
        Purpose = purpose,
    };

    /// <summary>The state asked for: after a batch, as far as had been exported by a day or instant, or the newest.</summary>
    /// <param name="asked">What was typed: a batch's number, a day (its end), an instant; null = the newest state.</param>
    /// <returns>
    /// For a day or instant the state after the last batch before the first one that was exported later. A batch that came after that
    /// one isn't in it, whenever it was exported, because it may have changed rows that came with the later export; that is said.
    /// </returns>
    /// <exception cref="CommandException">Nothing has been imported, there is no such batch, or nothing had been exported by then.</exception>
    public AsOf AsOf(string? asked)
    {
        using WarehouseConnection connection = Warehouse.Connect();
        AsOf newest = AnalysisSession.StateAfter(connection) ?? throw new CommandException(
            $"Nothing has been imported into {Workspace.Folder} yet. Put exports into {Workspace.Inbox} and run `service-analytics import`, or name files: `service-analytics import FILE…`.",
            $"{Workspace.Folder} 中还没有导入过数据。请把导出文件放入 {Workspace.Inbox} 后运行 `service-analytics import`，或直接写出文件：`service-analytics import 文件…`。");
        if (asked is null)
        {
            return newest;
        }

        if (!asked.All(char.IsAsciiDigit))
        {
            return ExportedBy(connection, asked);
        }

        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int batch) && batch >= 1 && batch <= newest.Batch
            ? AnalysisSession.StateAfter(connection, batch)!
            : throw new CommandException($"There is no import batch {asked}; the batches are 1 to {newest.Batch}. A day is written 2026-11-01.",
                $"没有第 {asked} 批导入；现有第 1 至 {newest.Batch} 批。日期请写成 2026-11-01。");
    }

    private AsOf ExportedBy(WarehouseConnection connection, string asked)
    {
        DateTimeOffset instant = GivenInstant.Parse(asked, "--as-of", Policy);
        List<(int Batch, string File, DateTimeOffset At)> batches = connection.Query(
            "select batch_id, file_name, exported_at_utc from import.batches order by batch_id",
            SqlParameters.None,
            r => (r.Int32("batch_id"), r.Text("file_name"), r.Instant("exported_at_utc")));
        int last = batches.TakeWhile(b => b.At <= instant).Select(b => b.Batch).DefaultIfEmpty(0).Max();
        if (last == 0)
        {
            throw new CommandException(
                $"--as-of {asked}: the first file taken in, {batches[0].File}, was exported at {Local(batches[0].At)}. Name a later day, or a batch (1 to {batches[^1].Batch}).",
                $"--as-of {asked}：最先导入的文件 {batches[0].File} 的导出时刻是 {Local(batches[0].At)}。请写更晚的日期，或批次（1 至 {batches[^1].Batch}）。");
        }

        (int Batch, string File, DateTimeOffset At)[] late = [.. batches.Where(b => b.Batch > last && b.At <= instant)];
        if (late.Length > 0)
        {
            Console.Error.WriteLine(
                $"--as-of {asked}: the state after batch {last}. Not in it, because taken in after batch {last + 1}, which was exported later: "
                + string.Join(", ", late.Select(l => $"{l.File} (batch {l.Batch}, exported {Local(l.At)})")));
        }

        return AnalysisSession.StateAfter(connection, last)!;
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
            throw new CommandException(failure.Message, $"“{asked}”不是月份；请写成 2026-10。");
        }

        return month.Start(Policy.Zone) <= asOf.Instant
            ? month
            : throw new CommandException(
                $"{month} lies after the data: the newest export shows {Local(asOf.Instant)}. Import a later export, or ask for {last} or earlier.",
                $"{month} 在数据之后：最新导出的时刻是 {Local(asOf.Instant)}。请导入更晚的导出，或改为 {last} 及更早的月份。");
    }

    /// <summary>An instant on the clock of the policy's zone, for messages.</summary>
    public string Local(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Policy.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => Warehouse.Dispose();
}
