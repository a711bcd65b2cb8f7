using System.Text.Json;

namespace ServiceAnalytics.Reports.Printing;

/// <summary>Turns a report's page into a PDF. An edge of the program: behind it stands a browser of this machine.</summary>
public interface IPdfPrinter : IAsyncDisposable
{
    /// <summary>Prints one page; the same page and properties give the same bytes with the same browser build.</summary>
    /// <param name="html">A whole document made for <see cref="Html.AssetPlacement.Linked"/> assets at the root.</param>
    /// <param name="properties">What the file says of itself.</param>
    /// <param name="cancellationToken">Ends the printing; the browser is then closed and started anew next time.</param>
    /// <returns>The finished file and how many pages it has; at least 1.</returns>
    /// <exception cref="PrintException">No browser, no font, an error in the page, an empty result or no result in time; the message says what to do.</exception>
    Task<PrintedPdf> PrintAsync(string html, PdfProperties properties, CancellationToken cancellationToken = default);
}

/// <summary>A printed report.</summary>
/// <param name="Bytes">The PDF file.</param>
/// <param name="PageCount">Number of pages, cover included.</param>
/// <param name="Browser">Name and version of the browser that printed it, e.g. "Chrome/140.0.7339.16"; another build may give other bytes.</param>
public sealed record PrintedPdf(byte[] Bytes, int PageCount, string Browser);

/// <summary>What a PDF says of itself in its properties.</summary>
public sealed record PdfProperties
{
    /// <summary>The report's title, shown in the reader's window.</summary>
    public required string Title { get; init; }

    /// <summary>Who issues it; null when not said.</summary>
    public string? Author { get; init; }

    /// <summary>One line on what it covers; null when not said.</summary>
    public string? Subject { get; init; }

    /// <summary>BCP 47 tag of the text: "zh-CN" or "en".</summary>
    public required string Language { get; init; }

    /// <summary>The program that made it, with version.</summary>
    public required string Program { get; init; }

    /// <summary>The instant written as created and changed, never the wall clock: the same issue gives the same bytes.</summary>
    public required DateTimeOffset DatedAt { get; init; }

    /// <summary>The figures of the report for machines, attached as a file; null when there are none.</summary>
    public AttachedFigures? Figures { get; init; }
}

/// <summary>The figures of a report, attached to its PDF.</summary>
/// <param name="FileName">ASCII file name, e.g. "figures-2026-09.json".</param>
/// <param name="Json">The JSON document in UTF-8.</param>
/// <param name="Description">What it is, for the reader's list of attachments.</param>
public sealed record AttachedFigures(string FileName, byte[] Json, string Description)
{
    /// <summary>Writes any value as indented JSON.</summary>
    public static AttachedFigures Of<T>(string fileName, T figures, string description) =>
        new(fileName, JsonSerializer.SerializeToUtf8Bytes(figures, Indented), description);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
}
