using System.Globalization;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Statistics.Forecast;

/// <summary>Beside R's forecast package on twelve monthly series that R ships, the last twelve months held out (forecast.R, its figures in the csv files).</summary>
public sealed class ForecastTests
{
    private static readonly ILookup<string, string[]> Ets = Rows("ets.csv"), Naive = Rows("snaive.csv");
    private static readonly Dictionary<string, double[]> Series = Rows("series.csv").ToDictionary(s => s.Key, s => s.Select(r => Number(r[2])).ToArray());

    [Fact]
    public void Scaled_errors_are_no_worse_than_those_of_R_and_the_intervals_cover_what_they_promise()
    {
        double own = 0, theirs = 0;
        int covered = 0, all = 0;
        List<string> lines = [];
        foreach ((string name, double[] values) in Series)
        {
            SmoothingForecast forecast = ExponentialSmoothing.Forecast(values[..^12])!;
            List<string[]> rows = [.. Ets[name]];
            double scale = Number(rows[0][^1]);
            double error = forecast.Predictions.Zip(values[^12..], (p, y) => Math.Abs(p.Mean - y)).Average() / scale;
            double rError = rows.Zip(values[^12..], (r, y) => Math.Abs(Number(r[^4]) - y)).Average() / scale;
            int hits = forecast.Predictions.Zip(values[^12..], (p, y) => y >= p.Interval.Lower && y <= p.Interval.Upper).Count(h => h);
            lines.Add($"{name} {forecast.Model} {forecast.Aicc:0.0} {error:0.000} {hits}; R {rows[0][1]}{rows[0][2]} {rError:0.000}");
            (own, theirs, covered, all) = (own + error, theirs + rError, covered + hits, all + 12);
        }

        string seen = $"mean scaled error {own / Series.Count:0.000}, R {theirs / Series.Count:0.000}; covered {(double)covered / all:0.000}\n" + string.Join('\n', lines);
        Assert.True(own <= theirs * 1.005, seen);
        Assert.True((double)covered / all is >= 0.93 and <= 0.97, seen);
    }

    [Theory]
    [InlineData("AirPassengers", false)]
    [InlineData("nottem", false)]
    [InlineData("SeatbeltsRear", false)]
    public void Seasonal_naive_is_that_of_R(string name, bool _)
    {
        IReadOnlyList<Prediction> naive = ExponentialSmoothing.SeasonalNaive(Series[name][..^12])!;
        Assert.All(naive.Zip(Naive[name]), pair =>
        {
            Assert.Equal(Number(pair.Second[3]), pair.First.Mean, 1e-6);
            Assert.Equal(Number(pair.Second[4]), pair.First.Interval.Lower, 1e-4);
            Assert.Equal(Number(pair.Second[5]), pair.First.Interval.Upper, 1e-4);
        });
    }

    [Fact]
    public void Too_few_values_are_not_forecast_and_a_constant_stays_what_it_is()
    {
        Assert.Null(ExponentialSmoothing.Forecast([1, 2, 3, 4, 5, 6, 7]));
        Assert.Null(ExponentialSmoothing.SeasonalNaive([.. Enumerable.Range(0, 12).Select(i => (double)i)]));
        Assert.All(ExponentialSmoothing.Forecast([.. Enumerable.Repeat(4.0, 30)])!.Predictions, p => Assert.Equal((4, 4, 4), (p.Mean, p.Interval.Lower, p.Interval.Upper)));
        Assert.All(ExponentialSmoothing.Forecast(new double[30])!.Predictions, p => Assert.Equal(0, p.Mean));
    }

    [Fact]
    public void Values_with_zeros_are_never_multiplied() =>
        Assert.False(ExponentialSmoothing.Forecast([.. Enumerable.Range(0, 40).Select(i => (double)(i * 7 % 5))])!.Model.IsMultiplicativeError);

    [Fact]
    public void A_value_that_is_no_number_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExponentialSmoothing.Forecast([1, 2, 3, double.NaN, 5, 6, 7, 8, 9]));

    private static ILookup<string, string[]> Rows(string file) =>
        File.ReadLines(Repository.PathOf("tests/Analytics.Tests/Statistics/Forecast/" + file)).Skip(1).Select(l => l.Split(',')).ToLookup(c => c[0]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
