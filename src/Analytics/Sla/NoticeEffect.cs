using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>What hangs on one notice of days off and make-up days: verdicts of a month that would be others if its days followed the plain week.</summary>
/// <param name="Notice">The notice: a version of the calendar.</param>
/// <param name="Clauses">Clause → how many of the month's cases; clauses without any are left out.</param>
public sealed record NoticeEffect(HolidayNotice Notice, IReadOnlyList<(string ClauseId, long Cases)> Clauses)
{
    /// <summary>How far before and after a month a notice's days can still bear on its cases: the longest limits are some weeks.</summary>
    private const int DaysAround = 62;

    /// <summary>All clauses together.</summary>
    public long Cases => Clauses.Sum(c => c.Cases);

    /// <summary>Judges the month's working-time clauses once more for every notice with days in or near the month, without these days.</summary>
    /// <param name="warehouse">The data; the judging has sessions of its own.</param>
    /// <param name="asOf">The state of knowledge.</param>
    /// <param name="policy">The clauses.</param>
    /// <param name="month">The month.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>In the order of their days; a notice on which nothing hangs is among them. Empty when no clause counts working time.</returns>
    /// <exception cref="CalendarRangeException">A calendar ends before the as-of instant.</exception>
    public static IReadOnlyList<NoticeEffect> Of(WarehouseFile warehouse, AsOf asOf, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        Clause[] clauses = [.. policy.Clauses.Where(c => c is { Kind: ClauseKind.Duration, IsWorkingTime: true })];
        DateOnly first = month.First.AddDays(-DaysAround);
        DateOnly last = month.Next.First.AddDays(DaysAround);
        HolidayNotice[] notices =
        [
            .. clauses.SelectMany(policy.CalendarsOf).Distinct().SelectMany(c => c.ListedDays)
                .Where(d => d.Notice is not null && d.Date >= first && d.Date <= last)
                .OrderBy(d => d.Date).Select(d => d.Notice!).Distinct(),
        ];
        if (notices.Length == 0)
        {
            return [];
        }

        Policy working = policy with { Clauses = clauses };
        using AnalysisSession session = AnalysisSession.Open(warehouse, asOf, working);
        session.UseMonths([month]);
        SlaJudge.Judge(session, working, cancel);
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Sla/cases_before_table.sql"), cancel: cancel);
        session.Connection.Execute("insert into sla_cases_before select clause_id, ticket_id, verdict from sla_cases", cancel: cancel);
        List<NoticeEffect> effects = [];
        foreach (HolidayNotice notice in notices)
        {
            Policy without = working with
            {
                Calendars = [.. working.Calendars.Select(c => c.Notices.Contains(notice) ? c.Without(notice) : c)],
                CalendarHash = $"{working.CalendarHash} without {notice.Id}",
            };
            SlaJudge.Judge(session, without, cancel);
            List<(string Clause, long Cases)> changed = session.Connection.Query(
                SqlScript.Load<AnalysisSession>("Sla/changed_verdicts.sql"), SqlParameters.None, row => (row.Text("clause_id"), row.Int64("case_count")), cancel);
            effects.Add(new NoticeEffect(notice, [.. changed.GroupBy(c => c.Clause).Select(g => (g.Key, g.Sum(c => c.Cases)))]));
        }

        return effects;
    }
}
