using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Judges every clause of a policy on every ticket: set-based, one pass over the tickets per clause.</summary>
public static class SlaJudge
{
    /// <summary>
    /// Fills the session's temporary tables <c>sla_cases</c> (one row per ticket and clause that applies, of the session's months),
    /// <c>sla_verdicts</c> (the same for metrics) and <c>sla_left_out</c> (tickets whose codes a filter doesn't know). What was judged before in
    /// the session is replaced.
    /// </summary>
    /// <param name="session">With its months set; its dimension becomes the cases' <c>group_name</c>.</param>
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

        LayVerdicts(session, policy, cancel);
        session.Connection.Execute("insert into sla_verdicts select clause_version, ticket_no, month, verdict from sla_cases", cancel: cancel);
    }

    /// <summary>
    /// Fills <c>sla_verdicts</c> alone: enough for the metrics, at a fraction of what whole cases cost. Cases that were judged before in the
    /// session stay as they are.
    /// </summary>
    /// <inheritdoc cref="Judge"/>
    public static void Tally(AnalysisSession session, Policy policy, CancellationToken cancel = default)
    {
        Prepare(session, policy, cancel);
        LayVerdicts(session, policy, cancel);
        foreach (ClausePass pass in ClauseSources.Passes(session, policy, cancel))
        {
            Take(session, pass, policy, cancel);
            Run(session, pass.Clause.Kind == ClauseKind.Duration ? "Sla/tally_durations.sql" : "Sla/tally_facts.sql", cancel);
        }
    }

    private static void LayVerdicts(AnalysisSession session, Policy policy, CancellationToken cancel)
    {
        Run(session, "Sla/verdicts_table.sql", cancel);
        session.Connection.SetVariable("sla_clause_ids", policy.Clauses.Select(c => c.Id).ToList());
    }

    /// <summary>Makes a pass the one that the views of candidates and cases are about.</summary>
    internal static void Take(AnalysisSession session, ClausePass pass, Policy policy, CancellationToken cancel)
    {
        ClauseVariables.Set(session.Connection, pass, policy);
        bool isInterrupted = pass.Clause.Pauses.Count > 0 || pass.Clause.Reopened != Reopening.NoEffect;
        if (isInterrupted)
        {
            Run(session, "Sla/interruptions.sql", cancel);
        }

        Run(session, isInterrupted ? "Sla/tickets_interrupted.sql" : "Sla/tickets_plain.sql", cancel);
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

        SetMonths(session);
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

    private static void SetMonths(AnalysisSession session)
    {
        ReportingMonth first = session.Months[0];
        ReportingMonth last = session.Months[^1];
        List<DateTimeOffset> starts = [];
        for (ReportingMonth month = first.Previous; month <= last.Plus(2); month = month.Next)
        {
            starts.Add(month.Start(session.Zone));
        }

        session.Connection.SetVariable("sla_first_month", first.First);
        session.Connection.SetVariable("sla_month_starts", starts);
        session.Connection.SetVariable("sla_from_utc", first.Start(session.Zone));
        session.Connection.SetVariable("sla_to_utc", last.End(session.Zone));
    }

    private static void Run(AnalysisSession session, string script, CancellationToken cancel) =>
        session.Connection.Execute(SqlScript.Load<AnalysisSession>(script), cancel: cancel);
}
