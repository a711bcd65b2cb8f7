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
         new("每个“型号 × 故障”序列的当月次数与其自身前 12 个月比较（精确条件检验，并计入超出偶然的波动），全部序列一并控制错误发现率 5%：即列出的信号中，误报平均不超过二十分之一。",
             "The month of every series (model × fault) is held against its own twelve months before (exact conditional test, allowing for spread beyond chance); over all series together the false discovery rate is 5%: of the signals listed, at most one in twenty is false on average.")),
        (new("控制图", "Control charts"),
         new("在用台数已知时用 u 图，否则用 p 图；控制限随每月的台数变化；月间波动大于偶然时用 Laney 修正放宽。异常信号：一点出界、连续九点同侧、连续六点递增或递减。",
             "A u chart when the units in service are known, else a p chart; the limits follow each month's exposure and are widened by Laney's method when months vary more than chance. Signals: a point beyond the limits, nine in a row on one side, six in a row rising or falling.")),
        (new("不可计量", "Unmeasurable"),
         new("应有而缺失、或前后矛盾的记录不进入比率，另列件数：不填时间不会使指标变好。",
             "Records that lack what they must have, or contradict themselves, are left out of a share and counted beside it: not filling in a time improves no figure.")),
    ];
}
