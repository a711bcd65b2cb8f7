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
/// <param name="Expected">Events expected in the month: past rate × the month's exposure.</param>
/// <param name="Ratio">Observed rate ÷ past rate; null when the past saw no event.</param>
/// <param name="Interval">95 % limits of the ratio, widened by the dispersion; no upper limit when the past saw no event.</param>
/// <param name="PValue">Two-sided, for "the rate is that of the past", after the dispersion is allowed for; 1 when the series is too small to be listed.</param>
/// <param name="QValue">Benjamini–Hochberg over all series tested together.</param>
/// <param name="IsRising">True when more was seen than expected.</param>
public sealed record SeriesChange<TKey>(
    SeriesHistory<TKey> Series, double Expected, double? Ratio, Interval Interval, double PValue, double QValue, bool IsRising);

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
/// <para>Trend and season within the past are not modelled here; a yearly season widens the dispersion.</para>
/// </remarks>
public static class SeriesChangeDetection
{
    private const double DispersionSignificance = 0.05;

    /// <summary>Series with less than this expected per month add noise, not knowledge, to the dispersion.</summary>
    private const double SmallestMean = 1;

    /// <summary>Tests all series together.</summary>
    /// <param name="series">Every series there is, dull ones included: leaving them out voids the false discovery rate.</param>
    /// <param name="minimumCount">Rising from so many seen, falling from so many expected.</param>
    public static SeriesChanges<TKey> Find<TKey>(IReadOnlyList<SeriesHistory<TKey>> series, int minimumCount)
    {
        double dispersion = Dispersion(series);
        List<SeriesChange<TKey>> changes = [];
        foreach (SeriesHistory<TKey> one in series)
        {
            long pastCount = one.Past.Sum(m => m.Count);
            if (PoissonRate.AgainstPast(one.Now.Count, one.Now.Exposure, pastCount, one.Past.Sum(m => m.Exposure)) is not { } against)
            {
                continue;
            }

            double expected = against.Tails.Expected;
            bool rising = one.Now.Count > expected;
            bool listable = rising ? one.Now.Count >= minimumCount : expected >= minimumCount;
            double p = listable ? Widened(against.Ratio.PValue, dispersion) : 1;
            changes.Add(new(one, expected, against.Ratio.Value, Widened(against.Ratio, dispersion), p, 1, rising));
        }

        double[] q = FalseDiscovery.BenjaminiHochberg([.. changes.Select(c => c.PValue)]);
        return new([.. changes.Select((c, i) => c with { QValue = q[i] })], series.Count - changes.Count, dispersion);
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
