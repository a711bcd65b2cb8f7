using System.Text.RegularExpressions;
using System.Xml.Linq;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.House.Tests;

public sealed class HouseTests
{
    private const int LinesAtASitting = 400;

    /// <summary>Which room may refer to which. A room that isn't named here refers to nothing.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["DuckDB.NET.Bindings"] = [],
        ["Samples"] = [],
        ["Warehouse"] = ["DuckDB.NET.Bindings"],
        ["Ingest"] = ["Warehouse"],
        ["Analytics"] = ["Warehouse"],
        ["Reports"] = ["Analytics"],
        ["App"] = ["Ingest", "Reports", "Samples"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void References_point_one_way(string room)
    {
        XDocument project = XDocument.Load(Repository.PathOf($"src/{room}/{room}.csproj"));
        string[] named = [.. project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')))];

        // Provider.props brings the stand-in.
        string[] brought = project.Descendants("Import").Any(i => ((string)i.Attribute("Project")!).EndsWith("Provider.props", StringComparison.Ordinal)) ? ["DuckDB.NET.Bindings"] : [];
        string[] wrong = [.. named.Concat(brought).Except(Allowed[room])];
        Assert.True(wrong.Length == 0, $"{room} may refer to {string.Join(", ", Allowed[room])}, not to {string.Join(", ", wrong)}. The idea that both need probably belongs in a lower room.");
    }

    [Fact]
    public void Every_project_in_src_is_a_room_of_the_house() =>
        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Directory.EnumerateDirectories(Repository.PathOf("src")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Repository.PathOf("ServiceAnalytics.sln"));
        string[] missing = [.. Repository.Files().Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)).Where(f => !solution.Contains(Path.GetFileName(f), StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, $"Not in ServiceAnalytics.sln, so never built or tested: {string.Join(", ", missing)}. Add them with dotnet sln add.");
    }

    [Fact]
    public void No_drawer_is_called_utils()
    {
        Regex drawer = new(@"(^|/)\w*(Utils?|Utilities|Helpers?|Common|Misc)\w*(/|\.cs$)", RegexOptions.IgnoreCase);
        string[] found = [.. Sources().Where(f => drawer.IsMatch(f))];
        Assert.True(found.Length == 0, $"A drawer for everything: {string.Join(", ", found)}. Name it for what it does, or put the code where it is used.");
    }

    [Fact]
    public void Files_are_short_enough_to_read_at_a_sitting()
    {
        string[] longer = [.. Sources().Where(f => File.ReadLines(Repository.PathOf(f)).Count() > LinesAtASitting)];
        Assert.True(longer.Length == 0, $"Longer than {LinesAtASitting} lines: {string.Join(", ", longer)}. There are probably two ideas in each.");
    }

    [Fact]
    public void Reports_have_no_sql()
    {
        Regex query = new(@"\bselect\b[^""]*\bfrom\b\s+\w+\.", RegexOptions.IgnoreCase);
        string[] found = [.. Sources().Where(f => f.StartsWith("src/Reports/", StringComparison.Ordinal)).Where(f => f.EndsWith(".sql", StringComparison.Ordinal) || query.IsMatch(File.ReadAllText(Repository.PathOf(f))))];
        Assert.True(found.Length == 0, $"SQL in Reports: {string.Join(", ", found)}. Pages lay out what findings hold; the query belongs in Analytics.");
    }

    [Fact]
    public void Nothing_tells_of_the_machine_it_was_written_on()
    {
        Regex machine = new(@"https?://[^\s""']*(nuget\.org|registry\.npmjs|deb\.debian|pypi\.org)|[""'=( ]/(work|root|home/\w+)/");
        string[] own = [Path.GetFileName(nameof(HouseTests)) + ".cs"];
        string[] found =
        [
            .. Repository.Files()
                .Where(f => !own.Contains(Path.GetFileName(f)) && Path.GetExtension(f) is ".cs" or ".md" or ".sql" or ".sh" or ".yaml" or ".json" or ".razor" or ".csproj" or ".props" or "")
                .Where(f => !own.Contains(Path.GetFileName(f)) && !f.EndsWith(".png", StringComparison.Ordinal))
                .Where(f => machine.IsMatch(File.ReadAllText(Repository.PathOf(f)))),
        ];
        Assert.True(found.Length == 0, $"A machine's path or a registry's host stands in {string.Join(", ", found)}.");
    }

    [Fact]
    public void Every_test_project_is_run_by_the_test_command()
    {
        string[] projects = [.. Directory.EnumerateFiles(Repository.PathOf("tests"), "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f))];
        string[] notRun = [.. projects.Where(p => p != "Testing" && !p.EndsWith(".Tests", StringComparison.Ordinal))];
        Assert.True(notRun.Length == 0, $"./test runs tests/*.Tests only; it would pass over {string.Join(", ", notRun)}.");
    }

    private static IEnumerable<string> Sources() =>
        Repository.Files().Where(f => f.StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(f) is ".cs" or ".razor" or ".sql")
            .Where(f => f.StartsWith("src/", StringComparison.Ordinal));
}
