using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;
using MathNet.Numerics.Random;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A forecast of one later period.</summary>
/// <param name="Mean">Expected value.</param>
/// <param name="Interval">Prediction interval of the value itself, not of its mean.</param>
public sealed record Prediction(double Mean, Interval Interval);

/// <summary>A fitted exponential-smoothing model with its forecasts.</summary>
/// <param name="Model">Which.</param>
/// <param name="LogLikelihood">As R's forecast::ets states it: −½ (n log Σ e² + 2 Σ log |mean|), constants left out.</param>
/// <param name="Aicc">By which the model was chosen; smaller is better.</param>
/// <param name="Predictions">One per period asked for, the next one first.</param>
public sealed record SmoothingForecast(SmoothingModel Model, double LogLikelihood, double Aicc, IReadOnlyList<Prediction> Predictions);

/// <summary>Exponential smoothing in state-space form, the model chosen by itself; and seasonal naive.</summary>
/// <remarks>
/// Hyndman, Koehler, Snyder and Grose, Int. J. Forecasting 18 (2002), 439–454; Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008), chapters 2, 5 and 6. Smoothing
/// parameters and initial states by maximum likelihood (Nelder–Mead), the model by the smallest AICc. Intervals: exact where errors and all components are added, else by 4,000 simulated
/// paths with a fixed seed. Values are normal around their means: a series of small counts gets symmetric intervals, cut at 0 by whoever knows that it counts.
/// </remarks>
public static class ExponentialSmoothing
{
    private const int Paths = 4000;

    /// <summary>Fits every model that the values allow, and forecasts with the best.</summary>
    /// <param name="values">Oldest first, without gaps.</param>
    /// <param name="periodsPerYear">Periods of a season: 12 for months; 1 looks for none. A season needs two years and a half.</param>
    /// <param name="steps">How many periods to forecast; 1 or more.</param>
    /// <param name="level">Of the intervals, between 0 and 1.</param>
    /// <returns>Null with fewer than eight values, too few for a model and its uncertainty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value that is not finite, no steps, a level outside 0 to 1.</exception>
    public static SmoothingForecast? Forecast(IReadOnlyList<double> values, int periodsPerYear = 12, int steps = 12, double level = Interval.UsualLevel)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        Arguments.Level(level);
        foreach (double value in values)
        {
            Arguments.Finite(value, nameof(values));
        }

        const int fewest = 8;
        if (values.Count < fewest)
        {
            return null;
        }

        // Worked on a scale of its own, so that the search knows how far to step.
        double scale = values.Average(Math.Abs) is var size && size > 0 ? size : 1;
        double[] y = [.. values.Select(v => v / scale)];
        if (y.All(v => v == y[0]))
        {
            // A constant says that it is constant; a likelihood of no error has no maximum.
            return new(new(false, Component.None, Component.None), double.PositiveInfinity, double.NegativeInfinity, [.. Enumerable.Repeat(new Prediction(values[0], new(values[0], values[0])), steps)]);
        }

        bool hasSeason = periodsPerYear > 1 && y.Length >= (2.5 * periodsPerYear);
        Fit? best = SmoothingModel.All(y.All(v => v > 0), hasSeason).Select(m => FitOf(m, y, periodsPerYear)).OfType<Fit>().MinBy(f => f.Aicc);
        if (best is null)
        {
            return null;
        }

        double logScale = y.Length * Math.Log(scale);
        return new(
            best.Model,
            best.LogLikelihood - logScale,
            best.Aicc + (2 * logScale),
            [.. Predict(best, steps, level).Select(p => new Prediction(p.Mean * scale, new(p.Interval.Lower * scale, p.Interval.Upper * scale)))]);
    }

    /// <summary>The value of a year before.</summary>
    /// <param name="values">Oldest first; at least a year and one.</param>
    /// <param name="periodsPerYear">Periods of a season.</param>
    /// <param name="steps">How many periods to forecast.</param>
    /// <param name="level">Of the intervals.</param>
    /// <returns>Null with a year of values or less. Intervals as if the yearly differences were normal and independent, as R's snaive has them.</returns>
    public static IReadOnlyList<Prediction>? SeasonalNaive(IReadOnlyList<double> values, int periodsPerYear = 12, int steps = 12, double level = Interval.UsualLevel)
    {
        ArgumentNullException.ThrowIfNull(values);
        Arguments.Level(level);
        int n = values.Count;
        if (n <= periodsPerYear)
        {
            return null;
        }

        double deviation = Math.Sqrt(Enumerable.Range(periodsPerYear, n - periodsPerYear).Average(i => Math.Pow(values[i] - values[i - periodsPerYear], 2)));
        double z = Tails.NormalQuantile(level);
        return
        [
            .. Enumerable.Range(0, steps).Select(h =>
            {
                double mean = values[n - periodsPerYear + (h % periodsPerYear)], half = z * deviation * Math.Sqrt(1 + (h / periodsPerYear));
                return new Prediction(mean, new(mean - half, mean + half));
            }),
        ];
    }

    private sealed record Fit(SmoothingModel Model, SmoothingState Last, double Variance, double LogLikelihood, double Aicc);

    private static Fit? FitOf(SmoothingModel model, double[] y, int season)
    {
        int n = y.Length;
        double[] start = Start(model, y, season);
        int parameters = start.Length + 1;
        if (n <= parameters + 1)
        {
            return null;
        }

        double least = double.PositiveInfinity;
        double[] best = start;
        double Badness(Vector<double> at)
        {
            double[] p = at.AsArray() ?? at.ToArray();
            double badness = Likelihood(model, p, y, season, out _, out _);
            if (badness < least)
            {
                (least, best) = (badness, [.. p]);
            }

            return double.IsFinite(badness) ? badness : 1e10;
        }

        Badness(Vector<double>.Build.DenseOfArray(start));
        for (int round = 0; round < 3; round++)
        {
            double reach = round == 0 ? 0.1 : 0.04;
            try
            {
                NelderMeadSimplex.Minimum(
                    ObjectiveFunction.Value(Badness),
                    Vector<double>.Build.DenseOfArray(best),
                    Vector<double>.Build.Dense(best.Length, i => (best[i] > 0.5 ? -1 : 1) * reach * (i < model.Smoothing ? 1 : 0.5)),
                    1e-8,
                    400 + (120 * best.Length));
            }
            catch (MaximumIterationsException)
            {
                // As far as it came is kept; the next round goes on from there.
                continue;
            }
        }

        if (!double.IsFinite(least))
        {
            return null;
        }

        Likelihood(model, best, y, season, out SmoothingState last, out double squares);
        double aicc = least + (2 * parameters) + (2.0 * parameters * (parameters + 1) / (n - parameters - 1));
        return new(model, last, squares / Math.Max(1, n - start.Length), -least / 2, aicc);
    }

    /// <summary>−2 log likelihood, constants left out; infinite outside of the parameters' bounds.</summary>
    private static double Likelihood(SmoothingModel model, double[] p, double[] y, int season, out SmoothingState state, out double squares)
    {
        squares = 0;
        state = new() { Alpha = p[0], Phi = 1, Season = model.Season == Component.None ? [] : new double[season] };
        int i = 1;
        state.Beta = model.HasTrend ? p[i++] : 0;
        state.Gamma = model.Season != Component.None ? p[i++] : 0;
        state.Phi = model.Trend == Component.Damped ? p[i++] : 1;
        const double least = 1e-4;
        if (state.Alpha < least || state.Alpha > 1 - least || (model.HasTrend && (state.Beta < least || state.Beta > state.Alpha))
            || (model.Season != Component.None && (state.Gamma < least || state.Gamma > 1 - state.Alpha))
            || (model.Trend == Component.Damped && state.Phi is < 0.8 or > 0.98))
        {
            return double.PositiveInfinity;
        }

        state.Level = p[i++];
        state.Slope = model.HasTrend ? p[i++] : 0;
        if (model.Season != Component.None)
        {
            double sum = 0;
            for (int j = 0; j < season - 1; j++)
            {
                sum += state.Season[j] = p[i++];
            }

            state.Season[season - 1] = (model.Season == Component.Multiplicative ? season : 0) - sum;
            if (model.Season == Component.Multiplicative && state.Season.Any(s => s <= 0))
            {
                return double.PositiveInfinity;
            }
        }

        double logs = 0;
        foreach (double value in y)
        {
            double mean = state.Mean(model);
            if (model.IsMultiplicativeError && mean <= 1e-9)
            {
                return double.PositiveInfinity;
            }

            double error = model.IsMultiplicativeError ? (value - mean) / mean : value - mean;
            squares += error * error;
            logs += model.IsMultiplicativeError ? Math.Log(mean) : 0;
            state.Step(model, mean, error);
        }

        return (y.Length * Math.Log(Math.Max(squares, 1e-300))) + (2 * logs);
    }

    /// <summary>Where the search begins: usual smoothing parameters, states from a classical decomposition of the first years.</summary>
    private static double[] Start(SmoothingModel model, double[] y, int season)
    {
        bool isSeasonal = model.Season != Component.None, multiplied = model.Season == Component.Multiplicative;
        double[] pattern = isSeasonal ? Pattern(y, season, multiplied) : [];
        double[] plain = [.. y.Take(Math.Min(y.Length, Math.Max(10, season))).Select((v, i) => !isSeasonal ? v : multiplied ? v / pattern[i % season] : v - pattern[i % season])];
        double middle = (plain.Length - 1) / 2.0;
        double slope = model.HasTrend ? plain.Select((v, i) => v * (i - middle)).Sum() / plain.Select((_, i) => (i - middle) * (i - middle)).Sum() : 0;
        double intercept = plain.Average() - (slope * (middle + 1));
        List<double> start = [0.3];
        if (model.HasTrend)
        {
            start.Add(0.03);
        }

        if (isSeasonal)
        {
            start.Add(0.05);
        }

        if (model.Trend == Component.Damped)
        {
            start.Add(0.96);
        }

        start.Add(model.IsMultiplicativeError ? Math.Max(intercept, 0.05) : intercept);
        if (model.HasTrend)
        {
            start.Add(slope);
        }

        start.AddRange(isSeasonal ? pattern.Take(season - 1) : []);
        return [.. start];
    }

    private static double[] Pattern(double[] y, int season, bool multiplied)
    {
        int half = season / 2;
        List<double>[] departures = [.. Enumerable.Range(0, season).Select(_ => new List<double>())];
        for (int i = half; i < Math.Min(y.Length - half, 5 * season); i++)
        {
            double sum = Enumerable.Range(i - half, (2 * half) + 1).Sum(j => y[j]) - (season % 2 == 0 ? (y[i - half] + y[i + half]) / 2 : 0);
            double level = sum / season;
            departures[i % season].Add(multiplied ? y[i] / Math.Max(level, 1e-6) : y[i] - level);
        }

        double[] mean = [.. departures.Select(d => d.Count > 0 ? d.Average() : multiplied ? 1 : 0)];
        double centre = mean.Average();
        return [.. mean.Select(s => multiplied ? Math.Max(s / centre, 0.01) : s - centre)];
    }

    private static List<Prediction> Predict(Fit fit, int steps, double level)
    {
        SmoothingState state = fit.Last with { Season = [.. fit.Last.Season] };
        double[] means = new double[steps];
        for (int h = 0; h < steps; h++)
        {
            means[h] = state.Mean(fit.Model);
            state.Step(fit.Model, means[h], 0);
        }

        if (fit.Model.IsMultiplicativeError)
        {
            return Simulated(fit, means, level);
        }

        double z = Tails.NormalQuantile(level), variance = 1, damped = 0, power = 1;
        return [.. means.Select((mean, h) =>
        {
            if (h > 0)
            {
                power *= fit.Last.Phi;
                damped += power;
                double weight = fit.Last.Alpha + (fit.Model.HasTrend ? fit.Last.Beta * damped : 0)
                    + (fit.Model.Season != Component.None && h % fit.Last.Season.Length == 0 ? fit.Last.Gamma : 0);
                variance += weight * weight;
            }

            double far = z * Math.Sqrt(fit.Variance * variance);
            return new Prediction(mean, new(mean - far, mean + far));
        })];
    }

    private static List<Prediction> Simulated(Fit fit, double[] means, double level)
    {
        MersenneTwister random = new(1);
        double deviation = Math.Sqrt(fit.Variance);
        double[][] paths = [.. means.Select(_ => new double[Paths])];
        for (int i = 0; i < Paths; i++)
        {
            SmoothingState state = fit.Last with { Season = [.. fit.Last.Season] };
            for (int h = 0; h < means.Length; h++)
            {
                double mean = state.Mean(fit.Model), error = Math.Max(Normal.Sample(random, 0, deviation), -0.999);
                paths[h][i] = mean * (1 + error);
                state.Step(fit.Model, mean, error);
            }
        }

        double tail = (1 - level) / 2;
        return [.. means.Select((mean, h) => new Prediction(mean, new(At(paths[h], tail), At(paths[h], 1 - tail))))];

        static double At(double[] values, double share)
        {
            Array.Sort(values);
            double place = share * (values.Length - 1);
            int low = (int)place;
            return values[low] + ((place - low) * (values[Math.Min(low + 1, values.Length - 1)] - values[low]));
        }
    }
}
