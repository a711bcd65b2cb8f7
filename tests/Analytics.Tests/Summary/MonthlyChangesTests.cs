using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Satisfaction;
using ServiceAnalytics.Analytics.Summary;

namespace ServiceAnalytics.Analytics.Tests.Summary;

public sealed class MonthlyChangesTests
{
    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");

    private static readonly SatisfactionFindings NoSurveys = new(October, SatisfactionRules.Usual, false, [], [], [], [], []);

    [Theory]
    [InlineData(150, 300, 275, 216, false)] // months that range from 150 to 300 as a rule
    [InlineData(400, 400, 400, 200, true)] // steady at 400, then half
    public void A_count_changed_only_when_the_months_do_not_always_vary_as_much(int early, int middle, int previous, int now, bool expected)
    {
        var table = Counts(early, middle, early, middle, early, middle, early, middle, early, middle, early, previous, now);
        Assert.Equal(expected, MonthlyChanges.Test(table, [table.Find("ticket_count")!], NoSurveys).Of(table.Find("ticket_count")!)!.IsSignificant);
    }

    [Fact]
    public void A_provisional_figure_or_one_of_too_few_rows_is_not_compared()
    {
        Figure before = Share(October.Previous, 20, 200);
        foreach (Figure now in new[] { Share(October, 60, 200) with { IsProvisional = true }, Share(October, 6, 12) })
        {
            FigureTable table = new(October, [now, before], []);
            Assert.Null(MonthlyChanges.Test(table, [now], NoSurveys).Of(now));
        }
    }

    [Fact]
    public void Of_shares_tested_together_only_the_one_that_really_moved_is_called()
    {
        // R: prop.test(c(60, 20), c(200, 200), correct = FALSE) gives p = 5.7e-07; the clauses differ by one case each.
        List<Figure> figures = [Share(October, 60, 200), Share(October.Previous, 20, 200)];
        foreach (int i in Enumerable.Range(0, 8))
        {
            FigureGroup group = new("clause", $"c{i}");
            figures.Add(Share(October, 100, 200) with { Metric = "sla_compliance", Group = group });
            figures.Add(Share(October.Previous, 101 + i, 200) with { Metric = "sla_compliance", Group = group });
        }

        FigureTable table = new(October, figures, []);
        List<Figure> now = [.. figures.Where(f => f.Month == October)];
        MonthlyChanges changes = MonthlyChanges.Test(table, now, NoSurveys);
        KeyChange moved = changes.Of(now[0])!;
        Assert.Equal(0.2, moved.Difference, 12);
        Assert.Equal(5.733e-07, moved.PValue, 9);
        Assert.Equal(9 * moved.PValue, moved.QValue, 12);
        Assert.Equal([true, .. Enumerable.Repeat(false, 8)], now.Select(f => changes.Of(f)!.IsSignificant));
    }

    private static FigureTable Counts(params int[] counts) => new(
        October, [.. counts.Select((n, i) => new Figure("ticket_count", October.Plus(i - counts.Length + 1), FigureGroup.All, n, n))], []);

    private static Figure Share(ReportingMonth month, long met, long n) =>
        new("sla_compliance_all", month, FigureGroup.All, (double)met / n, n, 0, 1) { Numerator = met };
}
