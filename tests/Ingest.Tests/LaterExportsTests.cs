namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Exports that repeat, correct or precede what is stored.</summary>
public sealed class LaterExportsTests
{
    private const string Headings = "报修单号,客户名称,接报时间,修复时间";

    private static string Export(params string[] rows) => $"{Headings}\n{string.Join('\n', rows)}\n";

    [Fact]
    public void A_later_export_changes_what_it_says_otherwise_and_leaves_the_rest()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", Export("T1,甲,2026-09-03 08:05,", "T2,乙,2026-09-04 08:05,", "T3,丙,2026-09-05 08:05,"));
        ImportResult later = desk.Import("t_2026-11-01.csv", Export("T2,乙,2026/9/4 8:05,", "T3,丙,2026-09-05 08:05,2026-09-06 10:00", "T4,丁,2026-10-05 08:05,"));

        Assert.Equal(new RowCounts(Read: 3, New: 1, Changed: 1, Unchanged: 1, SetAside: 0, LeftOut: 0), later.Rows);
        Assert.Equal(
            ["T1 | 1 | 2 | ∅", "T2 | 1 | 3 | ∅", "T3 | 2 | 3 | 2026-09-06 02:00", "T4 | 2 | 4 | ∅"],
            desk.Rows("select ticket_id, batch_id, row_number, repaired_at_utc from service.tickets order by ticket_id"));
        Assert.Equal("T3 | 1 | 2 | ∅", desk.Value("select ticket_id, batch_id, to_batch_id, repaired_at_utc from service.tickets_history"));
    }

    [Fact]
    public void The_state_as_of_every_batch_can_be_asked_for_ever_after()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", Export("T1,甲,2026-09-03 08:05,", "T2,乙,2026-09-04 08:05,"));
        desk.Import("t_2026-11-01.csv", Export("T1,甲,2026-09-03 08:05,2026-09-04 09:00"));
        desk.Import("t_2026-12-01.csv", Export("T1,甲甲,2026-09-03 08:05,2026-09-04 09:00", "T3,丙,2026-11-05 08:05,"));

        string AsOf(int batch)
        {
            using Warehouse.WarehouseConnection connection = desk.Warehouse.Connect();
            connection.SetVariable("as_of_batch", batch);
            return string.Join("; ", connection.Query(
                "select ticket_id, customer, repaired_at_utc is not null as is_repaired from as_of.tickets order by ticket_id",
                Warehouse.SqlParameters.None,
                r => $"{r.Text("ticket_id")} {r.Text("customer")}{(r.Boolean("is_repaired") ? " repaired" : string.Empty)}"));
        }

        Assert.Equal("T1 甲; T2 乙", AsOf(1));
        Assert.Equal("T1 甲 repaired; T2 乙", AsOf(2));
        Assert.Equal("T1 甲甲 repaired; T2 乙; T3 丙", AsOf(3));
    }

    [Fact]
    public void An_older_export_that_arrives_late_adds_what_is_new_and_overwrites_nothing()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-11-01.csv", Export("T1,甲,2026-09-03 08:05,2026-09-04 09:00"));
        ImportResult older = desk.Import("t_2026-10-01.csv", Export("T1,甲,2026-09-03 08:05,", "T2,乙,2026-09-04 08:05,"));

        Assert.Equal(new RowCounts(Read: 2, New: 1, Changed: 0, Unchanged: 0, SetAside: 0, LeftOut: 1), older.Rows);
        Assert.Equal("2 | T1 | older_export", desk.Value("select row_number, row_key, rule from import.left_out_rows"));
        Assert.Equal("2026-09-04 01:00", desk.Value("select repaired_at_utc from service.tickets where ticket_id = 'T1'"));
    }

    [Fact]
    public void A_value_that_a_newer_export_has_confirmed_is_not_overwritten_by_one_in_between()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", Export("T1,甲,2026-09-03 08:05,"));
        desk.Import("t_2026-12-01.csv", Export("T1,甲,2026-09-03 08:05,", "T2,乙,2026-11-04 08:05,"));
        ImportResult between = desk.Import("t_2026-11-01.csv", Export("T1,甲错,2026-09-03 08:05,"));

        Assert.Equal(new RowCounts(Read: 1, New: 0, Changed: 0, Unchanged: 0, SetAside: 0, LeftOut: 1), between.Rows);
        Assert.Equal("甲", desk.Value("select customer from service.tickets where ticket_id = 'T1'"));
    }

    [Fact]
    public void A_later_export_without_a_column_empties_nothing_there()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", Export("T1,甲,2026-09-03 08:05,2026-09-04 09:00", "T2,乙,2026-09-04 08:05,2026-09-05 09:00"));
        ImportResult partial = desk.Import("t_2026-11-01.csv", "报修单号,接报时间,客户名称\nT1,2026-09-03 08:05,甲\nT2,2026-09-04 08:05,乙乙\nT3,2026-09-06 08:05,丙\n");

        Assert.Equal(new RowCounts(Read: 3, New: 1, Changed: 1, Unchanged: 1, SetAside: 0, LeftOut: 0), partial.Rows);
        Assert.Equal([new ChangedColumn("customer", 1)], partial.ChangedColumns);
        Assert.Equal(
            ["T1 | 甲 | 2026-09-04 01:00", "T2 | 乙乙 | 2026-09-05 01:00", "T3 | 丙 | ∅"],
            desk.Rows("select ticket_id, customer, repaired_at_utc from service.tickets order by ticket_id"));

        // The whole export again, with what is stored by now, is no change either.
        Assert.Equal(2, desk.Import("t_2026-12-01.csv", Export("T1,甲,2026-09-03 08:05,2026-09-04 09:00", "T2,乙乙,2026-09-04 08:05,2026-09-05 09:00")).Rows.Unchanged);
    }

    [Fact]
    public void A_later_export_that_has_the_column_and_an_empty_cell_empties_the_value()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", Export("T1,甲,2026-09-03 08:05,2026-09-04 09:00"));
        desk.Import("t_2026-11-01.csv", Export("T1,甲,2026-09-03 08:05,"));
        Assert.Equal("∅", desk.Value("select repaired_at_utc from service.tickets"));
    }

    [Fact]
    public void The_columns_in_which_rows_changed_are_counted()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-10-01.csv", Export("T1,甲,2026-09-03 08:05,", "T2,乙,2026-09-04 08:05,"));
        ImportResult later = desk.Import("t_2026-11-01.csv", Export("T1,甲甲,2026-09-03 08:05,2026-09-04 09:00", "T2,乙,2026-09-04 08:05,2026-09-05 09:00"));
        Assert.Equal([new ChangedColumn("repaired_at_utc", 2), new ChangedColumn("customer", 1)], later.ChangedColumns);
    }

    [Fact]
    public void The_hash_of_a_row_is_the_same_from_version_to_version_of_the_engine()
    {
        // If an engine's update breaks this, every row would count as changed once: rebuild the warehouse with the update, and say so in CHANGELOG.
        using ImportDesk desk = new();
        Assert.Equal("7970348749928122010", desk.Value("select hash('a', 1, null::varchar) as h"));
    }
}
