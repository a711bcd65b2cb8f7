using System.Globalization;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Metrics.Repeats;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Metrics.Repeats;

public sealed class RepeatRateTests
{
    private const string Heading = "ticket_id, serial_no, customer, product_model, request_type, fault_code, received_at_utc, repaired_at_utc\n";
    private const string FirstRepair = "T1, S1, Acme, M1, repair, E01, 2026-06-08 08:00, 2026-06-10 08:00\n";

    /// <summary>A repair of 10 June 08:00, and one more ticket: is the repair repeated?</summary>
    [Theory]
    //          second ticket (unit, type, fault, received)                            30 d   90 d   any30  any90
    [InlineData("T2, S1, Acme, M1, repair,       E01, 2026-06-20 08:00,", true, true, true, true, "ten days later")]
    [InlineData("T2, S1, Acme, M1, repair,       E01, 2026-06-10 08:00,", true, true, true, true, "at the very instant of the repair")]
    [InlineData("T2, S1, Acme, M1, repair,       E01, 2026-07-10 08:00:00,", true, true, true, true, "30 x 24 h later to the second: still in")]
    [InlineData("T2, S1, Acme, M1, repair,       E01, 2026-07-10 08:00:01,", false, true, false, true, "one second later: out of 30 days")]
    [InlineData("T2, S1, Acme, M1, repair,       E01, 2026-09-08 08:00:00,", false, true, false, true, "90 x 24 h later to the second")]
    [InlineData("T2, S1, Acme, M1, repair,       E01, 2026-09-08 08:00:01,", false, false, false, false, "one second later: out of 90 days")]
    [InlineData("T2, S1, Acme, M1, repair,       E01, 2026-06-10 07:59:59,", false, false, false, false, "received before the repair was finished")]
    [InlineData("T2, S1, Acme, M1, repair,       E02, 2026-06-20 08:00,", false, false, true, true, "another fault")]
    [InlineData("T2, S1, Acme, M1, repair,       ,    2026-06-20 08:00,", false, false, true, true, "no fault code on the second ticket")]
    [InlineData("T2, S1, Acme, M1, consultation, E01, 2026-06-20 08:00,", true, true, false, false, "any request type repeats the same fault; only repairs count for any fault")]
    [InlineData("T2, S1, Else, M9, repair,       E01, 2026-06-20 08:00,", true, true, true, true, "same serial number under another customer's name is the same unit")]
    [InlineData("T2, S2, Acme, M1, repair,       E01, 2026-06-20 08:00,", false, false, false, false, "another unit of the same customer and model")]
    [InlineData("T2, ,   Acme, M1, repair,       E01, 2026-06-20 08:00,", false, false, false, false, "without serial number it is matched only among such")]
    public void A_repair_is_repeated_by_another_ticket_of_the_unit_within_the_window(string second, bool in30, bool in90, bool any30, bool any90, string why)
    {
        List<Figure> figures = June(Heading + FirstRepair + second);
        Assert.Equal(
            (in30 ? 1L : 0, in90 ? 1L : 0, any30 ? 1L : 0, any90 ? 1L : 0, why),
            (Repeated(figures, "repeat_rate_30d"), Repeated(figures, "repeat_rate_90d"), Repeated(figures, "repeat_rate_any_30d"), Repeated(figures, "repeat_rate_any_90d"), why));
    }

    /// <summary>Expected figures counted by hand from the table: who is in the denominator, who is repeated.</summary>
    [Fact]
    public void Repeats_stay_in_the_denominator_and_uncoded_repairs_stand_beside()
    {
        // Same fault, finished in June: A1, A2, A3 (a chain: A1 -> A2 -> A3), B1, B2, W1, W2, X1 = 8; U1 has no code, N1 no unit: 2 unmeasurable.
        // Not repairs or not finished in June: C1, O1, M1 (repaired on 1 July 00:00 Shanghai time).
        // Repeated within 30 days: A1 (A2, 5 days), A2 (A3, 11 days), B1 (B2 received while B0 was open, but after B1's repair), W1 (W2, both without serial) = 4 of 8.
        // A3 and X1: the next ticket of the unit is another fault or comes too late.
        List<Figure> figures = June(Heading + """
            A1, SA, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-02 08:00
            A2, SA, Acme, M1, repair, E01, 2026-06-07 08:00, 2026-06-08 08:00
            A3, SA, Acme, M1, repair, E01, 2026-06-19 08:00, 2026-06-20 08:00
            A4, SA, Acme, M1, repair, E02, 2026-06-25 08:00,
            B1, SB, Acme, M1, repair, E01, 2026-06-03 08:00, 2026-06-10 08:00
            B0, SB, Acme, M1, consultation, E01, 2026-06-04 08:00,
            B2, SB, Acme, M1, repair, E01, 2026-06-12 08:00, 2026-06-13 08:00
            W1, ,   Bolt, M2, repair, E05, 2026-06-03 08:00, 2026-06-04 08:00
            W2, ,   Bolt, M2, repair, E05, 2026-06-09 08:00, 2026-06-10 08:00
            X1, SX, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-02 08:00
            X2, SX, Acme, M1, repair, E01, 2026-09-20 08:00,
            U1, SU, Acme, M1, repair, ,    2026-06-01 08:00, 2026-06-02 08:00
            N1, ,   ,     M1, repair, E01, 2026-06-01 08:00, 2026-06-02 08:00
            C1, SC, Acme, M1, consultation, E01, 2026-06-01 08:00, 2026-06-02 08:00
            O1, SO, Acme, M1, repair, E01, 2026-06-01 08:00,
            M1, SM, Acme, M1, repair, E01, 2026-06-29 08:00, 2026-06-30 16:00
            """);
        Figure same = figures.Single(f => f.Metric == "repeat_rate_30d");
        Assert.Equal((4L, 8L, 0.5, 2L, false), (same.Numerator, same.N, same.Value, same.Unmeasurable, same.IsProvisional));
        Assert.Equal(0.2152, same.Lower!.Value, 4); // R: prop.test(4, 8, correct = FALSE)$conf.int
        Assert.Equal(0.7848, same.Upper!.Value, 4);

        // Any fault: U1 has a unit, so only N1 is unmeasurable; A3 comes back with E02 after 5 days: 5 of 9.
        Figure any = figures.Single(f => f.Metric == "repeat_rate_any_30d");
        Assert.Equal((5L, 9L, 1L), (any.Numerator, any.N, any.Unmeasurable));
    }

    [Fact]
    public void A_repair_that_was_finished_before_the_ticket_was_received_or_after_the_as_of_instant_is_not_a_completed_repair()
    {
        List<Figure> figures = June(Heading + """
            T1, S1, Acme, M1, repair, E01, 2026-06-08 08:00, 2026-06-07 08:00
            T2, S2, Acme, M1, repair, E01, 2026-06-08 08:00, 2026-06-09 08:00
            """);
        Assert.Equal(1, figures.Single(f => f.Metric == "repeat_rate_30d").N);
    }

    /// <summary>June ends on 30 June 16:00 UTC; 30 days later it is mature for W = 30.</summary>
    [Theory]
    [InlineData("2026-07-30 16:00", false)]
    [InlineData("2026-07-30 15:59:59", true)]
    public void A_month_is_provisional_until_its_last_instant_is_a_whole_window_ago(string asOf, bool isProvisional)
    {
        List<Figure> figures = Compute(Heading + FirstRepair, asOf, "2026-06", ["repeat_rate_30d"]);
        Assert.Equal(isProvisional, figures.Single().IsProvisional);
    }

    /// <summary>
    /// R, survival 3.5: days = c(4, 10, 20, 25, 30, 30, 30, 30), repeated = c(1, 0, 1, 0, 0, 0, 0, 0);
    /// summary(survfit(Surv(days, repeated) ~ 1, conf.type = "log-log"), times = 30): survival 0.7291667, by hand (1 - 1/8)(1 - 1/6).
    /// </summary>
    [Fact]
    public void A_young_month_gives_the_Kaplan_Meier_estimate_not_a_ratio_that_is_too_low()
    {
        // As of 10 July 08:00. Repeated: A after 4 days, C after 20. Watched without a repeat: B 10 days, D 25, E to H the whole window and more.
        List<Figure> figures = Compute(
            Heading + """
            A1, SA, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-26 08:00
            A2, SA, Acme, M1, repair, E01, 2026-06-30 08:00,
            B1, SB, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-30 08:00
            C1, SC, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-05 08:00
            C2, SC, Acme, M1, repair, E01, 2026-06-25 08:00,
            D1, SD, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-15 08:00
            E1, SE, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-02 08:00
            F1, SF, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-02 08:00
            G1, SG, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-02 08:00
            H1, SH, Acme, M1, repair, E01, 2026-06-01 08:00, 2026-06-02 08:00
            """,
            "2026-07-10 08:00",
            "2026-06",
            ["repeat_rate_30d"]);
        Figure figure = Assert.Single(figures);
        Assert.True(figure.IsProvisional);
        Assert.Equal((8L, 2L), (figure.N, figure.Numerator));
        Assert.Equal(1 - (7.0 / 8 * 5 / 6), figure.Value!.Value, 12);
        Assert.True(figure.Value > 2.0 / 8);
        Assert.True(figure.Lower < figure.Value && figure.Value < figure.Upper);
    }

    [Fact]
    public void Where_nobody_has_been_watched_for_the_window_there_is_no_figure_but_what_is_known_is_said()
    {
        Figure figure = Compute(Heading + FirstRepair, "2026-06-20 00:00", "2026-06", ["repeat_rate_30d"]).Single();
        Assert.Equal((null, 1L, 0L, true), (figure.Value, figure.N, figure.Numerator, figure.IsProvisional));
    }

    /// <summary>On-site repairs of June, counted by hand: A fixed; B needed two visits; C came back; D came back with a question only; E has no visits noted.</summary>
    [Fact]
    public void First_time_fixed_is_one_visit_and_no_further_repair_of_the_unit()
    {
        List<Figure> figures = June("""
            ticket_id, serial_no, request_type, fault_code, resolution_mode, visit_count, received_at_utc, repaired_at_utc
            A1, SA, repair,       E01, on_site, 1, 2026-06-01 08:00, 2026-06-02 08:00
            B1, SB, repair,       E01, on_site, 2, 2026-06-01 08:00, 2026-06-02 08:00
            C1, SC, repair,       E01, on_site, 1, 2026-06-01 08:00, 2026-06-02 08:00
            C2, SC, repair,       E09, phone,   ,  2026-06-20 08:00, 2026-06-20 09:00
            D1, SD, repair,       E01, on_site, 1, 2026-06-01 08:00, 2026-06-02 08:00
            D2, SD, consultation, E01, phone,   ,  2026-06-20 08:00,
            E1, SE, repair,       E01, on_site, ,  2026-06-01 08:00, 2026-06-02 08:00
            F1, SF, repair,       E01, factory_return, 1, 2026-06-01 08:00, 2026-06-02 08:00
            """);
        Figure figure = figures.Single(f => f.Metric == "first_time_fix_rate");
        Assert.Equal((2L, 4L, 1L), (figure.Numerator, figure.N, figure.Unmeasurable)); // A and D of A, B, C, D
    }

    /// <summary>Pairs found by the script against a plain double loop over every pair of tickets.</summary>
    [Theory]
    [InlineData(1, 400, 12, 3, "ties at the instant of the repair")]
    [InlineData(2, 400, 12, 3, "chains and overlaps")]
    [InlineData(3, 400, 60, 3, "few tickets of a key, as in practice")]
    [InlineData(4, 400, 2, 1, "keys with so many tickets that they go the way that doesn't grow with their square")]
    [InlineData(1, 400, 1, 1, "the same, with ties")]
    [InlineData(5, 4000, 1, 1, "a unit with thousands of tickets")]
    [InlineData(1, 4000, 1, 1, "the same, with ties")]
    [InlineData(6, 2000, 40, 2, "some keys crowded, some not")]
    public void The_next_receipt_is_the_one_that_comparing_every_pair_of_tickets_finds(int seed, int count, int units, int faults, string why)
    {
        Assert.NotEmpty(why);
        Random random = new(seed);
        DateTime origin = new(2026, 1, 1);

        // Whole days make ties at the instant of the repair common; few units and faults make chains and overlaps common.
        bool inDays = seed == 1;
        var tickets = Enumerable.Range(0, count).Select(i =>
        {
            DateTime received = origin.AddHours(random.Next(24 * 300));
            DateTime repaired = received.AddHours(random.Next(24 * 25));
            return (
                Id: $"T{i}",
                Unit: random.Next(10) switch { 0 => null, 1 or 2 => "@" + random.Next(2), _ => "#" + random.Next(units) },
                Fault: random.Next(8) == 0 ? null : $"E{random.Next(faults)}",
                IsRepair: random.Next(4) != 0,
                Received: inDays ? received.Date : received,
                Repaired: random.Next(6) == 0 ? (DateTime?)null : inDays ? repaired.Date : repaired);
        }).ToList();
        string csv = Heading + string.Join('\n', tickets.Select(t => string.Join(
            ", ",
            t.Id,
            t.Unit is ['#', ..] ? t.Unit : "",
            t.Unit is ['@', ..] ? t.Unit : "",
            t.Unit is ['@', ..] ? "M1" : "",
            t.IsRepair ? "repair" : "consultation",
            t.Fault,
            t.Received.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            t.Repaired?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))));

        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2028-01-01 00:00", "tickets", csv);
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(1, new(2028, 1, 1, 0, 0, 0, TimeSpan.Zero)), TimeZoneInfo.Utc);
        session.UseMonths(Enumerable.Range(1, 12).Select(m => new ReportingMonth(new DateOnly(2026, m, 1))));
        session.Prepare([.. RepeatMetrics.Hits, "Sql/prepare/return_hits.sql"]);
        var found = session.Connection.Query(
            """
            select t.ticket_id, h.same_fault_at_utc as same_alone_at_utc, r.same_fault_at_utc, r.any_fault_at_utc
            from repeat_hits as h full join return_hits as r using (ticket_no) join mart_tickets as t using (ticket_no)
            order by t.ticket_id
            """,
            [],
            row => (
                row.Text("ticket_id"), row.InstantOrNull("same_alone_at_utc")?.DateTime, row.InstantOrNull("same_fault_at_utc")?.DateTime, row.InstantOrNull("any_fault_at_utc")?.DateTime));

        var expected = tickets
            .Where(t => t.IsRepair && t.Repaired is not null && t.Unit is not null && t.Repaired < new DateTime(2027, 1, 1))
            .Select(t =>
            {
                var others = tickets.Where(o => o.Id != t.Id && o.Unit == t.Unit && o.Received >= t.Repaired && o.Received <= t.Repaired + TimeSpan.FromDays(90)).ToList();
                return (
                    t.Id,
                    Same: others.Where(o => o.Fault == t.Fault && t.Fault is not null).Select(o => (DateTime?)o.Received).Min(),
                    Any: others.Where(o => o.IsRepair).Select(o => (DateTime?)o.Received).Min());
            })
            .Where(t => t.Same is not null || t.Any is not null)
            .OrderBy(t => t.Id, StringComparer.Ordinal)
            .Select(t => (t.Id, t.Same, t.Same, t.Any));
        Assert.NotEmpty(found);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Tickets_without_serial_number_meet_at_their_site_when_the_policy_says_so()
    {
        const string tickets = """
            ticket_id, serial_no, customer, site, product_model, request_type, fault_code, failed_part, received_at_utc, repaired_at_utc
            # the same customer and model, but at two sites
            A1, , Acme, Hall 1, M1, repair, E01, pump, 2026-06-01 08:00, 2026-06-02 08:00
            A2, , Acme, Hall 2, M1, repair, E01, pump, 2026-06-10 08:00, 2026-06-11 08:00
            # no site given: known by customer and model alone, so it meets neither
            A3, , Acme, ,       M1, repair, E01, pump, 2026-06-12 08:00, 2026-06-13 08:00
            # the same part, another code
            B1, SB, Bolt, ,     M1, repair, E01, pump, 2026-06-01 08:00, 2026-06-02 08:00
            B2, SB, Bolt, ,     M1, repair, E09, pump, 2026-06-10 08:00, 2026-06-11 08:00
            """;

        // By customer and model: A1 by A2, A2 by A3. With sites: none. By the part: B1 by B2 as well.
        Assert.Equal(2, RepeatedBy("{unit_by: [serial_no, customer_model]}"));
        Assert.Equal(0, RepeatedBy("{unit_by: [serial_no, site_model, customer_model]}"));
        Assert.Equal(1, RepeatedBy("{unit_by: [serial_no], same_fault_by: failed_part}"));
        Assert.Equal(3, RepeatedBy("{same_fault_by: failed_part}"));

        long? RepeatedBy(string rules)
        {
            Policy policy = Policy.Parse(
                "sites.yaml",
                $$"""
                id: sites
                title: {zh: 测试政策, en: Sites}
                zone: Asia/Shanghai
                calendars:
                  - {id: office, public_holidays: cn, hours: {workdays: ["09:00-18:00"]} }
                clauses:
                  - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 24 hours}
                repeats: {{rules}}
                """,
                Repository.PathOf("data/calendars"));
            using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-15 00:00", "tickets", tickets);
            using AnalysisSession session = warehouse.Open("2026-10-15 00:00", policy);
            session.UseMonths([ReportingMonth.Parse("2026-06")]);
            return MetricCatalog.Compute(session, ["repeat_rate_30d"]).Single().Numerator;
        }
    }

    [Fact]
    public void A_repair_without_a_code_is_repeated_when_the_unit_comes_back_with_a_like_text()
    {
        Figure figure = Compute(
            """
            ticket_id, serial_no, request_type, fault_code, fault_text, received_at_utc, repaired_at_utc
            # told in other words, with or without a code
            A1, SA, repair, ,    水泵机械密封漏水，需更换, 2026-06-01 08:00, 2026-06-02 08:00
            A2, SA, repair, E04, 水泵机械密封又漏水,       2026-06-10 08:00, 2026-06-11 08:00
            # another fault of the unit
            B1, SB, repair, ,    水泵机械密封漏水,         2026-06-01 08:00, 2026-06-02 08:00
            B2, SB, repair, ,    触摸屏黑屏,               2026-06-10 08:00, 2026-06-11 08:00
            # the same words on another unit
            C1, SC, repair, ,    触摸屏黑屏,               2026-06-01 08:00, 2026-06-02 08:00
            # nothing to compare by
            D1, SD, repair, ,    ？！,                     2026-06-01 08:00, 2026-06-02 08:00
            E1, SE, repair, ,    ,                         2026-06-01 08:00, 2026-06-02 08:00
            """,
            "2026-10-15 00:00",
            "2026-06",
            ["repeat_rate_uncoded_30d"]).Single();
        Assert.Equal((1L, 4L, 2L), (figure.Numerator, figure.N, figure.Unmeasurable)); // A1 of A1, B1, B2, C1; D1 and E1 can't be measured
    }

    [Fact]
    public void A_like_text_is_found_behind_any_number_of_other_reports_of_the_unit()
    {
        // Every eight hours something else is reported of the same line; after 29 days the fault comes back, on the other line only after 31.
        IEnumerable<string> Others(string unit) => Enumerable.Range(0, 85).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{unit}{i}, {unit}, repair, , 触摸屏第{i}次黑屏, {new DateTime(2026, 6, 2, 9, 0, 0).AddHours(8 * i):yyyy-MM-dd HH:mm}, "));
        Figure figure = Compute(
            "ticket_id, serial_no, request_type, fault_code, fault_text, received_at_utc, repaired_at_utc\n"
            + "A, SA, repair, , 水泵机械密封漏水，需更换, 2026-06-01 08:00, 2026-06-02 08:00\nA_back, SA, repair, , 水泵机械密封又漏水, 2026-07-01 08:00, \n"
            + "B, SB, repair, , 水泵机械密封漏水，需更换, 2026-06-01 08:00, 2026-06-02 08:00\nB_back, SB, repair, , 水泵机械密封又漏水, 2026-07-03 08:00, \n"
            + string.Join('\n', Others("SA").Concat(Others("SB"))),
            "2026-10-15 00:00",
            "2026-06",
            ["repeat_rate_uncoded_30d"]).Single();
        Assert.Equal((1L, 2L), (figure.Numerator, figure.N));
    }

    private static long? Repeated(List<Figure> figures, string key) => figures.Single(f => f.Metric == key).Numerator;

    private static List<Figure> June(string csv) =>
        Compute(csv, "2026-10-15 00:00", "2026-06", ["repeat_rate_30d", "repeat_rate_90d", "repeat_rate_any_30d", "repeat_rate_any_90d", "first_time_fix_rate"]);

    private static List<Figure> Compute(string csv, string asOf, string month, string[] keys)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch(asOf, "tickets", csv);
        DateTimeOffset instant = DateTimeOffset.Parse(asOf, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(1, instant), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        session.UseMonths([ReportingMonth.Parse(month)]);
        return MetricCatalog.Compute(session, keys);
    }
}
