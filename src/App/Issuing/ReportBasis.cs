using ServiceAnalytics.Analytics;

namespace ServiceAnalytics.App.Issuing;

/// <summary>What a report is a function of. The same basis gives the same bytes.</summary>
internal sealed record ReportBasis(
    ReportingMonth Month,
    string Edition,
    Language Language,
    string PolicyHash,
    string CalendarHash,
    AsOf AsOf,
    string ProgramVersion);

/// <summary>One file of an issued report.</summary>
/// <param name="Format">pdf or html.</param>
/// <param name="Path">Below the workspace's folder, with forward slashes.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
internal sealed record ReportOutput(string Format, string Path, string Sha256);

/// <summary>A row of the ledger: a report as it was issued.</summary>
internal sealed record IssuedReport(int Id, ReportBasis Basis, DateTimeOffset IssuedAt, IReadOnlyList<ReportOutput> Outputs);
