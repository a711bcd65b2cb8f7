using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Trends.Forecasting;

/// <summary>Forecasts of past months from what was received before, half a year at a time, beside what came.</summary>
/// <param name="Months">Months forecast in the last year, over all series.</param>
/// <param name="Covered">Of these, within their 95 % interval, widened by what was known then.</param>
/// <param name="Error">Mean absolute error, in tickets.</param>
/// <param name="NaiveError">The same of the simplest forecast, that every month will be as the last one known.</param>
/// <param name="Widening">By how much intervals are widened now, in standard deviations: 1 = not at all.</param>
public sealed record DemandBacktest(int Months, int Covered, double Error, double NaiveError, double Widening)
{
    /// <summary>Fewer forecast months than this don't tell how far forecasts err.</summary>
    private const int FewestErrors = 30;

    /// <summary>Half-years that are looked back for errors; the last two are the test.</summary>
    private const int Rounds = 4;

    private const int TestRounds = 2;

    /// <summary>Share covered, 0 to 1; at least 0.95 is promised, for limits are whole numbers.</summary>
    public double Coverage => (double)Covered / Months;

    /// <summary>Wilson's interval of the share. Months of one series, and series of one month, aren't independent: it is rather too narrow.</summary>
    public Interval CoverageInterval => Proportion.Wilson(Covered, Months)!;

    /// <summary>Error ÷ that of the simplest forecast; below 1 is better. Null when no month ever changed.</summary>
    public double? ScaledError => NaiveError > 0 ? Error / NaiveError : null;

    /// <summary>Tests all series together.</summary>
    /// <param name="series">Counts of each, oldest first; all end with the newest month. The first is what the others are part of.</param>
    /// <param name="ahead">Months forecast from each beginning.</param>
    /// <param name="cancel">Stops between series.</param>
    /// <returns>Null when nothing could be forecast a year ago or half a year ago.</returns>
    /// <remarks>
    /// A smoothing model knows nothing of what it hasn't seen: a first slump, a change of level. So intervals are widened by how far the company's own forecasts erred before, all series
    /// together: until 95 of 100 past errors lie within (split conformal prediction: Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, J. Am. Stat. Assoc. 113, 2018, 1094–1111). The test of each half-year
    /// uses the errors of the ones before it alone.
    /// </remarks>
    public static DemandBacktest? Of(IReadOnlyList<IReadOnlyList<double>> series, int ahead, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        List<double> errors = [];
        (int months, int covered, double error, double naive) = (0, 0, 0, 0);
        for (int round = Rounds; round >= 1; round--)
        {
            double widening = WideningOf(errors);
            List<(double Seen, double Last, CountPrediction Then)> made = Forecasts(series, round * ahead, ahead, cancel);
            errors.AddRange(made.Select(m => Math.Abs(m.Seen - m.Then.Mean) / Math.Sqrt(m.Then.Variance)));
            if (round <= TestRounds)
            {
                months += made.Count;
                covered += made.Count(m => m.Then.Widened(widening) is var p && Math.Round(m.Seen) >= p.Lower && Math.Round(m.Seen) <= p.Upper);
                error += made.Sum(m => Math.Abs(m.Seen - m.Then.Mean));
                naive += made.Sum(m => Math.Abs(m.Seen - m.Last));
            }
        }

        return months == 0 ? null : new(months, covered, error / months, naive / months, WideningOf(errors));
    }

    private static double WideningOf(List<double> errors) => errors.Count < FewestErrors
        ? 1
        : Math.Max(1, Quantile.Estimate(errors, Interval.UsualLevel)!.Value / Tails.NormalQuantile(Interval.UsualLevel));

    private static List<(double Seen, double Last, CountPrediction Then)> Forecasts(IReadOnlyList<IReadOnlyList<double>> series, int back, int ahead, CancellationToken cancel)
    {
        double[]? usual = series.Count > 0 && series[0].Count > back ? CountForecast.Season([.. series[0].Take(series[0].Count - back)], 12, ahead) : null;
        List<(double, double, CountPrediction)>[] made = new List<(double, double, CountPrediction)>[series.Count];
        Parallel.For(0, series.Count, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            IReadOnlyList<double> counts = series[i];
            int begin = counts.Count - back;
            made[i] = begin < 1 || CountForecast.Of([.. counts.Take(begin)], steps: ahead, usual: usual) is not { } then
                ? []
                : [.. then.Predictions.Select((p, h) => (counts[begin + h], counts[begin - 1], p))];
        });
        return [.. made.SelectMany(m => m)];
    }
}
