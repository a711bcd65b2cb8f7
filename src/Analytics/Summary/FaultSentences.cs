using ServiceAnalytics.Analytics.Trends;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>A fault series that departs from its past, in words.</summary>
internal static class FaultSentences
{
    /// <summary>The whole reason, with expectation, interval and what was tested.</summary>
    public static Bilingual Reason(FaultChange change, TrendFindings trends)
    {
        Bilingual limits = Wording.RatioLimits(change.Interval);
        Bilingual rate = change.Basis == ExposureBasis.UnitMonths ? new("按在用台数折算", "by units in service") : new("按报修总量折算", "by all tickets");
        Bilingual ratio = change.Ratio is { } value
            ? new($"为预期的{Wording.Ratio(value)}倍（95%区间{limits.Zh}）", $"{Wording.Ratio(value)} times what was expected (95 % interval {limits.En})")
            : new("此前从未出现", "never seen before");
        string batchZh = string.Empty;
        string batchEn = string.Empty;
        if (change.Batches.FirstOrDefault(b => b.Batch is not null) is { } largest && largest.Tickets * 2 >= change.Observed)
        {
            batchZh = $"其中{largest.Tickets}件属批次{largest.Batch}。";
            batchEn = $" {largest.Tickets} of them are of batch {largest.Batch}.";
        }

        bool alone = change.WindowMonths == 1;
        string windowZh = alone ? string.Empty : $"连同此前{change.WindowMonths - 1}个月共{change.WindowObserved}件，预期{Wording.Number(change.WindowExpected)}件；";
        string windowEn = alone ? string.Empty : $" With the {change.WindowMonths - 1} months before, {change.WindowObserved} against {Wording.Number(change.WindowExpected)} expected.";
        string sinceZh = change.Since < trends.Month ? $"推断自{Wording.Month(change.Since).Zh}起发生。" : string.Empty;
        string sinceEn = change.Since < trends.Month ? $" It most likely began in {Wording.Month(change.Since).En}." : string.Empty;
        return new(
            $"型号{Wording.Named(change.Model).Zh}的故障{Wording.Fault(change.Fault).Zh}本月维修{change.Observed}件，按此前{trends.BaseMonths}个月{rate.Zh}预期{Wording.Number(change.Expected)}件，{ratio.Zh}；{windowZh}{(change.Observed > change.Expected ? "上升" : "下降")}超出随机波动（q{Wording.PValue(change.QValue).Zh}，同时检验{trends.SeriesTested}个序列，误报比例控制在{Wording.Percent(trends.Rules.FalseDiscoveryRate)}以内）。{sinceZh}{batchZh}",
            $"{Wording.Count(change.Observed, "repair", "repairs")} of model {Wording.Named(change.Model).En} with fault {Wording.Fault(change.Fault).En}; the {trends.BaseMonths} months before, {rate.En}, led one to expect {Wording.Number(change.Expected)}: {ratio.En}.{windowEn} More than noise (q {Wording.PValue(change.QValue).En}; {trends.SeriesTested} series tested together, share of false alarms held at {Wording.Percent(trends.Rules.FalseDiscoveryRate)} or less).{sinceEn}{batchEn}");
    }
}
