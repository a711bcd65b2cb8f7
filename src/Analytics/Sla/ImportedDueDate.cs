using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>The due date that the source system shows, beside the computed one: how often the two judge a case differently.</summary>
/// <param name="ClauseId">A clause whose clock ends with repaired, confirmed or closed: what such a due date is about.</param>
/// <param name="Compared">Judged cases (met or breached) of tickets with a due date.</param>
/// <param name="MetHereLateThere">Met by the clause, late by the source's due date.</param>
/// <param name="BreachedHereInTimeThere">Breached by the clause, in time by the source's due date.</param>
/// <param name="Examples">The first five tickets that differ, by number.</param>
public sealed record ImportedDueDate(string ClauseId, long Compared, long MetHereLateThere, long BreachedHereInTimeThere, IReadOnlyList<string> Examples)
{
    /// <summary>Cases on which the two disagree.</summary>
    public long Disagree => MetHereLateThere + BreachedHereInTimeThere;

    /// <summary>The clauses of one month with at least one ticket that has a due date.</summary>
    /// <param name="session">Judged for the month.</param>
    /// <param name="clauses">The policy's; those whose clock ends elsewhere are passed over.</param>
    /// <param name="month">The month.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static IReadOnlyList<ImportedDueDate> Compare(AnalysisSession session, IEnumerable<Policies.Clause> clauses, ReportingMonth month, CancellationToken cancel = default)
    {
        string[] ids =
        [
            .. clauses.Where(c => c.Kind == Policies.ClauseKind.Duration && c.Stop is Policies.Milestone.Repaired or Policies.Milestone.Confirmed or Policies.Milestone.Closed)
                .Select(c => c.Id).Distinct(),
        ];
        return session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/imported_due.sql"),
            new() { ["month"] = month.First },
            row => new ImportedDueDate(
                row.Text("clause_id"),
                row.Int64("compared_count"),
                row.Int64("met_here_count"),
                row.Int64("breached_here_count"),
                row.Text("examples").Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            cancel).FindAll(d => ids.Contains(d.ClauseId));
    }
}
