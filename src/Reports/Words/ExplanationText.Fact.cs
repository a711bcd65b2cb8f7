using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;

namespace ServiceAnalytics.Reports.Words;

/// <content>Clauses without a clock: what must be recorded, come first, or take no more than so many visits.</content>
public sealed partial class ExplanationText
{
    private void Fact(ClauseExplanation c, TicketRecord ticket)
    {
        List<string> found = [Recorded(c.Clause.Stop, c.StoppedAt)];
        if (c.Clause.Before is { } before)
        {
            found.Insert(0, Recorded(before, ticket.Instants.FirstOrDefault(i => i.What == before.Code() && i.At <= asOf.Instant)?.At));
        }

        if (c.Clause.Kind == ClauseKind.Visits)
        {
            found.Add(ticket.VisitCount switch
            {
                null => Zh ? "没有记录上门次数" : "no number of visits is recorded",
                { } visits => Zh ? $"已上门 {visits} 次" : visits == 1 ? "1 visit so far" : $"{visits} visits so far",
            });
        }

        Add(2, (Zh ? "事实：" : "Found: ") + string.Join(Zh ? "；" : "; ", found));
        Add(2, (Zh ? "结论：" : "Verdict: ") + (c.Verdict, Zh) switch
        {
            ("met", true) => "达标，做到了",
            ("met", false) => "met, kept",
            ("cancelled", true) => "已撤销，不再判断",
            ("cancelled", false) => "cancelled, no longer judged",
            ("pending", true) => "尚未到判断的时候（报修单未关闭或未修复）",
            ("pending", false) => "not to be judged yet (the ticket is neither closed nor repaired)",
            (_, true) => "未达标，" + WhyNotKept(c, ticket),
            _ => "breached: " + WhyNotKept(c, ticket),
        });
    }

    private string WhyNotKept(ClauseExplanation c, TicketRecord ticket)
    {
        string closed = ticket.Instants.FirstOrDefault(i => i.What == Milestone.Closed.Code() && i.At <= asOf.Instant) is { } end
            ? (Zh ? $"{Moment(end.At)} 关闭时仍没有" : $"closed on {Moment(end.At)} without it")
            : (Zh ? "没有做到" : "not kept");
        return c.Clause.Kind switch
        {
            ClauseKind.Visits => Zh ? $"上门超过 {c.Clause.AtMost} 次" : $"more than {(c.Clause.AtMost == 1 ? "1 visit" : $"{c.Clause.AtMost} visits")}",
            ClauseKind.Order => Zh ? "次序不符" : "not in this order",
            _ when c.StoppedAt is null => closed,
            _ => Zh ? "没有做到" : "not kept",
        };
    }

    private string Recorded(Milestone milestone, DateTimeOffset? at)
    {
        string title = milestone.Title().In(page.Language);
        return at is { } instant ? (Zh ? $"“{title}”于 {Moment(instant)}" : $"\"{title}\" on {Moment(instant)}") : (Zh ? $"没有“{title}”的记录" : $"\"{title}\" is not recorded");
    }
}
