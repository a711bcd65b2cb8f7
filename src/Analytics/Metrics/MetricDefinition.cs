using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Metrics;

/// <summary>What a figure is measured in; decides how pages print it.</summary>
public enum Unit
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>0 to 1; pages print percent.</summary>
    Share,

    /// <summary>Events per thousand of the denominator that the definition names.</summary>
    PerThousand,

    /// <summary>Minutes on the clock that the definition names.</summary>
    Minutes,

    /// <summary>Calendar days.</summary>
    Days,

    /// <summary>−100 to 100 (NPS).</summary>
    Points,

    /// <summary>Yuan.</summary>
    Money,

    /// <summary>Kilometres.</summary>
    Kilometres,
}

/// <summary>Which way is good.</summary>
public enum Better
{
    /// <summary>More is better.</summary>
    WhenHigher,

    /// <summary>Less is better.</summary>
    WhenLower,

    /// <summary>A size, neither good nor bad.</summary>
    Neither,
}

/// <summary>Everything that is true of a metric, in one place; the documents, menus, legends and pages follow from it.</summary>
public sealed record MetricDefinition
{
    /// <summary>Stable key, lower case with underscores; the same in JSON, SQL and pages.</summary>
    public required string Key { get; init; }

    /// <summary>Name on pages.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>What exactly is counted, which choices were made, and the source: the text of the definitions page.</summary>
    public required Bilingual Definition { get; init; }

    /// <summary>Which date puts a row in the month.</summary>
    public required Bilingual TimeAxis { get; init; }

    /// <summary>What the value is measured in.</summary>
    public required Unit Unit { get; init; }

    /// <summary>Which way is good.</summary>
    public required Better Better { get; init; }

    /// <summary>Below this n the pages say n instead of the figure.</summary>
    public int MinimumSample { get; init; } = 20;

    /// <summary>Kinds of export without which the metric can't be given, e.g. <c>surveys</c>; tickets are always needed.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The query, below src/Analytics; its header is the contract.</summary>
    public required string Sql { get; init; }

    /// <summary>How values and intervals are made of what the query returns.</summary>
    public required Estimator Estimator { get; init; }

    /// <summary>Scripts that must have run before, in this order, for several metrics at once (<see cref="AnalysisSession.Prepare"/>); empty for most.</summary>
    public IReadOnlyList<string> Prepare { get; init; } = [];

    /// <summary>Values of the query's parameters, which may depend on the policy's windows; most queries have none.</summary>
    public Func<PolicyWindows, SqlParameters> Parameters { get; init; } = _ => SqlParameters.None;

    /// <summary>
    /// The dimension that the query's <c>group_name</c> always holds, whatever the session splits by (<c>clause</c>, <c>request_type</c>);
    /// null (the usual case) when <c>group_name</c> comes from the mart views and follows the session.
    /// </summary>
    public string? OwnDimension { get; init; }

    /// <summary>How the 95 % interval is made, e.g. "Wilson"; null for metrics without one.</summary>
    public Bilingual? IntervalMethod => Estimator.Interval;
}
