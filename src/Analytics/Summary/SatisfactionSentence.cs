using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Satisfaction;
using ServiceAnalytics.Analytics.Warnings;

namespace ServiceAnalytics.Analytics.Summary;

/// <summary>The month's satisfaction in a sentence: what it is, and whether it has changed.</summary>
internal static class SatisfactionSentence
{
    /// <summary>The finding; null when too few answered, or when a warning already tells of the drop of all customers.</summary>
    public static KeyFinding? Of(SatisfactionFindings satisfaction, WarningList warnings)
    {
        SatisfactionChange change = satisfaction.Changes.Single(c => c.Now.Metric == "satisfaction_top_two");
        if (change is not { Now: { Value: { } share, Lower: { } lower, Upper: { } upper } now, ToBefore: { } before }
            || now.N < MetricCatalog.Find(now.Metric).MinimumSample || before.N < MetricCatalog.Find(now.Metric).MinimumSample
            || warnings.Warnings.Any(w => w.Rule == "satisfaction_drop" && w.Subject == Wording.Group(SurveyGroup.All.Dimension, SurveyGroup.All.Name)))
        {
            return null;
        }

        int months = satisfaction.Rules.BaseMonths;
        string zh = $"{now.N}份有效答复中{now.Numerator}份满意（95%区间{Wording.Percent(lower)}～{Wording.Percent(upper)}），此前{months}个月为{Wording.Percent(before.Value)}（{before.N}份）";
        string en = $"{now.Numerator} of {now.N} answers (95 % interval {Wording.Percent(lower)} to {Wording.Percent(upper)}); {Wording.Percent(before.Value)} in the {months} months before (n = {before.N})";
        if (!before.IsSignificant)
        {
            return new KeyFinding.Told(
                7,
                FindingLevel.Neutral,
                new($"满意率{Wording.Percent(share)}，无显著变化", $"{Wording.Percent(share)} of customers satisfied: no significant change"),
                new($"{zh}，差异在随机波动范围内。", $"{en}. The difference is within noise."));
        }

        bool rose = before.Difference > 0;
        Bilingual p = Wording.PValue(before.PValue!.Value);
        return new KeyFinding.Told(
            rose ? 5 : 1,
            rose ? FindingLevel.Good : FindingLevel.Bad,
            new(
                $"满意率{(rose ? "升至" : "降至")}{Wording.Percent(share)}",
                $"Satisfied customers {(rose ? "up" : "down")} to {Wording.Percent(share)}"),
            new(
                $"{zh}，{(rose ? "上升" : "下降")}{Wording.Points(before.Difference)}个百分点，变化显著（p{p.Zh}）。",
                $"{en}: {(rose ? "up" : "down")} {Wording.Points(before.Difference)} points, a significant change (p {p.En})."));
    }
}
