using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.House.Tests;

/// <summary>
/// docs/policies/PRESET.md says what data/policies/PRESET.yaml says. Make them anew with
/// <c>UPDATE_GOLDEN=1 dotnet test tests/House.Tests --filter PolicyDocument</c> and read the difference before committing it.
/// </summary>
public sealed class PolicyDocumentTests
{
    public static TheoryData<string> Presets =>
        [.. Directory.GetFiles(Repository.PathOf("data/policies"), "*.yaml").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Presets))]
    public void The_page_of_a_preset_is_what_its_file_says(string preset)
    {
        string path = Repository.PathOf($"docs/policies/{preset}.md");
        string expected = PolicyDocument.Write(Policy.Load(Repository.PathOf($"data/policies/{preset}.yaml"), Repository.PathOf("data/calendars")));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        string found = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : string.Empty;
        Assert.True(expected == found, $"docs/policies/{preset}.md is not what data/policies/{preset}.yaml says. Run UPDATE_GOLDEN=1 dotnet test tests/House.Tests --filter PolicyDocument, read the difference, commit it.");
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Every_promise_of_a_preset_names_its_paragraph_or_what_it_needs(string preset)
    {
        Policy policy = Policy.Load(Repository.PathOf($"data/policies/{preset}.yaml"), Repository.PathOf("data/calendars"));
        Assert.All(policy.Clauses, c => Assert.NotNull(c.Paragraph));
        Assert.All(policy.Duties, d => Assert.NotNull(d.Paragraph));
        Assert.All(policy.NotMeasured, n => Assert.NotEmpty(n.Needs.Zh));
    }
}
