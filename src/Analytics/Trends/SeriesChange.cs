using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Trends;

/// <summary>What the counts of a series are counted over.</summary>
public enum ExposureBasis
{
    /// <summary>Unit-months in service of the series' model, from the installed base.</summary>
    UnitMonths,

    /// <summary>All tickets received in the month: the stand-in when the installed base isn't known.</summary>
    Tickets,
}

/// <summary>One month of a series.</summary>
/// <param name="Count">Events; 0 or more.</param>
/// <param name="Exposure">What they were seen over; 0 when there was nothing in service.</param>
public readonly record struct SeriesMonth(long Count, double Exposure);

/// <summary>A series of counts: the months before, in order, and the month in question.</summary>
/// <typeparam name="TKey">What names the series.</typeparam>
/// <param name="Key">Its name.</param>
/// <param name="Basis">In what its exposure is measured, the same for all its months.</param>
/// <param name="Past">The months before, oldest first; months without exposure weigh nothing.</param>
/// <param name="Now">The month in question.</param>
public sealed record SeriesHistory<TKey>(TKey Key, ExposureBasis Basis, IReadOnlyList<SeriesMonth> Past, SeriesMonth Now);

/// <summary>The month of one series against its past.</summary>
/// <typeparam name="TKey">What names the series.</typeparam>
/// <param name="Series">The series.</param>
/// <param name="Expected">Events expected in the month: rate of the months before the window × the month's exposure.</param>
/// <param name="Ratio">Observed rate ÷ past rate; null when the past saw no event.</param>
/// <param name="Interval">95 % limits of the ratio, widened by the dispersion; no upper limit when the past saw no event.</param>
/// <param name="PValue">Two-sided, for "the rate is that of the past", after the dispersion is allowed for; 1 when the series is too small to be listed.</param>
/// <param name="QValue">Benjamini–Hochberg over all series tested together.</param>
/// <param name="IsRising">True when more was seen than expected.</param>
public sealed record SeriesChange<TKey>(
    SeriesHistory<TKey> Series, double Expected, double? Ratio, Interval Interval, double PValue, double QValue, bool IsRising)
{
    /// <summary>The window that tells the change best: how many months up to the one in question were taken together against the months before them.</summary>
    public int WindowMonths { get; init; } = 1;

    /// <summary>Events seen in the window.</summary>
    public long WindowCount { get; init; }

    /// <summary>Events expected in the window.</summary>
    public double WindowExpected { get; init; }
}

/// <summary>All series of one month, tested together.</summary>
/// <typeparam name="TKey">What names a series.</typeparam>
/// <param name="Changes">Every series that has a past, in the order given.</param>
/// <param name="WithoutPast">Series whose past has no exposure (a new model): nothing to compare with, not tested.</param>
/// <param name="Dispersion">
/// Variance of the past months around their series' mean ÷ the variance that chance alone would give, over all series together; 1 when it is not significantly above 1.
/// </param>
public sealed record SeriesChanges<TKey>(IReadOnlyList<SeriesChange<TKey>> Changes, int WithoutPast, double Dispersion);

/// <summary>Finds the series whose month departs from their past, over all series at once.</summary>
/// <remarks>
/// Each series: exact conditional comparison of the month with all its past months together (<see cref="PoissonRate"/>), so that a short past
/// makes a cautious test. Real counts vary more than chance: the past months of all series together tell by how much (Pearson's chi-square
/// ÷ its degrees of freedom; McCullagh and Nelder, Generalized Linear Models, 2nd ed., section 6.2.3), and when that is significantly above 1,
/// each test's normal deviate is divided by its root, and the interval widened likewise on the scale of logarithms. With a dispersion
/// of 1 test and interval are the exact ones.
/// <para>A series too small to be listed enters with p = 1. Its true p is smaller, so the promise of the false discovery rate is kept over all series given.</para>
/// <para>A rise that has lasted for some months sits in the month's own past and hides itself. So the month is looked at alone and together with the
/// months just before it (the windows), each time against the months before the window; the smallest p-value counts as many times as there are
/// windows (Bonferroni). A window counts only when the month in question goes the same way as the window.</para>
/// <para>Trend and season within the past are not modelled here; a yearly season widens the dispersion.</para>
/// </remarks>
public static class SeriesChangeDetection
{
    private const double DispersionSignificance = 0.05;

    /// <summary>Series with less than this expected per month add noise, not knowledge, to the dispersion.</summary>
    private const double SmallestMean = 1;

    /// <summary>Tests all series together.</summary>
    /// <param name="series">Every series there is, dull ones included: leaving them out voids the false discovery rate.</param>
    /// <param name="minimumCount">Rising from so many seen in the month, falling from so many expected.</param>
    /// <param name="windows">Numbers of months taken together, the month in question included; null = 1, the month alone.</param>
    /// <param name="baseMonths">Months before a window that make its expectation, at most; the past may hold more.</param>
    public static SeriesChanges<TKey> Find<TKey>(IReadOnlyList<SeriesHistory<TKey>> series, int minimumCount, IReadOnlyList<int>? windows = null, int baseMonths = 12)
    {
        double dispersion = Dispersion(series);
        List<SeriesChange<TKey>> changes = [];
        foreach (SeriesHistory<TKey> one in series)
        {
            List<SeriesChange<TKey>> seen = [.. (windows ?? [1]).Select(w => Test(one, w, baseMonths, minimumCount, dispersion)).OfType<SeriesChange<TKey>>()];
            if (seen.MinBy(c => c.PValue) is { } clearest)
            {
                changes.Add(clearest with { PValue = Math.Min(1, clearest.PValue * seen.Count) });
            }
        }

        double[] q = FalseDiscovery.BenjaminiHochberg([.. changes.Select(c => c.PValue)]);
        return new([.. changes.Select((c, i) => c with { QValue = q[i] })], series.Count - changes.Count, dispersion);
    }

    /// <summary>How many months before the one in question a change of level most likely began.</summary>
    /// <param name="series">A series that has changed.</param>
    /// <param name="isRising">Which way.</param>
    /// <param name="most">Months looked back, at most.</param>
    /// <returns>0 when it began in the month in question.</returns>
    /// <remarks>
    /// The split into two constant rates with the largest likelihood, of those that go the right way: Samuel and Pignatiello, "Identifying the time
    /// of a change in a Poisson rate parameter", Quality Engineering 10 (1998), 673–681. An estimate: with small counts it can be a month or two off.
    /// </remarks>
    public static int MonthsSince<TKey>(SeriesHistory<TKey> series, bool isRising, int most)
    {
        List<SeriesMonth> months = [.. series.Past, series.Now];
        int best = 0;
        double largest = double.NegativeInfinity;
        for (int back = 0; back <= Math.Min(most, months.Count - 2); back++)
        {
            (double count, double exposure) = (months.TakeLast(back + 1).Sum(m => m.Count), months.TakeLast(back + 1).Sum(m => m.Exposure));
            (double pastCount, double pastExposure) = (months.SkipLast(back + 1).Sum(m => m.Count), months.SkipLast(back + 1).Sum(m => m.Exposure));
            if (exposure <= 0 || pastExposure <= 0 || (count / exposure > pastCount / pastExposure) != isRising)
            {
                continue;
            }

            double likelihood = LogLikelihood(count, exposure) + LogLikelihood(pastCount, pastExposure);
            if (likelihood > largest)
            {
                (best, largest) = (back, likelihood);
            }
        }

        return best;

        static double LogLikelihood(double count, double exposure) => count > 0 ? count * Math.Log(count / exposure) : 0;
    }

    /// <summary>One series in one window; null when the months before the window have no exposure.</summary>
    private static SeriesChange<TKey>? Test<TKey>(SeriesHistory<TKey> series, int window, int baseMonths, int minimumCount, double dispersion)
    {
        List<SeriesMonth> before = [.. series.Past.SkipLast(window - 1).TakeLast(baseMonths)];
        List<SeriesMonth> recent = [.. series.Past.TakeLast(window - 1), series.Now];
        (long pastCount, double pastExposure) = (before.Sum(m => m.Count), before.Sum(m => m.Exposure));
        (long count, double exposure) = (recent.Sum(m => m.Count), recent.Sum(m => m.Exposure));
        if (PoissonRate.AgainstPast(count, exposure, pastCount, pastExposure) is not { } together
            || PoissonRate.AgainstPast(series.Now.Count, series.Now.Exposure, pastCount, pastExposure) is not { } month)
        {
            return null;
        }

        double expected = month.Tails.Expected;
        bool rising = series.Now.Count > expected;
        bool agrees = rising ? count > together.Tails.Expected : count < together.Tails.Expected;
        bool listable = rising ? series.Now.Count >= minimumCount : expected >= minimumCount;
        double p = listable && agrees ? Widened(together.Ratio.PValue, dispersion) : 1;
        return new(series, expected, month.Ratio.Value, Widened(month.Ratio, dispersion), p, 1, rising)
        {
            WindowMonths = window,
            WindowCount = count,
            WindowExpected = together.Tails.Expected,
        };
    }

    /// <summary>Pooled dispersion of the past months; 1 when it is not significantly above 1 or can't be told.</summary>
    private static double Dispersion<TKey>(IReadOnlyList<SeriesHistory<TKey>> series)
    {
        double chiSquare = 0;
        long freedom = 0;
        foreach (SeriesHistory<TKey> one in series)
        {
            double exposure = one.Past.Sum(m => m.Exposure);
            long count = one.Past.Sum(m => m.Count);
            int months = one.Past.Count(m => m.Exposure > 0);
            if (months < 2 || count < SmallestMean * months)
            {
                continue;
            }

            foreach (SeriesMonth month in one.Past.Where(m => m.Exposure > 0))
            {
                double mean = count / exposure * month.Exposure;
                chiSquare += (month.Count - mean) * (month.Count - mean) / mean;
            }

            freedom += months - 1;
        }

        return freedom > 0 && chiSquare > freedom && SpecialFunctions.GammaUpperRegularized(freedom / 2.0, chiSquare / 2) < DispersionSignificance
            ? chiSquare / freedom
            : 1;
    }

    private static double Widened(double pValue, double dispersion) =>
        dispersion > 1 && pValue is > 0 and < 1
            ? Math.Min(1, SpecialFunctions.Erfc(Math.Abs(Normal.InvCDF(0, 1, pValue / 2)) / Math.Sqrt(2 * dispersion)))
            : pValue;

    private static Interval Widened(RateRatio ratio, double dispersion)
    {
        if (dispersion <= 1 || ratio.Value is not > 0)
        {
            return ratio.Interval;
        }

        double factor = Math.Sqrt(dispersion);
        double value = ratio.Value.Value;
        return ratio.Interval with
        {
            Lower = value * Math.Pow(ratio.Interval.Lower / value, factor),
            Upper = value * Math.Pow(ratio.Interval.Upper / value, factor),
        };
    }
}
