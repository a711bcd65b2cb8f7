namespace ServiceAnalytics.Analytics.Metrics;

/// <summary>
/// One figure: what is printed on pages, by the command line and as JSON. Never rounded here.
/// </summary>
/// <param name="Metric">Key in the catalogue.</param>
/// <param name="Month">The reported month.</param>
/// <param name="Group">Which part of the tickets: <see cref="FigureGroup.All"/> or one value of a dimension.</param>
/// <param name="Value">Shares 0 to 1, counts, scores as the metric's unit says; null when nothing could be measured.</param>
/// <param name="N">Rows that the figure rests on: the denominator of a share, the number of values in a mean.</param>
/// <param name="Lower">Lower end of the 95 % interval; null where the metric has none or there is too little data.</param>
/// <param name="Upper">Upper end of the 95 % interval.</param>
/// <param name="Unmeasurable">Rows that belong here but can't be measured; never part of <paramref name="N"/>.</param>
/// <param name="IsProvisional">True while the figure can still move because time has to pass (immature cohort, open surveys).</param>
public sealed record Figure(
    string Metric,
    ReportingMonth Month,
    FigureGroup Group,
    double? Value,
    long N,
    double? Lower = null,
    double? Upper = null,
    long Unmeasurable = 0,
    bool IsProvisional = false)
{
    /// <summary>Of a share: the rows counted in the numerator. Null for other metrics.</summary>
    public long? Numerator { get; init; }

    /// <summary>Rows left out because their time has not come (open, not due); shown beside.</summary>
    public long Pending { get; init; }
}

/// <summary>The part of the rows that a figure counts.</summary>
/// <param name="Dimension">E.g. <c>region</c>, <c>clause</c>; null for all rows.</param>
/// <param name="Name">The value of the dimension as stored; null for all rows.</param>
public sealed record FigureGroup(string? Dimension, string? Name)
{
    /// <summary>All rows.</summary>
    public static readonly FigureGroup All = new(null, null);

    /// <summary><c>all</c>, or <c>region=华东</c>: the form used in JSON.</summary>
    public override string ToString() => Dimension is null ? "all" : $"{Dimension}={Name}";
}
