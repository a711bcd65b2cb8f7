using System.Globalization;
using ServiceAnalytics.Samples.Company;
using ServiceAnalytics.Samples.Output;
using ServiceAnalytics.Samples.Time;

namespace ServiceAnalytics.Samples.Tickets;

/// <summary>The tickets export 报修单: one row per ticket as it stood at the export's instant.</summary>
internal static class TicketSheet
{
    public static readonly string[] Headings =
    [
        "报修单号", "客户名称", "客户等级", "区域", "服务网点", "报修渠道", "产品型号", "产品系列", "序列号", "生产批次", "订单号", "发货日期", "保修截止",
        "业务类型", "服务性质", "故障级别", "故障代码", "故障描述", "故障部件", "供应商", "原因类别", "责任部门", "处理方式", "服务工程师",
        "接报时间", "转报时间", "转派时间", "首次响应时间", "答复时间", "方案时间", "派工时间", "约定到达时间", "到达时间", "修复时间", "客户确认时间",
        "报告提交时间", "回访时间", "归档时间", "关闭时间", "延期告知时间", "报价确认时间", "上门次数",
        "配件费(元)", "人工费(元)", "差旅费(元)", "运费(元)", "收费金额(元)", "收款日期",
        "网站报修收集时间", "安排回访时间", "进度告知时间", "旧件交还时间",
    ];

    public static readonly Word[] Channels = Word.List("电话", "网站", "微信", "邮件", "销售转报", "其他");
    private static readonly Word[] Requests = Word.List("咨询", "维修", "换货", "安装调试", "巡检", "配件");
    private static readonly Word[] ServiceTypes = Word.List("保内", "合同", "保外收费", "其他");
    private static readonly Word[] Severities = Word.List("一般", "重大", "紧急");
    private static readonly Word[] Causes = Word.List("质量", "人为", "其他");
    private static readonly Word[] Modes = Word.List("电话指导", "寄送配件", "现场维修", "返厂维修", "换货");
    private static readonly Word[] RequestTexts = Word.List("咨询产品使用方法", "", "要求更换同型号新机", "新机安装调试", "例行巡检", "购买备件");
    private static readonly string[] Phrasings = ["{0}", "{0}，设备已停机", "客户反映{0}，要求尽快处理", "运行中出现{0}", "上次修复后再次出现{0}", "同一故障未根治：{0}"];
    private static readonly Dictionary<Fault, Word[]> FaultTexts = Products.AllSeries.SelectMany(series => series.Faults).ToDictionary(
        fault => fault,
        fault => Phrasings.Select(phrasing => new Word(string.Format(CultureInfo.InvariantCulture, phrasing, fault.Text))).ToArray());

    /// <summary>Writes the row, without ending it.</summary>
    /// <param name="csv">Where.</param>
    /// <param name="t">The ticket.</param>
    /// <param name="cutoff">The export's instant; what comes after it isn't known yet.</param>
    /// <param name="isCorrected">Whether the ticket's <see cref="Ticket.Correction"/> has been made.</param>
    public static void Write(CsvFile csv, Ticket t, int cutoff, bool isCorrected)
    {
        var isReopened = isCorrected && t.Correction == Correction.Reopened;
        var isRepaired = !isReopened && Known(t.Repaired, cutoff) != LocalMinutes.None;
        var isPlanned = t.Replied <= cutoff;
        var faultPlace = isCorrected && t.Correction == Correction.FaultCode ? OtherFault(t) : t.Fault;
        var fault = faultPlace < 0 ? null : t.Series.Faults[faultPlace];
        var office = Places.Offices[t.Customer.Office];

        WriteKey(csv, t);
        csv.Cell(t.Customer.Name);
        csv.Cell(t.Customer.Grade);
        csv.Cell(office.Region);
        csv.Cell(office.Name);
        csv.Cell(Channels[t.Channel]);
        csv.Cell(t.Model.Name);
        csv.Cell(t.Series.Name);
        if (t.HasSerial)
        {
            UnitSheet.WriteSerial(csv, t.Unit);
            UnitSheet.WriteBatch(csv, t.Unit);
        }
        else
        {
            csv.Empty();
            csv.Empty();
        }

        csv.Key("SO"u8, (LocalMinutes.Date(t.Unit.DeliveredDay).Year % 100 * 100) + LocalMinutes.Date(t.Unit.DeliveredDay).Month, 4, t.Unit.OrderNumber, 4);
        csv.Day(t.Unit.DeliveredDay);
        csv.Day(t.Unit.WarrantyDay);
        csv.Cell(Requests[(int)t.Request]);
        csv.Cell(ServiceTypes[t.ServiceType]);
        csv.Cell(Severities[(int)t.Severity]);
        csv.Cell(t.HasFaultCode ? fault!.Code : null);
        csv.Cell(fault is null ? RequestTexts[(int)t.Request] : FaultTexts[fault][t.TextVariant]);
        csv.Cell(isRepaired ? fault?.Part : null);
        csv.Cell(isRepaired && fault is not null ? Products.Suppliers[t.Supplier] : null);
        csv.Cell(isRepaired && fault is not null ? Causes[t.Cause] : null);
        csv.Cell(!isRepaired || fault is null ? null : t.Cause == 0 ? fault.Department : Products.OutsideDepartment);
        csv.Cell(isPlanned ? Modes[(int)t.Mode] : null);
        csv.Cell(isPlanned ? office.Technicians[t.Technician] : null);

        csv.Instant(t.Received);
        csv.Instant(Known(t.Relayed, cutoff));
        csv.Instant(Known(t.Forwarded, cutoff));
        csv.Instant(Known(t.Answered, cutoff));
        csv.Instant(Known(t.Replied, cutoff));
        csv.Instant(Known(t.Planned, cutoff));
        csv.Instant(Known(t.Dispatched, cutoff));
        csv.Instant(isPlanned && t.Dispatched <= cutoff ? t.Appointed : LocalMinutes.None); // a promise: may lie after the export
        csv.Instant(Known(t.Arrived, cutoff));
        csv.Instant(isReopened ? LocalMinutes.None : Known(t.Repaired, cutoff));
        csv.Instant(isReopened ? LocalMinutes.None : Known(t.Confirmed, cutoff));
        csv.Instant(isReopened ? LocalMinutes.None : Known(t.Reported, cutoff));
        csv.Instant(isReopened ? LocalMinutes.None : Known(t.Revisited, cutoff));
        csv.Instant(isReopened ? LocalMinutes.None : Known(t.Archived, cutoff));
        csv.Instant(isReopened ? LocalMinutes.None : Known(t.Closed, cutoff));
        csv.Instant(Known(t.ExtensionTold, cutoff));
        csv.Instant(Known(t.QuoteAccepted, cutoff));
        WriteCosts(csv, t, cutoff, isRepaired, isCorrected);
        csv.Instant(Known(t.Collected, cutoff));
        csv.Instant(isReopened ? LocalMinutes.None : Known(t.CallBackArranged, cutoff));
        csv.Instant(Known(t.ProgressTold, cutoff));
        csv.Instant(isReopened ? LocalMinutes.None : Known(t.PartHandedOver, cutoff));
    }

    /// <summary>Whether the row shows a fault code that can be corrected and is closed: what a correction or a reopening needs.</summary>
    public static bool IsClosedWithFault(Ticket t, int cutoff) =>
        t.HasFaultCode && t.HasSerial && t.Origin == Origin.Fleet && t.Request == Request.Repair && Known(t.Closed, cutoff) != LocalMinutes.None;

    public static void WriteKey(CsvFile csv, Ticket t)
    {
        var date = LocalMinutes.Date(t.Day);
        csv.Key("BX"u8, (date.Year % 100 * 10_000) + (date.Month * 100) + date.Day, 6, t.NumberInDay, 4);
    }

    public static string Key(Ticket t) => $"BX{LocalMinutes.Date(t.Day):yyMMdd}-{t.NumberInDay:0000}";

    /// <summary>What the customer said of the fault.</summary>
    public static Word FaultText(Ticket t) => t.Fault < 0 ? RequestTexts[(int)t.Request] : FaultTexts[t.Series.Faults[t.Fault]][t.TextVariant];

    /// <summary>The first other fault of the series that isn't planted (the sixth never is).</summary>
    private static int OtherFault(Ticket t) => t.Fault == 5 ? 4 : 5;

    private static void WriteCosts(CsvFile csv, Ticket t, int cutoff, bool isRepaired, bool isCorrected)
    {
        if (!isRepaired)
        {
            for (var i = 0; i < 7; i++)
            {
                csv.Empty();
            }

            return;
        }

        if (t.Visits > 0)
        {
            csv.Whole(t.Visits);
        }
        else
        {
            csv.Empty();
        }

        csv.Money(t.PartsCents + (isCorrected && t.Correction == Correction.Cost ? 12_000 : 0));
        csv.Money(t.LabourCents);
        csv.Money(t.TravelCents);
        csv.Money(t.FreightCents);
        csv.Money(t.ChargeCents);
        csv.Day(t.PaidDay < cutoff / LocalMinutes.PerDay ? t.PaidDay : LocalMinutes.None);
    }

    private static int Known(int instant, int cutoff) => instant <= cutoff ? instant : LocalMinutes.None;
}
