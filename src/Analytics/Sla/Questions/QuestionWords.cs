using System.Globalization;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Summary;

namespace ServiceAnalytics.Analytics.Sla.Questions;

/// <summary>How questions read: what was seen, what one would expect, and what to ask. Nobody is accused.</summary>
internal static class QuestionWords
{
    public static Question AtLimit(Policy policy, string clause, string office, long at, long before, long after, double q, IReadOnlyList<string> tickets)
    {
        Bilingual title = Title(policy, clause);
        Bilingual place = Place(office);
        double expected = (before + after) / 2.0;
        return new(
            QuestionKind.JustBeforeTheLimit,
            clause,
            office,
            new(
                $"{place.Zh}“{title.Zh}”有 {at} 单在时限的最后 5% 之内完成，前后相邻各 5% 平均只有 {Wording.Number(expected)} 单（q{Wording.PValue(q).Zh}）。这些时间是当时记录的，还是事后填写的？",
                $"{place.En}: {at} tickets met \"{title.En}\" in the last 5 % before the limit, the neighbouring 5 % on either side have {Wording.Number(expected)} on average (q {Wording.PValue(q).En}). Were these times recorded as things happened, or filled in afterwards?"),
            at,
            before + at + after,
            expected,
            q,
            tickets);
    }

    public static Question Office(OfficeCount office, long otherHits, long others, double q)
    {
        Bilingual place = Place(office.Office);
        string share = Wording.Percent((double)office.Hits / office.Total);
        double rest = others == 0 ? 0 : (double)otherHits / others;
        string compared = Wording.Percent(rest);
        Bilingual p = Wording.PValue(q);
        Bilingual text = office.Kind switch
        {
            QuestionKind.AnsweredWithoutAction => new(
                $"{place.Zh}响应之后超过 {SlaQuestions.IdleDays} 天没有任何后续动作的有 {office.Hits} 单，占 {office.Total} 单的 {share}，其他网点为 {compared}（q{p.Zh}）。响应时答应了什么，为什么没有方案、派工或修复的记录？",
                $"{place.En}: {office.Hits} of {office.Total} tickets ({share}) were answered and then left without plan, dispatch or repair for more than {SlaQuestions.IdleDays} days; {compared} in other offices (q {p.En}). What was promised in the answer, and why is nothing recorded after it?"),
            QuestionKind.ReopenedInADay => new(
                $"{place.Zh}关闭后 24 小时内又重新打开的有 {office.Hits} 单，占 {office.Total} 单的 {share}，其他网点为 {compared}（q{p.Zh}）。关闭时故障是否已经解决，客户是否确认？",
                $"{place.En}: {office.Hits} of {office.Total} closed tickets ({share}) were reopened within 24 hours; {compared} in other offices (q {p.En}). Was the fault gone when they were closed, and did the customer say so?"),
            _ => new(
                $"{place.Zh}计时曾经暂停的有 {office.Hits} 单，占 {office.Total} 单的 {share}，其他网点为 {compared}（q{p.Zh}）；暂停占全部处理时间的 {Wording.Percent(office.Beside)}。每次暂停在等谁，有没有凭据？",
                $"{place.En}: clocks stood still on {office.Hits} of {office.Total} tickets ({share}); {compared} in other offices (q {p.En}); {Wording.Percent(office.Beside)} of all open time was waiting. Whom did each pause wait for, and what shows it?"),
        };
        return new(office.Kind, null, office.Office, text, office.Hits, office.Total, rest * office.Total, q, office.Tickets);
    }

    public static Question Bulk(Policy policy, string milestone, string office, DateTimeOffset minute, long top, long count, double expected, double q, IReadOnlyList<string> tickets)
    {
        Bilingual place = Place(office);
        Bilingual title = Milestones.Parse(milestone)!.Value.Title();
        string when = TimeZoneInfo.ConvertTime(minute, policy.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new(
            QuestionKind.EnteredInBulk,
            null,
            office,
            new(
                $"{place.Zh}有 {top} 单的“{title.Zh}”都是 {when} 这一分钟（三个月共 {count} 单，q{Wording.PValue(q).Zh}）。是一次集中发生的，还是事后批量填写的？",
                $"{place.En}: {top} tickets have \"{title.En}\" in the very minute {when} ({count} tickets in three months, q {Wording.PValue(q).En}). Did it happen all at once, or was it filled in together afterwards?"),
            top,
            count,
            expected,
            q,
            tickets);
    }

    public static Question Green(Policy policy, OfficeCount office, long otherHits, long others, double q)
    {
        Bilingual place = Place(office.Office);
        Bilingual title = Title(policy, office.Clause!);
        string share = Wording.Percent((double)office.Hits / office.Total);
        double rest = (double)otherHits / others;
        string compared = Wording.Percent(rest);
        string kept = Wording.Percent(office.Beside);
        Bilingual p = Wording.PValue(q);
        Bilingual text = office.Kind == QuestionKind.GreenButDissatisfied
            ? new(
                $"{place.Zh}“{title.Zh}”达标率 {kept}，但达标的单中 {office.Total} 位答复回访的客户有 {office.Hits} 位不满意（{share}），其他网点为 {compared}（q{p.Zh}）。按时做到了什么，客户不满意的又是什么？",
                $"{place.En} keeps \"{title.En}\" in {kept} of cases, yet of {office.Total} surveyed customers of kept cases {office.Hits} are dissatisfied ({share}); {compared} in other offices (q {p.En}). What was done in time, and what are they unhappy about?")
            : new(
                $"{place.Zh}“{title.Zh}”达标率 {kept}，但达标的 {office.Total} 次维修中有 {office.Hits} 次在 30 天内同一故障再次报修（{share}），其他网点为 {compared}（q{p.Zh}）。赶时间时故障真的修好了吗？",
                $"{place.En} keeps \"{title.En}\" in {kept} of cases, yet {office.Hits} of {office.Total} repairs of kept cases ({share}) came back with the same fault in 30 days; {compared} in other offices (q {p.En}). Was the fault really mended in the haste?");
        return new(office.Kind, office.Clause, office.Office, text, office.Hits, office.Total, rest * office.Total, q, office.Tickets);
    }

    private static Bilingual Title(Policy policy, string clause) => policy.Clauses.First(c => c.Id == clause).Title;

    private static Bilingual Place(string office) => office == "(none)" ? new("未填写网点的报修单中，", "Tickets without an office") : new($"{office}：", office);
}
