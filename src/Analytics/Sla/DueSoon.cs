using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>An open case that isn't breached yet and will be if nothing happens.</summary>
/// <param name="ClauseId">The clause.</param>
/// <param name="TicketId">The ticket.</param>
/// <param name="Customer">As stored; null when not given.</param>
/// <param name="Office">As stored; null when not given.</param>
/// <param name="Technician">As stored; null when not given.</param>
/// <param name="IsKeyCustomer">Customer grade A.</param>
/// <param name="StartedAt">The clock's start.</param>
/// <param name="DueAt">Without grace; may already have passed while the grace runs.</param>
/// <param name="LeftMinutes">What is left on the clause's clock at the as-of instant, grace included.</param>
public sealed record DueCase(
    string ClauseId, string TicketId, string? Customer, string? Office, string? Technician, bool IsKeyCustomer, DateTimeOffset StartedAt, DateTimeOffset DueAt, double LeftMinutes);

/// <summary>What must be done next so that no promise is broken.</summary>
public static class DueSoon
{
    /// <summary>All open cases of clauses with a limit whose deadline comes within so much time after the as-of instant, whatever month they count in.</summary>
    /// <param name="session">With its months set (any).</param>
    /// <param name="policy">The clauses.</param>
    /// <param name="within">Time on the wall, not on the clause's clock: a deadline on Monday morning is not soon on Friday night.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>Most urgent first; of equal deadlines key customers first.</returns>
    /// <exception cref="CalendarRangeException">A clause counts working time and its calendar ends before the as-of instant.</exception>
    public static IReadOnlyList<DueCase> Find(AnalysisSession session, Policy policy, TimeSpan within, CancellationToken cancel = default)
    {
        SlaJudge.Prepare(session, policy, cancel);
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Sla/due_soon_table.sql"), cancel: cancel);
        session.Connection.SetVariable("sla_is_any_month", true);
        session.Connection.SetVariable("sla_due_before_utc", session.AsOf.Instant + within);
        foreach (ClausePass pass in ClauseSources.Passes(session, policy, cancel).Where(p => p.Clause.Kind == ClauseKind.Duration))
        {
            SlaJudge.Take(session, pass, policy, cancel);
            session.Connection.Execute(SqlScript.Load<AnalysisSession>("Sla/due_soon_cases.sql"), cancel: cancel);
        }

        session.Connection.SetVariable("sla_is_any_month", false);
        return session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/due_soon.sql"),
            SqlParameters.None,
            row => new DueCase(
                row.Text("clause_id"), row.Text("ticket_id"), row.TextOrNull("customer"), row.TextOrNull("office"), row.TextOrNull("technician"),
                row.Boolean("is_key_customer"), row.Instant("start_utc"), row.Instant("deadline_utc"), row.Double("margin_minutes")),
            cancel);
    }
}
