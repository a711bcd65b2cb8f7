using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Satisfaction;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Satisfaction;

public sealed class SatisfactionFindingsTests
{
    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");

    // China's National Day holiday of 2026 is 1 to 7 October; 10 October is a Saturday that is worked. Local time is UTC + 8, hours 9-12 and 13-18.
    private const string CallBackTickets = """
        ticket_id, customer, customer_grade, region, received_at_utc
        T1,        甲厂,     a,              华东,   2026-09-28 08:00
        T2,        乙厂,     c,              华南,   2026-09-28 08:00
        """;

    private const string CallBackSurveys = """
        survey_id, ticket_id, customer, sent_at_utc,      answered_at_utc,  overall_score, score_scale, called_back_at_utc, comment
        S1,        T1,        ,         2026-09-29 02:00, 2026-10-09 09:00, 5,             5,           ,                   好
        S2,        T1,        ,         2026-09-29 02:00, 2026-10-01 02:00, 1,             5,           2026-10-09 10:00,   <script>alert(1)</script>
        # answered in the holiday (S2 too): the clock begins on the 8th at 9:00 and ends on the 9th at 18:00, a minute before this call
        S3,        T2,        ,         2026-09-29 02:00, 2026-10-01 02:00, 2,             5,           2026-10-09 10:01,   太慢
        # never called back, long overdue
        S4,        T2,        ,         2026-09-29 02:00, 2026-10-12 02:00, 1,             5,           ,                   没人理
        # answered on Friday 30 October 17:00: 1 hour + 8 on Monday + 7 on Tuesday: due 3 November 17:00 = 09:00 UTC, not passed at the state
        S5,        ,          丙厂,     2026-10-29 02:00, 2026-10-30 09:00, 1,             5,           ,
        # called back before the answer
        S6,        ,          丙厂,     2026-10-20 02:00, 2026-10-21 09:00, 2,             5,           2026-10-20 09:00,
        """;

    [Fact]
    public void A_dissatisfied_customer_is_to_be_called_back_within_two_working_days_holidays_and_weekends_left_out()
    {
        SatisfactionFindings found = CallBacks();
        Assert.Equal(
            [
                "S2 甲厂 True InTime 2026-10-09 10:00",
                "S4 乙厂 False Overdue 2026-10-14 02:00",
                "S5 丙厂 False Pending 2026-11-03 09:00",
                "S6 丙厂 False Unmeasurable 2026-10-23 09:00",
                "S3 乙厂 False Late 2026-10-09 10:00",
            ],
            found.Dissatisfied.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.SurveyId} {d.Customer} {d.IsKeyCustomer} {d.CallBack} {d.DueAt:yyyy-MM-dd HH:mm}")));
    }

    [Fact]
    public void The_share_called_back_in_time_is_the_list_counted()
    {
        SatisfactionFindings found = CallBacks();
        Figure share = found.Changes.Single(c => c.Now.Metric == "called_back_in_time").Now;
        Assert.Equal(found.Dissatisfied.Count(d => d.CallBack == CallBackState.InTime), share.Numerator);
        Assert.Equal(found.Dissatisfied.Count(d => d.CallBack is CallBackState.InTime or CallBackState.Late or CallBackState.Overdue), share.N);
        Assert.Equal(found.Dissatisfied.Count(d => d.CallBack == CallBackState.Pending), share.Pending);
        Assert.Equal(found.Dissatisfied.Count(d => d.CallBack == CallBackState.Unmeasurable), share.Unmeasurable);
        Assert.Equal((1L, 3L), (share.Numerator!.Value, share.N));
    }

    [Fact]
    public void A_comment_is_kept_in_the_customers_words()
    {
        Assert.Equal("<script>alert(1)</script>", CallBacks().Dissatisfied.Single(d => d.SurveyId == "S2").Comment);
    }

    [Fact]
    public void A_customer_without_a_ticket_is_a_key_customer_when_its_newest_graded_ticket_says_so()
    {
        SatisfactionFindings found = Compute(
            CallBackTickets,
            """
            survey_id, ticket_id, customer, answered_at_utc,  overall_score, score_scale
            S1,        ,          甲厂,     2026-10-12 02:00, 1,             5
            S2,        ,          乙厂,     2026-10-12 02:00, 1,             5
            """);
        Assert.Equal(["S1 True", "S2 False"], found.Dissatisfied.Select(d => $"{d.SurveyId} {d.IsKeyCustomer}"));
    }

    [Fact]
    public void A_region_that_really_fell_is_called_and_small_offices_are_pooled()
    {
        SatisfactionFindings found = TwoRegions();
        SatisfactionGroup east = found.Groups.Single(g => g.Dimension == "region" && g.Group == "华东");
        SatisfactionGroup south = found.Groups.Single(g => g.Dimension == "region" && g.Group == "华南");

        // 10 of 30 now, 108 of 120 in the six months before
        Assert.True(east.IsDrop);
        Assert.Equal((10.0 / 30) - 0.9, east.Change!.Value, 9);
        Assert.False(south.IsDrop || south.IsRise);
        SatisfactionGroup pooled = found.Groups.Single(g => g.Dimension == "office" && g.Group is null);
        Assert.Equal((10, 60L), (pooled.Pooled, pooled.Now.Count)); // six answers each of ten offices
        Assert.Null(pooled.DropQValue);
    }

    [Fact]
    public void Groups_of_a_dimension_add_up_to_the_total_and_figures_are_those_of_the_catalogue()
    {
        SatisfactionFindings found = TwoRegions();
        Figure total = found.Changes.Single(c => c.Now.Metric == "satisfaction_top_two").Now;
        foreach (string dimension in new[] { "region", "office" })
        {
            Assert.Equal(total.N, found.Groups.Where(g => g.Dimension == dimension).Sum(g => g.Now.Count));
            Assert.Equal(total.Numerator, found.Groups.Where(g => g.Dimension == dimension).Sum(g => g.Now.TopTwo));
        }

        Assert.Equal(found.Series.Single(f => f.Metric == "satisfaction_top_two" && f.Month == October), total);
    }

    [Fact]
    public void The_month_is_compared_with_the_month_before_and_with_six_months_together()
    {
        SatisfactionChange share = TwoRegions().Changes.Single(c => c.Now.Metric == "satisfaction_top_two");

        // 37 of 60 now; 36 of 40 in September; 216 of 240 from April on. R: prop.test(c(37, 36), c(60, 40), correct = FALSE)$p.value
        Assert.Equal((37.0 / 60) - 0.9, share.ToPrevious!.Difference, 9);
        Assert.Equal((40L, 240L), (share.ToPrevious.N, share.ToBefore!.N));
        Assert.Equal(0.00176893805658, share.ToPrevious.PValue!.Value, 9);
        Assert.True(share.ToBefore.IsSignificant);
    }

    [Fact]
    public void Aspects_that_nobody_was_asked_about_are_not_shown()
    {
        SatisfactionFindings found = Compute(
            CallBackTickets,
            """
            survey_id, ticket_id, answered_at_utc,  overall_score, score_scale, attitude_score, price_score
            S1,        T1,        2026-10-12 02:00, 4,             5,           5,              11
            S2,        T2,        2026-10-12 02:00, 4,             5,           4,
            """);
        SatisfactionAspect attitude = Assert.Single(found.Aspects);
        Assert.Equal(("attitude", 2L), (attitude.Aspect, attitude.N));
        Assert.Equal(0.9, attitude.Mean!.Value, 12);
    }

    [Fact]
    public void Without_any_survey_the_chapter_says_so_and_is_empty()
    {
        SatisfactionFindings found = Compute(CallBackTickets, "survey_id, answered_at_utc");
        Assert.False(found.HasSurveys);
        Assert.All(found.Changes, c => Assert.Null(c.Now.Value));
        Assert.Empty(found.Groups);
        Assert.Empty(found.Dissatisfied);
    }

    private static SatisfactionFindings CallBacks() => Compute(CallBackTickets, CallBackSurveys);

    /// <summary>Per month from April on 20 answers of each region, 18 satisfied; in October 30 of each, of which 10 and 27 satisfied.</summary>
    private static SatisfactionFindings TwoRegions()
    {
        StringBuilder tickets = new("ticket_id, region, office, received_at_utc\n");
        StringBuilder surveys = new("survey_id, ticket_id, answered_at_utc, overall_score, score_scale\n");
        for (int office = 0; office < 10; office++)
        {
            tickets.Append(CultureInfo.InvariantCulture, $"T{office}, {(office < 5 ? "华东" : "华南")}, 网点{office}, 2026-01-05 08:00\n");
        }

        int id = 0;
        for (ReportingMonth month = October.Plus(-6); month <= October; month = month.Next)
        {
            foreach (int region in new[] { 0, 1 })
            {
                (int answers, int satisfied) = month < October ? (20, 18) : region == 0 ? (30, 10) : (30, 27);
                for (int i = 0; i < answers; i++)
                {
                    surveys.Append(CultureInfo.InvariantCulture, $"S{++id}, T{(region * 5) + (i % 5)}, {month}-15 02:00, {(i < satisfied ? 5 : 3)}, 5\n");
                }
            }
        }

        return Compute(tickets.ToString(), surveys.ToString());
    }

    private static SatisfactionFindings Compute(string tickets, string surveys)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-02 00:00", "tickets", tickets).Batch("2026-11-02 00:00", "surveys", surveys);
        AsOf asOf = new(2, new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero));
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, asOf, TestPolicy.Small);
        return SatisfactionFindings.Compute(session, TestPolicy.Small, October);
    }
}
