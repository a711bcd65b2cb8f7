namespace ServiceAnalytics.Analytics.Trends.Detection;

/// <summary>What the detection goes by. The defaults are the house's; docs/methods.md shows what they find and how often they err.</summary>
public sealed record DetectionRules
{
    /// <summary>The usual rules for months.</summary>
    public static readonly DetectionRules Monthly = new();

    /// <summary>The usual rules for weeks.</summary>
    public static readonly DetectionRules Weekly = new() { PeriodsPerYear = 365.25 / 7, BasePeriods = 260 };

    /// <summary>Periods in a year: 12 for months, 52.18 for weeks.</summary>
    public double PeriodsPerYear { get; init; } = 12;

    /// <summary>Periods before the window that make the expectation, at most. Default 60: five years.</summary>
    public int BasePeriods { get; init; } = 60;

    /// <summary>Periods taken together as the longer look, the one in question included. Default 3; 1 looks at the period alone.</summary>
    public int LongWindow { get; init; } = 3;

    /// <summary>
    /// Periods taken together as the longest look, for what comes or goes slowly: a ramp, a cured fault. Default 6; not looked at with less than two years of periods, and
    /// not at all when it is no longer than <see cref="LongWindow"/>.
    /// </summary>
    public int LastingWindow { get; init; } = 6;

    /// <summary>
    /// Periods just before the longest look that stay out of the baseline when the history is long, so that a rise under way doesn't pull up its own
    /// expectation. Default 3. With less than two years of baseline none are left out.
    /// </summary>
    public int Guard { get; init; } = 3;

    /// <summary>Expected share of false findings among all series listed, at most. Default 5 %.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>
    /// A rise is listed from so many events in the window on, a fall when so many were expected. Default 5. A smaller series keeps its p-value
    /// and its place among the tests.
    /// </summary>
    public int MinimumCount { get; init; } = 5;

    /// <summary>
    /// How much of the chance of a false finding is spent on rises, the rest on falls. Default 0.8: a new fault does harm each day, a cured one can wait.
    /// </summary>
    public double ShareForRises { get; init; } = 0.8;

    /// <summary>The upper limit shown is the count that an undisturbed period exceeds with at most this chance. Default 1 %.</summary>
    public double UpperLimitChance { get; init; } = 0.01;
}
