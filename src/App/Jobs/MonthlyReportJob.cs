using Microsoft.Extensions.Logging;
using Quartz;
using ServiceAnalytics.App.Issuing;

namespace ServiceAnalytics.App.Jobs;

/// <summary>Issues the monthly reports that are owed; runs at their hour, at every start, and after every import.</summary>
[DisallowConcurrentExecution]
internal sealed class MonthlyReportJob(ServiceWork work, ILogger<MonthlyReportJob> log) : IJob
{
    public static readonly JobKey Key = new("monthly-report");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (IssuedReport report in await work.IssueDueReports(cancellationToken))
        {
            log.LogInformation("Issued {Month} {Edition} {Language}: {Files}", report.Basis.Month, report.Basis.Edition, report.Basis.Language, string.Join(", ", report.Outputs.Select(o => o.Path)));
        }
    }
}
