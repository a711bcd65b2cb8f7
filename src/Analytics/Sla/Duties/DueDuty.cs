using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla.Duties;

/// <summary>Something owed by day that isn't done yet and will be late if nothing happens.</summary>
/// <param name="DutyId">The duty.</param>
/// <param name="Subject">A customer, a serial number, a ticket, a complaint, a notice, a month.</param>
/// <param name="TicketId">Null when it hangs on no ticket.</param>
/// <param name="Customer">As stored; null when there is none.</param>
/// <param name="Office">As stored; null when there is none.</param>
/// <param name="IsKeyCustomer">Customer grade A.</param>
/// <param name="StartOn">The day from which it is counted; null when there is none.</param>
/// <param name="DueOn">Last day in time.</param>
/// <param name="DueAt">The end of that day in the policy's zone.</param>
public sealed record DueDuty(
    string DutyId, string Subject, string? TicketId, string? Customer, string? Office, bool IsKeyCustomer, DateOnly? StartOn, DateOnly DueOn, DateTimeOffset DueAt)
{
    /// <summary>All that is owed, not done and late within so much time after the as-of instant.</summary>
    /// <param name="session">Its months are set here and set back.</param>
    /// <param name="policy">The duties.</param>
    /// <param name="within">How soon is soon; a last day whose midnight comes in this time.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>Most urgent first; of equal days key customers first.</returns>
    public static IReadOnlyList<DueDuty> Find(AnalysisSession session, Policy policy, TimeSpan within, CancellationToken cancel = default)
    {
        if (policy.Duties.Count == 0)
        {
            return [];
        }

        DateOnly today = session.DayOf(session.AsOf.Instant);
        DateOnly last = session.DayOf(session.AsOf.Instant + within).AddDays(-1); // its end is midnight of the day of the horizon
        List<ReportingMonth> asked = session.Months;
        ReportingMonth first = new(new DateOnly(today.Year, today.Month, 1));
        session.UseMonths([first, first.Next, .. last > today ? [new ReportingMonth(new DateOnly(last.Year, last.Month, 1))] : Array.Empty<ReportingMonth>()]);
        try
        {
            DutySources sources = DutySources.Of(session, cancel);
            List<DueDuty> found = [];

            // Watching a repair, or asking nothing for one, isn't something to do by a day: nothing is due there.
            foreach (Duty duty in policy.Duties.Where(d => d.Kind is not (DutyKind.NoRepeat or DutyKind.PartWarranty) && sources.Lacking(session, d, cancel) is null))
            {
                DutyJudge.Lay(session, policy, duty, cancel);
                found.AddRange(session.Connection.Query(
                    SqlScript.Load<AnalysisSession>("Sla/Duties/due_duties.sql"),
                    new() { ["due_on"] = last },
                    row => new DueDuty(
                        duty.Id,
                        row.Text("subject"),
                        row.TextOrNull("ticket_id"),
                        row.TextOrNull("customer"),
                        row.TextOrNull("office"),
                        row.Boolean("is_key_customer"),
                        row.DateOrNull("start_on"),
                        row.Date("due_on"),
                        LocalMidnight.Of(row.Date("due_on").AddDays(1), policy.Zone)),
                    cancel).Where(d => IsInForce(duty, d.DueOn)));
            }

            return [.. found.OrderBy(d => d.DueOn).ThenByDescending(d => d.IsKeyCustomer).ThenBy(d => d.DutyId, StringComparer.Ordinal).ThenBy(d => d.Subject, StringComparer.Ordinal)];
        }
        finally
        {
            session.UseMonths(asked);
        }
    }

    private static bool IsInForce(Duty duty, DateOnly day) => (duty.ValidFrom is null || day >= duty.ValidFrom) && (duty.ValidTo is null || day <= duty.ValidTo);
}
