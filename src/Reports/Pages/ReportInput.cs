using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Pages;

/// <summary>What every chapter is given: the findings and how to say them.</summary>
/// <param name="Findings">Everything the report shows.</param>
/// <param name="Identity">Who issues it.</param>
/// <param name="Language">In which language.</param>
internal sealed record ReportInput(MonthFindings Findings, ReportIdentity Identity, Language Language)
{
    /// <summary>Numbers and dates.</summary>
    public PageFormat Format { get; } = new(Language);

    /// <summary>Figures of the catalogue in words.</summary>
    public FigureFormat Figures { get; } = new(new PageFormat(Language));

    /// <summary>True when the report is in Chinese.</summary>
    public bool IsZh => Language == Language.Zh;

    /// <summary>A text in the report's language.</summary>
    public string Say(Bilingual text) => text.In(Language);

    /// <summary>A text in the report's language.</summary>
    public string Say(string zh, string en) => IsZh ? zh : en;

    /// <summary>True when a kind of export was never taken in.</summary>
    public bool Lacks(string kind) => Findings.MissingKinds.Contains(kind);

    /// <summary>The month's figure of a metric; null when it wasn't computed.</summary>
    public Figure? Figure(string key, FigureGroup? group = null) => Findings.Figures.Find(key, group);

    /// <summary>Reported month in words.</summary>
    public string Month => Format.Month(Findings.Month.First);
}
