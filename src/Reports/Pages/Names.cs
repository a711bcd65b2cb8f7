using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Trends;

namespace ServiceAnalytics.Reports.Pages;

/// <summary>What pages call things that data name by codes, or not at all.</summary>
internal static class Names
{
    private const int LongestFaultText = 16;

    private static readonly Dictionary<string, Bilingual> Kinds = new(StringComparer.Ordinal)
    {
        ["tickets"] = new("报修单", "Tickets"),
        ["installed_units"] = new("装机清单", "Installed units"),
        ["surveys"] = new("满意度回访表", "Surveys"),
        ["complaints"] = new("客户投诉登记表", "Complaints"),
        ["rectifications"] = new("技术整改通知", "Rectification notices"),
        ["ticket_events"] = new("工单状态流水", "Logs of state changes"),
        ["visits"] = new("走访与出差", "Visits"),
        ["part_movements"] = new("配件出入库", "Movements of parts"),
        ["orders"] = new("订货单", "Orders"),
    };

    private static readonly Dictionary<string, Bilingual> Dimensions = new(StringComparer.Ordinal)
    {
        ["region"] = new("区域", "Region"),
        ["office"] = new("服务网点", "Office"),
        ["technician"] = new("服务工程师", "Technician"),
        ["product_model"] = new("产品型号", "Model"),
        ["product_series"] = new("产品系列", "Product series"),
        ["severity"] = new("故障级别", "Severity"),
        ["channel"] = new("报修渠道", "Channel"),
        ["customer"] = new("客户", "Customer"),
        ["fault_code"] = new("故障代码", "Fault code"),
        ["resolution_mode"] = new("处理方式", "Resolution mode"),
        ["failed_part"] = new("故障部件", "Failed part"),
        ["supplier"] = new("供应商", "Supplier"),
    };

    /// <summary>A kind of export.</summary>
    public static string Kind(ReportInput report, string kind) => Kinds.TryGetValue(kind, out var name) ? report.Say(name) : kind;

    /// <summary>A dimension by which figures are split.</summary>
    public static string Dimension(ReportInput report, string dimension) => Dimensions.TryGetValue(dimension, out var name) ? report.Say(name) : dimension;

    /// <summary>A value of a dimension; what the source left empty is said to be empty.</summary>
    public static string Group(ReportInput report, string? name) => name switch
    {
        null or "" or ModelFault.None => report.Say("（未填）", "(not given)"),
        "unknown" => report.Say("（无法识别）", "(unknown)"),
        _ => name,
    };

    /// <summary>A fault: its code, and what it means where tickets say so, cut to so many characters.</summary>
    public static string Fault(ReportInput report, FaultName? fault, int most = LongestFaultText) => fault switch
    {
        null => report.Say("全部故障", "All faults"),
        { Code: ModelFault.None } => report.Say("未填故障代码", "No fault code"),
        { Text: null } => fault.Code,
        _ => $"{fault.Code} {Shortened(fault.Text, most)}",
    };

    /// <summary>A text cut to so many characters as a reader sees them, with "…" where something is left out.</summary>
    public static string Shortened(string text, int most)
    {
        StringInfo seen = new(text.ReplaceLineEndings(" "));
        return seen.LengthInTextElements <= most ? seen.String : seen.SubstringByTextElements(0, most) + "…";
    }
}
