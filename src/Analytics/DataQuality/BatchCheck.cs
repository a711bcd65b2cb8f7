using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.DataQuality;

/// <summary>What a file as a whole was found to be like when it was taken in.</summary>
/// <param name="Kind">Of the export.</param>
/// <param name="FileName">As it was called when it came.</param>
/// <param name="Name">control_rows, control_sum, freshness, rhythm, volume, unknown_codes, contradictions, future_instants, same_rows, forgotten_customer.</param>
/// <param name="Column">Of control_sum the column; else empty.</param>
/// <param name="IsPassed">False when somebody should look.</param>
/// <param name="Observed">Rows, a sum, days or a share; null when the check has no such figure.</param>
/// <param name="Expected">What it was held against.</param>
/// <param name="Bad">Rows or cells concerned; null when the check counts none.</param>
/// <param name="Of">Of how many.</param>
public sealed record BatchCheck(string Kind, string FileName, string Name, string Column, bool IsPassed, double? Observed, double? Expected, long? Bad, long? Of)
{
    /// <summary>True for the totals that the user gave with the file.</summary>
    public bool IsOfTotals => Name is "control_rows" or "control_sum";

    /// <summary>Those of the newest export of each kind, as of the session's batch.</summary>
    internal static IReadOnlyList<BatchCheck> OfNewestExports(AnalysisSession session, CancellationToken cancel) => session.Connection.Query(
        SqlScript.Load<AnalysisSession>("DataQuality/checks.sql"),
        SqlParameters.None,
        row => new BatchCheck(
            row.Text("kind"),
            row.Text("file_name"),
            row.Text("check_name"),
            row.Text("column_name"),
            row.Boolean("is_passed"),
            row.DoubleOrNull("observed"),
            row.DoubleOrNull("expected"),
            row.Int64OrNull("rows_bad"),
            row.Int64OrNull("rows_of")),
        cancel);
}
