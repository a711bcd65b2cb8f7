using ServiceAnalytics.Analytics.Metrics.Complaints;
using ServiceAnalytics.Analytics.Metrics.Cost;
using ServiceAnalytics.Analytics.Metrics.Faults;
using ServiceAnalytics.Analytics.Metrics.Rectification;
using ServiceAnalytics.Analytics.Metrics.Repeats;
using ServiceAnalytics.Analytics.Metrics.Satisfaction;
using ServiceAnalytics.Analytics.Metrics.Sla;
using ServiceAnalytics.Analytics.Metrics.Volume;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Metrics;

/// <summary>All metrics there are, in the order in which pages and tables show them. A metric is added by one line here.</summary>
public static class MetricCatalog
{
    /// <summary>Every metric, in display order; keys are unique.</summary>
    public static readonly IReadOnlyList<MetricDefinition> All =
    [
        TicketCount.Definition,
        TicketCount.ByRequestType,
        SlaCompliance.AllClauses,
        SlaCompliance.ByClause,
        DutyCompliance.Definition,
        RepeatMetrics.SameFault7,
        RepeatMetrics.SameFault30,
        RepeatMetrics.SameFault90,
        RepeatMetrics.Uncoded30,
        RepeatMetrics.AnyFault30,
        RepeatMetrics.AnyFault90,
        RepeatMetrics.FirstTimeFix,
        FaultRates.RepairCount,
        FaultRates.PerThousandUnits,
        FaultRates.RepairShare,
        SatisfactionMetrics.ResponseRate,
        SatisfactionMetrics.TopTwo,
        SatisfactionMetrics.MeanScore,
        SatisfactionMetrics.Dissatisfied,
        SatisfactionMetrics.NetPromoter,
        SatisfactionMetrics.CalledBackInTime,
        ComplaintRate.PerThousandTickets,
        RectificationMetrics.Issued,
        RectificationMetrics.Implemented,
        RectificationMetrics.Verified,
        WarrantyCost.Definition,
        ServiceAccounting.ByItem,
        ServiceAccounting.TravelKilometres,
    ];

    /// <summary>The metric with a key.</summary>
    /// <exception cref="ArgumentException">No such metric; the message names the nearest key.</exception>
    public static MetricDefinition Find(string key) =>
        All.FirstOrDefault(m => m.Key == key)
        ?? throw new ArgumentException($"There is no metric \"{key}\". The metrics are: {string.Join(", ", All.Select(m => m.Key))}.", nameof(key));

    /// <summary>Computes metrics for every month that the session was asked for (<see cref="AnalysisSession.UseMonths"/>), each by one query.</summary>
    /// <param name="session">The state of knowledge, with its months set; SLA metrics want the clauses judged first.</param>
    /// <param name="keys">Which metrics; null = all.</param>
    /// <param name="dimension">
    /// By what to split (<c>region</c>, <c>office</c> …); null = not at all. Metrics with a dimension of their own keep that one. The session
    /// is left unsplit.
    /// </param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>
    /// In catalogue order, then by month, then by group. Without a split every month has a figure, also an empty one (count 0, or a null value
    /// with n = 0); with a split only groups that have rows.
    /// </returns>
    /// <exception cref="ArgumentException">An unknown key.</exception>
    public static List<Figure> Compute(
        AnalysisSession session, IEnumerable<string>? keys = null, string? dimension = null, CancellationToken cancel = default)
    {
        HashSet<string>? wanted = keys is null ? null : [.. keys.Select(key => Find(key).Key)];
        return [.. All.Where(m => wanted is null || wanted.Contains(m.Key)).SelectMany(m => Compute(session, m, dimension, cancel))];
    }

    /// <summary>Computes one metric, which need not stand in the catalogue (a repeat rate over a window of the policy's own).</summary>
    /// <inheritdoc cref="Compute(AnalysisSession, IEnumerable{string}, string, CancellationToken)"/>
    public static List<Figure> Compute(AnalysisSession session, MetricDefinition metric, string? dimension = null, CancellationToken cancel = default)
    {
        session.SplitBy(dimension);
        try
        {
            return [.. Compute(session, metric, session.Months, dimension, cancel)];
        }
        finally
        {
            session.SplitBy(null);
        }
    }

    private static IEnumerable<Figure> Compute(
        AnalysisSession session, MetricDefinition metric, List<ReportingMonth> months, string? dimension, CancellationToken cancel)
    {
        string? by = metric.OwnDimension ?? dimension;
        session.Prepare(metric.Prepare);

        List<Figure> figures = metric.Estimator.Read(
            session,
            SqlScript.Load<AnalysisSession>(metric.Sql),
            metric.Parameters(session.Windows),
            name => by is null ? FigureGroup.All : new FigureGroup(by, name),
            metric.Key,
            cancel);
        if (by is null)
        {
            Estimate nothing = metric.Estimator.OfNothing;
            figures.AddRange(months.Except(figures.Select(f => f.Month)).Select(month =>
                new Figure(metric.Key, month, FigureGroup.All, nothing.Value, 0, nothing.Interval?.Lower, nothing.Interval?.Upper) { Numerator = nothing.Numerator }));
        }

        return figures.OrderBy(f => f.Month).ThenBy(f => f.Group.Name, StringComparer.Ordinal);
    }
}
