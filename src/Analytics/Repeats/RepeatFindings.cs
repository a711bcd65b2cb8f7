using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Metrics.Repeats;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Repeats;

/// <summary>The rate over the months for one window.</summary>
/// <param name="WindowDays">W, in days.</param>
/// <param name="Metric">Its definition; in the catalogue for 30 and 90 days.</param>
/// <param name="Months">One figure per month, ascending; provisional while not mature.</param>
public sealed record RepeatSeries(int WindowDays, MetricDefinition Metric, IReadOnlyList<Figure> Months);

/// <summary>How a group stands against all others of its dimension together.</summary>
public enum AgainstTheRest
{
    /// <summary>Nothing that chance doesn't explain.</summary>
    NotDifferent,

    /// <summary>Higher than the rest, with the false discovery rate held at 5 % over all groups looked at.</summary>
    Higher,

    /// <summary>Lower than the rest, likewise.</summary>
    Lower,

    /// <summary>Not tested: the pooled small groups, or the only group there is.</summary>
    NotTested,
}

/// <summary>The rate of one group over the months that <see cref="RepeatFindings.GroupsFrom"/> to <see cref="RepeatFindings.GroupsTo"/> name.</summary>
/// <param name="Dimension">office, technician, product_model, failed_part or resolution_mode.</param>
/// <param name="Name">As stored; <c>(none)</c> when the tickets name none; null = all groups below the minimum together.</param>
/// <param name="GroupCount">How many groups it holds: 1, or the number of those pooled.</param>
/// <param name="Repairs">Completed repairs with a fault code.</param>
/// <param name="Repeated">Of those, repeated within the longest window.</param>
/// <param name="Share">Repeated ÷ repairs, 0 to 1.</param>
/// <param name="Interval">Wilson, 95 %.</param>
/// <param name="Difference">Share less the share of the rest, with Newcombe's interval; null without a rest.</param>
/// <param name="QValue">Benjamini–Hochberg over all tested groups of all dimensions; null when not tested.</param>
/// <param name="Verdict">Whether it differs from the rest by more than noise.</param>
/// <param name="Warning">Within these limits lie 95 % of groups of its size by chance, and by the small differences that all groups have (<see cref="RepeatFunnel.Dispersion"/>).</param>
/// <param name="Alarm">Within these lie 99.8 %.</param>
public sealed record RepeatGroup(
    string Dimension,
    string? Name,
    int GroupCount,
    long Repairs,
    long Repeated,
    double Share,
    Interval Interval,
    ProportionDifference? Difference,
    double? QValue,
    AgainstTheRest Verdict,
    Interval Warning,
    Interval Alarm);

/// <summary>The limits of a funnel chart at one size of group.</summary>
/// <param name="Repairs">The size.</param>
/// <param name="Warning">95 %.</param>
/// <param name="Alarm">99.8 %.</param>
public sealed record FunnelStep(long Repairs, Interval Warning, Interval Alarm);

/// <summary>How repeat rates scatter by the size of groups: what is noise and what isn't.</summary>
/// <param name="Dimension">As <see cref="RepeatGroup.Dimension"/>.</param>
/// <param name="Center">Repeat rate of all groups together.</param>
/// <param name="Dispersion">How much more widely the groups scatter than chance alone would have them: 1, or what the limits are widened by (its root).</param>
/// <param name="Steps">Limits from the smallest size to the largest, for the lines of the chart.</param>
public sealed record RepeatFunnel(string Dimension, double Center, double Dispersion, IReadOnlyList<FunnelStep> Steps);

/// <summary>A unit that keeps coming back with one fault.</summary>
/// <param name="SerialNo">Null when the unit is known by customer and model only.</param>
/// <param name="Customer">Of the last ticket.</param>
/// <param name="ProductModel">Of the last ticket.</param>
/// <param name="FaultCode">The fault: its code, or the failed part when the policy matches by part.</param>
/// <param name="Repeats">Repeats up to the end of the month: a unit repaired four times is one chain of three.</param>
/// <param name="FirstOn">Local day of the first receipt.</param>
/// <param name="LastOn">Local day of the last one.</param>
/// <param name="IsOpen">A ticket of it isn't repaired yet.</param>
/// <param name="Cost">Yuan spent on the repeats; null when no cost is recorded.</param>
/// <param name="Tickets">All its tickets, in order of receipt.</param>
public sealed record RepeatChain(
    string? SerialNo,
    string? Customer,
    string? ProductModel,
    string FaultCode,
    int Repeats,
    DateOnly FirstOn,
    DateOnly LastOn,
    bool IsOpen,
    decimal? Cost,
    IReadOnlyList<string> Tickets);

/// <summary>What the repeats received in the month have cost so far, in yuan.</summary>
/// <param name="Repeats">Tickets received in the month that repeat an earlier repair within the longest window.</param>
/// <param name="Chains">Chains that they belong to.</param>
/// <param name="Priced">Of the repeats, those with at least one cost recorded; the sums rest on them.</param>
/// <param name="Parts">Parts.</param>
/// <param name="Labour">Labour.</param>
/// <param name="Travel">Travel.</param>
/// <param name="Freight">Freight.</param>
public sealed record RepeatCost(long Repeats, long Chains, long Priced, decimal Parts, decimal Labour, decimal Travel, decimal Freight)
{
    /// <summary>All four together; 0 when nothing is recorded, so show <see cref="Priced"/> beside.</summary>
    public decimal Total => Parts + Labour + Travel + Freight;
}

/// <summary>The chapter on repeated repairs.</summary>
/// <param name="Series">One per window of the policy, shortest first: the months from two years before to the reported one.</param>
/// <param name="Others">First-time fix, return for any fault within 30 days, and repairs without a code by their text: the same months.</param>
/// <param name="GroupsFrom">First month of the group comparison; null when no month is mature.</param>
/// <param name="GroupsTo">Last month of it: the newest month, up to the reported one, that is mature for the longest window.</param>
/// <param name="Groups">By dimension; within it those that stand out first, then by share, the pooled ones last.</param>
/// <param name="Funnels">One per dimension with at least two groups that aren't pooled.</param>
/// <param name="WorstChains">At most ten chains with a repeat in the month, most repeats first.</param>
/// <param name="Cost">Cost of the month's repeats.</param>
public sealed record RepeatFindings(
    IReadOnlyList<RepeatSeries> Series,
    IReadOnlyList<Figure> Others,
    ReportingMonth? GroupsFrom,
    ReportingMonth? GroupsTo,
    IReadOnlyList<RepeatGroup> Groups,
    IReadOnlyList<RepeatFunnel> Funnels,
    IReadOnlyList<RepeatChain> WorstChains,
    RepeatCost Cost)
{
    /// <summary>Below this many repairs a group is pooled with the other small ones: its interval would span almost everything.</summary>
    public const int SmallestGroup = 20;

    /// <summary>Months that groups are compared over: a year, since one month of one office proves nothing and a year holds every season once.</summary>
    public const int GroupMonths = 12;

    private const int SeriesMonths = 25;
    private const int MostChains = 10;
    private const double FalseDiscoveryRate = 0.05;

    /// <summary>By what groups are compared, in the order of the chapter.</summary>
    public static readonly IReadOnlyList<string> Dimensions = ["office", "technician", "product_model", "failed_part", "resolution_mode"];

    private const int FunnelSteps = 40;

    /// <summary>Computes the chapter. The session's months are set to the 25 up to the reported one.</summary>
    public static RepeatFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        session.UseMonths(Enumerable.Range(0, SeriesMonths).Select(i => month.Plus(-i)));
        List<RepeatSeries> series =
        [
            .. policy.Windows.RepeatDays.Select(RepeatMetrics.SameFault).Zip(policy.Windows.RepeatDays, (metric, days) =>
                new RepeatSeries(days, metric, MetricCatalog.Compute(session, metric, cancel: cancel))),
        ];
        RepeatSeries longest = series[^1]; // most repeats, so the most to tell groups apart by
        HashSet<ReportingMonth> mature = [.. longest.Months.Where(f => !f.IsProvisional && f.N > 0).Select(f => f.Month).Order().TakeLast(GroupMonths)];
        List<RepeatGroup> groups = mature.Count == 0
            ? []
            : Judge([.. Dimensions.SelectMany(d => Pool(d, MetricCatalog.Compute(session, longest.Metric, d, cancel).Where(f => mature.Contains(f.Month))))]);
        session.Connection.Execute(
            SqlScript.Load<AnalysisSession>("Repeats/chain_tickets.sql"),
            new()
            {
                ["month_start_utc"] = month.Start(session.Zone),
                ["month_end_utc"] = month.End(session.Zone),
                ["window_days"] = policy.Windows.RepeatDays[^1],
            },
            cancel);
        return new(
            series,
            [.. new[] { RepeatMetrics.FirstTimeFix, RepeatMetrics.AnyFault30, RepeatMetrics.Uncoded30 }.SelectMany(m => MetricCatalog.Compute(session, m, cancel: cancel))],
            mature.Count == 0 ? null : mature.Min(),
            mature.Count == 0 ? null : mature.Max(),
            groups,
            FunnelsOf(groups),
            Chains(session, cancel),
            session.Connection.Query(SqlScript.Load<AnalysisSession>("Repeats/repeat_cost.sql"), SqlParameters.None, CostOf, cancel)[0]);
    }

    private static List<(string Dimension, string? Name, int Count, long Repairs, long Repeated)> Pool(string dimension, IEnumerable<Figure> figures)
    {
        var sums = figures
            .GroupBy(f => f.Group.Name!)
            .Select(g => (Name: g.Key, Repairs: g.Sum(f => f.N), Repeated: g.Sum(f => f.Numerator ?? 0)))
            .Where(g => g.Repairs > 0)
            .ToList();
        var small = sums.Where(g => g.Repairs < SmallestGroup).ToList();
        List<(string, string?, int, long, long)> pooled = [.. sums.Except(small).Select(g => (dimension, (string?)g.Name, 1, g.Repairs, g.Repeated))];
        if (small.Count > 0)
        {
            pooled.Add((dimension, null, small.Count, small.Sum(g => g.Repairs), small.Sum(g => g.Repeated)));
        }

        return pooled;
    }

    private static List<RepeatGroup> Judge(List<(string Dimension, string? Name, int Count, long Repairs, long Repeated)> groups)
    {
        var all = groups.GroupBy(g => g.Dimension).ToDictionary(d => d.Key, d => (Repairs: d.Sum(g => g.Repairs), Repeated: d.Sum(g => g.Repeated)));
        Dictionary<string, double> dispersion = groups.GroupBy(g => g.Dimension)
            .ToDictionary(d => d.Key, d => FunnelLimits.Dispersion([.. d.Where(g => g.Name is not null).Select(g => (g.Repeated, g.Repairs))]));
        List<(RepeatGroup Group, double? PValue)> tested = [];
        foreach (var g in groups)
        {
            long restRepairs = all[g.Dimension].Repairs - g.Repairs;
            long restRepeated = all[g.Dimension].Repeated - g.Repeated;
            double center = (double)all[g.Dimension].Repeated / all[g.Dimension].Repairs;
            tested.Add((
                new(
                    g.Dimension,
                    g.Name,
                    g.Count,
                    g.Repairs,
                    g.Repeated,
                    (double)g.Repeated / g.Repairs,
                    Proportion.Wilson(g.Repeated, g.Repairs)!,
                    Proportion.Difference(g.Repeated, g.Repairs, restRepeated, restRepairs),
                    null,
                    AgainstTheRest.NotTested,
                    FunnelLimits.At(center, g.Repairs, FunnelLimits.Inner, dispersion[g.Dimension]),
                    FunnelLimits.At(center, g.Repairs, FunnelLimits.Outer, dispersion[g.Dimension])),
                g.Name is null ? null : Proportion.Test(g.Repeated, g.Repairs, restRepeated, restRepairs)?.PValue));
        }

        double[] q = FalseDiscovery.BenjaminiHochberg([.. tested.Where(t => t.PValue is not null).Select(t => t.PValue!.Value)]);
        int at = 0;
        return
        [
            .. tested.Select(t => t.PValue is null ? t.Group : WithVerdict(t.Group, q[at++]))
                .ToList() // numbers q by the order of tested, before sorting
                .OrderBy(g => Dimensions.ToList().IndexOf(g.Dimension))
                .ThenBy(g => g.Name is null)
                .ThenByDescending(g => g.Verdict == AgainstTheRest.Higher)
                .ThenByDescending(g => g.Share)
                .ThenBy(g => g.Name, StringComparer.Ordinal),
        ];
    }

    private static RepeatGroup WithVerdict(RepeatGroup group, double q) => group with
    {
        QValue = q,
        Verdict = q > FalseDiscoveryRate ? AgainstTheRest.NotDifferent
            : group.Difference!.Value > 0 ? AgainstTheRest.Higher
            : AgainstTheRest.Lower,
    };

    private static List<RepeatFunnel> FunnelsOf(List<RepeatGroup> groups)
    {
        List<RepeatFunnel> funnels = [];
        foreach (IGrouping<string, RepeatGroup> dimension in groups.GroupBy(g => g.Dimension))
        {
            List<long> sizes = [.. dimension.Where(g => g.Name is not null).Select(g => g.Repairs)];
            if (sizes.Count < 2)
            {
                continue;
            }

            double center = (double)dimension.Sum(g => g.Repeated) / dimension.Sum(g => g.Repairs);
            double dispersion = FunnelLimits.Dispersion([.. dimension.Where(g => g.Name is not null).Select(g => (g.Repeated, g.Repairs))]);
            double step = Math.Max(1, (sizes.Max() - SmallestGroup) / (double)FunnelSteps);
            funnels.Add(new(
                dimension.Key,
                center,
                dispersion,
                [
                    .. Enumerable.Range(0, FunnelSteps + 1).Select(i => (long)Math.Round(SmallestGroup + (i * step))).Where(n => n <= sizes.Max() + step).Distinct()
                        .Select(n => new FunnelStep(n, FunnelLimits.At(center, n, FunnelLimits.Inner, dispersion), FunnelLimits.At(center, n, FunnelLimits.Outer, dispersion))),
                ]));
        }

        return funnels;
    }

    private static List<RepeatChain> Chains(AnalysisSession session, CancellationToken cancel) =>
        session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Repeats/worst_chains.sql"),
            new() { ["most"] = MostChains },
            row => new RepeatChain(
                row.TextOrNull("serial_no"),
                row.TextOrNull("customer"),
                row.TextOrNull("product_model"),
                row.Text("fault_key"),
                row.Int32("repeat_count"),
                session.DayOf(row.Instant("first_received_at_utc")),
                session.DayOf(row.Instant("last_received_at_utc")),
                row.Boolean("is_open"),
                row.DecimalOrNull("cost"),
                row.Text("ticket_ids").Split('\n')),
            cancel);

    private static RepeatCost CostOf(Row row) => new(
        row.Int64("repeat_count"),
        row.Int64("chain_count"),
        row.Int64("priced_count"),
        row.DecimalOrNull("parts_cost") ?? 0,
        row.DecimalOrNull("labour_cost") ?? 0,
        row.DecimalOrNull("travel_cost") ?? 0,
        row.DecimalOrNull("freight_cost") ?? 0);
}
