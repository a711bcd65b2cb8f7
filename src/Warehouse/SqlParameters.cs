namespace ServiceAnalytics.Warehouse;

/// <summary>
/// Values of a statement's <c>$parameters</c> by name: <c>new() { ["period_start_utc"] = start }</c>.
/// A <see cref="DateTimeOffset"/> is passed as the UTC timestamp, a <see cref="DateOnly"/> as a date, null as NULL.
/// </summary>
public sealed class SqlParameters : Dictionary<string, object?>
{
    /// <summary>An empty set of parameters.</summary>
    public SqlParameters()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>No parameters.</summary>
    public static SqlParameters None => [];
}
