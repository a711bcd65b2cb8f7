using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics;

/// <summary>
/// One connection over which figures are computed: the state as of a batch, the months asked for, and the mart views.
/// </summary>
/// <remarks>
/// The session variables <c>as_of_batch</c>, <c>as_of_utc</c> and <c>dimension</c> are what the views read; scripts see
/// <c>mart_tickets</c>, <c>mart_surveys</c>, <c>mart_complaints</c>, <c>mart_units</c>, <c>mart_rectifications</c> and the
/// table <c>mart_months</c>. Nothing here reads a clock.
/// </remarks>
public sealed class AnalysisSession : IDisposable
{
    private AnalysisSession(WarehouseConnection connection, AsOf asOf, TimeZoneInfo zone)
    {
        Connection = connection;
        AsOf = asOf;
        Zone = zone;
    }

    /// <summary>The connection that holds the views; not for two threads at once.</summary>
    public WarehouseConnection Connection { get; }

    /// <summary>The state of knowledge.</summary>
    public AsOf AsOf { get; }

    /// <summary>The policy's time zone: whose midnights begin days and months.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The months that <see cref="UseMonths"/> asked for last, ascending; empty before.</summary>
    public List<ReportingMonth> Months { get; private set; } = [];

    /// <summary>Opens a session on the state as of a batch.</summary>
    /// <param name="warehouse">The open warehouse.</param>
    /// <param name="asOf">Which rows, and up to which instant open cases have run.</param>
    /// <param name="zone">The policy's zone.</param>
    public static AnalysisSession Open(WarehouseFile warehouse, AsOf asOf, TimeZoneInfo zone)
    {
        WarehouseConnection connection = warehouse.Connect();
        AnalysisSession session = new(connection, asOf, zone);
        connection.SetVariable("as_of_batch", asOf.Batch);
        connection.SetVariable("as_of_utc", asOf.Instant);
        session.SplitBy(null);
        connection.Execute("create temp table mart_months (month date not null, start_utc timestamp not null, end_utc timestamp not null)");
        foreach (string name in SqlScript.NamesIn(typeof(AnalysisSession).Assembly).Where(n => n.StartsWith("Sql/mart/", StringComparison.Ordinal)))
        {
            connection.Execute(SqlScript.Load<AnalysisSession>(name));
        }

        return session;
    }

    /// <summary>The state after a batch: at the newest export instant among the batches up to it.</summary>
    /// <param name="connection">A connection to the warehouse.</param>
    /// <param name="batch">The last batch to count; null (default) = all of them, the newest state.</param>
    /// <returns>Null when nothing has been taken in up to there.</returns>
    public static AsOf? StateAfter(WarehouseConnection connection, int? batch = null) =>
        connection.Query(
            SqlScript.Load<AnalysisSession>("Sql/state_after.sql"),
            new() { ["batch"] = batch },
            row => row.IsNull("as_of_batch") ? null : new AsOf(row.Int32("as_of_batch"), row.Instant("as_of_utc")))[0];

    /// <summary>Fills <c>mart_months</c> with the months that the next scripts are asked for.</summary>
    public void UseMonths(IEnumerable<ReportingMonth> months)
    {
        Months = [.. months.Distinct().Order()];
        Connection.Execute("delete from mart_months");
        foreach (ReportingMonth month in Months)
        {
            Connection.Execute(
                "insert into mart_months values ($month, $start_utc, $end_utc)",
                new() { ["month"] = month.First, ["start_utc"] = month.Start(Zone), ["end_utc"] = month.End(Zone) });
        }
    }

    /// <summary>Sets by what the views' <c>group_name</c> splits the rows; null = not at all (<c>group_name</c> is 'all').</summary>
    public void SplitBy(string? dimension) => Connection.SetVariable("dimension", dimension ?? FigureGroup.All.ToString());

    /// <inheritdoc/>
    public void Dispose() => Connection.Dispose();
}
