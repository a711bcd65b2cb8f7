using ServiceAnalytics.Analytics.Metrics.Volume;

namespace ServiceAnalytics.Analytics.Metrics.Complaints;

/// <summary>Complaints against the size of the business.</summary>
public static class ComplaintRate
{
    /// <summary>Complaints for every thousand tickets.</summary>
    public static readonly MetricDefinition PerThousandTickets = new()
    {
        Key = "complaints_per_thousand_tickets",
        Title = new("每千单投诉数", "Complaints per 1,000 tickets"),
        Definition = new(
            "当月收到的投诉数 ÷ 当月接报的报修单数 × 1000。投诉与报修单各按自身的接收月份计；没有关联报修单的投诉计入总数，但不进按区域、网点等的分组。没有报修单的月份不给出数值。",
            "Complaints received in the month per 1,000 tickets received in the month, each by its own receipt. A complaint without a ticket counts in the total, not in the groups by region, office and the like. No value for a month without tickets."),
        TimeAxis = new("投诉与报修单各自的接收月份", "Month of receipt, of complaints and tickets each"),
        Unit = Unit.PerThousand,
        Better = Better.WhenLower,
        MinimumSample = 100,
        Needs = ["complaints"],
        Sql = "Metrics/Complaints/complaints_per_thousand_tickets.sql",
        Prepare = TicketCount.MonthCounts,
        Estimator = Estimators.RatePerThousand,
    };
}
