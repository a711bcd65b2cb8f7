namespace ServiceAnalytics.Analytics.Trends;

/// <summary>The thresholds of the trend chapter. The defaults are the house's; the policy's rule <c>emerging_fault</c> may tighten or loosen two of them.</summary>
public sealed record TrendRules
{
    /// <summary>The usual rules.</summary>
    public static readonly TrendRules Usual = new();

    /// <summary>Expected share of false findings among all series listed, at most. Default 5 %.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>
    /// A series is listed as rising from so many events in the month on, and as falling when so many were expected. Default 5: below it a
    /// single customer makes the series.
    /// </summary>
    public int MinimumCount { get; init; } = 5;

    /// <summary>Months before the month in question that make its expectation, at most. Default 12: one of each season.</summary>
    public int BaseMonths { get; init; } = 12;

    /// <summary>
    /// Months taken together when a series is looked at: the month alone, and with the two before it, so that a rise that has lasted for some
    /// months doesn't hide in its own past. Default 1 and 3.
    /// </summary>
    public IReadOnlyList<int> Windows { get; init; } = [1, 3];

    /// <summary>Months on a control chart, the month in question included. Default 25: it and two years before.</summary>
    public int ChartMonths { get; init; } = 25;

    /// <summary>Months looked back for the beginning of a rise or fall. Default 6.</summary>
    public int SinceMonths { get; init; } = 6;

    /// <summary>Models and faults that have a row or column of their own in the heat map. Default 10 and 12.</summary>
    public (int Models, int Faults) HeatMap { get; init; } = (10, 12);

    /// <summary>Vital-few faults with a chart of their own, at most. Default 6.</summary>
    public int FaultCharts { get; init; } = 6;

    /// <summary>Tickets named per series, at most. Default 50; the number of all is told.</summary>
    public int TicketsNamed { get; init; } = 50;
}
