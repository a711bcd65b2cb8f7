namespace ServiceAnalytics.Analytics.Metrics.Sla;

/// <summary>How well the duties of the service policy are kept. <see cref="Analytics.Sla.Duties.DutyJudge"/> must have judged the session's months first.</summary>
public static class DutyCompliance
{
    /// <summary>Share of what was owed that was done in time, duty by duty.</summary>
    public static readonly MetricDefinition Definition = new()
    {
        Key = "duty_compliance",
        Title = new("职责完成率", "Compliance by duty"),
        Definition = new(
            "按日计的职责（走访、巡检、回访、报表、旧件、收款、投诉等）：按期 ÷（按期＋逾期）。到期日当天完成为按期；过了到期日仍未完成的计入逾期；未到期的不计入，另行列出；"
            + "缺少起算日期等无法判断的为不可计量，不计入，另行列出。周期性职责按客户（或设备）逐月判定：该月中任何一天处于逾期状态即为逾期。",
            "What is owed by day (visits, inspections, return calls, reports, old parts, payments, complaints): in time ÷ (in time + late). Done on the last day is in time; not done past it is late. "
            + "What isn't due yet is left out and shown; what can't be judged, for lack of a day to count from and the like, is unmeasurable: left out and shown. "
            + "A recurring duty is judged for every customer (or unit) and month: late when it was overdue on any day of the month."),
        TimeAxis = new("职责到期日所在月份（旧件为领用月份；周期性职责为每个月）", "Month of the last day in time (old parts: of issue; recurring duties: every month)"),
        Unit = Unit.Share,
        Better = Better.WhenHigher,
        MinimumSample = 1, // a month's report is owed once: few is not too few
        Sql = "Metrics/Sla/duty_compliance.sql",
        Estimator = Estimators.Share,
        OwnDimension = "duty",
    };
}
