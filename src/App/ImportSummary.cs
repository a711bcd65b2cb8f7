using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.DataQuality;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Reports.Formatting;
using ServiceAnalytics.Reports.Words;

namespace ServiceAnalytics.App;

/// <summary>An import in one line, for logs.</summary>
internal static class ImportSummary
{
    /// <summary>File, outcome and row counts.</summary>
    public static string Line(ImportResult result) =>
        result.Outcome == ImportOutcome.Imported
            ? $"{result.File}: {result.Rows}{string.Concat(Failed(result, Language.En).Select(c => $"; check failed: {c}"))}"
            : $"{result.File}: {result.Message}";

    /// <summary>The checks of the whole file that failed, each in a sentence.</summary>
    public static IEnumerable<string> Failed(ImportResult result, Language language) => result.Checks.Where(c => !c.IsPassed).Select(c => CheckWords.Found(
        new BatchCheck(result.Kind ?? string.Empty, result.File, c.Name, c.Column, c.IsPassed, c.Observed, c.Expected, c.Bad, c.Of),
        DataWords.Column(c.Column).In(language),
        new PageFormat(language),
        language));

    /// <summary>What an import is doing at the moment, for a line of progress.</summary>
    public static string Progress(ImportProgress progress, Language language)
    {
        string stage = (progress.Stage switch
        {
            ImportStage.Hashing => new Bilingual("计算校验值", "taking its hash"),
            ImportStage.Recognising => new Bilingual("识别格式与表头", "recognising format and headings"),
            ImportStage.Scanning => new Bilingual("清点行数", "counting rows"),
            ImportStage.Cleaning => new Bilingual("清洗与检查", "cleaning and checking"),
            ImportStage.Archiving => new Bilingual("归档", "archiving"),
            ImportStage.Storing => new Bilingual("写入数据仓", "storing"),
            _ => new Bilingual("收尾", "finishing"),
        }).In(language);
        string share = progress.Share > 0 ? $" {progress.Share:P0}" : string.Empty;
        return language == Language.Zh ? $"{progress.File}：{stage}{share}" : $"{progress.File}: {stage}{share}";
    }

    /// <summary>True when somebody should look: a file refused, rows set aside, a check failed.</summary>
    public static bool NeedsAttention(ImportResult result) =>
        result.Outcome == ImportOutcome.Refused || result.Rows.SetAside > 0 || result.Checks.Any(c => !c.IsPassed);
}
