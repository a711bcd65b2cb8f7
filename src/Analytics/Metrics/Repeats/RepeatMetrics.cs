using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Metrics.Repeats;

/// <summary>Repairs that had to be done again, and repairs that were right the first time.</summary>
public static class RepeatMetrics
{
    /// <summary>The script that finds the next receipt of the same fault after each repair.</summary>
    public static readonly IReadOnlyList<string> Hits = ["Sql/prepare/repeat_hits.sql"];

    // The months' repairs, each with what came next: the same fault, any repair of the unit.
    private static readonly string[] Repairs = ["Sql/prepare/return_hits.sql", "Sql/prepare/mart_repairs.sql"];

    // The months' repairs without a fault code, and the next receipt with a like text after each.
    private static readonly string[] TextHits = ["Sql/prepare/uncoded_repairs.sql", "Sql/prepare/repeat_text_hits.sql"];

    /// <summary>The month in which the first repair was finished.</summary>
    public static readonly Bilingual MonthOfRepair = new("首次维修的修复时间所在月份", "Month in which the (first) repair was finished");

    private static readonly Bilingual Cohorts = new(
        "当月最后时刻之后已满{0}天的月份，直接计算比率；未满的月份，用 Kaplan–Meier 法估计第{0}天的数值并标注“暂定”；尚无维修满{0}天时不给出数值。",
        "Months that ended {0} days or more before the as-of instant give the plain ratio; younger ones the Kaplan–Meier estimate at {0} days, marked provisional; no value while no repair has been watched for {0} days.");

    /// <summary>Same fault within 7 days: the repair did not work, or not wholly.</summary>
    public static readonly MetricDefinition SameFault7 = SameFault(7);

    /// <summary>Same fault within 30 days: the headline.</summary>
    public static readonly MetricDefinition SameFault30 = SameFault(30);

    /// <summary>Same fault within 90 days.</summary>
    public static readonly MetricDefinition SameFault90 = SameFault(90);

    /// <summary>Repairs without a fault code whose text comes back within 30 days.</summary>
    public static readonly MetricDefinition Uncoded30 = Uncoded(RepeatRules.TextReachDays);

    /// <summary>Any fault within 30 days.</summary>
    public static readonly MetricDefinition AnyFault30 = AnyFault(30);

    /// <summary>Any fault within 90 days.</summary>
    public static readonly MetricDefinition AnyFault90 = AnyFault(90);

    /// <summary>One visit, and the unit did not come back.</summary>
    public static readonly MetricDefinition FirstTimeFix = new()
    {
        Key = "first_time_fix_rate",
        Title = new("一次修复率", "First-time-fix rate"),
        Definition = new(
            "当月完成的现场维修中，一次上门即修复、且该设备在观察期（政策规定，默认30天）内没有再报任何维修的占比。上门次数缺失或为0的、无法识别设备的，计为不可计量。"
            + "当月最后时刻之后已满观察期的月份，直接计算比率；未满的月份，用 Kaplan–Meier 法估计观察期末的数值（多次上门视为第0天即未修复）并标注“暂定”。",
            "Of the on-site repairs finished in the month, those done in one visit after which no repair ticket of the unit (any fault) was received in the window (30 days unless the policy says otherwise). "
            + "A missing number of visits, or none, or a unit without any name is unmeasurable. Months that ended a whole window before the as-of instant give the plain ratio; younger ones the Kaplan–Meier estimate "
            + "at the end of the window (more than one visit counts as failed on day 0), marked provisional."),
        TimeAxis = MonthOfRepair,
        Unit = Unit.Share,
        Better = Better.WhenHigher,
        Sql = "Metrics/Repeats/first_time_fix.sql",
        Prepare = Repairs,
        Parameters = windows => new SqlParameters { ["window_days"] = windows.FirstTimeFixDays },
        Estimator = Estimators.Held,
    };

    /// <summary>The headline for a window of the policy's own.</summary>
    /// <param name="days">1 to 730.</param>
    public static MetricDefinition SameFault(int days) => Rate(
        days,
        "Metrics/Repeats/repeat_rate.sql",
        Repairs,
        $"repeat_rate_{days}d",
        new($"{days}天重复维修率（同一故障）", $"Repeat-repair rate, {days} days, same fault"),
        new(
            $"当月完成的维修（业务类型为维修且修复时间有效）中，同一设备、同一故障在修复后{days}×24小时内（含两端）又有另一张报修单接报（不限业务类型）的占比。"
            + "同一故障指故障代码相同（规章可改为故障部件相同）。设备按序列号识别，没有的以客户加型号代替（规章可加入现场加型号），且只与同样识别的报修单比对。重复维修本身也是维修，留在分母内。无故障代码或无法识别设备的维修不进分母，计为不可计量。",
            $"Of the repairs finished in the month (request type repair with a usable time of repair), those after which another ticket of the same unit and the same fault (any request type) was received within {days} × 24 hours, both ends included. "
            + "The same fault is the same fault code (a policy may say: the same failed part). A unit is known by its serial number, without one by customer and model (a policy may put site and model between), and met only among tickets known alike. Repeats are repairs too and stay in the denominator. Repairs without a fault code, or without any name of the unit, are left out and counted as unmeasurable."));

    private static MetricDefinition Uncoded(int days) => Rate(
        days,
        "Metrics/Repeats/repeat_rate_uncoded.sql",
        TextHits,
        $"repeat_rate_uncoded_{days}d",
        new($"{days}天重复维修率（无故障代码，按描述）", $"Repeat-repair rate, {days} days, uncoded, by text"),
        new(
            $"当月完成而没有故障代码的维修中，同一设备在修复后{days}×24小时内又有另一张报修单接报、且故障描述相似的占比。相似度为单字与相邻双字的 Dice 系数与重叠系数的平均，达到规章的阈值（默认0.6）即视为同一故障；"
            + "阈值的查准率与查全率见方法说明。按描述比对会有错认与漏认，因此不并入按代码计算的重复维修率。既无代码也无描述、或无法识别设备的，计为不可计量。",
            $"Of the repairs finished in the month without a fault code, those after which another ticket of the same unit with a like fault text was received within {days} × 24 hours. Likeness is the mean of Dice's and the overlap coefficient over characters and pairs of neighbours; "
            + "from the policy's threshold on (0.6 by default) the fault counts as the same; its precision and recall stand in the methods. Texts are taken wrongly for the same, or not, now and then: the figure is kept apart from the rate by code. Repairs with neither code nor text, or without any name of the unit, are unmeasurable."));

    private static MetricDefinition AnyFault(int days) => Rate(
        days,
        "Metrics/Repeats/return_rate.sql",
        Repairs,
        $"repeat_rate_any_{days}d",
        new($"{days}天再修率（任何故障）", $"Return rate, {days} days, any fault"),
        new(
            $"当月完成的维修中，同一设备在修复后{days}×24小时内（含两端）又有另一张维修单接报的占比，不论故障是否相同。只计维修单：巡检、咨询等不是设备又坏了；因此它与同一故障重复维修率（不限业务类型）口径不同，不必然更高。无法识别设备的计为不可计量。",
            $"Of the repairs finished in the month, those after which another repair ticket of the same unit was received within {days} × 24 hours, whatever its fault. Repair tickets only: an inspection or a question isn't a return; so it isn't bound to be higher than the same-fault rate, which counts any request type. Units without any name are unmeasurable."));

    private static MetricDefinition Rate(int days, string sql, string[] prepare, string key, Bilingual title, Bilingual definition) => new()
    {
        Key = key,
        Title = title,
        Definition = new(
            definition.Zh + Cohort(Cohorts.Zh, $"{days}"),
            definition.En + " " + Cohort(Cohorts.En, $"{days}")),
        TimeAxis = MonthOfRepair,
        Unit = Unit.Share,
        Better = Better.WhenLower,
        Sql = sql,
        Prepare = prepare,
        Parameters = _ => new SqlParameters { ["window_days"] = days },
        Estimator = Estimators.CameBack,
    };

    private static string Cohort(string text, string days) => text.Replace("{0}", days, StringComparison.Ordinal);
}
