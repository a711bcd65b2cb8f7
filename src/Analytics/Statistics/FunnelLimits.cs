namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>Where the share of a group of a given size lies by chance alone, when its true share is that of all.</summary>
/// <remarks>
/// Exact binomial limits with interpolation: Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005),
/// 1185–1202, appendix A.1.1. With r the smallest count whose distribution function reaches p, the limit is (r − (F(r) − p) / (F(r) − F(r − 1))) / n.
/// The limits narrow with size, which is the point: a small group's bad share proves little.
/// Groups that truly differ a little among themselves (over-dispersion) would lie beyond such limits in numbers, the large ones first. Section 5 and
/// appendix A.3 of the same paper: the dispersion φ is the mean of the groups' squared z-scores after winsorising (each tail of 10 % is drawn to that
/// percentile, so that the very groups to be found don't widen the limits), and the limits lie √φ times as many standard deviations away.
/// </remarks>
public static class FunnelLimits
{
    /// <summary>Level of the inner limits: one in twenty groups lies beyond them by chance.</summary>
    public const double Inner = 0.95;

    /// <summary>Level of the outer limits: one in five hundred.</summary>
    public const double Outer = 0.998;

    /// <summary>With fewer groups the dispersion among them can't be told from the groups that stand out; then it is 1.</summary>
    public const int FewestGroups = 10;

    /// <summary>The part of the groups at either end whose z-scores are drawn in.</summary>
    private const double Winsorised = 0.1;

    /// <summary>How much more widely groups scatter than chance alone would have them: φ of a funnel.</summary>
    /// <param name="groups">Of each group how many of how many; those with nothing to count don't count.</param>
    /// <returns>1 or more; 1 with fewer than <see cref="FewestGroups"/> groups, or where all or none of the things counted.</returns>
    public static double Dispersion(IReadOnlyCollection<(long Count, long Total)> groups)
    {
        (long Count, long Total)[] counted = [.. groups.Where(g => g.Total > 0)];
        double center = counted.Length == 0 ? 0 : (double)counted.Sum(g => g.Count) / counted.Sum(g => g.Total);
        if (counted.Length < FewestGroups || center is 0 or 1)
        {
            return 1;
        }

        double[] scores = [.. counted.Select(g => (((double)g.Count / g.Total) - center) / Math.Sqrt(center * (1 - center) / g.Total))];
        double lowest = Quantile.Estimate(scores, Winsorised)!.Value;
        double highest = Quantile.Estimate(scores, 1 - Winsorised)!.Value;
        return Math.Max(1, scores.Select(z => Math.Clamp(z, lowest, highest)).Average(z => z * z));
    }

    /// <summary>The chance of either tail beyond limits that lie √φ times as many standard deviations from the center.</summary>
    /// <param name="level">Between 0 and 1.</param>
    /// <param name="dispersion">φ, 1 or more.</param>
    public static double Tail(double level, double dispersion) =>
        dispersion == 1 ? (1 - level) / 2 : Tails.NormalTwoSided(Math.Sqrt(dispersion) * Tails.NormalQuantile(level)) / 2;

    /// <summary>Limits for a group.</summary>
    /// <param name="center">Share of all groups together, 0 to 1.</param>
    /// <param name="total">Size of the group; at least 1.</param>
    /// <param name="level">Share of groups within the limits when only chance is at work, between 0 and 1.</param>
    /// <param name="dispersion">φ by <see cref="Dispersion"/>; 1 = groups differ by chance alone.</param>
    /// <returns>Limits as shares, cut at 0 and 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share outside 0 to 1, a size below 1, a level outside 0 to 1.</exception>
    public static Interval At(double center, long total, double level, double dispersion = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        Arguments.Level(level);
        if (!(center >= 0 && center <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(center), center, "A share lies between 0 and 1.");
        }

        double tail = Tail(level, dispersion);
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
