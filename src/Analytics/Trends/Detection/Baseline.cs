using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Trends.Detection;

/// <summary>The past of one series as a log-linear model: level, trend, season; and what it foretells.</summary>
/// <remarks>
/// Level free; trend and two yearly waves each with a normal prior around 0 whose width all series together have told, so that a season is
/// followed where there is one and costs next to nothing where there is none.
/// </remarks>
internal sealed class Baseline
{
    private const int Level = 0;
    private const int Trend = 1;

    /// <summary>Residuals beyond this are an outbreak of the past (as Noufaily et al. 2013), and weigh less the farther out they are.</summary>
    private const double OutbreakResidual = 2.58;

    private readonly double[] design;
    private readonly double[] counts;
    private readonly double[] offset;
    private readonly double[] weights;
    private readonly double[] coefficients;
    private readonly double[] covariance;
    private readonly int columns;
    private readonly double origin;
    private readonly double periodsPerYear;

    /// <summary>Takes the periods from first up to and without end.</summary>
    public Baseline(IReadOnlyList<long> all, IReadOnlyList<double>? exposure, int first, int end, double periodsPerYear)
    {
        int n = end - first;
        this.periodsPerYear = periodsPerYear;
        origin = first + ((n - 1) / 2.0);
        columns = n >= 2 * periodsPerYear ? 6 : n >= periodsPerYear ? 2 : 1;
        design = new double[n * columns];
        counts = new double[n];
        offset = new double[n];
        weights = new double[n];
        coefficients = new double[columns];
        covariance = new double[columns * columns];
        double allExposure = 0;
        for (int i = 0; i < n; i++)
        {
            double e = exposure?[first + i] ?? 1;
            counts[i] = all[first + i];
            weights[i] = e > 0 ? 1 : 0;
            offset[i] = e > 0 ? Math.Log(e) : 0;
            allExposure += e;
            Events += e > 0 ? all[first + i] : 0;
            Periods += e > 0 ? 1 : 0;
            Row(first + i, design.AsSpan(i * columns, columns));
        }

        Exposure = allExposure;
        coefficients[Level] = Events > 0 ? Math.Log(Events / allExposure) : 0;
        Own = new(1, 0);
    }

    public double Exposure { get; }

    public double Events { get; }

    public int Periods { get; }

    public bool HasSeason => columns == 6;

    public bool HasTrend => columns > 1;

    /// <summary>What the series itself tells of its dispersion, with the degrees of freedom that its counts are worth.</summary>
    public (double Dispersion, double Freedom) Own { get; private set; }

    /// <summary>An estimate of one coefficient as if it had no prior, with its variance before dispersion.</summary>
    public (double Estimate, double Variance) Free(int coefficient, double priorVariance, double dispersion)
    {
        double variance = covariance[(coefficient * columns) + coefficient] * dispersion;
        double kept = 1 - (variance / priorVariance);
        return kept > 0.02 ? (coefficients[coefficient] / kept, variance / kept) : (0, double.PositiveInfinity);
    }

    /// <summary>Fits with the prior; false when there are no events.</summary>
    public bool Fit(SharedVariation shared, double dispersion)
    {
        if (Events == 0)
        {
            return false;
        }

        Span<double> precision = stackalloc double[columns];
        if (HasTrend)
        {
            precision[Trend] = Precision(shared.TrendDeviation);
        }

        for (int j = 2; j < columns; j++)
        {
            precision[j] = Precision(j < 4 ? shared.SeasonDeviation : shared.HalfYearDeviation);
        }

        bool fits = CountRegression.Fit(design, columns, counts, offset, weights, precision, coefficients, covariance, tolerance: 1e-6);
        if (!fits)
        {
            // The level alone always has an answer.
            Array.Clear(coefficients);
            Array.Clear(covariance);
            coefficients[Level] = Math.Log(Events / Exposure);
            covariance[0] = 1 / Events;
        }

        return true;

        double Precision(double deviation) => dispersion / Math.Max(deviation * deviation, 1e-6);
    }

    /// <summary>Pearson's dispersion of the fitted past.</summary>
    public void MeasureDispersion(SharedVariation shared, double dispersion)
    {
        double chiSquare = 0, weight = 0, means = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            if (weights[i] > 0)
            {
                double mean = Mean(i);
                chiSquare += weights[i] * (counts[i] - mean) * (counts[i] - mean) / mean;
                weight += weights[i];
                means += weights[i] * mean;
            }
        }

        double used = 1;
        for (int j = 1; j < columns; j++)
        {
            double deviation = j == Trend ? shared.TrendDeviation : j < 4 ? shared.SeasonDeviation : shared.HalfYearDeviation;
            used += Math.Clamp(1 - (covariance[(j * columns) + j] * dispersion / Math.Max(deviation * deviation, 1e-6)), 0, 1);
        }

        double freedom = weight - used;
        if (freedom < 3 || means <= 0)
        {
            return;
        }

        // A Pearson residual of a small count varies more than that of a large one: variance 2 + 1/mean instead of 2.
        double worth = freedom * 2 / (2 + (weight / means));
        Own = (chiSquare / freedom, worth);
    }

    /// <summary>Past outbreaks weigh less from now on.</summary>
    public void WeighOutbreaks(double dispersion)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            if (weights[i] <= 0)
            {
                continue;
            }

            // Anscombe's residual: near normal for Poisson counts.
            double mean = Mean(i);
            double residual = 1.5 * (Math.Pow(counts[i], 2 / 3.0) - Math.Pow(mean, 2 / 3.0)) / Math.Pow(mean, 1 / 6.0) / Math.Sqrt(dispersion);
            weights[i] = residual > OutbreakResidual ? OutbreakResidual * OutbreakResidual / (residual * residual) : 1;
        }
    }

    /// <summary>What the model foretells for some later periods together: mean, and relative variance of the mean.</summary>
    public (double Mean, double Variance) Foretell(IReadOnlyList<double>? exposure, int first, int count, double dispersion)
    {
        double sum = 0;
        Span<double> gradient = stackalloc double[columns];
        Span<double> row = stackalloc double[columns];
        for (int t = first; t < first + count; t++)
        {
            Row(t, row);
            double eta = 0;
            for (int j = 0; j < columns; j++)
            {
                eta += row[j] * coefficients[j];
            }

            double mean = (exposure?[t] ?? 1) * (Events > 0 ? Math.Exp(eta) : 0.5 / Exposure);
            sum += mean;
            for (int j = 0; j < columns; j++)
            {
                gradient[j] += mean * row[j];
            }
        }

        if (Events == 0 || sum <= 0)
        {
            return (sum, 2); // half an event, as Jeffreys' prior has it
        }

        double variance = 0;
        for (int j = 0; j < columns; j++)
        {
            for (int l = 0; l < columns; l++)
            {
                variance += gradient[j] * gradient[l] * covariance[(j * columns) + l];
            }
        }

        // Half an event added to the past: between the two exact conditional tails lies their mid-p.
        variance *= dispersion / (sum * sum);
        return (sum * (1 + (variance / 2)), variance / (1 + (variance / 2)));
    }

    /// <summary>The model's mean for each period of the series, past and present.</summary>
    public double[] Expectation(IReadOnlyList<double>? exposure, int periods)
    {
        double[] means = new double[periods];
        Span<double> row = stackalloc double[columns];
        for (int t = 0; t < periods; t++)
        {
            Row(t, row);
            double eta = 0;
            for (int j = 0; j < columns; j++)
            {
                eta += row[j] * coefficients[j];
            }

            means[t] = (exposure?[t] ?? 1) * (Events > 0 ? Math.Exp(eta) : 0.5 / Exposure);
        }

        return means;
    }

    private double Mean(int i)
    {
        double eta = offset[i];
        for (int j = 0; j < columns; j++)
        {
            eta += design[(i * columns) + j] * coefficients[j];
        }

        return Math.Exp(eta);
    }

    private void Row(int t, Span<double> row)
    {
        row[Level] = 1;
        if (columns > 1)
        {
            row[Trend] = (t - origin) / periodsPerYear;
        }

        if (columns == 6)
        {
            double angle = 2 * Math.PI * t / periodsPerYear;
            (row[2], row[3]) = Math.SinCos(angle);
            (row[4], row[5]) = Math.SinCos(2 * angle);
        }
    }
}
