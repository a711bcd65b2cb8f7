using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>Holds figures against targets: the same judgement on every page.</summary>
public static class TargetJudge
{
    /// <summary>How a value stands against its target.</summary>
    /// <param name="better">Which way is good; <see cref="Better.Neither"/> is never judged.</param>
    /// <param name="value">The value; null is not judged.</param>
    /// <param name="lower">Lower end of its interval; null when there is none.</param>
    /// <param name="upper">Upper end of its interval.</param>
    /// <param name="target">What is wanted; null is not judged.</param>
    public static TargetState Judge(Better better, double? value, double? lower, double? upper, double? target)
    {
        if (value is not { } v || target is not { } wanted || better == Better.Neither)
        {
            return TargetState.NotJudged;
        }

        bool isMet = better == Better.WhenHigher ? v >= wanted : v <= wanted;
        bool isWithinChance = better == Better.WhenHigher ? upper >= wanted : lower <= wanted;
        return isMet ? TargetState.Met : isWithinChance ? TargetState.Attention : TargetState.Missed;
    }

    /// <summary>A figure against its target; one that rests on fewer rows than its metric asks for is not judged.</summary>
    public static TargetState Judge(Figure figure, double? target)
    {
        MetricDefinition metric = MetricCatalog.Find(figure.Metric);
        return figure.N < metric.MinimumSample ? TargetState.NotJudged : Judge(metric.Better, figure.Value, figure.Lower, figure.Upper, target);
    }

    /// <summary>How far a share lies from its target, 0 to 1, with the interval moved likewise; null without share or target.</summary>
    public static ProportionDifference? Gap(double? share, Interval? interval, double? target) =>
        share is { } value && interval is not null && target is { } wanted
            ? new ProportionDifference(value - wanted, new Interval(interval.Lower - wanted, interval.Upper - wanted, interval.Level))
            : null;
}
