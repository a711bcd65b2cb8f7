using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla.Duties;

/// <summary>A small company with one duty; as of a local noon in Shanghai.</summary>
internal sealed class DutyDesk : IDisposable
{
    private readonly AnalysisSession session;

    public DutyDesk(WarehouseBuilder warehouse, string duty, string asOf, string firstMonth, string lastMonth, int batch = 1)
    {
        Warehouse = warehouse;
        Policy = Parse(duty);
        DateTime local = DateTime.ParseExact(asOf, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).AddHours(12);
        session = AnalysisSession.Open(warehouse.File, new AsOf(batch, new DateTimeOffset(local, TimeSpan.FromHours(8))), Policy);
        List<ReportingMonth> months = [];
        for (ReportingMonth month = ReportingMonth.Parse(firstMonth); month <= ReportingMonth.Parse(lastMonth); month = month.Next)
        {
            months.Add(month);
        }

        session.UseMonths(months);
        DutyJudge.Judge(session, Policy);
    }

    public WarehouseBuilder Warehouse { get; }

    public Policy Policy { get; }

    public AnalysisSession Session => session;

    /// <summary>All cases as "subject month verdict[ reason] due[ late N]", by subject and month.</summary>
    public List<string> Cases => session.Connection.Query(
        """
        select subject || ' ' || strftime(month, '%Y-%m') || ' ' || verdict || coalesce(' ' || reason, '') || coalesce(' due ' || strftime(due_on, '%m-%d'), '')
            || coalesce(' late ' || late_days, '') as told
        from duty_cases order by subject, month
        """,
        new(),
        row => row.Text("told"));

    public DutyFinding Finding(string month) => Assert.Single(DutyFindings.Compute(session, Policy, ReportingMonth.Parse(month)).Duties);

    public List<string> Due(int hours) => [.. DueDuty.Find(session, Policy, TimeSpan.FromHours(hours)).Select(d => $"{d.Subject} {d.DueOn:MM-dd}")];

    public static Policy Parse(string duty) => Policy.Parse(
        "duties.yaml",
        $$"""
        id: duties
        title: {zh: 职责, en: Duties}
        zone: Asia/Shanghai
        calendars:
          - id: office
            hours: {workdays: ["09:00-12:00", "13:00-18:00"]}
            public_holidays: cn
        clauses:
          - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 30 minutes}
        duties:
          - {{{duty}}}
        """,
        TestFiles.Calendars);

    public void Dispose()
    {
        session.Dispose();
        Warehouse.Dispose();
    }
}
