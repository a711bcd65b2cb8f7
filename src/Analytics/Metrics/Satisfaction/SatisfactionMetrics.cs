namespace ServiceAnalytics.Analytics.Metrics.Satisfaction;

/// <summary>What customers say when they are asked.</summary>
public static class SatisfactionMetrics
{
    /// <summary>The axis of every score: the day of the answer.</summary>
    public static readonly Bilingual MonthAnswered = new("回访答复所在月份", "Month in which the survey was answered");

    private static readonly IReadOnlyList<string> Surveys = ["surveys"];

    /// <summary>How many of those asked answered.</summary>
    public static readonly MetricDefinition ResponseRate = new()
    {
        Key = "survey_response_rate",
        Title = new("回访答复率", "Survey response rate"),
        Definition = new(
            "当月发出的回访中，截至统计时点已答复的占比。当月尚有发出不满14天（服务政策可另定）且未答复的回访时，标为暂定值。没有发送时间的回访不计。",
            "Of the surveys sent in the month, the share answered at the as-of instant. Provisional while an unanswered survey of the month is younger than 14 days (a policy may say otherwise). Surveys without a time of sending are left out."),
        TimeAxis = new("回访发送所在月份", "Month in which the survey was sent"),
        Unit = Unit.Share,
        Better = Better.WhenHigher,
        Needs = Surveys,
        Sql = "Metrics/Satisfaction/response_rate.sql",
        Estimator = Estimators.Share,
    };

    /// <summary>Mean score in share of its scale.</summary>
    public static readonly MetricDefinition MeanScore = new()
    {
        Key = "satisfaction_mean",
        Title = new("满意度平均得分率", "Mean satisfaction"),
        Definition = new(
            "当月答复的回访，总体评分÷评分满分的平均值（得分率）。未评分或评分超出量表的另列为不可计量。按工单分组时，未关联报修单的回访只计入总体。",
            "Mean of overall score ÷ top of its scale over the surveys answered in the month. Answers without a score, or with one outside its scale, are shown as unmeasurable. Where the figure is split by the ticket, surveys about no ticket count in the total only."),
        TimeAxis = MonthAnswered,
        Unit = Unit.Share,
        Better = Better.WhenHigher,
        Needs = Surveys,
        Sql = "Metrics/Satisfaction/mean_score.sql",
        Estimator = Estimators.Mean,
    };

    /// <summary>Satisfied customers: 80 % of the scale or more.</summary>
    public static readonly MetricDefinition TopTwo = new()
    {
        Key = "satisfaction_top_two",
        Title = new("满意率", "Satisfied customers"),
        Definition = new(
            "当月答复的回访中，总体评分不低于满分80%的占比（五分制即4分和5分）。未评分或评分超出量表的另列为不可计量。",
            "Of the surveys answered in the month, the share with an overall score of at least 80 % of its scale (4 and 5 of 5). Answers without a usable score are shown as unmeasurable."),
        TimeAxis = MonthAnswered,
        Unit = Unit.Share,
        Better = Better.WhenHigher,
        Needs = Surveys,
        Sql = "Metrics/Satisfaction/top_two.sql",
        Estimator = Estimators.Share,
    };

    /// <summary>Dissatisfied customers: 40 % of the scale or less.</summary>
    public static readonly MetricDefinition Dissatisfied = new()
    {
        Key = "satisfaction_dissatisfied",
        Title = new("不满意率", "Dissatisfied customers"),
        Definition = new(
            "当月答复的回访中，总体评分不高于满分40%的占比（五分制即1分和2分）。未评分或评分超出量表的另列为不可计量。",
            "Of the surveys answered in the month, the share with an overall score of at most 40 % of its scale (1 and 2 of 5). Answers without a usable score are shown as unmeasurable."),
        TimeAxis = MonthAnswered,
        Unit = Unit.Share,
        Better = Better.WhenLower,
        Needs = Surveys,
        Sql = "Metrics/Satisfaction/dissatisfied.sql",
        Estimator = Estimators.Share,
    };

    /// <summary>Net promoter score.</summary>
    public static readonly MetricDefinition NetPromoter = new()
    {
        Key = "nps",
        Title = new("净推荐值（NPS）", "Net promoter score"),
        Definition = new(
            "当月答复的回访中，推荐意愿9～10分的占比减去0～6分的占比，取值−100～100。未填推荐意愿的另列为不可计量。",
            "Of the surveys answered in the month, the share who would recommend with 9 or 10 less the share with 0 to 6, from −100 to 100. Answers without a recommendation are shown as unmeasurable."),
        TimeAxis = MonthAnswered,
        Unit = Unit.Points,
        Better = Better.WhenHigher,
        Needs = Surveys,
        Sql = "Metrics/Satisfaction/net_promoter.sql",
        Estimator = Estimators.NetPromoter,
    };

    /// <summary>Dissatisfied customers who were called back within the policy's working days.</summary>
    public static readonly MetricDefinition CalledBackInTime = new()
    {
        Key = "called_back_in_time",
        Title = new("不满意客户及时回电率", "Dissatisfied customers called back in time"),
        Definition = new(
            "不满意客户（总体评分不高于满分40%）中，在答复后规定工作时限内（默认2个工作日，按服务政策的工作日历）回电的占比。到期未回电算未及时；未到期的不计，另列；回电早于答复的自相矛盾，列为不可计量。",
            "Of the dissatisfied customers (score at most 40 % of its scale), the share called back within the allowed working time after the answer (2 working days unless the policy says otherwise, by its calendar). Not called back when the time is up counts as late; not yet due is left out and shown; a call-back before the answer contradicts and is unmeasurable."),
        TimeAxis = MonthAnswered,
        Unit = Unit.Share,
        Better = Better.WhenHigher,
        MinimumSample = 5,
        Needs = Surveys,
        Sql = "Metrics/Satisfaction/called_back_in_time.sql",
        Estimator = Estimators.Share,
    };
}
