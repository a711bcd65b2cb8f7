using MathNet.Numerics;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>
/// Counts that vary more than Poisson because faults come in clusters: negative binomial with variance μ + μ² / size. The smaller the size, the wilder; Poisson is the limit of a large one.
/// </summary>
public static class OverdispersedCount
{
    /// <summary>How surprising a count is when mean and size are known.</summary>
    /// <param name="observed">Events seen; 0 or more.</param>
    /// <param name="expected">Mean, in events; 0 or more.</param>
    /// <param name="size">Size; above 0. Null for no over-dispersion: Poisson, as <see cref="PoissonRate.AgainstExpected"/>.</param>
    /// <returns>Both tails, plain and mid-p.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or not finite number, or a size of 0.</exception>
    /// <remarks>R's <c>pnbinom(size =, mu =)</c>; by the incomplete beta function, Abramowitz and Stegun 26.5.26.</remarks>
    public static CountTest AgainstExpected(long observed, double expected, double? size)
    {
        if (size is not { } known)
        {
            return PoissonRate.AgainstExpected(observed, expected);
        }

        ArgumentOutOfRangeException.ThrowIfNegative(observed);
        ArgumentOutOfRangeException.ThrowIfNegative(Arguments.Finite(expected, nameof(expected)), nameof(expected));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Arguments.Finite(known, nameof(size)), nameof(size));
        var chance = expected / (expected + known);
        double AtLeast(long count) => count <= 0 ? 1 : expected <= 0 ? 0 : SpecialFunctions.BetaRegularized(count, known, chance);
        double AtMost(long count) => count < 0 ? 0 : expected <= 0 ? 1 : SpecialFunctions.BetaRegularized(known, count + 1, known / (expected + known));
        return PoissonRate.Tailed(expected, AtLeast(observed), AtLeast(observed + 1), AtMost(observed), AtMost(observed - 1));
    }

    /// <summary>The smallest count that is reached or undercut with at least a chance.</summary>
    /// <param name="chance">Above 0, below 1.</param>
    /// <param name="expected">Mean, in events; above 0.</param>
    /// <param name="size">Size; null for Poisson.</param>
    /// <exception cref="ArgumentOutOfRangeException">A chance outside 0 to 1, a mean or size that isn't above 0.</exception>
    /// <remarks>R's <c>qnbinom(chance, size =, mu =)</c> and <c>qpois</c>.</remarks>
    public static long Quantile(double chance, double expected, double? size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Arguments.Finite(chance, nameof(chance)), nameof(chance));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chance, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Arguments.Finite(expected, nameof(expected)), nameof(expected));
        double AtMost(long count) => AgainstExpected(count, expected, size).AtMost;

        // Between a count that is too small and one that is large enough; a chance met up to rounding is met.
        double wanted = chance * (1 - 1e-12);
        long low = -1, high = (long)Math.Ceiling(expected) + 1;
        while (AtMost(high) < wanted)
        {
            (low, high) = (high, 2 * high);
        }

        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = AtMost(middle) < wanted ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Size of the negative binomial by the method of moments.</summary>
    /// <param name="observed">Counts of past periods; at least one above 0 to say anything.</param>
    /// <param name="expected">What was expected in each, in the same order; 0 or more (e.g. the mean rate × exposure).</param>
    /// <param name="fitted">How many parameters were fitted to make the expectations: 1 for a common mean. Fewer than the periods.</param>
    /// <returns>The size; null when the counts vary no more than Poisson does, or when nothing was expected.</returns>
    /// <exception cref="ArgumentNullException">A list is missing.</exception>
    /// <exception cref="ArgumentException">The lists differ in length, or don't outnumber the fitted parameters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative or not finite number.</exception>
    /// <remarks>
    /// Solves Σ (x − μ)² · n / (n − fitted) = Σ (μ + μ² / size); for equal means the moment estimate μ² / (s² − μ) of Anscombe, Biometrika 37 (1950), 358–382.
    /// Rough with fewer than about twelve periods; pool series that are alike.
    /// </remarks>
    public static double? Size(IReadOnlyList<long> observed, IReadOnlyList<double> expected, int fitted = 1)
    {
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentOutOfRangeException.ThrowIfNegative(fitted);
        if (observed.Count != expected.Count || observed.Count <= fitted)
        {
            throw new ArgumentException($"{observed.Count} counts, {expected.Count} expectations, {fitted} fitted: give one expectation per count, and more counts than were fitted.", nameof(expected));
        }

        double squares = 0, means = 0, squaredMeans = 0;
        for (var i = 0; i < observed.Count; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(observed[i], nameof(observed));
            ArgumentOutOfRangeException.ThrowIfNegative(Arguments.Finite(expected[i], nameof(expected)), nameof(expected));
            squares += (observed[i] - expected[i]) * (observed[i] - expected[i]);
            means += expected[i];
            squaredMeans += expected[i] * expected[i];
        }

        var beyond = (squares * observed.Count / (observed.Count - fitted)) - means;
        return beyond > 0 && squaredMeans > 0 ? squaredMeans / beyond : null;
    }
}
