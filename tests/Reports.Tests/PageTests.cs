using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Charts;
using ServiceAnalytics.Reports.Components;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Gallery;
using ServiceAnalytics.Reports.Html;
using ServiceAnalytics.Reports.Tests.Printing;

namespace ServiceAnalytics.Reports.Tests;

/// <summary>The pages as HTML, before anything is printed.</summary>
public sealed class PageTests : IAsyncDisposable
{
    private readonly HtmlRendererHost _host = new(ReportAssets.Default);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_file_opened_from_disk_needs_nothing_beside_it()
    {
        var html = await _host.RenderReportAsync(GalleryReport.Contents(Language.Zh), AssetPlacement.InOneFile);
        var withoutScripts = Regex.Replace(html, "<script>.*?</script>", "", RegexOptions.Singleline);
        Assert.DoesNotMatch("(src|href)=\"(?!#)", withoutScripts);
        Assert.DoesNotMatch("url\\((?!\"data:|#)", withoutScripts);
        Assert.Contains("echarts", html);
    }

    [Fact]
    public async Task Only_the_programs_own_scripts_may_run_in_a_file()
    {
        var html = await _host.RenderReportAsync(GalleryReport.Contents(Language.Zh, PrintedGallery.HostileText), AssetPlacement.InOneFile);
        Assert.Equal(2, Regex.Count(html, "<script>"));
        var policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        Assert.StartsWith("default-src 'none'", policy);
        foreach (Match script in Regex.Matches(html, "<script>(.*?)</script>", RegexOptions.Singleline))
        {
            // The hash is computed here from what stands in the page, as a browser does.
            var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(script.Groups[1].Value)));
            Assert.Contains($"'sha256-{hash}'", policy);
        }

        Assert.DoesNotContain("<img", Regex.Replace(html, "<script>.*?</script>", "", RegexOptions.Singleline));
    }

    [Fact]
    public async Task Figures_are_numbered_as_they_are_read_and_references_follow()
    {
        var html = await _host.RenderReportAsync(GalleryReport.Contents(Language.Zh), AssetPlacement.Linked);
        string[] expected = ["图 2-1", "图 2-2", "图 3-1", "图 3-2", "图 4-1", "图 4-2", "图 5-1", "图 5-2", "表 6-1", "表 6-2"];
        Assert.Equal(expected, Regex.Matches(html, "<span class=\"caption-number\">([^<]*)<").Select(m => m.Groups[1].Value));
        Assert.Contains("<a class=\"reference\" href=\"#heat\">图 3-2</a>", html);
    }

    [Fact]
    public async Task A_reference_to_a_figure_that_is_not_there_is_an_error()
    {
        var contents = new ReportContents { Language = Language.En, Title = "t", Chapters = [new("c", [new("s", Reference("gone"))])] };
        var trouble = await Assert.ThrowsAsync<InvalidOperationException>(() => _host.RenderReportAsync(contents, AssetPlacement.Linked));
        Assert.Contains("\"gone\"", trouble.Message);
    }

    [Fact]
    public async Task A_title_cannot_end_the_style_sheet_of_the_running_header()
    {
        const string title = "K200\"}</style><script>alert(1)</script>\\";
        var contents = new ReportContents { Language = Language.En, Title = title, Chapters = [new(title, [])] };
        var html = await _host.RenderReportAsync(contents, AssetPlacement.Linked);
        Assert.DoesNotContain("<script>", html);
        Assert.Contains("@top-left{content:\"K200\\000022 }\\00003c \\00002f style\\00003e ", html);
    }

    [Fact]
    public void A_chart_cannot_be_made_without_saying_what_it_shows() =>
        Assert.Throws<ArgumentException>(() => new Sparkline { AltText = " ", Values = [] });

    [Fact]
    public void A_chart_is_data_and_its_labels_cannot_end_the_element_that_holds_it()
    {
        var chart = new BarChart
        {
            AltText = "x", ValueLabel = PrintedGallery.HostileText, Categories = ["</script><b>"], Series = [new("a&b", Tone.Main, [0.123])], Format = ValueFormat.Percent,
        };
        var json = ChartOptions.For(chart, new PageFormat(Language.Zh));
        Assert.DoesNotContain("<", json);
        Assert.DoesNotContain("&", json);
        using var option = JsonDocument.Parse(json);
        Assert.False(option.RootElement.GetProperty("animation").GetBoolean());
        var bar = option.RootElement.GetProperty("series")[0].GetProperty("data")[0];
        Assert.Equal(12.3, bar.GetProperty("value").GetDouble(), 6);
        Assert.Equal("12.3%", bar.GetProperty("label").GetProperty("formatter").GetString());
        Assert.Equal("</script><b>", option.RootElement.GetProperty("xAxis").GetProperty("data")[0].GetString());
    }

    [Fact]
    public void A_series_with_a_value_too_few_is_an_error_and_not_a_shifted_chart()
    {
        var chart = new LineChart { AltText = "x", ValueLabel = "y", Labels = ["2026-08", "2026-09"], Series = [new("kept", Tone.Main, [new(0.9)])] };
        var trouble = Assert.Throws<ArgumentException>(() => ChartOptions.For(chart, new PageFormat(Language.En)));
        Assert.Contains("\"kept\" has 1 values for 2 places", trouble.Message);
    }

    [Fact]
    public async Task An_arrow_is_drawn_only_for_a_change_that_is_more_than_noise()
    {
        Assert.Contains("<path", await Card(ChangeDirection.Up));
        Assert.DoesNotContain("<path", await Card(ChangeDirection.WithinNoise));
        Assert.Contains("无显著变化", await Card(ChangeDirection.WithinNoise));
    }

    private async Task<string> Card(ChangeDirection direction)
    {
        RenderFragment card = builder =>
        {
            builder.OpenComponent<KpiCard>(0);
            builder.AddComponentParameter(1, nameof(KpiCard.Label), "接报量");
            builder.AddComponentParameter(2, nameof(KpiCard.Value), "12");
            builder.AddComponentParameter(3, nameof(KpiCard.Change), new KpiChange(direction, "+3", Tone.Neutral));
            builder.CloseComponent();
        };
        var html = await _host.RenderReportAsync(new ReportContents { Language = Language.Zh, Title = "t", Chapters = [new("c", [new("s", card)])] }, AssetPlacement.Linked);
        return Regex.Match(html, "<span class=\"kpi-change.*?</span>", RegexOptions.Singleline).Value;
    }

    private static RenderFragment Reference(string key) => builder =>
    {
        builder.OpenComponent<FigureReference>(0);
        builder.AddComponentParameter(1, nameof(FigureReference.To), key);
        builder.CloseComponent();
    };
}
