using MathNet.Numerics.RootFinding;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Trends.Detection;

/// <summary>Finds the series that depart from what their own past leads one to expect, over all series at once.</summary>
/// <remarks>
/// The manner is Farrington's (Farrington et al., J. R. Stat. Soc. A 159, 1996, 547–563; Noufaily et al., Statistics in Medicine 32, 2013, 1206–1222): a log-linear
/// model of the series' past with exposure, trend and season, past outbreaks weighed down, the latest periods left out. What is different: thousands of
/// series are seen at once, so trend, season and dispersion of each are held to what all together tell (empirical Bayes: Efron and Morris, J. Am. Stat.
/// Assoc. 70, 1975, 311–319; Paule and Mandel, J. Res. NBS 87, 1982, 377–385), counts are judged by exact tails of the predictive distribution with the expectation's
/// own uncertainty, and the period is looked at alone and with two and five before it, as one test (<see cref="WindowTest"/>). One p-value per series;
/// Benjamini–Hochberg over all, a rare series counting with its chance to be listed at all. docs/methods.md has what it finds and how often it errs.
/// </remarks>
public static class EmergingIssues
{
    /// <summary>Before anything is known: as wide as series of this trade go.</summary>
    private static readonly SharedVariation Open = new(1, double.PositiveInfinity, 0.5, 0.7, 0.5);

    /// <summary>What the house believes of a series before it has seen any, and for how many series that counts.</summary>
    private static readonly SharedVariation Belief = new(1.2, double.PositiveInfinity, 0.1, 0.15, 0.05);

    private const double BeliefSeries = 4;

    /// <summary>Judges the last period of all series together.</summary>
    /// <param name="series">Every series there is, dull ones included: leaving them out voids the false discovery rate. All end with the same period.</param>
    /// <param name="rules">Null = <see cref="DetectionRules.Monthly"/>.</param>
    /// <param name="cancel">Stops between series.</param>
    /// <returns>Verdicts in the order given; a series without exposure in its past or in the period has none.</returns>
    /// <exception cref="ArgumentException">Counts and exposures of different length.</exception>
    public static Detection<TKey> Find<TKey>(IReadOnlyList<CountSeries<TKey>> series, DetectionRules? rules = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        rules ??= DetectionRules.Monthly;
        foreach (CountSeries<TKey> one in series)
        {
            if (one.Exposure is { } exposure && exposure.Count != one.Counts.Count)
            {
                throw new ArgumentException($"{one.Key}: {one.Counts.Count} counts and {exposure.Count} exposures; give one exposure per count.", nameof(series));
            }
        }

        ParallelOptions parallel = new() { CancellationToken = cancel };
        Baseline?[] baselines = new Baseline?[series.Count];
        Parallel.For(0, series.Count, parallel, i =>
        {
            baselines[i] = Past(series[i], rules);
            if (baselines[i] is { } past && past.Fit(Open, 1))
            {
                past.MeasureDispersion(Open, 1);
            }
        });
        SharedVariation shared = Learn(baselines);
        double[] dispersions = new double[series.Count];
        Parallel.For(0, series.Count, parallel, i =>
        {
            if (baselines[i] is not { } past)
            {
                return;
            }

            double dispersion = DispersionOf(past, shared);
            if (past.Fit(shared, dispersion))
            {
                past.WeighOutbreaks(dispersion);
                past.Fit(shared, dispersion);
                past.MeasureDispersion(shared, dispersion);
            }
        });
        shared = shared with { Dispersion = Pooled(baselines, out double freedom), DispersionFreedom = freedom };
        SeriesVerdict<TKey>?[] verdicts = new SeriesVerdict<TKey>?[series.Count];
        Parallel.For(0, series.Count, parallel, i =>
            verdicts[i] = baselines[i] is { } past ? Judge(series[i], past, DispersionOf(past, shared), rules) : null);
        int[] tested = [.. Enumerable.Range(0, series.Count).Where(i => verdicts[i] is not null)];
        bool IsListable(SeriesVerdict<TKey> v) => (v.IsRising ? v.WindowObserved : v.WindowExpected) >= rules.MinimumCount;
        double[] q = FalseDiscovery.BenjaminiHochberg(
            [.. tested.Select(i => IsListable(verdicts[i]!) ? verdicts[i]!.PValue : 1)], [.. tested.Select(i => ChanceToBeListed(verdicts[i]!.Looks[^1], rules))]);
        return new(
            [
                .. tested.Select((i, place) =>
                {
                    SeriesVerdict<TKey> v = verdicts[i]!;
                    bool isAlarm = q[place] <= rules.FalseDiscoveryRate && IsListable(v);
                    return v with { QValue = q[place], IsAlarm = isAlarm, Expectation = isAlarm ? baselines[i]!.Expectation(v.Series.Exposure, v.Series.Counts.Count) : [] };
                }),
            ],
            series.Count - tested.Length,
            shared);
    }

    /// <summary>The chance that an undisturbed series reaches the smallest count for a rise; 1 when enough is expected for a fall.</summary>
    private static double ChanceToBeListed(Look longest, DetectionRules rules) =>
        rules.MinimumCount <= 0 || longest.Expected.Mean >= rules.MinimumCount ? 1 : WindowTest.AtLeast(rules.MinimumCount, longest.Expected);

    /// <summary>The baseline of a series; null when it has nothing to compare with.</summary>
    private static Baseline? Past<TKey>(CountSeries<TKey> series, DetectionRules rules)
    {
        int n = series.Counts.Count;
        int window = WindowsOf(n, rules)[^1];
        int guard = Math.Clamp(n - window - (int)Math.Ceiling(2 * rules.PeriodsPerYear), 0, rules.Guard);
        int end = n - window - guard;
        if (end < 1 || !(series.Exposure?[n - 1] > 0 || series.Exposure is null))
        {
            return null;
        }

        Baseline past = new(series.Counts, series.Exposure, Math.Max(0, end - rules.BasePeriods), end, rules.PeriodsPerYear);
        return past.Exposure > 0 ? past : null;
    }

    /// <summary>How many periods the looks take together. With hardly any history the longer ones would leave no past.</summary>
    private static int[] WindowsOf(int periods, DetectionRules rules) =>
        periods <= 2 * rules.LongWindow || rules.LongWindow <= 1 ? [1]
        : periods <= 4 * rules.LastingWindow || rules.LastingWindow <= rules.LongWindow ? [1, rules.LongWindow]
        : [1, rules.LongWindow, rules.LastingWindow];

    private static SeriesVerdict<TKey> Judge<TKey>(CountSeries<TKey> series, Baseline past, double dispersion, DetectionRules rules)
    {
        int n = series.Counts.Count;
        Look[] looks =
        [
            .. WindowsOf(n, rules).Select(window =>
            {
                (double mean, double variance) = past.Foretell(series.Exposure, n - window, window, dispersion);
                long seen = 0;
                for (int i = n - window; i < n; i++)
                {
                    seen += series.Counts[i];
                }

                return new Look(window, seen, new(mean, variance, dispersion));
            }),
        ];
        (double rise, double fall, int riseLook, int fallLook) = WindowTest.Of(looks);
        double fromRise = rise / rules.ShareForRises, fromFall = fall / (1 - rules.ShareForRises);
        bool isRising = fromRise <= fromFall;
        Look shown = looks[isRising ? riseLook : fallLook];
        return new(
            series,
            looks[0].Expected.Mean,
            WindowTest.Quantile(looks[0].Expected, rules.UpperLimitChance),
            Math.Min(1, Math.Min(fromRise, fromFall)),
            1,
            isRising,
            false,
            shown.Periods,
            shown.Observed,
            shown.Expected.Mean,
            shown.Observed / shown.Expected.Mean,
            RatioInterval(shown.Observed, shown.Expected),
            dispersion)
        {
            RisePValue = rise,
            FallPValue = fall,
            Looks = looks,
        };
    }

    /// <summary>Garwood's limits of what was seen, widened by the dispersion, put together with the expectation's uncertainty on the log scale (MOVER: Zou and Donner, Statistics in Medicine 27, 2008).</summary>
    private static Interval RatioInterval(long observed, Foretold expected)
    {
        Interval count = PoissonRate.Estimate(observed, 1)!.Interval;
        double half = Tails.NormalQuantile(Interval.UsualLevel) * Math.Sqrt(expected.Variance);
        double wider = Math.Sqrt(expected.Dispersion);
        double seen = Math.Max(observed, 0.5);
        double Side(double limit, int sign) => limit <= 0 ? 0 : seen / expected.Mean * Math.Exp(sign * Math.Sqrt(Math.Pow(wider * Math.Log(limit / seen), 2) + (half * half)));
        return new(observed == 0 ? 0 : Side(count.Lower, -1), Side(count.Upper, 1));
    }

    private static double DispersionOf(Baseline past, SharedVariation shared)
    {
        double own = past.Own.Freedom;
        double held = double.IsInfinity(shared.DispersionFreedom) || own <= 0
            ? shared.Dispersion
            : ((shared.DispersionFreedom * shared.Dispersion) + (own * past.Own.Dispersion)) / (shared.DispersionFreedom + own);
        return Math.Max(1, held);
    }

    /// <summary>Widths of the priors from all series.</summary>
    private static SharedVariation Learn(Baseline?[] baselines)
    {
        double dispersion = Pooled(baselines, out double freedom);
        SharedVariation so = Open with { Dispersion = dispersion, DispersionFreedom = freedom };
        List<Baseline> usable = [.. baselines.OfType<Baseline>().Where(b => b.Events > 0)];
        return so with
        {
            TrendDeviation = Width([.. usable.Where(b => b.HasTrend).Select(b => b.Free(1, Open.TrendDeviation * Open.TrendDeviation, DispersionOf(b, so)))], Belief.TrendDeviation),
            SeasonDeviation = Width([.. usable.Where(b => b.HasSeason).SelectMany(b => Two(b, 2, Open.SeasonDeviation))], Belief.SeasonDeviation),
            HalfYearDeviation = Width([.. usable.Where(b => b.HasSeason).SelectMany(b => Two(b, 4, Open.HalfYearDeviation))], Belief.HalfYearDeviation),
        };

        IEnumerable<(double, double)> Two(Baseline b, int from, double deviation) =>
            [b.Free(from, deviation * deviation, DispersionOf(b, so)), b.Free(from + 1, deviation * deviation, DispersionOf(b, so))];
    }

    /// <summary>Paule and Mandel's estimate of the true spread behind noisy estimates, with the house's belief as some series more.</summary>
    private static double Width(IReadOnlyList<(double Estimate, double Variance)> estimates, double belief)
    {
        List<(double Square, double Variance)> known = [.. estimates.Where(e => double.IsFinite(e.Variance)).Select(e => (e.Estimate * e.Estimate, e.Variance))];
        if (known.Count == 0)
        {
            return belief;
        }

        double Excess(double square)
        {
            double sum = BeliefSeries * ((belief * belief / (square + 1e-9)) - 1) * Math.Min(1, square / 1e-4);
            foreach ((double s, double v) in known)
            {
                double total = square + v;
                sum += ((s / total) - 1) * (square + (belief * belief)) / total;
            }

            return sum;
        }

        const double Least = 1e-5, Most = 1;
        return Math.Sqrt(Excess(Least) <= 0 ? Least : Excess(Most) >= 0 ? Most : Bisection.FindRoot(Excess, Least, Most, 1e-7));
    }

    /// <summary>Pooled dispersion, and how firmly the series hold to it: a scaled inverse chi-square prior by moments, as Smyth (2004) does for variances.</summary>
    private static double Pooled(Baseline?[] baselines, out double freedom)
    {
        const double BeliefFreedom = 12;
        double sum = BeliefFreedom * Belief.Dispersion, worth = BeliefFreedom;
        foreach (Baseline b in baselines.OfType<Baseline>().Where(b => b.Own.Freedom > 0))
        {
            sum += b.Own.Freedom * b.Own.Dispersion;
            worth += b.Own.Freedom;
        }

        double pooled = Math.Max(1, sum / worth);
        double excess = 0, weight = 0;
        foreach (Baseline b in baselines.OfType<Baseline>().Where(b => b.Own.Freedom > 0))
        {
            double noise = 2 * pooled * pooled / b.Own.Freedom;
            excess += b.Own.Freedom * (Math.Pow(b.Own.Dispersion - pooled, 2) - noise);
            weight += b.Own.Freedom;
        }

        // How much the true dispersions differ; below a tenth of the pooled one they count as the same.
        double between = weight > 0 ? excess / weight : 0;
        freedom = between > 0.01 * pooled * pooled ? Math.Max(4, 2 * pooled * pooled / between) : double.PositiveInfinity;
        return pooled;
    }
}
