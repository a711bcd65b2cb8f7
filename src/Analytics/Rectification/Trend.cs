using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Rectification;

/// <summary>Counts of one month with what they were seen over.</summary>
/// <param name="Month">The month.</param>
/// <param name="Tickets">Tickets of the model and fault.</param>
/// <param name="Exposure">Unit-months, or tickets of the model.</param>
public readonly record struct FaultMonth(ReportingMonth Month, long Tickets, double Exposure);

/// <summary>What the months after a measure would have been if the trend before had gone on.</summary>
internal static class Trend
{
    /// <summary>Months before that a straight line needs to be worth drawing.</summary>
    private const int FewestMonths = 4;

    private const int FewestTickets = 10;

    /// <summary>Tickets after ÷ tickets that the trend before leads to expect.</summary>
    /// <returns>
    /// The ratio with an approximate interval; null with fewer than four months or ten tickets before, or when the line can't be fitted.
    /// </returns>
    /// <remarks>
    /// Log-linear Poisson regression of the months before on time, by Newton's method, carried on over the months after. Interval by the delta
    /// method on the log ratio: variance of the line's expectation plus that of the count after. A line through six months is uncertain; the
    /// interval is wide for that reason and the verdict doesn't rest on it.
    /// </remarks>
    public static (double Ratio, Interval Interval)? Adjusted(IReadOnlyList<FaultMonth> before, IReadOnlyList<FaultMonth> after)
    {
        FaultMonth[] seen = [.. before.Where(m => m.Exposure > 0)];
        long count = after.Sum(m => m.Tickets);
        if (seen.Length < FewestMonths || seen.Sum(m => m.Tickets) < FewestTickets || count == 0)
        {
            return null;
        }

        int origin = Index(seen[^1].Month);
        double level = Math.Log(seen.Sum(m => m.Tickets) / seen.Sum(m => m.Exposure));
        double slope = 0;
        (double A, double B, double C) information = default;
        for (int step = 0; step < 50; step++)
        {
            double u = 0;
            double v = 0;
            information = default;
            foreach (FaultMonth m in seen)
            {
                int t = Index(m.Month) - origin;
                double mean = m.Exposure * Math.Exp(level + (slope * t));
                u += m.Tickets - mean;
                v += t * (m.Tickets - mean);
                information = (information.A + mean, information.B + (t * mean), information.C + (t * t * mean));
            }

            double determinant = (information.A * information.C) - (information.B * information.B);
            double byLevel = ((information.C * u) - (information.B * v)) / determinant;
            double bySlope = ((information.A * v) - (information.B * u)) / determinant;
            level += byLevel;
            slope += bySlope;
            if (!double.IsFinite(level) || !double.IsFinite(slope))
            {
                return null;
            }

            if (Math.Abs(byLevel) + Math.Abs(bySlope) < 1e-10)
            {
                break;
            }
        }

        double expected = 0;
        double weighted = 0;
        foreach (FaultMonth m in after)
        {
            int t = Index(m.Month) - origin;
            double mean = m.Exposure * Math.Exp(level + (slope * t));
            expected += mean;
            weighted += t * mean;
        }

        // d log E / d level = 1, d log E / d slope = the weighted mean time after.
        double time = weighted / expected;
        double d = (information.A * information.C) - (information.B * information.B);
        double variance = ((information.C - (2 * time * information.B) + (time * time * information.A)) / d) + (1.0 / count);
        double ratio = count / expected;
        double half = Math.Exp(Tails.NormalQuantile(Interval.UsualLevel) * Math.Sqrt(variance));
        return double.IsFinite(ratio) && double.IsFinite(half) ? (ratio, new Interval(ratio / half, ratio * half)) : null;
    }

    private static int Index(ReportingMonth month) => (month.First.Year * 12) + month.First.Month;
}
