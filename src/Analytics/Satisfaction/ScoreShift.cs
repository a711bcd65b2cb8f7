using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Satisfaction;

/// <summary>Scores of a group over some time.</summary>
/// <param name="Count">Answers with a usable score.</param>
/// <param name="TopTwo">Of those, at or above 80 % of the scale.</param>
/// <param name="Dissatisfied">Of those, at or below 40 % of the scale.</param>
/// <param name="Mean">Of score ÷ scale; 0 when <paramref name="Count"/> is 0.</param>
/// <param name="SquaredDeviations">Sum of squared deviations from the mean.</param>
public readonly record struct Scores(long Count, long TopTwo, long Dissatisfied, double Mean, double SquaredDeviations)
{
    /// <summary>From what SQL gives: <c>stddev_samp</c>, null with fewer than two answers.</summary>
    public static Scores Of(long count, long topTwo, long dissatisfied, double mean, double? standardDeviation) =>
        new(count, topTwo, dissatisfied, mean, (standardDeviation ?? 0) * (standardDeviation ?? 0) * Math.Max(0, count - 1));

    /// <summary>Of the sample; null with fewer than two answers.</summary>
    public double? StandardDeviation => Count < 2 ? null : Math.Sqrt(SquaredDeviations / (Count - 1));

    /// <summary>The mean with its interval; null without answers.</summary>
    public MeanEstimate? MeanEstimate => Statistics.Mean.FromMoments(Count, Mean, StandardDeviation);

    /// <summary>Both times together.</summary>
    /// <remarks>Moments put together as Chan, Golub and LeVeque, The American Statistician 37 (1983), 242–247.</remarks>
    public static Scores operator +(Scores one, Scores other)
    {
        long count = one.Count + other.Count;
        if (count == 0)
        {
            return one;
        }

        double difference = other.Mean - one.Mean;
        return new(
            count,
            one.TopTwo + other.TopTwo,
            one.Dissatisfied + other.Dissatisfied,
            one.Mean + (difference * other.Count / count),
            one.SquaredDeviations + other.SquaredDeviations + (difference * difference * one.Count * other.Count / count));
    }

    /// <summary>Both times together, as a method.</summary>
    public Scores Add(Scores other) => this + other;
}

/// <summary>A group's month and its own months before.</summary>
/// <typeparam name="TKey">What names a group.</typeparam>
/// <param name="Key">Its name.</param>
/// <param name="Now">The month in question.</param>
/// <param name="Before">The months before it, together.</param>
public sealed record GroupScores<TKey>(TKey Key, Scores Now, Scores Before);

/// <summary>Which way a group is looked at.</summary>
public enum ShiftDirection
{
    /// <summary>Has it fallen?</summary>
    Drop,

    /// <summary>Has it risen?</summary>
    Rise,
}

/// <summary>A group's month against its own past.</summary>
/// <typeparam name="TKey">What names a group.</typeparam>
/// <param name="Group">The group.</param>
/// <param name="TopTwo">Share of satisfied customers, now less before, with its 95 % interval.</param>
/// <param name="Mean">Mean score ÷ scale, now less before, with Welch's interval.</param>
/// <param name="PValue">One-sided, of the stronger of the two measures, doubled because there are two.</param>
/// <param name="QValue">Benjamini–Hochberg over all groups of all dimensions.</param>
public sealed record ScoreShift<TKey>(GroupScores<TKey> Group, ProportionDifference TopTwo, MeanDifference Mean, double PValue, double QValue);

/// <summary>Finds groups whose satisfaction has really moved against their own past, over all groups at once.</summary>
/// <remarks>
/// Two measures per group: the share of satisfied customers (Fisher's exact test, one-sided) and the mean score (Welch's t, one-sided). The
/// smaller p-value counts double, so a group is one test. Groups of several dimensions share their answers, which makes their tests positively
/// dependent: the case in which Benjamini–Hochberg keeps its promise (Benjamini and Yekutieli, Annals of Statistics 29, 2001, 1165–1188).
/// Which groups are tested depends on the number of their answers only, not on what they say.
/// </remarks>
public static class ScoreShiftDetection
{
    /// <summary>Tests all groups with enough answers.</summary>
    /// <param name="groups">Every group of every dimension, and the total.</param>
    /// <param name="minimumAnswers">Needed in the month and before.</param>
    /// <param name="direction">Drops or rises; each is a family of tests of its own.</param>
    /// <returns>One entry per group tested, in the order given.</returns>
    public static IReadOnlyList<ScoreShift<TKey>> Find<TKey>(IReadOnlyList<GroupScores<TKey>> groups, int minimumAnswers, ShiftDirection direction)
    {
        int least = Math.Max(2, minimumAnswers);
        List<ScoreShift<TKey>> tested = [.. groups.Where(g => g.Now.Count >= least && g.Before.Count >= least).Select(g => Test(g, direction))];
        double[] q = FalseDiscovery.BenjaminiHochberg([.. tested.Select(t => t.PValue)]);
        return [.. tested.Select((t, i) => t with { QValue = q[i] })];
    }

    private static ScoreShift<TKey> Test<TKey>(GroupScores<TKey> group, ShiftDirection direction)
    {
        (Scores now, Scores before) = (group.Now, group.Before);
        ProportionDifference share = Proportion.Difference(now.TopTwo, now.Count, before.TopTwo, before.Count)!;
        MeanDifference mean = Mean.Difference(now.MeanEstimate, before.MeanEstimate)!;
        double byShare = direction == ShiftDirection.Drop
            ? Proportion.FisherAtMost(now.TopTwo, now.Count, before.TopTwo, before.Count)!.Value
            : Proportion.FisherAtMost(before.TopTwo, before.Count, now.TopTwo, now.Count)!.Value;
        bool agrees = direction == ShiftDirection.Drop ? mean.Value < 0 : mean.Value > 0;
        double byMean = mean.PValue is { } p ? (agrees ? p / 2 : 1 - (p / 2)) : 1;
        return new(group, share, mean, Math.Min(1, 2 * Math.Min(byShare, byMean)), 1);
    }
}
