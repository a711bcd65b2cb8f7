using Microsoft.Extensions.Logging;
using Quartz;
using ServiceAnalytics.Ingest;

namespace ServiceAnalytics.App.Jobs;

/// <summary>Takes in what lies in the inbox; then asks for the monthly report, since new data may have completed a month.</summary>
[DisallowConcurrentExecution]
internal sealed class InboxJob(ServiceWork work, ILogger<InboxJob> log) : IJob
{
    public static readonly JobKey Key = new("inbox");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (!work.InboxHasFiles())
        {
            return;
        }

        IReadOnlyList<ImportResult> results = work.TakeInInbox(cancellationToken);
        foreach (ImportResult result in results)
        {
            log.LogInformation("{Summary}", ImportSummary.Line(result));
        }

        await context.Scheduler.TriggerJob(DueSoonJob.Key, cancellationToken);
        await context.Scheduler.TriggerJob(MonthlyReportJob.Key, cancellationToken);
    }
}
