using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class NetPromoterTests
{
    public static IEnumerable<object[]> Scores => ExpectedFigures.Cases("net_promoter.csv");

    public static IEnumerable<object[]> Changes => ExpectedFigures.Cases("net_promoter_change.csv");

    [Theory]
    [MemberData(nameof(Scores))]
    public void The_score_interval_is_the_profile_likelihood_one_found_numerically_in_R(ExpectedRow row)
    {
        var score = NetPromoter.Estimate(new(row.Count("promoters"), row.Count("passives"), row.Count("detractors")))!;

        Assert.Equal(row.Number("value"), score.Value, 1e-12);
        Assert.Equal(row.Number("error"), score.StandardError, 1e-12);
        Assert.Equal(row.Number("lower"), score.Interval.Lower, 1e-6); // R's search over the nuisance share is good to six digits
        Assert.Equal(row.Number("upper"), score.Interval.Upper, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_change_between_two_periods_is_that_computed_in_R(ExpectedRow row)
    {
        var (first, second) = (row.Counts("first"), row.Counts("second"));

        var change = NetPromoter.Change(new(first[0], first[1], first[2]), new(second[0], second[1], second[2]))!;

        Assert.Equal(row.Number("value"), change.Value, 1e-12);
        Assert.Equal(row.Number("lower"), change.Interval.Lower, 1e-6);
        Assert.Equal(row.Number("upper"), change.Interval.Upper, 1e-6);
        ExpectedFigures.Close(row.Number("p"), change.PValue);
    }

    [Fact]
    public void Without_passives_and_detractors_the_limit_is_the_one_solved_by_hand() // all n promote: n(1 − s)² = z²(1 − s²), so s = (n − z²) / (n + z²)
    {
        const double ZSquared = 3.841458820694124;

        Assert.Equal((12 - ZSquared) / (12 + ZSquared), NetPromoter.Estimate(new(12, 0, 0))!.Interval.Lower, 1e-10);
    }

    [Fact]
    public void Every_small_survey_has_an_interval_that_holds_its_score()
    {
        for (var promoters = 0; promoters <= 12; promoters++)
        {
            for (var passives = 0; passives <= 12; passives++)
            {
                for (var detractors = promoters + passives == 0 ? 1 : 0; detractors <= 12; detractors++)
                {
                    var score = NetPromoter.Estimate(new(promoters, passives, detractors))!;
                    Assert.True(score.Interval.Contains(score.Value) && score.Interval.Lower >= -1 && score.Interval.Upper <= 1);
                    Assert.True(score.Interval.Upper - score.Interval.Lower > 0.2);
                }
            }
        }
    }

    [Fact]
    public void Nobody_answered_is_no_score()
    {
        Assert.Null(NetPromoter.Estimate(default));
        Assert.Null(NetPromoter.Change(new(3, 2, 1), default));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetPromoter.Estimate(new(3, -1, 1)));
    }
}
