using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Tests;

/// <summary>Logs with one row per state change: milestones, waits and one ticket per number.</summary>
public sealed class EventLogsTests
{
    private const string Headings = "工单号,状态,变更时间,客户名称";
    private const string TicketHeadings = "报修单号,客户名称,接报时间,派工时间,修复时间";

    private static string Log(params string[] rows) => $"{Headings}\n{string.Join('\n', rows)}\n";

    private static string Sample(string name) => Repository.PathOf($"tests/Ingest.Tests/Presets/{name}");

    [Fact]
    public void The_states_of_a_log_are_the_milestones_of_one_ticket()
    {
        using ImportDesk desk = new();
        ImportResult log = desk.Importer.Import(Sample("event-log-zh.csv"), new ImportOptions());

        Assert.Equal(new RowCounts(Read: 9, New: 9, Changed: 0, Unchanged: 0, SetAside: 0, LeftOut: 0), log.Rows);
        Assert.Equal(
            ["GD-1 | 江苏恒力 | 2026-10-03 00:05 | 2026-10-03 00:20 | 2026-10-03 02:00 | 2026-10-05 02:00 | 2026-10-06 01:00 | ∅", "GD-2 | 北方水务 | 2026-10-04 01:30 | ∅ | ∅ | ∅ | ∅ | 2026-10-04 01:45"],
            Tickets(desk, "ticket_id, customer, received_at_utc, dispatched_at_utc, arrived_at_utc, repaired_at_utc, closed_at_utc, cancelled_at_utc"));
        Assert.Equal(["GD-1 | 2026-10-03 02:30 | 2026-10-05 01:00 | parts"], desk.Rows("select ticket_id, from_utc, to_utc, reason from service.ticket_waits"));
    }

    [Fact]
    public void A_ServiceNow_log_gives_one_row_per_incident_with_its_latest_attributes_and_its_waits()
    {
        using ImportDesk desk = new();
        desk.Importer.Import(Sample("servicenow-incident-log.csv"), new ImportOptions());

        // The waiting state stands in two rows of the log and is one wait; what the last update says of group and priority counts.
        Assert.Equal(
            ["INC0900001 | Group 70 | PMP-4711 | major | 2016-03-13 01:16 | 2016-03-14 03:29 | 2016-03-19 04:00", "INC0900002 | Group 24 | ∅ | general | 2016-03-13 20:40 | ∅ | ∅"],
            Tickets(desk, "ticket_id, office, serial_no, severity, received_at_utc, repaired_at_utc, closed_at_utc"));
        Assert.Equal(
            ["INC0900001 | 2016-03-13 07:00 | 2016-03-14 00:30 | customer", "INC0900002 | 2016-03-13 21:30 | ∅ | supplier"],
            desk.Rows("select ticket_id, from_utc, to_utc, reason from service.ticket_waits order by ticket_id"));
    }

    [Fact]
    public void Of_two_entries_into_a_state_the_first_is_the_milestone_unless_the_mapping_wants_the_last()
    {
        using ImportDesk desk = new();
        desk.Importer.Import(Sample("event-log-en.csv"), new ImportOptions());
        Assert.Equal(["2026-10-03 06:20 | 2026-10-05 01:00"], Tickets(desk, "repaired_at_utc, reopened_at_utc"));

        using ImportDesk last = new();
        string mapping = File.ReadAllText(Repository.PathOf("data/mappings/generic-en-ticket-events.yaml")).Replace("name: generic-en-ticket-events", "name: ours\nlast_entry: [repaired]", StringComparison.Ordinal);
        Directory.CreateDirectory(last.Workspace.Mappings);
        File.WriteAllText(Path.Combine(last.Workspace.Mappings, "ours.yaml"), mapping);
        last.Restart();
        last.Importer.Import(Sample("event-log-en.csv"), new ImportOptions());
        Assert.Equal(["2026-10-05 08:00 | 2026-10-05 01:00"], Tickets(last, "repaired_at_utc, reopened_at_utc"));
    }

    [Fact]
    public void The_ticket_exports_own_milestone_goes_before_the_log_and_the_log_fills_what_is_blank()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-11-01.csv", $"{TicketHeadings}\nGD-1,恒力,2026-10-03 08:00,,2026-10-05 09:30\nGD-9,其他,2026-10-09 08:00,,\n");
        desk.Import("log_2026-11-01.csv", File.ReadAllText(Sample("event-log-zh.csv")));

        Assert.Equal(
            ["GD-1 | 恒力 | 2026-10-03 00:00 | 2026-10-03 00:20 | 2026-10-05 01:30", "GD-2 | 北方水务 | 2026-10-04 01:30 | ∅ | ∅", "GD-9 | 其他 | 2026-10-09 00:00 | ∅ | ∅"],
            Tickets(desk, "ticket_id, customer, received_at_utc, dispatched_at_utc, repaired_at_utc"));
    }

    [Fact]
    public void A_log_again_and_in_another_file_changes_nothing_and_a_correction_makes_a_new_version()
    {
        using ImportDesk desk = new();
        string[] rows = ["G1,新建,2026-10-03 08:05,甲", "G1,等待客户,2026-10-03 09:00,甲", "G1,维修中,2026-10-03 12:00,甲", "G1,已修复,2026-10-03 15:00,甲"];
        desk.Import("a_2026-10-04.csv", Log(rows));
        string before = string.Join('\n', desk.Rows("select * from service.logged_tickets"));
        Assert.Equal(4, desk.Import("b_2026-10-05.csv", Log([.. rows.Reverse()])).Rows.Unchanged);
        Assert.Equal(before, string.Join('\n', desk.Rows("select * from service.logged_tickets")));

        ImportResult more = desk.Import("c_2026-10-06.csv", Log("G1,新建,2026-10-03 08:05,甲公司", "G1,等待客户,2026-10-03 14:00,甲公司", "G1,维修中,2026-10-03 14:30,甲公司"));
        Assert.Equal(new RowCounts(Read: 3, New: 2, Changed: 1, Unchanged: 0, SetAside: 0, LeftOut: 0), more.Rows);
        Assert.Equal(
            ["2026-10-03 01:00 | 2026-10-03 04:00", "2026-10-03 06:00 | 2026-10-03 06:30"],
            desk.Rows("select from_utc, to_utc from service.ticket_waits order by from_utc"));
        Assert.Equal(["2026-10-03 01:00 | 2026-10-03 04:00"], As(desk, 2, "select from_utc, to_utc from as_of.ticket_waits"));
        Assert.Equal(["甲"], As(desk, 2, "select customer from as_of.tickets"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Logs_and_ticket_exports_in_any_order_give_the_same_tickets_and_waits(int seed)
    {
        Random random = new(seed);
        string[] states = ["新建", "已派工", "等待配件", "等待客户", "维修中", "已修复", "已关闭"];
        (string Name, string Text)[] files =
        [
            .. Enumerable.Range(1, 4).Select(month => ($"log_2026-0{month}-28.csv", Log([.. Enumerable.Range(1, 60).Where(_ => random.Next(2) == 0)
                .Select(i => $"G{i % 9},{states[i % states.Length]},2026-01-{1 + (i % 27):00} {i % 24:00}:{i % 60:00},客户{(month > 2 ? 2 : 1)}")]))),
            ("t_2026-03-01.csv", $"{TicketHeadings}\nG1,甲,2026-01-01 00:00,,2026-01-20 09:00\nG20,乙,2026-01-09 08:00,,\n"),
        ];
        string[] expected = State(files);
        for (int shuffle = 0; shuffle < 3; shuffle++)
        {
            random.Shuffle(files);
            Assert.Equal(expected, State(files));
        }
    }

    [Fact]
    public void The_database_made_anew_from_the_archive_is_the_same()
    {
        using ImportDesk desk = new();
        desk.Import("t_2026-11-01.csv", $"{TicketHeadings}\nGD-1,恒力,2026-10-03 08:00,,\n");
        desk.Import("log_2026-11-01.csv", File.ReadAllText(Sample("event-log-zh.csv")));
        string before = desk.Everything();
        Assert.Empty(desk.Rebuild().Differences);
        Assert.Equal(before, desk.Everything());
        Assert.Equal(["2"], Tickets(desk, "count(*)"));
    }

    [Fact]
    public void A_list_of_tickets_with_state_and_last_change_is_no_log()
    {
        using ImportDesk desk = new();
        ImportResult list = desk.Import("a.csv", "工单号,状态,变更时间,客户名称,接报时间\nG1,已关闭,2026-10-04 08:00,甲,2026-10-03 08:00\nG2,新建,2026-10-04 09:00,乙,2026-10-04 08:00\n");
        Assert.Equal("tickets", list.Kind);
    }

    [Fact]
    public void A_state_that_the_mapping_does_not_know_is_kept_told_and_ends_a_wait()
    {
        using ImportDesk desk = new();
        ImportResult log = desk.Import("a.csv", Log("G1,新建,2026-10-03 08:05,甲", "G1,等待客户,2026-10-03 09:00,甲", "G1,专家会诊,2026-10-03 12:00,甲"));
        Assert.Equal([new UnknownWord("what", "专家会诊", 1)], log.UnknownWords);
        Assert.Equal(["2026-10-03 04:00"], desk.Rows("select to_utc from service.ticket_waits"));
        Assert.Equal(["专家会诊"], desk.Rows("select status from service.ticket_events where what = 'unknown'"));
    }

    private static string[] State((string Name, string Text)[] files)
    {
        using ImportDesk desk = new();
        foreach ((string name, string text) in files)
        {
            ImportResult result = desk.Import(name, text);
            Assert.True(result.Outcome == ImportOutcome.Imported && result.Rows.AddUp, result.Message);
        }

        return [.. Tickets(desk, "* exclude (batch_id, row_number, export_at_utc, content_hash)"), .. desk.Rows("select ticket_id, from_utc, to_utc, reason from service.ticket_waits order by all")];
    }

    private static string[] Tickets(ImportDesk desk, string columns) => As(desk, 99, $"select {columns} from as_of.tickets order by all");

    private static string[] As(ImportDesk desk, int batch, string sql)
    {
        // A view with a session variable: the desk's own queries have none.
        using WarehouseConnection connection = desk.Warehouse.Connect();
        connection.SetVariable("as_of_batch", batch);
        connection.Execute($"create or replace table service.seen as {sql}");
        string[] rows = desk.Rows("select * from service.seen");
        connection.Execute("drop table service.seen");
        return rows;
    }
}
