using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Analytics.Trends;

/// <summary>What the counts of a series are counted over.</summary>
public enum ExposureBasis
{
    /// <summary>Unit-months in service, from the installed base.</summary>
    UnitMonths,

    /// <summary>All tickets received in the month: the stand-in when the installed base isn't known.</summary>
    Tickets,
}

/// <summary>A product model and a fault code: one series. <c>(none)</c> stands for a ticket that names none.</summary>
/// <param name="Model">Product model as stored.</param>
/// <param name="Fault">Fault code as stored.</param>
public sealed record ModelFault(string Model, string Fault)
{
    /// <summary>What stands for a missing model or code.</summary>
    public const string None = "(none)";
}

/// <summary>A fault code with what it means.</summary>
/// <param name="Code">As stored; <c>(none)</c> for repairs without a code.</param>
/// <param name="Text">The text that tickets of this code carry most often, in the source's words (hostile text); null when none carries any.</param>
public sealed record FaultName(string Code, string? Text);

/// <summary>One fault in the month's Pareto.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Repairs">Repair tickets of the month.</param>
/// <param name="Share">Of all repair tickets of the month, 0 to 1.</param>
/// <param name="CumulativeShare">Of this and all more frequent ones.</param>
/// <param name="IsVital">One of the vital few that make 80 %.</param>
/// <param name="RepairsMonthBefore">Repair tickets of the month before.</param>
/// <param name="Change">
/// This month's rate ÷ that of the month before, over units in service (else all tickets), its exact interval widened by the months' dispersion; null without a month before. Many faults are
/// compared at once: which changes are more than noise is said by <see cref="TrendFindings.Rising"/> and <see cref="TrendFindings.Falling"/>.
/// </param>
public sealed record FaultParetoRow(FaultName Fault, long Repairs, double Share, double CumulativeShare, bool IsVital, long RepairsMonthBefore, RateRatio? Change);

/// <summary>The month's repairs by model and fault: the largest of each, the rest pooled.</summary>
/// <param name="Models">Rows, largest first; the last is null when further models are pooled in it.</param>
/// <param name="Faults">Columns, largest first; the last is null when further faults are pooled in it.</param>
/// <param name="Repairs">Repair tickets, by row and column; they add up to the month's repairs.</param>
/// <param name="Expected">
/// What the past led one to expect, by row and column, as the detection foretells each series; null where one has no past to tell.
/// </param>
public sealed record FaultHeatMap(
    IReadOnlyList<string?> Models,
    IReadOnlyList<FaultName?> Faults,
    IReadOnlyList<IReadOnlyList<long>> Repairs,
    IReadOnlyList<IReadOnlyList<double?>> Expected);

/// <summary>One month on a chart.</summary>
/// <param name="Month">Which.</param>
/// <param name="Count">Repair tickets.</param>
/// <param name="Exposure">Unit-months or tickets, as the chart's basis says.</param>
/// <param name="Point">Value, limits and signals, in the chart's unit.</param>
public sealed record TrendChartPoint(ReportingMonth Month, long Count, double Exposure, ChartPoint Point);

/// <summary>A control chart of repairs by month.</summary>
/// <param name="Fault">Of which fault; null for all repairs.</param>
/// <param name="Basis">Unit-months: a u chart in repairs per 1,000 units in service; tickets: a p chart in shares of all tickets (0 to 1).</param>
/// <param name="Center">Centre line, from the months before the last; null when they have no data.</param>
/// <param name="IsLaney">True when the limits are Laney's, widened because the months vary more than chance.</param>
/// <param name="SigmaZ">By how much they vary more than chance; null when it can't be told.</param>
/// <param name="NoLimits">Whether there are limits, and if not, why.</param>
/// <param name="BaselineMonths">Months that make centre and limits; below 10 the limits are rough.</param>
/// <param name="Points">Oldest first; the last is the reported month.</param>
public sealed record TrendChart(
    FaultName? Fault,
    ExposureBasis Basis,
    double? Center,
    bool IsLaney,
    double? SigmaZ,
    NoLimits NoLimits,
    int BaselineMonths,
    IReadOnlyList<TrendChartPoint> Points);

/// <summary>The chapter on faults: what failed most, what changed, whether that is more than noise. All of repair tickets, by month of receipt.</summary>
/// <param name="Month">The reported month.</param>
/// <param name="Rules">The thresholds used.</param>
/// <param name="Repairs">Repair tickets of the month.</param>
/// <param name="Basis">Unit-months when the installed base is known for the whole time, else tickets.</param>
/// <param name="UnitMonths">Units in service in the month; null when no installed base is known.</param>
/// <param name="BaseCoverage">Share of the month's repairs whose serial number is in the installed base, 0 to 1; null without installed base or repairs.</param>
/// <param name="HistoryMonths">Months before the judged ones on which expectations could rest; at most the rule's 60.</param>
/// <param name="Pareto">All faults of the month, most frequent first.</param>
/// <param name="HeatMap">Model × fault; null when the month has no repairs.</param>
/// <param name="Chart">All repairs by month; null when there is no earlier month.</param>
/// <param name="FaultCharts">The most frequent of the vital few, each with its own chart.</param>
/// <param name="SeriesTested">Series (single dimensions and pairs, <see cref="SeriesKey.Kinds"/>) that were tested together.</param>
/// <param name="SeriesWithoutPast">Series with no past to compare with; not tested.</param>
/// <param name="AlarmingSeries">Series that departed from their past; those that say the same are folded into one issue.</param>
/// <param name="Dispersion">How much more the past months vary than chance (1 = as chance); allowed for in the tests.</param>
/// <param name="Rising">Issues above their past, surest first.</param>
/// <param name="Falling">Issues below their past, surest first.</param>
public sealed record TrendFindings(
    ReportingMonth Month,
    TrendRules Rules,
    long Repairs,
    ExposureBasis Basis,
    double? UnitMonths,
    double? BaseCoverage,
    int HistoryMonths,
    IReadOnlyList<FaultParetoRow> Pareto,
    FaultHeatMap? HeatMap,
    TrendChart? Chart,
    IReadOnlyList<TrendChart> FaultCharts,
    int SeriesTested,
    int SeriesWithoutPast,
    int AlarmingSeries,
    double Dispersion,
    IReadOnlyList<FaultIssue> Rising,
    IReadOnlyList<FaultIssue> Falling)
{
    /// <summary>Share of the month's tickets thought to be reported by the newest export, told by earlier exports; null when these don't tell.</summary>
    public double? Completeness { get; init; }

    /// <summary>Tickets that the completeness rests on; 0 when there is none.</summary>
    public long DelayTickets { get; init; }

    /// <summary>Computes the chapter with the thresholds of a policy.</summary>
    /// <inheritdoc cref="FaultTrends.Compute"/>
    public static TrendFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default) =>
        FaultTrends.Compute(session, FaultTrends.RulesOf(policy), month, cancel);
}
