using MathNet.Numerics.Statistics;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A quantile with limits that are themselves observed values.</summary>
/// <param name="Value">The quantile by type R7, in the unit of the values.</param>
/// <param name="Lower">Lower limit; null when the sample is too small for one (e.g. 30 values for a 99th percentile's upper limit).</param>
/// <param name="Upper">Upper limit; null when the sample is too small for one.</param>
/// <param name="Level">The level asked for; each existing limit errs with at most half of the rest.</param>
/// <param name="Count">How many values.</param>
public sealed record QuantileEstimate(double Value, double? Lower, double? Upper, double Level, int Count);

/// <summary>Which of the sorted values are the limits of a quantile.</summary>
/// <param name="Lower">Rank of the lower limit, counted from 1; null when there is none.</param>
/// <param name="Upper">Rank of the upper limit, counted from 1; null when there is none.</param>
public sealed record QuantileRanks(long? Lower, long? Upper);

/// <summary>Medians and percentiles of durations, with intervals that assume nothing about their distribution.</summary>
public static class Quantile
{
    /// <summary>The quantile by type R7 with its order-statistic interval.</summary>
    /// <param name="values">Values in any order and unit; not changed. May be empty.</param>
    /// <param name="share">Which quantile, 0 to 1: 0.5 is the median, 0.9 the 90th percentile.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>The estimate; null for no values. A single value is its own quantile, without limits.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value that isn't finite, a share outside 0 to 1, a level outside 0 to 1.</exception>
    /// <remarks>Type 7 of Hyndman and Fan, American Statistician 50 (1996), 361–365: the one of DuckDB's <c>quantile_cont</c> and R's default. Limits: see <see cref="Ranks"/>.</remarks>
    public static QuantileEstimate? Estimate(IEnumerable<double> values, double share, double level = Interval.UsualLevel)
    {
        ArgumentNullException.ThrowIfNull(values);
        var sorted = values.ToArray();
        foreach (var value in sorted)
        {
            Arguments.Finite(value, nameof(values));
        }

        var ranks = Ranks(sorted.Length, share, level);
        if (ranks is null)
        {
            return null;
        }

        Array.Sort(sorted);
        return new QuantileEstimate(
            SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7),
            ranks.Lower is { } lower ? sorted[lower - 1] : null,
            ranks.Upper is { } upper ? sorted[upper - 1] : null,
            level,
            sorted.Length);
    }

    /// <summary>Ranks of the sorted values that are the limits of a quantile; for a caller that lets SQL pick them.</summary>
    /// <param name="count">How many values; 0 or more.</param>
    /// <param name="share">Which quantile, 0 to 1.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>The narrowest ranks of which each errs with at most (1 − level) / 2; null for no values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, a share outside 0 to 1, a level outside 0 to 1.</exception>
    /// <remarks>
    /// The number of values below the quantile is binomial: Conover, Practical Nonparametric Statistics, 3rd ed., section 3.2; David and Nagaraja, Order Statistics, 3rd ed., section 7.1.
    /// Ties make it cautious, never too narrow.
    /// </remarks>
    public static QuantileRanks? Ranks(long count, double share, double level = Interval.UsualLevel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(share >= 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A quantile lies between 0 and 1; write 0.9 for the 90th percentile.");
        }

        var tail = (1 - Arguments.Level(level)) / 2;
        if (count == 0)
        {
            return null;
        }

        // Lower rank: the largest r with P(fewer than r values below) ≤ tail. Upper rank: the smallest r with P(r or more below) ≤ tail.
        var lower = LargestWith(0, count, rank => rank == 0 || Tails.BinomialAtMost(rank - 1, count, share) <= tail);
        var upper = LargestWith(0, count, rank => rank == 0 || Tails.BinomialAtLeast(rank, count, share) > tail) + 1;
        return new QuantileRanks(lower == 0 ? null : lower, upper > count ? null : upper);
    }

    /// <summary>The largest number in the range for which a condition holds that holds at its start and, once lost, stays lost.</summary>
    internal static long LargestWith(long low, long high, Func<long, bool> holds)
    {
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (holds(middle))
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
