using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Tests.Trends.Issues;
using ServiceAnalytics.Analytics.Trends.Backtest;
using ServiceAnalytics.Analytics.Trends.Detection;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Analytics.Tests.Trends.Backtest;

/// <summary>Month by month as if then, on companies of known truth. The last month is December 2026.</summary>
public sealed class TrendBacktestTests
{
    private const int Last = SimulatedCompany.Months - 1;

    [Fact]
    public void A_fault_that_rises_in_October_is_found_then_once_and_its_notice_of_December_came_sixty_days_later()
    {
        SimulatedCompany company = new(31, 0, (m, f, b, t) => m == 4 && f == 0 && b == 3 && t > Last - 3 ? 12 : 1, _ => 1);
        TrendBacktest test = TrendBacktest.Run(
            company.Table,
            company.Cells,
            DetectionRules.Monthly,
            months: 6,
            shuffles: 2,
            [
                ("N1", "M4", "S1-F0", new DateOnly(2026, 12, 31)),
                ("N2", "M9", "S3-F1", new DateOnly(2026, 12, 1)),
                ("too old", "M4", "S1-F0", new DateOnly(2025, 1, 1)),
            ],
            [(ReportingMonth.Parse("2026-11"), "M4", "S1-F0", 3), (ReportingMonth.Parse("2026-12"), "M4", "S1-F0", 5), (ReportingMonth.Parse("2026-12"), "M1", "S0-F0", 9)]);
        Assert.Equal(6, test.Months.Count);
        BacktestIssue issue = Assert.Single(test.Issues, i => i.Key[FaultDimension.Fault] == "S1-F0");
        Assert.Equal((ReportingMonth.Parse("2026-10"), (ReportingMonth?)ReportingMonth.Parse("2026-12")), (issue.FoundIn, issue.ComplaintPeak));
        Assert.Equal(["N1 2026-10 60", "N2  "], test.Notices.Select(n => $"{n.Number} {n.FoundIn} {n.LeadDays}"));
        Assert.Equal(2, test.Shuffles);
    }

    [Fact]
    public void A_shuffle_keeps_every_series_total_and_takes_away_what_happened_in_time()
    {
        SimulatedCompany company = new(32, 0, (m, f, b, t) => m == 4 && f == 0 && b == 3 && t > Last - 3 ? 12 : 1, _ => 1);
        SeriesTable shuffled = company.Cells.Shuffled(company.Table, new MersenneTwister(1));
        Assert.Equal(company.Table.Keys.ToHashSet(), [.. shuffled.Keys]);
        Assert.All(company.Table.Keys, key => Assert.Equal(company.Table.Counts(key).Sum(), shuffled.Counts(key).Sum()));
        SeriesKey risen = new(new FaultTrait(FaultDimension.Fault, "S1-F0"), new FaultTrait(FaultDimension.Batch, "M4-3"));
        Assert.True(company.Table.Counts(risen)[^3..].Sum() > 3 * shuffled.Counts(risen)[^3..].Sum());
    }

    [Fact]
    public void What_cells_have_in_common_is_what_their_tickets_have()
    {
        SimulatedCompany company = new(33, 0, (_, _, _, _) => 1, _ => 1);
        SeriesKey[] keys =
        [
            new(new FaultTrait(FaultDimension.Model, "M4")),
            new(new FaultTrait(FaultDimension.Fault, "S1-F0"), new FaultTrait(FaultDimension.Region, "R2")),
            new(new FaultTrait(FaultDimension.Batch, "M4-3")),
        ];
        Func<int, int, SharedRepairs> shared = company.Cells.Shared(keys, Last, DetectionRules.Monthly);
        for (int a = 0; a < keys.Length; a++)
        {
            for (int b = 0; b < keys.Length; b++)
            {
                Assert.Equal(company.Shared(keys[a], keys[b]), shared(a, b));
            }
        }
    }

    [Fact]
    public void Less_than_a_year_of_history_is_not_tested()
    {
        SeriesTable young = new([.. Enumerable.Range(0, 8).Select(i => ReportingMonth.Parse("2026-03").Plus(i))]);
        Array.Fill(young.Tickets, 5);
        TrendBacktest test = TrendBacktest.Run(young, new FaultCells(), DetectionRules.Monthly, 24, 5, [], []);
        Assert.Empty(test.Months);
        Assert.Equal(0, test.Shuffles);
    }
}
