using MathNet.Numerics.Distributions;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A forecast of one later period of a count.</summary>
/// <param name="Mean">Expected events; above 0.</param>
/// <param name="Variance">Of the count itself; at least the mean.</param>
/// <param name="Level">Of the interval.</param>
public sealed record CountPrediction(double Mean, double Variance, double Level = Interval.UsualLevel)
{
    /// <summary>The period has at least so many, with all but half of the chance of error.</summary>
    public long Lower => At((1 - Level) / 2);

    /// <summary>It has at most so many, likewise.</summary>
    public long Upper => At((1 + Level) / 2);

    /// <summary>The same with standard deviations so many times as large; 1 or more.</summary>
    public CountPrediction Widened(double factor) => this with { Variance = Variance * factor * factor };

    private long At(double chance)
    {
        double excess = Variance - Mean;
        return OverdispersedCount.Quantile(chance, Mean, excess > 1e-9 * Mean ? Mean * Mean / excess : null);
    }
}

/// <summary>Forecasts of counts: exponential smoothing for the mean, whole numbers for the limits.</summary>
/// <param name="Model">The smoothing model chosen.</param>
/// <param name="Predictions">One per period asked for, the next one first.</param>
/// <param name="HasSeason">The year's wave was taken off before smoothing and put back after.</param>
/// <remarks>
/// <see cref="ExponentialSmoothing"/> takes values as normal, which gives small counts limits below 0 and too narrow ones where chance alone spreads a count by the root
/// of its mean. Here its mean and variance, the variance never below the mean, are those of a negative binomial (a Poisson when equal), whose quantiles are the limits. They are
/// whole numbers, so that an interval holds at least its level: with a mean of 2 the 95 % interval 0 to 5 holds 98 %.
/// A season of twelve free months asks too much of a count of ten a month: a yearly and a half-yearly wave beside a trend (quasi-Poisson) stand for it, and only
/// where they say more than chance would (F test of the deviance at 1 %, as R's <c>anova(test = "F")</c>); then counts are seasonally adjusted before smoothing, as in the Theta and
/// damped benchmarks of the M competitions (Makridakis, Spiliotis and Assimakopoulos, Int. J. Forecasting 36, 2020, 54–74).
/// </remarks>
public sealed record CountForecast(SmoothingModel Model, IReadOnlyList<CountPrediction> Predictions, bool HasSeason)
{
    /// <summary>Years that must have been seen before a season is looked for.</summary>
    private const int YearsForSeason = 2;

    private const double SeasonAt = 0.01;

    /// <summary>Forecasts a count.</summary>
    /// <param name="counts">Oldest first, without gaps; 0 or more (not whole where what isn't reported yet was added).</param>
    /// <param name="periodsPerYear">Periods of a season; 12 for months, 1 for none.</param>
    /// <param name="steps">How many periods; 1 or more.</param>
    /// <param name="level">Of the intervals, between 0 and 1.</param>
    /// <param name="usual">
    /// The season of what the count is part of (<see cref="Season"/>), up to the last period forecast; the count's own is then looked for beside it. Null = none is known.
    /// </param>
    /// <returns>Null with fewer than eight periods.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative or not finite count, no steps, a level outside 0 to 1.</exception>
    public static CountForecast? Of(IReadOnlyList<double> counts, int periodsPerYear = 12, int steps = 6, double level = Interval.UsualLevel, IReadOnlyList<double>? usual = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        foreach (double count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
        }

        double[]? parent = usual is null ? null : [.. usual.TakeLast(counts.Count + steps)];
        double[]? own = Season(counts, periodsPerYear, steps, parent);
        double Factor(int t) => (parent?[t] ?? 1) * (own?[t] ?? 1);
        if (ExponentialSmoothing.Forecast([.. counts.Select((c, t) => c / Factor(t))], periodsPerYear: 1, steps, level) is not { } smooth)
        {
            return null;
        }

        double z = Tails.NormalQuantile(level);
        double least = 0.5 / counts.Count; // a series without an event has had fewer than one
        return new(
            smooth.Model,
            [
                .. smooth.Predictions.Select((p, h) =>
                {
                    double factor = Factor(counts.Count + h);
                    double mean = Math.Max(p.Mean * factor, least);
                    double deviation = factor * (p.Interval.Upper - p.Interval.Lower) / (2 * z);
                    return new CountPrediction(mean, Math.Max(mean, deviation * deviation), level);
                }),
            ],
            parent is not null || own is not null);
    }

    /// <summary>The year's wave as factors around 1.</summary>
    /// <param name="counts">Oldest first; 0 or more.</param>
    /// <param name="periodsPerYear">Periods of a season.</param>
    /// <param name="steps">Periods to come.</param>
    /// <param name="beside">Factors of a season that is known already; null for none.</param>
    /// <returns>One for each period seen and to come; null with less than two years, or when chance could have made the wave.</returns>
    public static double[]? Season(IReadOnlyList<double> counts, int periodsPerYear, int steps, IReadOnlyList<double>? beside = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        int n = counts.Count;
        if (periodsPerYear < 4 || n < YearsForSeason * periodsPerYear)
        {
            return null;
        }

        double[] Waves(int t)
        {
            double angle = 2 * Math.PI * t / periodsPerYear;
            return [Math.Sin(angle), Math.Cos(angle), Math.Sin(2 * angle), Math.Cos(2 * angle)];
        }

        long[] whole = [.. counts.Select(c => (long)Math.Round(c))];
        double[]? exposure = beside is null ? null : [.. beside.Take(n)];
        double[][] plain = [.. Enumerable.Range(0, n).Select(t => (double[])[1, (double)t / n])];
        if (CountRegression.QuasiPoisson(plain, whole, exposure) is not { } without
            || CountRegression.QuasiPoisson([.. plain.Select((row, t) => (double[])[.. row, .. Waves(t)])], whole, exposure) is not { Dispersion: { } dispersion } with)
        {
            return null;
        }

        const int waves = 4;
        double ratio = (without.Deviance - with.Deviance) / waves / Math.Max(dispersion, 1);
        if (!(ratio > 0) || FisherSnedecor.CDF(waves, n - waves - 2, ratio) < 1 - SeasonAt)
        {
            return null;
        }

        double[] log = [.. Enumerable.Range(0, n + steps).Select(t => Waves(t).Zip(with.Coefficients.Skip(2), (x, b) => x * b).Sum())];
        return [.. log.Select(Math.Exp)];
    }
}
