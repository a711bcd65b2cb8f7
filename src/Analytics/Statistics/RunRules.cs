namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>What a point on a control chart signals; several may hold at once.</summary>
[Flags]
public enum ChartSignals
{
    /// <summary>Nothing but noise to see.</summary>
    None = 0,

    /// <summary>Test 1: above the upper limit.</summary>
    AboveLimit = 1,

    /// <summary>Test 1: below the lower limit.</summary>
    BelowLimit = 2,

    /// <summary>Test 2: at least nine points in a row above the centre line, this one included.</summary>
    RunAbove = 4,

    /// <summary>Test 2: at least nine points in a row below the centre line, this one included.</summary>
    RunBelow = 8,

    /// <summary>Test 3: at least six points in a row, each above the one before, this one included.</summary>
    TrendUp = 16,

    /// <summary>Test 3: at least six points in a row, each below the one before, this one included.</summary>
    TrendDown = 32,
}

/// <summary>A point that signals, and since when.</summary>
/// <param name="Signals">All tests that it fails.</param>
/// <param name="Since">Index of the first point of the longest run or trend that signals here; the point's own index when only a limit is passed; null without signal.</param>
public sealed record PointSignals(ChartSignals Signals, int? Since);

/// <summary>
/// Tests for special causes on a control chart: tests 1, 2 and 3 of Nelson, "The Shewhart Control Chart: Tests for Special Causes", Journal of Quality Technology 16 (1984), 237–239,
/// which are also those of ISO 8258:1991 and GB/T 4091-2001 (one point beyond three sigma; nine in a row on one side; six in a row rising or falling).
/// The older Western Electric handbook (1956) asks for eight on one side, a little more false alarms. Tests 4 to 8 are left out: each further test adds false alarms,
/// and those with zones expect symmetry, which shares and rare counts lack.
/// </summary>
public static class RunRules
{
    /// <summary>Points on one side that make test 2.</summary>
    public const int RunLength = 9;

    /// <summary>Points that make test 3 (five rises in a row make six points).</summary>
    public const int TrendLength = 6;

    /// <summary>Finds the signals of a series.</summary>
    /// <param name="values">Plotted values in order of time; null for a period without data. A gap ends runs and trends: they must be seen, not assumed.</param>
    /// <param name="limits">Limits per point, as many as values; null where there are none. A value on its limit is inside.</param>
    /// <param name="center">Centre line. A value on it ends a run; two equal values in a row end a trend.</param>
    /// <returns>One entry per value.</returns>
    /// <exception cref="ArgumentNullException">A list is missing.</exception>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value or the centre isn't finite.</exception>
    public static IReadOnlyList<PointSignals> Find(IReadOnlyList<double?> values, IReadOnlyList<ChartLimits?> limits, double center)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(limits);
        Arguments.Finite(center, nameof(center));
        if (values.Count != limits.Count)
        {
            throw new ArgumentException($"{values.Count} values and {limits.Count} limits: give one per point, null where there are none.", nameof(limits));
        }

        var result = new PointSignals[values.Count];
        int side = 0, sideLength = 0, direction = 0, trendLength = 0;
        for (var i = 0; i < result.Length; i++)
        {
            if (values[i] is not { } value)
            {
                (side, sideLength, direction, trendLength) = (0, 0, 0, 0);
                result[i] = new PointSignals(ChartSignals.None, null);
                continue;
            }

            Arguments.Finite(value, nameof(values));
            var newSide = Math.Sign(value - center);
            sideLength = newSide == 0 ? 0 : newSide == side ? sideLength + 1 : 1;
            side = newSide;

            var newDirection = i > 0 && values[i - 1] is { } previous ? Math.Sign(value - previous) : 0;
            trendLength = newDirection == 0 ? 1 : newDirection == direction ? trendLength + 1 : 2;
            direction = newDirection;

            var signals = ChartSignals.None;
            int? since = null;
            if (limits[i] is { } limit && (value > limit.Upper || value < limit.Lower))
            {
                signals |= value > limit.Upper ? ChartSignals.AboveLimit : ChartSignals.BelowLimit;
                since = i;
            }

            if (sideLength >= RunLength)
            {
                signals |= side > 0 ? ChartSignals.RunAbove : ChartSignals.RunBelow;
                since = i - sideLength + 1;
            }

            if (trendLength >= TrendLength)
            {
                signals |= direction > 0 ? ChartSignals.TrendUp : ChartSignals.TrendDown;
                since = Math.Min(since ?? i, i - trendLength + 1);
            }

            result[i] = new PointSignals(signals, since);
        }

        return result;
    }
}
