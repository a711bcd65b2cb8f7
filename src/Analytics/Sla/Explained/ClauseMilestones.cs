using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>What a clause with a limit finds on one ticket: which instants start and stop its clock, or why they can't be used.</summary>
/// <param name="Start">Null when missing or unusable.</param>
/// <param name="Stop">Null while the case is open.</param>
/// <param name="Cancelled">When the ticket was withdrawn; null when it wasn't, or was reopened since.</param>
/// <param name="Told">When the customer was told that it takes longer.</param>
/// <param name="Reopened">The last reopening that the clause cares about.</param>
/// <param name="Gaps">Where the clock goes on after a reopening: from each round's stop, else its closing, to the reopening.</param>
/// <param name="Fault">Why the case can't be measured; else null.</param>
internal sealed record ClauseMilestones(
    DateTimeOffset? Start,
    DateTimeOffset? Stop,
    DateTimeOffset? Cancelled,
    DateTimeOffset? Told,
    DateTimeOffset? Reopened,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Gaps,
    string? Fault)
{
    public static ClauseMilestones Of(Clause clause, TicketRecord ticket, DateTimeOffset asOf)
    {
        IReadOnlyList<DateTimeOffset> reopenings = clause.Reopened == Reopening.NoEffect ? [] : ticket.All("reopened", asOf);
        DateTimeOffset? reopened = reopenings.Count == 0 ? null : reopenings[^1];
        DateTimeOffset? cancelled = Cancellation(ticket, asOf);
        DateTimeOffset? startGiven = reopened is { } again && clause.Reopened == Reopening.StartsAgain
            ? clause.Start == Milestone.Received ? again : First(clause.Start, again) ?? again
            : ticket.At(clause.Start);
        DateTimeOffset? stopGiven = reopened is { } last ? First(clause.Stop, last) : ticket.At(clause.Stop);
        bool isStartEarly = startGiven < ticket.ReceivedAt;
        DateTimeOffset? start = startGiven is { } s && !isStartEarly && (clause.Start == Milestone.Appointed || s <= asOf) ? s : null;
        DateTimeOffset? stop = stopGiven is { } e && e <= asOf && (cancelled is null || e < cancelled) ? e : null;
        return new ClauseMilestones(
            start, stop, cancelled, clause.Extension is { } extension ? Usable(ticket.At(extension.Told)) : null, reopened, clause.Reopened == Reopening.GoesOn ? Gaps() : [], Fault());

        DateTimeOffset? First(Milestone milestone, DateTimeOffset after) =>
            ticket.All(milestone.Code(), asOf).Where(at => at > after).Select(at => (DateTimeOffset?)at).FirstOrDefault();

        DateTimeOffset? Usable(DateTimeOffset? at) => at >= ticket.ReceivedAt && at <= asOf ? at : null;

        string? Fault()
        {
            if (isStartEarly)
            {
                return "start_before_received";
            }

            if (start is null)
            {
                return Proves(clause.Start, ticket.ReceivedAt, cancelled ?? asOf) ? "start_missing" : null;
            }

            if (stop < ticket.ReceivedAt || (clause.Start != Milestone.Appointed && stop < start))
            {
                return "stop_before_start";
            }

            bool isPast = Proves(clause.Stop, reopened is { } since ? since.AddTicks(1) : ticket.ReceivedAt, cancelled is { } ended ? ended.AddTicks(-1) : asOf);
            return stop is null && isPast ? "stop_missing" : null;
        }

        bool Proves(Milestone milestone, DateTimeOffset from, DateTimeOffset to) => milestone.ProofsOfPassing().Any(m => ticket.At(m) >= from && ticket.At(m) <= to);

        List<(DateTimeOffset From, DateTimeOffset To)> Gaps()
        {
            List<(DateTimeOffset From, DateTimeOffset To)> gaps = [];
            DateTimeOffset before = DateTimeOffset.MinValue;
            foreach (DateTimeOffset reopening in reopenings)
            {
                DateTimeOffset? ended = InRound(clause.Stop.Code()) ?? InRound(Milestone.Closed.Code());
                if (ended is { } from)
                {
                    gaps.Add((from, reopening));
                }

                before = reopening;

                DateTimeOffset? InRound(string what) => ticket.All(what, reopening).Where(at => at > before).Select(at => (DateTimeOffset?)at).FirstOrDefault();
            }

            return gaps;
        }
    }

    private static DateTimeOffset? Cancellation(TicketRecord ticket, DateTimeOffset asOf) =>
        ticket.CancelledAt is { } at && at >= ticket.ReceivedAt && at <= asOf && !(ticket.ReopenedAt >= at && ticket.ReopenedAt <= asOf) ? at : null;
}
