using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla.Duties;

/// <summary>A duty's cases of one month.</summary>
/// <param name="Month">The month.</param>
/// <param name="Met">Kept.</param>
/// <param name="Breached">Not kept, including what isn't done and past its day.</param>
/// <param name="Pending">Not done and not due.</param>
/// <param name="Unmeasurable">Can't be measured.</param>
/// <param name="Stopped">Cases that were done: what the quantiles rest on.</param>
/// <param name="Running">Measurable cases not done yet.</param>
/// <param name="MedianDays">Median days from start to done (type R7); null when none is done.</param>
/// <param name="P90Days">Their 90th percentile (type R7).</param>
public sealed record DutyMonth(
    ReportingMonth Month, long Met, long Breached, long Pending, long Unmeasurable, long Stopped, long Running, double? MedianDays, double? P90Days)
    : Verdicts(Met, Breached, Pending, Unmeasurable)
{
    /// <summary>A month without cases.</summary>
    public static DutyMonth Empty(ReportingMonth month) => new(month, 0, 0, 0, 0, 0, 0, null, null);
}

/// <summary>One thing owed and not done in time.</summary>
/// <param name="Subject">A customer, a serial number, a ticket, a complaint, a notice, a month.</param>
/// <param name="TicketId">Null when it hangs on no ticket.</param>
/// <param name="Customer">As stored; null when there is none.</param>
/// <param name="Office">As stored; null when there is none.</param>
/// <param name="IsKeyCustomer">Customer grade A.</param>
/// <param name="StartOn">The day from which it is counted.</param>
/// <param name="DueOn">Last day in time; null when there is none.</param>
/// <param name="DoneOn">Null when it isn't done yet.</param>
/// <param name="LateDays">Days after the last day in time; null when there is none.</param>
public sealed record DutyBreach(
    string Subject, string? TicketId, string? Customer, string? Office, bool IsKeyCustomer, DateOnly? StartOn, DateOnly? DueOn, DateOnly? DoneOn, int? LateDays);

/// <summary>All there is to say of one duty in a month.</summary>
public sealed record DutyFinding
{
    /// <summary>The duty.</summary>
    public required Duty Duty { get; init; }

    /// <summary>What it lacks to be measured; null when it is measured.</summary>
    public required Bilingual? Lacking { get; init; }

    /// <summary>The month's cases.</summary>
    public required DutyMonth Current { get; init; }

    /// <summary>The session's months up to the reported one, ascending: also those without cases.</summary>
    public required IReadOnlyList<DutyMonth> Series { get; init; }

    /// <summary>Against the month before; null when either has no judged case.</summary>
    public required ShareChange? OnPreviousMonth { get; init; }

    /// <summary>Against the same month a year ago; null when either has no judged case.</summary>
    public required ShareChange? OnYearBefore { get; init; }

    /// <summary>The month against the duty's target.</summary>
    public required TargetState Target { get; init; }

    /// <summary>The longest delays of the month, worst first.</summary>
    public required IReadOnlyList<DutyBreach> Worst { get; init; }

    /// <summary>Why cases of the month can't be measured and how many, most frequent first.</summary>
    public required IReadOnlyList<(string Reason, long Cases)> UnmeasurableBy { get; init; }
}

/// <summary>The duties of a month.</summary>
/// <param name="Month">The reported month.</param>
/// <param name="Duties">In the order of the policy, also those that can't be measured.</param>
public sealed record DutyFindings(ReportingMonth Month, IReadOnlyList<DutyFinding> Duties)
{
    /// <summary>The duties that the exports let be measured.</summary>
    public IReadOnlyList<DutyFinding> Measured => [.. Duties.Where(d => d.Lacking is null)];

    /// <summary>The others, in the form of promises that the data can't show.</summary>
    public IReadOnlyList<NotMeasured> NotMeasured => [.. Duties.Where(d => d.Lacking is not null).Select(d => new NotMeasured(d.Duty.Id, d.Duty.Title, d.Lacking!))];

    /// <summary>Puts the findings together from the cases that <see cref="DutyJudge.Judge"/> has left in the session.</summary>
    /// <param name="session">Judged for this policy, with the reported month and those to compare with among its months.</param>
    /// <param name="policy">The duties.</param>
    /// <param name="month">The reported month.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <exception cref="ArgumentException">The month isn't among the session's.</exception>
    public static DutyFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        if (!session.Months.Contains(month))
        {
            throw new ArgumentException($"{month} was not asked for by UseMonths; the session has {string.Join(", ", session.Months)}.", nameof(month));
        }

        DutySources sources = DutySources.Of(session, cancel);
        ILookup<string, DutyMonth> months = Read(session, "duty_months", SqlParameters.None, MonthOf, cancel);
        ILookup<string, DutyBreach> worst = Read(session, "worst_duties", new() { ["month"] = month.First, ["most"] = SlaFindings.WorstBreaches }, BreachOf, cancel);
        ILookup<string, (string, long)> reasons = Read(session, "unmeasurable_duties", new() { ["month"] = month.First }, row => (row.Text("reason"), row.Int64("case_count")), cancel);
        return new DutyFindings(month, [.. policy.Duties.Select(Of)]);

        DutyFinding Of(Duty duty)
        {
            Dictionary<ReportingMonth, DutyMonth> byMonth = months[duty.Id].ToDictionary(m => m.Month);
            DutyMonth current = In(month);
            return new DutyFinding
            {
                Duty = duty,
                Lacking = sources.Lacking(session, duty, cancel),
                Current = current,
                Series = [.. session.Months.Where(m => m <= month).Select(In)],
                OnPreviousMonth = ShareChange.Between(current, In(month.Previous), month.Previous),
                OnYearBefore = ShareChange.Between(current, In(month.YearBefore), month.YearBefore),
                Target = SlaFindings.Judge(current, duty.Target),
                Worst = [.. worst[duty.Id]],
                UnmeasurableBy = [.. reasons[duty.Id]],
            };

            DutyMonth In(ReportingMonth wanted) => byMonth.TryGetValue(wanted, out DutyMonth? found) ? found : DutyMonth.Empty(wanted);
        }
    }

    private static ILookup<string, T> Read<T>(AnalysisSession session, string script, SqlParameters parameters, Func<Row, T> map, CancellationToken cancel) =>
        session.Connection.Query(SqlScript.Load<AnalysisSession>($"Sla/Duties/{script}.sql"), parameters, row => (Duty: row.Text("duty_id"), Value: map(row)), cancel)
            .ToLookup(r => r.Duty, r => r.Value);

    private static DutyMonth MonthOf(Row row) => new(
        new ReportingMonth(row.Date("month")),
        row.Int64("met_count"),
        row.Int64("breached_count"),
        row.Int64("pending_count"),
        row.Int64("unmeasurable_count"),
        row.Int64("stopped_count"),
        row.Int64("running_count"),
        row.DoubleOrNull("elapsed_days_median"),
        row.DoubleOrNull("elapsed_days_p90"));

    private static DutyBreach BreachOf(Row row) => new(
        row.Text("subject"),
        row.TextOrNull("ticket_id"),
        row.TextOrNull("customer"),
        row.TextOrNull("office"),
        row.Boolean("is_key_customer"),
        row.DateOrNull("start_on"),
        row.DateOrNull("due_on"),
        row.DateOrNull("done_on"),
        (int?)row.Int64OrNull("late_days"));
}
