using ServiceAnalytics.Analytics.Metrics.Volume;

namespace ServiceAnalytics.Analytics.Metrics.Faults;

/// <summary>How often products fail.</summary>
public static class FaultRates
{
    /// <summary>Repair tickets of the month.</summary>
    public static readonly MetricDefinition RepairCount = new()
    {
        Key = "repair_count",
        Title = new("维修单量", "Repair tickets"),
        Definition = new(
            "当月接报且业务类型为“维修”的报修单数，未完成维修的也计入。",
            "Tickets of request type repair received in the month, repaired or not."),
        TimeAxis = TicketCount.MonthOfReceipt,
        Unit = Unit.Count,
        Better = Better.WhenLower,
        MinimumSample = 0,
        Sql = "Metrics/Faults/repair_count.sql",
        Prepare = TicketCount.MonthCounts,
        Estimator = Estimators.Count,
    };

    /// <summary>Repairs per thousand units in service.</summary>
    public static readonly MetricDefinition PerThousandUnits = new()
    {
        Key = "fault_rate_per_thousand_units",
        Title = new("千台故障率", "Repairs per 1,000 units in service"),
        Definition = new(
            "当月接报的维修单数÷当月在用台月数×1000。台月数由装机清单计算：每台设备自发货当日零时起计入，当月发货的按剩余天数折算；无发货日期的设备不计。维修单不要求能在装机清单中找到其序列号。",
            "Repair tickets received in the month per 1,000 unit-months in service. Unit-months come from the installed base: each unit counts from the start of its day of delivery, in its first month by the share of days left; units without a date of delivery add nothing. A repair counts whether or not its serial number is in the installed base."),
        TimeAxis = TicketCount.MonthOfReceipt,
        Unit = Unit.PerThousand,
        Better = Better.WhenLower,
        MinimumSample = 100,
        Needs = ["installed_units"],
        Sql = "Metrics/Faults/fault_rate_per_thousand_units.sql",
        Prepare = TicketCount.MonthCounts,
        Estimator = Estimators.RatePerThousand,
    };

    /// <summary>Repairs among all tickets: the measure when the installed base isn't known.</summary>
    public static readonly MetricDefinition RepairShare = new()
    {
        Key = "repair_share_of_tickets",
        Title = new("维修单占比", "Repairs among tickets"),
        Definition = new(
            "当月接报的维修单数÷业务类型已知的报修单数。没有装机清单时，以此代替千台故障率；业务类型缺失或不认识的单另列，不计入分母。",
            "Repair tickets among all tickets received in the month whose request type is known. Stands in for the rate per 1,000 units when there is no installed base; tickets with a missing or unknown type are shown beside, not in the denominator."),
        TimeAxis = TicketCount.MonthOfReceipt,
        Unit = Unit.Share,
        Better = Better.Neither,
        Sql = "Metrics/Faults/repair_share_of_tickets.sql",
        Prepare = TicketCount.MonthCounts,
        Estimator = Estimators.Share,
    };
}
