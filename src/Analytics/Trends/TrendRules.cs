using ServiceAnalytics.Analytics.Trends.Detection;

namespace ServiceAnalytics.Analytics.Trends;

/// <summary>The thresholds of the trend chapter. The defaults are the house's; the policy's rule <c>emerging_fault</c> sets the false discovery rate.</summary>
public sealed record TrendRules
{
    /// <summary>The usual rules.</summary>
    public static readonly TrendRules Usual = new();

    /// <summary>How series are judged: false discovery rate (5 %), smallest count (5), months of history (60).</summary>
    public DetectionRules Detection { get; init; } = DetectionRules.Monthly;

    /// <summary>Months on a control chart, the month in question included. Default 25: it and two years before.</summary>
    public int ChartMonths { get; init; } = 25;

    /// <summary>Months looked back for the beginning of a rise or fall. Default 11: a year with the month itself.</summary>
    public int SinceMonths { get; init; } = 11;

    /// <summary>Models and faults that have a row or column of their own in the heat map. Default 10 and 12.</summary>
    public (int Models, int Faults) HeatMap { get; init; } = (10, 12);

    /// <summary>Vital-few faults with a chart of their own, at most. Default 6.</summary>
    public int FaultCharts { get; init; } = 6;

    /// <summary>Tickets named per series, at most. Default 50; the number of all is told.</summary>
    public int TicketsNamed { get; init; } = 50;
}
