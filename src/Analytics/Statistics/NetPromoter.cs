using MathNet.Numerics.RootFinding;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>Answers to "would you recommend us", 0 to 10, in their three groups.</summary>
/// <param name="Promoters">Answers 9 and 10.</param>
/// <param name="Passives">Answers 7 and 8.</param>
/// <param name="Detractors">Answers 0 to 6.</param>
public readonly record struct Recommendations(long Promoters, long Passives, long Detractors);

/// <summary>A net promoter score.</summary>
/// <param name="Value">Share of promoters less share of detractors, −1 to 1 (people print it × 100).</param>
/// <param name="StandardError">From the trinomial variance, same unit; 0 when all answered alike.</param>
/// <param name="Interval">Score interval, −1 to 1.</param>
public sealed record NetPromoterEstimate(double Value, double StandardError, Interval Interval);

/// <summary>The change of a net promoter score.</summary>
/// <param name="Value">First less second, −2 to 2.</param>
/// <param name="Interval">Its interval, same unit.</param>
/// <param name="PValue">Two-sided, for "both groups of customers answer alike".</param>
public sealed record NetPromoterChange(double Value, Interval Interval, double PValue);

/// <summary>Net promoter score with interval and a test of its change.</summary>
/// <remarks>
/// The score is a difference of two shares of <em>one</em> sample, so its variance is the trinomial one, (p₊ + p₋ − (p₊ − p₋)²) / n; two separate intervals of shares don't add up to it.
/// Rocks, "Interval Estimation for the Net Promoter Score", American Statistician 70 (2016), 365–372, finds the plain interval (± 1.96 errors) too narrow for the usual
/// samples and the score interval among the best. That is Tango's interval for a difference of paired shares (Statistics in Medicine 17, 1998, 891–908: the same
/// likelihood), which is used here: it has width even when all answered alike.
/// </remarks>
public static class NetPromoter
{
    /// <summary>The score with its interval.</summary>
    /// <param name="answers">Counts of one period; unanswered surveys are left out.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>The estimate; null when nobody answered.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a level outside 0 to 1.</exception>
    public static NetPromoterEstimate? Estimate(Recommendations answers, double level = Interval.UsualLevel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(answers.Promoters);
        ArgumentOutOfRangeException.ThrowIfNegative(answers.Passives);
        ArgumentOutOfRangeException.ThrowIfNegative(answers.Detractors);
        Arguments.Level(level);
        var n = Count(answers);
        if (n == 0)
        {
            return null;
        }

        var value = (answers.Promoters - answers.Detractors) / n;
        var interval = new Interval(
            LowerLimit(answers.Promoters, answers.Detractors, n, level),
            -LowerLimit(answers.Detractors, answers.Promoters, n, level),
            level);
        return new NetPromoterEstimate(value, Math.Sqrt(VarianceOfOne(answers) / n), interval);
    }

    /// <summary>Change between two independent groups of answers.</summary>
    /// <param name="first">E.g. this month.</param>
    /// <param name="second">E.g. the month before.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>First less second; null when nobody answered in either. P is 1 when all answered alike in both.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a level outside 0 to 1.</exception>
    /// <remarks>
    /// Interval: the two score intervals put together as Newcombe does for shares (Zou and Donner, Statistics in Medicine 27, 2008, 1693–1702).
    /// Test: z of the difference over the trinomial variance of both groups pooled. They are different approximations and may differ at the edge of 0.05.
    /// </remarks>
    public static NetPromoterChange? Change(Recommendations first, Recommendations second, double level = Interval.UsualLevel)
    {
        var one = Estimate(first, level);
        var other = Estimate(second, level);
        if (one is null || other is null)
        {
            return null;
        }

        var change = one.Value - other.Value;
        var below = Math.Sqrt(Square(one.Value - one.Interval.Lower) + Square(other.Interval.Upper - other.Value));
        var above = Math.Sqrt(Square(one.Interval.Upper - one.Value) + Square(other.Value - other.Interval.Lower));
        var pooled = new Recommendations(first.Promoters + second.Promoters, first.Passives + second.Passives, first.Detractors + second.Detractors);
        var variance = VarianceOfOne(pooled) * ((1 / Count(first)) + (1 / Count(second)));
        var p = variance > 0 ? Tails.NormalTwoSided(change / Math.Sqrt(variance)) : 1;
        return new NetPromoterChange(change, new Interval(Math.Max(-2, change - below), Math.Min(2, change + above), level), p);
    }

    private static double Count(Recommendations answers) => (double)answers.Promoters + answers.Passives + answers.Detractors;

    private static double VarianceOfOne(Recommendations answers)
    {
        var n = Count(answers);
        var score = (answers.Promoters - answers.Detractors) / n;
        return Math.Max(0, ((answers.Promoters + answers.Detractors) / n) - (score * score));
    }

    /// <summary>The score below the one seen at which the score test just reaches the level.</summary>
    private static double LowerLimit(long promoters, long detractors, double n, double level)
    {
        var seen = (promoters - detractors) / n;
        if (seen <= -1)
        {
            return -1;
        }

        var z = Tails.NormalQuantile(level);
        double Excess(double score)
        {
            // Most likely share of detractors when the true score is given: the root of Tango's quadratic.
            var b = (((2 * n) - promoters + detractors) * score) - promoters - detractors;
            var c = -detractors * score * (1 - score);
            var share = (Math.Sqrt(Math.Max(0, (b * b) - (8 * n * c))) - b) / (4 * n);
            var variance = Math.Max(0, (2 * share) + (score * (1 - score)));
            return (Math.Sqrt(n) * (seen - score)) - (z * Math.Sqrt(variance));
        }

        // At the score seen itself the variance may be 0 (all promoters), which is a root of no interest; a hair below, it isn't.
        return Brent.FindRoot(Excess, -1, seen - (1e-9 * (1 + seen)), accuracy: 1e-14, maxIterations: 500);
    }

    private static double Square(double value) => value * value;
}
