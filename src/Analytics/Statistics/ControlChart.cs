using MathNet.Numerics;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>One period of a count chart.</summary>
/// <param name="Count">Cases that have the property (p chart), or events (u chart); 0 or more.</param>
/// <param name="Size">All cases of the period (p chart; at least <paramref name="Count"/>), or the exposure (u chart). 0 together with a count of 0 means "no data in this period".</param>
public readonly record struct ChartPeriod(long Count, double Size);

/// <summary>Limits of one point, in the unit of the plotted value.</summary>
/// <param name="Lower">Lower control limit.</param>
/// <param name="Upper">Upper control limit.</param>
public sealed record ChartLimits(double Lower, double Upper);

/// <summary>One point as plotted.</summary>
/// <param name="Value">Share (p), rate (u) or the value itself (individuals); null when the period has no data.</param>
/// <param name="Limits">Its own limits; null when it has no data or the chart has no limits.</param>
/// <param name="Signals">What it signals; nothing when the chart has no limits.</param>
/// <param name="Since">Index of the period since which the signalled run or trend lasts; null without signal.</param>
/// <param name="Score">Distance from the centre in standard errors, on Laney's charts those that are widened; null where there are no limits. Comparable across periods of different size: what <see cref="SmallShifts"/> wants.</param>
public sealed record ChartPoint(double? Value, ChartLimits? Limits, ChartSignals Signals, int? Since, double? Score);

/// <summary>When the limits are widened (or not) for spread beyond chance.</summary>
public enum Laney
{
    /// <summary>When the baseline is over-dispersed by the criterion in <see cref="ControlChart"/>; the default.</summary>
    WhenOverdispersed,

    /// <summary>Never: the plain Shewhart chart.</summary>
    Never,

    /// <summary>Always, also narrower than Shewhart's when the baseline varies less than chance.</summary>
    Always,
}

/// <summary>Why a chart has no limits.</summary>
public enum NoLimits
{
    /// <summary>It has limits.</summary>
    HasLimits,

    /// <summary>The baseline has no data (for individuals: fewer than two values in succession).</summary>
    NoBaselineData,

    /// <summary>The baseline doesn't vary: share 0 or 1, rate 0, or equal values. Any other value would be an alarm, which says nothing.</summary>
    NoVariation,
}

/// <summary>A control chart: centre, limits and signals.</summary>
/// <param name="Center">Centre line from the baseline; null when the baseline has no data.</param>
/// <param name="IsLaney">True when the limits are Laney's (p′, u′).</param>
/// <param name="SigmaZ">Spread of the baseline's standardised points against chance alone (1 = chance); null when it can't be told.</param>
/// <param name="DispersionPValue">P-value of the chi-square dispersion test of the baseline, small when it varies more than chance; null when it can't be told or for individuals.</param>
/// <param name="NoLimits">Whether there are limits, and if not, why.</param>
/// <param name="Points">One per period given, in order.</param>
public sealed record ControlChartResult(double? Center, bool IsLaney, double? SigmaZ, double? DispersionPValue, NoLimits NoLimits, IReadOnlyList<ChartPoint> Points);

/// <summary>Shewhart charts for shares (p), rates (u) and single values, with three-sigma limits per point and the tests of <see cref="RunRules"/>.</summary>
/// <remarks>
/// p and u: Montgomery, Introduction to Statistical Quality Control, 6th ed., sections 7.2.2 and 7.3.2. Laney: "Improved Control Charts for Attributes", Quality Engineering 14 (2002), 531–537.
/// <para>Criterion for Laney's limits: the baseline's chi-square dispersion test (sum of squared standardised points on k − 1 degrees of freedom; Fisher's index of dispersion) has p below 0.05
/// <em>and</em> σz, the mean moving range of the standardised points ÷ 1.128, is above 1. The first asks whether there is more than chance at all; the second
/// whether it is there from point to point: one shift of level inside the baseline leaves σz near 1, and should signal, not widen the limits.</para>
/// <para>The baseline (phase 1) is the first so many periods. Nothing is thrown out of it silently: whoever knows a special cause in it leaves that period out before calling.
/// Twenty periods or more are customary; with fewer than about ten the limits are rough.</para>
/// </remarks>
public static class ControlChart
{
    private const double Significance = 0.05;

    /// <summary>Mean range of two standard normal values, 2 / √π = 1.128: d₂ of the handbooks.</summary>
    private static readonly double D2 = 2 / Math.Sqrt(Math.PI);

    /// <summary>p chart: shares of a varying number of cases.</summary>
    /// <param name="periods">One per period in order of time.</param>
    /// <param name="baselinePeriods">How many of the first periods make the centre and the spread; 1 to all.</param>
    /// <param name="laney">Whether to widen limits for over-dispersion.</param>
    /// <returns>Chart in shares; lower limits cut at 0, upper ones at 1. Baseline share 0 or 1: no limits, no signals.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, more counted than there are, a baseline of 0 or of more periods than given.</exception>
    public static ControlChartResult Proportions(IReadOnlyList<ChartPeriod> periods, int baselinePeriods, Laney laney = Laney.WhenOverdispersed)
    {
        Check(periods, baselinePeriods);
        for (var i = 0; i < periods.Count; i++)
        {
            if (periods[i].Count > periods[i].Size)
            {
                throw new ArgumentOutOfRangeException(nameof(periods), periods[i].Count, $"Period {i + 1}: {periods[i].Count} of {periods[i].Size} cases; a part can't exceed its whole.");
            }
        }

        return Counts(periods, baselinePeriods, laney, center => center * (1 - center), ProportionLimits);
    }

    /// <summary>u chart: events per unit of a varying exposure.</summary>
    /// <param name="periods">One per period in order of time.</param>
    /// <param name="baselinePeriods">How many of the first periods make the centre and the spread; 1 to all.</param>
    /// <param name="laney">Whether to widen limits for over-dispersion.</param>
    /// <returns>Chart in events per unit of exposure; lower limits cut at 0. Baseline without events: no limits, no signals.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative or infinite number, events without exposure, a baseline of 0 or of more periods than given.</exception>
    public static ControlChartResult Rates(IReadOnlyList<ChartPeriod> periods, int baselinePeriods, Laney laney = Laney.WhenOverdispersed)
    {
        Check(periods, baselinePeriods);
        return Counts(periods, baselinePeriods, laney, center => center, RateLimits);
    }

    /// <summary>Individuals (X) chart: one value per period, e.g. a median duration; spread from the moving range.</summary>
    /// <param name="values">One per period in order of time; null for a period without data.</param>
    /// <param name="baselinePeriods">How many of the first periods make the centre and the spread; 1 to all.</param>
    /// <returns>Chart in the unit of the values; limits aren't cut (a duration's lower one may be negative). Fewer than two values in succession in the baseline, or no variation: no limits.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value that isn't finite, a baseline of 0 or of more periods than given.</exception>
    /// <remarks>Mean ± 3 × mean moving range ÷ 1.128: Montgomery, 6th ed., section 6.4. Moving ranges are not taken across a gap.</remarks>
    public static ControlChartResult Individuals(IReadOnlyList<double?> values, int baselinePeriods)
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckBaseline(values.Count, baselinePeriods);
        foreach (var value in values)
        {
            Arguments.Finite(value ?? 0, nameof(values));
        }

        var baseline = values.Take(baselinePeriods).ToList();
        var known = baseline.OfType<double>().ToList();
        double? center = known.Count == 0 ? null : known.Average();
        var spread = MeanMovingRange(baseline) / D2;
        var why = spread is null ? NoLimits.NoBaselineData : spread == 0 ? NoLimits.NoVariation : NoLimits.HasLimits;
        var limits = why == NoLimits.HasLimits ? new ChartLimits(center!.Value - (3 * spread!.Value), center.Value + (3 * spread.Value)) : null;
        return Chart(center, false, null, null, why, values, [.. values.Select(value => value is null ? null : limits)], _ => spread!.Value);
    }

    /// <summary>Three-sigma limits of a share.</summary>
    /// <param name="center">Long-run share, 0 to 1.</param>
    /// <param name="size">Cases of the period; above 0.</param>
    /// <param name="sigmaZ">Laney's factor; 1 for the plain p chart.</param>
    /// <returns>Limits as shares; the lower one is cut at 0, the upper one at 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A share outside 0 to 1, a period without cases, a negative factor.</exception>
    public static ChartLimits ProportionLimits(double center, double size, double sigmaZ = 1)
    {
        if (!(center >= 0 && center <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(center), center, "A share lies between 0 and 1.");
        }

        var half = HalfWidth(center * (1 - center), size, sigmaZ);
        return new ChartLimits(Math.Max(0, center - half), Math.Min(1, center + half));
    }

    /// <summary>Three-sigma limits of a rate.</summary>
    /// <param name="center">Long-run events per unit of exposure; 0 or more.</param>
    /// <param name="size">Exposure of the period; above 0.</param>
    /// <param name="sigmaZ">Laney's factor; 1 for the plain u chart.</param>
    /// <returns>Limits per unit of exposure; the lower one is cut at 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or infinite rate, a period without exposure, a negative factor.</exception>
    public static ChartLimits RateLimits(double center, double size, double sigmaZ = 1)
    {
        if (!double.IsFinite(center) || center < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(center), center, "A rate is a finite number, 0 or more.");
        }

        var half = HalfWidth(center, size, sigmaZ);
        return new ChartLimits(Math.Max(0, center - half), center + half);
    }

    private static double HalfWidth(double variance, double size, double sigmaZ)
    {
        if (!double.IsFinite(size) || size <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "A period without cases has no limits.");
        }

        if (!double.IsFinite(sigmaZ) || sigmaZ < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(sigmaZ), sigmaZ, "The factor is a finite number, 0 or more; 1 for plain limits.");
        }

        return 3 * sigmaZ * Math.Sqrt(variance / size);
    }

    private static ControlChartResult Counts(
        IReadOnlyList<ChartPeriod> periods, int baselinePeriods, Laney laney, Func<double, double> variance, Func<double, double, double, ChartLimits> limitsOf)
    {
        var values = periods.Select(period => period.Size > 0 ? period.Count / period.Size : (double?)null).ToList();
        var baseline = periods.Take(baselinePeriods).ToList();
        var size = baseline.Sum(period => period.Size);
        var none = new ChartLimits?[periods.Count];
        if (size == 0)
        {
            return Chart(null, false, null, null, NoLimits.NoBaselineData, values, none, _ => 1);
        }

        var center = baseline.Sum(period => (double)period.Count) / size;
        if (variance(center) <= 0)
        {
            return Chart(center, false, null, null, NoLimits.NoVariation, values, none, _ => 1);
        }

        var scores = baseline.Select((period, i) => (values[i] - center) / Math.Sqrt(variance(center) / period.Size)).ToList();
        var known = scores.OfType<double>().ToList();
        var sigmaZ = MeanMovingRange(scores) / D2;
        double? dispersion = known.Count < 2 ? null : SpecialFunctions.GammaUpperRegularized((known.Count - 1) / 2.0, known.Sum(z => z * z) / 2);
        var widen = sigmaZ is not null && laney switch
        {
            Laney.Always => sigmaZ > 0,
            Laney.Never => false,
            _ => sigmaZ > 1 && dispersion < Significance,
        };
        var factor = widen ? sigmaZ!.Value : 1;
        var limits = periods.Select(period => period.Size > 0 ? limitsOf(center, period.Size, factor) : null).ToArray();
        return Chart(center, widen, sigmaZ, dispersion, NoLimits.HasLimits, values, limits, i => factor * Math.Sqrt(variance(center) / periods[i].Size));
    }

    private static ControlChartResult Chart(
        double? center, bool isLaney, double? sigmaZ, double? dispersion, NoLimits why, IReadOnlyList<double?> values, ChartLimits?[] limits, Func<int, double> errorOf)
    {
        var signals = why == NoLimits.HasLimits ? RunRules.Find(values, limits, center!.Value) : null;
        var points = values.Select((value, i) => new ChartPoint(
            value,
            limits[i],
            signals?[i].Signals ?? ChartSignals.None,
            signals?[i].Since,
            limits[i] is null ? null : (value - center) / errorOf(i))).ToList();
        return new ControlChartResult(center, isLaney, sigmaZ, dispersion, why, points);
    }

    /// <summary>Mean distance of neighbours; null when no two values stand side by side.</summary>
    private static double? MeanMovingRange(List<double?> values)
    {
        var ranges = values.Zip(values.Skip(1), (first, second) => Math.Abs((second - first) ?? double.NaN)).Where(range => !double.IsNaN(range)).ToList();
        return ranges.Count == 0 ? null : ranges.Average();
    }

    private static void Check(IReadOnlyList<ChartPeriod> periods, int baselinePeriods)
    {
        ArgumentNullException.ThrowIfNull(periods);
        CheckBaseline(periods.Count, baselinePeriods);
        foreach (var period in periods)
        {
            Arguments.CountOver(period.Count, period.Size, nameof(ChartPeriod.Count), nameof(ChartPeriod.Size));
        }
    }

    private static void CheckBaseline(int periods, int baselinePeriods)
    {
        if (baselinePeriods < 1 || baselinePeriods > periods)
        {
            throw new ArgumentOutOfRangeException(nameof(baselinePeriods), baselinePeriods, $"The baseline is the first 1 to {periods} of the periods given.");
        }
    }
}
