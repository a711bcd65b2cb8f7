using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Satisfaction;

/// <summary>The thresholds of the satisfaction chapter. The defaults are the house's; the policy's rule <c>satisfaction_drop</c> sets two of them.</summary>
public sealed record SatisfactionRules
{
    /// <summary>The usual rules.</summary>
    public static readonly SatisfactionRules Usual = new();

    /// <summary>Expected share of false drops among all groups called, at most. Default 5 %.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>Answers that a group needs in the month, and in the months before, to be compared. Default 10.</summary>
    public int MinimumAnswers { get; init; } = 10;

    /// <summary>Months before the month in question that it is compared with. Default 6.</summary>
    public int BaseMonths { get; init; } = 6;

    /// <summary>Groups with fewer answers in the month are shown pooled: below it one customer moves a share by ten points. Default 10.</summary>
    public int PoolBelow { get; init; } = 10;

    /// <summary>Months of the series, the month in question included. Default 25: it and two years before.</summary>
    public int SeriesMonths { get; init; } = 25;

    /// <summary>Months looked back for the beginning of a drop. Default 6.</summary>
    public int SinceMonths { get; init; } = 6;

    /// <summary>The thresholds that a policy sets.</summary>
    public static SatisfactionRules Of(Policy policy) => policy.Warning("satisfaction_drop") is { } rule
        ? Usual with { FalseDiscoveryRate = rule.Threshold("q_value"), MinimumAnswers = (int)rule.Threshold("minimum_answers") }
        : Usual;
}
