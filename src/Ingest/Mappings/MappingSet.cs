using System.Reflection;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Ingest.Mappings;

/// <summary>The mappings in use: those shipped with the program and those of the workspace.</summary>
public sealed class MappingSet
{
    private MappingSet(IReadOnlyList<Mapping> mappings) => All = mappings;

    /// <summary>All of them; the user's first, then by name.</summary>
    public IReadOnlyList<Mapping> All { get; }

    /// <summary>The shipped mappings only.</summary>
    public static MappingSet Shipped() => Of([.. ReadShipped()]);

    /// <summary>The shipped mappings and the .yaml files of a folder; one of the same name takes the shipped one's place.</summary>
    /// <param name="folder">The workspace's <c>mappings/</c>; a folder that isn't there counts as empty.</param>
    /// <exception cref="DocumentException">A mapping with problems; the first such file is told, with all its problems.</exception>
    public static MappingSet Load(string folder)
    {
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal)] : [];
        Mapping[] users = [.. files.Select(f => Mapping.Parse(f, File.ReadAllText(f)) with { IsUsers = true })];
        return Of([.. users, .. ReadShipped().Where(s => users.All(u => u.Name != s.Name))]);
    }

    /// <summary>Exactly these mappings.</summary>
    public static MappingSet Of(IReadOnlyList<Mapping> mappings) =>
        new([.. mappings.OrderByDescending(m => m.IsUsers).ThenBy(m => m.Name, StringComparer.Ordinal)]);

    /// <summary>The mappings that a user means by a mapping's name or a kind's name; empty when there is none.</summary>
    public IReadOnlyList<Mapping> Named(string name) => [.. All.Where(m => m.Name == name || m.Kind.Name == name)];

    private static IEnumerable<Mapping> ReadShipped()
    {
        Assembly assembly = typeof(MappingSet).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("mappings/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            yield return Mapping.Parse(name, reader.ReadToEnd());
        }
    }
}
