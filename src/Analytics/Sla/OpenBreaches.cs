using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>A breached clause on a ticket that isn't closed.</summary>
/// <param name="ClauseId">The clause.</param>
/// <param name="Breach">The breach; its <see cref="Sla.Breach.IsOpen"/> says if what was promised has still not happened.</param>
public sealed record OpenBreach(string ClauseId, Breach Breach);

/// <summary>What is going wrong at the as-of instant, whatever month it counts in: for warnings about customers.</summary>
public static class OpenBreaches
{
    /// <summary>All breached cases of tickets that aren't closed; also leaves them in the session's table <c>sla_open_breaches</c>.</summary>
    /// <param name="session">With its months set.</param>
    /// <param name="policy">Whose clauses are judged.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>By customer, ticket, start and clause.</returns>
    /// <exception cref="CalendarRangeException">A clause counts working time and its calendar ends before the as-of instant.</exception>
    public static IReadOnlyList<OpenBreach> Find(AnalysisSession session, Policy policy, CancellationToken cancel = default)
    {
        SlaJudge.Prepare(session, policy, cancel);
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Sla/open_breaches_table.sql"), cancel: cancel);
        session.Connection.SetVariable("sla_is_any_month", true);
        foreach (ClausePass pass in ClauseSources.Passes(session, policy, cancel))
        {
            SlaJudge.Take(session, pass, policy, cancel);
            string script = pass.Clause.Kind == ClauseKind.Duration ? "Sla/open_duration_breaches.sql" : "Sla/open_fact_breaches.sql";
            session.Connection.Execute(SqlScript.Load<AnalysisSession>(script), cancel: cancel);
        }

        session.Connection.SetVariable("sla_is_any_month", false);
        return session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/open_breaches.sql"), SqlParameters.None, row => new OpenBreach(row.Text("clause_id"), SlaFindings.BreachOf(row)), cancel);
    }

    /// <summary>The same for key customers (grade A) only.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<OpenBreach> OfKeyCustomers(AnalysisSession session, Policy policy, CancellationToken cancel = default) =>
        [.. Find(session, policy, cancel).Where(b => b.Breach.IsKeyCustomer)];
}
