using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>Rates of many groups held to what all of them have in common.</summary>
/// <param name="Shape">Of the gamma distribution that the true rates follow; infinite when the groups don't differ by more than chance.</param>
/// <param name="Mean">Of that distribution: events per unit of exposure.</param>
/// <param name="Rates">One per group, in the order given: posterior mean with equal-tailed interval.</param>
public sealed record ShrunkRates(double Shape, double Mean, IReadOnlyList<RateEstimate> Rates);

/// <summary>Empirical-Bayes shrinkage of rare rates: a group of ten units with one failure isn't the worst of all.</summary>
/// <remarks>
/// Gamma–Poisson, the gamma's parameters by maximum marginal likelihood (negative binomial): Clayton and Kaldor, Biometrics 43 (1987), 671–681. The intervals take the
/// gamma as known, so they are a little narrow with few groups.
/// </remarks>
public static class RateShrinkage
{
    private const double MostShape = 1e6;

    /// <summary>Estimates the common distribution and each group's rate.</summary>
    /// <param name="groups">Events (0 or more) and exposure (0 or more) of each; a group without exposure gets the common mean.</param>
    /// <param name="level">Level of the intervals, between 0 and 1.</param>
    /// <returns>Null when there is no exposure or no event at all.</returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number, events without exposure, a level outside 0 to 1.</exception>
    public static ShrunkRates? Estimate(IReadOnlyList<(long Count, double Exposure)> groups, double level = Interval.UsualLevel)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Arguments.Level(level);
        List<(long Count, double Exposure)> seen = [.. groups.Where(g => Arguments.CountOver(g.Count, g.Exposure, nameof(groups), nameof(groups)))];
        double events = seen.Sum(g => (double)g.Count), exposure = seen.Sum(g => g.Exposure);
        if (events == 0)
        {
            return null;
        }

        // For each shape the best mean by a few fixed-point steps; the profile has one maximum, found by golden section on the log scale.
        double MeanAt(double shape)
        {
            double mean = events / exposure;
            for (int i = 0; i < 500; i++)
            {
                double up = 0, down = 0;
                foreach ((long y, double e) in seen)
                {
                    double weight = shape / (shape + (mean * e));
                    up += weight * y;
                    down += weight * e;
                }

                double next = up / down;
                if (Math.Abs(next - mean) <= 1e-14 * mean)
                {
                    return next;
                }

                mean = next;
            }

            return mean;
        }

        double LogLikelihood(double shape)
        {
            double mean = MeanAt(shape), sum = 0;
            foreach ((long y, double e) in seen)
            {
                double m = mean * e;
                sum += SpecialFunctions.GammaLn(y + shape) - SpecialFunctions.GammaLn(shape) - ((y + shape) * SpecialFunctions.Log1p(m / shape)) + (y * Math.Log(m / shape));
            }

            return sum;
        }

        double low = Math.Log(1e-3), high = Math.Log(MostShape);
        double golden = (Math.Sqrt(5) - 1) / 2;
        double left = high - (golden * (high - low)), right = low + (golden * (high - low));
        (double atLeft, double atRight) = (LogLikelihood(Math.Exp(left)), LogLikelihood(Math.Exp(right)));
        while (high - low > 1e-9)
        {
            if (atLeft < atRight)
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (golden * (high - low));
                atRight = LogLikelihood(Math.Exp(right));
            }
            else
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (golden * (high - low));
                atLeft = LogLikelihood(Math.Exp(left));
            }
        }

        double shape = Math.Exp((low + high) / 2);
        if (shape > MostShape / 10)
        {
            shape = double.PositiveInfinity; // no more spread than chance
        }

        double mean = double.IsInfinity(shape) ? events / exposure : MeanAt(shape);
        double tail = (1 - level) / 2;
        return new(shape, mean, [.. groups.Select(g => Rate(g.Count, g.Exposure))]);

        RateEstimate Rate(long count, double e)
        {
            if (double.IsInfinity(shape))
            {
                return new(mean, new(mean, mean, level));
            }

            (double a, double b) = (shape + count, (shape / mean) + e);
            return new(a / b, new(Gamma.InvCDF(a, b, tail), Gamma.InvCDF(a, b, 1 - tail), level));
        }
    }
}
