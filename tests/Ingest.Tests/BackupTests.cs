using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>A backup is checked by restoring it.</summary>
public sealed class BackupTests
{
    private const string First = "报修单号,客户名称,接报时间\nT1,甲,2026-10-03 08:05\n,乙,2026-10-03 08:05\n";
    private static readonly WarehouseOptions Options = new() { LockWait = TimeSpan.Zero };

    [Fact]
    public void A_restored_backup_holds_every_row_of_every_table_as_it_was()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-31.csv", First);
        string before = desk.Everything();
        string backup = Path.Combine(desk.Workspace.Folder, "backup.duckdb");
        desk.WhileClosed(() => WarehouseBackup.Make(desk.Workspace.Database, backup, Options, TimeProvider.System));
        desk.Import("t_2026-11-30.csv", "报修单号,客户名称,接报时间\nT1,甲甲,2026-10-03 08:05\nT2,丙,2026-11-03 08:05\n");
        Assert.NotEqual(before, desk.Everything());

        desk.WhileClosed(() => WarehouseBackup.Restore(backup, desk.Workspace.Database, Options, TimeProvider.System));

        Assert.Equal(before, desk.Everything());
        Assert.Equal("T1 | 甲", desk.AsOf(1));

        // What came after the backup is taken in again from its file.
        Assert.Equal(ImportOutcome.Imported, desk.Import("t_2026-11-30.csv", "报修单号,客户名称,接报时间\nT1,甲甲,2026-10-03 08:05\nT2,丙,2026-11-03 08:05\n").Outcome);
    }

    [Fact]
    public void A_file_that_is_no_backup_changes_nothing()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-31.csv", First);
        string before = desk.Everything();
        string other = desk.Write("other.duckdb", "not a database");
        desk.WhileClosed(() => Assert.Throws<WarehouseException>(() => WarehouseBackup.Restore(other, desk.Workspace.Database, Options, TimeProvider.System)));
        Assert.Equal(before, desk.Everything());
    }
}
