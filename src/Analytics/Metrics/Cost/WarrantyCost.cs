using ServiceAnalytics.Analytics.Metrics.Volume;

namespace ServiceAnalytics.Analytics.Metrics.Cost;

/// <summary>What serving for nothing costs.</summary>
public static class WarrantyCost
{
    /// <summary>Costs of the month's free tickets.</summary>
    public static readonly MetricDefinition Definition = new()
    {
        Key = "warranty_cost",
        Title = new("保内服务费用", "Warranty cost"),
        Definition = new(
            "当月接报、服务性质为保内的报修单的配件费、人工费、差旅费、运费之和（元）。四项费用都没有记录的保内报修单计为不可计量，不按零计入；费用可能在以后的导出中补录，数值随之变化。",
            "Parts, labour, travel and freight of the tickets received in the month whose service type is free, in yuan. Free tickets with none of the four recorded are unmeasurable, not zero; costs entered later move the figure in a later export."),
        TimeAxis = TicketCount.MonthOfReceipt,
        Unit = Unit.Money,
        Better = Better.WhenLower,
        MinimumSample = 1,
        Sql = "Metrics/Cost/warranty_cost.sql",
        Prepare = TicketCount.MonthCounts,
        Estimator = Estimators.Value,
    };
}
