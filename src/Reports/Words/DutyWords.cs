using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Reports.Formatting;

namespace ServiceAnalytics.Reports.Words;

/// <summary>A duty of a policy in words that a service manager uses: what is owed, to whom, how it is judged and from which exports.</summary>
public static class DutyWords
{
    private static readonly Dictionary<string, Bilingual> VisitKinds = new(StringComparer.Ordinal)
    {
        ["repair"] = new("维修", "repair"),
        ["inspection"] = new("巡检", "inspection"),
        ["commissioning"] = new("安装调试", "commissioning"),
        ["training"] = new("培训", "training"),
        ["customer_visit"] = new("走访", "customer visit"),
        ["other"] = new("其他", "other"),
        ["unknown"] = new("未注明", "not stated"),
    };

    private static readonly Dictionary<string, Bilingual> ReasonTexts = new(StringComparer.Ordinal)
    {
        ["day_missing"] = new("缺少起算日期", "the day to count from is missing"),
        ["ledger_not_begun"] = new("到期时本程序尚未签发过报表", "no report had been issued by this program yet"),
        ["fault_code_missing"] = new("缺少故障代码或设备标识", "fault code or unit missing"),
        ["done_before_start"] = new("完成日期早于起算日期", "done before the day to count from"),
        ["acceptance_missing"] = new("已关闭但未注明客户是否认可", "closed without saying if the customer accepted"),
        ["signature_missing"] = new("未注明客户是否签字", "not said whether the customer signed"),
        ["charge_missing"] = new("服务性质与收费金额均未填写", "neither service type nor charge is given"),
        ["quantity_missing"] = new("缺少数量", "a quantity is missing"),
    };

    /// <summary>What is owed, in one sentence without a full stop.</summary>
    public static string Promise(Duty duty, PolicyWindows windows, Language language)
    {
        bool zh = language == Language.Zh;
        string who = (duty.Per, duty.CustomerGrades.Count, zh) switch
        {
            (DutySubject.Unit, _, true) => "每台设备",
            (DutySubject.Unit, _, _) => "every unit",
            (_, 0, true) => "每位客户",
            (_, 0, _) => "every customer",
            (_, _, true) => $"{string.Join("、", duty.CustomerGrades.Select(g => CodeWords.Of("customer_grade", g, language)))}级客户",
            _ => $"every customer of grade {string.Join(", ", duty.CustomerGrades.Select(g => CodeWords.Of("customer_grade", g, language)))}",
        };
        string during = (duty.During, zh) switch
        {
            (DutyPeriod.Warranty, true) => "保修期内",
            (DutyPeriod.Warranty, _) => " during the warranty",
            (DutyPeriod.AfterWarranty, true) => "保修期满后",
            (DutyPeriod.AfterWarranty, _) => " after the warranty",
            _ => string.Empty,
        };
        return (duty.Kind, zh) switch
        {
            (DutyKind.Recurring, true) => $"{who}{during}每 {duty.EveryMonths} 个月 {duty.Times} 次",
            (DutyKind.Recurring, _) => $"{who}{during}: {(duty.Times == 1 ? "once" : $"{duty.Times} times")} in {duty.EveryMonths} months",
            (DutyKind.MonthlyReport, true) => $"每月 {duty.ByDay} 日（含）前签发上月的{Edition(duty, language)}",
            (DutyKind.MonthlyReport, _) => $"{Edition(duty, language)} of the month before issued by day {duty.ByDay} of the month",
            (DutyKind.PartsBack, true) => $"应回收的旧件在领用次月 {duty.ByDay} 日零点之前返回",
            (DutyKind.PartsBack, _) => $"recoverable old parts back before midnight at the beginning of day {duty.ByDay} of the month after the issue",
            (DutyKind.PartsBalance, true) => "每次出差：携带的配件数量 = 使用数量 + 退回数量",
            (DutyKind.PartsBalance, _) => "on every visit: parts carried = parts used + parts returned",
            (DutyKind.VisitSigned, true) => $"服务报告由客户签字（{Kinds(duty.DoneBy, language)}）",
            (DutyKind.VisitSigned, _) => $"the report of a visit ({Kinds(duty.DoneBy, language)}) signed by the customer",
            (DutyKind.Paid, true) => $"自“{duty.From.Title().Zh}”之日起 {duty.WithinDays} 天内收款",
            (DutyKind.Paid, _) => $"paid within {duty.WithinDays} days of \"{duty.From.Title().En}\"",
            (DutyKind.NoRepeat, true) => $"修复后 {duty.WithinDays} 天内同一设备的同一故障不再报修",
            (DutyKind.NoRepeat, _) => $"the same fault of the unit not received again within {duty.WithinDays} days of the repair",
            (DutyKind.PartWarranty, true) => $"更换的配件自修复之日起 {duty.WithinMonths} 个月内再坏，不向客户收费",
            (DutyKind.PartWarranty, _) => $"a replaced part that fails within {duty.WithinMonths} months of the repair is dealt with free of charge",
            (DutyKind.GoodsEnquiry, true) => $"订货满 {duty.UnannouncedAfter} 个工作日仍未通知到货的，最迟第 {duty.EnquireWithin} 个工作日主动查询",
            (DutyKind.GoodsEnquiry, _) => $"goods not announced {duty.UnannouncedAfter} working days after the order enquired after by working day {duty.EnquireWithin}",
            (DutyKind.Complaint, _) => ComplaintPromise(duty, zh),
            (_, true) => duty.Step switch
            {
                RectificationStep.Issue => $"问题确认后 {windows.IssueWorkingDays} 个工作日内下发整改通知",
                RectificationStep.Implementation => "在通知要求的日期之前实施",
                _ => $"实施后 {windows.VerificationDays} 天内验证",
            },
            _ => duty.Step switch
            {
                RectificationStep.Issue => $"notice issued within {windows.IssueWorkingDays} working days of the confirmation",
                RectificationStep.Implementation => "implemented by the notice's own due date",
                _ => $"verified within {windows.VerificationDays} days of the implementation",
            },
        };
    }

    /// <summary>How a case is judged and in which month it counts, in one or two sentences.</summary>
    public static string Judging(Duty duty, Language language)
    {
        bool zh = language == Language.Zh;
        return (duty.Kind, zh) switch
        {
            (DutyKind.Recurring, true) => $"{(duty.Times == 1 ? "距上一次" : $"距此前第 {duty.Times} 次")}满 {duty.EveryMonths} 个月的当天为最后期限；逐月判定，该月中任何一天处于逾期状态即为逾期，首个期限所在月份起计入；记录开始之前的不追究。{Counts(duty, language)}",
            (DutyKind.Recurring, _) => $"The last day in time is the day {duty.EveryMonths} months after {(duty.Times == 1 ? "the last time" : $"the {Ordinal(duty.Times)} time before")}; judged month by month, late when overdue on any day of the month, from the month of the first last day on; nothing is owed from before the records begin. {Counts(duty, language)}",
            (DutyKind.MonthlyReport, true) => "以签发台账为准，计入期限所在月份；台账开始之前的月份为不可计量。同一数据状态自己的签发不作为依据。",
            (DutyKind.MonthlyReport, _) => "By the ledger of issued reports, in the month of the last day; months before the ledger begins are unmeasurable. The issue of the very state in hand is no evidence.",
            (DutyKind.PartsBack, true) => "计入领用月份；按返回日期，没有的按同一报修单同一配件的返回数量抵扣，先领用的先抵。",
            (DutyKind.PartsBack, _) => "Counts in the month of the issue; by its day of return, else by the quantities of that part returned on that ticket, earliest issues first.",
            (DutyKind.PartsBalance, true) => "计入出差结束的月份；只填一项的另一项按 0 计，使用与退回都没填或没填携带数量的为不可计量。",
            (DutyKind.PartsBalance, _) => "Counts in the month in which the visit ended; a number left out beside one given counts as 0; unmeasurable when neither use nor return is given, or nothing carried.",
            (DutyKind.VisitSigned, true) => "计入出差（走访）结束的月份；没有注明是否签字的为不可计量，尚未结束的为未到期。",
            (DutyKind.VisitSigned, _) => "Counts in the month in which the visit ended; unmeasurable when it isn't said whether it was signed, pending while the visit lasts.",
            (DutyKind.Paid, true) => "收费金额大于 0 的报修单；计入期限所在月份；提前付款为按期，没有起算日期的为不可计量。",
            (DutyKind.Paid, _) => "Tickets with a charge above 0, in the month of the last day; paid before is in time, without a day to count from unmeasurable.",
            (DutyKind.NoRepeat, true) => "计入观察期满的月份（此前该月只知道失败、不知道成功）；没有故障代码的为不可计量。",
            (DutyKind.NoRepeat, _) => "Counts in the month in which the watching ends (earlier, a month would know failures before successes); unmeasurable without a fault code.",
            (DutyKind.PartWarranty, true) => "同一设备的故障部件出库更换、修复之后，该配件（按名称或编号）再次报修的，计入再次接报的月份；收费金额大于 0 或按收费服务处理为未做到，使用不当造成的不计；维修已完成而服务性质与收费金额均未填写的为不可计量。",
            (DutyKind.PartWarranty, _) => "Repairs of a unit whose failed part (by name or number) was the failed part of an earlier repair of it and had gone out for that one, in the month of the later receipt; breached when something is charged or the service is sold; misuse doesn't count; unmeasurable when the repair is done and neither service type nor charge is given.",
            (DutyKind.GoodsEnquiry, true) => "只看期满仍未通知到货的订货单；提前查询也算；期限之前通知到货而没有查询的不计；按工作日历计工作日，订货当天不计；计入最后期限所在月份。",
            (DutyKind.GoodsEnquiry, _) => "Only orders not announced by then; an earlier enquiry counts; those announced before the last day without one are left out. Working days of the main calendar, the day of the order not counted; in the month of the last day.",
            (DutyKind.Complaint, true) => duty.Must == ComplaintDuty.Accepted ? "计入期限所在月份；已关闭但未注明客户是否认可的为不可计量。" : "计入期限（收到投诉次月的最后一天）所在月份。",
            (DutyKind.Complaint, _) => duty.Must == ComplaintDuty.Accepted ? "In the month of the last day; closed without saying if the customer accepted is unmeasurable." : "In the month of the last day, the end of the month after the receipt.",
            (_, true) => "与指标“整改”同一口径；计入期限所在月份，缺少日期的为不可计量。",
            _ => "As the metrics of rectification; in the month of the last day, unmeasurable when a day is missing.",
        };
    }

    /// <summary>From which exports it is measured.</summary>
    public static string Needs(Duty duty, Language language)
    {
        bool zh = language == Language.Zh;
        List<string> all = [.. DutySources.KindsOf(duty).Select(k => DutySources.Name(k).In(language))];
        all.AddRange(duty.Kind switch
        {
            DutyKind.Recurring => [string.Join(zh ? "或" : " or ", Sources(duty.DoneBy, zh))],
            DutyKind.MonthlyReport => [zh ? "签发台账（自动生成）" : "the ledger of issued reports (kept by the program)"],
            DutyKind.Paid => [zh ? "报修单（收费金额、收款日期）" : "tickets (charge, paid on)"],
            DutyKind.PartWarranty => [zh ? "报修单（设备标识、故障部件、修复时间、服务性质、收费金额）" : "tickets (unit, failed part, repaired, service type, charge)"],
            DutyKind.NoRepeat => [zh ? "报修单（序列号、故障代码、修复时间）" : "tickets (serial number, fault code, repaired)"],
            _ => Array.Empty<string>(),
        });
        return string.Join(zh ? "、" : ", ", all);
    }

    /// <summary>In what way a duty was not kept: how late, when the fault came back, that the customer did not accept.</summary>
    public static string HowBreached(Duty duty, DutyBreach breach, Language language)
    {
        bool zh = language == Language.Zh;
        return (duty.Kind, breach) switch
        {
            (_, { LateDays: { } late }) => zh ? $"逾期 {late} 天" : late == 1 ? "1 day late" : $"{late} days late",
            (DutyKind.NoRepeat, { DoneOn: { } back, StartOn: { } repaired }) => (back.DayNumber - repaired.DayNumber) switch
            {
                0 => zh ? "修复当天再次报修" : "back on the day of the repair",
                1 => zh ? "修复 1 天后再次报修" : "back 1 day after the repair",
                int days => zh ? $"修复 {days} 天后再次报修" : $"back {days} days after the repair",
            },
            (DutyKind.PartWarranty, _) => zh ? "保修期内的配件收了费" : "charged within the part's warranty",
            (DutyKind.Complaint, _) => zh ? "已关闭，客户未认可" : "closed, not accepted by the customer",
            (DutyKind.PartsBalance, _) => zh ? "数量不符" : "numbers don't add up",
            (DutyKind.VisitSigned, _) => zh ? "客户未签字" : "not signed by the customer",
            _ => zh ? "未做到" : "not done",
        };
    }

    /// <summary>Why a case can't be measured.</summary>
    public static string Reason(string reason, Language language) => ReasonTexts.TryGetValue(reason, out Bilingual? text) ? text.In(language) : reason;

    /// <summary>When the duty is in force; null when always.</summary>
    public static string? InForce(Duty duty, PageFormat page) => (duty.ValidFrom, duty.ValidTo, page.Language) switch
    {
        (null, null, _) => null,
        ({ } from, null, Language.Zh) => $"{page.Day(from)} 起",
        (null, { } to, Language.Zh) => $"至 {page.Day(to)} 止",
        ({ } from, { } to, Language.Zh) => $"{page.Day(from)} 至 {page.Day(to)}",
        ({ } from, null, _) => $"from {page.Day(from)} on",
        (null, { } to, _) => $"until {page.Day(to)}",
        ({ } from, { } to, _) => $"{page.Day(from)} to {page.Day(to)}",
    };

    private static string ComplaintPromise(Duty duty, bool zh) => (duty.Must, zh) switch
    {
        (ComplaintDuty.Sorted, true) => "收到投诉的次月底之前分为质量、非质量或其他",
        (ComplaintDuty.Sorted, _) => "sorted into quality, non-quality or other by the end of the month after the receipt",
        (ComplaintDuty.CauseNamed, true) => "收到投诉的次月底之前明确原因和责任部门",
        (ComplaintDuty.CauseNamed, _) => "cause and responsible department named by the end of the month after the receipt",
        (_, true) => $"收到投诉后 {duty.WithinDays} 天内关闭并得到客户认可",
        _ => $"closed within {duty.WithinDays} days of the receipt, and the customer accepted the end",
    };

    private static string Counts(Duty duty, Language language)
    {
        bool zh = language == Language.Zh;
        List<string> parts = [];
        if (duty.DoneBy.Visits.Count > 0)
        {
            string kinds = Kinds(duty.DoneBy, language);
            parts.Add(zh ? $"走访记录（{kinds}）" : $"visits ({kinds})");
        }

        if (duty.DoneBy.Tickets.Count > 0)
        {
            string kinds = string.Join(zh ? "、" : ", ", duty.DoneBy.Tickets.Select(t => CodeWords.Of("request_type", t, language)));
            parts.Add(zh ? $"业务类型为{kinds}且已到达的报修单" : $"tickets of request type {kinds} with an arrival");
        }

        if (duty.DoneBy.Surveys)
        {
            parts.Add(zh ? "发给客户的调查" : "surveys sent to the customer");
        }

        if (duty.DoneBy.Revisits)
        {
            parts.Add(zh ? "报修单上的回访" : "return visits on tickets");
        }

        string site = duty.Per == DutySubject.Unit ? (zh ? "；没有序列号的走访算作该客户全部设备" : "; one without a serial number counts for all units of the customer") : string.Empty;
        return zh ? $"算作完成的有：{string.Join("、", parts)}{site}。" : $"What counts: {string.Join(", ", parts)}{site}.";
    }

    private static string Kinds(DutyEvidence by, Language language) =>
        string.Join(language == Language.Zh ? "、" : ", ", by.Visits.Select(v => VisitKinds[v].In(language)));

    private static IEnumerable<string> Sources(DutyEvidence by, bool zh)
    {
        if (by.Visits.Count > 0)
        {
            yield return DutySources.Name("visits").In(zh ? Language.Zh : Language.En);
        }

        if (by.Tickets.Count > 0)
        {
            yield return zh ? "此类业务的报修单" : "tickets of that request type";
        }

        if (by.Surveys)
        {
            yield return DutySources.Name("surveys").In(zh ? Language.Zh : Language.En);
        }

        if (by.Revisits)
        {
            yield return zh ? "报修单（回访时间）" : "tickets (revisited)";
        }
    }

    private static string Edition(Duty duty, Language language) => (duty.Edition, language) switch
    {
        ("management", Language.Zh) => "管理版报告",
        ("quality", Language.Zh) => "质量版报告",
        ("technical", Language.Zh) => "技术版报告",
        (null, Language.Zh) => "报告（任一版本）",
        (null, _) => "a report, of any edition,",
        ({ } edition, _) => $"the {edition} report",
    };

    private static string Ordinal(int n) => n switch { 1 => "1st", 2 => "2nd", 3 => "3rd", _ => $"{n}th" };
}
