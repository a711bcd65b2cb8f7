namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>One point of an EWMA chart.</summary>
/// <param name="Value">The weighted average so far, in the unit of the values; null before the first value and in a period without data.</param>
/// <param name="Limits">Its limits; null where there is no value.</param>
/// <param name="Signals">Above or below its limit, or nothing.</param>
public sealed record EwmaPoint(double? Value, ChartLimits? Limits, ChartSignals Signals);

/// <summary>One point of a CUSUM chart.</summary>
/// <param name="High">Sum of what went beyond the centre upwards, in standard deviations; 0 or more.</param>
/// <param name="Low">The same downwards; 0 or more.</param>
/// <param name="Signals">Above: the upper sum passed its limit; below: the lower one did.</param>
/// <param name="Since">Index of the first period of the sum that signals, the likely start of the shift; null without signal.</param>
public sealed record CusumPoint(double High, double Low, ChartSignals Signals, int? Since);

/// <summary>Charts that remember, and so find small lasting shifts (around one standard deviation) sooner than single points do.</summary>
/// <remarks>
/// For counts of varying size pass the <see cref="ChartPoint.Score"/> of a p or u chart with centre 0 and sigma 1.
/// Source: Montgomery, Introduction to Statistical Quality Control, 6th ed., sections 9.1 (CUSUM) and 9.2 (EWMA). A period without data leaves everything as it stands.
/// </remarks>
public static class SmallShifts
{
    /// <summary>Exponentially weighted moving average with limits that widen as it fills.</summary>
    /// <param name="values">One per period in order of time; null for a period without data.</param>
    /// <param name="center">Where the process should be.</param>
    /// <param name="sigma">Standard deviation of one value; above 0.</param>
    /// <param name="weight">Weight of the newest value, above 0 and up to 1; 0.1 with a width of 2.7 gives about one false alarm in 500 points.</param>
    /// <param name="width">Limits in standard deviations of the average; above 0.</param>
    /// <returns>One point per period.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number that isn't finite or is out of range.</exception>
    public static IReadOnlyList<EwmaPoint> Ewma(IReadOnlyList<double?> values, double center, double sigma, double weight = 0.1, double width = 2.7)
    {
        Check(values, center, sigma);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Arguments.Finite(width, nameof(width)), nameof(width));
        if (!(weight > 0 && weight <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "The weight of the newest value lies above 0 and up to 1.");
        }

        var points = new List<EwmaPoint>(values.Count);
        var average = center;
        double forgotten = 1; // (1 − weight) to the power of twice the values seen
        foreach (var value in values)
        {
            if (value is null)
            {
                points.Add(new EwmaPoint(null, null, ChartSignals.None));
                continue;
            }

            average += weight * (value.Value - average);
            forgotten *= (1 - weight) * (1 - weight);
            var half = width * sigma * Math.Sqrt(weight / (2 - weight) * (1 - forgotten));
            points.Add(new EwmaPoint(average, new ChartLimits(center - half, center + half), Signal(average > center + half, average < center - half)));
        }

        return points;
    }

    /// <summary>Two-sided tabular CUSUM.</summary>
    /// <param name="values">One per period in order of time; null for a period without data.</param>
    /// <param name="center">Where the process should be.</param>
    /// <param name="sigma">Standard deviation of one value; above 0.</param>
    /// <param name="slack">What is forgiven per value, in standard deviations: half the shift one wants to find; 0 or more.</param>
    /// <param name="limit">Sum that signals, in standard deviations; above 0. 0.5 and 5 give about one false alarm in 465 points.</param>
    /// <returns>One point per period. The sums run on after a signal.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number that isn't finite or is out of range.</exception>
    public static IReadOnlyList<CusumPoint> Cusum(IReadOnlyList<double?> values, double center, double sigma, double slack = 0.5, double limit = 5)
    {
        Check(values, center, sigma);
        ArgumentOutOfRangeException.ThrowIfNegative(Arguments.Finite(slack, nameof(slack)), nameof(slack));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Arguments.Finite(limit, nameof(limit)), nameof(limit));
        var points = new List<CusumPoint>(values.Count);
        double high = 0, low = 0;
        int highSince = 0, lowSince = 0;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                var score = (value - center) / sigma;
                highSince = high > 0 ? highSince : i;
                lowSince = low > 0 ? lowSince : i;
                high = Math.Max(0, high + score - slack);
                low = Math.Max(0, low - score - slack);
            }

            var signals = values[i] is null ? ChartSignals.None : Signal(high > limit, low > limit);
            int? since = signals switch
            {
                ChartSignals.None => null,
                ChartSignals.AboveLimit => highSince,
                ChartSignals.BelowLimit => lowSince,
                _ => Math.Min(highSince, lowSince),
            };
            points.Add(new CusumPoint(high, low, signals, since));
        }

        return points;
    }

    private static ChartSignals Signal(bool above, bool below) => (above ? ChartSignals.AboveLimit : ChartSignals.None) | (below ? ChartSignals.BelowLimit : ChartSignals.None);

    private static void Check(IReadOnlyList<double?> values, double center, double sigma)
    {
        ArgumentNullException.ThrowIfNull(values);
        Arguments.Finite(center, nameof(center));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Arguments.Finite(sigma, nameof(sigma)), nameof(sigma));
        foreach (var value in values)
        {
            Arguments.Finite(value ?? 0, nameof(values));
        }
    }
}
