using System.Text.RegularExpressions;
using ServiceAnalytics.Warehouse.Documents;

namespace ServiceAnalytics.Analytics.Policies.Duties;

/// <summary>Reads the <c>duties:</c> of a policy file.</summary>
internal static partial class DutyReader
{
    private const int MostMonths = 120, MostDays = 3650, MostWorkingDays = 250;

    private static readonly (string Word, DutyKind Kind)[] Kinds =
    [
        ("recurring", DutyKind.Recurring), ("monthly_report", DutyKind.MonthlyReport), ("parts_back", DutyKind.PartsBack), ("parts_balance", DutyKind.PartsBalance),
        ("visit_signed", DutyKind.VisitSigned),
        ("paid", DutyKind.Paid), ("no_repeat", DutyKind.NoRepeat), ("complaint", DutyKind.Complaint), ("rectification", DutyKind.Rectification),
        ("part_warranty", DutyKind.PartWarranty), ("goods_enquiry", DutyKind.GoodsEnquiry),
    ];

    private static readonly string[] VisitKinds = ["repair", "inspection", "commissioning", "training", "customer_visit", "other", "unknown"];

    public static IReadOnlyList<Duty> Read(DocumentMap root, IReadOnlyList<Clause> clauses)
    {
        List<Duty> duties = [];
        foreach (DocumentMap map in root.Maps("duties"))
        {
            Duty duty = One(map);
            if (duties.Any(d => d.Id == duty.Id) || clauses.Any(c => c.Id == duty.Id))
            {
                map.Problem("id", $"\"{duty.Id}\" is taken by another duty or clause; give it another id.",
                    $"“{duty.Id}”已被其他职责或条款使用，请另取 id。");
            }

            duties.Add(duty);
        }

        return duties;
    }

    private static Duty One(DocumentMap map)
    {
        string id = PolicyReader.Id(map);
        Bilingual title = PolicyReader.Words(map, "title");
        string word = map.Text("kind");
        string[] words = [.. Kinds.Select(k => k.Word)];
        DutyKind? kind = null;
        if (word.Length > 0 && !words.Contains(word))
        {
            map.Problem("kind", $"\"{word}\" is not a kind of duty; it must be one of {string.Join(", ", words)}.{Spelling.DidYouMean(word, words)}",
                $"“{word}”不是职责类型；可写 {string.Join("、", words)}。{Spelling.Meant(word, words)}");
        }
        else if (word.Length > 0)
        {
            kind = Kinds.First(k => k.Word == word).Kind;
        }

        Duty duty = new()
        {
            Id = id,
            Title = title,
            Kind = kind ?? DutyKind.PartsBalance,
            Target = map.NumberOrNull("target", 0, 1),
            Paragraph = PolicyReader.WordsOrNull(map, "paragraph"),
            ValidFrom = map.DayOrNull("valid_from"),
            ValidTo = map.DayOrNull("valid_to"),
        };
        if (duty.ValidTo < duty.ValidFrom)
        {
            map.Problem("valid_to", $"the last day, {duty.ValidTo:yyyy-MM-dd}, is before the first, {duty.ValidFrom:yyyy-MM-dd}.",
                $"最后一天 {duty.ValidTo:yyyy-MM-dd} 早于第一天 {duty.ValidFrom:yyyy-MM-dd}。");
        }

        if (kind is null)
        {
            return duty; // what else stands there can't be told right from wrong
        }

        duty = kind switch
        {
            DutyKind.Recurring => Recurring(map, duty),
            DutyKind.MonthlyReport => duty with { ByDay = Day(map), Edition = EditionOf(map) },
            DutyKind.PartsBack => duty with { ByDay = Day(map) },
            DutyKind.VisitSigned => duty with { DoneBy = DutyEvidence.None with { Visits = SignedVisits(map) } },
            DutyKind.Paid => duty with { WithinDays = Days(map, isNeeded: true), From = From(map) },
            DutyKind.NoRepeat => duty with { WithinDays = Days(map, isNeeded: true) },
            DutyKind.PartWarranty => duty with { WithinMonths = Months(map, "within") },
            DutyKind.GoodsEnquiry => Enquiry(map, duty),
            DutyKind.Complaint => Complaint(map, duty),
            DutyKind.Rectification => duty with { Step = Enum.Parse<RectificationStep>(Needed(map, "step", ["issue", "implementation", "verification"]), ignoreCase: true) },
            _ => duty,
        };
        map.NoOtherKeys();
        return duty;
    }

    private static Duty Recurring(DocumentMap map, Duty duty)
    {
        int months = Months(map, "every");
        string[] grades = ["a", "b", "c", "unknown"];
        IReadOnlyList<string> wanted = map.Texts("customer_grade");
        foreach (string grade in wanted.Where(g => !grades.Contains(g)))
        {
            map.Problem("customer_grade", $"\"{grade}\" is not known; it must be one of {string.Join(", ", grades)}.",
                $"“{grade}”无法识别；可写 {string.Join("、", grades)}。");
        }

        Duty read = duty with
        {
            EveryMonths = months,
            Times = map.Integer("times", 1, 1, 100),
            Per = Needed(map, "per", ["customer", "unit"]) == "unit" ? DutySubject.Unit : DutySubject.Customer,
            During = map.Choice("during", ["always", "warranty", "after_warranty"], "always") switch
            {
                "warranty" => DutyPeriod.Warranty,
                "after_warranty" => DutyPeriod.AfterWarranty,
                _ => DutyPeriod.Always,
            },
            CustomerGrades = wanted,
            DoneBy = Evidence(map),
        };
        if (read is { Per: DutySubject.Unit, DoneBy: { Surveys: true } or { Revisits: true } })
        {
            map.Problem("done_by", "surveys and return calls go to customers, not to units; write per: customer.",
                "满意度调查和回访的对象是客户而非设备，请写 per: customer。");
        }

        return read;
    }

    private static Duty Enquiry(DocumentMap map, Duty duty)
    {
        int unannounced = WorkingDays(map, "unannounced_after");
        int enquire = WorkingDays(map, "enquire_within");
        if (map.Has("unannounced_after") && map.Has("enquire_within") && enquire <= unannounced)
        {
            map.Problem("enquire_within", $"{enquire} working days are not later than the {unannounced} after which goods count as not announced.",
                $"{enquire} 个工作日不晚于视为未通知到货的 {unannounced} 个工作日。");
        }

        return duty with { UnannouncedAfter = unannounced, EnquireWithin = enquire };
    }

    private static DutyEvidence Evidence(DocumentMap map)
    {
        if (map.MapOrNull("done_by") is not { } by)
        {
            if (!map.Has("done_by"))
            {
                map.Text("done_by");
            }

            return DutyEvidence.None;
        }

        IReadOnlyList<string> requests = TicketAttributes.Codes.First(a => a.Attribute == "request_type").Codes;
        DutyEvidence evidence = new(Codes(by, "visits", VisitKinds), Codes(by, "tickets", requests), by.Flag("surveys", false), by.Flag("revisits", false));
        by.NoOtherKeys();
        if (evidence is { Visits.Count: 0, Tickets.Count: 0, Surveys: false, Revisits: false })
        {
            map.Problem("done_by", "names nothing that counts: give visits, tickets, surveys or revisits.",
                "没有写明以什么为完成：请写 visits、tickets、surveys 或 revisits。");
        }

        return evidence;
    }

    private static IReadOnlyList<string> Codes(DocumentMap map, string key, IReadOnlyList<string> known)
    {
        IReadOnlyList<string> codes = map.Texts(key);
        foreach (string code in codes.Where(c => !known.Contains(c)))
        {
            map.Problem(key, $"\"{code}\" is not known; it must be one of {string.Join(", ", known)}.{Spelling.DidYouMean(code, known)}",
                $"“{code}”无法识别；可写 {string.Join("、", known)}。{Spelling.Meant(code, known)}");
        }

        return codes;
    }

    private static IReadOnlyList<string> SignedVisits(DocumentMap map)
    {
        if (!map.Has("visits"))
        {
            map.Text("visits");
        }

        return Codes(map, "visits", VisitKinds);
    }

    private static Duty Complaint(DocumentMap map, Duty duty)
    {
        ComplaintDuty must = Needed(map, "must", ["sorted", "cause_named", "accepted"]) switch
        {
            "sorted" => ComplaintDuty.Sorted,
            "cause_named" => ComplaintDuty.CauseNamed,
            _ => ComplaintDuty.Accepted,
        };
        return duty with { Must = must, WithinDays = must == ComplaintDuty.Accepted ? Days(map, isNeeded: true) : null };
    }

    private static Milestone From(DocumentMap map)
    {
        string code = map.Choice("from", [.. new[] { Milestone.Received, Milestone.Repaired, Milestone.Confirmed, Milestone.Closed }.Select(m => m.Code())], Milestone.Repaired.Code());
        return Milestones.Parse(code)!.Value;
    }

    private static string? EditionOf(DocumentMap map) => map.Has("edition") ? map.Choice("edition", ["management", "quality", "technical"], "management") : null;

    private static int Day(DocumentMap map)
    {
        if (!map.Has("by_day"))
        {
            map.Text("by_day");
        }

        return map.Integer("by_day", 5, 1, 28);
    }

    private static int Months(DocumentMap map, string key)
    {
        string text = map.Text(key);
        Match match = Turn().Match(text);
        int months = match.Success ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (text.Length > 0 && months is < 1 or > MostMonths)
        {
            map.Problem(key, $"\"{text}\" is not a number of months from 1 to {MostMonths} (write 3 months).",
                $"“{text}”不是 1 至 {MostMonths} 的月数（应写如 3 months）。");
        }

        return Math.Clamp(months, 1, MostMonths);
    }

    private static int WorkingDays(DocumentMap map, string key)
    {
        string text = map.Text(key);
        Match match = SomeWorkingDays().Match(text);
        int days = match.Success ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (text.Length > 0 && days is < 1 or > MostWorkingDays)
        {
            map.Problem(key, $"\"{text}\" is not a number of working days from 1 to {MostWorkingDays} (write 7 working_days).",
                $"“{text}”不是 1 至 {MostWorkingDays} 的工作日数（应写如 7 working_days）。");
        }

        return Math.Clamp(days, 1, MostWorkingDays);
    }

    private static int? Days(DocumentMap map, bool isNeeded)
    {
        if (map.TextOrNull("within") is not { } text)
        {
            if (isNeeded)
            {
                map.Text("within");
            }

            return null;
        }

        Match match = SomeDays().Match(text);
        if (match.Success && int.TryParse(match.Groups[1].ValueSpan, out int days) && days is >= 1 and <= MostDays)
        {
            return days;
        }

        map.Problem("within", $"\"{text}\" is not a number of days from 1 to {MostDays} (write 40 days).",
            $"“{text}”不是 1 至 {MostDays} 的天数（应写如 40 days）。");
        return 1;
    }

    private static string Needed(DocumentMap map, string key, IReadOnlyList<string> choices)
    {
        if (!map.Has(key))
        {
            map.Text(key);
        }

        return map.Choice(key, choices, choices[0]);
    }

    [GeneratedRegex("^([0-9]{1,3}) months?$")]
    private static partial Regex Turn();

    [GeneratedRegex("^([0-9]{1,3}) working_days?$")]
    private static partial Regex SomeWorkingDays();

    [GeneratedRegex("^([0-9]{1,4}) days?$")]
    private static partial Regex SomeDays();
}
