namespace ServiceAnalytics.Analytics.Metrics.Sla;

/// <summary>How well the clauses of the service policy are kept. <see cref="Analytics.Sla.SlaJudge"/> must have judged the session's months first.</summary>
public static class SlaCompliance
{
    private static readonly Bilingual Axis = new("条款计时起点（或政策规定的截止时间）所在月份", "Month of the clause's start (or of its deadline, where the policy says so)");

    /// <summary>Share of cases met, clause by clause.</summary>
    public static readonly MetricDefinition ByClause = new()
    {
        Key = "sla_compliance",
        Title = new("条款达标率", "Compliance by clause"),
        Definition = new(
            "达标 ÷（达标＋超时）。用时不超过限时加宽限即为达标，恰好用完也算达标；超过截止时间仍未完成的计入超时；未完成且未到期的不计入，另行列出。"
            + "报修单必经的节点缺失、节点先后矛盾或时间超出日历范围的为不可计量，不计入，另行列出，并给出不可计量全部达标与全部超时时的上下界。",
            "Met ÷ (met + breached). Met when the elapsed time is no more than limit and grace; used up exactly is met. Breached includes cases still open past their deadline. "
            + "Pending cases (open, not due) are left out and shown. Cases with a milestone that is missing though the ticket must have passed it, or that contradicts, or outside the calendar, "
            + "are unmeasurable: left out and shown, with the bounds if all of them had been met, or breached."),
        TimeAxis = Axis,
        Unit = Unit.Share,
        Better = Better.WhenHigher,
        Sql = "Metrics/Sla/sla_compliance.sql",
        Estimator = Estimators.Share,
        OwnDimension = "clause",
    };

    /// <summary>Share of tickets with every promise kept.</summary>
    /// <remarks>Counted by ticket, not by case: the cases of one ticket hang together, and Wilson's interval wants independent ones.</remarks>
    public static readonly MetricDefinition AllClauses = new()
    {
        Key = "sla_compliance_all",
        Title = new("承诺全部兑现的报修单占比", "Tickets with every promise kept"),
        Definition = new(
            "当月至少有一项条款可判定（达标或超时）的报修单中，所有可判定条款均达标的占比。按报修单计数，一张单不论涉及几项条款只计一次。",
            "Of the tickets with at least one judged case (met or breached) in the month, the share whose judged cases were all met. Counted by ticket, however many clauses apply to it."),
        TimeAxis = Axis,
        Unit = Unit.Share,
        Better = Better.WhenHigher,
        Sql = "Metrics/Sla/sla_compliance_all.sql",
        Estimator = Estimators.Share,
    };
}
