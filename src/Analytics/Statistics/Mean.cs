using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A mean with its spread.</summary>
/// <param name="Value">In the unit of the values.</param>
/// <param name="Count">How many values; at least 1.</param>
/// <param name="StandardDeviation">Of the sample (n − 1), same unit; null for one value.</param>
/// <param name="Interval">t interval, same unit; null for one value, or when all values are the same: five equal marks don't prove that the sixth will be equal.</param>
public sealed record MeanEstimate(double Value, long Count, double? StandardDeviation, Interval? Interval);

/// <summary>A difference of two means.</summary>
/// <param name="Value">First less second, in the unit of the values.</param>
/// <param name="Interval">Welch's interval, same unit; null when it can't be told (a group of one, or no variation in either).</param>
/// <param name="PValue">Two-sided, for "the means are the same"; null when it can't be told.</param>
public sealed record MeanDifference(double Value, Interval? Interval, double? PValue);

/// <summary>Means, e.g. of satisfaction marks, with t intervals and Welch's comparison.</summary>
public static class Mean
{
    /// <summary>Mean with its t interval.</summary>
    /// <param name="values">In any unit. May be empty.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>The estimate; null for no values.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value that isn't finite, a level outside 0 to 1.</exception>
    /// <remarks>Student's interval; R's <c>t.test</c>. For marks on a scale it leans on the central limit theorem: from about 20 answers on.</remarks>
    public static MeanEstimate? Estimate(IEnumerable<double> values, double level = Interval.UsualLevel)
    {
        ArgumentNullException.ThrowIfNull(values);
        var all = values.ToArray();
        foreach (var value in all)
        {
            Arguments.Finite(value, nameof(values));
        }

        Arguments.Level(level);
        return all.Length switch
        {
            0 => null,
            1 => FromMoments(1, all[0], null, level),
            _ => FromMoments(all.Length, ArrayStatistics.Mean(all), ArrayStatistics.StandardDeviation(all), level),
        };
    }

    /// <summary>As <see cref="Estimate"/>, for a caller that has the moments already (e.g. from SQL).</summary>
    /// <param name="count">How many values; 0 or more.</param>
    /// <param name="mean">Their mean; not looked at when <paramref name="count"/> is 0.</param>
    /// <param name="standardDeviation">Sample standard deviation (n − 1, SQL's <c>stddev_samp</c>); null allowed up to one value.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>The estimate; null for no values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or not finite number, a level outside 0 to 1.</exception>
    /// <exception cref="ArgumentNullException">More than one value without a standard deviation.</exception>
    public static MeanEstimate? FromMoments(long count, double mean, double? standardDeviation, double level = Interval.UsualLevel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Arguments.Level(level);
        if (count == 0)
        {
            return null;
        }

        Arguments.Finite(mean, nameof(mean));
        if (count == 1)
        {
            return new MeanEstimate(mean, 1, null, null);
        }

        var deviation = standardDeviation ?? throw new ArgumentNullException(nameof(standardDeviation), $"{count} values have a standard deviation; give it, or the mean has no interval.");
        ArgumentOutOfRangeException.ThrowIfNegative(Arguments.Finite(deviation, nameof(standardDeviation)), nameof(standardDeviation));
        var error = deviation / Math.Sqrt(count);
        return new MeanEstimate(mean, count, deviation, IsConstant(error, mean) ? null : Around(mean, error, count - 1, level));
    }

    /// <summary>Difference of two independent means that may vary differently.</summary>
    /// <param name="first">E.g. this month; null gives null.</param>
    /// <param name="second">E.g. the month before; null gives null.</param>
    /// <param name="level">Confidence level, between 0 and 1.</param>
    /// <returns>First less second; null when either group has no values. Interval and p are null when a group has a single value or neither varies.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A level outside 0 to 1.</exception>
    /// <remarks>Welch, Biometrika 34 (1947), 28–35, with Satterthwaite's degrees of freedom; R's <c>t.test</c> of two samples.</remarks>
    public static MeanDifference? Difference(MeanEstimate? first, MeanEstimate? second, double level = Interval.UsualLevel)
    {
        Arguments.Level(level);
        if (first is null || second is null)
        {
            return null;
        }

        var difference = first.Value - second.Value;
        if (first.StandardDeviation is not { } firstDeviation || second.StandardDeviation is not { } secondDeviation)
        {
            return new MeanDifference(difference, null, null);
        }

        var firstVariance = firstDeviation * firstDeviation / first.Count;
        var secondVariance = secondDeviation * secondDeviation / second.Count;
        var variance = firstVariance + secondVariance;
        var error = Math.Sqrt(variance);
        if (IsConstant(error, Math.Max(Math.Abs(first.Value), Math.Abs(second.Value))))
        {
            return new MeanDifference(difference, null, null);
        }

        var freedom = variance * variance / ((firstVariance * firstVariance / (first.Count - 1)) + (secondVariance * secondVariance / (second.Count - 1)));
        var p = Math.Min(1, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(difference / error)));
        return new MeanDifference(difference, Around(difference, error, freedom, level), p);
    }

    /// <summary>Equal values leave rounding dust; R draws the same line ("data are essentially constant").</summary>
    private static bool IsConstant(double error, double mean) => error <= 10 * 2.22e-16 * Math.Abs(mean);

    private static Interval Around(double center, double error, double freedom, double level)
    {
        var half = StudentT.InvCDF(0, 1, freedom, (1 + level) / 2) * error;
        return new Interval(center - half, center + half, level);
    }
}
