namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A difference of two shares with its interval.</summary>
/// <param name="Value">First share less second share, −1 to 1 (0.03 is three percentage points).</param>
/// <param name="Interval">Its interval, in the same unit.</param>
public sealed record ProportionDifference(double Value, Interval Interval);

/// <summary>Which test judged two shares.</summary>
public enum ProportionTestMethod
{
    /// <summary>Score test (pooled variance, no continuity correction), the same as Pearson's chi-square test.</summary>
    Score,

    /// <summary>Fisher's exact test, taken when an expected count is below 5.</summary>
    FisherExact,
}

/// <summary>Test of the hypothesis that two shares are the same.</summary>
/// <param name="PValue">Two-sided, 0 to 1.</param>
/// <param name="Method">The test that was used.</param>
public sealed record ProportionTest(double PValue, ProportionTestMethod Method);

/// <summary>Shares: <c>count</c> of <c>total</c> cases, with intervals, differences and tests. "No data" (a total of 0) is null, never 0 and never NaN.</summary>
public static class Proportion
{
    /// <summary>Below this expected count in any of the four cells the chi-square approximation isn't trusted (Cochran, Biometrics 10, 1954, 417–451).</summary>
    private const double SmallestExpectedCount = 5;

    /// <summary>Wilson's score interval of a share: the house default.</summary>
    /// <param name="count">Cases that have the property; 0 to <paramref name="total"/>.</param>
    /// <param name="total">All cases; 0 or more.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>Limits as shares, 0 to 1; null when <paramref name="total"/> is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, more cases than there are, a level outside 0 to 1.</exception>
    /// <remarks>
    /// Wilson, J. Am. Stat. Assoc. 22 (1927), 209–212; without continuity correction, "method 3" of Newcombe, Statistics in Medicine 17 (1998), 857–872.
    /// 0 of n gives a lower limit of exactly 0, n of n an upper limit of exactly 1. Assumes that cases are independent.
    /// </remarks>
    public static Interval? Wilson(long count, long total, double level = Interval.UsualLevel)
    {
        Arguments.CountOf(count, total, nameof(count), nameof(total));
        Arguments.Level(level);
        if (total == 0)
        {
            return null;
        }

        var share = (double)count / total;
        var z = Tails.NormalQuantile(level);
        var z2 = z * z;
        var center = (share + (z2 / (2 * total))) / (1 + (z2 / total));
        var half = z / (1 + (z2 / total)) * Math.Sqrt((share * (1 - share) / total) + (z2 / (4.0 * total * total)));

        // At the ends the formula is exactly 0 or 1; rounding must not print −1e-17.
        var lower = count == 0 ? 0 : Math.Max(0, center - half);
        var upper = count == total ? 1 : Math.Min(1, center + half);
        return new Interval(lower, upper, level);
    }

    /// <summary>Clopper–Pearson's exact interval of a share: never covers less than the level, so wider than Wilson's.</summary>
    /// <param name="count">Cases that have the property; 0 to <paramref name="total"/>.</param>
    /// <param name="total">All cases; 0 or more.</param>
    /// <param name="level">Confidence level, between 0 and 1; half of the rest on either side, also when count is 0 or total.</param>
    /// <returns>Limits as shares, 0 to 1; null when <paramref name="total"/> is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, more cases than there are, a level outside 0 to 1.</exception>
    /// <remarks>Clopper and Pearson, Biometrika 26 (1934), 404–413, by beta quantiles; the interval of R's <c>binom.test</c>.</remarks>
    public static Interval? ClopperPearson(long count, long total, double level = Interval.UsualLevel)
    {
        Arguments.CountOf(count, total, nameof(count), nameof(total));
        Arguments.Level(level);
        if (total == 0)
        {
            return null;
        }

        var tail = (1 - level) / 2;
        var lower = count == 0 ? 0 : Tails.BetaQuantile(count, total - count + 1, tail);
        var upper = count == total ? 1 : Tails.BetaQuantile(count + 1, total - count, 1 - tail);
        return new Interval(lower, upper, level);
    }

    /// <summary>Difference of two independent shares with Newcombe's hybrid score interval.</summary>
    /// <param name="count">Cases with the property in the first group (e.g. this month).</param>
    /// <param name="total">All cases of the first group.</param>
    /// <param name="otherCount">Cases with the property in the second group (e.g. the month before).</param>
    /// <param name="otherTotal">All cases of the second group.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>First less second, −1 to 1; null when either group has no cases.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, more cases than there are, a level outside 0 to 1.</exception>
    /// <remarks>
    /// Method 10 of Newcombe, Statistics in Medicine 17 (1998), 873–890. The interval may touch 0 where <see cref="Test"/> says p just under 0.05,
    /// or the reverse: they are different approximations; the test decides, the interval shows the size.
    /// </remarks>
    public static ProportionDifference? Difference(long count, long total, long otherCount, long otherTotal, double level = Interval.UsualLevel)
    {
        Arguments.CountOf(count, total, nameof(count), nameof(total));
        Arguments.CountOf(otherCount, otherTotal, nameof(otherCount), nameof(otherTotal));
        var first = Wilson(count, total, level);
        var second = Wilson(otherCount, otherTotal, level);
        if (first is null || second is null)
        {
            return null;
        }

        var firstShare = (double)count / total;
        var secondShare = (double)otherCount / otherTotal;
        var difference = firstShare - secondShare;
        var below = Math.Sqrt(Square(firstShare - first.Lower) + Square(second.Upper - secondShare));
        var above = Math.Sqrt(Square(first.Upper - firstShare) + Square(secondShare - second.Lower));
        return new ProportionDifference(
            difference,
            new Interval(Math.Max(-1, difference - below), Math.Min(1, difference + above), level));
    }

    /// <summary>Two-sided test that two independent shares are the same.</summary>
    /// <param name="count">Cases with the property in the first group.</param>
    /// <param name="total">All cases of the first group.</param>
    /// <param name="otherCount">Cases with the property in the second group.</param>
    /// <param name="otherTotal">All cases of the second group.</param>
    /// <returns>
    /// The score test; Fisher's exact test when one of the four expected counts is below 5. P is 1 when nobody or everybody has the property.
    /// Null when either group has no cases.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, or more cases than there are.</exception>
    /// <remarks>
    /// Score test: Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 3rd ed., section 3.1, without continuity correction; R's <c>prop.test(correct = FALSE)</c>.
    /// Fisher: the sum of all tables that are no more likely than the one seen; R's <c>fisher.test</c>. Rule of choice: Cochran (1954), an expected count below 5.
    /// </remarks>
    public static ProportionTest? Test(long count, long total, long otherCount, long otherTotal)
    {
        Arguments.CountOf(count, total, nameof(count), nameof(total));
        Arguments.CountOf(otherCount, otherTotal, nameof(otherCount), nameof(otherTotal));
        if (total == 0 || otherTotal == 0)
        {
            return null;
        }

        var all = (double)total + otherTotal;
        var having = count + otherCount;
        var rarer = Math.Min(having, all - having);
        if (Math.Min(total, otherTotal) * rarer / all < SmallestExpectedCount)
        {
            return new ProportionTest(Fisher(count, total, having, total + otherTotal), ProportionTestMethod.FisherExact);
        }

        var pooled = having / all;
        var error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / total) + (1.0 / otherTotal)));
        var z = (((double)count / total) - ((double)otherCount / otherTotal)) / error;
        return new ProportionTest(Tails.NormalTwoSided(z), ProportionTestMethod.Score);
    }

    /// <summary>One-sided exact test that the first share is not below the second: small when it is lower by more than chance.</summary>
    /// <param name="count">Cases with the property in the first group (e.g. this month).</param>
    /// <param name="total">All cases of the first group.</param>
    /// <param name="otherCount">Cases with the property in the second group (e.g. the months before).</param>
    /// <param name="otherTotal">All cases of the second group.</param>
    /// <returns>P(as few or fewer in the first group), given the margins; never smaller than its nominal level promises. Null when either group has no cases.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, or more cases than there are.</exception>
    /// <remarks>Fisher's exact test with the alternative "less"; R's <c>phyper</c>.</remarks>
    public static double? FisherAtMost(long count, long total, long otherCount, long otherTotal)
    {
        Arguments.CountOf(count, total, nameof(count), nameof(total));
        Arguments.CountOf(otherCount, otherTotal, nameof(otherCount), nameof(otherTotal));
        if (total == 0 || otherTotal == 0)
        {
            return null;
        }

        var all = total + otherTotal;
        var having = count + otherCount;
        double sum = 0;
        for (var k = Math.Max(0, total + having - all); k <= count; k++)
        {
            sum += Math.Exp(Tails.LogChoose(having, k) + Tails.LogChoose(all - having, total - k) - Tails.LogChoose(all, total));
        }

        return Math.Min(1, sum);
    }

    private static double Fisher(long count, long total, long having, long all)
    {
        double LogChance(long k) => Tails.LogChoose(having, k) + Tails.LogChoose(all - having, total - k) - Tails.LogChoose(all, total);

        // Tables that tie with the one seen must count although their rounding differs: the margin that R takes.
        var seen = LogChance(count) + 1e-7;
        double sum = 0;
        for (var k = Math.Max(0, total + having - all); k <= Math.Min(total, having); k++)
        {
            var chance = LogChance(k);
            if (chance <= seen)
            {
                sum += Math.Exp(chance);
            }
        }

        return Math.Min(1, sum);
    }

    private static double Square(double value) => value * value;
}
