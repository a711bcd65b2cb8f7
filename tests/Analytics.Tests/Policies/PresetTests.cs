using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Policies;

public sealed class PresetTests
{
    // One ticket that went well, one that didn't, one that nobody looked after, one from the web that is still at the factory; as of 2026-10-31 16:00 UTC.
    private const string Tickets = """
        ticket_id, request_type, channel, severity, service_type, resolution_mode, failed_part, visit_count, received_at_utc,  relayed_at_utc,   forwarded_at_utc, answered_at_utc,  replied_at_utc,   planned_at_utc,   dispatched_at_utc, appointed_at_utc, arrived_at_utc,   repaired_at_utc,  confirmed_at_utc, report_submitted_at_utc, revisited_at_utc, closed_at_utc,    quote_accepted_at_utc, collected_at_utc, call_back_arranged_at_utc, progress_told_at_utc, part_handed_over_at_utc
        T1,        repair,       sales,   general,  paid,         on_site,         泵,          1,           2026-10-12 01:00, 2026-10-12 01:01, 2026-10-12 01:01, 2026-10-12 01:02, 2026-10-12 01:03, 2026-10-12 01:04, 2026-10-12 01:10,  2026-10-12 01:30, 2026-10-12 01:28, 2026-10-12 01:50, 2026-10-12 02:00, 2026-10-12 03:00,        2026-10-12 05:00, 2026-10-13 05:00, 2026-10-12 01:05,                 , 2026-10-12 03:04,          ,                     2026-10-12 02:00
        T2,        repair,       sales,   general,  paid,         on_site,         泵,          3,           2026-10-12 01:00, 2026-10-14 01:01, 2026-10-16 01:01, 2026-10-18 01:02, 2026-10-19 01:03, 2026-10-20 01:04, 2026-10-20 01:10,  2026-10-20 01:30, 2026-10-20 03:28, 2026-10-25 01:50, ,                 2026-10-31 03:00,        2026-10-28 05:00, 2026-10-31 05:00, 2026-10-26 01:05,                 , 2026-10-31 03:10,          ,
        T3,        repair,       phone,   major,    free,         factory_return,  ,            ,            2026-09-01 01:00, ,                 ,                 ,                 ,                 ,                 ,                  ,                 ,                 ,                 ,                 ,                        ,                 2026-10-30 01:00, ,                 , ,                          ,
        T4,        repair,       web,     general,  free,         factory_return,  ,            ,            2026-10-12 01:00, ,                 ,                 2026-10-12 01:02, ,                 ,                 ,                  ,                 ,                 ,                 ,                 ,                        ,                 ,                 ,                 2026-10-12 02:00, ,                          2026-10-13 01:00,
        """;

    private static readonly string[] Names = [.. Directory.GetFiles(TestFiles.Policies, "*.yaml").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Presets => [.. Names];

    [Fact]
    public void There_are_the_five_presets()
    {
        Assert.Equal(["equipment", "fluid", "instruments", "power", "vehicles"], Names);
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_preset_loads_and_tells_every_clause_in_both_languages_with_its_paragraph(string preset)
    {
        Policy policy = Load(preset);
        Assert.Equal(preset, policy.Id);
        Assert.All(policy.Clauses, c => Assert.All([c.Title.Zh, c.Title.En, c.Paragraph!.Zh, c.Paragraph.En], text => Assert.NotEmpty(text)));
        Assert.Equal(policy.Clauses.Count, policy.ClauseIds.Count);
        Assert.True(policy.NotMeasured.Count + policy.Duties.Count > 0);
        Assert.All(policy.Duties, d => Assert.All([d.Title.Zh, d.Title.En, d.Paragraph!.Zh, d.Paragraph.En], text => Assert.NotEmpty(text)));
        Assert.Equal(WarningRule.Known.Select(k => k.Rule).Order(), policy.Warnings.Select(w => w.Id).Order());
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void The_ticket_that_went_well_breaches_nothing_and_the_one_that_did_not_breaches_something(string preset)
    {
        Policy policy = Load(preset);
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", Tickets);
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero)), policy);
        ReportingMonth october = ReportingMonth.Parse("2026-10");
        session.UseMonths(Enumerable.Range(0, 25).Select(i => october.Plus(-i)));
        SlaJudge.Judge(session, policy);
        Assert.Equal("met", Verdicts("T1"));
        Assert.Contains("breached", Verdicts("T2"), StringComparison.Ordinal);
        Assert.Equal(policy.ClauseIds, SlaFindings.Compute(session, policy, october).Clauses.Select(c => c.Clause.Id));

        string Verdicts(string ticket) => (string)session.Connection.Scalar(
            "select coalesce(string_agg(distinct verdict::varchar, ' ' order by verdict::varchar), '') from sla_cases where ticket_id = $ticket",
            new() { ["ticket"] = ticket })!;
    }

    [Fact]
    public void A_factory_return_that_was_closed_without_a_word_is_not_measurable_and_not_confirmed()
    {
        Policy policy = Load("instruments");
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", Tickets);
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero)), policy);
        session.UseMonths([ReportingMonth.Parse("2026-09")]);
        SlaJudge.Judge(session, policy);
        Assert.Equal(
            ["confirmed breached", "factory_return unmeasurable", "progress_told unmeasurable", "revisited breached"],
            session.Connection.Query("select clause_id, verdict from sla_cases order by clause_id", new(), row => $"{row.Text("clause_id")} {row.Text("verdict")}"));
    }

    private static Policy Load(string preset) => Policy.Load(Path.Combine(TestFiles.Policies, preset + ".yaml"), TestFiles.Calendars);
}
