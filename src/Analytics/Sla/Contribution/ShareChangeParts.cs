namespace ServiceAnalytics.Analytics.Sla.Contribution;

/// <summary>A group's cases in two periods.</summary>
/// <param name="Name">The group.</param>
/// <param name="MetBefore">Cases met in the earlier period.</param>
/// <param name="JudgedBefore">Cases met or breached in the earlier period.</param>
/// <param name="Met">Cases met now.</param>
/// <param name="Judged">Cases met or breached now.</param>
public sealed record GroupCases(string Name, long MetBefore, long JudgedBefore, long Met, long Judged);

/// <summary>What a group added to the change of the whole share; all in shares (0.01 is one percentage point).</summary>
/// <param name="Name">The group.</param>
/// <param name="Rate">Because the group itself became better or worse.</param>
/// <param name="Mix">Because the group's part of all cases became larger or smaller.</param>
public sealed record GroupPart(string Name, double Rate, double Mix)
{
    /// <summary>Both together.</summary>
    public double Total => Rate + Mix;
}

/// <summary>
/// Why a share changed: the difference of two overall shares split into what the groups did (rate) and how many cases each had (mix).
/// The parts add up to the change exactly.
/// </summary>
/// <param name="Change">The share now less the share before.</param>
/// <param name="Parts">One per group, in the order given.</param>
/// <remarks>
/// E. M. Kitagawa, "Components of a difference between two rates", Journal of the American Statistical Association 50 (1955), 1168–1194: rate part =
/// change of the group's share × mean of its two weights; mix part = change of its weight × mean of its two shares. Since weights sum to one, the mix part may be
/// measured against any constant; it is measured against the mean of the two overall shares, so that a growing group counts as good news only when
/// it is better than the rest. A group without cases in one of the periods has no share there: it takes its share from the other period, and its whole part is mix.
/// </remarks>
public sealed record ShareChangeParts(double Change, IReadOnlyList<GroupPart> Parts)
{
    /// <summary>The sum of the rate parts.</summary>
    public double Rate => Parts.Sum(p => p.Rate);

    /// <summary>The sum of the mix parts.</summary>
    public double Mix => Parts.Sum(p => p.Mix);

    /// <summary>Splits a change.</summary>
    /// <param name="groups">Every group with a judged case in either period; leaving one out breaks the sum.</param>
    /// <returns>Null when either period has no judged case at all.</returns>
    /// <exception cref="ArgumentException">A negative number, or more cases met than judged.</exception>
    public static ShareChangeParts? Of(IReadOnlyList<GroupCases> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.FirstOrDefault(g => g.MetBefore < 0 || g.MetBefore > g.JudgedBefore || g.Met < 0 || g.Met > g.Judged) is { } wrong)
        {
            throw new ArgumentException($"Group \"{wrong.Name}\": {wrong.MetBefore} of {wrong.JudgedBefore} before and {wrong.Met} of {wrong.Judged} now are not counts of cases.", nameof(groups));
        }

        double before = groups.Sum(g => g.JudgedBefore);
        double now = groups.Sum(g => g.Judged);
        if (before == 0 || now == 0)
        {
            return null;
        }

        double shareBefore = groups.Sum(g => g.MetBefore) / before;
        double share = groups.Sum(g => g.Met) / now;
        return new ShareChangeParts(share - shareBefore, [.. groups.Where(g => g.JudgedBefore + g.Judged > 0).Select(Part)]);

        GroupPart Part(GroupCases g)
        {
            double weightBefore = g.JudgedBefore / before;
            double weight = g.Judged / now;
            double ofBefore = g.JudgedBefore > 0 ? (double)g.MetBefore / g.JudgedBefore : (double)g.Met / g.Judged;
            double ofNow = g.Judged > 0 ? (double)g.Met / g.Judged : ofBefore;
            return new GroupPart(
                g.Name,
                (ofNow - ofBefore) * (weightBefore + weight) / 2,
                (weight - weightBefore) * (((ofBefore + ofNow) / 2) - ((shareBefore + share) / 2)));
        }
    }
}
