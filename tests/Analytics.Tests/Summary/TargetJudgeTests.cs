using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Summary;

namespace ServiceAnalytics.Analytics.Tests.Summary;

public sealed class TargetJudgeTests
{
    [Theory]
    [InlineData(Better.WhenHigher, 0.95, 0.92, 0.97, 0.95, TargetState.Met)] // on the target is met
    [InlineData(Better.WhenHigher, 0.96, 0.90, 0.99, 0.95, TargetState.Met)] // what was reached was reached, however wide the interval
    [InlineData(Better.WhenHigher, 0.93, 0.89, 0.96, 0.95, TargetState.Attention)] // below, but chance could explain it
    [InlineData(Better.WhenHigher, 0.90, 0.87, 0.93, 0.95, TargetState.Missed)] // below by more than chance
    [InlineData(Better.WhenLower, 0.04, 0.03, 0.06, 0.05, TargetState.Met)]
    [InlineData(Better.WhenLower, 0.06, 0.04, 0.08, 0.05, TargetState.Attention)]
    [InlineData(Better.WhenLower, 0.09, 0.07, 0.11, 0.05, TargetState.Missed)]
    [InlineData(Better.WhenHigher, 0.90, null, null, 0.95, TargetState.Missed)] // a figure without interval is what it is
    [InlineData(Better.Neither, 0.90, 0.87, 0.93, 0.95, TargetState.NotJudged)] // a size is neither good nor bad
    [InlineData(Better.WhenHigher, null, null, null, 0.95, TargetState.NotJudged)] // no figure
    [InlineData(Better.WhenHigher, 0.90, 0.87, 0.93, null, TargetState.NotJudged)] // no target
    public void A_target_is_missed_only_when_chance_does_not_explain_the_gap(Better better, double? value, double? lower, double? upper, double? target, TargetState expected) =>
        Assert.Equal(expected, TargetJudge.Judge(better, value, lower, upper, target));

    [Fact]
    public void A_share_of_too_few_cases_is_not_judged()
    {
        Figure figure = new("sla_compliance_all", ReportingMonth.Parse("2026-10"), FigureGroup.All, 0.5, 10, 0.24, 0.76);
        Assert.Equal(TargetState.NotJudged, TargetJudge.Judge(figure, 0.95));
        Assert.Equal(TargetState.Missed, TargetJudge.Judge(figure with { N = 40 }, 0.95));
    }
}
