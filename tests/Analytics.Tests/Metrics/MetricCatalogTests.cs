using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Metrics;

public sealed class MetricCatalogTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    // Local time is UTC + 8: the month of October begins at 2026-09-30 16:00 UTC.
    private const string Tickets = """
        ticket_id, region, request_type, received_at_utc
        # 30 September 23:59:59 in Shanghai: September
        T1,        华东,   repair,       2026-09-30 15:59:59
        # 1 October 00:00:00 in Shanghai: October
        T2,        华东,   repair,       2026-09-30 16:00:00
        T3,        华南,   consultation, 2026-10-15 08:00:00
        T4,        ,       unknown,      2026-10-20 08:00:00
        # 31 October 23:59:59 in Shanghai: October
        T5,        华南,   ,             2026-10-31 15:59:59
        T6,        华南,   repair,       2026-10-31 16:00:00
        """;

    [Fact]
    public void A_ticket_counts_in_the_month_in_which_it_was_received_in_the_policys_zone()
    {
        Assert.Equal(
            ["2026-08 all 0", "2026-09 all 1", "2026-10 all 4", "2026-11 all 1"],
            Counts("ticket_count", null, "2026-08", "2026-09", "2026-10", "2026-11"));
    }

    [Fact]
    public void A_ticket_without_a_region_is_a_group_of_its_own_and_groups_add_up()
    {
        Assert.Equal(
            ["2026-10 region=(none) 1", "2026-10 region=华东 1", "2026-10 region=华南 2"],
            Counts("ticket_count", "region", "2026-10"));
    }

    [Fact]
    public void Unknown_and_missing_request_types_are_shown_not_dropped()
    {
        Assert.Equal(
            ["2026-10 request_type=(none) 1", "2026-10 request_type=consultation 1", "2026-10 request_type=repair 1", "2026-10 request_type=unknown 1"],
            Counts("ticket_count_by_request_type", "region", "2026-10"));
    }

    [Fact]
    public void A_key_that_does_not_exist_is_refused_with_the_keys_there_are()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => MetricCatalog.Find("tickets"));
        Assert.Contains("ticket_count", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_metric_has_a_key_of_its_own()
    {
        Assert.Equal(MetricCatalog.All.Count, MetricCatalog.All.Select(m => m.Key).Distinct().Count());
    }

    private static IEnumerable<string> Counts(string key, string? dimension, params string[] months)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-02 00:00", "tickets", Tickets);
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(1, new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero)), Shanghai);
        session.UseMonths(months.Select(ReportingMonth.Parse));
        return MetricCatalog.Compute(session, [key], dimension).Select(f => $"{f.Month} {f.Group} {f.Value}");
    }
}
