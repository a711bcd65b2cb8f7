using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace ServiceAnalytics.Analytics.Trends.Detection;

/// <summary>What is expected: a mean, how much the mean itself is uncertain, and how much more than chance the counts vary.</summary>
/// <param name="Mean">Events.</param>
/// <param name="Variance">Relative variance of the mean.</param>
/// <param name="Dispersion">Variance of a period ÷ its mean; at least 1.</param>
public readonly record struct Foretold(double Mean, double Variance, double Dispersion)
{
    /// <summary>The negative binomial's excess: variance = mean + excess × mean².</summary>
    public double Excess => Variance + ((Dispersion - 1) / Mean);
}

/// <summary>A period alone and together with the periods before it, as one test.</summary>
/// <remarks>
/// Counts given the past are negative binomial (a Poisson whose mean is gamma distributed; the gamma stands for the uncertain mean and for clusters). Each look
/// has a mid-p tail; the statistic is the smallest of them, and its p-value is computed from their joint distribution, not from a bound: the chance
/// that any look is as surprising or more. What is as surprising counts half (mid-p). Mid-p: Lancaster, J. Am. Stat. Assoc. 56 (1961), 223–234. Above
/// <see cref="LargeMean"/> the joint distribution is that of normal deviates, each look given the one before independent of the others, as sums of independent periods are.
/// </remarks>
public static class WindowTest
{
    /// <summary>From this mean of the longest look on, looks are taken as normal deviates.</summary>
    public const double LargeMean = 250;

    /// <summary>Chances of a rise and of a fall as marked, given the period and the windows that end with it.</summary>
    /// <param name="looks">The period, then longer and longer windows that end with it, the period included; one to three. One that expects no more than the one before tells nothing and is passed over.</param>
    /// <returns>Mid-p of a rise and of a fall, 0 to 1; and for each the place of the look that shows it best.</returns>
    /// <exception cref="ArgumentException">No look, or more than three.</exception>
    public static (double Rise, double Fall, int RiseLook, int FallLook) Of(params IReadOnlyList<Look> looks)
    {
        ArgumentNullException.ThrowIfNull(looks);
        if (looks.Count is 0 or > 3)
        {
            throw new ArgumentException($"{looks.Count} looks were given; one to three can be tested together.", nameof(looks));
        }

        List<int> told = [0];
        for (int i = 1; i < looks.Count; i++)
        {
            if (looks[i].Expected.Mean - looks[told[^1]].Expected.Mean > 1e-12)
            {
                told.Add(i);
            }
        }

        double rise = 1, fall = 1;
        int riseLook = 0, fallLook = 0;
        foreach (int i in told)
        {
            (double up, double down) = Tails(looks[i].Observed, looks[i].Expected);
            (rise, riseLook) = up < rise ? (up, i) : (rise, riseLook);
            (fall, fallLook) = down < fall ? (down, i) : (fall, fallLook);
        }

        if (told.Count == 1)
        {
            return (rise, fall, 0, 0);
        }

        Foretold[] expected = [.. told.Select(i => looks[i].Expected)];
        if (expected[^1].Mean > LargeMean || told.Any(i => looks[i].Observed > 4 * LargeMean))
        {
            double[] shared = [.. Enumerable.Range(1, expected.Length - 1).Select(i => Correlation(expected[i - 1], expected[i]))];
            return (Any(rise, shared), Any(fall, shared), riseLook, fallLook);
        }

        using JointCounts joint = new(expected, (int)told.Max(i => looks[i].Observed));
        return (joint.Rise(rise), joint.Fall(fall), riseLook, fallLook);
    }

    /// <summary>Mid-p tails of one count.</summary>
    /// <param name="observed">0 or more.</param>
    /// <param name="expected">What was expected.</param>
    /// <returns>P(more) + ½ P(as many), and P(fewer) + ½ P(as many).</returns>
    public static (double Up, double Down) Tails(long observed, Foretold expected)
    {
        double excess = expected.Excess;
        Statistics.CountTest test = Statistics.OverdispersedCount.AgainstExpected(observed, expected.Mean, excess > 1e-9 ? 1 / excess : null);
        return (test.MidAtLeast, test.MidAtMost);
    }

    /// <summary>The smallest count that is exceeded with at most the given chance.</summary>
    /// <param name="expected">What is expected; a mean above 0.</param>
    /// <param name="chance">Between 0 and 1.</param>
    public static long Quantile(Foretold expected, double chance)
    {
        double deviation = Math.Sqrt(expected.Mean + (Math.Max(expected.Excess, 1e-9) * expected.Mean * expected.Mean));
        long low = -1, high = (long)Math.Ceiling(expected.Mean + (4 * deviation) + 4);
        while (AtLeast(high + 1, expected) > chance)
        {
            high *= 2;
        }

        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = AtLeast(middle + 1, expected) > chance ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Chance of a count or more.</summary>
    /// <param name="count">1 or more.</param>
    /// <param name="expected">What is expected; a mean above 0.</param>
    public static double AtLeast(long count, Foretold expected)
    {
        double size = 1 / Math.Max(expected.Excess, 1e-9);
        return SpecialFunctions.BetaRegularized(count, size, expected.Mean / (expected.Mean + size));
    }

    private static double Correlation(Foretold now, Foretold window)
    {
        double own = now.Mean + (now.Excess * now.Mean * now.Mean);
        double all = window.Mean + (window.Excess * window.Mean * window.Mean);
        double joint = own + (now.Mean * (window.Mean - now.Mean) * Math.Min(now.Variance, window.Variance));
        return Math.Clamp(joint / Math.Sqrt(own * all), 0, 0.999);
    }

    /// <summary>Chance that any of two or three normal deviates, neighbours correlated, is as far out as a tail of the given size.</summary>
    private static double Any(double tail, double[] correlations)
    {
        double z = -Normal.InvCDF(0, 1, Math.Clamp(tail, 1e-300, 1 - 1e-12));

        // The second deviate is integrated over; given it, the first and the third are independent of each other.
        const int Steps = 200;
        double from = Math.Min(-8, z - 8), width = (z - from) / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double at = from + (i * width), none = 1;
            foreach (double correlation in correlations)
            {
                none *= 1 - (SpecialFunctions.Erfc((z - (correlation * at)) / Math.Sqrt(1 - (correlation * correlation)) / Constants.Sqrt2) / 2);
            }

            sum += Math.Exp(-at * at / 2) / Constants.Sqrt2Pi * (1 - none) * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return Math.Min(1, Math.Max(tail, tail + (sum * width / 3)));
    }
}
