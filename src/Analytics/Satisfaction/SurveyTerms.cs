using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Satisfaction;

/// <summary>What the policy says about surveys: until when a dissatisfied customer is to be called back, how long an unanswered survey is still open.</summary>
public static class SurveyTerms
{
    /// <summary>
    /// Fills the session's table <c>call_back_deadlines</c> for every dissatisfied survey of its state: the policy's number of full working days
    /// after the answer, by its main calendar; and sets the variable <c>survey_maturity_days</c>. Needed before the survey metrics are computed;
    /// once per session is enough.
    /// </summary>
    public static void Prepare(AnalysisSession session, Policy policy, CancellationToken cancel = default)
    {
        session.Connection.SetVariable("survey_maturity_days", policy.Windows.SurveyMaturityDays);
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
            if (CallBackDeadline(policy, answered) is { } deadline)
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
    public static DateTimeOffset? CallBackDeadline(Policy policy, DateTimeOffset answered) =>
        policy.MainCalendar.Deadline(answered, policy.Windows.CallBackWorkingDays * policy.MainCalendar.FullDayMinutes);
}
