using System.Text.RegularExpressions;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.House.Tests;

/// <summary>
/// Chinese texts take full-width punctuation (GB/T 15834). The half-width forms are easily typed by mistake and look it in print.
/// </summary>
public sealed partial class ChinesePunctuationTests
{
    [Theory]
    [InlineData("逾期，未处理（3 件）", false, "full width is right")]
    [InlineData("逾期,未处理", true, "a comma")]
    [InlineData("共 3 件(含暂定)", true, "a bracket before a character")]
    [InlineData("是否有效?", true, "a question mark behind one")]
    [InlineData("n = 7, shown", false, "no Chinese beside it")]
    [InlineData("“其他”", false, "quotation marks are the same in both")]
    public void Half_width_punctuation_is_seen_where_it_touches_Chinese(string text, bool isWrong, string why) =>
        Assert.True(isWrong == Touching().IsMatch(text), why);

    [Fact]
    public void No_text_of_the_program_mixes_Chinese_with_half_width_punctuation()
    {
        var root = Repository.Root;
        // Ingest and Samples speak the words of other people's exports, e.g. the heading 配件费(元).
        string[] rooms = ["Analytics", "App", "Reports", "Warehouse"];
        var files = rooms.SelectMany(room => Directory.EnumerateFiles(Path.Combine(root, "src", room), "*", SearchOption.AllDirectories))
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor" && !OutOfSource().IsMatch(f)).ToList();
        Assert.True(files.Count > 30, $"Only {files.Count} source files were found under {root}/src; this test looks in the wrong place.");

        var found = files.SelectMany(f => Mistakes(f, root, line => Comment().IsMatch(line))).ToList();
        Assert.True(found.Count == 0, "Write ，：；（）？！ in Chinese texts:\n" + string.Join('\n', found));
    }

    [Fact]
    public void No_policy_mixes_Chinese_with_half_width_punctuation()
    {
        var root = Repository.Root;
        var folder = Path.Combine(root, "data", "policies");
        // A colon or a comma of YAML itself always has a blank behind it, and a comment is for its writer.
        var found = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).SelectMany(f => Mistakes(f, root, line => line.TrimStart().StartsWith('#'))).ToList()
            : [];
        Assert.True(found.Count == 0, "Write ，：；（）？！ in Chinese texts:\n" + string.Join('\n', found));
    }

    private static IEnumerable<string> Mistakes(string file, string root, Func<string, bool> isLeftOut) =>
        File.ReadLines(file).Select((line, index) => (line, Number: index + 1))
            .Where(l => !isLeftOut(l.line) && Touching().IsMatch(l.line))
            .Select(l => $"{Path.GetRelativePath(root, file)}, line {l.Number}: {l.line.Trim()}");

    [GeneratedRegex(@"[\u2E80-\u9FFF][,:;()?!]|[,:;()?!][\u2E80-\u9FFF]", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Touching();

    [GeneratedRegex(@"^\s*(//|@\*)", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"[/\\](bin|obj|node_modules)[/\\]", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex OutOfSource();
}
