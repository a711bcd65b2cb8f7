using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceAnalytics.Reports.Components;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Reports.Html;

/// <summary>Renders components to text outside of a web server. Safe to share between threads.</summary>
/// <param name="assets">The scripts and typefaces of the pages.</param>
public sealed partial class HtmlRendererHost(ReportAssets assets) : IAsyncDisposable
{
    // Chinese stays readable in the source; <, >, &, quotes are escaped all the same.
    private readonly ServiceProvider _services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();

    /// <summary>A whole report as an HTML document, figures and tables numbered.</summary>
    /// <param name="contents">The report.</param>
    /// <param name="placement">Where it finds its assets: linked for the printer and the web server, in one file for the disk.</param>
    public Task<string> RenderReportAsync(ReportContents contents, AssetPlacement placement) =>
        RenderAsync<ReportDocument>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ReportDocument.Contents)] = contents,
            [nameof(ReportDocument.Placement)] = placement,
            [nameof(ReportDocument.ReportAssets)] = assets,
        });

    /// <summary>Any component as HTML.</summary>
    /// <param name="parameters">The component's parameters by name; null for none.</param>
    public async Task<string> RenderAsync<TComponent>(IDictionary<string, object?>? parameters = null)
        where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TComponent>(parameters is null ? ParameterView.Empty : ParameterView.FromDictionary(parameters)).ConfigureAwait(true);
            return root.ToHtmlString();
        }).ConfigureAwait(false);
        return WithoutPhones(CaptionNumbers.Fill(html));
    }

    // Free text is masked where it is read; a customer's name may hold a number as well. Scripts, styles and the typefaces in the head stay.
    private static string WithoutPhones(string html)
    {
        int body = Math.Max(0, html.IndexOf("<body", StringComparison.Ordinal));
        return html[..body] + string.Concat(Scripts().Split(html[body..]).Select(part => part.StartsWith("<script", StringComparison.Ordinal) ? part : PersonalText.Phones(part)));
    }

    [GeneratedRegex("(<script.*?</script>)", RegexOptions.Singleline | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Scripts();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
