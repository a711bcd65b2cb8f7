namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>Where the share of a group of a given size lies by chance alone, when its true share is that of all.</summary>
/// <remarks>
/// Exact binomial limits with interpolation: Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005),
/// 1185–1202, appendix A.1.1. With r the smallest count whose distribution function reaches p, the limit is (r − (F(r) − p) / (F(r) − F(r − 1))) / n.
/// The limits narrow with size, which is the point: a small group's bad share proves little.
/// </remarks>
public static class FunnelLimits
{
    /// <summary>Level of the inner limits: one in twenty groups lies beyond them by chance.</summary>
    public const double Inner = 0.95;

    /// <summary>Level of the outer limits: one in five hundred.</summary>
    public const double Outer = 0.998;

    /// <summary>Limits for a group.</summary>
    /// <param name="center">Share of all groups together, 0 to 1.</param>
    /// <param name="total">Size of the group; at least 1.</param>
    /// <param name="level">Share of groups within the limits when only chance is at work, between 0 and 1.</param>
    /// <returns>Limits as shares, cut at 0 and 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share outside 0 to 1, a size below 1, a level outside 0 to 1.</exception>
    public static Interval At(double center, long total, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        Arguments.Level(level);
        if (!(center >= 0 && center <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(center), center, "A share lies between 0 and 1.");
        }

        double tail = (1 - level) / 2;
        return center is 0 or 1 ? new(center, center, level) : new(Limit(center, total, tail), Limit(center, total, 1 - tail), level);
    }

    private static double Limit(double center, long total, double probability)
    {
        long low = 0, high = total;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = Tails.BinomialAtMost(middle, total, center) < probability ? (middle + 1, high) : (low, middle);
        }

        double reached = Tails.BinomialAtMost(low, total, center);
        double before = low == 0 ? 0 : Tails.BinomialAtMost(low - 1, total, center);
        double at = reached > before ? low - ((reached - probability) / (reached - before)) : low;
        return Math.Clamp(at / total, 0, 1);
    }
}
