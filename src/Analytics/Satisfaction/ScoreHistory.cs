using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Satisfaction;

/// <summary>A group of customers: a value of a dimension, or everybody (<c>all</c>, <c>all</c>).</summary>
/// <param name="Dimension">all, region, office, product_series, technician.</param>
/// <param name="Name">Value of the dimension.</param>
public sealed record SurveyGroup(string Dimension, string Name)
{
    /// <summary>Everybody.</summary>
    public static readonly SurveyGroup All = new("all", "all");
}

/// <summary>Scores by month and group, read once.</summary>
internal sealed class ScoreHistory
{
    private readonly Dictionary<(SurveyGroup, ReportingMonth), Scores> scores;

    private ScoreHistory(Dictionary<(SurveyGroup, ReportingMonth), Scores> scores) => this.scores = scores;

    /// <summary>Every group that has an answer, in the order of dimensions and names.</summary>
    public IEnumerable<SurveyGroup> Groups =>
        scores.Keys.Select(k => k.Item1).Distinct().OrderBy(g => g.Dimension, StringComparer.Ordinal).ThenBy(g => g.Name, StringComparer.Ordinal);

    /// <summary>Reads the months that the session is asked for.</summary>
    public static ScoreHistory Read(AnalysisSession session, CancellationToken cancel) => new(session.Connection.Query(
        SqlScript.Load<AnalysisSession>("Satisfaction/scores_by_group.sql"),
        SqlParameters.None,
        row => (
            Key: (new SurveyGroup(row.Text("dimension"), row.Text("group_name")), new ReportingMonth(row.Date("month"))),
            Scores: Scores.Of(row.Int64("n"), row.Int64("top_two"), row.Int64("dissatisfied"), row.Double("mean"), row.DoubleOrNull("standard_deviation"))),
        cancel).ToDictionary(r => r.Key, r => r.Scores));

    /// <summary>A group's month; nothing when it has no answer.</summary>
    public Scores Of(SurveyGroup group, ReportingMonth month) => scores.GetValueOrDefault((group, month));

    /// <summary>A group's months before a month, together.</summary>
    public Scores Before(SurveyGroup group, ReportingMonth month, int months) =>
        Enumerable.Range(1, months).Aggregate(default(Scores), (sum, back) => sum + Of(group, month.Plus(-back)));

    /// <summary>Every group's month beside its months before.</summary>
    public List<GroupScores<SurveyGroup>> At(ReportingMonth month, int monthsBefore) =>
        [.. Groups.Select(g => new GroupScores<SurveyGroup>(g, Of(g, month), Before(g, month, monthsBefore)))];
}
