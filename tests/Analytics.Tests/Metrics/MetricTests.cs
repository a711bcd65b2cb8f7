using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Metrics;

/// <summary>Figures of small tables, counted by hand; the count stands beside each.</summary>
public sealed class MetricTests
{
    /// <summary>October 2026 in China: 1 to 7 October are holidays, Saturday 10 October is worked (the State Council's notice for 2026).</summary>
    [Theory]
    //          confirmed   issued        state           why
    [InlineData("2026-10-12, 2026-10-15", "met", "Monday + 3 working days = Thursday")]
    [InlineData("2026-10-12, 2026-10-16", "breached", "one day late")]
    [InlineData("2026-09-29, 2026-10-09", "met", "Tuesday; Wednesday 30 September, then the holidays, Thursday 8 and Friday 9 October")]
    [InlineData("2026-09-30, 2026-10-10", "met", "8 and 9 October, and the make-up Saturday 10 October")]
    [InlineData("2026-09-30, 2026-10-11", "breached", "Sunday after the make-up Saturday is late although no working day has passed")]
    [InlineData("2026-10-12, 2026-10-12", "met", "the same day")]
    [InlineData("2026-10-12, 2026-10-10", "unmeasurable", "issued before it was confirmed")]
    [InlineData(", 2026-10-12", "unmeasurable", "never confirmed")]
    [InlineData("2026-10-12,", "breached", "still open on the as-of day, 1 November")]
    [InlineData("2026-10-12, 2026-11-05", "breached", "issued after the as-of day: still open")]
    public void A_notice_is_issued_in_time_when_it_is_out_by_the_third_working_day(string dates, string state, string why)
    {
        Figure figure = October(
            "rectifications",
            "notice_no, confirmed_on, issued_on\nN1, " + dates,
            "rectification_issued_in_time");
        Assert.Equal(
            (state == "met" ? 1L : 0, state == "unmeasurable" ? 0L : 1, state == "unmeasurable" ? 1L : 0, why),
            (figure.Numerator, figure.N, figure.Unmeasurable, why));
    }

    [Fact]
    public void A_step_counts_in_the_month_in_which_it_was_due_and_an_open_one_is_late_from_the_day_after()
    {
        const string Notices = """
            notice_no, confirmed_on, issued_on,  due_on,     implemented_on, verified_on
            # due in October: A in time, B late, C open and late; D is due on the as-of day itself (1 November, so November): pending
            A,         2026-08-03,   2026-08-04, 2026-10-20, 2026-10-20,
            B,         2026-08-03,   2026-08-04, 2026-10-20, 2026-10-21,
            C,         2026-08-03,   2026-08-04, 2026-10-31,           ,
            D,         2026-08-03,   2026-08-04, 2026-11-01,           ,
            # no due date given: unmeasurable, in the month in which it was done
            E,         2026-08-03,   2026-08-04,           , 2026-10-05,
            """;
        Figure october = October("rectifications", Notices, "rectification_implemented_in_time");
        Assert.Equal((1L, 3L, 1L, 0L), (october.Numerator, october.N, october.Unmeasurable, october.Pending));
        Figure november = Compute("rectifications", Notices, "rectification_implemented_in_time", "2026-11");
        Assert.Equal((0L, 0L, 1L), (november.Numerator, november.N, november.Pending));
    }

    [Fact]
    public void A_measure_is_verified_in_time_within_ninety_days_of_its_implementation()
    {
        // Implemented on 12 July: 90 days later is 10 October.
        Figure figure = October(
            "rectifications",
            """
            notice_no, implemented_on, verified_on
            A,         2026-07-12,     2026-10-10
            B,         2026-07-12,     2026-10-11
            C,         2026-07-12,
            D,         2026-09-01,
            """,
            "rectification_verified_in_time");
        Assert.Equal((1L, 3L), (figure.Numerator, figure.N));
    }

    [Fact]
    public void Warranty_cost_adds_the_four_costs_of_free_tickets_and_does_not_take_missing_for_nothing()
    {
        // A 100.50 + 20 + 0 + 9.50 = 130; B 50; C has no cost at all; D isn't free; E came in September: 180 from 2, 1 unmeasurable.
        Figure figure = October(
            "tickets",
            """
            ticket_id, service_type, received_at_utc,  parts_cost, labour_cost, travel_cost, freight_cost
            A,         free,         2026-10-01 08:00, 100.50,     20,          0,           9.50
            B,         free,         2026-10-01 08:00, ,           50,          ,
            C,         free,         2026-10-01 08:00, ,           ,            ,
            D,         paid,         2026-10-01 08:00, 999,        ,            ,
            E,         free,         2026-09-30 08:00, 999,        ,            ,
            """,
            "warranty_cost");
        Assert.Equal((180.0, 2L, 1L), (figure.Value, figure.N, figure.Unmeasurable));
    }

    [Fact]
    public void Complaints_are_set_against_the_tickets_of_the_same_month()
    {
        // 2 complaints of October, 4 tickets of October: 500 per thousand; R: poisson.test(2, 4)$conf.int * 1000 = 60.55, 1806.17.
        using WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2026-11-01 00:00", "tickets", "ticket_id, received_at_utc\nA, 2026-10-01\nB, 2026-10-02\nC, 2026-10-03\nD, 2026-10-04\nE, 2026-11-01")
            .Batch("2026-11-01 00:00", "complaints", "complaint_id, received_at_utc, ticket_id\nK1, 2026-10-05, A\nK2, 2026-10-06,\nK3, 2026-09-05, B");
        Figure figure = Compute(warehouse, "complaints_per_thousand_tickets", "2026-10");
        Assert.Equal((500.0, 4L, 2L), (figure.Value, figure.N, figure.Numerator));
        Assert.Equal(60.55, figure.Lower!.Value, 2);
        Assert.Equal(1806.17, figure.Upper!.Value, 2);
    }

    private static Figure October(string kind, string csv, string key) => Compute(kind, csv, key, "2026-10");

    private static Figure Compute(string kind, string csv, string key, string month)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-01 00:00", kind, csv);
        return Compute(warehouse, key, month);
    }

    private static Figure Compute(WarehouseBuilder warehouse, string key, string month)
    {
        using AnalysisSession session = warehouse.Open("2026-11-01 00:00");
        session.UseMonths([ReportingMonth.Parse(month)]);
        return MetricCatalog.Compute(session, [key]).Single();
    }
}
