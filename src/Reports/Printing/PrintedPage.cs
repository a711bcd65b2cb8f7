using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceAnalytics.Reports.Html;

namespace ServiceAnalytics.Reports.Printing;

/// <summary>One page in the browser, served from memory; everything else that it asks for is refused and noted.</summary>
internal sealed class PrintedPage : IAsyncDisposable
{
    private const string Address = "https://report.invalid/";

    private readonly DevToolsPipe _browser;
    private readonly ReportAssets _assets;
    private readonly byte[] _html;
    private readonly ConcurrentQueue<(PrintFailure Kind, string Text)> _troubles = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _context = "";
    private string _session = "";

    private PrintedPage(DevToolsPipe browser, string html, ReportAssets assets)
    {
        _browser = browser;
        _assets = assets;
        _html = Encoding.UTF8.GetBytes(html);
        browser.EventReceived = Receive;
    }

    public static async Task<PrintedPage> OpenAsync(DevToolsPipe browser, string html, ReportAssets assets, CancellationToken cancellationToken)
    {
        var page = new PrintedPage(browser, html, assets);
        var context = await browser.SendAsync("Target.createBrowserContext", null, null, cancellationToken).ConfigureAwait(false);
        page._context = context.GetProperty("browserContextId").GetString()!;
        var target = await browser.SendAsync("Target.createTarget", new() { ["url"] = "about:blank", ["browserContextId"] = page._context }, null, cancellationToken).ConfigureAwait(false);
        var attached = await browser.SendAsync("Target.attachToTarget",
            new() { ["targetId"] = target.GetProperty("targetId").GetString(), ["flatten"] = true }, null, cancellationToken).ConfigureAwait(false);
        page._session = attached.GetProperty("sessionId").GetString()!;

        await page.SendAsync("Fetch.enable", new() { ["patterns"] = new JsonArray(new JsonObject { ["urlPattern"] = "*" }) }, cancellationToken).ConfigureAwait(false);
        await page.SendAsync("Runtime.enable", [], cancellationToken).ConfigureAwait(false);
        await page.SendAsync("Log.enable", [], cancellationToken).ConfigureAwait(false);
        await page.SendAsync("Page.enable", [], cancellationToken).ConfigureAwait(false);
        // Charts are drawn on the screen's width and printed as they are: the window gets the width of the text on paper.
        await page.SendAsync("Emulation.setDeviceMetricsOverride",
            new() { ["width"] = ChromiumPdfPrinter.TextWidthPixels, ["height"] = 980, ["deviceScaleFactor"] = 1, ["mobile"] = false }, cancellationToken).ConfigureAwait(false);
        await page.SendAsync("Emulation.setEmulatedMedia", new() { ["media"] = "print" }, cancellationToken).ConfigureAwait(false);
        await page.SendAsync("Page.navigate", new() { ["url"] = Address }, cancellationToken).ConfigureAwait(false);
        await page._loaded.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return page;
    }

    /// <summary>Waits until fonts are loaded and charts are drawn.</summary>
    /// <exception cref="PrintException">A script failed, or the page asked for something outside.</exception>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        await EvaluateAsync("Promise.resolve(window.reportReady).then(() => document.fonts.ready).then(() => true)", cancellationToken).ConfigureAwait(false);
        ThrowIfTroubled();
    }

    /// <summary>Prints the page as it stands.</summary>
    public async Task<byte[]> PrintAsync(CancellationToken cancellationToken)
    {
        var result = await SendAsync("Page.printToPDF",
            new() { ["printBackground"] = true, ["preferCSSPageSize"] = true, ["generateTaggedPDF"] = true, ["generateDocumentOutline"] = true, ["transferMode"] = "ReturnAsStream" },
            cancellationToken).ConfigureAwait(false);
        using var pdf = new MemoryStream();
        var handle = result.GetProperty("stream").GetString();
        bool isEnd;
        do
        {
            var part = await SendAsync("IO.read", new() { ["handle"] = handle, ["size"] = 1 << 20 }, cancellationToken).ConfigureAwait(false);
            pdf.Write(part.GetProperty("data").GetBytesFromBase64());
            isEnd = part.GetProperty("eof").GetBoolean();
        }
        while (!isEnd);

        await SendAsync("IO.close", new() { ["handle"] = handle }, cancellationToken).ConfigureAwait(false);
        ThrowIfTroubled();
        return pdf.ToArray();
    }

    /// <summary>Writes page numbers into every element with <c>data-page-of</c>, since CSS can't (target-counter isn't supported).</summary>
    /// <returns>False when the page has none to fill in.</returns>
    public async Task<bool> FillPageNumbersAsync(IReadOnlyDictionary<string, int> pages, CancellationToken cancellationToken)
    {
        var numbers = JsonSerializer.Serialize(pages);
        var filled = await EvaluateAsync(
            $$"""
            (() => {
              const pages = {{numbers}};
              const places = [...document.querySelectorAll("[data-page-of]")];
              const lost = places.filter(p => !(p.dataset.pageOf in pages)).map(p => p.dataset.pageOf);
              if (lost.length) throw new Error("no page found for " + lost.join(", "));
              places.forEach(p => { p.textContent = pages[p.dataset.pageOf]; });
              return places.length;
            })()
            """, cancellationToken).ConfigureAwait(false);
        ThrowIfTroubled();
        return filled.GetInt32() > 0;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _browser.EventReceived = null;
        if (!_browser.HasEnded)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await _browser.SendAsync("Target.disposeBrowserContext", new() { ["browserContextId"] = _context }, null, patience.Token).ConfigureAwait(false);
            }
            catch (Exception gone) when (gone is OperationCanceledException or PrintException)
            {
                // The browser is closing anyway.
            }
        }
    }

    private Task<JsonElement> SendAsync(string method, JsonObject parameters, CancellationToken cancellationToken) =>
        _browser.SendAsync(method, parameters, _session, cancellationToken);

    private async Task<JsonElement> EvaluateAsync(string script, CancellationToken cancellationToken)
    {
        var answer = await SendAsync("Runtime.evaluate",
            new() { ["expression"] = script, ["awaitPromise"] = true, ["returnByValue"] = true }, cancellationToken).ConfigureAwait(false);
        if (answer.TryGetProperty("exceptionDetails", out var details))
        {
            _troubles.Enqueue((PrintFailure.ScriptError, Describe(details)));
            ThrowIfTroubled();
        }

        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    private void Receive(string method, JsonElement parameters, string? session)
    {
        if (session != _session || _session.Length == 0)
        {
            return;
        }

        switch (method)
        {
            case "Fetch.requestPaused":
                Answer(parameters);
                break;
            case "Page.loadEventFired":
                _loaded.TrySetResult();
                break;
            case "Runtime.exceptionThrown":
                _troubles.Enqueue((PrintFailure.ScriptError, Describe(parameters.GetProperty("exceptionDetails"))));
                break;
            case "Runtime.consoleAPICalled" when parameters.GetProperty("type").GetString() is "error" or "assert":
                _troubles.Enqueue((PrintFailure.ScriptError, string.Join(" ", parameters.GetProperty("args").EnumerateArray().Select(Said))));
                break;
            case "Log.entryAdded" when parameters.GetProperty("entry") is var entry && entry.GetProperty("level").GetString() == "error":
                var text = entry.GetProperty("text").GetString() ?? "";
                var isOutside = entry.GetProperty("source").GetString() is "security" or "network" || text.StartsWith("Not allowed to load", StringComparison.Ordinal);
                _troubles.Enqueue((isOutside ? PrintFailure.OutsideRequest : PrintFailure.ScriptError, text));
                break;
        }
    }

    /// <summary>Serves the page and its assets; refuses the rest.</summary>
    private void Answer(JsonElement request)
    {
        var id = request.GetProperty("requestId").GetString();
        var url = request.GetProperty("request").GetProperty("url").GetString()!;
        var path = url.StartsWith(Address, StringComparison.Ordinal) ? url[Address.Length..] : null;
        var found = path is null ? null : path.Length == 0 ? new Asset("text/html; charset=utf-8", _html) : _assets.Find(path);
        if (found is null)
        {
            _troubles.Enqueue((PrintFailure.OutsideRequest, $"request for {url}"));
            _browser.Post("Fetch.failRequest", new() { ["requestId"] = id, ["errorReason"] = "BlockedByClient" }, _session);
            return;
        }

        _browser.Post("Fetch.fulfillRequest", new()
        {
            ["requestId"] = id,
            ["responseCode"] = 200,
            ["responseHeaders"] = new JsonArray(new JsonObject { ["name"] = "Content-Type", ["value"] = found.MediaType }),
            ["body"] = Convert.ToBase64String(found.Bytes),
        }, _session);
    }

    private void ThrowIfTroubled()
    {
        if (_troubles.IsEmpty)
        {
            return;
        }

        var troubles = _troubles.ToArray();
        var seen = string.Join("; ", troubles.Select(t => t.Text).Distinct(StringComparer.Ordinal).Take(5));
        var kind = troubles.Any(t => t.Kind == PrintFailure.OutsideRequest) ? PrintFailure.OutsideRequest : PrintFailure.ScriptError;
        throw new PrintException(kind, kind == PrintFailure.OutsideRequest
            ? $"The page asked for something that is not part of the report, and it was refused: {seen}. Nothing was printed. A report may use only its own assets; put the file among them or take the reference out."
            : $"The page reported an error: {seen}. Nothing was printed. Open the report as HTML and look at the browser's console; the chart or text named there is the place to correct.");
    }

    private static string Describe(JsonElement details)
    {
        var text = details.GetProperty("text").GetString();
        return details.TryGetProperty("exception", out var exception) ? $"{text} {Said(exception)}" : text ?? "";
    }

    private static string Said(JsonElement value) =>
        value.TryGetProperty("description", out var description) ? description.GetString()!.Split('\n')[0]
        : value.TryGetProperty("value", out var plain) ? plain.ToString() : value.ToString();
}
