using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Satisfaction;

/// <summary>Until when each dissatisfied customer is to be called back.</summary>
public static class CallBackDeadlines
{
    /// <summary>
    /// Fills the session's table <c>call_back_deadlines</c> for every dissatisfied survey of its state: the policy's number of full working days
    /// after the answer, by its main calendar. A session opened with a policy has it filled.
    /// </summary>
    internal static void Fill(AnalysisSession session, Policy policy, CancellationToken cancel = default)
    {
        List<(string Survey, DateTimeOffset Answered)> surveys = session.Connection.Query(
            "select survey_id, answered_at_utc from mart_surveys where is_dissatisfied order by survey_id",
            SqlParameters.None,
            row => (row.Text("survey_id"), row.Instant("answered_at_utc")),
            cancel);
        session.Connection.Execute("delete from call_back_deadlines", cancel: cancel);
        List<string> judged = [];
        List<DateTime> due = [];
        foreach ((string survey, DateTimeOffset answered) in surveys)
        {
            if (Of(policy, answered) is { } deadline)
            {
                judged.Add(survey);
                due.Add(DateTime.SpecifyKind(deadline.UtcDateTime, DateTimeKind.Unspecified));
            }
        }

        if (judged.Count > 0)
        {
            session.Connection.Execute(
                "insert into call_back_deadlines select unnest($survey_ids), unnest($due_at_utc)",
                new() { ["survey_ids"] = judged, ["due_at_utc"] = due },
                cancel);
        }

        session.Connection.Execute(
            """
            insert into call_back_deadlines
            select survey_id, null from mart_surveys where is_dissatisfied and survey_id not in (select survey_id from call_back_deadlines)
            """,
            cancel: cancel);
    }

    /// <summary>The last instant at which a call-back is in time; null beyond the calendar's years.</summary>
    public static DateTimeOffset? Of(Policy policy, DateTimeOffset answered) =>
        policy.MainCalendar.Deadline(answered, policy.Windows.CallBackWorkingDays * policy.MainCalendar.FullDayMinutes);
}
