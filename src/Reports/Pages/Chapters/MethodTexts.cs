using ServiceAnalytics.Analytics;

namespace ServiceAnalytics.Reports.Pages.Chapters;

/// <summary>The statistics of the report, each in a few sentences.</summary>
internal static class MethodTexts
{
    public static readonly IReadOnlyList<(Bilingual Term, Bilingual Meaning)> All =
    [
        (new("置信区间", "Interval"),
         new("均为 95%。比率用 Wilson 计分区间，次数与发生率用精确泊松区间，平均值用 Student t 区间。区间越宽，说明依据的数据越少。",
             "Always 95%. Shares have Wilson's score interval, counts and rates the exact Poisson interval, means Student's t. The wider the interval, the less data stands behind the figure.")),
        (new("变化与箭头", "Changes and arrows"),
         new("只有变化超出偶然波动时才画箭头。摘要页各指标一并检验，错误发现率控制在 5%；报修量的检验已计入各月之间大于偶然的波动。未期满的暂定值不作比较。",
             "An arrow is drawn only for a change that is more than noise. The figures of the summary are tested together with the false discovery rate held at 5%; the test of the ticket volume allows for months that vary more than chance. Provisional figures are not compared.")),
        (new("目标判定", "Targets"),
         new("达标：数值达到目标。未达标：数值未达到目标，且差距超出 95% 区间。关注：数值未达到目标，但目标仍在区间之内，可能是偶然波动。",
             "Met: on the right side of the target. Missed: on the wrong side, and the target lies outside the 95% interval. Watch: on the wrong side, but the target lies within the interval, so that chance could explain it.")),
        (new("暂定值", "Provisional figures"),
         new("观察期未满的月份，直接相除会低估重复维修率，因此改用 Kaplan–Meier 法估计，标“暂定”，图中画空心点。",
             "While a month's window hasn't passed, a plain ratio would understate the repeat-repair rate; the Kaplan–Meier estimate is shown instead, marked provisional and drawn hollow.")),
        (new("故障升降", "Rising and falling faults"),
         new("每个序列（型号、系列、故障、部件、批次、区域、供应商、原因及其组合）与自身历史的预期比较：以在用台数折算，计入趋势、季节、超出偶然的波动与录入滞后；本月单独看，也连同前两个月、前五个月看。全部序列一并控制错误发现率（通常 5%），由同一原因引起的序列归并为一项。方法与检验见 docs/methods.md。",
             "Every series (model, series, fault, part, batch, region, supplier, cause and pairs of them) is held against what its own past leads one to expect: by units in service, with trend, season, spread beyond chance and late reporting allowed for; the month alone, with the two and with the five before it. The false discovery rate is held over all series together (usually at 5%), and series set off by one cause are one issue. Method and trials: docs/methods.md.")),
        (new("控制图", "Control charts"),
         new("在用台数已知时用 u 图，否则用 p 图；控制限随每月的台数变化；月间波动大于偶然时用 Laney 修正放宽。异常信号：一点出界、连续九点同侧、连续六点递增或递减。",
             "A u chart when the units in service are known, else a p chart; the limits follow each month's exposure and are widened by Laney's method when months vary more than chance. Signals: a point beyond the limits, nine in a row on one side, six in a row rising or falling.")),
        (new("不可计量", "Unmeasurable"),
         new("应有而缺失、或前后矛盾的记录不进入比率，另列件数：不填时间不会使指标变好。",
             "Records that lack what they must have, or contradict themselves, are left out of a share and counted beside it: not filling in a time improves no figure.")),
    ];
}
