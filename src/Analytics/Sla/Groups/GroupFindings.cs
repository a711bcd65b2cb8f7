using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Analytics.Sla.Contribution;
using ServiceAnalytics.Analytics.Sla.Duties;
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

/// <summary>A clause's or duty's cases of the month in one group.</summary>
/// <param name="Name">As stored; <c>(none)</c> for tickets without a value.</param>
/// <param name="Current">Its cases.</param>
/// <param name="Place">Against the clause's share over all groups.</param>
/// <param name="OnPreviousMonth">Null when either month has no judged case.</param>
/// <param name="OnYearBefore">Null when either month has no judged case.</param>
public sealed record ClauseGroup(string Name, Verdicts Current, FunnelPlace Place, GroupChange? OnPreviousMonth, GroupChange? OnYearBefore);

/// <summary>A clause or duty split by a dimension.</summary>
/// <param name="Id">The clause or duty.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Whole">All groups together.</param>
/// <param name="Dispersion">How much more widely the groups scatter than chance alone would have them, 1 or more: the funnel's limits are widened by its root.</param>
/// <param name="Groups">By name: no order of merit, since most of an order would be noise.</param>
/// <param name="OnPreviousMonth">The whole against the month before; null when either month has no judged case.</param>
/// <param name="SincePreviousMonth">What each group added to the change since the month before; null when either month has no judged case.</param>
/// <param name="SinceYearBefore">The same since a year ago.</param>
public sealed record GroupedClause(
    string Id, Bilingual Title, Verdicts Whole, double Dispersion, IReadOnlyList<ClauseGroup> Groups, ShareChange? OnPreviousMonth, ShareChangeParts? SincePreviousMonth, ShareChangeParts? SinceYearBefore);

/// <summary>The clauses and duties of a month split by a dimension.</summary>
/// <param name="Month">The month.</param>
/// <param name="Dimension">One of <see cref="Dimensions"/>.</param>
/// <param name="Clauses">In the order of the policy.</param>
/// <param name="Duties">The duties whose cases have the attribute, in the order of the policy.</param>
/// <param name="NotSplit">The duties that are measured and whose cases lack the attribute: they hang on no ticket, unit or visit that has it.</param>
/// <param name="ByClause">What each clause added to the change of the share of all cases since the month before; null when either month has no judged case.</param>
public sealed record GroupFindings(
    ReportingMonth Month, string Dimension, IReadOnlyList<GroupedClause> Clauses, IReadOnlyList<GroupedClause> Duties, IReadOnlyList<Bilingual> NotSplit, ShareChangeParts? ByClause)
{
    /// <summary>By what clauses can be split.</summary>
    public static readonly IReadOnlyList<string> Dimensions = ["region", "office", "technician", "product_model", "product_series", "severity", "channel", "customer"];

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
        DutyJudge.Judge(session, policy, cancel);
        Dictionary<(string Clause, string Group, ReportingMonth Month), Verdicts> cases = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/Groups/group_months.sql"),
            SqlParameters.None,
            row => (Key: (row.Text("clause_id"), row.Text("group_name"), new ReportingMonth(row.Date("month"))), Value: VerdictsOf(row)),
            cancel).ToDictionary(c => c.Key, c => c.Value);
        List<Duty> duties = [];
        List<Bilingual> notSplit = [];
        foreach (Duty duty in policy.Duties)
        {
            List<(string? Group, ReportingMonth Month, Verdicts Cases)> rows = session.Connection.Query(
                SqlScript.Load<AnalysisSession>("Sla/Groups/duty_group_months.sql"),
                new() { ["duty_id"] = duty.Id, ["attributes"] = DutySources.KindsOf(duty) is [{ } kind] && (duty.Kind != DutyKind.Recurring || duty.Per == DutySubject.Unit) ? kind : "none" },
                row => (row.TextOrNull("group_name"), new ReportingMonth(row.Date("month")), VerdictsOf(row)),
                cancel);
            if (rows.Exists(r => r.Group is null))
            {
                notSplit.Add(duty.Title);
            }
            else if (rows.Count > 0)
            {
                duties.Add(duty);
                rows.ForEach(r => cases.Add((duty.Id, r.Group!, r.Month), r.Cases));
            }
        }

        session.SplitBy(null);
        string[] measured = [.. policy.ClauseIds.Except(ClauseSources.Of(session, policy, cancel).NotMeasured(policy).Select(l => l.Id))];
        ILookup<string, string> groups = cases.Keys.Select(k => (k.Clause, k.Group)).Distinct().ToLookup(k => k.Clause, k => k.Group);

        // All comparisons of all clauses, duties and groups are one family: picking the striking ones afterwards is what makes false alarms.
        (string Clause, string Group, ShareChange Change)[] changes =
        [
            .. from clause in measured.Concat(duties.Select(d => d.Id))
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

        List<GroupedClause> clauses = [.. measured.Select(id => Grouped(id, policy.Clauses.First(c => c.Id == id).Title))];
        return new GroupFindings(month, dimension, clauses, [.. duties.Select(d => Grouped(d.Id, d.Title))], notSplit, ShareChangeParts.Of([.. measured.Select(id =>
        {
            Verdicts before = Whole(id, month.Previous);
            Verdicts now = Whole(id, month);
            return new GroupCases(id, before.Met, before.N, now.Met, now.N);
        })]));

        Verdicts Of(string clause, string group, ReportingMonth when) => cases.GetValueOrDefault((clause, group, when), None);

        Verdicts Whole(string clause, ReportingMonth when) => groups[clause].Select(g => Of(clause, g, when)).Aggregate(None, Sum);

        GroupedClause Grouped(string clause, Bilingual title)
        {
            Verdicts whole = Whole(clause, month);
            double dispersion = FunnelLimits.Dispersion([.. groups[clause].Select(g => Of(clause, g, month)).Select(v => (v.Met, v.N))]);
            ClauseGroup[] rows =
            [
                .. groups[clause].Order(StringComparer.Ordinal).Where(g => cases.ContainsKey((clause, g, month))).Select(g => new ClauseGroup(
                    g,
                    Of(clause, g, month),
                    Place(Of(clause, g, month), whole, dispersion),
                    judged.GetValueOrDefault((clause, g, month.Previous)),
                    judged.GetValueOrDefault((clause, g, month.YearBefore)))),
            ];
            return new GroupedClause(
                clause, title, whole, dispersion, rows, ShareChange.Between(whole, Whole(clause, month.Previous), month.Previous), Parts(clause, month.Previous), Parts(clause, month.YearBefore));
        }

        ShareChangeParts? Parts(string clause, ReportingMonth earlier) => ShareChangeParts.Of([.. groups[clause].Order(StringComparer.Ordinal).Select(g =>
        {
            Verdicts before = Of(clause, g, earlier);
            Verdicts now = Of(clause, g, month);
            return new GroupCases(g, before.Met, before.N, now.Met, now.N);
        })]);
    }

    /// <summary>Where a group stands: its met cases against a binomial with the whole's share, beyond the 99.8 % limits of <see cref="FunnelLimits"/>.</summary>
    /// <param name="group">The group's cases.</param>
    /// <param name="whole">All groups' cases, with at least one judged.</param>
    /// <param name="dispersion">How much more widely the clause's groups scatter than chance alone would have them; 1 = not at all.</param>
    public static FunnelPlace Place(Verdicts group, Verdicts whole, double dispersion)
    {
        if (group.N == 0)
        {
            return FunnelPlace.NoCases;
        }

        double share = whole.Share!.Value;
        double tail = FunnelLimits.Tail(FunnelLimits.Outer, dispersion);
        return Tails.BinomialAtMost(group.Met, group.N, share) <= tail ? FunnelPlace.Below
            : Tails.BinomialAtLeast(group.Met, group.N, share) <= tail ? FunnelPlace.Above
            : FunnelPlace.Within;
    }

    private static Verdicts VerdictsOf(Row row) =>
        new(row.Int64("met_count"), row.Int64("breached_count"), row.Int64("pending_count"), row.Int64("unmeasurable_count"));

    private static Verdicts Sum(Verdicts a, Verdicts b) => new(a.Met + b.Met, a.Breached + b.Breached, a.Pending + b.Pending, a.Unmeasurable + b.Unmeasurable);
}
