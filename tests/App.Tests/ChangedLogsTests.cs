using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Changes;
using ServiceAnalytics.Analytics.Metrics;

namespace ServiceAnalytics.App.Tests;

/// <summary>How a month's figures were restated where tickets come as logs of their state changes; causes and counts by hand.</summary>
public sealed class ChangedLogsTests
{
    private const string Headings = "工单号,状态,变更时间,客户名称,业务类型";

    private const string October = """
        SAME,新建,2026-10-03 08:05,甲,维修
        SAME,已修复,2026-10-03 15:00,甲,维修
        BACK,新建,2026-10-05 08:05,甲,维修
        BACK,已修复,2026-10-06 15:00,甲,维修
        WRONG,新建,2026-10-07 08:05,乙,维修
        CANCELLED,新建,2026-10-08 08:05,乙,维修
        OPEN,新建,2026-10-30 08:05,乙,维修
        """;

    // A month later: reopened, another customer's after all, cancelled, waited and repaired; one of October that had not been exported, one of November.
    private const string November = """
        SAME,新建,2026-10-03 08:05,甲,维修
        SAME,已修复,2026-10-03 15:00,甲,维修
        BACK,新建,2026-10-05 08:05,甲,维修
        BACK,已修复,2026-10-06 15:00,甲,维修
        BACK,重新打开,2026-11-03 09:00,甲,维修
        WRONG,新建,2026-10-07 08:05,丙,维修
        CANCELLED,新建,2026-10-08 08:05,乙,维修
        CANCELLED,已取消,2026-11-08 08:05,乙,维修
        OPEN,新建,2026-10-30 08:05,乙,维修
        OPEN,等待配件,2026-11-01 09:05,乙,维修
        OPEN,已修复,2026-11-02 09:05,乙,维修
        LATE,新建,2026-10-20 08:05,丁,维修
        LATE,已修复,2026-10-21 08:05,丁,维修
        NEXT,新建,2026-11-20 08:05,丁,维修
        """;

    [Fact]
    public void Each_ticket_of_a_log_that_differs_stands_under_its_cause_and_the_figures_go_step_by_step()
    {
        using FilledWorkspace workspace = new();
        workspace.Import("状态流水_2026-10-31.csv", $"{Headings}\n{October}\n");
        workspace.Import("状态流水_2026-11-30.csv", $"{Headings}\n{November}\n");
        using OpenWorkspace open = workspace.Open();
        RestatementBridge bridge = RestatementBridge.Compute(open.Warehouse, open.Policy, ReportingMonth.Parse("2026-10"), open.AsOf("1"), open.AsOf("2"));

        Assert.Equal(
            ["LATE Late True", "CANCELLED Withdrawn True", "BACK Reopened True", "WRONG Corrected True", "NEXT Progressed False", "OPEN Progressed True"],
            bridge.Rows.Where(r => r.Kind == "logged_tickets").Select(r => $"{r.Key} {r.Cause} {r.IsOfMonth}"));

        // Five tickets of October, six with the late one; nothing else moves the count.
        FigureChange count = bridge.Figures.Single(f => f.Now.Metric == "ticket_count" && f.Now.Group.Dimension is null);
        Assert.Equal((5.0, 6.0), (count.Before.Value, count.Now.Value));
        Assert.Equal([6.0, 6.0, 6.0, 6.0, 6.0], count.Steps.Select(s => s.After.Value!.Value));
    }

    [Fact]
    public void The_waits_and_milestones_of_a_step_go_with_their_ticket()
    {
        using FilledWorkspace workspace = new();
        workspace.Import("状态流水_2026-10-31.csv", $"{Headings}\n{October}\n");
        workspace.Import("状态流水_2026-11-30.csv", $"{Headings}\n{November}\n");
        using OpenWorkspace open = workspace.Open();
        ReportingMonth month = ReportingMonth.Parse("2026-10");
        RestatementBridge bridge = RestatementBridge.Compute(open.Warehouse, open.Policy, month, open.AsOf("1"), open.AsOf("2"));

        // Each end of the bridge is the figure that the state gives by itself: no log entry of the other state has slipped in.
        foreach ((AsOf state, Func<FigureChange, Figure> end) in new[] { (bridge.From, (Func<FigureChange, Figure>)(c => c.Before)), (bridge.To, c => c.Now) })
        {
            using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
            Dictionary<(string, FigureGroup), Figure> figures = MonthFigures.Compute(session, open.Policy, [month]).ToDictionary(f => (f.Metric, f.Group));
            Assert.NotEmpty(bridge.Figures);
            Assert.All(
                bridge.Figures.Where(c => end(c).Value is not null),
                c => Assert.Equal((figures[(c.Now.Metric, c.Now.Group)].Value, figures[(c.Now.Metric, c.Now.Group)].N), (end(c).Value, end(c).N)));
        }
    }
}
