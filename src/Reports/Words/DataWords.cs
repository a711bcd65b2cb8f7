using ServiceAnalytics.Analytics;
using ServiceAnalytics.Reports.Pages.Chapters;

namespace ServiceAnalytics.Reports.Words;

/// <summary>Reasons and columns as people call them: the same words on pages and in the terminal.</summary>
public static class DataWords
{
    /// <summary>Why a row or a value was not used; an unknown code as it is.</summary>
    public static Bilingual Rule(string rule) => QualityTexts.Rule(rule);

    /// <summary>A stored column; one without a name of its own as it is.</summary>
    public static Bilingual Column(string column) => QualityTexts.Column(column);
}
