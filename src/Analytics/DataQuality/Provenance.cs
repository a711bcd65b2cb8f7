using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.DataQuality;

/// <summary>A file that the figures rest on.</summary>
/// <param name="Batch">Order of import, from 1.</param>
/// <param name="Kind">tickets, complaints, surveys, rectifications, installed_units.</param>
/// <param name="FileName">As it was called when it came.</param>
/// <param name="Sha256">Of its bytes, lower-case hex; the archive holds it under this name.</param>
/// <param name="Mapping">The mapping that recognised it.</param>
/// <param name="ExportedAt">The instant at which it shows the source system.</param>
/// <param name="ExportedAtSource">Where that instant comes from: given, file_name, newest_row.</param>
/// <param name="Rows">What became of its rows.</param>
/// <param name="Mended">Of the rows set aside, those that were corrected since and taken in.</param>
/// <param name="IsCorrection">True for the small file that corrected rows came back in; it is no export.</param>
public sealed record SourceFile(
    int Batch, string Kind, string FileName, string Sha256, string Mapping, DateTimeOffset ExportedAt, string ExportedAtSource, RowCounts Rows, long Mended = 0, bool IsCorrection = false);

/// <summary>What became of the data rows of one or more files.</summary>
/// <param name="Read">All of them: the sum of the others.</param>
/// <param name="New">Key not seen before.</param>
/// <param name="Changed">Key known, values differ.</param>
/// <param name="Unchanged">Key known, values the same.</param>
/// <param name="SetAside">Not usable, kept with every reason.</param>
/// <param name="LeftOut">Totals, repeated headings, second copies, rows older than what is stored.</param>
public readonly record struct RowCounts(long Read, long New, long Changed, long Unchanged, long SetAside, long LeftOut)
{
    /// <summary>Set aside ÷ read, 0 to 1; null for a file without data rows.</summary>
    public double? SetAsideShare => Read == 0 ? null : (double)SetAside / Read;

    /// <summary>Adds up.</summary>
    public static RowCounts operator +(RowCounts a, RowCounts b) =>
        new(a.Read + b.Read, a.New + b.New, a.Changed + b.Changed, a.Unchanged + b.Unchanged, a.SetAside + b.SetAside, a.LeftOut + b.LeftOut);

    /// <inheritdoc cref="op_Addition"/>
    public static RowCounts Add(RowCounts left, RowCounts right) => left + right;
}

/// <summary>Where the figures come from: every file up to the as-of batch, in the order of import.</summary>
/// <param name="Files">Empty when nothing has been taken in.</param>
public sealed record Provenance(IReadOnlyList<SourceFile> Files)
{
    /// <summary>Reads the ledger of imports as of the session's batch.</summary>
    public static Provenance Compute(AnalysisSession session, CancellationToken cancel = default) => new(session.Connection.Query(
        SqlScript.Load<AnalysisSession>("DataQuality/batches.sql"),
        SqlParameters.None,
        row => new SourceFile(
            row.Int32("batch_id"),
            row.Text("kind"),
            row.Text("file_name"),
            row.Text("sha256"),
            row.Text("mapping_name"),
            row.Instant("exported_at_utc"),
            row.Text("exported_at_source"),
            new(
                row.Int64("rows_read"),
                row.Int64("rows_new"),
                row.Int64("rows_changed"),
                row.Int64("rows_unchanged"),
                row.Int64("rows_set_aside"),
                row.Int64("rows_left_out")),
            row.Int64("rows_mended"),
            row.Boolean("is_correction")),
        cancel));
}
