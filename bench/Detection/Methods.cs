using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Trends.Detection;

namespace ServiceAnalytics.Bench.Detection;

/// <summary>What is compared: each gives a number per series and judged month, small when the month is suspicious.</summary>
internal static class Methods
{
    public const int History = 60;

    /// <summary>Disturbed series are judged so many at a time, among all undisturbed ones: few faults change at once, and trend and season are learned from all series.</summary>
    private const int DisturbedAtOnce = 10;

    /// <summary>This program's, each month judged as if it were the last.</summary>
    public static double[][] House(IReadOnlyList<StudySeries> series, int months, Func<SeriesVerdict<int>, double> value)
    {
        int[] quiet = [.. Enumerable.Range(0, series.Count).Where(i => series[i].Kind is "control" or "season")];
        double[][] p = new double[series.Count][];
        foreach (int[] part in Enumerable.Range(0, series.Count).Except(quiet).Chunk(DisturbedAtOnce).Prepend([]))
        {
            double[][] judged = Together([.. part.Concat(quiet).Select(i => series[i])], months, value);
            foreach ((int place, int i) in (part.Length == 0 ? quiet : part).Index())
            {
                p[i] = judged[place];
            }
        }

        return p;
    }

    private static double[][] Together(StudySeries[] series, int months, Func<SeriesVerdict<int>, double> value)
    {
        double[][] p = [.. series.Select(_ => new double[months])];
        for (int m = 0; m < months; m++)
        {
            Detection<int> found = EmergingIssues.Find([.. series.Select((s, i) => new CountSeries<int>(i, s.Counts[..(History + m + 1)]))]);
            foreach (SeriesVerdict<int> v in found.Verdicts)
            {
                p[v.Series.Key][m] = value(v);
            }
        }

        return p;
    }

    /// <summary>One who knows the true mean and dispersion, month by month.</summary>
    public static double[] Known(StudySeries s, Func<int, double> mean, bool isFall = false) =>
        [.. Judged(s).Select(t => OverdispersedCount.AgainstExpected(s.Counts[t], mean(t), s.Phi > 1 ? mean(t) / (s.Phi - 1) : null)).Select(t => isFall ? t.MidAtMost : t.MidAtLeast)];

    /// <summary>A u chart's deviate against all months before.</summary>
    public static double[] UChart(StudySeries s) => [.. Judged(s).Select(t => -Deviate(s, t, s.Counts.Take(t).Average()))];

    /// <summary>An EWMA of the deviates, lambda 0.2, centre from the history.</summary>
    public static double[] Ewma(StudySeries s)
    {
        double center = s.Counts.Take(History).Average(), z = 0;
        return [.. Judged(s).Select(t => -(z = (0.2 * Deviate(s, t, center)) + (0.8 * z)))];
    }

    /// <summary>A one-sided CUSUM of the deviates, k = 0.5, centre from the history.</summary>
    public static double[] Cusum(StudySeries s)
    {
        double center = s.Counts.Take(History).Average(), sum = 0;
        return [.. Judged(s).Select(t => -(sum = Math.Max(0, sum + Deviate(s, t, center) - 0.5)))];
    }

    private static IEnumerable<int> Judged(StudySeries s) => Enumerable.Range(History, s.Counts.Length - History);

    private static double Deviate(StudySeries s, int t, double center) => (s.Counts[t] - center) / Math.Sqrt(Math.Max(center, 1.0 / History));
}
