namespace ServiceAnalytics.Warehouse;

/// <summary>
/// One file, one name. The provider shares an engine only between equal path texts; two names of one file would give two
/// engines on it, and the rows written by one of them would be lost.
/// </summary>
public static class CanonicalPath
{
    /// <summary>The absolute path with every symbolic link on the way resolved. The last parts need not exist.</summary>
    /// <exception cref="IOException">Links that lead in a circle.</exception>
    public static string Of(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string? parent = Path.GetDirectoryName(full);
        if (parent is null)
        {
            return full;
        }

        string here = Path.Combine(Of(parent), Path.GetFileName(full));
        FileSystemInfo entry = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return entry.LinkTarget is null ? here : Of(entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }
}
