using ServiceAnalytics.Analytics.Metrics.Repeats;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Warehouse;
using System.Globalization;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>Warnings about single customers: complaints, promises not kept, repairs that did not hold.</summary>
internal static class CustomerWarnings
{
    /// <summary>Customers are at risk by the policy's shortest window of a month or more: a week is too short to see two repeats.</summary>
    private const int MonthOfDays = 30;

    private sealed record Complaint(string Id, string Customer, string? Ticket, DateTimeOffset ReceivedAt);

    private sealed record Overdue(string Clause, string Ticket, string? Customer, bool IsKeyCustomer, DateTimeOffset? Deadline);

    private sealed record Repeat(string Customer, string Ticket, DateTimeOffset BackAt);

    /// <summary>Several complaints of one customer in the days up to the month's end.</summary>
    public static IEnumerable<Warning> SeveralComplaints(WarningContext context, WarningRule rule)
    {
        int least = (int)rule.Threshold("complaints");
        int days = (int)rule.Threshold("within_days");
        List<Complaint> all = context.Session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Warnings/complaints_by_customer.sql"),
            new() { ["from_utc"] = context.Month.Plus(-WarningContext.SinceMonths).End(context.Session.Zone).AddDays(-days), ["to_utc"] = context.End },
            row => new Complaint(row.Text("complaint_id"), row.Text("customer"), row.TextOrNull("ticket_id"), row.Instant("received_at_utc")),
            context.Cancel);
        foreach (IGrouping<string, Complaint> customer in all.GroupBy(c => c.Customer))
        {
            List<Complaint> Within(ReportingMonth month)
            {
                DateTimeOffset end = month.End(context.Session.Zone);
                return [.. customer.Where(c => c.ReceivedAt >= end.AddDays(-days) && c.ReceivedAt < end)];
            }

            List<Complaint> now = Within(context.Month);
            if (now.Count < least)
            {
                continue;
            }

            yield return context.Make(
                rule,
                customer.Key,
                new($"客户{customer.Key}", $"Customer {customer.Key}"),
                new(
                    $"客户{customer.Key}在截至{Wording.Month(context.Month).Zh}末的{days}天内投诉{now.Count}次（预警线为{least}次）。",
                    $"Customer {customer.Key} complained {now.Count} times in the {days} days to the end of {Wording.Month(context.Month).En} (warned from {least})."),
                new(now.Count, now.Count, least),
                WarningRows.None with
                {
                    Complaints = [.. now.Take(WarningContext.RowsNamed).Select(c => c.Id)],
                    Tickets = [.. now.Take(WarningContext.RowsNamed).Select(c => c.Ticket).OfType<string>().Distinct()],
                },
                context.SinceHeld(month => Within(month).Count >= least));
        }
    }

    /// <summary>Open breaches of key customers, one warning per customer.</summary>
    public static IEnumerable<Warning> KeyCustomerBreaches(WarningContext context, WarningRule rule) =>
        Open(context).Where(b => b.IsKeyCustomer).GroupBy(b => b.Customer ?? b.Ticket).Select(g =>
        {
            List<string> tickets = [.. g.Select(b => b.Ticket).Distinct()];
            (string zh, string en) clauses = Titles(context.Policy, g.Select(b => b.Clause).Distinct());
            DateTimeOffset? oldest = g.Min(b => b.Deadline);
            string sinceZh = oldest is { } d ? $"，最早一项应于{Local(context, d)}前完成" : string.Empty;
            string sinceEn = oldest is { } e ? $"; the oldest was due by {Local(context, e)}" : string.Empty;
            return context.Make(
                rule,
                g.Key,
                new($"重点客户{g.Key}", $"Key customer {g.Key}"),
                new(
                    $"重点客户{g.Key}有{tickets.Count}张未关闭报修单已违反服务承诺且仍未履行（{clauses.zh}）{sinceZh}。",
                    $"{Wording.Count(tickets.Count, "open ticket", "open tickets")} of key customer {g.Key} in breach and still waiting ({clauses.en}){sinceEn}."),
                new(g.Count(), g.Count()),
                WarningRows.None with { Tickets = [.. tickets.Take(WarningContext.RowsNamed)] },
                oldest is { } due ? context.Since(context.MonthOf(due)) : context.Month);
        });

    /// <summary>Customers with many open breaches, or with several repairs that did not hold: at risk before anybody asks them.</summary>
    public static IEnumerable<Warning> AtRisk(WarningContext context, WarningRule rule)
    {
        int breaches = (int)rule.Threshold("open_breaches");
        int repeats = (int)rule.Threshold("repeats");
        int days = (int)rule.Threshold("within_days");
        int window = context.Policy.Windows.RepeatDays.FirstOrDefault(d => d >= MonthOfDays, context.Policy.Windows.RepeatDays[^1]);
        ILookup<string, Overdue> open = Open(context).Where(b => b.Customer is not null).ToLookup(b => b.Customer!);
        context.Session.Prepare(RepeatMetrics.Hits);
        ILookup<string, Repeat> back = context.Session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Warnings/repeats_by_customer.sql"),
            new() { ["from_utc"] = context.End.AddDays(-days), ["to_utc"] = context.End, ["window_days"] = window },
            row => new Repeat(row.Text("customer"), row.Text("ticket_id"), row.Instant("back_utc")),
            context.Cancel).ToLookup(r => r.Customer);
        foreach (string customer in open.Select(g => g.Key).Concat(back.Select(g => g.Key)).Distinct().Order(StringComparer.Ordinal))
        {
            int openCount = open[customer].Count();
            int repeatCount = back[customer].Count();
            if (openCount < breaches && repeatCount < repeats)
            {
                continue;
            }

            DateTimeOffset first = open[customer].Select(b => b.Deadline).Concat(back[customer].Select(r => (DateTimeOffset?)r.BackAt)).Min() ?? context.Start;
            yield return context.Make(
                rule,
                customer,
                new($"客户{customer}", $"Customer {customer}"),
                new(
                    $"客户{customer}目前有{openCount}项服务承诺逾期未履行，{days}天内有{repeatCount}次维修在{window}天内同一故障复发（预警线：逾期{breaches}项或复发{repeats}次）。",
                    $"Customer {customer} has {Wording.Count(openCount, "promise", "promises")} overdue and {Wording.Count(repeatCount, "repair", "repairs")} whose fault came back within {window} days, in the last {days} days (warned from {breaches} overdue or {repeats} repeats)."),
                new(openCount + repeatCount, openCount + repeatCount),
                WarningRows.None with { Tickets = [.. open[customer].Select(b => b.Ticket).Concat(back[customer].Select(r => r.Ticket)).Distinct().Take(WarningContext.RowsNamed)] },
                context.Since(context.MonthOf(first)));
        }
    }

    // What is still waiting, of clocks that started by the month's end; the longest overdue first.
    private static List<Overdue> Open(WarningContext context) =>
    [
        .. context.OpenBreaches.Value
            .Where(b => b.Breach.IsOpen && b.Breach.StartedAt < context.End)
            .Select(b => new Overdue(b.ClauseId, b.Breach.TicketId, b.Breach.Customer, b.Breach.IsKeyCustomer, b.Breach.DueAt))
            .OrderBy(b => b.Deadline ?? DateTimeOffset.MaxValue).ThenBy(b => b.Ticket, StringComparer.Ordinal).ThenBy(b => b.Clause, StringComparer.Ordinal),
    ];

    private static (string Zh, string En) Titles(Policy policy, IEnumerable<string> clauses)
    {
        List<Bilingual> titles = [.. clauses.Select(id => policy.Clauses.First(c => c.Id == id).Title)];
        return (string.Join('、', titles.Select(t => t.Zh)), string.Join(", ", titles.Select(t => t.En)));
    }

    private static string Local(WarningContext context, DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, context.Session.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
