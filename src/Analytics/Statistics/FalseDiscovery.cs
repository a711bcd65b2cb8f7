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
        return Adjusted(pValues, (p, rank) => p * pValues.Count / rank);
    }

    /// <summary>The same for tests of which many can hardly ever be a finding, such as rare faults that must come five times to be listed.</summary>
    /// <param name="pValues">As above; 1 for a test whose outcome can't be listed, however small its p-value.</param>
    /// <param name="ceilings">For each test the chance, when nothing has changed, of an outcome that can be listed at all; 0 to 1.</param>
    /// <returns>As above. With all ceilings 1 it is plain Benjamini–Hochberg; never larger.</returns>
    /// <exception cref="ArgumentException">Lists of different length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value outside 0 to 1, or NaN.</exception>
    /// <remarks>
    /// Benjamini–Hochberg counts on a false finding at p ≤ t with chance t from every test; a test that can't reach the list has no such chance. Here each counts with
    /// the smaller of t and its ceiling: the procedure of Heyse, "A false discovery rate procedure for categorical data", in Recent Advances in Biostatistics (2011), 43–58;
    /// Döhler, Durand and Roquain, Electronic J. Statistics 12 (2018), 1867–1900. The ceilings must not depend on the outcomes.
    /// </remarks>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> pValues, IReadOnlyList<double> ceilings)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        ArgumentNullException.ThrowIfNull(ceilings);
        if (pValues.Count != ceilings.Count || ceilings.Any(c => !(c >= 0 && c <= 1)))
        {
            throw new ArgumentException($"{pValues.Count} p-values and {ceilings.Count} ceilings: give each test its chance between 0 and 1.", nameof(ceilings));
        }

        double[] sorted = [.. ceilings.Order()];
        double[] below = new double[sorted.Length + 1];
        for (var i = 0; i < sorted.Length; i++)
        {
            below[i + 1] = below[i] + sorted[i];
        }

        return Adjusted(pValues, (p, rank) =>
        {
            var place = Array.BinarySearch(sorted, p);
            var smaller = place >= 0 ? place : ~place;
            return (below[smaller] + (p * (sorted.Length - smaller))) / rank;
        });
    }

    private static double[] Adjusted(IReadOnlyList<double> pValues, Func<double, int, double> share)
    {
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
            smallest = Math.Min(smallest, share(sorted[rank - 1], rank));
            result[order[rank - 1]] = smallest;
        }

        return result;
    }
}
