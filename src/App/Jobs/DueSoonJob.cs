using Microsoft.Extensions.Logging;
using Quartz;

namespace ServiceAnalytics.App.Jobs;

/// <summary>Writes the tickets that are about to breach a clause into <c>logs/warnings</c>; runs at every start and after every import.</summary>
[DisallowConcurrentExecution]
internal sealed class DueSoonJob(ServiceWork work, ILogger<DueSoonJob> log) : IJob
{
    public static readonly JobKey Key = new("due-soon");

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (work.WriteDueSoon(cancellationToken) is { } written)
        {
            log.LogInformation("{Warning}", written);
        }

        return ValueTask.CompletedTask;
    }
}
