using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Words;

/// <summary>A clause of a policy in words that a service manager uses: what it promises, to whom, from when to when.</summary>
public static class ClauseWords
{
    private static readonly Dictionary<LimitUnit, (Bilingual One, Bilingual Many)> Units = new()
    {
        [LimitUnit.Minutes] = (new("分钟", "minute"), new("分钟", "minutes")),
        [LimitUnit.Hours] = (new("小时", "hour"), new("小时", "hours")),
        [LimitUnit.Days] = (new("个自然日", "calendar day"), new("个自然日", "calendar days")),
        [LimitUnit.Months] = (new("个月", "month"), new("个月", "months")),
        [LimitUnit.WorkingMinutes] = (new("个工作分钟", "working minute"), new("个工作分钟", "working minutes")),
        [LimitUnit.WorkingHours] = (new("个工作小时", "working hour"), new("个工作小时", "working hours")),
        [LimitUnit.WorkingDays] = (new("个工作日", "working day"), new("个工作日", "working days")),
    };

    private static readonly Dictionary<string, Bilingual> AttributeTitles = new(StringComparer.Ordinal)
    {
        ["severity"] = new("严重程度", "severity"),
        ["resolution_mode"] = new("处理方式", "resolution mode"),
        ["channel"] = new("报修渠道", "channel"),
        ["service_type"] = new("服务性质", "service type"),
        ["request_type"] = new("报修类型", "request type"),
        ["customer_grade"] = new("客户等级", "customer grade"),
        ["cause_category"] = new("原因类别", "cause"),
        ["region"] = new("区域", "region"),
        ["office"] = new("办事处", "office"),
        ["technician"] = new("技师", "technician"),
        ["customer"] = new("客户", "customer"),
        ["site"] = new("使用地点", "site"),
        ["product_series"] = new("产品系列", "product series"),
        ["product_model"] = new("产品型号", "product model"),
        ["serial_no"] = new("序列号", "serial number"),
        ["batch_no"] = new("生产批次", "batch"),
        ["order_no"] = new("订单号", "order number"),
        ["fault_code"] = new("故障代码", "fault code"),
        ["failed_part"] = new("故障部件", "failed part"),
        ["supplier"] = new("供应商", "supplier"),
        ["responsible_department"] = new("责任部门", "responsible department"),
        ["visit_count"] = new("上门次数", "visits"),
        ["charge"] = new("收费金额", "charge"),
        ["parts_cost"] = new("配件费", "parts cost"),
        ["labour_cost"] = new("人工费", "labour cost"),
        ["travel_cost"] = new("差旅费", "travel cost"),
        ["freight_cost"] = new("运费", "freight cost"),
        ["delivered_on"] = new("发货日期", "delivery date"),
        ["warranty_until_on"] = new("保修截止", "end of warranty"),
        ["paid_on"] = new("收款日期", "date of payment"),
    };

    private static readonly Dictionary<string, Bilingual> ReasonTexts = new(StringComparer.Ordinal)
    {
        ["start_missing"] = new("起点时间没有记录，而后面的环节有记录", "the start is not recorded although later milestones are"),
        ["start_before_received"] = new("起点早于接报时间", "the start lies before the receipt"),
        ["stop_missing"] = new("终点时间没有记录，而后面的环节有记录", "the end is not recorded although later milestones are"),
        ["stop_before_start"] = new("终点早于起点", "the end lies before the start"),
        ["outside_calendar"] = new("时间超出工作日历的范围", "a time lies outside the working calendar"),
        ["visits_missing"] = new("没有记录上门次数", "the number of visits is not recorded"),
    };

    /// <summary>"7 个工作日", "7 working days".</summary>
    public static string Limit(ClauseLimit limit, PageFormat page)
    {
        string number = page.Number(limit.Amount, limit.Amount == Math.Floor(limit.Amount) ? 0 : 1);
        (Bilingual one, Bilingual many) = Units[limit.Unit];
        string unit = (limit.Amount == 1 ? one : many).In(page.Language);
        return $"{number} {unit}";
    }

    /// <summary>What is promised, in one sentence without a full stop.</summary>
    public static string Promise(Clause clause, PageFormat page)
    {
        bool zh = page.Language == Language.Zh;
        string start = clause.Start.Title().In(page.Language);
        string stop = clause.Stop.Title().In(page.Language);
        switch (clause.Kind)
        {
            case ClauseKind.Recorded:
                return zh ? $"关闭前须有“{stop}”的记录" : $"\"{stop}\" is recorded before the ticket is closed";
            case ClauseKind.Order:
                string before = clause.Before!.Value.Title().In(page.Language);
                return zh ? $"“{before}”不得晚于“{stop}”" : $"\"{before}\" comes no later than \"{stop}\"";
            case ClauseKind.Visits:
                return zh ? $"修复时上门不超过 {clause.AtMost} 次" : clause.AtMost == 1 ? "repaired with one visit" : $"repaired with no more than {clause.AtMost} visits";
            default:
                string limit = Limit(clause.Limit!, page);
                string text = clause.Limit!.Amount == 0
                    ? (zh ? $"“{stop}”不晚于“{start}”的时间" : $"\"{stop}\" no later than the time \"{start}\"")
                    : (zh ? $"从“{start}”到“{stop}”不超过 {limit}" : $"from \"{start}\" to \"{stop}\" in no more than {limit}");
                if (clause.CountsDays)
                {
                    text += zh ? "（按天数计，受理当天不计）" : " (days counted, the day of receipt not among them)";
                }

                if (clause.Grace.Amount > 0)
                {
                    text += zh ? $"，宽限 {Limit(clause.Grace, page)}" : $", tolerance {Limit(clause.Grace, page)}";
                }

                if (clause.Extension is { } extension)
                {
                    string told = extension.Told.Title().In(page.Language);
                    text += zh
                        ? $"；期限之前有“{told}”的，不超过 {Limit(extension.Limit, page)}"
                        : $"; {Limit(extension.Limit, page)} when \"{told}\" comes before the deadline";
                }

                if (clause.EarlyMark is { } early)
                {
                    text += zh ? $"；{Limit(early, page)}为提前线" : $"; early mark at {Limit(early, page)}";
                }

                return text + Interruptions(clause, page.Language);
        }
    }

    /// <summary>What stops the clock and what a reopening does to it, as a part of the promise; empty when nothing does.</summary>
    private static string Interruptions(Clause clause, Language language)
    {
        bool zh = language == Language.Zh;
        string reasons = string.Join(zh ? "、" : ", ", clause.Pauses.Select(r => Waiting(r, language)));
        string pauses = reasons.Length == 0 ? string.Empty : (zh ? $"；等待{reasons}的时间不计" : $"; waiting for {reasons} is not counted");
        return pauses + (clause.Reopened, zh) switch
        {
            (Reopening.GoesOn, true) => "；重新打开的，扣除完成到重新打开的时间后继续计",
            (Reopening.GoesOn, _) => "; when reopened the clock goes on, less the time it was done",
            (Reopening.StartsAgain, true) => "；重新打开的，重新计时",
            (Reopening.StartsAgain, _) => "; when reopened the clock starts again",
            _ => string.Empty,
        };
    }

    /// <summary>To which tickets the clause applies: "处理方式为现场维修；须换件", or "所有报修单".</summary>
    public static string Scope(ClauseFilter filter, PageFormat page)
    {
        return filter.Condition is { } condition ? ConditionWords.Of(condition, page.Language) : page.Language == Language.Zh ? "所有报修单" : "all tickets";
    }

    /// <summary>An attribute of a ticket in words; a name that isn't known stays as it is.</summary>
    public static string Attribute(string attribute, Language language) =>
        AttributeTitles.TryGetValue(attribute, out Bilingual? title) ? title.In(language) : attribute;

    /// <summary>When the rule is in force: "2026-09-16 起"; null when always.</summary>
    public static string? InForce(Clause clause, PageFormat page) => (clause.ValidFrom, clause.ValidTo, page.Language) switch
    {
        (null, null, _) => null,
        ({ } from, null, Language.Zh) => $"{page.Day(from)} 起",
        (null, { } to, Language.Zh) => $"至 {page.Day(to)} 止",
        ({ } from, { } to, Language.Zh) => $"{page.Day(from)} 至 {page.Day(to)}",
        ({ } from, null, _) => $"from {page.Day(from)} on",
        (null, { } to, _) => $"until {page.Day(to)}",
        ({ } from, { } to, _) => $"{page.Day(from)} to {page.Day(to)}",
    };

    /// <summary>How grave a breach is, in words.</summary>
    public static string Severity(ClauseSeverity severity, Language language) => (severity, language) switch
    {
        (ClauseSeverity.Critical, Language.Zh) => "严重",
        (ClauseSeverity.Minor, Language.Zh) => "轻微",
        (_, Language.Zh) => "一般",
        _ => severity.ToString().ToLowerInvariant(),
    };

    /// <summary>Why a case can't be measured.</summary>
    public static string Reason(string reason, Language language) => ReasonTexts.TryGetValue(reason, out Bilingual? text) ? text.In(language) : reason;

    /// <summary>met, breached, pending, unmeasurable or cancelled in words.</summary>
    public static string Verdict(string verdict, Language language) => (verdict, language) switch
    {
        ("met", Language.Zh) => "达标",
        ("breached", Language.Zh) => "超时",
        ("pending", Language.Zh) => "未到期",
        ("unmeasurable", Language.Zh) => "不可计量",
        ("cancelled", Language.Zh) => "已撤销",
        _ => verdict,
    };

    /// <summary>What a ticket waits for, in words: "客户", "the customer".</summary>
    public static string Waiting(WaitReason reason, Language language) => (reason, language) switch
    {
        (WaitReason.Customer, Language.Zh) => "客户",
        (WaitReason.Parts, Language.Zh) => "配件",
        (WaitReason.Supplier, Language.Zh) => "供应商",
        (_, Language.Zh) => "其他",
        (WaitReason.Customer, _) => "the customer",
        (WaitReason.Parts, _) => "parts",
        (WaitReason.Supplier, _) => "a supplier",
        _ => "something else",
    };

    /// <summary>True when something recorded has a name of its own: a milestone, reopened, cancelled or due.</summary>
    public static bool HasTitle(string what) => what is "reopened" or "cancelled" or "due" || Milestones.Parse(what) is not null;

    /// <summary>A milestone, reopened, cancelled or due in words.</summary>
    public static string Happening(string what, Language language) => (what, language) switch
    {
        ("reopened", Language.Zh) => "重新打开",
        ("cancelled", Language.Zh) => "撤销",
        ("due", Language.Zh) => "系统到期时间",
        ("reopened" or "cancelled", _) => what,
        ("due", _) => "due by the system",
        _ => Milestones.Parse(what)?.Title().In(language) ?? what,
    };

    /// <summary>Why a ticket has no case of a clause.</summary>
    public static string WhyNot(NoCase why, Language language) => (why, language) switch
    {
        (NoCase.OtherTickets, Language.Zh) => "不适用于这类报修单",
        (NoCase.UnknownCode, Language.Zh) => "适用条件所需的代码未填或无法识别，未计入",
        (NoCase.NotStarted, Language.Zh) => "尚未开始计时",
        (NoCase.NotInForce, Language.Zh) => "开始计时的时候该版本未施行",
        (NoCase.NoColumn, Language.Zh) => "还没有导入过含这一时间的导出，暂不判定",
        (NoCase.NoColumn, _) => "no export taken in so far has this time, so it is not judged",
        (NoCase.OtherTickets, _) => "for other tickets",
        (NoCase.UnknownCode, _) => "a code it asks for is missing or unknown, so it was not applied",
        (NoCase.NotStarted, _) => "its clock has not started",
        _ => "another version of the rule was in force",
    };
}
