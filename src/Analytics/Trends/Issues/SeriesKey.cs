namespace ServiceAnalytics.Analytics.Trends.Issues;

/// <summary>By what repairs are split into series.</summary>
public enum FaultDimension
{
    /// <summary>Product model.</summary>
    Model,

    /// <summary>Product series.</summary>
    Series,

    /// <summary>Fault code.</summary>
    Fault,

    /// <summary>Failed part.</summary>
    Part,

    /// <summary>Production batch.</summary>
    Batch,

    /// <summary>Region.</summary>
    Region,

    /// <summary>Supplier of the part.</summary>
    Supplier,

    /// <summary>Category of the cause.</summary>
    Cause,
}

/// <summary>One value of a dimension.</summary>
/// <param name="Dimension">Which.</param>
/// <param name="Value">As stored; <c>(none)</c> for repairs without one (users' text).</param>
public sealed record FaultTrait(FaultDimension Dimension, string Value);

/// <summary>What names a series of repairs: one trait, or two.</summary>
/// <param name="First">The first, in the order of <see cref="FaultDimension"/>.</param>
/// <param name="Second">The second; null for a series of one dimension.</param>
public sealed record SeriesKey(FaultTrait First, FaultTrait? Second = null)
{
    /// <summary>
    /// Every kind of series that is watched: each dimension by itself, and the pairs in which causes show: a model's fault or part, a fault or
    /// part of a batch, a fault of a series or a region, a part of one supplier. The order is the one in which kinds that hold the very same
    /// repairs are preferred as a name.
    /// </summary>
    public static readonly IReadOnlyList<(FaultDimension First, FaultDimension? Second)> Kinds =
    [
        (FaultDimension.Model, FaultDimension.Fault),
        (FaultDimension.Fault, FaultDimension.Batch),
        (FaultDimension.Model, FaultDimension.Part),
        (FaultDimension.Part, FaultDimension.Batch),
        (FaultDimension.Part, FaultDimension.Supplier),
        (FaultDimension.Series, FaultDimension.Fault),
        (FaultDimension.Fault, FaultDimension.Region),
        (FaultDimension.Fault, null),
        (FaultDimension.Model, null),
        (FaultDimension.Batch, null),
        (FaultDimension.Part, null),
        (FaultDimension.Supplier, null),
        (FaultDimension.Series, null),
        (FaultDimension.Region, null),
        (FaultDimension.Cause, null),
    ];

    /// <summary>The traits, one or two.</summary>
    public IEnumerable<FaultTrait> Traits => Second is null ? [First] : [First, Second];

    /// <summary>The value of a dimension; null when the series isn't split by it.</summary>
    public string? this[FaultDimension dimension] => First.Dimension == dimension ? First.Value : Second?.Dimension == dimension ? Second.Value : null;

    /// <summary>The place of its kind among <see cref="Kinds"/>.</summary>
    public int Kind => Kinds.TakeWhile(k => k != (First.Dimension, Second?.Dimension)).Count();

    /// <summary>Its traits in a line, for ids: <c>model=KP150|fault=KP-01</c>.</summary>
    public override string ToString() => string.Join('|', Traits.Select(t => $"{NameOf(t.Dimension)}={t.Value}"));

    /// <summary>A dimension's name in JSON, SQL and ids.</summary>
    public static string NameOf(FaultDimension dimension) => dimension.ToString().ToLowerInvariant();
}
