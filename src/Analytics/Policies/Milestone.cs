namespace ServiceAnalytics.Analytics.Policies;

/// <summary>What can happen to a ticket and be timed. The first fifteen stand in the order in which a ticket passes them.</summary>
public enum Milestone
{
    /// <summary>The call came in.</summary>
    Received,

    /// <summary>Sales passed it to customer service.</summary>
    Relayed,

    /// <summary>Customer service passed it to the service department.</summary>
    Forwarded,

    /// <summary>First contact with the customer.</summary>
    Answered,

    /// <summary>A reply that satisfied the customer.</summary>
    Replied,

    /// <summary>The plan for the solution was given.</summary>
    Planned,

    /// <summary>A technician was sent.</summary>
    Dispatched,

    /// <summary>The arrival promised to the customer: a promise, not an event.</summary>
    Appointed,

    /// <summary>The technician arrived.</summary>
    Arrived,

    /// <summary>Service was restored.</summary>
    Repaired,

    /// <summary>The customer signed.</summary>
    Confirmed,

    /// <summary>The service report was handed in.</summary>
    ReportSubmitted,

    /// <summary>The return call or visit.</summary>
    Revisited,

    /// <summary>Filed.</summary>
    Archived,

    /// <summary>Closed: nothing more will come.</summary>
    Closed,

    /// <summary>The customer was told that it takes longer. Beside the order: a ticket need not pass it.</summary>
    ExtensionTold,

    /// <summary>The customer accepted the quotation. Beside the order: a ticket need not pass it.</summary>
    QuoteAccepted,

    /// <summary>A request left on the web was fetched from there. Beside the order: only requests from the web pass it.</summary>
    Collected,

    /// <summary>The return call or visit was arranged. Beside the order, but no return call without it.</summary>
    CallBackArranged,

    /// <summary>The customer was first told how far things are. Beside the order: a ticket need not pass it.</summary>
    ProgressTold,

    /// <summary>The replaced part was handed over to the customer. Beside the order: a ticket need not pass it.</summary>
    PartHandedOver,
}

/// <summary>Names and order of the milestones.</summary>
public static class Milestones
{
    private static readonly (Milestone Milestone, string Code, Bilingual Title)[] Known =
    [
        (Milestone.Received, "received", new("接报", "received")),
        (Milestone.Relayed, "relayed", new("转报", "relayed")),
        (Milestone.Forwarded, "forwarded", new("转派", "forwarded")),
        (Milestone.Answered, "answered", new("首次响应", "answered")),
        (Milestone.Replied, "replied", new("答复", "replied")),
        (Milestone.Planned, "planned", new("给出方案", "planned")),
        (Milestone.Dispatched, "dispatched", new("派工", "dispatched")),
        (Milestone.Appointed, "appointed", new("约定到达", "appointed")),
        (Milestone.Arrived, "arrived", new("到达", "arrived")),
        (Milestone.Repaired, "repaired", new("修复", "repaired")),
        (Milestone.Confirmed, "confirmed", new("客户确认", "confirmed")),
        (Milestone.ReportSubmitted, "report_submitted", new("提交报告", "report submitted")),
        (Milestone.Revisited, "revisited", new("回访", "revisited")),
        (Milestone.Archived, "archived", new("归档", "archived")),
        (Milestone.Closed, "closed", new("关闭", "closed")),
        (Milestone.ExtensionTold, "extension_told", new("延期告知", "extension told")),
        (Milestone.QuoteAccepted, "quote_accepted", new("报价确认", "quote accepted")),
        (Milestone.Collected, "collected", new("网站报修收集", "web request collected")),
        (Milestone.CallBackArranged, "call_back_arranged", new("安排回访", "call-back arranged")),
        (Milestone.ProgressTold, "progress_told", new("进度告知", "progress told")),
        (Milestone.PartHandedOver, "part_handed_over", new("旧件交还", "replaced part handed over")),
    ];

    /// <summary>The names used in policy files and, with <c>_at_utc</c>, in tables.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Known.Select(k => k.Code)];

    /// <summary>The name used in policy files, e.g. <c>report_submitted</c>.</summary>
    public static string Code(this Milestone milestone) => Known[(int)milestone].Code;

    /// <summary>The name on pages.</summary>
    public static Bilingual Title(this Milestone milestone) => Known[(int)milestone].Title;

    /// <summary>The milestone of a name in a policy file; null when there is none.</summary>
    public static Milestone? Parse(string code) =>
        Array.FindIndex(Known, k => k.Code == code) is >= 0 and var index ? Known[index].Milestone : null;

    /// <summary>
    /// The events that prove that a ticket has passed a milestone: those later in the order. The appointment is a promise
    /// and proves nothing. Beside the order: an accepted quotation must have been passed once the repair is done, the collection of
    /// a web request before anything else, the arranging of a return call before the call; the others nobody must pass.
    /// </summary>
    public static IReadOnlyList<Milestone> ProofsOfPassing(this Milestone milestone)
    {
        Milestone last = milestone switch
        {
            Milestone.ExtensionTold or Milestone.ProgressTold or Milestone.PartHandedOver => Milestone.Closed,
            Milestone.QuoteAccepted => Milestone.Arrived,
            Milestone.Collected => Milestone.Received,
            Milestone.CallBackArranged => Milestone.ReportSubmitted,
            _ => milestone,
        };
        return [.. Known.Select(k => k.Milestone).Where(m => m > last && m <= Milestone.Closed && m != Milestone.Appointed)];
    }
}
