using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Satisfaction;

/// <summary>A difference between the month and an earlier time.</summary>
/// <param name="Value">The earlier value, in the metric's unit.</param>
/// <param name="N">Rows it rests on.</param>
/// <param name="Difference">Now less then, in the metric's unit.</param>
/// <param name="Lower">Lower end of the difference's 95 % interval; null when it can't be told.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="PValue">Two-sided; null when it can't be told.</param>
public sealed record Comparison(double Value, long N, double Difference, double? Lower, double? Upper, double? PValue)
{
    /// <summary>True when the change is more than noise at 5 %.</summary>
    public bool IsSignificant => PValue < 0.05;
}

/// <summary>A figure of the month beside the month before and the months before together.</summary>
/// <param name="Now">The figure, as in the catalogue.</param>
/// <param name="ToPrevious">Against the month before; null when either has no data.</param>
/// <param name="ToBefore">Against the six months before together; null when there is no data.</param>
public sealed record SatisfactionChange(Figure Now, Comparison? ToPrevious, Comparison? ToBefore);

/// <summary>A group's satisfaction in the month.</summary>
/// <param name="Dimension">region, office, product_series, technician.</param>
/// <param name="Group">Value of the dimension; null for the small groups pooled.</param>
/// <param name="Pooled">How many small groups are in it; 1 for a group of its own.</param>
/// <param name="Now">Scores of the month.</param>
/// <param name="TopTwo">Interval of the share of satisfied customers.</param>
/// <param name="MeanInterval">t interval of the mean; null with too little data.</param>
/// <param name="Before">Scores of the six months before.</param>
/// <param name="Change">Share of satisfied customers, now less before; null when either has no answers.</param>
/// <param name="DropQValue">Q-value of a drop over all groups of all dimensions; null when not tested (too few answers, or pooled).</param>
/// <param name="RiseQValue">Q-value of a rise, likewise.</param>
/// <param name="IsDrop">A drop at the false discovery rate.</param>
/// <param name="IsRise">A rise at the false discovery rate.</param>
public sealed record SatisfactionGroup(
    string Dimension,
    string? Group,
    int Pooled,
    Scores Now,
    Interval TopTwo,
    Interval? MeanInterval,
    Scores Before,
    ProportionDifference? Change,
    double? DropQValue,
    double? RiseQValue,
    bool IsDrop,
    bool IsRise)
{
    /// <summary>Share of satisfied customers in the month, 0 to 1.</summary>
    public double TopTwoShare => (double)Now.TopTwo / Now.Count;

    /// <summary>Share of dissatisfied customers in the month, 0 to 1.</summary>
    public double DissatisfiedShare => (double)Now.Dissatisfied / Now.Count;
}

/// <summary>One aspect of satisfaction in one month.</summary>
/// <param name="Month">Month of the answers.</param>
/// <param name="Aspect">attitude, timeliness, skill, quality, price.</param>
/// <param name="N">Answers with a usable score.</param>
/// <param name="Mean">Of score ÷ scale; null when n is 0.</param>
/// <param name="Interval">t interval; null with too little data.</param>
public sealed record SatisfactionAspect(ReportingMonth Month, string Aspect, long N, double? Mean, Interval? Interval);

/// <summary>Whether a dissatisfied customer was called back.</summary>
public enum CallBackState
{
    /// <summary>Called back by the deadline.</summary>
    InTime,

    /// <summary>Called back after it.</summary>
    Late,

    /// <summary>Not called back, and the deadline has passed.</summary>
    Overdue,

    /// <summary>Not called back, the deadline has not passed.</summary>
    Pending,

    /// <summary>The call-back stands before the answer, or the calendar doesn't reach so far.</summary>
    Unmeasurable,
}

/// <summary>A dissatisfied answer: someone to be called.</summary>
/// <param name="SurveyId">As stored.</param>
/// <param name="TicketId">As given in the survey; null for a survey about no ticket.</param>
/// <param name="Customer">Null when neither survey nor ticket says.</param>
/// <param name="IsKeyCustomer">Grade A.</param>
/// <param name="Region">Of the ticket.</param>
/// <param name="Office">Of the ticket.</param>
/// <param name="ProductModel">Of the ticket.</param>
/// <param name="Technician">Of the ticket.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="Score">Overall score as given.</param>
/// <param name="Scale">Best possible score.</param>
/// <param name="Comment">In the customer's words: hostile text, to be escaped by whoever prints it.</param>
/// <param name="CalledBackAt">Null when not called back.</param>
/// <param name="DueAt">Last instant at which a call-back is in time; null beyond the calendar's years.</param>
/// <param name="CallBack">What came of it.</param>
public sealed record DissatisfiedCustomer(
    string SurveyId,
    string? TicketId,
    string? Customer,
    bool IsKeyCustomer,
    string? Region,
    string? Office,
    string? ProductModel,
    string? Technician,
    DateTimeOffset AnsweredAt,
    double Score,
    double Scale,
    string? Comment,
    DateTimeOffset? CalledBackAt,
    DateTimeOffset? DueAt,
    CallBackState CallBack);

/// <summary>The chapter on satisfaction. A survey counts in the month it was answered, the response rate in the month it was sent.</summary>
/// <param name="Month">The reported month.</param>
/// <param name="Rules">The thresholds used.</param>
/// <param name="HasSurveys">False when no survey has been taken in: the chapter then says so.</param>
/// <param name="Changes">The month's figures, each beside the month before and the months before together, in catalogue order.</param>
/// <param name="Series">All satisfaction metrics over the months of the series, in catalogue order, oldest first.</param>
/// <param name="Groups">By dimension; within it lowest share of satisfied customers first, the pooled small groups last.</param>
/// <param name="Aspects">The single aspects over the months of the series, oldest first; only aspects that were ever asked.</param>
/// <param name="Dissatisfied">Dissatisfied answers of the month: key customers first, then those not called back, then newest.</param>
public sealed record SatisfactionFindings(
    ReportingMonth Month,
    SatisfactionRules Rules,
    bool HasSurveys,
    IReadOnlyList<SatisfactionChange> Changes,
    IReadOnlyList<Figure> Series,
    IReadOnlyList<SatisfactionGroup> Groups,
    IReadOnlyList<SatisfactionAspect> Aspects,
    IReadOnlyList<DissatisfiedCustomer> Dissatisfied)
{
    /// <summary>Computes the chapter for one month.</summary>
    /// <param name="session">The state of knowledge, opened with the policy; its months are left as they were.</param>
    /// <param name="policy">Calendar, windows and thresholds.</param>
    /// <param name="month">The reported month.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static SatisfactionFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default) =>
        SatisfactionChapter.Compute(session, policy, month, cancel);
}
