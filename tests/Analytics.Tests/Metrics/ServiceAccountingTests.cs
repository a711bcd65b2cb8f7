using System.Globalization;
using ServiceAnalytics.Analytics.Cost;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Metrics;

/// <summary>The account of service, added up by hand.</summary>
public sealed class ServiceAccountingTests
{
    private const string Tickets = """
        ticket_id, request_type, received_at_utc,  repaired_at_utc,  charge,  parts_cost, labour_cost, travel_cost, freight_cost
        # August in Shanghai begins on 31 July 16:00 UTC
        A,         repair,       2026-07-31 16:00, 2026-08-02 01:00, 500.00,  120.50,     80.00,       60.00,       10.00
        B,         repair,       2026-08-10 01:00, 2026-08-12 01:00, ,        200.00,     100.00,      45.00,
        # nothing recorded: a completed repair without, and one that isn't done
        C,         repair,       2026-08-11 01:00, 2026-08-12 01:00, ,        ,           ,            ,
        D,         repair,       2026-08-11 01:00, ,                 ,        ,           ,            ,
        # July
        E,         repair,       2026-07-31 15:59, 2026-08-02 01:00, 70.00,   ,           ,            ,
        """;

    private const string Visits = """
        visit_id, ticket_id, arrived_at_utc,   returned_at_utc,  travel_km, travel_cost, meals_cost, lodging_cost
        # two trips for B: their travel, 90 + 30, stands in the place of the ticket's 45
        V1,       B,         2026-08-11 01:00, 2026-08-11 09:00, 120.5,     90.00,       30.00,
        V2,       B,         2026-08-12 01:00, 2026-08-13 09:00, 80,        30.00,       30.00,      200.00
        # a trip for A that records meals only: the ticket's own travel stays
        V3,       A,         2026-08-01 01:00, 2026-08-01 09:00, ,          ,            25.00,
        # no ticket, ended in August; one of a ticket that nobody knows; one that has not ended as of 1 September
        V4,       ,          2026-08-20 01:00, 2026-08-20 09:00, 15,        12.00,       ,
        V5,       X,         2026-08-21 01:00, 2026-08-21 09:00, 5,         8.00,        ,
        V6,       ,          2026-09-05 01:00, 2026-09-05 09:00, 99,        99.00,       ,
        """;

    [Fact]
    public void An_account_counts_each_journey_once_and_takes_nothing_that_is_missing_for_zero()
    {
        Dictionary<string, string> august = Of("2026-08", withVisits: true)
            .ToDictionary(f => f.Group.Name!, f => string.Create(CultureInfo.InvariantCulture, $"{f.Value:F2} n {f.N} without {f.Unmeasurable}"));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["charge"] = "500.00 n 1 without 0",
                ["parts"] = "320.50 n 2 without 0",   // 120.50 + 200.00
                ["labour"] = "180.00 n 2 without 0",  // 80 + 100
                ["travel"] = "200.00 n 4 without 0",  // 60 (A) + 120 (B by its trips) + 12 (V4) + 8 (V5)
                ["meals"] = "85.00 n 2 without 0",    // 25 (A) + 60 (B)
                ["lodging"] = "200.00 n 1 without 0",
                ["freight"] = "10.00 n 1 without 0",
                ["cost"] = "995.50 n 4 without 1",    // the six; C is a completed repair without
                ["result"] = "-495.50 n 4 without 1", // 500.00 − 995.50
            },
            august);
    }

    [Fact]
    public void Without_visits_the_account_is_that_of_the_tickets() // cost of A and B: 270.50 + 345.00
    {
        Dictionary<string, double?> august = Of("2026-08", withVisits: false).ToDictionary(f => f.Group.Name!, f => f.Value);
        Assert.Equal(["charge", "cost", "freight", "labour", "parts", "result", "travel"], august.Keys);
        Assert.Equal((105.0, 615.5, -115.5), (august["travel"], august["cost"], august["result"]));
    }

    [Fact]
    public void Kilometres_are_those_of_visits_and_a_visit_without_is_counted_beside()
    {
        using WarehouseBuilder warehouse = Company(withVisits: true);
        using AnalysisSession session = warehouse.Open("2026-09-01 00:00");
        session.UseMonths([ReportingMonth.Parse("2026-08")]);
        Figure figure = Assert.Single(MetricCatalog.Compute(session, ["service_travel_km"]));
        Assert.Equal((220.5, 4L, 1L), (figure.Value, figure.N, figure.Unmeasurable)); // 120.5 + 80 + 15 + 5; V3 has none
    }

    [Fact]
    public void A_year_is_the_sum_of_its_months_up_to_the_one_asked_for()
    {
        using WarehouseBuilder warehouse = Company(withVisits: true);
        using AnalysisSession session = warehouse.Open("2026-09-01 00:00");
        ServiceAccounts account = ServiceAccounts.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2026-08"));
        Assert.Equal(["charge", "parts", "labour", "travel", "meals", "lodging", "freight", "cost", "result", "travel_km"], account.Lines.Select(l => l.Item));
        AccountLine charge = account.Lines[0];
        Assert.Equal((500.0, 70.0, 570.0, 2L), (charge.Month!.Value, charge.PreviousMonth!.Value, charge.YearToDate, charge.YearRows));
        Assert.Equal(["2026-07", "2026-08"], charge.Months.Select(m => m.Month.ToString()));
        Assert.Empty(ServiceAccounts.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2026-06")).Lines);
    }

    private static List<Figure> Of(string month, bool withVisits)
    {
        using WarehouseBuilder warehouse = Company(withVisits);
        using AnalysisSession session = warehouse.Open("2026-09-01 00:00");
        session.UseMonths([ReportingMonth.Parse(month)]);
        return MetricCatalog.Compute(session, ["service_accounting"]);
    }

    private static WarehouseBuilder Company(bool withVisits)
    {
        WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-09-01 00:00", "tickets", Tickets);
        return withVisits ? warehouse.Batch("2026-09-01 00:00", "visits", Visits) : warehouse;
    }
}
