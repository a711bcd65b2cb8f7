using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Jobs;

/// <summary>The long-running service: Quartz with its store in the workspace's <c>scheduler.sqlite</c>.</summary>
internal static class ServiceHost
{
    /// <summary>Builds the service; running it until it is stopped is the caller's.</summary>
    /// <param name="workspace">The workspace it serves.</param>
    /// <param name="settings">Validated settings.</param>
    /// <param name="zone">The policy's zone: the report's day and hour are meant in it.</param>
    /// <param name="clock">The clock that everything goes by.</param>
    public static IHost Build(Workspace workspace, WorkspaceSettings settings, TimeZoneInfo zone, TimeProvider clock)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = workspace.Folder, DisableDefaults = true });
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss'Z' ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddSingleton(workspace);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<ServiceWork>();
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UseTimeProvider(clock);

            // One thread: both jobs need the warehouse, which one user holds at a time.
            quartz.UseDefaultThreadPool(1);
            quartz.UsePersistentStore(store =>
            {
                store.UseSqlite($"Data Source={Path.Combine(workspace.Folder, "scheduler.sqlite")}");
                store.UseSystemTextJsonSerializer();
                store.ProvisionSchema();
            });
            quartz.AddJob<InboxJob>(job => job.WithIdentity(InboxJob.Key).StoreDurably());
            quartz.AddJob<MonthlyReportJob>(job => job.WithIdentity(MonthlyReportJob.Key).StoreDurably());
            quartz.AddJob<DueSoonJob>(job => job.WithIdentity(DueSoonJob.Key).StoreDurably());
            quartz.AddTrigger(trigger => trigger
                .WithIdentity("inbox-rhythm")
                .ForJob(InboxJob.Key)
                .StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(settings.InboxEverySeconds)).RepeatForever()));
            quartz.AddTrigger(trigger => trigger
                .WithIdentity("report-hour")
                .ForJob(MonthlyReportJob.Key)
                .WithCronSchedule($"0 0 {settings.ReportHour} {settings.ReportDay} * ?", cron => cron.InTimeZone(zone)));

            // At every start, after the inbox: what came due while the service was off is issued now, and only once,
            // because what is due is found from the ledger.
            quartz.AddTrigger(trigger => trigger
                .WithIdentity("report-at-start")
                .ForJob(MonthlyReportJob.Key)
                .StartAt(clock.GetUtcNow().AddSeconds(2)));
            quartz.AddTrigger(trigger => trigger
                .WithIdentity("due-soon-at-start")
                .ForJob(DueSoonJob.Key)
                .StartAt(clock.GetUtcNow().AddSeconds(3)));
        });
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return builder.Build();
    }
}
