using ServiceAnalytics.Analytics.Metrics.Repeats;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla.Duties;

/// <summary>Judges every duty of a policy: set-based, one pass per duty; the words are those of clauses (met, breached, pending, unmeasurable).</summary>
public static class DutyJudge
{
    /// <summary>
    /// Fills the session's table <c>duty_cases</c> for its months. What was judged before in the session is replaced. Duties whose exports
    /// are missing have no cases: <see cref="DutySources"/> tells what they need.
    /// </summary>
    /// <param name="session">With its months set; left as it was.</param>
    /// <param name="policy">Whose duties are judged.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <exception cref="InvalidOperationException">The session has no months.</exception>
    public static void Judge(AnalysisSession session, Policy policy, CancellationToken cancel = default)
    {
        if (session.Months.Count == 0)
        {
            throw new InvalidOperationException("The session has no months; say which by UseMonths before duties are judged.");
        }

        session.Connection.Execute("delete from duty_cases", cancel: cancel);
        if (policy.Duties.Count == 0)
        {
            return;
        }

        DutySources sources = DutySources.Of(session, cancel);
        foreach (Duty duty in policy.Duties)
        {
            if (sources.Lacking(session, duty, cancel) is null)
            {
                Lay(session, policy, duty, cancel);
                Run(session, duty.Kind == DutyKind.Recurring ? "judge_recurring" : "judge_spans", cancel);
            }
        }
    }

    /// <summary>Fills <c>duty_spans</c> with everything that a duty asks for.</summary>
    internal static void Lay(AnalysisSession session, Policy policy, Duty duty, CancellationToken cancel)
    {
        Set(session.Connection, policy, duty);
        Run(session, "duty_macros", cancel);
        Run(session, "duty_spans_table", cancel);
        if (duty.Kind != DutyKind.NoRepeat)
        {
            Run(session, Script(duty.Kind), cancel);
            return;
        }

        // The repairs whose days of watching end in the months asked for lie in months before.
        List<ReportingMonth> asked = session.Months;
        int back = (duty.WithinDays!.Value / 28) + 1;
        session.UseMonths(asked.SelectMany(m => Enumerable.Range(0, back + 1).Select(i => m.Plus(-i))));
        try
        {
            session.Prepare(RepeatMetrics.Hits);
            Run(session, Script(duty.Kind), cancel);
        }
        finally
        {
            session.UseMonths(asked);
        }
    }

    /// <summary>Hands a duty to the scripts as session variables. No text of a policy becomes SQL.</summary>
    internal static void Set(WarehouseConnection connection, Policy policy, Duty duty)
    {
        (string Name, object? Value)[] variables =
        [
            ("id", duty.Id),
            ("zone", policy.ZoneId),
            ("every_months", duty.EveryMonths ?? 1),
            ("times", duty.Times),
            ("is_per_unit", duty.Per == DutySubject.Unit),
            ("during", duty.During switch { DutyPeriod.Warranty => "warranty", DutyPeriod.AfterWarranty => "after_warranty", _ => "always" }),
            ("grades", ListOrNull(duty.CustomerGrades)),
            ("visits", ListOrNull(duty.DoneBy.Visits)),
            ("tickets", ListOrNull(duty.DoneBy.Tickets)),
            ("surveys", duty.DoneBy.Surveys),
            ("revisits", duty.DoneBy.Revisits),
            ("by_day", duty.ByDay ?? 1),
            ("edition", duty.Edition),
            ("within_days", duty.WithinDays ?? 1),
            ("within_months", duty.WithinMonths ?? 1),
            ("unannounced_days", duty.UnannouncedAfter ?? 1),
            ("enquire_days", duty.EnquireWithin ?? 1),
            ("from", duty.From.Code()),
            ("must", duty.Must switch { ComplaintDuty.Sorted => "sorted", ComplaintDuty.CauseNamed => "cause_named", _ => "accepted" }),
            ("step", (duty.Step ?? RectificationStep.Issue).ToString().ToLowerInvariant()),
            ("from_on", duty.ValidFrom),
            ("to_on", duty.ValidTo),
        ];
        connection.Execute(string.Join(";\n", variables.Select(v => $"set variable duty_{v.Name} = {SqlLiteral.Of(v.Value)}")));
    }

    internal static void Run(AnalysisSession session, string script, CancellationToken cancel) =>
        session.Connection.Execute(SqlScript.Load<AnalysisSession>($"Sla/Duties/{script}.sql"), cancel: cancel);

    private static IReadOnlyList<string>? ListOrNull(IReadOnlyList<string> codes) => codes.Count == 0 ? null : codes;

    private static string Script(DutyKind kind) => kind switch
    {
        DutyKind.Recurring => "recurring_spans",
        DutyKind.MonthlyReport => "monthly_report_spans",
        DutyKind.PartsBack => "parts_back_spans",
        DutyKind.PartsBalance => "parts_balance_spans",
        DutyKind.VisitSigned => "visit_signed_spans",
        DutyKind.Paid => "paid_spans",
        DutyKind.NoRepeat => "no_repeat_spans",
        DutyKind.Complaint => "complaint_spans",
        DutyKind.PartWarranty => "part_warranty_spans",
        DutyKind.GoodsEnquiry => "goods_enquiry_spans",
        _ => "rectification_spans",
    };
}
