using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ServiceAnalytics.Reports.Printing;

namespace ServiceAnalytics.Reports.Html;

/// <summary>A file that belongs to the pages.</summary>
/// <param name="MediaType">Its Content-Type.</param>
/// <param name="Bytes">Its content.</param>
public sealed record Asset(string MediaType, byte[] Bytes);

/// <summary>The charts' script, the typefaces and the style sheet: everything a page may ask for. Read once, kept in memory.</summary>
/// <param name="folder">Where they lie; <see cref="Default"/> is beside the program.</param>
public sealed class ReportAssets(string folder)
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".woff2"] = "font/woff2",
    };

    /// <summary>Style sheets of the typefaces, in the order in which a page links them.</summary>
    internal static readonly string[] FontSheets = ["inter.css", "noto-sans-sc/400.css", "noto-sans-sc/500.css", "noto-sans-sc/700.css"];

    /// <summary>Scripts, in the order in which a page runs them.</summary>
    internal static readonly string[] Scripts = ["echarts.min.js", "charts.js"];

    private readonly ConcurrentDictionary<string, Asset?> _read = new(StringComparer.Ordinal);

    /// <summary>The assets that came with the program.</summary>
    public static ReportAssets Default { get; } = new(Path.Combine(AppContext.BaseDirectory, "assets", "report"));

    /// <summary>Their folder, for a web server to serve.</summary>
    public string Folder => folder;

    /// <summary>One asset by its path from the folder, with slashes; null when there is none of that name.</summary>
    public Asset? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return _read.GetOrAdd(path, Read);
    }

    /// <summary>An asset as text.</summary>
    internal string Text(string path) => Encoding.UTF8.GetString((Find(path) ?? throw Missing(path)).Bytes);

    /// <summary>The style sheet of all pages.</summary>
    internal static string StyleSheet { get; } = ReadStyleSheet();

    /// <summary>What a Content-Security-Policy calls a script it may run.</summary>
    internal static string HashForPolicy(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    /// <summary>Fails when something a page links is not there.</summary>
    /// <exception cref="PrintException"><see cref="PrintFailure.NoFont"/> or <see cref="PrintFailure.ScriptError"/>: the installation is incomplete.</exception>
    internal void ThrowIfIncomplete()
    {
        if (FontSheets.Concat(Scripts).FirstOrDefault(p => Find(p) is null) is { } missing)
        {
            throw Missing(missing);
        }
    }

    private Asset? Read(string path)
    {
        var file = Path.GetFullPath(Path.Combine(folder, path));
        var isInside = file.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isInside && MediaTypes.TryGetValue(Path.GetExtension(path), out var type) && File.Exists(file)
            ? new Asset(type, File.ReadAllBytes(file))
            : null;
    }

    private PrintException Missing(string path) =>
        new(path.EndsWith(".js", StringComparison.Ordinal) ? PrintFailure.ScriptError : PrintFailure.NoFont,
            $"\"{path}\" is not in {folder}: the program's own typefaces and charts are incomplete. Build or install it again; the build fetches them with npm.");

    private static string ReadStyleSheet()
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
