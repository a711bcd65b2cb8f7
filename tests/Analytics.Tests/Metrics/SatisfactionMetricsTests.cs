using System.Globalization;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Metrics;

/// <summary>Eleven surveys, counted by hand. Local time is UTC + 8; the state is that of 10 November 2026 00:00 UTC.</summary>
public sealed class SatisfactionMetricsTests
{
    private const string Tickets = """
        ticket_id, region, customer, request_type, received_at_utc
        T1,        华东,   甲厂,     repair,       2026-10-01 08:00
        T2,        华南,   乙厂,     repair,       2026-10-02 08:00
        # received after the state: not known yet, so its survey has no ticket
        T3,        华北,   丙厂,     repair,       2026-11-11 08:00
        """;

    private const string Surveys = """
        survey_id, ticket_id, sent_at_utc,      answered_at_utc,  overall_score, score_scale, recommend_score, called_back_at_utc
        # 4 of 5 is 80 %: satisfied
        S01,       T1,        2026-10-05 00:00, 2026-10-06 00:00, 4,             5,           9,
        # 79 of 100 is not
        S02,       T1,        2026-10-05 00:00, 2026-10-06 00:00, 79,            100,         7,
        # 2 of 5 is 40 %: dissatisfied; called back the same day
        S03,       T2,        2026-10-05 00:00, 2026-10-07 01:00, 2,             5,           6,               2026-10-07 08:00
        # 41 of 100 is neither
        S04,       T2,        2026-10-05 00:00, 2026-10-07 00:00, 41,            100,         0,
        # answered 31 October 23:59:59 in Shanghai: October
        S05,       T2,        2026-10-20 00:00, 2026-10-31 15:59:59, 10,         10,          10,
        # one second later: November
        S06,       T2,        2026-10-20 00:00, 2026-10-31 16:00:00, 10,         10,          10,
        # an annual survey: in the total only
        S07,       ,          2026-10-20 00:00, 2026-10-21 00:00, 1,             10,          3,
        # a score outside its scale can't be used, the recommendation can
        S08,       T1,        2026-10-20 00:00, 2026-10-21 00:00, 7,             5,           8,
        # not answered, 13 days old at the state: the month's response rate is provisional
        S09,       T1,        2026-10-28 00:00, ,                 ,              5,           ,
        # answered after the state: not answered yet
        S10,       T1,        2026-10-02 00:00, 2026-11-10 00:00:01, 1,          5,           0,
        # the ticket is not known yet
        S11,       T3,        2026-10-02 00:00, 2026-10-30 00:00, 5,             5,           10,
        """;

    [Theory]
    [InlineData("survey_response_rate", "2026-10", 9, 11, "2 of 11 are unanswered: S09, and S10 whose answer came after the state")]
    [InlineData("satisfaction_top_two", "2026-10", 3, 7, "S01, S05, S11 of those answered in October with a usable score")]
    [InlineData("satisfaction_dissatisfied", "2026-10", 2, 7, "S03 and S07")]
    [InlineData("satisfaction_top_two", "2026-11", 1, 1, "S06 was answered in November, although sent in October")]
    public void A_share_counts_the_surveys_that_a_person_counts(string key, string month, long numerator, long denominator, string why)
    {
        Figure figure = Assert.Single(Figures(key, null), f => f.Month.ToString() == month);
        Assert.True((numerator, denominator) == (figure.Numerator, figure.N), $"{why}; was {figure.Numerator} of {figure.N}");
    }

    [Fact]
    public void A_score_outside_its_scale_is_shown_as_unmeasurable_not_counted()
    {
        foreach (string key in new[] { "satisfaction_top_two", "satisfaction_dissatisfied", "satisfaction_mean" })
        {
            Assert.Equal(1, October(key).Unmeasurable);
        }
    }

    [Fact]
    public void The_mean_is_of_score_over_scale()
    {
        // (0.8 + 0.79 + 0.4 + 0.41 + 1 + 0.1 + 1) / 7 = 4.5 / 7
        Figure mean = October("satisfaction_mean");
        Assert.Equal(4.5 / 7, mean.Value!.Value, 12);
        Assert.Equal(7, mean.N);
    }

    [Fact]
    public void Net_promoters_are_nine_and_ten_less_nought_to_six()
    {
        // 9, 7, 6, 0, 10, 3, 8, 10: three promoters, three detractors of eight
        Figure score = October("nps");
        Assert.Equal(0, score.Value!.Value, 12);
        Assert.Equal(8, score.N);
        Assert.Equal(0, score.Unmeasurable);
    }

    [Fact]
    public void A_response_rate_is_provisional_while_young_surveys_are_open()
    {
        Assert.True(October("survey_response_rate").IsProvisional);
    }

    [Fact]
    public void A_survey_without_a_ticket_counts_in_the_total_only()
    {
        Assert.Equal(
            ["region=华东 1 of 2", "region=华南 1 of 3"],
            Figures("satisfaction_top_two", "region").Where(f => f.Month.ToString() == "2026-10").Select(f => $"{f.Group} {f.Numerator} of {f.N}"));
    }

    [Fact]
    public void Call_backs_cannot_be_judged_without_a_calendar()
    {
        SqlException refusal = Assert.Throws<SqlException>(() => October("called_back_in_time"));
        Assert.Contains("open it with a policy", refusal.Message, StringComparison.Ordinal);
    }

    private static Figure October(string key) => Assert.Single(Figures(key, null), f => f.Month.ToString() == "2026-10");

    private static List<Figure> Figures(string key, string? dimension)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-10 00:00", "tickets", Tickets).Batch("2026-11-10 00:00", "surveys", Surveys);
        AsOf asOf = new(2, DateTimeOffset.Parse("2026-11-10T00:00:00Z", CultureInfo.InvariantCulture));
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, asOf, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        session.UseMonths([ReportingMonth.Parse("2026-10"), ReportingMonth.Parse("2026-11")]);
        return MetricCatalog.Compute(session, [key], dimension);
    }
}
