namespace ServiceAnalytics.Analytics.Metrics.Volume;

/// <summary>How many tickets came in.</summary>
public static class TicketCount
{
    /// <summary>The day of receipt, in the policy's time zone: the axis of every count of tickets.</summary>
    public static readonly Bilingual MonthOfReceipt = new("接报时间所在月份", "Month of receipt");

    /// <summary>The script that counts the months' tickets once for all metrics that are sums of such counts.</summary>
    public static readonly IReadOnlyList<string> MonthCounts = ["Sql/prepare/month_counts.sql"];

    /// <summary>All tickets of the month.</summary>
    public static readonly MetricDefinition Definition = new()
    {
        Key = "ticket_count",
        Title = new("报修量", "Tickets received"),
        Definition = new(
            "当月接报的全部报修单数，不分业务类型；保内、保外均计入。",
            "All tickets received in the month, whatever their request type, under warranty or not."),
        TimeAxis = MonthOfReceipt,
        Unit = Unit.Count,
        Better = Better.Neither,
        MinimumSample = 0,
        Sql = "Metrics/Volume/ticket_count.sql",
        Prepare = MonthCounts,
        Estimator = Estimators.Count,
    };

    /// <summary>The same by request type.</summary>
    public static readonly MetricDefinition ByRequestType = Definition with
    {
        Key = "ticket_count_by_request_type",
        Title = new("报修量（按业务类型）", "Tickets received, by request type"),
        Definition = new(
            "当月接报的报修单数，按业务类型分列；映射表不认识的类型列为“unknown”，未填的列为“(none)”，均不丢弃，各类之和等于报修量。",
            "Tickets received in the month by request type. A word the mapping doesn't know is 'unknown', an empty one '(none)'; nothing is dropped, the types add up to the tickets received."),
        Sql = "Metrics/Volume/ticket_count_by_request_type.sql",
        OwnDimension = "request_type",
    };
}
