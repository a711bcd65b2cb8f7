using ServiceAnalytics.Analytics.Trends.Detection;

namespace ServiceAnalytics.Analytics.Trends.Issues;

/// <summary>How many repairs two series have in common.</summary>
/// <param name="Now">In the month in question.</param>
/// <param name="Together">In it and the months that are judged with it (<see cref="DetectionRules.LongWindow"/>).</param>
/// <param name="Lasting">In the longest look (<see cref="DetectionRules.LastingWindow"/>).</param>
/// <param name="Past">In the twelve months before that.</param>
public readonly record struct SharedRepairs(long Now, long Together, long Lasting, long Past)
{
    /// <summary>Of a look, by its place: 0 the month alone, 1 and 2 the longer ones.</summary>
    public long In(int look) => look switch { 0 => Now, 1 => Together, _ => Lasting };

    /// <summary>Both together.</summary>
    public SharedRepairs Plus(SharedRepairs other) => new(Now + other.Now, Together + other.Together, Lasting + other.Lasting, Past + other.Past);
}

/// <summary>One issue: the series that tells it best, and the series that say the same.</summary>
/// <param name="Series">Index of the series.</param>
/// <param name="Folded">Indices of the alarms that it explains, surest first.</param>
public sealed record FoldedIssue(int Series, IReadOnlyList<int> Folded);

/// <summary>Makes one issue of the many series that one cause sets off.</summary>
/// <remarks>
/// A bad batch raises its batch, the fault, the part, the model and every pair of them. The surest series comes first; what it has in common with
/// each other one is taken off that one, seen and expected, and whatever is left unremarkable was explained by it; then the surest of what is
/// still remarkable, and so on. The manner is that of scan statistics, which adjust for more likely clusters: Zhang, Assunção and Kulldorff, "Spatial
/// scan statistics adjusted for multiple clusters", J. Probability and Statistics 2010, 642379. A rise in all parts of a parent makes the parent the
/// surest; a rise in one child makes the child.
/// </remarks>
public static class IssueFolding
{
    /// <summary>Fewer past repairs than this don't tell how two series overlap; the recent ones then help.</summary>
    private const int EnoughPast = 5;

    /// <summary>Folds the alarms of one direction.</summary>
    /// <param name="alarms">All rises, or all falls.</param>
    /// <param name="shared">What two of them (by index) have in common; of one with itself: all its own.</param>
    /// <param name="largestP">The largest p-value that is an alarm: what is left of a series must be as sure to stand for itself.</param>
    /// <param name="shareForRises">As in <see cref="DetectionRules"/>.</param>
    /// <returns>Issues, surest first.</returns>
    public static List<FoldedIssue> Fold(
        IReadOnlyList<SeriesVerdict<SeriesKey>> alarms, Func<int, int, SharedRepairs> shared, double largestP, double shareForRises)
    {
        // Of each: how sure, and what issues so far have taken off the look that raised it, seen and expected.
        List<(int Index, double P, long OffSeen, double OffExpected)> open = [.. alarms.Select((a, i) => (i, a.PValue, 0L, 0.0))];
        List<FoldedIssue> issues = [];
        while (open.Count > 0)
        {
            int surest = open.OrderBy(o => o.P).ThenByDescending(o => Evidence(alarms[o.Index])).ThenBy(o => alarms[o.Index].Series.Key.Kind)
                .ThenBy(o => alarms[o.Index].Series.Key.ToString(), StringComparer.Ordinal).First().Index;
            int named = open.Select(o => o.Index).Where(i => IsSame(shared, surest, i)).OrderBy(i => alarms[i].Series.Key.Kind).First();
            List<int> folded = [];
            List<(int, double, long, double)> left = [];
            foreach ((int index, double p, long offSeen, double offExpected) in open.Where(o => o.Index != named).OrderBy(o => o.P))
            {
                SharedRepairs common = shared(named, index);
                if (common == default)
                {
                    left.Add((index, p, offSeen, offExpected));
                    continue;
                }

                int look = alarms[index].ShownLook;
                long lessSeen = offSeen + common.In(look);
                double lessExpected = offExpected + Expected(alarms[named], shared(named, named), alarms[index], common);
                bool isWithin = common == shared(index, index);
                double rest = isWithin ? 1 : Rest(alarms[index], lessSeen, lessExpected, shareForRises);
                if (rest > largestP)
                {
                    folded.Add(index);
                }
                else
                {
                    left.Add((index, Math.Max(p, rest), lessSeen, lessExpected));
                }
            }

            issues.Add(new(named, folded));
            open = left;
        }

        return issues;
    }

    /// <summary>The log likelihood ratio of "as seen" against "as expected", with the dispersion allowed for.</summary>
    private static double Evidence(SeriesVerdict<SeriesKey> v)
    {
        double seen = v.WindowObserved;
        return ((seen > 0 ? seen * Math.Log(seen / v.WindowExpected) : 0) - (seen - v.WindowExpected)) / v.Dispersion;
    }

    private static bool IsSame(Func<int, int, SharedRepairs> shared, int one, int other) =>
        shared(one, other) is var common && common == shared(one, one) && common == shared(other, other);

    /// <summary>What was expected of the repairs in common, in the look that raised the other alarm: the issue's expectation, by the share of its past that lies in the other series.</summary>
    private static double Expected(SeriesVerdict<SeriesKey> issue, SharedRepairs all, SeriesVerdict<SeriesKey> other, SharedRepairs common)
    {
        double share = all.Past >= EnoughPast
            ? (double)common.Past / all.Past
            : (double)(common.Past + common.Lasting) / Math.Max(1, all.Past + all.Lasting);
        Look look = other.Looks[other.ShownLook];

        // A series that is younger than the other one may not have the longer look.
        Look own = issue.Looks[Math.Min(other.ShownLook, issue.Looks.Count - 1)];
        return Math.Min(look.Expected.Mean, own.Expected.Mean * look.Periods / own.Periods * share);
    }

    /// <summary>How surprising what is left of a series still is, in the look that raised the alarm; its tail as often as there were looks.</summary>
    private static double Rest(SeriesVerdict<SeriesKey> verdict, long offSeen, double offExpected, double shareForRises)
    {
        Look look = verdict.Looks[verdict.ShownLook];
        long seen = Math.Max(0, look.Observed - offSeen);
        double mean = Math.Max(look.Expected.Mean - offExpected, 1e-6);
        (double up, double down) = WindowTest.Tails(seen, look.Expected with { Mean = mean });
        return Math.Min(1, verdict.Looks.Count * (verdict.IsRising ? up / shareForRises : down / (1 - shareForRises)));
    }
}
