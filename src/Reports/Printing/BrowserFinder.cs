namespace ServiceAnalytics.Reports.Printing;

/// <summary>Finds what printing needs on this machine; <c>doctor</c> asks it too.</summary>
public static class BrowserFinder
{
    private static readonly string[] Names =
    [
        "chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
        "microsoft-edge", "microsoft-edge-stable",
    ];

    /// <summary>The browser that will print.</summary>
    /// <exception cref="PrintException"><see cref="PrintFailure.NoBrowser"/>, with where it was looked for and how to get one.</exception>
    public static string FindBrowser(PrinterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.BrowserPath is { } given)
        {
            return File.Exists(given)
                ? given
                : throw new PrintException(PrintFailure.NoBrowser,
                    $"The browser named in the settings, \"{given}\", is not there. Correct the path, or leave it out and one will be looked for.");
        }

        var folders = (settings.SearchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = settings.KnownBrowsers.FirstOrDefault(File.Exists)
            ?? Names.SelectMany(_ => folders, (name, folder) => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return found ?? throw new PrintException(PrintFailure.NoBrowser,
            $"No browser to print with: none of {string.Join(", ", settings.KnownBrowsers.Concat(Names))} was found on this machine. "
            + "Install one (Debian, Ubuntu: apt-get install chromium-headless-shell, or chromium) or name it in the settings. HTML and XLSX reports need none.");
    }

    /// <summary>The font for characters that the report's own typefaces lack.</summary>
    /// <exception cref="PrintException"><see cref="PrintFailure.NoFont"/>, with how to get one.</exception>
    public static string FindFallbackFont(PrinterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.FallbackFontPath is { } given)
        {
            return File.Exists(given)
                ? given
                : throw new PrintException(PrintFailure.NoFont,
                    $"The fallback font named in the settings, \"{given}\", is not there. Correct the path, or leave it out and one will be looked for.");
        }

        // Without any font of the system the browser prints empty pages and reports success.
        return settings.KnownFallbackFonts.FirstOrDefault(File.Exists)
            ?? throw new PrintException(PrintFailure.NoFont,
                $"No fallback font: none of {string.Join(", ", settings.KnownFallbackFonts)} is there, and without one the pages would come out empty. "
                + "Install one (Debian, Ubuntu: apt-get install fonts-droid-fallback) or name a TrueType font in the settings.");
    }
}
