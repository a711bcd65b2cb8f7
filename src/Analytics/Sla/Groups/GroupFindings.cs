using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla.Contribution;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla.Groups;

/// <summary>Where a group stands against what chance alone would give a group of its size.</summary>
public enum FunnelPlace
{
    /// <summary>No case of the group is judged.</summary>
    NoCases,

    /// <summary>Within the limits: its distance from the others is what chance gives.</summary>
    Within,

    /// <summary>Better than chance would have it.</summary>
    Above,

    /// <summary>Worse than chance would have it.</summary>
    Below,
}

/// <summary>A change of a group's share, and if it is one among all that were looked at.</summary>
/// <param name="Change">With interval and test.</param>
/// <param name="QValue">The expected share of false ones if this and all that are as clear are called real; over all clauses × groups × comparisons.</param>
public sealed record GroupChange(ShareChange Change, double QValue)
{
    /// <summary>False discovery rate at which a change is called real.</summary>
    public const double Rate = 0.05;

    /// <summary>True when the change stands out from all the noise.</summary>
    public bool IsReal => QValue <= Rate;
}

/// <summary>A clause's cases of the month in one group.</summary>
/// <param name="Name">As stored; <c>(none)</c> for tickets without a value.</param>
/// <param name="Current">Its cases.</param>
/// <param name="Place">Against the clause's share over all groups.</param>
/// <param name="OnPreviousMonth">Null when either month has no judged case.</param>
/// <param name="OnYearBefore">Null when either month has no judged case.</param>
public sealed record ClauseGroup(string Name, Verdicts Current, FunnelPlace Place, GroupChange? OnPreviousMonth, GroupChange? OnYearBefore);

/// <summary>A clause split by a dimension.</summary>
/// <param name="ClauseId">The clause.</param>
/// <param name="Whole">All groups together.</param>
/// <param name="Groups">By name: no order of merit, since most of an order would be noise.</param>
/// <param name="OnPreviousMonth">The whole against the month before; null when either month has no judged case.</param>
/// <param name="SincePreviousMonth">What each group added to the change since the month before; null when either month has no judged case.</param>
/// <param name="SinceYearBefore">The same since a year ago.</param>
public sealed record GroupedClause(string ClauseId, Verdicts Whole, IReadOnlyList<ClauseGroup> Groups, ShareChange? OnPreviousMonth, ShareChangeParts? SincePreviousMonth, ShareChangeParts? SinceYearBefore);

/// <summary>The clauses of a month split by a dimension of tickets.</summary>
/// <param name="Month">The month.</param>
/// <param name="Dimension">One of <see cref="Dimensions"/>.</param>
/// <param name="Clauses">In the order of the policy.</param>
/// <param name="ByClause">What each clause added to the change of the share of all cases since the month before; null when either month has no judged case.</param>
public sealed record GroupFindings(ReportingMonth Month, string Dimension, IReadOnlyList<GroupedClause> Clauses, ShareChangeParts? ByClause)
{
    /// <summary>By what clauses can be split.</summary>
    public static readonly IReadOnlyList<string> Dimensions = ["region", "office", "technician", "product_model", "product_series", "severity", "channel", "customer"];

    /// <summary>Chance of each tail beyond a funnel limit, so that 2 of 1,000 groups that don't differ lie outside: the usual 99.8 % limits.</summary>
    /// <remarks>D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005), 1185–1202; here by exact binomial tails.</remarks>
    private const double FunnelTail = 0.001;

    private static readonly Verdicts None = new(0, 0, 0, 0);

    /// <summary>Judges the month, the month before and a year ago, and compares the groups.</summary>
    /// <param name="session">Opened by the same policy; its months and dimension are set here, and the dimension is left unsplit.</param>
    /// <param name="policy">The clauses.</param>
    /// <param name="month">The month.</param>
    /// <param name="dimension">One of <see cref="Dimensions"/>.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <exception cref="ArgumentException">Another dimension.</exception>
    /// <exception cref="CalendarRangeException">A clause counts working time and its calendar ends before the as-of instant.</exception>
    public static GroupFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, string dimension, CancellationToken cancel = default)
    {
        if (!Dimensions.Contains(dimension))
        {
            throw new ArgumentException($"Clauses can't be split by \"{dimension}\"; they can by {string.Join(", ", Dimensions)}.", nameof(dimension));
        }

        session.UseMonths([month.YearBefore, month.Previous, month]);
        session.SplitBy(dimension);
        SlaJudge.Judge(session, policy, cancel);
        session.SplitBy(null);
        Dictionary<(string Clause, string Group, ReportingMonth Month), Verdicts> cases = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/Groups/group_months.sql"),
            SqlParameters.None,
            row => (Key: (row.Text("clause_id"), row.Text("group_name"), new ReportingMonth(row.Date("month"))),
                    Value: new Verdicts(row.Int64("met_count"), row.Int64("breached_count"), row.Int64("pending_count"), row.Int64("unmeasurable_count"))),
            cancel).ToDictionary(c => c.Key, c => c.Value);
        ILookup<string, string> groups = cases.Keys.Select(k => (k.Clause, k.Group)).Distinct().ToLookup(k => k.Clause, k => k.Group);

        // All comparisons of all clauses and groups are one family: picking the striking ones afterwards is what makes false alarms.
        (string Clause, string Group, ShareChange Change)[] changes =
        [
            .. from clause in policy.ClauseIds
               from @group in groups[clause]
               from earlier in new[] { month.Previous, month.YearBefore }
               let change = ShareChange.Between(Of(clause, @group, month), Of(clause, @group, earlier), earlier)
               where change is not null
               select (clause, @group, change),
        ];
        double[] q = FalseDiscovery.BenjaminiHochberg([.. changes.Select(c => c.Change.Test.PValue)]);
        Dictionary<(string, string, ReportingMonth), GroupChange> judged = changes
            .Select((c, i) => (Key: (c.Clause, c.Group, c.Change.Earlier), Value: new GroupChange(c.Change, q[i])))
            .ToDictionary(c => c.Key, c => c.Value);

        List<GroupedClause> clauses = [.. policy.ClauseIds.Select(Grouped)];
        return new GroupFindings(month, dimension, clauses, ShareChangeParts.Of([.. policy.ClauseIds.Select(id =>
        {
            Verdicts before = Whole(id, month.Previous);
            Verdicts now = Whole(id, month);
            return new GroupCases(id, before.Met, before.N, now.Met, now.N);
        })]));

        Verdicts Of(string clause, string group, ReportingMonth when) => cases.GetValueOrDefault((clause, group, when), None);

        Verdicts Whole(string clause, ReportingMonth when) => groups[clause].Select(g => Of(clause, g, when)).Aggregate(None, Sum);

        GroupedClause Grouped(string clause)
        {
            Verdicts whole = Whole(clause, month);
            ClauseGroup[] rows =
            [
                .. groups[clause].Order(StringComparer.Ordinal).Where(g => cases.ContainsKey((clause, g, month))).Select(g => new ClauseGroup(
                    g,
                    Of(clause, g, month),
                    Place(Of(clause, g, month), whole),
                    judged.GetValueOrDefault((clause, g, month.Previous)),
                    judged.GetValueOrDefault((clause, g, month.YearBefore)))),
            ];
            return new GroupedClause(clause, whole, rows, ShareChange.Between(whole, Whole(clause, month.Previous), month.Previous), Parts(clause, month.Previous), Parts(clause, month.YearBefore));
        }

        ShareChangeParts? Parts(string clause, ReportingMonth earlier) => ShareChangeParts.Of([.. groups[clause].Order(StringComparer.Ordinal).Select(g =>
        {
            Verdicts before = Of(clause, g, earlier);
            Verdicts now = Of(clause, g, month);
            return new GroupCases(g, before.Met, before.N, now.Met, now.N);
        })]);
    }

    /// <summary>Where a group stands: its met cases against a binomial with the whole's share.</summary>
    /// <param name="group">The group's cases.</param>
    /// <param name="whole">All groups' cases, with at least one judged.</param>
    public static FunnelPlace Place(Verdicts group, Verdicts whole)
    {
        if (group.N == 0)
        {
            return FunnelPlace.NoCases;
        }

        double share = whole.Share!.Value;
        return Tails.BinomialAtMost(group.Met, group.N, share) <= FunnelTail ? FunnelPlace.Below
            : Tails.BinomialAtLeast(group.Met, group.N, share) <= FunnelTail ? FunnelPlace.Above
            : FunnelPlace.Within;
    }

    private static Verdicts Sum(Verdicts a, Verdicts b) => new(a.Met + b.Met, a.Breached + b.Breached, a.Pending + b.Pending, a.Unmeasurable + b.Unmeasurable);
}
