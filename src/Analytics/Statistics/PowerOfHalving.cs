namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>
/// Would we see it if a measure had halved the fault rate? Needed to tell "not effective" from "too early to say".
/// </summary>
/// <remarks>
/// The judge is the exact conditional test of <see cref="PoissonRate.Ratio"/>: the fall is seen when the interval's upper limit is below 1. The count before is known when the question is
/// asked and stays as it is; the rate before is taken as its estimate, so the count after is Poisson around (1 − fall) × count before × exposure after ÷ exposure before.
/// The power is the probability of a count after that is small enough. It is exact for that; that the true rate before may have been another is in the test, not in the power.
/// </remarks>
public static class PowerOfHalving
{
    /// <summary>The power from which a test that saw nothing says "not effective" unless the caller says otherwise.</summary>
    public const double UsualPower = 0.8;

    /// <summary>Halving: the fall one wants to see unless the caller says otherwise.</summary>
    public const double Halving = 0.5;

    /// <summary>Largest count after the measure that would still show a fall.</summary>
    /// <param name="beforeCount">Events before; 0 or more.</param>
    /// <param name="beforeExposure">Exposure before (unit-months).</param>
    /// <param name="afterExposure">Exposure after, in the same unit.</param>
    /// <param name="level">Level of the interval that must lie below 1.</param>
    /// <returns>The count; null when no count would do, not even 0 (too few events before, or too little exposure).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or infinite number, events without exposure, a level outside 0 to 1.</exception>
    public static long? LargestConvincingCount(long beforeCount, double beforeExposure, double afterExposure, double level = Interval.UsualLevel)
    {
        Arguments.Level(level);
        var before = Arguments.CountOver(beforeCount, beforeExposure, nameof(beforeCount), nameof(beforeExposure));
        var after = Arguments.CountOver(0, afterExposure, "afterCount", nameof(afterExposure));
        var chance = before && after ? afterExposure / (afterExposure + beforeExposure) : 0;
        bool Convinces(long count) => Tails.BinomialAtMost(count, count + beforeCount, chance) < (1 - level) / 2;
        if (!before || !after || !Convinces(0))
        {
            return null;
        }

        // A convincing count lies below the one at which the two rates are equal.
        var equal = (long)Math.Ceiling(beforeCount * (afterExposure / beforeExposure));
        return Quantile.LargestWith(0, equal, Convinces);
    }

    /// <summary>Probability that the test will show the fall if it is really there.</summary>
    /// <param name="beforeCount">Events before; 0 or more.</param>
    /// <param name="beforeExposure">Exposure before (unit-months).</param>
    /// <param name="afterExposure">Exposure after, in the same unit.</param>
    /// <param name="fall">The true fall: 0.5 is halving; above 0 and up to 1.</param>
    /// <param name="level">Level of the interval that must lie below 1.</param>
    /// <returns>0 to 1; 0 when no count would convince (also with no events before: nothing can't be halved, and without exposure after).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or infinite number, events without exposure, a fall or level out of range.</exception>
    public static double Of(long beforeCount, double beforeExposure, double afterExposure, double fall = Halving, double level = Interval.UsualLevel)
    {
        if (!(fall > 0 && fall <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fall), fall, "A fall lies above 0 and up to 1; write 0.5 for halving.");
        }

        return LargestConvincingCount(beforeCount, beforeExposure, afterExposure, level) is { } most
            ? Tails.PoissonAtMost(most, (1 - fall) * beforeCount * (afterExposure / beforeExposure))
            : 0;
    }

    /// <summary>How many more months until the test can tell.</summary>
    /// <param name="beforeCount">Events before; 0 or more.</param>
    /// <param name="beforeExposure">Exposure before (unit-months).</param>
    /// <param name="afterExposure">Exposure after so far, in the same unit; 0 or more.</param>
    /// <param name="exposurePerMonth">Exposure that each further month adds; above 0.</param>
    /// <param name="power">Power that is enough.</param>
    /// <param name="mostMonths">How far to look; 120 months unless the caller says otherwise.</param>
    /// <param name="level">Level of the interval that must lie below 1.</param>
    /// <returns>
    /// The smallest number of whole months, 0 when the power is there already; null when it isn't reached in <paramref name="mostMonths"/>
    /// (with 11 or fewer events before, never at the usual level: so few don't fix the rate before well enough to see it halved).
    /// Counts are whole numbers, so a month later the power may dip a little below again.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or infinite number, events without exposure, a power or level outside 0 to 1, no exposure per month.</exception>
    public static int? MonthsUntilItTells(
        long beforeCount, double beforeExposure, double afterExposure, double exposurePerMonth, double power = UsualPower, int mostMonths = 120, double level = Interval.UsualLevel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mostMonths);
        if (!double.IsFinite(exposurePerMonth) || exposurePerMonth <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(exposurePerMonth), exposurePerMonth, "Each further month must add exposure, or waiting tells nothing.");
        }

        if (!(power > 0 && power < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, "A power lies between 0 and 1; write 0.8 for 80 %.");
        }

        for (var months = 0; months <= mostMonths; months++)
        {
            if (Of(beforeCount, beforeExposure, afterExposure + (months * exposurePerMonth), Halving, level) >= power)
            {
                return months;
            }
        }

        return null;
    }
}
