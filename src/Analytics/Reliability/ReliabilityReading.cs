using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Reliability;

/// <summary>What shapes and verdicts mean, in words: the same on the command line, in JSON and on pages.</summary>
public static class ReliabilityReading
{
    /// <summary>Stands for every month in service there is.</summary>
    public static readonly IReadOnlyList<int> AllMonths = [];

    /// <summary>The reading of a Weibull shape; a shape whose interval spans 1 has none.</summary>
    public static Bilingual Of(WeibullReading reading) => reading switch
    {
        WeibullReading.EarlyFailures => new("早期故障（风险随使用时间下降）", "early failures (the risk falls with age)"),
        WeibullReading.WearOut => new("耗损故障（风险随使用时间上升）", "wear-out (the risk rises with age)"),
        _ => new("区间含 1，与随机故障无法区分", "interval spans 1, can't be told from random"),
    };

    /// <summary>Stable key: early_failures, wear_out, not_told.</summary>
    public static string Word(WeibullReading reading) => reading switch
    {
        WeibullReading.EarlyFailures => "early_failures",
        WeibullReading.WearOut => "wear_out",
        _ => "not_told",
    };

    /// <summary>Stable key: worse, better, not_different, not_tested.</summary>
    public static string Word(BatchVerdict verdict) => verdict switch
    {
        BatchVerdict.Worse => "worse",
        BatchVerdict.Better => "better",
        BatchVerdict.NotDifferent => "not_different",
        _ => "not_tested",
    };
}
