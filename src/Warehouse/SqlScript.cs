using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;

namespace ServiceAnalytics.Warehouse;

/// <summary>
/// An embedded .sql file. Its comment header is its contract: <c>-- params:</c> names the parameters it takes,
/// <c>-- columns:</c> the columns it returns, in order. Tests hold the query to that header.
/// </summary>
public sealed partial class SqlScript
{
    private static readonly ConcurrentDictionary<(Assembly, string), SqlScript> Loaded = new();

    private SqlScript(string name, string text)
    {
        Name = name;
        Text = text;
        Columns = HeaderNames(text, "columns");
        Parameters = [.. Parameter().Matches(WithoutComments(text)).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Path of the file below its project, with forward slashes.</summary>
    public string Name { get; }

    /// <summary>The whole file, as it would run in the DuckDB shell.</summary>
    public string Text { get; }

    /// <summary>The columns that the header promises, in order; empty when it promises none.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The <c>$parameters</c> that the statement uses, without the dollar sign.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>Loads the embedded file <paramref name="name"/> from the assembly of <typeparamref name="TMarker"/>.</summary>
    /// <param name="name">Path below the project, e.g. <c>Metrics/Repeats/repeat_rate.sql</c>.</param>
    /// <exception cref="ArgumentException">No such file is embedded; the message lists what is.</exception>
    public static SqlScript Load<TMarker>(string name) => Load(typeof(TMarker).Assembly, name);

    /// <inheritdoc cref="Load{TMarker}(string)"/>
    public static SqlScript Load(Assembly assembly, string name) =>
        Loaded.GetOrAdd((assembly, name), key => Read(key.Item1, key.Item2));

    /// <summary>The names of all .sql files embedded in an assembly, sorted.</summary>
    public static IReadOnlyList<string> NamesIn(Assembly assembly) =>
        [.. assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Select(Normalise).Order(StringComparer.Ordinal)];

    private static SqlScript Read(Assembly assembly, string name)
    {
        string? resource = assembly.GetManifestResourceNames().FirstOrDefault(n => Normalise(n) == name);
        if (resource is null)
        {
            throw new ArgumentException(
                $"No SQL file \"{name}\" is embedded in {assembly.GetName().Name}; there are: {string.Join(", ", NamesIn(assembly))}.", nameof(name));
        }

        using Stream stream = assembly.GetManifestResourceStream(resource)!;
        using StreamReader reader = new(stream);
        return new SqlScript(name, reader.ReadToEnd());
    }

    private static string Normalise(string resource) => resource.Replace('\\', '/');

    private static List<string> HeaderNames(string text, string section)
    {
        List<string> names = [];
        bool inside = false;
        foreach (string line in text.Split('\n').TakeWhile(l => l.StartsWith("--", StringComparison.Ordinal)))
        {
            Match label = HeaderLabel().Match(line);
            if (label.Success)
            {
                inside = label.Groups[1].Value == section;
            }

            Match column = label.Success ? HeaderLabelledName().Match(line) : HeaderName().Match(line);
            if (inside && column.Success)
            {
                names.Add(column.Groups[1].Value);
            }
        }

        return names;
    }

    private static string WithoutComments(string text) =>
        string.Join('\n', text.Split('\n').Select(l => l.Split("--", 2)[0]));

    [GeneratedRegex(@"^-- ([a-z]+):")]
    private static partial Regex HeaderLabel();

    [GeneratedRegex(@"^-- [a-z]+:\s+([a-z_][a-z0-9_]*)(?:\s|$)")]
    private static partial Regex HeaderLabelledName();

    // A name stands at the column where the first one stood; a continued description is indented further.
    [GeneratedRegex(@"^--          ([a-z_][a-z0-9_]*)(?:\s|$)")]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"\$([a-z_][a-z0-9_]*)")]
    private static partial Regex Parameter();
}
