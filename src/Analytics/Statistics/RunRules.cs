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

    /// <summary>A run: so many points in a row above the centre line as the standard asks for (Nelson: nine), this one included.</summary>
    RunAbove = 4,

    /// <summary>A run below the centre line.</summary>
    RunBelow = 8,

    /// <summary>A trend: so many points in a row as the standard asks for (Nelson: six), each above the one before, this one included.</summary>
    TrendUp = 16,

    /// <summary>A trend downwards.</summary>
    TrendDown = 32,

    /// <summary>Western Electric: this point and one of the two before it beyond two sigma above the centre.</summary>
    TwoOfThreeAbove = 64,

    /// <summary>The same below.</summary>
    TwoOfThreeBelow = 128,

    /// <summary>Western Electric: this point and three of the four before it beyond one sigma above the centre.</summary>
    FourOfFiveAbove = 256,

    /// <summary>The same below.</summary>
    FourOfFiveBelow = 512,
}

/// <summary>A point that signals, and since when.</summary>
/// <param name="Signals">All tests that it fails.</param>
/// <param name="Since">Index of the first point of the longest run or trend that signals here; the point's own index when only a limit is passed; null without signal.</param>
public sealed record PointSignals(ChartSignals Signals, int? Since);

/// <summary>The tests that a standard asks for, besides the point beyond its limits that all have.</summary>
/// <param name="Name">Of the standard.</param>
/// <param name="RunLength">Points in a row on one side.</param>
/// <param name="TrendLength">Points in a row rising or falling (six points are five rises); null for no such test.</param>
/// <param name="HasZones">Two of three points beyond two sigma, four of five beyond one, on one side.</param>
public sealed record RunRuleSet(string Name, int RunLength, int? TrendLength, bool HasZones)
{
    /// <summary>
    /// Tests 1, 2 and 3 of Nelson, "The Shewhart Control Chart: Tests for Special Causes", Journal of Quality Technology 16 (1984), 237–239, which are also those of ISO 8258:1991 and
    /// GB/T 4091-2001: nine on one side, six rising or falling. What the report's charts use. Tests 4 to 8 are left out: each further test adds false alarms, and those with zones
    /// expect symmetry, which shares and rare counts lack.
    /// </summary>
    public static readonly RunRuleSet Nelson = new("Nelson 1984 / ISO 8258 / GB/T 4091", 9, 6, false);

    /// <summary>ISO 7870-2:2013 and GB/T 17989.2-2020: seven on one side, seven rising or falling. (Its fourth test, a pattern that is plainly not random, is for eyes.)</summary>
    public static readonly RunRuleSet Iso7870 = new("ISO 7870-2 / GB/T 17989.2", 7, 7, false);

    /// <summary>Western Electric, Statistical Quality Control Handbook (1956), pp. 25–28: eight on one side, two of three beyond two sigma, four of five beyond one.</summary>
    public static readonly RunRuleSet WesternElectric = new("Western Electric 1956", 8, null, true);
}

/// <summary>Finds special causes on a control chart by the tests of a named standard.</summary>
public static class RunRules
{
    /// <summary>Finds the signals of a series.</summary>
    /// <param name="values">Plotted values in order of time; null for a period without data. A gap ends runs and trends: they must be seen, not assumed.</param>
    /// <param name="limits">Limits per point, as many as values; null where there are none. A value on its limit is inside.</param>
    /// <param name="center">Centre line. A value on it ends a run; two equal values in a row end a trend.</param>
    /// <param name="standard">Null = <see cref="RunRuleSet.Nelson"/>. Its sigma is a third of the way from the centre to the point's upper limit, since a lower one may be cut at 0.</param>
    /// <returns>One entry per value.</returns>
    /// <exception cref="ArgumentNullException">A list is missing.</exception>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value or the centre isn't finite.</exception>
    public static IReadOnlyList<PointSignals> Find(IReadOnlyList<double?> values, IReadOnlyList<ChartLimits?> limits, double center, RunRuleSet? standard = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(limits);
        Arguments.Finite(center, nameof(center));
        if (values.Count != limits.Count)
        {
            throw new ArgumentException($"{values.Count} values and {limits.Count} limits: give one per point, null where there are none.", nameof(limits));
        }

        standard ??= RunRuleSet.Nelson;
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

            if (sideLength >= standard.RunLength)
            {
                signals |= side > 0 ? ChartSignals.RunAbove : ChartSignals.RunBelow;
                since = i - sideLength + 1;
            }

            if (trendLength >= standard.TrendLength)
            {
                signals |= direction > 0 ? ChartSignals.TrendUp : ChartSignals.TrendDown;
                since = Math.Min(since ?? i, i - trendLength + 1);
            }

            if (standard.HasZones)
            {
                foreach ((int of, int needed, double sigmas, ChartSignals above, ChartSignals below) in Zones)
                {
                    foreach (int sign in new[] { 1, -1 })
                    {
                        if (FirstBeyond(values, limits, center, i, of, needed, sign * sigmas) is { } first)
                        {
                            signals |= sign > 0 ? above : below;
                            since = Math.Min(since ?? i, first);
                        }
                    }
                }
            }

            result[i] = new PointSignals(signals, since);
        }

        return result;
    }

    private static readonly (int Of, int Needed, double Sigmas, ChartSignals Above, ChartSignals Below)[] Zones =
    [
        (3, 2, 2, ChartSignals.TwoOfThreeAbove, ChartSignals.TwoOfThreeBelow),
        (5, 4, 1, ChartSignals.FourOfFiveAbove, ChartSignals.FourOfFiveBelow),
    ];

    /// <summary>The first of the last points, this one among them, of which enough lie beyond so many sigmas on one side; null when they don't. A month without data ends the look back.</summary>
    private static int? FirstBeyond(IReadOnlyList<double?> values, IReadOnlyList<ChartLimits?> limits, double center, int at, int of, int needed, double sigmas)
    {
        bool IsBeyond(int i) => limits[i] is { } limit && (values[i]!.Value - center) * Math.Sign(sigmas) > Math.Abs(sigmas) * (limit.Upper - center) / 3;
        if (!IsBeyond(at))
        {
            return null;
        }

        int seen = 0, first = at;
        for (int i = at; i > at - of && i >= 0 && values[i] is not null; i--)
        {
            if (IsBeyond(i))
            {
                seen++;
                first = i;
            }
        }

        return seen >= needed ? first : null;
    }
}
