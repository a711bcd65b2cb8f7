using ServiceAnalytics.Analytics.Metrics;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>Where a figure stands against the value that the policy wants.</summary>
public enum TargetState
{
    /// <summary>The policy sets no target, or there is no figure to judge.</summary>
    NotJudged,

    /// <summary>On the good side of the target, or on it.</summary>
    Met,

    /// <summary>On the wrong side, but the target lies within the figure's 95 % interval: chance could explain it.</summary>
    Attention,

    /// <summary>On the wrong side by more than chance, or a figure without interval on the wrong side.</summary>
    Missed,
}

/// <summary>One figure of the first page.</summary>
/// <param name="Metric">What it is.</param>
/// <param name="Now">
/// The month's figure; where its window has not passed and nothing can be estimated yet, the newest month before that has a value (its
/// <see cref="Figure.Month"/> says which). Null when an export it needs has never been taken in.
/// </param>
/// <param name="Change">Null when the two can't be compared: one of them is missing, rests on too few rows, or is still provisional.</param>
/// <param name="Target">Value that the policy wants, in the metric's unit; null for none.</param>
/// <param name="State">How it stands against the target.</param>
/// <param name="NewestMature">The newest month whose window has wholly passed, beside a provisional <paramref name="Now"/>; else null.</param>
/// <param name="Series">Thirteen months up to this one, oldest first; months before the first row are left out.</param>
public sealed record KeyFigure(
    MetricDefinition Metric,
    Figure? Now,
    KeyChange? Change,
    double? Target,
    TargetState State,
    Figure? NewestMature,
    IReadOnlyList<Figure> Series);
