using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics.Reliability;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Tests.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Reliability;

/// <summary>
/// Reported: December 2024, so that a unit delivered on 1 January 2024 is watched for 366 days; 12 months in service are 365.25. Repairs are
/// recorded from 1 December 2023 on. All figures by hand.
/// </summary>
public sealed class ReliabilityFindingsTests
{
    private const string FirstTicket = """
        T0, S0, consultation, 2023-12-01 02:00
        T1, S0, consultation, 2024-04-01 02:00
        T2, S0, consultation, 2024-08-01 02:00
        """;

    [Fact]
    public void Repairs_per_unit_count_every_repair_and_the_interval_allows_for_units_that_differ()
    {
        // 20 units, three repairs, two of them of one unit: 3/20. Robust variance: (2² + 1² − 20·0.15²) / 20² = 0.011375.
        LifeCurve curve = Find(Units("A", 20, "M1", "B1", "2024-01-01"), [Repair("A1", 31), Repair("A1", 100), Repair("A2", 200)]).Models.Single().Curve;
        AgePoint year = curve.RepairsAt(12)!;
        Assert.Equal((20L, 20L, 3L, 2L), (curve.Units, curve.UnitsFromDelivery, curve.Repairs, curve.FirstFailures));
        Assert.Equal(0.15, year.Value, 12);
        double factor = Math.Exp(1.959964 * Math.Sqrt(0.011375) / 0.15);
        Assert.Equal(0.15 / factor, year.Interval.Lower, 5);
        Assert.Equal(0.15 * factor, year.Interval.Upper, 5);
        Assert.Equal(0.05, curve.RepairsAt(3)!.Value, 12);
        Assert.Equal(0.9, curve.WithoutFailureAt(12)!.Value, 12);
        Assert.Null(curve.RepairsAt(13)); // nobody has been in service for so long
    }

    [Fact]
    public void Units_delivered_before_repairs_were_recorded_count_only_from_then_on()
    {
        // Twelve units from delivery on; eight delivered a year earlier, under watch from the age of 334 days. A repair at 100 days is one of 12,
        // one at 350 days one of 20, and 19 of these had not failed yet.
        LifeCurve curve = Find(
            Units("A", 12, "M1", "B1", "2024-01-01") + Units("E", 8, "M1", "B1", "2023-01-01"),
            [Repair("A1", 100), Repair("E1", 350, "2023-01-01")]).Models.Single().Curve;
        Assert.Equal((20L, 12L), (curve.Units, curve.UnitsFromDelivery));
        Assert.Equal((1 / 12.0) + (1 / 20.0), curve.RepairsAt(12)!.Value, 12);
        Assert.Equal(11 / 12.0 * (18 / 19.0), curve.WithoutFailureAt(12)!.Value, 12);
    }

    [Fact]
    public void Without_units_watched_from_delivery_there_is_no_curve_rather_than_a_flattering_one()
    {
        LifeCurve curve = Find(Units("E", 30, "M1", "B1", "2023-01-01"), [Repair("E1", 350, "2023-01-01")]).Models.Single().Curve;
        Assert.Empty(curve.RepairsPerUnit);
        Assert.Empty(curve.WithoutFailure);
        Assert.Equal(1, curve.Repairs);
    }

    [Fact]
    public void Before_the_first_repair_the_curve_is_nought_with_an_upper_limit()
    {
        // 20 units watched for a year without a repair: at most 3.689 (Garwood, none seen) in 20 unit-years.
        AgePoint year = Find(Units("A", 20, "M1", "B1", "2024-01-01"), []).Models.Single().Curve.RepairsAt(12)!;
        Assert.Equal(0, year.Value);
        Assert.Equal(0, year.Interval.Lower);
        Assert.Equal(3.688879 / 20, year.Interval.Upper, 6);
    }

    [Fact]
    public void A_fault_on_the_day_of_delivery_is_a_repair_and_one_before_it_is_a_contradiction()
    {
        ReliabilityFindings found = Find(
            Units("A", 20, "M1", "B1", "2024-01-01") + "\nN1, M1, B1,",
            [Repair("A1", 0), Repair("A2", -5), "U1, UNKNOWN, repair, 2024-03-01 08:00", "U2, , repair, 2024-03-01 08:00", "C1, A3, inspection, 2024-03-01 08:00"]);
        Assert.Equal((21L, 20L, 1L), (found.Units, found.UnitsWatched, found.UnitsWithoutDelivery));
        Assert.Equal((4L, 1L, 2L, 1L), (found.Repairs, found.RepairsUsed, found.RepairsOfUnknownUnits, found.RepairsBeforeDelivery));
        Assert.Equal(0.05, found.Models.Single().Curve.RepairsAt(1)!.Value, 12);
    }

    [Fact]
    public void A_stray_old_row_does_not_turn_years_without_records_into_years_without_repairs()
    {
        ReliabilityFindings found = Find(Units("E", 30, "M1", "B1", "2020-01-01"), ["X1, S9, consultation, 2001-05-05 08:00"]);
        Assert.Equal(new DateOnly(2023, 12, 1), found.RecordsFrom);
    }

    [Fact]
    public void Two_batches_differ_by_their_repairs_per_unit_with_an_interval()
    {
        // 10 of 20 against 5 of 20, each once: 0.25 ± 1.96·√(0.25/20 + 0.1875/20).
        string units = Units("X", 20, "M1", "BX", "2024-01-01") + Units("Y", 20, "M1", "BY", "2024-01-01");
        string[] repairs = [.. Enumerable.Range(1, 10).Select(i => Repair($"X{i}", 100 + i)), .. Enumerable.Range(1, 5).Select(i => Repair($"Y{i}", 200 + i))];
        ReliabilityFindings found = Find(units, repairs);
        CurveDifference difference = found.Models.Single().Batches.Single(b => b.Batch == "BX").AgainstRest!;
        double half = 1.959964 * Math.Sqrt((0.25 / 20) + (0.1875 / 20));
        Assert.Equal((12, 0.25), (difference.Months, Math.Round(difference.Value, 12)));
        Assert.Equal(0.25 - half, difference.Interval.Lower, 5);
        Assert.Equal(0.25 + half, difference.Interval.Upper, 5);
        Assert.All(found.Models.Single().Batches, b => Assert.Equal(BatchVerdict.NotDifferent, b.Verdict));
        Assert.Equal(difference with { QValue = null }, Between(units, repairs, "M1", "BX", "BY"));
    }

    [Fact]
    public void A_batch_that_fails_far_more_often_than_the_others_stands_first()
    {
        string units = Units("G", 60, "M1", "B1", "2024-01-01") + Units("X", 30, "M1", "B2", "2024-01-01") + Units("Z", 5, "M1", "B3", "2024-01-01");
        string[] repairs = [.. Enumerable.Range(1, 6).Select(i => Repair($"G{i}", 30 * i)), .. Enumerable.Range(1, 24).Select(i => Repair($"X{i}", 10 * i))];
        IReadOnlyList<BatchReliability> batches = Find(units, repairs).Models.Single().Batches;
        Assert.Equal([("B2", BatchVerdict.Worse), ("B1", BatchVerdict.Better), ("B3", BatchVerdict.NotTested)], batches.Select(b => (b.Batch, b.Verdict)));
        Assert.True(batches[0].AgainstRest!.QValue < 0.001);
    }

    [Theory]
    [InlineData(280, 5, WeibullReading.WearOut)] // all between 280 and 330 days
    [InlineData(1, 2, WeibullReading.EarlyFailures)] // all in the first three weeks
    [InlineData(30, 35, WeibullReading.NotTold)] // spread over the year
    public void The_shape_is_read_only_when_its_interval_leaves_out_1(int firstDay, int step, WeibullReading reading)
    {
        string[] repairs = [.. Enumerable.Range(0, 10).Select(i => Repair($"A{i + 1}", firstDay + (step * i)))];
        WeibullFit fit = Find(Units("A", 20, "M1", "B1", "2024-01-01"), repairs).Models.Single().Curve.Weibull!;
        Assert.Equal((10, reading), (fit.Events, fit.Reading));
    }

    [Fact]
    public void Too_few_first_failures_have_no_shape() =>
        Assert.Null(Find(Units("A", 20, "M1", "B1", "2024-01-01"), [.. Enumerable.Range(1, 4).Select(i => Repair($"A{i}", 20 * i))]).Models.Single().Curve.Weibull);

    [Fact]
    public void Without_an_installed_base_there_is_nothing_to_tell()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2025-02-01 00:00", "tickets", "ticket_id, serial_no, request_type, received_at_utc\n" + FirstTicket);
        using AnalysisSession session = warehouse.Open("2025-02-01 00:00");
        ReliabilityFindings found = ReliabilityFindings.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2024-12"));
        Assert.Empty(found.Models);
        Assert.Equal((0L, null), (found.Units, found.RecordsFrom));
    }

    [Fact]
    public void A_nevada_table_puts_repairs_into_month_of_delivery_and_month_in_service()
    {
        // Delivered on 1 June and 1 September 2024; a month in service is 30.4375 days. Day 0.5 and day 30.5 of the June units are their first and second month. Watched to
        // 31 December: 214 and 122 days, that is a little more than seven and four months: the last month in service is watched in part.
        NevadaTable table = With(
            Units("J", 10, "M1", "B1", "2024-06-01") + Units("S", 4, "M1", "B2", "2024-09-01") + Units("X", 5, "M2", "B3", "2024-06-01"),
            [Repair("J1", 0, "2024-06-01"), Repair("J1", 30, "2024-06-01"), Repair("J2", 31, "2024-06-01"), Repair("S3", 100, "2024-09-01"), Repair("X1", 5, "2024-06-01")],
            session => NevadaTable.Compute(session, ReportingMonth.Parse("2024-12"), "M1"));
        Assert.Equal(["2024-06", "2024-09"], table.Rows.Select(r => r.Delivered.ToString()));
        Assert.Equal([10L, 4L], table.Rows.Select(r => r.Units));
        Assert.Equal([1L, 2, 0, 0, 0, 0, 0, 0], table.Rows[0].Cells.Select(c => c.Repairs));
        Assert.Equal([0L, 0, 0, 1, 0], table.Rows[1].Cells.Select(c => c.Repairs));
        Assert.All(table.Rows[0].Cells.Take(7), c => Assert.Equal(10, c.UnitMonths, 4));
        Assert.Equal(10 * (214 - (7 * 30.4375)) / 30.4375, table.Rows[0].Cells[7].UnitMonths, 3);
        Assert.Equal(200, table.Rows[0].Cells[1].PerThousand, 3);
    }

    [Fact]
    public void Deliveries_before_the_told_months_and_models_without_units_give_no_rows()
    {
        Assert.Empty(With(Units("E", 5, "M1", "B1", "2020-01-01"), [], session => NevadaTable.Compute(session, ReportingMonth.Parse("2024-12"), null)).Rows);
        Assert.Empty(With(Units("E", 5, "M1", "B1", "2024-06-01"), [], session => NevadaTable.Compute(session, ReportingMonth.Parse("2024-12"), "M9")).Rows);
    }

    private static ReliabilityFindings Find(string units, string[] tickets) =>
        With(units, tickets, session => ReliabilityFindings.Compute(session, TestSessions.PlainPolicy, ReportingMonth.Parse("2024-12")));

    private static CurveDifference? Between(string units, string[] tickets, string model, string batch, string other) =>
        With(units, tickets, session => ReliabilityFindings.Difference(session, ReportingMonth.Parse("2024-12"), model, batch, other));

    private static T With<T>(string units, string[] tickets, Func<AnalysisSession, T> compute)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder()
            .Batch("2025-02-01 00:00", "tickets", "ticket_id, serial_no, request_type, received_at_utc\n" + FirstTicket + "\n" + string.Join('\n', tickets))
            .Batch("2025-02-01 00:00", "installed_units", "serial_no, product_model, batch_no, delivered_on" + units);
        using AnalysisSession session = warehouse.Open("2025-02-01 00:00");
        return compute(session);
    }

    private static string Units(string prefix, int count, string model, string batch, string deliveredOn)
    {
        StringBuilder rows = new();
        for (int i = 1; i <= count; i++)
        {
            rows.Append(CultureInfo.InvariantCulture, $"\n{prefix}{i}, {model}, {batch}, {deliveredOn}");
        }

        return rows.ToString();
    }

    /// <summary>A repair ticket received at noon in Shanghai, so many days after the delivery.</summary>
    private static string Repair(string serial, int day, string deliveredOn = "2024-01-01") =>
        $"R{serial}-{day}, {serial}, repair, {DateOnly.Parse(deliveredOn, CultureInfo.InvariantCulture).AddDays(day):yyyy-MM-dd} 04:00";
}
