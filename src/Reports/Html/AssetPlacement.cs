namespace ServiceAnalytics.Reports.Html;

/// <summary>Where a page finds its scripts and typefaces.</summary>
/// <param name="BaseAddress">Address of the assets' folder with its closing slash; null writes the scripts into the page.</param>
/// <remarks>
/// A written .html file holds the charts' script and needs nothing beside it; its Chinese is set in the reader's own
/// typeface (PingFang, YaHei, Noto) and Inter is written in, because three weights of a Chinese typeface would make each file 11 MB.
/// </remarks>
public sealed record AssetPlacement(string? BaseAddress)
{
    /// <summary>Assets linked from the root: for the printer.</summary>
    public static AssetPlacement Linked { get; } = new("/");

    /// <summary>All in one file: for a page that is opened from disk or sent by mail.</summary>
    public static AssetPlacement InOneFile { get; } = new((string?)null);
}
