using ServiceAnalytics.Analytics.Similar;
using ServiceAnalytics.Analytics.Tests.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Similar;

public sealed class SimilarRepairsTests
{
    /// <summary>As of 1 November 2026; a fix has to hold for 90 days, so it is too early to say for repairs after 3 August.</summary>
    private const string Past = """
        ticket_id, serial_no, customer, product_model, request_type, fault_code, fault_text, failed_part, resolution_mode, cause_category, received_at_utc, repaired_at_utc
        A1, SA, Acme, KP150, repair, E01, 水泵机械密封漏水, 机械密封, on_site, quality, 2026-03-01 08:00, 2026-03-02 08:00
        # held only 20 days: the same code again
        B1, SB, Bolt, KP150, repair, E01, 机械密封处漏水, 机械密封, on_site, quality, 2026-04-01 08:00, 2026-04-02 08:00
        B2, SB, Bolt, KP150, repair, E01, 又漏了, 泵轴, factory_return, quality, 2026-04-22 08:00, 2026-04-25 08:00
        # the unit came back, but with another fault
        C1, SC, Cord, KP150, repair, E01, 密封漏水, 机械密封, on_site, quality, 2026-05-01 08:00, 2026-05-02 08:00
        C2, SC, Cord, KP150, repair, E09, 触摸屏黑屏, 触摸屏, on_site, quality, 2026-05-12 08:00, 2026-05-13 08:00
        # without codes the texts decide
        D1, SD, Dorn, KP150, repair, , 水泵漏水，机封漏, , on_site, , 2026-06-01 08:00, 2026-06-02 08:00
        D2, SD, Dorn, KP150, consultation, , 水泵又漏水，机封漏, , phone, , 2026-06-10 08:00,
        E1, SE, Eton, KP150, repair, E01, 水泵机械密封漏水, 机械密封, part_sent, quality, 2026-09-01 08:00, 2026-09-02 08:00
        # the same words on another model, and a repair that isn't finished
        F1, SF, Fell, KP200, repair, E01, 水泵机械密封漏水, 机械密封, on_site, quality, 2026-03-01 08:00, 2026-03-02 08:00
        G1, SG, Gard, KP150, repair, E01, 水泵机械密封漏水, 机械密封, on_site, quality, 2026-10-30 08:00,
        """;

    [Fact]
    public void The_most_alike_repairs_of_the_model_come_first_with_what_became_of_the_fix()
    {
        SimilarRepairs found = Find("水泵机械密封漏水", "KP150");
        Assert.Equal(
            [
                "A1 1.00 Held 90", // of equally alike ones those that can be judged come first
                "E1 1.00 TooEarly 60", // 2 September to 1 November
                "B1 CameBack 20",
                "C1 Held 90",
                "D1 CameBack 8",
            ],
            found.Repairs.Where(r => r.TicketId is "A1" or "E1").Select(r => $"{r.TicketId} {r.Likeness:0.00} {r.Outcome} {r.DaysWatched}")
                .Concat(found.Repairs.Where(r => r.TicketId is "B1" or "C1" or "D1").OrderBy(r => r.TicketId, StringComparer.Ordinal).Select(r => $"{r.TicketId} {r.Outcome} {r.DaysWatched}")));
        Assert.Equal(["A1", "E1"], found.Repairs.Take(2).Select(r => r.TicketId));
        Assert.DoesNotContain(found.Repairs, r => r.TicketId is "F1" or "G1" or "C2");
        Assert.Equal(found.Repairs.OrderByDescending(r => r.Likeness).Select(r => r.TicketId), found.Repairs.Select(r => r.TicketId));
    }

    [Fact]
    public void What_was_done_is_counted_with_how_often_it_held()
    {
        // The seal replaced on site: A1 and C1 held, B1 came back. Sent by post: too early.
        SimilarRepairs found = Find("水泵机械密封漏水", "KP150");
        FixTried first = found.Tried[0];
        Assert.Equal(("机械密封", "on_site", 3, 2, 3), (first.FailedPart, first.ResolutionMode, first.Repairs, first.Held, first.Judged));
        Assert.Equal(0.2077, first.Interval!.Lower, 4); // R: prop.test(2, 3, correct = FALSE)$conf.int
        Assert.Equal((1, 0, null), found.Tried.Where(t => t.ResolutionMode == "part_sent").Select(t => (t.Repairs, t.Judged, t.Interval)).Single());
    }

    [Fact]
    public void Without_a_model_all_models_are_looked_through_and_a_limit_is_kept()
    {
        Assert.Contains(Find("水泵机械密封漏水", null).Repairs, r => r.TicketId == "F1");
        Assert.Equal(2, Find("水泵机械密封漏水", null, most: 2).Repairs.Count);
    }

    [Theory]
    [InlineData("变频器过流")]
    [InlineData("！？")]
    [InlineData("'; drop table service.tickets; --")]
    public void A_text_like_none_finds_nothing(string text) => Assert.Empty(Find(text, "KP150").Repairs);

    private static SimilarRepairs Find(string text, string? model, int most = 20)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-01 08:00", "tickets", Past);
        using AnalysisSession session = warehouse.Open("2026-11-01 08:00");
        return SimilarRepairs.Find(session, TestSessions.PlainPolicy, text, model, most);
    }
}
