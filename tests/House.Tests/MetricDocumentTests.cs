using System.Reflection;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.House.Tests;

/// <summary>
/// docs/metrics.md says what the catalogue says. Make it anew with <c>UPDATE_GOLDEN=1 dotnet test tests/House.Tests --filter MetricDocument</c>
/// and read the difference before committing it.
/// </summary>
public sealed class MetricDocumentTests
{
    [Fact]
    public void Every_metric_that_is_defined_is_in_the_catalogue()
    {
        MetricDefinition[] defined =
        [
            .. typeof(MetricCatalog).Assembly.GetTypes()
                .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
                .Where(field => field.FieldType == typeof(MetricDefinition))
                .Select(field => (MetricDefinition)field.GetValue(null)!),
        ];
        Assert.NotEmpty(defined);
        string[] forgotten = [.. defined.Except(MetricCatalog.All).Select(m => m.Key)];
        Assert.True(forgotten.Length == 0, $"Defined, but in no table or page: {string.Join(", ", forgotten)}. Add each by one line in MetricCatalog.cs.");
    }

    [Fact]
    public void The_page_of_metrics_is_what_the_catalogue_says()
    {
        string path = Repository.PathOf("docs/metrics.md");
        string expected = MetricDocument.Write(MetricCatalog.All);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        string found = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : string.Empty;
        Assert.True(
            expected == found,
            "docs/metrics.md is not what the catalogue of metrics says. Run UPDATE_GOLDEN=1 dotnet test tests/House.Tests --filter MetricDocument, read the difference, commit it.");
    }

    [Fact]
    public void Every_metric_is_defined_in_both_languages_and_names_its_time_axis()
    {
        Assert.All(MetricCatalog.All, metric => Assert.All(
            new[] { metric.Title, metric.Definition, metric.TimeAxis },
            text =>
            {
                Assert.False(string.IsNullOrWhiteSpace(text.Zh), metric.Key);
                Assert.False(string.IsNullOrWhiteSpace(text.En), metric.Key);
                Assert.Contains(text.Zh, c => c >= 0x4E00); // Chinese, not English in its place
            }));
    }

    [Fact]
    public void Every_metrics_key_is_its_own_and_lower_case_with_underscores()
    {
        Assert.Equal(MetricCatalog.All.Count, MetricCatalog.All.Select(m => m.Key).Distinct().Count());
        Assert.All(MetricCatalog.All, m => Assert.Matches("^[a-z][a-z0-9_]*$", m.Key));
    }
}
