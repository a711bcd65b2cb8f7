using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>The chapter on promises kept and not kept in a month.</summary>
/// <param name="Month">The reported month.</param>
/// <param name="Clauses">In the order of the policy; versions of one rule are one entry. Those that lack a column (<see cref="ClauseSources"/>) are not among them.</param>
/// <param name="NotMeasured">What the regulation promises too, and what would make it measurable.</param>
public sealed record SlaFindings(ReportingMonth Month, IReadOnlyList<ClauseFinding> Clauses, IReadOnlyList<NotMeasured> NotMeasured)
{
    /// <summary>How many breaches of a clause are listed.</summary>
    public const int WorstBreaches = 10;

    /// <summary>Puts the chapter together from the cases that <see cref="SlaJudge.Judge"/> has left in the session.</summary>
    /// <param name="session">Judged for this policy, with the reported month and those to compare with among its months.</param>
    /// <param name="policy">The clauses.</param>
    /// <param name="month">The reported month.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <exception cref="ArgumentException">The month isn't among the session's.</exception>
    public static SlaFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        if (!session.Months.Contains(month))
        {
            throw new ArgumentException($"{month} was not asked for by UseMonths; the session has {string.Join(", ", session.Months)}.", nameof(month));
        }

        SqlParameters ofMonth = new() { ["month"] = month.First };
        ILookup<string, ClauseMonth> months = Read(session, "Sla/clause_months.sql", SqlParameters.None, MonthOf, cancel);
        ILookup<string, Breach> worst = Read(session, "Sla/worst_breaches.sql", new() { ["month"] = month.First, ["most"] = WorstBreaches }, BreachOf, cancel);
        ILookup<string, ClauseOffice> offices = Read(session, "Sla/clause_offices.sql", ofMonth, row => new ClauseOffice(row.Text("office"), VerdictsOf(row)), cancel);
        ILookup<string, (string, long)> reasons = Read(session, "Sla/unmeasurable_reasons.sql", ofMonth, row => (row.Text("reason"), row.Int64("case_count")), cancel);
        ILookup<string, (int, Verdicts)> versions = Read(session, "Sla/clause_versions.sql", ofMonth, row => (row.Int32("clause_version"), VerdictsOf(row)), cancel);
        IReadOnlyList<NotMeasured> lacking = ClauseSources.Of(session, policy, cancel).NotMeasured(policy);
        List<ClauseFinding> findings = [];
        foreach (string id in policy.ClauseIds.Except(lacking.Select(l => l.Id)))
        {
            Clause clause = InForce(policy, id, month);
            Dictionary<ReportingMonth, ClauseMonth> byMonth = months[id].ToDictionary(m => m.Month);
            ClauseMonth current = Of(month);
            findings.Add(new ClauseFinding
            {
                Clause = clause,
                FullDayMinutes = policy.Calendar(clause.Calendar).FullDayMinutes,
                Current = current,
                Versions = VersionsOf(policy, id, month, versions[id]),
                Series = [.. session.Months.Where(m => m <= month).Select(Of)],
                OnPreviousMonth = ShareChange.Between(current, Of(month.Previous), month.Previous),
                OnYearBefore = ShareChange.Between(current, Of(month.YearBefore), month.YearBefore),
                Target = Judge(current, clause.Target),
                Worst = [.. worst[id]],
                Offices = [.. offices[id]],
                UnmeasurableBy = [.. reasons[id]],
            });

            ClauseMonth Of(ReportingMonth wanted) => byMonth.TryGetValue(wanted, out ClauseMonth? found) ? found : ClauseMonth.Empty(wanted);
        }

        return new SlaFindings(month, findings, [.. lacking, .. policy.NotMeasured]);
    }

    private static Clause InForce(Policy policy, string id, ReportingMonth month)
    {
        DateOnly lastDay = month.Next.First.AddDays(-1);
        Clause[] versions = [.. policy.Clauses.Where(c => c.Id == id).OrderBy(c => c.ValidFrom ?? DateOnly.MinValue)];
        return versions.LastOrDefault(c => c.IsInForceOn(lastDay)) ?? versions[^1];
    }

    /// <summary>A share against its target, by the one rule of <see cref="TargetJudge"/> that every page goes by.</summary>
    internal static TargetState Judge(Verdicts verdicts, double? target) => verdicts.N < global::ServiceAnalytics.Analytics.Metrics.Sla.SlaCompliance.ByClause.MinimumSample
        ? TargetState.NotJudged
        : TargetJudge.Judge(Better.WhenHigher, verdicts.Share, verdicts.Interval?.Lower, verdicts.Interval?.Upper, target);

    // Only where there is more than one to tell apart.
    private static ClauseVersion[] VersionsOf(Policy policy, string id, ReportingMonth month, IEnumerable<(int Version, Verdicts Verdicts)> judged)
    {
        Dictionary<int, Verdicts> byVersion = judged.ToDictionary(j => j.Version, j => j.Verdicts);
        DateOnly lastDay = month.Next.First.AddDays(-1);
        ClauseVersion[] versions =
        [
            .. policy.Clauses.Select((clause, i) => (clause, i))
                .Where(c => c.clause.Id == id && (byVersion.ContainsKey(c.i) || ((c.clause.ValidFrom ?? month.First) <= lastDay && (c.clause.ValidTo ?? lastDay) >= month.First)))
                .Select(c => new ClauseVersion(c.clause, byVersion.GetValueOrDefault(c.i) ?? new Verdicts(0, 0, 0, 0))),
        ];
        return versions.Length > 1 ? versions : [];
    }

    private static ILookup<string, T> Read<T>(AnalysisSession session, string script, SqlParameters parameters, Func<Row, T> map, CancellationToken cancel) =>
        session.Connection.Query(SqlScript.Load<AnalysisSession>(script), parameters, row => (Clause: row.Text("clause_id"), Value: map(row)), cancel)
            .ToLookup(r => r.Clause, r => r.Value);

    private static Verdicts VerdictsOf(Row row) =>
        new(row.Int64("met_count"), row.Int64("breached_count"), row.Int64("pending_count"), row.Int64("unmeasurable_count"));

    private static ClauseMonth MonthOf(Row row) => new(
        new ReportingMonth(row.Date("month")),
        row.Int64("met_count"),
        row.Int64("breached_count"),
        row.Int64("pending_count"),
        row.Int64("unmeasurable_count"),
        row.Int64("unknown_count"),
        row.Int64("extended_count"),
        row.Int64("stopped_count"),
        row.Int64("running_count"),
        row.DoubleOrNull("elapsed_minutes_median"),
        row.DoubleOrNull("elapsed_minutes_p90")) { Cancelled = row.Int64("cancelled_count"), PastEarlyMark = row.Int64("early_count") };

    internal static Breach BreachOf(Row row) => new(
        row.Text("ticket_id"),
        row.TextOrNull("customer"),
        row.TextOrNull("office"),
        row.Boolean("is_key_customer"),
        row.Instant("start_utc"),
        row.InstantOrNull("stop_utc"),
        row.InstantOrNull("deadline_utc"),
        row.DoubleOrNull("elapsed_minutes"),
        row.DoubleOrNull("limit_minutes"),
        row.DoubleOrNull("overrun_minutes"));
}
