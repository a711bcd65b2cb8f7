using ServiceAnalytics.Analytics.Metrics;

namespace ServiceAnalytics.Analytics.Tests.Metrics;

/// <summary>How far the rows that can't be measured could move a rate; worked out by hand.</summary>
public sealed class FigureBoundsTests
{
    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");

    // metric, value, n, unmeasurable → worst, best
    [Theory]
    [InlineData("sla_compliance_all", 0.9, 90, 10, 0.81, 0.91, "81 of 90 met: 81 of 100, or 91 of 100")]
    [InlineData("repeat_rate_30d", 0.1, 90, 10, 0.19, 0.09, "less is better: 19 of 100 came back, or 9")]
    [InlineData("satisfaction_mean", 0.8, 30, 10, 0.6, 0.85, "scores of 0, or of the top of the scale")]
    [InlineData("nps", 50, 30, 10, 12.5, 62.5, "1500 points of 30: less 1000, or 1000 more, over 40")]
    [InlineData("sla_compliance_all", 0.9, 90, 0, 0.9, 0.9, "no gaps")]
    public void Bounds_take_all_unmeasurable_rows_as_bad_or_as_good(string metric, double value, long n, long unmeasurable, double worst, double best, string why)
    {
        FigureBounds bounds = FigureBounds.Of(new Figure(metric, October, FigureGroup.All, value, n, Unmeasurable: unmeasurable))!.Value;
        Assert.True(Math.Abs(worst - bounds.Worst) < 1e-12 && Math.Abs(best - bounds.Best) < 1e-12, $"{why}: {bounds}");
    }

    [Fact]
    public void Of_rows_that_can_none_be_measured_nothing_is_known()
    {
        FigureBounds bounds = FigureBounds.Of(new Figure("sla_compliance_all", October, FigureGroup.All, null, 0, Unmeasurable: 3))!.Value;
        Assert.Equal((0, 1), (bounds.Worst, bounds.Best));
    }

    [Theory]
    [InlineData("ticket_count", "a number of rows is no rate")]
    [InlineData("repair_share_of_tickets", "neither end is the better one")]
    public void Figures_without_a_better_end_have_no_bounds(string metric, string why) =>
        Assert.True(FigureBounds.Of(new Figure(metric, October, FigureGroup.All, 0.5, 10, Unmeasurable: 3)) is null, why);

    [Fact]
    public void A_month_without_any_row_has_no_bounds() => Assert.Null(FigureBounds.Of(new Figure("sla_compliance_all", October, FigureGroup.All, null, 0)));
}
