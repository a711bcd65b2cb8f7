using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Reliability;

/// <summary>Batches against the other units of their model, over all models at once.</summary>
internal static class BatchComparison
{
    private const double FalseDiscoveryRate = 0.05;

    /// <summary>Ages at which batches are compared, longest first: the longest one at which both sides can be told has the most repairs to tell by.</summary>
    private static readonly int[] Ages = [36, 24, 12, 6, 3];

    /// <summary>The batches of a model, not yet judged.</summary>
    public static List<BatchReliability> Of(UnitLives lives, string model) =>
    [
        .. lives.Batches(model).Select(batch =>
        {
            List<UnitLife> own = lives.Of(model, batch);
            return new BatchReliability(
                batch,
                LifeCurves.Of(own),
                batch == "(none)" ? null : Difference(own, lives.ButOf(model, batch)),
                BatchVerdict.NotTested);
        }),
    ];

    /// <summary>Repairs per unit of some units less those of others, at the longest age at which both can be told.</summary>
    public static CurveDifference? Difference(List<UnitLife> own, List<UnitLife> others)
    {
        if (Math.Min(own.Count, others.Count) < ReliabilityFindings.SmallestBatch)
        {
            return null;
        }

        int told = Math.Min(LifeCurves.MonthsTold(own), LifeCurves.MonthsTold(others));
        int age = Ages.FirstOrDefault(a => a <= told && Failures(own, a) >= ReliabilityFindings.FewestFailures && Failures(others, a) >= ReliabilityFindings.FewestFailures);
        if (age == 0)
        {
            return null;
        }

        (double difference, Interval interval) = MeanCumulativeFunction.Difference(
            MeanCumulativeFunction.Estimate(own), MeanCumulativeFunction.Estimate(others), LifeCurves.DaysAt(age));
        double error = (interval.Upper - interval.Lower) / 2 / Tails.NormalQuantile(interval.Level);
        return new(age, difference, interval, Tails.NormalTwoSided(difference / error));
    }

    /// <summary>Gives every batch its verdict.</summary>
    public static IEnumerable<ModelReliability> Judge(IReadOnlyList<ModelReliability> models)
    {
        double[] q = FalseDiscovery.BenjaminiHochberg([.. models.SelectMany(m => m.Batches).Where(b => b.AgainstRest is not null).Select(b => b.AgainstRest!.PValue)]);
        int at = 0;
        foreach (ModelReliability model in models)
        {
            List<BatchReliability> judged = [.. model.Batches.Select(b => b.AgainstRest is { } difference ? Judged(b, difference with { QValue = q[at++] }) : b)];
            yield return model with
            {
                Batches =
                [
                    .. judged.OrderByDescending(b => b.Verdict == BatchVerdict.Worse)
                        .ThenByDescending(b => b.Verdict == BatchVerdict.Worse ? b.AgainstRest!.Value : 0)
                        .ThenByDescending(b => b.Verdict == BatchVerdict.Better)
                        .ThenBy(b => b.Batch, StringComparer.Ordinal),
                ],
            };
        }
    }

    private static BatchReliability Judged(BatchReliability batch, CurveDifference difference) => batch with
    {
        AgainstRest = difference,
        Verdict = difference.QValue > FalseDiscoveryRate ? BatchVerdict.NotDifferent
            : difference.Value > 0 ? BatchVerdict.Worse
            : BatchVerdict.Better,
    };

    private static int Failures(List<UnitLife> lives, int months) => lives.Sum(l => l.Events.Count(e => e <= LifeCurves.DaysAt(months)));
}
