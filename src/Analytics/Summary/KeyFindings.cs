using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>What the month comes to: figures, findings and what is to be done.</summary>
/// <param name="Figures">The first page's figures, in order.</param>
/// <param name="Findings">What stands out, most urgent first, at most four, so that the page can be read at a glance; each says whether it is more than noise.</param>
/// <param name="Actions">What is to be done, most urgent first, at most five; the list of warnings has all.</param>
public sealed record KeyFindings(IReadOnlyList<KeyFigure> Figures, IReadOnlyList<KeyFinding> Findings, IReadOnlyList<KeyAction> Actions)
{
    private const int MostFindings = 4;
    private const int MostFaults = 2;
    private const int MostActions = 5;

    /// <summary>Chooses and orders them from the chapters.</summary>
    /// <param name="findings">All chapters of the month.</param>
    public static KeyFindings Of(MonthFindings findings)
    {
        List<KeyFinding> found = [.. findings.Trends.Rising.Take(MostFaults).Select(change => new KeyFinding.FaultRose(change))];
        found.AddRange(findings.Trends.Falling.Take(1).Select(change => new KeyFinding.FaultFell(change)));
        found.AddRange(findings.Trends.FaultCharts
            .Where(chart => chart.Points[^1].Point.Signals.HasFlag(ChartSignals.AboveLimit) && findings.Trends.Rising.All(r => r.Fault?.Code != chart.Fault!.Code))
            .Take(MostFaults).Select(chart => new KeyFinding.FaultOutOfControl(chart)));
        found.AddRange(WarningSentences.Of(findings.Warnings));
        if (SatisfactionSentence.Of(findings.Satisfaction, findings.Warnings) is { } satisfaction)
        {
            found.Add(satisfaction);
        }

        return new(
            KeyFigures.Of(findings.Figures, findings.Changes, findings.Policy),
            [.. found.OrderBy(f => f.Rank).Take(MostFindings)],
            [.. findings.Warnings.Warnings.DistinctBy(w => w.Subject).Take(MostActions).Select(w => new KeyAction(WarningSentences.Action(w), w.Owner, w.DueOn))]);
    }
}

/// <summary>How a finding is to be taken.</summary>
public enum FindingLevel
{
    /// <summary>Worse than it was or should be, by more than noise.</summary>
    Bad,

    /// <summary>To be looked into.</summary>
    Attention,

    /// <summary>Better than it was, by more than noise.</summary>
    Good,

    /// <summary>No change that is more than noise.</summary>
    Neutral,
}

/// <summary>One finding of the first page, with the record it comes from, or in words already.</summary>
/// <param name="Rank">Lower comes first.</param>
public abstract record KeyFinding(int Rank)
{
    /// <summary>A fault came more often than its past led one to expect.</summary>
    /// <param name="Change">The issue.</param>
    public sealed record FaultRose(FaultIssue Change) : KeyFinding(2);

    /// <summary>A fault over all models is above the upper limit of its control chart, though no single model stands out.</summary>
    /// <param name="Chart">Its chart; the last point is the month.</param>
    public sealed record FaultOutOfControl(TrendChart Chart) : KeyFinding(2);

    /// <summary>A fault came less often than its past led one to expect.</summary>
    /// <param name="Change">The issue.</param>
    public sealed record FaultFell(FaultIssue Change) : KeyFinding(6);

    /// <summary>A finding in words.</summary>
    /// <param name="Rank">Lower comes first.</param>
    /// <param name="Level">How it is to be taken.</param>
    /// <param name="Title">What, in a line.</param>
    /// <param name="Evidence">The sentences behind it, with figures; hold users' text.</param>
    public sealed record Told(int Rank, FindingLevel Level, Bilingual Title, Bilingual Evidence) : KeyFinding(Rank);
}

/// <summary>Something to be done.</summary>
/// <param name="Title">What.</param>
/// <param name="Owner">By whom; null when nobody is named.</param>
/// <param name="DueOn">Until when; null when open.</param>
public sealed record KeyAction(Bilingual Title, Bilingual? Owner, DateOnly? DueOn);
