namespace ServiceAnalytics.Analytics.Statistics;

/// <summary>One category of a Pareto analysis.</summary>
/// <typeparam name="T">What names a category.</typeparam>
/// <param name="Category">Its name or key, as given.</param>
/// <param name="Amount">Its amount, as given.</param>
/// <param name="Share">Amount ÷ total, 0 to 1.</param>
/// <param name="CumulativeShare">Share of this and all larger categories; the last one's is exactly 1.</param>
/// <param name="IsVital">True for the vital few.</param>
public sealed record ParetoRow<T>(T Category, decimal Amount, double Share, double CumulativeShare, bool IsVital);

/// <summary>Which few categories make most of the trouble.</summary>
public static class Pareto
{
    /// <summary>The share that the vital few must reach unless the caller says otherwise.</summary>
    public const double UsualShare = 0.8;

    /// <summary>Sorts categories by amount and marks the vital few.</summary>
    /// <typeparam name="T">What names a category.</typeparam>
    /// <param name="amounts">One per category: a count or money, 0 or more. Order matters only among equal amounts, which stay in the order given.</param>
    /// <param name="vitalShare">Share that the vital few must reach together, above 0 and up to 1.</param>
    /// <returns>
    /// Largest first. Vital: the smallest number of categories that together reach the share, and <em>every category that ties with the last of these</em>: otherwise the order of
    /// names would decide who has to act. So when all are equal, all are vital, which says that there are no vital few. A category of 0 is never vital.
    /// Empty when there are no categories or the total is 0: then there is nothing to share out.
    /// </returns>
    /// <exception cref="ArgumentNullException">No list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative amount, a share outside 0 to 1.</exception>
    /// <remarks>Juran, Quality Control Handbook: the vital few and the useful many. Sums are in decimals, so "exactly 80 %" is exact.</remarks>
    public static IReadOnlyList<ParetoRow<T>> Of<T>(IEnumerable<(T Category, decimal Amount)> amounts, double vitalShare = UsualShare)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        if (!(vitalShare > 0 && vitalShare <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(vitalShare), vitalShare, "The share of the vital few lies above 0 and up to 1; write 0.8 for 80 %.");
        }

        var sorted = amounts.OrderByDescending(item => item.Amount).ToList();
        if (sorted.Count > 0 && sorted[^1].Amount < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(amounts), sorted[^1].Amount, $"The amount of {sorted[^1].Category} is negative; shares of a whole need amounts of 0 or more.");
        }

        var total = sorted.Sum(item => item.Amount);
        if (total == 0)
        {
            return [];
        }

        var rows = new List<ParetoRow<T>>(sorted.Count);
        var needed = (decimal)vitalShare * total;
        decimal sum = 0;
        decimal lastVital = 0;
        foreach (var (category, amount) in sorted)
        {
            var vital = amount > 0 && (sum < needed || amount == lastVital);
            lastVital = vital ? amount : lastVital;
            sum += amount;
            rows.Add(new ParetoRow<T>(category, amount, (double)(amount / total), (double)(sum / total), vital));
        }

        return rows;
    }
}
