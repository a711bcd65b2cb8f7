using ServiceAnalytics.Analytics.Trends;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>What the month comes to: figures, findings and what is to be done.</summary>
/// <param name="Figures">The first page's figures, in order.</param>
/// <param name="Findings">What stands out, most urgent first; empty when nothing departs from its past by more than noise.</param>
/// <param name="Actions">What is to be done, most urgent first.</param>
public sealed record KeyFindings(IReadOnlyList<KeyFigure> Figures, IReadOnlyList<KeyFinding> Findings, IReadOnlyList<KeyAction> Actions)
{
    private const int MostFindings = 6;

    /// <summary>Chooses and orders them from the chapters.</summary>
    /// <param name="findings">All chapters of the month.</param>
    public static KeyFindings Of(MonthFindings findings)
    {
        List<KeyFinding> found = [.. findings.Trends.Rising.Select(change => new KeyFinding.FaultRose(change))];
        found.AddRange(findings.Trends.Falling.Select(change => new KeyFinding.FaultFell(change)));
        return new(
            KeyFigures.Of(findings.Figures, findings.Policy),
            [.. found.OrderBy(f => f.Rank).Take(MostFindings)],
            []);
    }
}

/// <summary>One finding of the first page, with the record it comes from; pages put it into words.</summary>
/// <param name="Rank">Lower comes first.</param>
public abstract record KeyFinding(int Rank)
{
    /// <summary>A fault came more often than its past led one to expect.</summary>
    /// <param name="Change">The series.</param>
    public sealed record FaultRose(FaultChange Change) : KeyFinding(1);

    /// <summary>A fault came less often than its past led one to expect.</summary>
    /// <param name="Change">The series.</param>
    public sealed record FaultFell(FaultChange Change) : KeyFinding(9);
}

/// <summary>Something to be done.</summary>
/// <param name="Title">What.</param>
/// <param name="Owner">By whom; null when nobody is named.</param>
/// <param name="DueOn">Until when; null when open.</param>
public sealed record KeyAction(Bilingual Title, Bilingual? Owner, DateOnly? DueOn);
