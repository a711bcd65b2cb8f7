using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Tests.Metrics;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>Promises about milestones that few systems keep: nobody is condemned for what nobody could record, and nobody gets away by leaving a column out again.</summary>
public sealed class ClauseSourcesTests
{
    private static readonly Policy Rules = Policy.Parse(
        "sources.yaml",
        """
        id: sources
        title: {zh: 测试, en: Sources}
        zone: Asia/Shanghai
        calendars:
          - id: office
            public_holidays: cn
            hours: {workdays: ["08:00-12:00", "13:30-17:30"]}
        clauses:
          - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 24 hours}
          - {id: collected, title: {zh: 收集, en: Collected}, start: received, stop: collected, limit: 4 working_hours, applies_to: {channel: [web]}}
          - {id: arranged, title: {zh: 安排回访, en: Arranged}, start: report_submitted, stop: call_back_arranged, limit: 5 minutes}
          - {id: told, title: {zh: 告知进度, en: Told}, kind: order, before: progress_told, stop: repaired, applies_to: {resolution_mode: [factory_return]}}
          - {id: handed, title: {zh: 旧件交还, en: Handed over}, kind: recorded, stop: part_handed_over, applies_to: {needs_part: true}}
        """,
        TestFiles.Calendars);

    // Times are UTC, eight hours behind; 10 August 2026 is a Monday.
    private const string Plain = """
        ticket_id, channel, resolution_mode, failed_part, received_at_utc,  answered_at_utc,  report_submitted_at_utc, repaired_at_utc,  closed_at_utc
        T1,        web,     factory_return,  pump,        2026-08-10 01:00, 2026-08-10 02:00, 2026-08-11 02:00,        2026-08-11 01:00, 2026-08-12 01:00
        """;

    [Fact]
    public void Where_no_export_has_had_the_column_the_promise_says_so_and_judges_nobody()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-09-01 00:00", "tickets", Plain);
        using AnalysisSession session = Judged(warehouse, "2026-09-01 00:00");
        SlaFindings found = SlaFindings.Compute(session, Rules, ReportingMonth.Parse("2026-08"));
        Assert.Equal(["answered"], found.Clauses.Select(c => c.Clause.Id));
        Assert.Equal(["collected", "arranged", "told", "handed"], found.NotMeasured.Select(n => n.Id));
        Assert.Contains("网站报修收集", found.NotMeasured[0].Needs.Zh, StringComparison.Ordinal);
        Assert.Contains("replaced part handed over", found.NotMeasured[3].Needs.En, StringComparison.Ordinal);
        Assert.Equal(["answered"], Clauses(session));
        Assert.Equal([null, NoCase.NoColumn, NoCase.NoColumn, NoCase.NoColumn, NoCase.NoColumn], TicketExplanation.Of(session, Rules, "T1")!.Clauses.Select(c => c.WhyNot));
        Assert.Equal(["answered"], OpenBreaches.Find(session, Rules).Select(b => b.ClauseId).Append("answered").Distinct());
    }

    [Fact]
    public void A_file_with_the_column_is_enough_even_when_every_cell_is_empty()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-09-01 00:00", "tickets", Plain);
        using (WarehouseConnection connection = warehouse.Connect())
        {
            connection.Execute("insert into import.batch_readings (batch_id, zone, columns) values (1, 'Asia/Shanghai', ['ticket_id', 'part_handed_over_at_utc'])");
        }

        using AnalysisSession session = Judged(warehouse, "2026-09-01 00:00");
        Assert.Equal(["answered met", "handed breached"], Verdicts(session));
    }

    [Fact]
    public void One_ticket_with_the_time_is_enough_and_the_others_are_judged_by_it()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-09-01 00:00", "tickets", """
            ticket_id, channel, resolution_mode, failed_part, received_at_utc,  collected_at_utc, answered_at_utc,  report_submitted_at_utc, call_back_arranged_at_utc, progress_told_at_utc, repaired_at_utc,  part_handed_over_at_utc, closed_at_utc
            # Monday 09:00 → 14:30 local: 3 h before lunch and 1 h after it are exactly 4 working hours
            A,         web,     factory_return,  pump,        2026-08-10 01:00, 2026-08-10 06:30, 2026-08-10 07:00, 2026-08-11 02:00,        2026-08-11 02:05,          2026-08-10 09:00,     2026-08-11 01:00, 2026-08-11 03:00,        2026-08-12 01:00
            # a minute over; arranged a minute late; told after the repair
            B,         web,     factory_return,  pump,        2026-08-10 01:00, 2026-08-10 06:31, 2026-08-10 07:00, 2026-08-11 02:00,        2026-08-11 02:06,          2026-08-11 01:01,     2026-08-11 01:00, ,                        2026-08-12 01:00
            # answered though never collected: must have been; closed though nothing was arranged: must have been; never told
            C,         web,     factory_return,  ,            2026-08-10 01:00, ,                 2026-08-10 07:00, 2026-08-11 02:00,        ,                          ,                     2026-08-11 01:00, ,                        2026-08-12 01:00
            # by telephone, on site, no part: answered, report in a fortnight, neither arranged nor past it, so late
            D,         phone,   on_site,         ,            2026-08-10 01:00, ,                 2026-08-10 07:00, 2026-08-24 02:00,        ,                          ,                     2026-08-11 01:00, ,
            """);
        using AnalysisSession session = Judged(warehouse, "2026-09-01 00:00");
        Assert.Equal(
            [
                "A answered met", "A arranged met", "A collected met", "A handed met", "A told met",
                "B answered met", "B arranged breached", "B collected breached", "B handed breached", "B told breached",
                "C answered met", "C arranged unmeasurable", "C collected unmeasurable", "C told breached",
                "D answered met", "D arranged breached",
            ],
            Verdicts(session, "ticket_id || ' ' || "));
    }

    [Fact]
    public void What_a_later_export_brings_is_not_known_as_of_an_earlier_one()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-09-01 00:00", "tickets", Plain)
            .Batch("2026-09-02 00:00", "tickets", "ticket_id, failed_part, received_at_utc, part_handed_over_at_utc\nT2, pump, 2026-08-10 01:00, 2026-08-11 01:00");
        using AnalysisSession before = AnalysisSession.Open(warehouse.File, new AsOf(1, new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero)), Rules);
        Judge(before);
        Assert.Equal(["answered"], Clauses(before));
        using AnalysisSession after = Judged(warehouse, "2026-09-02 00:00");
        Assert.Equal(["answered", "handed"], Clauses(after));
    }

    private static AnalysisSession Judged(WarehouseBuilder warehouse, string asOfUtc)
    {
        AnalysisSession session = warehouse.Open(asOfUtc, Rules);
        Judge(session);
        return session;
    }

    private static void Judge(AnalysisSession session)
    {
        session.UseMonths([ReportingMonth.Parse("2026-08")]);
        SlaJudge.Judge(session, Rules);
    }

    private static List<string> Verdicts(AnalysisSession session, string ticket = "") => session.Connection.Query(
        $"select {ticket}clause_id || ' ' || verdict as told from sla_cases order by told", SqlParameters.None, row => row.Text("told"));

    private static List<string> Clauses(AnalysisSession session) =>
        session.Connection.Query("select distinct clause_id from sla_cases order by clause_id", SqlParameters.None, row => row.Text("clause_id"));
}
