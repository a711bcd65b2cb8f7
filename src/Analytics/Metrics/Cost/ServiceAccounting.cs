using ServiceAnalytics.Analytics.Metrics.Volume;

namespace ServiceAnalytics.Analytics.Metrics.Cost;

/// <summary>What service costs and brings in, by item, and how far people travel for it.</summary>
public static class ServiceAccounting
{
    /// <summary>The items in the order of an account: what came in, the six costs, all costs, what is left.</summary>
    public static readonly IReadOnlyList<string> Items = ["charge", "parts", "labour", "travel", "meals", "lodging", "freight", "cost", "result"];

    /// <summary>Charges, costs by item, all costs, and charges less costs.</summary>
    public static readonly MetricDefinition ByItem = new()
    {
        Key = "service_accounting",
        Title = new("服务费用核算", "Service accounting"),
        Definition = new(
            "当月接报的报修单的收费与各项费用（元）：收费、配件费、人工费、差旅费、餐费、住宿费、运费，费用合计（cost）为后六项之和，收支差额（result）为收费减费用合计，不含税金与管理费用。"
            + "报修单的走访（出差）记录有差旅费的，以走访记录为准，不与报修单的差旅费重复计算；不属于任何已知报修单的走访计入其结束的月份。"
            + "没有记录的金额不按零推断：n 为有该项金额的报修单与走访数，费用合计与收支差额另列出没有任何金额的已完成维修数。全年数为各月之和。",
            "Charges and costs of the tickets received in the month, in yuan: charge, parts, labour, travel, meals, lodging, freight; cost is the sum of the last six, result is charge less cost, before taxes and overheads. "
            + "Where visits of a ticket record travel, theirs stands in the place of the ticket's own, so that no journey counts twice; visits of no known ticket count in the month in which they ended. "
            + "What isn't recorded is not taken for zero: n is the tickets and visits with the amount, and beside cost and result stand the completed repairs without any. A year is the sum of its months."),
        TimeAxis = TicketCount.MonthOfReceipt,
        Unit = Unit.Money,
        Better = Better.Neither,
        MinimumSample = 1,
        Sql = "Metrics/Cost/service_accounting.sql",
        Prepare = TicketCount.MonthCounts,
        Estimator = Estimators.Value,
        OwnDimension = "account_item",
    };

    /// <summary>Kilometres of the month's visits.</summary>
    public static readonly MetricDefinition TravelKilometres = new()
    {
        Key = "service_travel_km",
        Title = new("服务出行里程", "Kilometres travelled for service"),
        Definition = new(
            "当月结束（没有结束时间的按开始）的走访与出差的行驶里程之和（公里）。没有填写里程的走访计为不可计量，不按零计入。",
            "Kilometres of the visits that ended in the month (began, where no end is recorded). Visits without kilometres are unmeasurable, not zero."),
        TimeAxis = new("走访结束的月份", "Month in which the visit ended"),
        Unit = Unit.Kilometres,
        Better = Better.Neither,
        MinimumSample = 1,
        Needs = ["visits"],
        Sql = "Metrics/Cost/service_travel_km.sql",
        Estimator = Estimators.Value,
    };
}
