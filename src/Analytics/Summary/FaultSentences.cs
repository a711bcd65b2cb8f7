using ServiceAnalytics.Analytics.Trends;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>An issue of the trend chapter in words.</summary>
public static class FaultSentences
{
    private static readonly Dictionary<FaultDimension, Bilingual> Dimensions = new()
    {
        [FaultDimension.Model] = new("型号", "model"),
        [FaultDimension.Series] = new("系列", "series"),
        [FaultDimension.Fault] = new("故障", "fault"),
        [FaultDimension.Part] = new("部件", "part"),
        [FaultDimension.Batch] = new("批次", "batch"),
        [FaultDimension.Region] = new("区域", "region"),
        [FaultDimension.Supplier] = new("供应商", "supplier"),
        [FaultDimension.Cause] = new("原因", "cause"),
    };

    private static readonly Dictionary<string, Bilingual> Causes = new(StringComparer.Ordinal)
    {
        ["quality"] = new("质量", "quality"),
        ["misuse"] = new("人为", "misuse"),
        ["other"] = new("其他", "other"),
    };

    /// <summary>A dimension's name.</summary>
    public static Bilingual Dimension(FaultDimension dimension) => Dimensions[dimension];

    /// <summary>A value of a dimension as people read it; holds users' text.</summary>
    public static Bilingual Value(FaultDimension dimension, string value) =>
        dimension == FaultDimension.Cause && Causes.TryGetValue(value, out Bilingual? cause) ? cause : Wording.Named(value);

    /// <summary>Series as people read it: 型号KP150，故障KP-01; Model KP150, fault KP-01. Holds users' text.</summary>
    public static Bilingual Subject(SeriesKey key) => Join([.. key.Traits.Select(t => (Dimensions[t.Dimension], Value(t.Dimension, t.Value)))]);

    /// <summary>What the issue is about: model and fault where they are known, then what else its series says. Holds users' text.</summary>
    public static Bilingual Subject(FaultIssue issue)
    {
        List<(Bilingual, Bilingual)> parts = [];
        if (issue.Model is { } model)
        {
            parts.Add((Dimensions[FaultDimension.Model], Wording.Named(model)));
        }

        if (issue.Fault is { } fault)
        {
            parts.Add((Dimensions[FaultDimension.Fault], Wording.Fault(fault)));
        }

        parts.AddRange(issue.Key.Traits
            .Where(t => !(t.Dimension == FaultDimension.Model || t.Dimension == FaultDimension.Fault || (t.Dimension == FaultDimension.Series && issue.Model is not null)))
            .Select(t => (Dimensions[t.Dimension], Value(t.Dimension, t.Value))));
        return parts.Count == 0 ? Subject(issue.Key) : Join(parts);
    }

    /// <summary>The whole reason, with expectation, interval and what was tested.</summary>
    public static Bilingual Reason(FaultIssue issue, TrendFindings trends)
    {
        Bilingual limits = Wording.RatioLimits(issue.Interval);
        Bilingual rate = issue.Basis == ExposureBasis.UnitMonths ? new("按在用台数折算", "by units in service") : new("按报修总量折算", "by all tickets");
        string batchZh = string.Empty;
        string batchEn = string.Empty;
        if (issue.IsRise && issue.MainBatch is { } main && issue.Key[FaultDimension.Batch] is null)
        {
            batchZh = $"其中{main.Repairs}件属批次{main.Value}（自该月起共{issue.RepairsSince}件）。";
            batchEn = $" {main.Repairs} of the {issue.RepairsSince} since then are of batch {main.Value}.";
        }

        bool alone = issue.WindowMonths == 1;
        string windowZh = alone ? string.Empty : $"近{issue.WindowMonths}个月共{issue.WindowObserved}件，预期{Wording.Number(issue.WindowExpected)}件，";
        string windowEn = alone ? string.Empty : $" {issue.WindowObserved} in {issue.WindowMonths} months against {Wording.Number(issue.WindowExpected)} expected,";
        string alsoZh = issue.Folded.Count > 0 ? $"另有{issue.Folded.Count}个相关序列同时异常，已并入本项。" : string.Empty;
        string alsoEn = issue.Folded.Count > 0 ? $" {Wording.Count(issue.Folded.Count, "related series", "related series")} changed with it and are told by it." : string.Empty;
        Bilingual subject = Subject(issue);
        return new(
            $"{subject.Zh}本月维修{issue.Observed}件，按自身历史{rate.Zh}预期{Wording.Number(issue.Expected)}件；{windowZh}为预期的{Wording.Ratio(issue.Ratio)}倍（95%区间{limits.Zh}），{(issue.IsRise ? "上升" : "下降")}超出随机波动（q{Wording.PValue(issue.QValue).Zh}，同时检验{trends.SeriesTested}个序列，误报比例控制在{Wording.Percent(trends.Rules.Detection.FalseDiscoveryRate)}以内）。推断自{Wording.Month(issue.Since).Zh}起发生。{batchZh}{alsoZh}",
            $"{subject.En}: {Wording.Count(issue.Observed, "repair", "repairs")} this month; its own past, {rate.En}, led one to expect {Wording.Number(issue.Expected)}.{windowEn}{(alone ? " That is" : string.Empty)} {Wording.Ratio(issue.Ratio)} times what was expected (95 % interval {limits.En}), a {(issue.IsRise ? "rise" : "fall")} that is more than noise (q {Wording.PValue(issue.QValue).En}; {trends.SeriesTested} series tested together, share of false alarms held at {Wording.Percent(trends.Rules.Detection.FalseDiscoveryRate)} or less). It most likely began in {Wording.Month(issue.Since).En}.{batchEn}{alsoEn}");
    }

    private static Bilingual Join(IReadOnlyList<(Bilingual Name, Bilingual Value)> parts)
    {
        string en = string.Join(", ", parts.Select(p => $"{p.Name.En} {p.Value.En}"));
        return new(string.Join('，', parts.Select(p => p.Name.Zh + p.Value.Zh)), char.ToUpperInvariant(en[0]) + en[1..]);
    }
}
