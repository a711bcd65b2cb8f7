using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Summary;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>A number of cases by their verdict, and the shares that follow.</summary>
/// <param name="Met">Kept.</param>
/// <param name="Breached">Not kept, including those still open past their deadline.</param>
/// <param name="Pending">Open and not due: left out of the share.</param>
/// <param name="Unmeasurable">A milestone is missing or contradicts: left out of the share.</param>
public record Verdicts(long Met, long Breached, long Pending, long Unmeasurable)
{
    /// <summary>Cases that the share rests on: met and breached.</summary>
    public long N => Met + Breached;

    /// <summary>Met ÷ (met + breached), 0 to 1; null when no case is judged.</summary>
    public double? Share => N == 0 ? null : (double)Met / N;

    /// <summary>Wilson's 95 % interval of the share; null when no case is judged.</summary>
    public Interval? Interval => Proportion.Wilson(Met, N);

    /// <summary>Part of the cases that could be measured (pending ones can), 0 to 1; null without cases.</summary>
    public double? Coverage => N + Pending + Unmeasurable == 0 ? null : (double)(N + Pending) / (N + Pending + Unmeasurable);

    /// <summary>The share if all unmeasurable cases had been breached; null when there is nothing to divide.</summary>
    public double? ShareAtWorst => N + Unmeasurable == 0 ? null : (double)Met / (N + Unmeasurable);

    /// <summary>The share if all unmeasurable cases had been met; null when there is nothing to divide.</summary>
    public double? ShareAtBest => N + Unmeasurable == 0 ? null : (double)(Met + Unmeasurable) / (N + Unmeasurable);
}

/// <summary>A clause's cases of one month.</summary>
/// <param name="Month">The month.</param>
/// <param name="Met">Kept.</param>
/// <param name="Breached">Not kept.</param>
/// <param name="Pending">Open and not due.</param>
/// <param name="Unmeasurable">Can't be measured.</param>
/// <param name="UnknownCodes">Tickets to which the clause wasn't applied because a code that its filter asks for is unknown or missing.</param>
/// <param name="Extended">Cases that the longer limit counts for.</param>
/// <param name="Stopped">Measurable cases with a limit whose clock has stopped: what the quantiles rest on.</param>
/// <param name="Running">Measurable cases with a limit whose clock still runs: their times will be longer than now.</param>
/// <param name="MedianMinutes">Median of the stopped cases' elapsed time on the clause's clock (type R7); null when there are none.</param>
/// <param name="P90Minutes">Their 90th percentile (type R7).</param>
public sealed record ClauseMonth(
    ReportingMonth Month,
    long Met,
    long Breached,
    long Pending,
    long Unmeasurable,
    long UnknownCodes,
    long Extended,
    long Stopped,
    long Running,
    double? MedianMinutes,
    double? P90Minutes)
    : Verdicts(Met, Breached, Pending, Unmeasurable)
{
    /// <summary>Withdrawn before they were due: in no share.</summary>
    public long Cancelled { get; init; }

    /// <summary>Cases past the clause's early mark, whatever their verdict; 0 without a mark.</summary>
    public long PastEarlyMark { get; init; }

    /// <summary>A month without cases.</summary>
    public static ClauseMonth Empty(ReportingMonth month) => new(month, 0, 0, 0, 0, 0, 0, 0, 0, null, null);
}

/// <summary>The share of a month against that of an earlier one.</summary>
/// <param name="Earlier">The month compared with.</param>
/// <param name="Difference">This month's share less the earlier one, with Newcombe's 95 % interval.</param>
/// <param name="Test">Two-sided test that both are the same.</param>
public sealed record ShareChange(ReportingMonth Earlier, ProportionDifference Difference, ProportionTest Test)
{
    /// <summary>Null when either month has no judged case.</summary>
    internal static ShareChange? Between(Verdicts now, Verdicts before, ReportingMonth earlier) =>
        Proportion.Difference(now.Met, now.N, before.Met, before.N) is { } difference
        && Proportion.Test(now.Met, now.N, before.Met, before.N) is { } test
            ? new ShareChange(earlier, difference, test)
            : null;
}

/// <summary>One breach.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Customer">As stored; null when not given.</param>
/// <param name="Office">As stored; null when not given.</param>
/// <param name="IsKeyCustomer">Customer grade A.</param>
/// <param name="StartedAt">The clock's start.</param>
/// <param name="StoppedAt">Null when the case is still open at the as-of instant.</param>
/// <param name="DueAt">Without grace; null when the clause has no limit.</param>
/// <param name="ElapsedMinutes">On the clause's clock; null when the clause has no limit.</param>
/// <param name="LimitMinutes">On the clause's clock; null when the clause has no limit.</param>
/// <param name="OverrunMinutes">Beyond limit and grace; null when the clause has no limit.</param>
public sealed record Breach(
    string TicketId,
    string? Customer,
    string? Office,
    bool IsKeyCustomer,
    DateTimeOffset StartedAt,
    DateTimeOffset? StoppedAt,
    DateTimeOffset? DueAt,
    double? ElapsedMinutes,
    double? LimitMinutes,
    double? OverrunMinutes)
{
    /// <summary>True when what was promised had still not happened at the as-of instant.</summary>
    public bool IsOpen => StoppedAt is null;
}

/// <summary>A clause's cases of the month in one office.</summary>
/// <param name="Office">As stored; <c>(none)</c> for tickets without one.</param>
/// <param name="Verdicts">Its cases.</param>
public sealed record ClauseOffice(string Office, Verdicts Verdicts);

/// <summary>A month's cases judged by one version of a rule.</summary>
/// <param name="Clause">The version.</param>
/// <param name="Verdicts">Its cases.</param>
public sealed record ClauseVersion(Clause Clause, Verdicts Verdicts);

/// <summary>All there is to say of one clause in a month.</summary>
public sealed record ClauseFinding
{
    /// <summary>The rule; of several versions the one in force at the month's end, else the last.</summary>
    public required Clause Clause { get; init; }

    /// <summary>Length of a full working day on the clause's calendar, so that pages can write days: minutes.</summary>
    public required int FullDayMinutes { get; init; }

    /// <summary>Where the rule changed in the month, or cases of the month fall under several of its versions: each with its own cases; else empty.</summary>
    public required IReadOnlyList<ClauseVersion> Versions { get; init; }

    /// <summary>The month's cases.</summary>
    public required ClauseMonth Current { get; init; }

    /// <summary>The session's months up to the reported one, ascending, without gaps of its own: also those without cases.</summary>
    public required IReadOnlyList<ClauseMonth> Series { get; init; }

    /// <summary>Against the month before; null when either has no judged case.</summary>
    public required ShareChange? OnPreviousMonth { get; init; }

    /// <summary>Against the same month a year ago; null when either has no judged case.</summary>
    public required ShareChange? OnYearBefore { get; init; }

    /// <summary>The month against the clause's target.</summary>
    public required TargetState Target { get; init; }

    /// <summary>The longest breaches of the month, worst first.</summary>
    public required IReadOnlyList<Breach> Worst { get; init; }

    /// <summary>The month by office, in the order of their names.</summary>
    public required IReadOnlyList<ClauseOffice> Offices { get; init; }

    /// <summary>Why cases of the month can't be measured (codes of sla_cases) and how many, most frequent first.</summary>
    public required IReadOnlyList<(string Reason, long Cases)> UnmeasurableBy { get; init; }
}
