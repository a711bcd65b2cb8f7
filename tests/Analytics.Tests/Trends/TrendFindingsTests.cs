using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Analytics.Trends.Issues;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Trends;

/// <summary>
/// Thirteen months of a company small enough to count by hand: 200 units of model A, 100 of B. Each month A fails 10 times by E2 and B 3 times by
/// E1; A fails 4 times by E1 until September 2026, 16 times in October.
/// </summary>
public sealed class TrendFindingsTests
{
    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");

    [Fact]
    public void The_pareto_counts_the_months_repairs_and_names_each_fault_by_its_most_common_text()
    {
        TrendFindings found = Company(withUnits: true);
        Assert.Equal(
            ["E1 轴承异响 19 0.6552 0.6552 True 7", "E2 漏油 10 0.3448 1.0000 True 10"],
            found.Pareto.Select(r => $"{r.Fault.Code} {r.Fault.Text} {r.Repairs} {r.Share:F4} {r.CumulativeShare:F4} {r.IsVital} {r.RepairsMonthBefore}"));
        Assert.Equal(29, found.Repairs);
    }

    [Fact]
    public void A_fault_that_rose_fourfold_is_found_with_its_tickets_and_batches_and_nothing_else_is()
    {
        TrendFindings found = Company(withUnits: true);
        FaultIssue rise = Assert.Single(found.Rising);
        Assert.Empty(found.Falling);
        Assert.Equal(("A", "E1", 16L), (rise.Model, rise.Fault!.Code, rise.Observed));

        // 4 in each of the ten months before the window: mean 4 (1 + v / 2) with v = 1 / 40, half an event added to the past
        Assert.Equal(4.05, rise.Expected, 6);
        Assert.Equal(1, rise.WindowMonths);
        Assert.Equal(16 / 4.05, rise.Ratio, 6);

        // Detection/joint.R: joint("company", 16, 24, 4.05, 12.15, .025 / 1.0125, 1) = 2.482940375e-05, of which rises have four fifths; seven series
        Assert.Equal(2.482940375e-05 / 0.8, rise.PValue, 9);
        Assert.Equal(7 * 2.482940375e-05 / 0.8, rise.QValue, 8);

        // R: 16 / 4.05 * exp(sqrt(log(qgamma(c(.025, .975), c(16, 17)) / 16)^2 + qnorm(.975)^2 * .025 / 1.0125)), towards each side
        Assert.Equal(2.08620958162, rise.Interval.Lower, 6);
        Assert.Equal(7.01654252465, rise.Interval.Upper, 6);
        Assert.Equal(7, found.SeriesTested);
        Assert.Equal(2, found.SeriesWithoutPast); // batch B7 and fault E1 of batch B7: the installed base names no batch
        Assert.Equal(October, rise.Since);
        Assert.Equal(16, rise.Tickets.Count);
        Assert.Equal(["B7 12"], rise.Batches.Select(b => $"{b.Value} {b.Repairs}"));
        Assert.Equal(16, rise.UnitCount);
    }

    [Fact]
    public void Without_an_installed_base_faults_are_counted_per_hundred_tickets()
    {
        TrendFindings found = Company(withUnits: false);
        Assert.Equal(ExposureBasis.Tickets, found.Basis);
        Assert.Null(found.UnitMonths);

        // 4 of 17 tickets in each of the months before; October has 29: 4 / 17 × 29, half an event added to the past
        FaultIssue rise = Assert.Single(found.Rising);
        Assert.Equal(ExposureBasis.Tickets, rise.Basis);
        Assert.Equal(4 / 17.0 * 29 * (1 + (1 / 80.0)), rise.Expected, 6);
    }

    [Fact]
    public void The_chart_shows_repairs_per_thousand_units_with_the_months_before_as_baseline()
    {
        TrendChart chart = Company(withUnits: true).Chart!;
        Assert.Equal(13, chart.Points.Count);
        Assert.Equal(12, chart.BaselineMonths);

        // 17 repairs a month of 300 units; three-sigma limit 56.67 + 3 √(56.67 / 0.3) = 97.9; October has 29: 96.7, inside
        Assert.Equal(17 / 0.3, chart.Center!.Value, 9);
        Assert.Equal(29 / 0.3, chart.Points[^1].Point.Value!.Value, 9);
        Assert.Equal((17 / 0.3) + (3 * Math.Sqrt(17 / 0.3 / 0.3)), chart.Points[^1].Point.Limits!.Upper, 9);
        Assert.Equal(ChartSignals.None, chart.Points[^1].Point.Signals);
    }

    [Fact]
    public void The_chart_of_the_single_fault_signals_what_the_chart_of_all_repairs_hides()
    {
        TrendChart chart = Assert.Single(Company(withUnits: true).FaultCharts, c => c.Fault!.Code == "E1");
        Assert.Equal(ChartSignals.AboveLimit, chart.Points[^1].Point.Signals);
    }

    [Fact]
    public void The_heat_map_adds_up_to_the_months_repairs()
    {
        FaultHeatMap map = Company(withUnits: true).HeatMap!;
        Assert.Equal(["A", "B"], map.Models);
        Assert.Equal(["E1", "E2"], map.Faults.Select(f => f!.Code));
        Assert.Equal([[16L, 10L], [3L, 0L]], map.Repairs);
        Assert.Equal(29, map.Repairs.Sum(row => row.Sum()));
        Assert.Equal(4.05, map.Expected[0][0]!.Value, 6);
    }

    [Fact]
    public void What_is_beyond_the_largest_models_and_faults_is_pooled_not_dropped()
    {
        FaultHeatMap map = Company(withUnits: true, TrendRules.Usual with { HeatMap = (0, 0) }).HeatMap!;
        Assert.Equal([null], map.Models);
        Assert.Equal([[29L]], map.Repairs);
        Assert.Equal(4.05 + 10.05 + 3.05, map.Expected[0][0]!.Value, 6); // half an event more in ten months, three times
    }

    [Fact]
    public void How_many_repaired_units_the_installed_base_knows_is_told()
    {
        Assert.Equal(26 / 29.0, Company(withUnits: true).BaseCoverage!.Value, 9); // B's repairs carry no serial number
    }

    [Fact]
    public void A_month_without_repairs_is_an_empty_chapter()
    {
        TrendFindings found = Company(withUnits: true, month: ReportingMonth.Parse("2024-01"));
        Assert.Equal(0, found.Repairs);
        Assert.Empty(found.Pareto);
        Assert.Null(found.HeatMap);
        Assert.Null(found.Chart);
        Assert.Empty(found.Rising);
    }

    private static TrendFindings Company(bool withUnits, TrendRules? rules = null, ReportingMonth? month = null)
    {
        StringBuilder tickets = new("ticket_id, product_model, serial_no, batch_no, request_type, fault_code, fault_text, received_at_utc\n");
        int id = 0;
        for (ReportingMonth m = October.YearBefore; m <= October; m = m.Next)
        {
            void Add(int count, string model, string fault, Func<int, string> serial, Func<int, string> batch, Func<int, string> text)
            {
                for (int i = 0; i < count; i++)
                {
                    tickets.Append(CultureInfo.InvariantCulture, $"T{++id:0000}, {model}, {serial(i)}, {batch(i)}, repair, {fault}, {text(i)}, {m.First:yyyy-MM}-{10 + (i % 15)} 08:00\n");
                }
            }

            bool last = m == October;
            Add(last ? 16 : 4, "A", "E1", i => $"A{i}", i => last && i < 12 ? "B7" : "", i => i == 0 ? "异响" : "轴承异响");
            Add(10, "A", "E2", i => $"A{50 + i}", _ => "", _ => "漏油");
            Add(3, "B", "E1", _ => "", _ => "", _ => "");
        }

        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-03 00:00", "tickets", tickets.ToString());
        if (withUnits)
        {
            StringBuilder units = new("serial_no, product_model, delivered_on\n");
            Enumerable.Range(0, 200).ToList().ForEach(i => units.Append(CultureInfo.InvariantCulture, $"A{i}, A, 2020-01-01\n"));
            Enumerable.Range(0, 100).ToList().ForEach(i => units.Append(CultureInfo.InvariantCulture, $"B{i}, B, 2020-01-01\n"));
            warehouse.Batch("2026-11-03 00:00", "installed_units", units.ToString());
        }

        AsOf asOf = new(2, new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero));
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, asOf, TestPolicy.Small);
        return rules is null
            ? TrendFindings.Compute(session, TestPolicy.Small, month ?? October)
            : FaultTrends.Compute(session, rules, month ?? October);
    }
}
