namespace ServiceAnalytics.Reports.Printing;

/// <summary>How reports are printed. The defaults suit a Linux machine with Chromium and one fallback font.</summary>
public sealed record PrinterSettings
{
    /// <summary>Full path of the browser; null (default) looks for one: Debian's headless shell first, then the PATH.</summary>
    public string? BrowserPath { get; init; }

    /// <summary>
    /// Full path of the one TrueType font that stands in for characters the report's own typefaces lack; null (default)
    /// looks in the usual places. It must be TrueType (.ttf): others are embedded as Type 3 and can't be searched.
    /// </summary>
    public string? FallbackFontPath { get; init; }

    /// <summary>Longest time for one report, starting the browser included; 90 s by default.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Where the folders named on PATH are taken from; a test may narrow it.</summary>
    public string? SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH");

    /// <summary>Browsers tried before the PATH.</summary>
    public IReadOnlyList<string> KnownBrowsers { get; init; } = ["/usr/lib/chromium/chromium-headless-shell"];

    /// <summary>Fallback fonts tried in this order.</summary>
    public IReadOnlyList<string> KnownFallbackFonts { get; init; } =
    [
        "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
        "/usr/share/fonts/truetype/droid/DroidSansFallback.ttf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
        "/usr/share/fonts/liberation/LiberationSans-Regular.ttf",
    ];
}
