using MathNet.Numerics.Distributions;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A rate of events with its interval.</summary>
/// <param name="Value">Events per unit of exposure (per unit-month, per ticket …).</param>
/// <param name="Interval">Its exact interval, in the same unit.</param>
public sealed record RateEstimate(double Value, Interval Interval);

/// <summary>The ratio of two rates: what was seen in one period against another.</summary>
/// <param name="Value">First rate ÷ second rate; null when the second period saw no event (the ratio has then no finite value).</param>
/// <param name="Interval">Exact conditional interval; no upper limit when the second period saw no event, 0 to no limit when neither did.</param>
/// <param name="PValue">Two-sided, 0 to 1, for "the rates are the same"; below 1 − level exactly when the interval leaves out 1.</param>
public sealed record RateRatio(double? Value, Interval Interval, double PValue);

/// <summary>How surprising a count is.</summary>
/// <param name="Expected">What one was led to expect, in events.</param>
/// <param name="AtLeast">P(as many or more); small when there are too many.</param>
/// <param name="AtMost">P(as few or fewer); small when there are too few.</param>
/// <param name="MidAtLeast">P(more) + ½ P(exactly as many): the mid-p version of <paramref name="AtLeast"/>, not cautious to a fault with small counts.</param>
/// <param name="MidAtMost">P(fewer) + ½ P(exactly as many).</param>
/// <param name="TwoSided">Twice the smaller of the two plain tails, at most 1.</param>
public sealed record CountTest(double Expected, double AtLeast, double AtMost, double MidAtLeast, double MidAtMost, double TwoSided);

/// <summary>One month's count against the months before it.</summary>
/// <param name="Ratio">Rate of the month ÷ rate of the past, with interval and two-sided p-value.</param>
/// <param name="Tails">Tail probabilities given how many events there were in all; <c>Expected</c> is the past rate × the month's exposure.</param>
public sealed record MonthAgainstPast(RateRatio Ratio, CountTest Tails);

/// <summary>
/// Rates of rare events: counts over an exposure (unit-months, tickets, working days), taken as Poisson. Exact methods, so that zero and one are ordinary counts.
/// "No data" (no exposure) is null. Real series are often over-dispersed: then these p-values are too small, and a model of the series is needed.
/// </summary>
public static class PoissonRate
{
    /// <summary>Events per unit of exposure with Garwood's exact interval.</summary>
    /// <param name="count">Events; 0 or more.</param>
    /// <param name="exposure">What they were seen over, in any one unit; 0 or more.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>Rate and interval per unit of exposure; with no events the lower limit is exactly 0. Null when there is neither exposure nor event.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or infinite number, events without exposure, a level outside 0 to 1.</exception>
    /// <remarks>Garwood, Biometrika 28 (1936), 437–442, by gamma quantiles; the interval of R's <c>poisson.test</c>.</remarks>
    public static RateEstimate? Estimate(long count, double exposure, double level = Interval.UsualLevel)
    {
        Arguments.Level(level);
        if (!Arguments.CountOver(count, exposure, nameof(count), nameof(exposure)))
        {
            return null;
        }

        var tail = (1 - level) / 2;
        var lower = count == 0 ? 0 : Gamma.InvCDF(count, 1, tail);
        var upper = Gamma.InvCDF(count + 1, 1, 1 - tail);
        return new RateEstimate(count / exposure, new Interval(lower / exposure, upper / exposure, level));
    }

    /// <summary>Ratio of two independent rates with exact conditional interval and p-value.</summary>
    /// <param name="count">Events of the first period (after, this month).</param>
    /// <param name="exposure">Exposure of the first period.</param>
    /// <param name="baseCount">Events of the period it is compared with (before).</param>
    /// <param name="baseExposure">Exposure of that period, in the same unit.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>First rate ÷ base rate. Null when either period has no exposure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or infinite number, events without exposure, a level outside 0 to 1.</exception>
    /// <remarks>
    /// Given the sum of both counts, the first is binomial (Przyborowski and Wilenski, Biometrika 31, 1940, 313–323); Clopper–Pearson's limits of its chance are carried over
    /// to the ratio, as in R's <c>poisson.test</c> of two counts. The p-value is the doubled smaller tail ("central": Fay, R Journal 2/1, 2010, 53–58), because it then says the
    /// same as the interval; R prints another two-sided p-value that can contradict its own interval.
    /// </remarks>
    public static RateRatio? Ratio(long count, double exposure, long baseCount, double baseExposure, double level = Interval.UsualLevel)
    {
        Arguments.Level(level);
        var seen = Arguments.CountOver(count, exposure, nameof(count), nameof(exposure));
        var baseSeen = Arguments.CountOver(baseCount, baseExposure, nameof(baseCount), nameof(baseExposure));
        if (!seen || !baseSeen)
        {
            return null;
        }

        var all = checked(count + baseCount);
        if (all == 0)
        {
            return new RateRatio(null, new Interval(0, double.PositiveInfinity, level), 1);
        }

        // Odds of an event falling into the first period, turned into a ratio of rates. Each limit is taken from the side where the chance
        // is not close to 1, because 1 − chance would lose its digits.
        var tail = (1 - level) / 2;
        var perOdds = baseExposure / exposure;
        var lower = count == 0 ? 0 : Odds(Tails.BetaQuantile(count, baseCount + 1, tail)) * perOdds;
        var upper = baseCount == 0 ? double.PositiveInfinity : perOdds / Odds(Tails.BetaQuantile(baseCount, count + 1, tail));
        double? value = baseCount == 0 ? null : count / exposure / (baseCount / baseExposure);

        var chance = exposure / (exposure + baseExposure);
        var p = Tails.Central(Tails.BinomialAtMost(count, all, chance), Tails.BinomialAtLeast(count, all, chance));
        return new RateRatio(value, new Interval(lower, upper, level), p);

        static double Odds(double chance) => chance / (1 - chance);
    }

    /// <summary>How surprising a count is when the mean is known.</summary>
    /// <param name="observed">Events seen; 0 or more.</param>
    /// <param name="expected">Mean of the Poisson, in events; 0 or more. With 0, any event at all has probability 0.</param>
    /// <returns>Both tails, plain and mid-p. The mean is taken as certain; when it was itself estimated from few months, use <see cref="AgainstPast(long, double, IReadOnlyList{long}, IReadOnlyList{double}, double)"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or an expectation that is negative or not finite.</exception>
    /// <remarks>R's <c>ppois</c>. Mid-p: Lancaster, J. Am. Stat. Assoc. 56 (1961), 223–234.</remarks>
    public static CountTest AgainstExpected(long observed, double expected)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(observed);
        if (!double.IsFinite(expected) || expected < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(expected), expected, "An expected count is a finite number, 0 or more.");
        }

        return Tailed(
            expected,
            Tails.PoissonAtLeast(observed, expected),
            Tails.PoissonAtLeast(observed + 1, expected),
            Tails.PoissonAtMost(observed, expected),
            Tails.PoissonAtMost(observed - 1, expected));
    }

    /// <summary>One month's count against the months before, which are themselves only a sample.</summary>
    /// <param name="count">Events of the month in question.</param>
    /// <param name="exposure">Its exposure.</param>
    /// <param name="pastCounts">Events of each month before; at least one month.</param>
    /// <param name="pastExposures">Exposure of each of those months, in the same order and unit; a month without exposure may stand and weighs nothing.</param>
    /// <param name="level">Confidence level of the ratio's interval.</param>
    /// <returns>
    /// Ratio and tails. Each month weighs by its exposure, so months with more units in service say more about the mean.
    /// Null when the month or its whole past has no exposure. With no events anywhere: ratio without value, both tails 1.
    /// </returns>
    /// <exception cref="ArgumentNullException">A list is missing.</exception>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative or infinite number, events without exposure, a level outside 0 to 1.</exception>
    /// <remarks>Conditional binomial test: given all events, the month's share of them is its share of the exposure (see <see cref="Ratio"/>). Assumes a constant rate before.</remarks>
    public static MonthAgainstPast? AgainstPast(
        long count, double exposure, IReadOnlyList<long> pastCounts, IReadOnlyList<double> pastExposures, double level = Interval.UsualLevel)
    {
        ArgumentNullException.ThrowIfNull(pastCounts);
        ArgumentNullException.ThrowIfNull(pastExposures);
        if (pastCounts.Count != pastExposures.Count || pastCounts.Count == 0)
        {
            throw new ArgumentException($"{pastCounts.Count} past counts and {pastExposures.Count} past exposures: give one exposure per month, and at least one month.", nameof(pastExposures));
        }

        long pastCount = 0;
        double pastExposure = 0;
        for (var i = 0; i < pastCounts.Count; i++)
        {
            Arguments.CountOver(pastCounts[i], pastExposures[i], nameof(pastCounts), nameof(pastExposures));
            pastCount = checked(pastCount + pastCounts[i]);
            pastExposure += pastExposures[i];
        }

        return AgainstPast(count, exposure, pastCount, pastExposure, level);
    }

    /// <summary>As the overload with lists, for a caller that has already added up the past months (e.g. in SQL).</summary>
    /// <param name="count">Events of the month in question.</param>
    /// <param name="exposure">Its exposure.</param>
    /// <param name="pastCount">Events of all months before together.</param>
    /// <param name="pastExposure">Exposure of all those months together, in the same unit.</param>
    /// <param name="level">Confidence level of the ratio's interval.</param>
    /// <returns>Ratio and tails; null when the month or its past has no exposure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or infinite number, events without exposure, a level outside 0 to 1.</exception>
    public static MonthAgainstPast? AgainstPast(long count, double exposure, long pastCount, double pastExposure, double level = Interval.UsualLevel)
    {
        if (Ratio(count, exposure, pastCount, pastExposure, level) is not { } ratio)
        {
            return null;
        }

        var all = count + pastCount;
        var chance = exposure / (exposure + pastExposure);
        return new MonthAgainstPast(
            ratio,
            Tailed(
                pastCount / pastExposure * exposure,
                Tails.BinomialAtLeast(count, all, chance),
                Tails.BinomialAtLeast(count + 1, all, chance),
                Tails.BinomialAtMost(count, all, chance),
                Tails.BinomialAtMost(count - 1, all, chance)));
    }

    /// <summary>Mid-p is the mean of the tail with and the tail without the count itself.</summary>
    internal static CountTest Tailed(double expected, double atLeast, double above, double atMost, double below) =>
        new(expected, atLeast, atMost, (atLeast + above) / 2, (atMost + below) / 2, Tails.Central(atMost, atLeast));
}
