using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>
/// Tail probabilities of counts, each computed from its own side, so that a tail of 1e-60 is not lost as 1 − 1.
/// Through the incomplete beta and gamma functions: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.5.24 (binomial) and 26.4.21 (Poisson).
/// Agree with R to 8 digits up to about a million events.
/// </summary>
internal static class Tails
{
    /// <summary>P(X ≥ count) of a binomial with the given trials and chance.</summary>
    internal static double BinomialAtLeast(long count, long trials, double chance) =>
        count <= 0 ? 1
        : count > trials || chance <= 0 ? 0
        : chance >= 1 ? 1
        : SpecialFunctions.BetaRegularized(count, trials - count + 1, chance);

    /// <summary>P(X ≤ count) of a binomial with the given trials and chance.</summary>
    internal static double BinomialAtMost(long count, long trials, double chance) =>
        count < 0 ? 0
        : count >= trials || chance <= 0 ? 1
        : chance >= 1 ? 0
        : SpecialFunctions.BetaRegularized(trials - count, count + 1, 1 - chance);

    /// <summary>P(X = count) of a binomial with the given trials and chance.</summary>
    internal static double BinomialExactly(long count, long trials, double chance)
    {
        if (count < 0 || count > trials)
        {
            return 0;
        }

        if (chance <= 0 || chance >= 1)
        {
            return count == (chance <= 0 ? 0 : trials) ? 1 : 0;
        }

        return Math.Exp(LogChoose(trials, count) + (count * Math.Log(chance)) + ((trials - count) * SpecialFunctions.Log1p(-chance)));
    }

    /// <summary>P(X ≥ count) of a Poisson with the given mean.</summary>
    internal static double PoissonAtLeast(long count, double mean) =>
        count <= 0 ? 1 : mean <= 0 ? 0 : SpecialFunctions.GammaLowerRegularized(count, mean);

    /// <summary>P(X ≤ count) of a Poisson with the given mean.</summary>
    internal static double PoissonAtMost(long count, double mean) =>
        count < 0 ? 0 : mean <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(count + 1, mean);

    /// <summary>P(X = count) of a Poisson with the given mean.</summary>
    internal static double PoissonExactly(long count, double mean) =>
        count < 0 ? 0
        : mean <= 0 ? (count == 0 ? 1 : 0)
        : Math.Exp((count * Math.Log(mean)) - mean - SpecialFunctions.GammaLn(count + 1.0));

    /// <summary>Quantile of the beta distribution, also where it is tiny.</summary>
    /// <remarks>The library's search stops at an absolute error; two of Newton's steps give a quantile such as 2.5e-8 its digits back.</remarks>
    internal static double BetaQuantile(double a, double b, double probability)
    {
        var x = Beta.InvCDF(a, b, probability);
        for (var step = 0; step < 2; step++)
        {
            var next = x - ((SpecialFunctions.BetaRegularized(a, b, x) - probability) / Beta.PDF(a, b, x));
            if (!(next > 0 && next < 1))
            {
                break;
            }

            x = next;
        }

        return x;
    }

    /// <summary>Logarithm of "total choose count".</summary>
    internal static double LogChoose(long total, long count) =>
        SpecialFunctions.GammaLn(total + 1.0) - SpecialFunctions.GammaLn(count + 1.0) - SpecialFunctions.GammaLn(total - count + 1.0);

    /// <summary>P(|Z| ≥ |z|) of the standard normal.</summary>
    internal static double NormalTwoSided(double z) => Math.Min(1, SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2));

    /// <summary>The standard normal quantile that leaves (1 − level) / 2 above it.</summary>
    internal static double NormalQuantile(double level) => Normal.InvCDF(0, 1, (1 + level) / 2);

    /// <summary>Both tails doubled and cut at 1: the p-value that agrees with an equal-tailed exact interval.</summary>
    internal static double Central(double atMost, double atLeast) => Math.Min(1, 2 * Math.Min(atMost, atLeast));
}
