using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Metrics.Rectification;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Rectification;

/// <summary>How a step of a notice stands.</summary>
public enum StepState
{
    /// <summary>Done by the due day.</summary>
    Met,

    /// <summary>Done late, or open after the due day.</summary>
    Breached,

    /// <summary>Open and not overdue.</summary>
    Pending,

    /// <summary>No day to count from, no due day, or done before it could begin.</summary>
    Unmeasurable,
}

/// <summary>One step of a notice, in local days.</summary>
/// <param name="Step">issue, implementation or verification.</param>
/// <param name="StartOn">Counted from.</param>
/// <param name="DueOn">Last day in time.</param>
/// <param name="DoneOn">Null while open.</param>
/// <param name="State">How it stands.</param>
/// <param name="DaysOverdue">Calendar days since the due day of a step still open as of the as-of day; 0 otherwise.</param>
public sealed record RectificationStep(string Step, DateOnly? StartOn, DateOnly? DueOn, DateOnly? DoneOn, StepState State, int DaysOverdue);

/// <summary>A rectification notice and how far it has come.</summary>
/// <param name="NoticeNo">Its number.</param>
/// <param name="Problem">What it is about.</param>
/// <param name="ProductModel">Model; null when not given (then no effect can be judged).</param>
/// <param name="FaultCode">Fault; likewise.</param>
/// <param name="BatchNo">Batch concerned, where named.</param>
/// <param name="Department">Responsible department.</param>
/// <param name="Owner">Responsible person.</param>
/// <param name="Measure">What is done.</param>
/// <param name="VerificationResult">effective, not_effective, pending or unknown: what the company says, beside what the data say.</param>
/// <param name="Steps">The steps that it has come to, in order.</param>
/// <param name="Effect">What the data say; null before implementation, or without model or fault.</param>
public sealed record RectificationNotice(
    string NoticeNo,
    string? Problem,
    string? ProductModel,
    string? FaultCode,
    string? BatchNo,
    string? Department,
    string? Owner,
    string? Measure,
    string? VerificationResult,
    IReadOnlyList<RectificationStep> Steps,
    RectificationEffect? Effect)
{
    /// <summary>True while a step is open, also one that is not due yet.</summary>
    public bool IsOpen => Steps.Any(s => s.DoneOn is null) || !Steps.Any(s => s is { Step: "verification", DoneOn: not null });

    /// <summary>Days overdue of the step that is most overdue; 0 when none is.</summary>
    public int DaysOverdue => Steps.Select(s => s.DaysOverdue).DefaultIfEmpty().Max();
}

/// <summary>Overdue steps of one owner.</summary>
/// <param name="Department">Responsible department; null when not given.</param>
/// <param name="Owner">Responsible person; null when not given.</param>
/// <param name="Steps">Steps overdue as of the as-of day.</param>
/// <param name="MostDays">Days overdue of the worst one.</param>
/// <param name="Notices">Their notices, worst first.</param>
public sealed record OverdueRectification(string? Department, string? Owner, int Steps, int MostDays, IReadOnlyList<string> Notices);

/// <summary>The chapter on rectification.</summary>
/// <param name="Figures">The three shares in time (<c>rectification_issued_in_time</c> …) of the reported month.</param>
/// <param name="Notices">All notices known by the end of the month, oldest first.</param>
/// <param name="Overdue">By department and owner, most overdue first.</param>
public sealed record RectificationFindings(
    IReadOnlyList<Figure> Figures, IReadOnlyList<RectificationNotice> Notices, IReadOnlyList<OverdueRectification> Overdue)
{
    /// <summary>Computes the chapter. The session's months are left as they were found.</summary>
    public static RectificationFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        ReportingMonth[] found = [.. session.Months];
        try
        {
            session.UseMonths([month]);
            List<Figure> figures = MetricCatalog.Compute(
                session, [RectificationMetrics.Issued.Key, RectificationMetrics.Implemented.Key, RectificationMetrics.Verified.Key], cancel: cancel);
            ILookup<string, RectificationStep> steps = Steps(session, cancel);
            List<(RectificationNotice Notice, DateOnly? Implemented, DateOnly? Verified)> notices = Read(session, month, steps, cancel);
            List<RectificationNotice> judged = Judge(session, policy, month, notices, cancel);
            return new(figures, judged, OverdueOf(judged));
        }
        finally
        {
            session.UseMonths(found);
        }
    }

    private static ILookup<string, RectificationStep> Steps(AnalysisSession session, CancellationToken cancel) =>
        session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Rectification/steps.sql"),
            SqlParameters.None,
            row => (Notice: row.Text("notice_no"), Step: new RectificationStep(
                row.Text("step"),
                row.DateOrNull("start_on"),
                row.DateOrNull("due_on"),
                row.DateOrNull("done_on"),
                Enum.Parse<StepState>(row.Text("state"), ignoreCase: true),
                row.Int32("days_overdue"))),
            cancel)
        .ToLookup(s => s.Notice, s => s.Step);

    private static List<(RectificationNotice Notice, DateOnly? Implemented, DateOnly? Verified)> Read(
        AnalysisSession session, ReportingMonth month, ILookup<string, RectificationStep> steps, CancellationToken cancel) =>
        session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Rectification/notices.sql"),
            new() { ["month_end_on"] = month.Next.First },
            row => (
                new RectificationNotice(
                    row.Text("notice_no"),
                    row.FreeTextOrNull("problem"),
                    row.TextOrNull("product_model"),
                    row.TextOrNull("fault_code"),
                    row.TextOrNull("batch_no"),
                    row.TextOrNull("responsible_department"),
                    row.TextOrNull("owner"),
                    row.FreeTextOrNull("measure"),
                    row.TextOrNull("verification_result"),
                    [.. steps[row.Text("notice_no")].OrderBy(s => Array.IndexOf(StepOrder, s.Step))],
                    null),
                row.DateOrNull("implemented_on"),
                row.DateOrNull("verified_on")),
            cancel);

    private static readonly string[] StepOrder = ["issue", "implementation", "verification"];

    private static List<RectificationNotice> Judge(
        AnalysisSession session,
        Policy policy,
        ReportingMonth month,
        List<(RectificationNotice Notice, DateOnly? Implemented, DateOnly? Verified)> notices,
        CancellationToken cancel)
    {
        DateTimeOffset? oldest = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Rectification/first_month.sql"), SqlParameters.None, row => row.InstantOrNull("first_received_at_utc"), cancel)[0];
        DateOnly[] days = [.. notices.Where(n => n.Implemented is not null).Select(n => n.Implemented!.Value)];
        if (oldest is not { } begin || days.Length == 0)
        {
            return [.. notices.Select(n => n.Notice)];
        }

        // Months without records aren't months without faults: nothing before the oldest ticket, nothing after the last whole month.
        ReportingMonth first = Later(new ReportingMonth(days.Min()).Plus(-policy.Windows.EffectMonthsBefore), new ReportingMonth(session.DayOf(begin)));
        ReportingMonth last = ReportingMonth.LastFullAt(session.AsOf.Instant, session.Zone);
        last = month < last ? month : last;
        if (last < first)
        {
            return [.. notices.Select(n => n.Notice)];
        }

        List<ReportingMonth> span = [];
        for (ReportingMonth m = first; m <= last; m = m.Next)
        {
            span.Add(m);
        }

        session.UseMonths(span);
        var counts = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Rectification/monthly_faults.sql"),
            SqlParameters.None,
            row => (
                Key: (row.Text("product_model"), row.Text("fault_code")),
                Month: new ReportingMonth(row.Date("month")),
                Tickets: row.Int64("tickets"),
                ModelTickets: row.Double("model_tickets"),
                UnitMonths: row.DoubleOrNull("unit_months")),
            cancel)
        .ToLookup(c => c.Key);
        return
        [
            .. notices.Select(n =>
            {
                if (n.Implemented is not { } implemented || n.Notice.ProductModel is not { } model || n.Notice.FaultCode is not { } fault)
                {
                    return n.Notice;
                }

                var rows = counts[(model, fault)].ToList();
                bool hasUnits = rows.All(r => r.UnitMonths is not null);
                return n.Notice with
                {
                    Effect = RectificationEffect.Judge(
                        [.. rows.Select(r => new FaultMonth(r.Month, r.Tickets, hasUnits ? r.UnitMonths!.Value : r.ModelTickets))],
                        hasUnits ? EffectExposure.UnitMonths : EffectExposure.Tickets,
                        new ReportingMonth(implemented),
                        n.Verified is { } verified ? new ReportingMonth(verified) : null,
                        policy.Windows),
                };
            }),
        ];
    }

    private static ReportingMonth Later(ReportingMonth one, ReportingMonth other) => one < other ? other : one;

    private static List<OverdueRectification> OverdueOf(IEnumerable<RectificationNotice> notices) =>
    [
        .. notices.Where(n => n.DaysOverdue > 0)
            .GroupBy(n => (n.Department, n.Owner))
            .Select(g => new OverdueRectification(
                g.Key.Department,
                g.Key.Owner,
                g.Sum(n => n.Steps.Count(s => s.DaysOverdue > 0)),
                g.Max(n => n.DaysOverdue),
                [.. g.OrderByDescending(n => n.DaysOverdue).ThenBy(n => n.NoticeNo, StringComparer.Ordinal).Select(n => n.NoticeNo)]))
            .OrderByDescending(o => o.MostDays)
            .ThenBy(o => o.Department, StringComparer.Ordinal)
            .ThenBy(o => o.Owner, StringComparer.Ordinal),
    ];
}
