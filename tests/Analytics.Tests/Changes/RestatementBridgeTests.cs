using ServiceAnalytics.Analytics.Changes;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Tests.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Changes;

/// <summary>How a figure of an earlier month came to be another one; counts by hand.</summary>
public sealed class RestatementBridgeTests
{
    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");

    // Batch 1 is what was known when October was reported; batch 2 is a later export.
    private static WarehouseBuilder Warehouse() => new WarehouseBuilder()
        .Batch("2026-11-01 00:00", "tickets", """
            ticket_id, customer, request_type, received_at_utc,  answered_at_utc,  closed_at_utc
            SAME,      A,        repair,       2026-10-05 01:00, 2026-10-05 02:00, 2026-10-06 01:00
            MOVED,     A,        repair,       2026-10-05 01:00, 2026-10-05 02:00, 2026-10-06 01:00
            REOPENED,  A,        repair,       2026-10-05 01:00, 2026-10-05 02:00, 2026-10-06 01:00
            WRONG,     A,        repair,       2026-10-05 01:00, 2026-10-05 02:00, 2026-10-06 01:00
            OPEN,      A,        repair,       2026-10-31 12:00,                 ,
            """)
        .Batch("2026-12-01 00:00", "tickets", """
            ticket_id, customer, request_type, received_at_utc,  answered_at_utc,  closed_at_utc
            LATE,      A,        repair,       2026-10-07 01:00, 2026-10-09 02:00, 2026-10-10 01:00
            MOVED,     A,        repair,       2026-09-05 01:00, 2026-09-05 02:00, 2026-10-06 01:00
            REOPENED,  A,        repair,       2026-10-05 01:00, 2026-10-05 02:00,
            WRONG,     A,        repair,       2026-10-05 01:00, 2026-10-08 02:00, 2026-10-09 01:00
            OPEN,      A,        repair,       2026-10-31 12:00, 2026-11-03 01:00, 2026-11-03 01:00
            NOVEMBER,  A,        repair,       2026-11-07 01:00, 2026-11-07 02:00, 2026-11-10 01:00
            """);

    private static RestatementBridge Bridge(WarehouseBuilder warehouse) => RestatementBridge.Compute(
        warehouse.File,
        TestSessions.PlainPolicy,
        October,
        new AsOf(1, new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)),
        new AsOf(2, new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Each_row_that_differs_stands_under_one_cause()
    {
        using WarehouseBuilder warehouse = Warehouse();
        Assert.Equal(
            [
                "LATE Late True ()",
                "MOVED Withdrawn True (received_at_utc,answered_at_utc)",
                "REOPENED Reopened True (closed_at_utc)",
                "WRONG Corrected True (answered_at_utc,closed_at_utc)",
                "NOVEMBER Progressed False ()",
                "OPEN Progressed True (answered_at_utc,closed_at_utc)",
            ],
            Bridge(warehouse).Rows.Select(r => $"{r.Key} {r.Cause} {r.IsOfMonth} ({string.Join(',', r.Columns)})"));
    }

    [Fact]
    public void The_number_of_tickets_goes_up_by_the_late_one_and_down_by_the_one_that_was_of_another_month()
    {
        using WarehouseBuilder warehouse = Warehouse();
        RestatementBridge bridge = Bridge(warehouse);

        // Five before; one late, one moved to September: five again, so the figure itself doesn't stand in the list.
        Assert.DoesNotContain(bridge.Figures, f => f.Now.Metric == "ticket_count");
    }

    [Fact]
    public void Compliance_before_and_now_and_what_each_cause_did_to_it_add_up()
    {
        using WarehouseBuilder warehouse = Warehouse();
        FigureChange change = Bridge(warehouse).Figures.Single(f => f.Now.Metric == "sla_compliance" && f.Now.Group.Name == "answered");

        // Answered within 24 hours. Before: 4 met of 4, OPEN pending (12 hours run).
        // Late: 4 of 5. Moved away: 3 of 4. Reopened: its answer stays. Corrected: 2 of 4. Then OPEN, answered after 61 hours: 2 of 5.
        Assert.Equal(1.0, change.Before.Value);
        Assert.Equal([0.8, 0.75, 0.75, 0.5, 0.4], change.Steps.Select(s => s.After.Value!.Value));
        Assert.Equal(0.4, change.Now.Value);
        Assert.Equal(0.4 - 1.0, change.Steps.Sum(s => s.Difference!.Value), 12);
    }

    [Fact]
    public void The_two_ends_are_the_figures_that_the_two_states_give_by_themselves()
    {
        using WarehouseBuilder warehouse = Warehouse();
        RestatementBridge bridge = Bridge(warehouse);
        foreach ((AsOf state, Func<FigureChange, Figure> end) in new[] { (bridge.From, (Func<FigureChange, Figure>)(c => c.Before)), (bridge.To, c => c.Now) })
        {
            using AnalysisSession session = AnalysisSession.Open(warehouse.File, state, TestSessions.PlainPolicy);
            Dictionary<(string, FigureGroup), Figure> figures = MonthFigures.Compute(session, TestSessions.PlainPolicy, [October]).ToDictionary(f => (f.Metric, f.Group));
            Assert.All(bridge.Figures, c => Assert.Equal(figures[(c.Now.Metric, c.Now.Group)].Value, end(c).Value));
        }
    }

    [Fact]
    public void Between_a_state_and_itself_nothing_changed()
    {
        using WarehouseBuilder warehouse = Warehouse();
        AsOf now = new(2, new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        RestatementBridge bridge = RestatementBridge.Compute(warehouse.File, TestSessions.PlainPolicy, October, now, now);
        Assert.Empty(bridge.Figures);
        Assert.Empty(bridge.Rows);
    }

    // A ticket may say itself that it was cancelled or opened again; the log of its states changes with it.
    [Fact]
    public void A_ticket_that_says_it_was_cancelled_is_withdrawn_and_one_that_says_it_was_reopened_is_reopened()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-11-01 00:00", "tickets", """
                ticket_id, customer, request_type, received_at_utc,  answered_at_utc,  closed_at_utc,    cancelled_at_utc, reopened_at_utc
                A,         A,        repair,       2026-10-05 01:00, 2026-10-05 02:00, 2026-10-06 01:00,                 ,
                B,         A,        repair,       2026-10-05 01:00, 2026-10-05 02:00, 2026-10-06 01:00,                 ,
                C,         A,        repair,       2026-10-05 01:00, 2026-10-05 02:00, 2026-10-06 01:00,                 , 2026-10-06 00:00
                D,         A,        repair,       2026-10-05 01:00,                 ,                 ,                 ,
                """)
            .Batch("2026-12-01 00:00", "tickets", """
                ticket_id, customer, request_type, received_at_utc,  answered_at_utc,  closed_at_utc,    cancelled_at_utc, reopened_at_utc
                A,         A,        repair,       2026-10-05 01:00, 2026-10-05 02:00, 2026-10-06 01:00, 2026-11-02 01:00,
                B,         A,        repair,       2026-10-05 01:00, 2026-10-05 02:00, 2026-11-09 01:00,                 , 2026-11-03 01:00
                C,         A,        repair,       2026-10-05 01:00, 2026-10-05 03:00, 2026-10-06 01:00,                 , 2026-10-06 00:00
                D,         A,        repair,       2026-10-05 01:00,                 ,                 , 2026-10-05 02:00,
                """);
        RestatementBridge bridge = Bridge(warehouse);
        Assert.Equal(["A Withdrawn", "D Withdrawn", "B Reopened", "C Corrected"], bridge.Rows.Select(r => $"{r.Key} {r.Cause}"));

        // D was open past its 24 hours; cancelled after one hour it is no case any more: 3 met of 4, now 3 of 3. The step is that of what was withdrawn.
        FigureChange change = bridge.Figures.Single(f => f.Now.Metric == "sla_compliance" && f.Now.Group.Name == "answered");
        Assert.Equal((0.75, 1.0), (change.Before.Value, change.Now.Value));
        Assert.Equal(0.25, change.Steps.Single(s => s.Cause == ChangeCause.Withdrawn).Difference);
    }

    [Fact]
    public void The_parts_of_every_figure_add_up_to_its_change()
    {
        using WarehouseBuilder warehouse = Warehouse();
        IReadOnlyList<FigureChange> figures = Bridge(warehouse).Figures;
        Assert.NotEmpty(figures);
        Assert.All(
            figures.Where(f => f.Before.Value is not null && f.Now.Value is not null && f.Steps.All(s => s.Difference is not null)),
            f => Assert.Equal(f.Now.Value!.Value - f.Before.Value!.Value, f.Steps.Sum(s => s.Difference!.Value), 9));
    }
}
