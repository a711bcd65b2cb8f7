namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A confidence interval: the values that the data do not contradict at the level.</summary>
/// <param name="Lower">Lower limit, in the unit of the figure it belongs to. Never NaN.</param>
/// <param name="Upper">
/// Upper limit, same unit; at least <paramref name="Lower"/>. Positive infinity when the data set no upper limit,
/// e.g. the ratio to a rate of which nothing was seen; ask <see cref="HasUpperLimit"/> before printing. Never NaN.
/// </param>
/// <param name="Level">Confidence level, between 0 and 1, both excluded; 0.95 unless asked otherwise.</param>
public sealed record Interval(double Lower, double Upper, double Level = Interval.UsualLevel)
{
    /// <summary>The level used when the caller names none: 95 %.</summary>
    public const double UsualLevel = 0.95;

    /// <summary>False when the data set no upper limit (<see cref="Upper"/> is then positive infinity).</summary>
    public bool HasUpperLimit => !double.IsPositiveInfinity(Upper);

    /// <summary>True when <paramref name="value"/> lies between the limits, both included.</summary>
    /// <param name="value">In the unit of the limits.</param>
    public bool Contains(double value) => value >= Lower && value <= Upper;
}
