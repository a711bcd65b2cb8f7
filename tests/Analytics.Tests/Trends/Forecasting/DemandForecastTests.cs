using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Trends.Forecasting;
using ServiceAnalytics.Analytics.Trends.Issues;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Trends.Forecasting;

public sealed class DemandForecastTests
{
    private static readonly ReportingMonth Newest = ReportingMonth.Parse("2026-10");

    private static IReadOnlyList<ReportingMonth> Months(int count) => [.. Enumerable.Range(0, count).Select(i => Newest.Plus(i + 1 - count))];

    [Fact]
    public void The_most_frequent_models_and_parts_are_forecast_and_what_hardly_happens_is_not()
    {
        Dictionary<FaultTrait, long[]> counts = new()
        {
            [DemandForecast.Every] = Constant(24, 100),
            [new(FaultDimension.Model, "A")] = Constant(24, 40),
            [new(FaultDimension.Model, "B")] = Constant(24, 60),
            [new(FaultDimension.Part, "seal")] = Constant(24, 9),
            [new(FaultDimension.Part, "screw")] = [.. new long[20], 1, 2, 3, 5], // eleven in the last year
        };
        DemandForecast forecast = DemandForecast.Of(Months(24), counts);
        Assert.Equal(["B", "A"], forecast.Models.Select(m => m.Of!.Value));
        Assert.Equal(["seal"], forecast.Parts.Select(m => m.Of!.Value));
        Assert.Equal(1200, forecast.All!.LastYear);
        Assert.Equal([.. Enumerable.Range(1, 6).Select(h => Newest.Plus(h))], forecast.All.Months.Select(m => m.Month));
        Assert.All(forecast.All.Months, m => Assert.Equal(100, m.Mean));
        Assert.Equal((4 * 12, 4 * 12), (forecast.Test!.Months, forecast.Test.Covered)); // each of four series: the last twelve months
        Assert.Null(forecast.Test.ScaledError); // nothing ever changed
    }

    [Fact]
    public void What_is_not_reported_yet_of_the_newest_month_is_no_fall()
    {
        long[] seen = [.. Constant(23, 100), 60];
        double[] reported = [.. Enumerable.Repeat(1.0, 23), 0.6];
        Dictionary<FaultTrait, long[]> counts = new() { [DemandForecast.Every] = seen };
        DemandForecast forecast = DemandForecast.Of(Months(24), counts, reported);
        Assert.All(forecast.All!.Months, m => Assert.Equal(100, m.Mean, 6));
        Assert.Equal(60, forecast.All.Past[^1].Tickets); // shown as known
        Assert.Equal(0.6, forecast.Completeness);
        Assert.True(DemandForecast.Of(Months(24), counts).All!.Months[0].Mean < 99);
    }

    [Fact]
    public void Months_before_a_model_was_sold_are_no_history_of_it()
    {
        Dictionary<FaultTrait, long[]> counts = new() { [new(FaultDimension.Model, "new")] = [.. new long[10], 2, .. Constant(13, 20)] };
        DemandSeries series = Assert.Single(DemandForecast.Of(Months(24), counts).Models);
        Assert.Equal(13, series.Past.Count); // its first, begun month is left out too
        Assert.All(series.Months, m => Assert.Equal(20, m.Mean));
    }

    [Fact]
    public void Intervals_are_widened_by_how_far_forecasts_erred_before_and_never_made_narrower()
    {
        // Forty a month for two years, then a year that goes up and down by half a year: no smoothing model expected that.
        double[] wild = [.. Enumerable.Repeat(40.0, 24), .. Enumerable.Repeat(90.0, 6), .. Enumerable.Repeat(15.0, 6)];
        double[] calm = [.. Enumerable.Repeat(40.0, 36)];
        DemandBacktest surprised = DemandBacktest.Of([.. Enumerable.Repeat(wild, 6)], 6)!;
        Assert.True(surprised.Widening > 1.5, $"{surprised.Widening}");
        Assert.True(surprised.Coverage < 0.6, $"{surprised.Coverage}"); // as then: it could not be known
        Assert.Equal((1.0, 1.0), (DemandBacktest.Of([.. Enumerable.Repeat(calm, 6)], 6)!.Widening, DemandBacktest.Of([.. Enumerable.Repeat(calm, 6)], 6)!.Coverage));
        Assert.Equal(4, new CountPrediction(9, 10).Widened(2).Variance / 10);
    }

    [Fact]
    public void Too_short_a_history_forecasts_nothing_and_an_empty_one_neither()
    {
        Assert.Null(DemandForecast.Of(Months(7), new Dictionary<FaultTrait, long[]> { [DemandForecast.Every] = Constant(7, 50) }).All);
        DemandForecast none = DemandForecast.Of(Months(24), new Dictionary<FaultTrait, long[]>());
        Assert.Equal((0, null, null), (none.Series.Count(), none.Test, none.All));
    }

    [Fact]
    public void Tickets_of_every_type_count_for_a_model_and_only_repairs_for_a_part()
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-05 00:00", "tickets", string.Join('\n', [
            "ticket_id, product_model, request_type, failed_part, received_at_utc",
            .. Enumerable.Range(0, 14).SelectMany(m => Enumerable.Range(0, 3).Select(i =>
                $"T{m}-{i}, M1, {(i == 0 ? "consultation" : "repair")}, seal, {Newest.Plus(m - 13)}-1{i} 04:00")),
        ]));
        AsOf asOf;
        using (var connection = warehouse.Connect())
        {
            asOf = AnalysisSession.StateAfter(connection)!;
        }

        using AnalysisSession session = AnalysisSession.Open(warehouse.File, asOf, TestPolicy.Small);
        DemandForecast forecast = DemandForecast.Compute(session, Newest);
        Assert.Equal((36, 36, 24), (forecast.All!.LastYear, forecast.Models.Single().LastYear, forecast.Parts.Single().LastYear));
    }

    private static long[] Constant(int months, long count) => [.. Enumerable.Repeat(count, months)];
}
