using ServiceAnalytics.Ingest;

namespace ServiceAnalytics.App;

/// <summary>An import in one line, for logs.</summary>
internal static class ImportSummary
{
    /// <summary>File, outcome and row counts.</summary>
    public static string Line(ImportResult result) =>
        result.Outcome == ImportOutcome.Imported ? $"{result.File}: {result.Rows}" : $"{result.File}: {result.Message}";

    /// <summary>True when somebody should look: a file refused, rows set aside.</summary>
    public static bool NeedsAttention(ImportResult result) => result.Outcome == ImportOutcome.Refused || result.Rows.SetAside > 0;
}
