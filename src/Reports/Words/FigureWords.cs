using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Reports.Words;

/// <summary>What a figure is of, in words: a metric, and of which group.</summary>
public static class FigureWords
{
    /// <summary>
    /// The metric's title and, of a figure of a group, the group as people call it: a clause or duty by its title in the policy, a code in words, anything
    /// else as it stands. "条款达标率：24 小时内到达现场", "Compliance by clause: On site within 24 hours".
    /// </summary>
    /// <param name="policy">Where clauses and duties have their titles; one that it doesn't know is told by its id.</param>
    /// <param name="metric">A metric of the catalogue, by id.</param>
    /// <param name="group">The figure's group; of the whole, only the metric is told.</param>
    /// <param name="language">Of the words.</param>
    public static string Title(Policy policy, string metric, FigureGroup group, Language language)
    {
        string title = MetricCatalog.Find(metric).Title.In(language);
        return group is { Dimension: { } dimension, Name: { } name } ? $"{title}{(language == Language.Zh ? "：" : ": ")}{Group(policy, dimension, name, language)}" : title;
    }

    private static string Group(Policy policy, string dimension, string name, Language language) =>
        dimension switch
        {
            "clause" => policy.Clauses.FirstOrDefault(c => c.Id == name)?.Title.In(language),
            "duty" => policy.Duties.FirstOrDefault(d => d.Id == name)?.Title.In(language),
            _ => null,
        } ?? CodeWords.Of(dimension, name, language);
}
