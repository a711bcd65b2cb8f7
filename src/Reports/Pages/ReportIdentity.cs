using ServiceAnalytics.Reports.Printing;

namespace ServiceAnalytics.Reports.Pages;

/// <summary>Who issues a report, and with which program.</summary>
/// <param name="Company">Name of the company, as it stands on the cover.</param>
/// <param name="Department">Issuing department; empty when not said.</param>
/// <param name="ProgramVersion">E.g. "0.1.0".</param>
public sealed record ReportIdentity(string Company, string Department, string ProgramVersion)
{
    /// <summary>Company and department, as one line.</summary>
    public string Organisation => Department.Length == 0 ? Company : $"{Company} · {Department}";
}

/// <summary>A report ready to be printed and to be kept as a file.</summary>
/// <param name="PrintPage">HTML with linked assets, for <see cref="IPdfPrinter"/> and for the web server.</param>
/// <param name="WebPage">The same as one self-contained HTML file.</param>
/// <param name="Properties">What the PDF says of itself, with the figures attached as JSON.</param>
public sealed record RenderedReport(string PrintPage, string WebPage, PdfProperties Properties);
