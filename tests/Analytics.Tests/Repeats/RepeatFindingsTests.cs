using System.Text;
using ServiceAnalytics.Analytics.Repeats;
using ServiceAnalytics.Analytics.Tests.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Repeats;

public sealed class RepeatFindingsTests
{
    /// <summary>Reported: October 2026, as of 1 November 16:00 UTC (midnight of the 2nd in Shanghai).</summary>
    private const string Chains = """
        ticket_id, serial_no, customer, product_model, request_type, fault_code, received_at_utc,  repaired_at_utc,  parts_cost, labour_cost
        # repaired four times for one fault: a chain of three, the last one in October
        A1,        SA,        Acme,     M1,            repair,       E01,        2026-05-01 08:00, 2026-05-02 08:00, 1000,
        A2,        SA,        Acme,     M1,            repair,       E01,        2026-07-01 08:00, 2026-07-02 08:00, 10,         1
        A3,        SA,        Acme,     M1,            repair,       E01,        2026-09-01 08:00, 2026-09-02 08:00, 20,         2
        A4,        SA,        Acme,     M1,            repair,       E01,        2026-10-10 17:00, 2026-10-12 08:00, 30,         3
        # an older story of the same unit and fault, more than 90 days before: not of the chain
        A0,        SA,        Acme,     M1,            repair,       E01,        2025-11-01 08:00, 2025-11-02 08:00, ,
        # another fault of the same unit: not of the chain
        A9,        SA,        Acme,     M1,            repair,       E02,        2026-10-11 08:00, 2026-10-12 08:00, ,
        # two repeats, no cost noted, and the last isn't repaired
        B1,        SB,        Bolt,     M2,            repair,       E05,        2026-09-20 08:00, 2026-09-21 08:00, ,
        B2,        SB,        Bolt,     M2,            repair,       E05,        2026-10-05 08:00, 2026-10-06 08:00, ,
        B3,        SB,        Bolt,     M2,            repair,       E05,        2026-10-20 08:00, ,                 ,
        # the repeat came in September: not this month's
        C1,        SC,        Cord,     M1,            repair,       E01,        2026-08-01 08:00, 2026-08-02 08:00, ,
        C2,        SC,        Cord,     M1,            repair,       E01,        2026-09-01 08:00, 2026-09-02 08:00, ,
        # a second report while the first was open repeats nothing
        D1,        SD,        Dorn,     M1,            repair,       E01,        2026-10-01 08:00, 2026-10-12 08:00, ,
        D2,        SD,        Dorn,     M1,            repair,       E01,        2026-10-02 08:00, 2026-10-12 08:00, ,
        # known by customer and model only; repaired and received in one instant
        W1,        ,          Weld,     M3,            repair,       E07,        2026-10-03 08:00, 2026-10-03 08:00, ,
        W2,        ,          Weld,     M3,            consultation, E07,        2026-10-03 08:00, ,                 ,           5
        """;

    [Fact]
    public void A_unit_repaired_four_times_is_one_chain_of_three_repeats()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-01 16:00", "tickets", Chains);
        using AnalysisSession session = warehouse.Open("2026-11-01 16:00");
        RepeatFindings findings = RepeatFindings.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2026-10"));
        Assert.Equal(
            [
                "SA Acme M1 E01: 3, 2026-05-01 to 2026-10-11, 66.00, A1 A2 A3 A4",
                "SB Bolt M2 E05: 2, 2026-09-20 to 2026-10-20, open, , B1 B2 B3",
                "(no serial) Weld M3 E07: 1, 2026-10-03 to 2026-10-03, open, 5.00, W1 W2",
            ],
            findings.WorstChains.Select(c =>
                $"{c.SerialNo ?? "(no serial)"} {c.Customer} {c.ProductModel} {c.FaultCode}: {c.Repeats}, {c.FirstOn:yyyy-MM-dd} to {c.LastOn:yyyy-MM-dd}, "
                + $"{(c.IsOpen ? "open, " : "")}{c.Cost:0.00}, {string.Join(' ', c.Tickets)}"));
    }

    [Fact]
    public void The_cost_of_repeats_is_that_of_the_tickets_received_in_the_month()
    {
        // A4 (30 + 3), B2 and B3 (nothing noted), W2 (5): four repeats of three chains, two priced.
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-01 16:00", "tickets", Chains);
        using AnalysisSession session = warehouse.Open("2026-11-01 16:00");
        RepeatCost cost = RepeatFindings.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2026-10")).Cost;
        Assert.Equal(new RepeatCost(4, 3, 2, 30, 8, 0, 0), cost);
        Assert.Equal(38, cost.Total);
    }

    /// <summary>
    /// Three offices, 100 repairs each in July: 10, 10 and 30 repeated. North against the rest: 30 of 100 to 20 of 200, chi-square p 1e-5;
    /// South and East: 10 of 100 to 40 of 200, p 0.03. Technicians are as the offices; models all alike.
    /// </summary>
    [Fact]
    public void A_group_stands_out_only_when_chance_does_not_explain_it()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-01 00:00", "tickets", Offices(("North", 100, 30), ("South", 100, 10), ("East", 100, 10)));
        using AnalysisSession session = warehouse.Open("2026-11-01 00:00");
        RepeatFindings findings = RepeatFindings.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2026-10"));
        RepeatGroup north = findings.Groups.Single(g => g is { Dimension: "office", Name: "North" });
        Assert.Equal((100L, 30L, 0.3, AgainstTheRest.Higher), (north.Repairs, north.Repeated, north.Share, north.Verdict));
        Assert.True(north.QValue < 0.001);
        Assert.Equal(0.2, north.Difference!.Value, 12);
        Assert.Equal("North", findings.Groups.First(g => g.Dimension == "office").Name);
        Assert.Equal(AgainstTheRest.NotTested, findings.Groups.Single(g => g.Dimension == "product_model").Verdict);

        // The funnel: 50 of 300 in the middle; 30 of 100 lies beyond the limits that one group in five hundred passes by chance.
        RepeatFunnel funnel = findings.Funnels.Single(f => f.Dimension == "office");
        Assert.Equal(50 / 300.0, funnel.Center, 12);
        Assert.True(north.Share > north.Alarm.Upper);
        Assert.All(findings.Groups.Where(g => g is { Dimension: "office", Name: not "North" }), g => Assert.InRange(g.Share, g.Warning.Lower, g.Warning.Upper));
        Assert.True(funnel.Steps[0].Alarm.Upper > funnel.Steps[^1].Alarm.Upper);
        Assert.DoesNotContain(findings.Funnels, f => f.Dimension == "product_model"); // one model alone has nothing to be held against
    }

    [Fact]
    public void Small_groups_are_pooled_and_never_ranked()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch(
            "2026-11-01 00:00", "tickets", Offices(("Big", 60, 6), ("Tiny", 3, 3), ("Small", 19, 10)));
        using AnalysisSession session = warehouse.Open("2026-11-01 00:00");
        RepeatFindings findings = RepeatFindings.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2026-10"));
        RepeatGroup pooled = findings.Groups.Last(g => g.Dimension == "office");
        Assert.Equal((null, 2, 22L, 13L, AgainstTheRest.NotTested), (pooled.Name, pooled.GroupCount, pooled.Repairs, pooled.Repeated, pooled.Verdict));
    }

    [Fact]
    public void Young_months_of_the_series_are_provisional_and_old_ones_are_not()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-01 16:00", "tickets", Chains);
        using AnalysisSession session = warehouse.Open("2026-11-01 16:00");
        RepeatFindings findings = RepeatFindings.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2026-10"));

        // 1 November 16:00 less 30 days is 2 October: September is over for 30 days. Less 90 days is 3 August: July.
        Assert.Equal([7, 30, 90], findings.Series.Select(s => s.WindowDays));
        Assert.Equal(["2026-10"], findings.Series[1].Months.Where(f => f.IsProvisional).Select(f => f.Month.ToString()));
        Assert.Equal(["2026-08", "2026-09", "2026-10"], findings.Series[2].Months.Where(f => f.IsProvisional).Select(f => f.Month.ToString()));
        Assert.Equal(25, findings.Series[0].Months.Count);
    }

    private static string Offices(params (string Office, int Repairs, int Repeated)[] offices)
    {
        StringBuilder csv = new("ticket_id, serial_no, office, technician, product_model, request_type, fault_code, received_at_utc, repaired_at_utc\n");
        foreach ((string office, int repairs, int repeated) in offices)
        {
            for (int i = 0; i < repairs; i++)
            {
                csv.AppendLine($"{office}{i}, S{office}{i}, {office}, T{office}, M1, repair, E01, 2026-07-10 08:00, 2026-07-11 08:00");
            }

            // The repeats themselves are consultations, so that they don't enter the denominator.
            for (int i = 0; i < repeated; i++)
            {
                csv.AppendLine($"{office}{i}r, S{office}{i}, {office}, T{office}, M1, consultation, E01, 2026-07-20 08:00,");
            }
        }

        return csv.ToString();
    }
}
