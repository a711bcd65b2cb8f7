using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Metrics.Rectification;

/// <summary>Rectification notices (技术整改通知): were they issued, implemented and verified in time.</summary>
public static class RectificationMetrics
{
    private static readonly Bilingual MonthDue = new("该步骤应完成日所在月份", "Month in which the step was due");

    private static readonly Bilingual Open = new(
        "过期仍未完成的计为不及时；未到期的另列为“未到期”；缺少起算日或期限、或完成日早于起算日的计为不可计量。",
        "A step still open after its due day counts as late; one not yet due stands beside as pending; without a day to count from, without a due day, or done before it could begin it is unmeasurable.");

    /// <summary>Issued within the working days allowed.</summary>
    public static readonly MetricDefinition Issued = InTime(
        "issue",
        "rectification_issued_in_time",
        new("整改通知下发及时率", "Rectification notices issued in time"),
        new("问题确认之后第N个工作日（政策规定，默认3个）当日或之前下发整改通知的占比。通知只有日期，因此按天计数：确认当天不计，使用政策的主工作日历（含调休）。",
            "Notices issued on or before the N-th working day (3 unless the policy says otherwise) after the problem was confirmed. Notices carry dates only, so days are counted: the day of confirmation isn't; working days are those of the policy's main calendar, make-up days included."));

    /// <summary>Implemented by the notice's own date.</summary>
    public static readonly MetricDefinition Implemented = InTime(
        "implementation",
        "rectification_implemented_in_time",
        new("整改措施实施及时率", "Rectification measures implemented in time"),
        new("在通知要求完成日期当日或之前实施整改措施的占比，按天计数。", "Measures implemented on or before the date that the notice asks for, in days."));

    /// <summary>Verified soon enough afterwards.</summary>
    public static readonly MetricDefinition Verified = InTime(
        "verification",
        "rectification_verified_in_time",
        new("整改效果验证及时率", "Rectification measures verified in time"),
        new("措施实施后N天内（政策规定，默认90天）完成验证的占比，按自然日计数，不论验证结果如何。", "Measures verified within N calendar days (90 unless the policy says otherwise) after implementation, whatever the result."));

    private static MetricDefinition InTime(string step, string key, Bilingual title, Bilingual definition) => new()
    {
        Key = key,
        Title = title,
        Definition = new(definition.Zh + Open.Zh, definition.En + " " + Open.En),
        TimeAxis = MonthDue,
        Unit = Unit.Share,
        Better = Better.WhenHigher,
        MinimumSample = 5, // notices are few; the interval says how little a handful proves
        Needs = ["rectifications"],
        Sql = "Metrics/Rectification/step_in_time.sql",
        Parameters = _ => new SqlParameters { ["step"] = step },
        Estimator = Estimators.Share,
    };
}
