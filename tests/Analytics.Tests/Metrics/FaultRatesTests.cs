using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Metrics;

public sealed class FaultRatesTests
{
    private const string Units = """
        serial_no, product_model, region, delivered_on
        U1,        A,             华东,   2025-01-10
        U2,        A,             华东,   2026-09-30
        # delivered on the first: the whole month
        U3,        A,             华东,   2026-10-01
        # delivered on the 16th: 16 of 31 days
        U4,        B,             华南,   2026-10-16
        # delivered in November: nothing in October
        U5,        B,             华南,   2026-11-01
        # no date of delivery: never counted
        U6,        B,             华南,
        """;

    private const string Tickets = """
        ticket_id, product_model, region, request_type, received_at_utc
        T1,        A,             华东,   repair,       2026-10-05 08:00
        T2,        A,             华东,   repair,       2026-10-06 08:00
        T3,        B,             华南,   repair,       2026-10-07 08:00
        T4,        B,             华南,   consultation, 2026-10-07 08:00
        T5,        C,             华北,   repair,       2026-10-08 08:00
        T6,        C,             华北,   unknown,      2026-10-08 08:00
        """;

    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void A_unit_counts_from_its_day_of_delivery_by_the_share_of_the_month()
    {
        // 3 whole units and 16/31 of one; four repairs, among them one of a model that is not in the installed base
        Figure rate = Assert.Single(Figures("fault_rate_per_thousand_units", null, "2026-11-05"));
        Assert.Equal(4 / (3 + (16 / 31.0)) * 1000, rate.Value!.Value, 9);
    }

    [Fact]
    public void A_group_without_known_units_has_no_rate_and_its_repairs_are_shown()
    {
        Assert.Equal(
            ["product_model=A 666.667 2 0", "product_model=B 1937.500 1 0", "product_model=C none 0 1"],
            Figures("fault_rate_per_thousand_units", "product_model", "2026-11-05").Select(f => $"{f.Group} {(f.Value is { } v ? v.ToString("F3") : "none")} {f.Numerator} {f.Unmeasurable}"));
    }

    [Fact]
    public void Of_a_month_that_is_not_over_only_the_days_before_the_state_count()
    {
        // State: 12 October 00:00 in Shanghai, 11 of 31 days
        Figure rate = Assert.Single(Figures("fault_rate_per_thousand_units", null, "2026-10-11 16:00"));
        Assert.Equal(4 / (3 * 11 / 31.0) * 1000, rate.Value!.Value, 9);
    }

    [Fact]
    public void Units_cannot_be_split_by_technician_so_there_is_no_rate()
    {
        Assert.Empty(Figures("fault_rate_per_thousand_units", "technician", "2026-11-05"));
    }

    [Fact]
    public void Tickets_of_unknown_type_are_not_in_the_denominator_of_the_repair_share()
    {
        Figure share = Assert.Single(Figures("repair_share_of_tickets", null, "2026-11-05"));
        Assert.Equal((4L, 5L, 1L), (share.Numerator!.Value, share.N, share.Unmeasurable));
    }

    private static List<Figure> Figures(string key, string? dimension, string state)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch(state, "installed_units", Units).Batch(state, "tickets", Tickets);
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(2, DateTimeOffset.Parse(state + "Z")), Shanghai);
        session.UseMonths([ReportingMonth.Parse("2026-10")]);
        return MetricCatalog.Compute(session, [key], dimension);
    }
}
