namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>Many tests at once: how many of the findings may be false.</summary>
public static class FalseDiscovery
{
    /// <summary>Benjamini–Hochberg q-values: calling every series with q ≤ 0.05 a finding holds the expected share of false ones among them at 5 %.</summary>
    /// <param name="pValues">One p-value per test, 0 to 1, of <em>all</em> tests that were made, in any order; leaving out the dull ones voids the promise.</param>
    /// <returns>One q-value per test in the same order, 0 to 1; equal p-values get equal q-values. Empty for none.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value outside 0 to 1, or NaN; the message says at which place.</exception>
    /// <remarks>
    /// Benjamini and Hochberg, J. Royal Stat. Soc. B 57 (1995), 289–300; as adjusted p-values like R's <c>p.adjust(method = "BH")</c>.
    /// Holds for independent or positively dependent tests (Benjamini and Yekutieli, Annals of Statistics 29, 2001, 1165–1188), and for discrete ones, where it is cautious.
    /// </remarks>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var order = new int[pValues.Count];
        var sorted = new double[pValues.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            if (!(pValues[i] >= 0 && pValues[i] <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(pValues), pValues[i], $"P-value number {i + 1} of {sorted.Length} is not between 0 and 1.");
            }

            order[i] = i;
            sorted[i] = pValues[i];
        }

        Array.Sort(sorted, order);
        var result = new double[sorted.Length];
        var smallest = 1.0;
        for (var rank = sorted.Length; rank >= 1; rank--)
        {
            smallest = Math.Min(smallest, sorted[rank - 1] * sorted.Length / rank);
            result[order[rank - 1]] = smallest;
        }

        return result;
    }
}
