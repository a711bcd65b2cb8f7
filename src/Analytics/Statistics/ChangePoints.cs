namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A stretch of periods with one rate.</summary>
/// <param name="First">Index of its first period, from 0.</param>
/// <param name="Count">Events in it.</param>
/// <param name="Exposure">Exposure of it.</param>
/// <param name="Evidence">
/// How much better the data are explained by a change at <paramref name="First"/> than by one rate for this stretch and the one before: twice the log-likelihood ratio. 0 for the first stretch.
/// </param>
public sealed record RateSegment(int First, long Count, double Exposure, double Evidence)
{
    /// <summary>Events per unit of exposure.</summary>
    public double Rate => Count / Exposure;
}

/// <summary>Change points in a series of counts: since when is the rate what it is?</summary>
/// <remarks>
/// Poisson likelihood; the best of all segmentations by dynamic programming (Jackson et al., "An algorithm for optimal partitioning of data on an interval", IEEE Signal
/// Processing Letters 12, 2005, 105–108). Each change must pay 3 · ln n of twice the log-likelihood, the modified information criterion of Zhang and Siegmund, Biometrics 63
/// (2007), 22–32, in its leading term, times the dispersion when the counts vary more than chance.
/// </remarks>
public static class ChangePoints
{
    /// <summary>Finds the stretches.</summary>
    /// <param name="counts">Per period, in order; 0 or more.</param>
    /// <param name="exposure">As many, 0 or more; null = 1 each. A period without exposure belongs to the stretch before it.</param>
    /// <param name="dispersion">Variance ÷ mean within a stretch; 1 = as chance.</param>
    /// <returns>In order; one when nothing changed, none without exposure.</returns>
    /// <exception cref="ArgumentNullException">No counts.</exception>
    /// <exception cref="ArgumentException">Lists of different length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, events without exposure, a dispersion below 1.</exception>
    public static IReadOnlyList<RateSegment> Find(IReadOnlyList<long> counts, IReadOnlyList<double>? exposure = null, double dispersion = 1)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfLessThan(dispersion, 1);
        if (exposure is not null && exposure.Count != counts.Count)
        {
            throw new ArgumentException($"{counts.Count} counts and {exposure.Count} exposures; give one exposure per count.", nameof(exposure));
        }

        int[] periods = [.. Enumerable.Range(0, counts.Count).Where(i => Arguments.CountOver(counts[i], exposure?[i] ?? 1, nameof(counts), nameof(exposure)))];
        int n = periods.Length;
        if (n == 0)
        {
            return [];
        }

        long[] sums = new long[n + 1];
        double[] exposures = new double[n + 1];
        for (int i = 0; i < n; i++)
        {
            sums[i + 1] = sums[i] + counts[periods[i]];
            exposures[i + 1] = exposures[i] + (exposure?[periods[i]] ?? 1);
        }

        double penalty = 3 * Math.Log(Math.Max(2, n)) * dispersion / 2;
        double[] best = new double[n + 1];
        int[] from = new int[n + 1];
        best[0] = penalty;
        for (int end = 1; end <= n; end++)
        {
            best[end] = double.NegativeInfinity;
            for (int start = 0; start < end; start++)
            {
                double value = best[start] + Likelihood(start, end) - penalty;
                if (value > best[end] + 1e-12)
                {
                    (best[end], from[end]) = (value, start);
                }
            }
        }

        List<int> cuts = [n];
        while (cuts[^1] > 0)
        {
            cuts.Add(from[cuts[^1]]);
        }

        cuts.Reverse();
        return
        [
            .. Enumerable.Range(0, cuts.Count - 1).Select(i => new RateSegment(
                periods[cuts[i]],
                sums[cuts[i + 1]] - sums[cuts[i]],
                exposures[cuts[i + 1]] - exposures[cuts[i]],
                i == 0 ? 0 : 2 * (Likelihood(cuts[i - 1], cuts[i]) + Likelihood(cuts[i], cuts[i + 1]) - Likelihood(cuts[i - 1], cuts[i + 1])))),
        ];

        double Likelihood(int start, int end)
        {
            double count = sums[end] - sums[start];
            return count > 0 ? count * Math.Log(count / (exposures[end] - exposures[start])) : 0;
        }
    }
}
