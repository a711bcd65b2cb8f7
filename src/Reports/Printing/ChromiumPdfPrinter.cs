using ServiceAnalytics.Reports.Html;

namespace ServiceAnalytics.Reports.Printing;

/// <summary>
/// Prints with a Chromium, Chrome or Edge of this machine, one report at a time, each by two browser processes that must agree on the bytes; the second one
/// serves for the next report, the last one ends with this object. Safe to share between threads.
/// </summary>
public sealed class ChromiumPdfPrinter(PrinterSettings settings, ReportAssets assets) : IPdfPrinter
{
    /// <summary>Text width on paper, A4 less two margins of 18 mm, in CSS pixels: a wider page would be shrunk as a whole.</summary>
    internal const int TextWidthPixels = 658;

    // Once in some hundred times, on a busy machine, a browser prints the very same page with other bytes; why is not known. A print counts
    // when another browser process has printed the same: only then can a month be issued again unchanged.
    private const int MostPrints = 5;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private DevToolsPipe? _browser;
    private string? _folder;
    private string _version = "";

    /// <inheritdoc/>
    public async Task<PrintedPdf> PrintAsync(string html, PdfProperties properties, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(html);
        ArgumentNullException.ThrowIfNull(properties);
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<PrintedPdf> prints = [];
            while (prints.Count < MostPrints)
            {
                var printed = await PrintOnceAsync(html, properties, cancellationToken).ConfigureAwait(false);
                if (prints.Exists(p => p.Bytes.AsSpan().SequenceEqual(printed.Bytes)))
                {
                    return printed;
                }

                prints.Add(printed);
                await CloseBrowserAsync().ConfigureAwait(false);
            }

            throw new PrintException(PrintFailure.Unsteady,
                $"The browser printed the report {MostPrints} times and never the same bytes twice, so that it could not be issued again unchanged. Run it again when the machine is less busy.");
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task<PrintedPdf> PrintOnceAsync(string html, PdfProperties properties, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.TimeLimit);
        var step = "starting the browser";
        try
        {
            var browser = await StartedBrowserAsync(limit.Token).ConfigureAwait(false);
            step = "opening a page";
            await using var page = await PrintedPage.OpenAsync(browser, html, assets, limit.Token).ConfigureAwait(false);
            step = "loading fonts and drawing charts";
            await page.WaitUntilReadyAsync(limit.Token).ConfigureAwait(false);
            step = "printing";
            var printed = Checked(await page.PrintAsync(limit.Token).ConfigureAwait(false));
            if (await page.FillPageNumbersAsync(printed.NamedDestinations(), limit.Token).ConfigureAwait(false))
            {
                step = "printing again with page numbers";
                printed = Checked(await page.PrintAsync(limit.Token).ConfigureAwait(false));
            }

            return new PrintedPdf(PdfFinisher.Finish(printed, properties), printed.Pages.Count, _version);
        }
        catch (OperationCanceledException cancelled) when (!cancellationToken.IsCancellationRequested)
        {
            await CloseBrowserAsync().ConfigureAwait(false);
            throw new PrintException(PrintFailure.TimedOut,
                $"The report was not printed within {settings.TimeLimit.TotalSeconds:0} s; it stopped while {step}. "
                + "Allow more time in the settings, or shorten the tables: rows beyond the first hundreds belong in the XLSX.", cancelled);
        }
        catch
        {
            // Whatever went wrong, the next report starts with a fresh browser.
            await CloseBrowserAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseBrowserAsync().ConfigureAwait(false);
        _oneAtATime.Dispose();
    }

    private async Task<DevToolsPipe> StartedBrowserAsync(CancellationToken cancellationToken)
    {
        if (_browser is { HasEnded: false })
        {
            return _browser;
        }

        await CloseBrowserAsync().ConfigureAwait(false);
        var path = BrowserFinder.FindBrowser(settings);
        var font = BrowserFinder.FindFallbackFont(settings);
        assets.ThrowIfIncomplete();
        _folder = Directory.CreateTempSubdirectory("service-analytics-print-").FullName;
        _browser = DevToolsPipe.Start(BrowserCommand.For(path, Path.Combine(_folder, "profile")), BrowserCommand.PinFont(font, _folder));
        var version = await _browser.SendAsync("Browser.getVersion", null, null, cancellationToken).ConfigureAwait(false);
        _version = version.GetProperty("product").GetString() ?? "";
        return _browser;
    }

    private async Task CloseBrowserAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync().ConfigureAwait(false);
            _browser = null;
        }

        if (_folder is not null)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
            }
            catch (IOException)
            {
                // A helper process of the browser may still be writing its last file; the system clears its temporary folder.
            }

            _folder = null;
        }
    }

    /// <summary>A browser without fonts, or stopped in the middle, reports success all the same: so the result is looked at.</summary>
    private static PrintedFile Checked(byte[] pdf)
    {
        var printed = new PrintedFile(pdf);
        if (printed.Pages.Count == 0)
        {
            throw new PrintException(PrintFailure.BlankPage, "The browser printed a file without pages. Look at the report as HTML: is there anything in it?");
        }

        var blank = printed.PagesWithoutText().ToList();
        return blank.Count == 0
            ? printed
            : throw new PrintException(PrintFailure.BlankPage,
                $"Page {string.Join(", ", blank)} of {printed.Pages.Count} came out without any text. Either a font is missing (run doctor) or the report has an empty page.");
    }
}
