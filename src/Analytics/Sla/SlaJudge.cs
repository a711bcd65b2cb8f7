using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Judges every clause of a policy on every ticket: set-based, one pass over the tickets per clause, or one for all where only counts are asked for.</summary>
public static class SlaJudge
{
    /// <summary>
    /// Fills the session's temporary tables <c>sla_cases</c> (one row per ticket and clause that applies, of the session's months),
    /// <c>sla_case_counts</c> and <c>sla_ticket_counts</c> (the same, counted, for metrics) and <c>sla_left_out</c> (tickets whose codes a filter doesn't
    /// know). What was judged before in the session is replaced.
    /// </summary>
    /// <param name="session">With its months set; its dimension becomes the <c>group_name</c> of cases and counts.</param>
    /// <param name="policy">Whose clauses are judged.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <exception cref="CalendarRangeException">A clause counts working time and its calendar ends before the as-of instant.</exception>
    /// <exception cref="InvalidOperationException">The session has no months.</exception>
    public static void Judge(AnalysisSession session, Policy policy, CancellationToken cancel = default)
    {
        Prepare(session, policy, cancel);
        Run(session, "Sla/cases_table.sql", cancel);
        Run(session, "Sla/left_out_table.sql", cancel);
        foreach (ClausePass pass in ClauseSources.Passes(session, policy, cancel))
        {
            Take(session, pass, policy, cancel);
            Run(session, pass.Clause.Kind == ClauseKind.Duration ? "Sla/judge_durations.sql" : "Sla/judge_facts.sql", cancel);
            if (!pass.Clause.AppliesTo.IsEverything)
            {
                Run(session, "Sla/left_out.sql", cancel);
            }
        }

        LayCounts(session, policy, cancel);
        Run(session, "Sla/count_cases.sql", cancel);
    }

    /// <summary>
    /// Fills <c>sla_case_counts</c> and <c>sla_ticket_counts</c> alone: enough for the metrics, at a fraction of what whole cases cost. Cases that were
    /// judged before in the session stay as they are.
    /// </summary>
    /// <inheritdoc cref="Judge"/>
    public static void Tally(AnalysisSession session, Policy policy, CancellationToken cancel = default)
    {
        Prepare(session, policy, cancel);
        LayCounts(session, policy, cancel);
        List<ClausePass> passes = [.. ClauseSources.Passes(session, policy, cancel)];
        for (int i = 0; i < passes.Count; i++)
        {
            if (passes[i].IsInterrupted)
            {
                Take(session, passes[i], policy, cancel);
                session.Connection.Execute($"create or replace temp table {SlaTally.InterruptionsOf(i)} as from sla_interruptions", cancel: cancel);
            }
        }

        session.Connection.Execute($"create or replace temp table sla_outcomes as {SlaTally.Query(policy, passes)}", cancel: cancel);
        Run(session, "Sla/count_outcomes.sql", cancel);
    }

    private static void LayCounts(AnalysisSession session, Policy policy, CancellationToken cancel)
    {
        Run(session, "Sla/case_counts_table.sql", cancel);
        Run(session, "Sla/ticket_counts_table.sql", cancel);
        session.Connection.SetVariable("sla_clause_ids", policy.Clauses.Select(c => c.Id).ToList());
        session.Connection.Execute("set variable sla_counted_by = getvariable('dimension')", cancel: cancel);
    }

    /// <summary>Makes a pass the one that the views of candidates and cases are about.</summary>
    internal static void Take(AnalysisSession session, ClausePass pass, Policy policy, CancellationToken cancel)
    {
        ClauseVariables.Set(session.Connection, pass, policy);
        if (pass.IsInterrupted)
        {
            Run(session, "Sla/interruptions.sql", cancel);
        }

        Run(session, pass.IsInterrupted ? "Sla/tickets_interrupted.sql" : "Sla/tickets_plain.sql", cancel);
    }

    /// <summary>Makes the views, the months' variables and the calendars' grids that judging needs.</summary>
    internal static void Prepare(AnalysisSession session, Policy policy, CancellationToken cancel)
    {
        if (session.Months.Count == 0)
        {
            throw new InvalidOperationException("The session has no months; say which by UseMonths before clauses are judged.");
        }

        foreach (WorkCalendar calendar in ClausePass.Of(policy).Select(p => p.Calendar).OfType<WorkCalendar>().Distinct())
        {
            if (session.AsOf.Instant > calendar.End)
            {
                throw new CalendarRangeException(policy, calendar, session.AsOf.Instant);
            }
        }

        SetZone(session, policy);
        Run(session, "Sla/macros.sql", cancel);
        session.Connection.SetVariable("sla_is_any_month", false);
        ClauseVariables.Set(session.Connection, ClausePass.Of(policy).First(), policy);
        LayGrids(session, policy, cancel);
        Run(session, "Sla/tickets_plain.sql", cancel);
        Run(session, "Sla/candidates.sql", cancel);
        Run(session, "Sla/duration_cases.sql", cancel);
        Run(session, "Sla/fact_cases.sql", cancel);
    }

    // Once per session: the grids follow from the calendars, the as-of instant and by which calendars days are counted.
    private static void LayGrids(AnalysisSession session, Policy policy, CancellationToken cancel)
    {
        HashSet<string> counted = [.. ClausePass.Of(policy).Where(p => p.Clause.CountsDays).Select(p => p.Calendar!.Id)];
        string basis = $"{policy.CalendarHash} {string.Join(' ', counted.Order(StringComparer.Ordinal))}";
        if (basis.Equals(session.Connection.Scalar("select getvariable('sla_grids_of')", cancel: cancel)))
        {
            return;
        }

        Run(session, "Sla/grids_table.sql", cancel);
        foreach (WorkCalendar calendar in counted.Contains(Policy.NaturalDaysId) ? [.. policy.Calendars, policy.NaturalDays] : policy.Calendars)
        {
            WorkingGrid.Add(session.Connection, calendar, session.AsOf.Instant, counted.Contains(calendar.Id), cancel);
        }

        session.Connection.SetVariable("sla_grids_of", basis);
    }

    private static void SetZone(AnalysisSession session, Policy policy)
    {
        ZoneSegments zone = ZoneSegments.Of(policy.Zone);
        session.Connection.SetVariable("sla_zone_ends", zone.Ends);
        session.Connection.SetVariable("sla_zone_offsets", zone.Offsets);
        session.Connection.SetVariable("sla_zone_local_ends", zone.Ends.Select((end, i) => end + zone.Offsets[i]).ToList());
    }

    private static void Run(AnalysisSession session, string script, CancellationToken cancel) =>
        session.Connection.Execute(SqlScript.Load<AnalysisSession>(script), cancel: cancel);
}
