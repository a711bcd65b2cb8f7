using MathNet.Numerics;

namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>A fitted log-linear model of counts.</summary>
/// <param name="Coefficients">One per column of the design, on the log scale.</param>
/// <param name="StandardErrors">One per coefficient; not finite numbers never occur (a model that can't be told is null instead).</param>
/// <param name="Covariance">Row by row, as many rows as coefficients; already multiplied by the dispersion.</param>
/// <param name="Fitted">Mean of each row.</param>
/// <param name="Dispersion">Quasi-Poisson: Pearson's chi-square ÷ (rows − coefficients); negative binomial: 1. Null when there are no more rows than coefficients.</param>
/// <param name="Size">Negative binomial: variance = mean + mean² / size. Null for quasi-Poisson, and when the counts vary no more than Poisson does.</param>
/// <param name="Deviance">Residual deviance.</param>
public sealed record CountFit(
    IReadOnlyList<double> Coefficients,
    IReadOnlyList<double> StandardErrors,
    IReadOnlyList<IReadOnlyList<double>> Covariance,
    IReadOnlyList<double> Fitted,
    double? Dispersion,
    double? Size,
    double Deviance);

/// <summary>Log-linear regression of counts over an exposure (offset), by iteratively reweighted least squares.</summary>
/// <remarks>
/// McCullagh and Nelder, Generalized Linear Models, 2nd ed. (1989), chapters 2, 6 and 9; the negative binomial's size by maximum likelihood in turn with the coefficients, as
/// Venables and Ripley, Modern Applied Statistics with S, 4th ed., section 7.4. The same as R's <c>glm(y ~ x + offset(log(e)), quasipoisson)</c> and <c>MASS::glm.nb</c>.
/// </remarks>
public static class CountRegression
{
    private const int MostSteps = 60;

    /// <summary>Quasi-Poisson: variance = dispersion × mean.</summary>
    /// <param name="design">One row per count, each with the same number of columns; write the intercept's 1 yourself.</param>
    /// <param name="counts">0 or more.</param>
    /// <param name="exposure">Above 0, one per count; null = 1 each.</param>
    /// <returns>Null when there is no finite answer: no events at all, columns that explain each other, or a group without any event (separation).</returns>
    /// <exception cref="ArgumentNullException">A list is missing.</exception>
    /// <exception cref="ArgumentException">Lists of different length, ragged rows, or fewer rows than columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, an exposure not above 0, a number that is not finite.</exception>
    public static CountFit? QuasiPoisson(IReadOnlyList<IReadOnlyList<double>> design, IReadOnlyList<long> counts, IReadOnlyList<double>? exposure = null)
    {
        Prepared data = Check(design, counts, exposure);
        double[] coefficients = data.Start();
        return Iterate(data, coefficients, size: null) is { } covariance ? Result(data, coefficients, covariance, null) : null;
    }

    /// <summary>Negative binomial: variance = mean + mean² / size, the size estimated.</summary>
    /// <inheritdoc cref="QuasiPoisson"/>
    public static CountFit? NegativeBinomial(IReadOnlyList<IReadOnlyList<double>> design, IReadOnlyList<long> counts, IReadOnlyList<double>? exposure = null)
    {
        Prepared data = Check(design, counts, exposure);
        double[] coefficients = data.Start();
        double[]? covariance = Iterate(data, coefficients, null);
        double? size = null;
        for (int round = 0; covariance is not null && round < 100; round++)
        {
            double? next = SizeOf(data, coefficients);
            if (next is null || (size is { } known && Math.Abs(next.Value - known) < 1e-10 * known))
            {
                size = next;
                break;
            }

            size = next;
            covariance = Iterate(data, coefficients, size);
        }

        return covariance is null ? null : Result(data, coefficients, Iterate(data, coefficients, size)!, size);
    }

    /// <summary>
    /// Fits with weights and a ridge (a normal prior around 0 per coefficient) in place, for whoever fits thousands of series.
    /// </summary>
    /// <param name="design">Row by row.</param>
    /// <param name="columns">Columns of the design.</param>
    /// <param name="counts">One per row.</param>
    /// <param name="offset">Logarithm of the exposure, one per row.</param>
    /// <param name="weights">Prior weights, one per row; 0 leaves a row out.</param>
    /// <param name="precision">1 ÷ variance of the prior of each coefficient; 0 = free.</param>
    /// <param name="coefficients">Start values in, estimates out.</param>
    /// <param name="covariance">Inverse of the penalised information, row by row: multiply by the dispersion.</param>
    /// <param name="size">Size of a negative binomial; null for Poisson.</param>
    /// <param name="tolerance">The largest step that counts as having arrived, on the log scale.</param>
    /// <returns>False when there is no finite answer.</returns>
    internal static bool Fit(
        ReadOnlySpan<double> design,
        int columns,
        ReadOnlySpan<double> counts,
        ReadOnlySpan<double> offset,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> precision,
        Span<double> coefficients,
        Span<double> covariance,
        double? size = null,
        double tolerance = 1e-9)
    {
        Span<double> score = stackalloc double[columns];
        Span<double> information = columns <= 16 ? stackalloc double[columns * columns] : new double[columns * columns];
        Span<double> move = stackalloc double[columns];
        Span<double> scratch = stackalloc double[columns];
        for (int step = 0; step < MostSteps; step++)
        {
            score.Clear();
            information.Clear();
            for (int i = 0; i < counts.Length; i++)
            {
                if (weights[i] <= 0)
                {
                    continue;
                }

                ReadOnlySpan<double> row = design.Slice(i * columns, columns);
                double eta = offset[i];
                for (int j = 0; j < columns; j++)
                {
                    eta += row[j] * coefficients[j];
                }

                if (!(Math.Abs(eta) < 700)) // a coefficient on its way to infinity
                {
                    return false;
                }

                double mean = Math.Exp(eta);
                double part = size is { } k ? weights[i] / (1 + (mean / k)) : weights[i];
                double weight = part * mean;
                double residual = part * (counts[i] - mean);
                for (int j = 0; j < columns; j++)
                {
                    double x = row[j];
                    score[j] += x * residual;
                    for (int l = 0; l <= j; l++)
                    {
                        information[(j * columns) + l] += weight * x * row[l];
                    }
                }
            }

            for (int j = 0; j < columns; j++)
            {
                score[j] -= precision[j] * coefficients[j];
                information[(j * columns) + j] += precision[j];
            }

            if (!Invert(information, columns, covariance, scratch))
            {
                return false;
            }

            double largest = 0;
            move.Clear();
            for (int j = 0; j < columns; j++)
            {
                for (int l = 0; l < columns; l++)
                {
                    move[j] += covariance[(j * columns) + l] * score[l];
                }

                largest = Math.Max(largest, Math.Abs(move[j]));
            }

            double scale = largest > 3 ? 3 / largest : 1; // long leaps overshoot on the log scale
            for (int j = 0; j < columns; j++)
            {
                coefficients[j] += scale * move[j];
            }

            if (!double.IsFinite(largest))
            {
                return false;
            }

            if (largest < tolerance)
            {
                return true;
            }
        }

        return false;
    }

    private static CountFit? Result(Prepared data, double[] coefficients, double[] covariance, double? size)
    {
        int p = data.Columns;
        double[] fitted = data.Means(coefficients);
        double chiSquare = 0, deviance = 0;
        for (int i = 0; i < fitted.Length; i++)
        {
            (double y, double mean) = (data.Counts[i], fitted[i]);
            chiSquare += (y - mean) * (y - mean) / (size is { } k ? mean + (mean * mean / k) : mean);
            double log = y > 0 ? y * Math.Log(y / mean) : 0;
            deviance += 2 * (size is { } s ? log - ((y + s) * Math.Log((y + s) / (mean + s))) : log - (y - mean));
        }

        double? dispersion = data.Counts.Length > p ? chiSquare / (data.Counts.Length - p) : null;
        double factor = size is null && !data.IsNegativeBinomial ? dispersion ?? 1 : 1;
        double[][] matrix = [.. Enumerable.Range(0, p).Select(j => Enumerable.Range(0, p).Select(l => covariance[(j * p) + l] * factor).ToArray())];
        return new(coefficients, [.. matrix.Select((row, j) => Math.Sqrt(row[j]))], matrix, fitted, data.IsNegativeBinomial ? 1 : dispersion, size, deviance);
    }

    private static double[]? Iterate(Prepared data, double[] coefficients, double? size)
    {
        double[] covariance = new double[data.Columns * data.Columns];
        double[] ones = new double[data.Counts.Length];
        Array.Fill(ones, 1);
        return data.Counts.Sum() > 0
            && Fit(data.Design, data.Columns, data.Counts, data.Offset, ones, new double[data.Columns], coefficients, covariance, size)
            && data.Separated(coefficients, covariance) is false
            ? covariance
            : null;
    }

    /// <summary>Size by maximum likelihood for given means; null when the likelihood rises all the way to Poisson.</summary>
    private static double? SizeOf(Prepared data, double[] coefficients)
    {
        data.IsNegativeBinomial = true;
        double[] means = data.Means(coefficients);
        double Slope(double logSize)
        {
            double k = Math.Exp(logSize), sum = 0;
            for (int i = 0; i < means.Length; i++)
            {
                double y = data.Counts[i];
                sum += SpecialFunctions.DiGamma(y + k) - SpecialFunctions.DiGamma(k) + Math.Log(k / (k + means[i])) + 1 - ((y + k) / (k + means[i]));
            }

            return sum;
        }

        // Below the root the slope is positive, above it negative; with no more variance than Poisson it never gets below 0.
        double low = Math.Log(1e-4), high = Math.Log(1e6);
        if (Slope(high) >= 0 || Slope(low) <= 0)
        {
            return null;
        }

        for (int i = 0; i < 100 && high - low > 1e-13; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Slope(middle) > 0 ? (middle, high) : (low, middle);
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>Inverse of a positive definite matrix given by its lower half, by Cholesky; false when it isn't one.</summary>
    private static bool Invert(Span<double> lower, int n, Span<double> inverse, Span<double> column)
    {
        for (int j = 0; j < n; j++)
        {
            double before = lower[(j * n) + j];
            double diagonal = before;
            for (int k = 0; k < j; k++)
            {
                diagonal -= lower[(j * n) + k] * lower[(j * n) + k];
            }

            if (!(diagonal > 1e-11 * before) || !(diagonal > 0))
            {
                return false;
            }

            double root = Math.Sqrt(diagonal);
            lower[(j * n) + j] = root;
            for (int i = j + 1; i < n; i++)
            {
                double sum = lower[(i * n) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= lower[(i * n) + k] * lower[(j * n) + k];
                }

                lower[(i * n) + j] = sum / root;
            }
        }

        for (int c = 0; c < n; c++)
        {
            for (int i = 0; i < n; i++)
            {
                double sum = i == c ? 1 : 0;
                for (int k = 0; k < i; k++)
                {
                    sum -= lower[(i * n) + k] * column[k];
                }

                column[i] = sum / lower[(i * n) + i];
            }

            for (int i = n - 1; i >= 0; i--)
            {
                double sum = column[i];
                for (int k = i + 1; k < n; k++)
                {
                    sum -= lower[(k * n) + i] * column[k];
                }

                column[i] = sum / lower[(i * n) + i];
            }

            for (int i = 0; i < n; i++)
            {
                inverse[(i * n) + c] = column[i];
            }
        }

        return true;
    }

    private static Prepared Check(IReadOnlyList<IReadOnlyList<double>> design, IReadOnlyList<long> counts, IReadOnlyList<double>? exposure)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(counts);
        int columns = design.Count == 0 ? 0 : design[0].Count;
        if (columns == 0 || design.Count != counts.Count || (exposure is not null && exposure.Count != counts.Count) || counts.Count < columns || design.Any(row => row.Count != columns))
        {
            throw new ArgumentException($"{design.Count} rows of {columns} columns, {counts.Count} counts, {exposure?.Count ?? counts.Count} exposures: give one row and one exposure per count, and at least as many counts as columns.", nameof(design));
        }

        foreach (long count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
        }

        foreach (double e in exposure ?? [])
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Arguments.Finite(e, nameof(exposure)), nameof(exposure));
        }

        return new()
        {
            Design = [.. design.SelectMany(row => row.Select(x => Arguments.Finite(x, nameof(design))))],
            Columns = columns,
            Counts = [.. counts.Select(c => (double)c)],
            Offset = exposure is null ? new double[counts.Count] : [.. exposure.Select(e => Math.Log(e))],
        };
    }

    private sealed class Prepared
    {
        public required double[] Design { get; init; }

        public required int Columns { get; init; }

        public required double[] Counts { get; init; }

        public required double[] Offset { get; init; }

        public bool IsNegativeBinomial { get; set; }

        /// <summary>The overall rate on a constant column when there is one, else zeros.</summary>
        public double[] Start()
        {
            double[] start = new double[Columns];
            double rate = Counts.Sum() / Offset.Sum(Math.Exp);
            if (rate > 0 && Enumerable.Range(0, Counts.Length).All(i => Design[i * Columns] == 1))
            {
                start[0] = Math.Log(rate);
            }

            return start;
        }

        public double[] Means(double[] coefficients) =>
            [.. Enumerable.Range(0, Counts.Length).Select(i => Math.Exp(Offset[i] + Enumerable.Range(0, Columns).Sum(j => Design[(i * Columns) + j] * coefficients[j])))];

        /// <summary>True when some mean has run off to 0: its coefficient has no finite estimate, whatever the last step says.</summary>
        public bool Separated(double[] coefficients, double[] covariance) =>
            Enumerable.Range(0, Columns).Any(j => covariance[(j * Columns) + j] > 1e6) || Means(coefficients).Any(m => m < 1e-9);
    }
}
