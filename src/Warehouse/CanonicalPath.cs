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
        string here = "/";
        string absolute = Path.IsPathRooted(path) ? path : Path.Combine(Environment.CurrentDirectory, path);
        foreach (string part in absolute.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."))
        {
            // ".." is taken after links are resolved, as the kernel does, not before, as Path.GetFullPath does.
            here = part == ".." ? Path.GetDirectoryName(here) ?? "/" : Resolved(Path.Combine(here, part));
        }

        return here;
    }

    private static string Resolved(string path)
    {
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return entry.LinkTarget is null ? path : Of(entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
    }
}
