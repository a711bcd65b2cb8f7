using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

public sealed class KaplanMeierTests
{
    public static IEnumerable<object[]> Sets => ExpectedFigures.Rows("survival.csv").Select(row => row.Text("set")).Distinct().Select(set => new object[] { set });

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_curve_its_error_and_limits_are_those_of_R(string set)
    {
        var curve = KaplanMeier.Fit(CasesOf(set));

        Assert.All(ExpectedFigures.Rows("survival.csv").Where(row => row.Text("set") == set), row =>
        {
            var step = curve.Steps.Single(step => step.Time == row.Number("time"));
            Assert.Equal(row.Count("at_risk"), step.AtRisk);
            Assert.Equal(row.Count("events"), step.Events);
            Assert.Equal(row.Count("censored"), step.Censored);
            ExpectedFigures.Close(row.Number("survival"), step.Estimate.Survival);
            ExpectedFigures.Close(row.Number("error"), step.Estimate.StandardError);
            ExpectedFigures.Close(row.Number("lower"), step.Estimate.Interval.Lower);
            ExpectedFigures.Close(row.Number("upper"), step.Estimate.Interval.Upper);
            Assert.Equal(step.Estimate, curve.At(step.Time));
        });
    }

    [Theory]
    [InlineData("heart, from the transplant on")]
    [InlineData("units whose records begin late")]
    public void Cases_that_came_under_watch_late_are_at_risk_from_then_on_as_in_R(string set)
    {
        var curve = KaplanMeier.Fit(ExpectedFigures.Rows("survival_truncated_cases.csv").Where(row => row.Text("set") == set)
            .Select(row => new FollowUp(row.Number("time"), row.Number("event") == 1, 1, row.Number("from"))));

        Assert.All(ExpectedFigures.Rows("survival_truncated.csv").Where(row => row.Text("set") == set), row =>
        {
            var step = curve.Steps.Single(step => step.Time == row.Number("time"));
            Assert.Equal((row.Count("at_risk"), row.Count("events")), (step.AtRisk, step.Events));
            Assert.Equal(step.AtRisk, curve.AtRisk(step.Time));
            ExpectedFigures.Close(row.Number("survival"), step.Estimate.Survival);
            ExpectedFigures.Close(row.Number("error"), step.Estimate.StandardError);
            ExpectedFigures.Close(row.Number("lower"), step.Estimate.Interval.Lower);
            ExpectedFigures.Close(row.Number("upper"), step.Estimate.Interval.Upper);
        });
    }

    [Fact]
    public void The_repeat_rate_at_thirty_days_is_what_has_not_survived_by_then()
    {
        var curve = KaplanMeier.Fit(CasesOf("repairs grouped by day"));
        var expected = ExpectedFigures.Rows("survival.csv").Single(row => row.Text("set") == "repairs grouped by day" && row.Number("time") == 30);

        var rate = curve.At(30)!;

        Assert.Equal(1 - expected.Number("survival"), rate.EventShare, 1e-12);
        Assert.Equal(1 - expected.Number("upper"), rate.EventShareInterval.Lower, 1e-8);
        Assert.Equal(1 - expected.Number("lower"), rate.EventShareInterval.Upper, 1e-8);
        Assert.Equal(rate, curve.At(44.9));
    }

    [Fact]
    public void When_every_repair_was_watched_to_the_end_the_rate_is_the_plain_share()
    {
        var rate = KaplanMeier.Fit([new(5, true, 3), new(20, true, 4), new(90, false, 93)]).At(30)!;

        Assert.Equal(0.07, rate.EventShare, 1e-12);
    }

    [Fact]
    public void A_repeat_on_the_day_when_another_repair_leaves_the_watch_still_counts_that_one_as_watched() =>
        Assert.Equal(0.5, KaplanMeier.Fit([new(10, false), new(10, true)]).At(10)!.Survival, 1e-15);

    [Fact]
    public void Without_any_repeat_the_limits_rest_on_the_repairs_still_watched()
    {
        var curve = KaplanMeier.Fit([new(12, false, 40), new(30, false, 10)]);

        var rate = curve.At(30)!;
        Assert.Equal(0.0, rate.EventShare);
        Assert.Equal(Proportion.ClopperPearson(0, 10)!.Upper, rate.EventShareInterval.Upper, 1e-12);
        Assert.Equal(Proportion.ClopperPearson(0, 50)!.Upper, curve.At(12)!.EventShareInterval.Upper, 1e-12);
        Assert.Equal(Proportion.ClopperPearson(0, 10)!.Upper, curve.At(13)!.EventShareInterval.Upper, 1e-12);
    }

    [Fact]
    public void When_all_came_back_the_limits_rest_on_those_that_came_back()
    {
        var rate = KaplanMeier.Fit([new(5, true, 6)]).At(90)!;

        Assert.Equal(1.0, rate.EventShare);
        Assert.Equal(Proportion.ClopperPearson(6, 6)!.Lower, rate.EventShareInterval.Lower, 1e-12);
        Assert.Equal(0.0, rate.StandardError);
    }

    [Fact]
    public void A_month_too_young_for_the_window_says_nothing_about_it()
    {
        Assert.Null(KaplanMeier.Fit([new(5, true), new(12, false, 9)]).At(30));
        Assert.Null(KaplanMeier.Fit([]).At(0));
        Assert.Null(KaplanMeier.Fit([new(5, true, 0)]).At(0));
        Assert.Empty(KaplanMeier.Fit([]).Steps);
    }

    [Fact]
    public void Impossible_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Fit([new(-1, true)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Fit([new(double.NaN, true)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Fit([new(1, true, -1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Fit([new(5, true, 1, 5)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeier.Fit([new(1, true)]).At(double.NaN));
    }

    private static IEnumerable<FollowUp> CasesOf(string set) => ExpectedFigures.Rows("survival_cases.csv")
        .Where(row => row.Text("set") == set)
        .Select(row => new FollowUp(row.Number("time"), row.Number("event") == 1, row.Count("count")));
}
