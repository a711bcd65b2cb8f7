using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Trends.Detection;

/// <summary>A series of counts, oldest first; the last period is the one in question.</summary>
/// <typeparam name="TKey">What names the series.</typeparam>
/// <param name="Key">Its name.</param>
/// <param name="Counts">Events per period; 0 or more.</param>
/// <param name="Exposure">What they were seen over, as many; 0 when there was nothing in service (such a period weighs nothing). Null = 1 each.</param>
public sealed record CountSeries<TKey>(TKey Key, IReadOnlyList<long> Counts, IReadOnlyList<double>? Exposure = null);

/// <summary>The last period of one series against what its past led one to expect.</summary>
/// <typeparam name="TKey">What names the series.</typeparam>
/// <param name="Series">The series.</param>
/// <param name="Expected">Events expected in the period: exposure, trend and season allowed for.</param>
/// <param name="UpperLimit">The largest count that an undisturbed period doesn't exceed but with the rules' chance.</param>
/// <param name="PValue">Two-sided over period and window together, for "nothing has changed"; one for the series.</param>
/// <param name="QValue">Benjamini–Hochberg over all series tested together.</param>
/// <param name="IsRising">Which of the two tails is the more surprising.</param>
/// <param name="IsAlarm">q-value within the rate, and enough events.</param>
/// <param name="WindowPeriods">How many periods up to this one show the change best when taken together: 1 = the period alone.</param>
/// <param name="WindowObserved">Events of these periods.</param>
/// <param name="WindowExpected">Expected in them.</param>
/// <param name="Ratio">Observed ÷ expected in them.</param>
/// <param name="Interval">95 % limits of the ratio, the uncertainty of the expectation included.</param>
/// <param name="Dispersion">How much more the series varies than chance; 1 = as chance.</param>
public sealed record SeriesVerdict<TKey>(
    CountSeries<TKey> Series,
    double Expected,
    long UpperLimit,
    double PValue,
    double QValue,
    bool IsRising,
    bool IsAlarm,
    int WindowPeriods,
    long WindowObserved,
    double WindowExpected,
    double Ratio,
    Interval Interval,
    double Dispersion)
{
    /// <summary>The rise alone, before it shares the chance of error with the fall: mid-p, over period and window.</summary>
    public double RisePValue { get; init; }

    /// <summary>The fall alone, likewise.</summary>
    public double FallPValue { get; init; }

    /// <summary>What was looked at: the period alone, then with more and more of those before it; one to three looks.</summary>
    public IReadOnlyList<Look> Looks { get; init; } = [];

    /// <summary>The place among <see cref="Looks"/> of the one that shows the change best.</summary>
    public int ShownLook => Looks.TakeWhile(l => l.Periods != WindowPeriods).Count();

    /// <summary>Events expected in each period of an alarming series, past ones as the model fits them; empty for any other series.</summary>
    public IReadOnlyList<double> Expectation { get; init; } = [];
}

/// <summary>What was seen in some periods, beside what was expected.</summary>
/// <param name="Periods">How many, up to the one in question.</param>
/// <param name="Observed">Events.</param>
/// <param name="Expected">What the past led one to expect.</param>
public readonly record struct Look(int Periods, long Observed, Foretold Expected)
{
    /// <summary>Observed ÷ expected; 0 when nothing was expected and nothing was seen.</summary>
    public double Ratio => Observed == 0 ? 0 : Observed / Expected.Mean;
}

/// <summary>All series of one period, judged together.</summary>
/// <typeparam name="TKey">What names a series.</typeparam>
/// <param name="Verdicts">Every series that has a past, in the order given.</param>
/// <param name="WithoutPast">Series with nothing to compare with (no exposure before, or none now); not tested.</param>
/// <param name="Shared">What all series together tell about trend, season and dispersion.</param>
public sealed record Detection<TKey>(IReadOnlyList<SeriesVerdict<TKey>> Verdicts, int WithoutPast, SharedVariation Shared);

/// <summary>What all series together tell about how series behave: the prior that each single one is held to.</summary>
/// <param name="Dispersion">Pooled variance ÷ variance that chance would give; at least 1.</param>
/// <param name="DispersionFreedom">How firmly the single series are held to it, in degrees of freedom; infinite when they don't differ.</param>
/// <param name="TrendDeviation">Standard deviation of the series' yearly trends on the log scale.</param>
/// <param name="SeasonDeviation">Of the coefficients of the yearly wave.</param>
/// <param name="HalfYearDeviation">Of the coefficients of the half-yearly wave.</param>
public sealed record SharedVariation(double Dispersion, double DispersionFreedom, double TrendDeviation, double SeasonDeviation, double HalfYearDeviation);
