using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.App.Issuing;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Jobs;

/// <summary>
/// What the jobs do. The warehouse is open only while one of them works, so that commands can be run beside the service;
/// settings and policy are read anew each time, so that a correction needs no restart.
/// </summary>
internal sealed class ServiceWork(Workspace workspace, TimeProvider clock)
{
    private const int DueSoonHours = 24;
    private readonly RunLog log = new(workspace.Logs);

    /// <summary>True when there is something to take in.</summary>
    public bool InboxHasFiles() => Importer.InboxFiles(workspace).Count > 0;

    /// <summary>Takes in every file of the inbox.</summary>
    public IReadOnlyList<ImportResult> TakeInInbox(CancellationToken cancel) => Logged("inbox", () =>
    {
        using OpenWorkspace open = OpenWorkspace.Open(workspace.Folder, "serve: import", clock, cancel);
        IReadOnlyList<ImportResult> results = ImportWork.TakeInInbox(open, clock, progress: null, cancel);
        return (results, results.Any(ImportSummary.NeedsAttention) ? "remarks" : "done", string.Join("; ", results.Select(ImportSummary.Line)));
    });

    /// <summary>Issues every report that is owed; none when the data don't cover a month yet.</summary>
    public async Task<IReadOnlyList<IssuedReport>> IssueDueReports(CancellationToken cancel)
    {
        using OpenWorkspace open = OpenWorkspace.Open(workspace.Folder, "serve: report", clock, cancel);
        IReadOnlyList<(Analytics.ReportingMonth Month, string Edition, Analytics.Language Language)> due;
        Analytics.AsOf? newest;
        using (WarehouseConnection connection = open.Warehouse.Connect())
        {
            newest = Analytics.AnalysisSession.StateAfter(connection);
            due = newest is null ? [] : DueReports.Find(clock.GetUtcNow(), open.Policy.Zone, open.Settings, newest.Instant, IssueLedger.All(connection));
        }

        if (due.Count == 0)
        {
            return [];
        }

        List<IssuedReport> issued = [];
        await using ReportIssuer issuer = new(open, clock);
        foreach ((Analytics.ReportingMonth month, string edition, Analytics.Language language) in due)
        {
            DateTimeOffset started = clock.GetUtcNow();
            try
            {
                Issue issue = await issuer.Issue(month, edition, language, newest!, open.Settings.ReportFormats, cancel);
                issued.Add(issue.Report);
                log.Add(new JobRun("monthly-report", started, clock.GetUtcNow(), issue.Problem is null ? "done" : "remarks", issue.Summary));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.Add(new JobRun("monthly-report", started, clock.GetUtcNow(), "failed", $"{month} {edition} {IssueLedger.Word(language)}: {failure.Message}"));
                throw;
            }
        }

        return issued;
    }

    /// <summary>
    /// Writes the cases and duties due within a day of the newest data to <c>logs/warnings/due-soon_batch-N.json</c>. The file follows from data and
    /// policy alone: written again it is the same, and then nothing is done.
    /// </summary>
    /// <returns>One line for people when something new was written; null when nothing is due or the file says it already.</returns>
    public string? WriteDueSoon(CancellationToken cancel)
    {
        using OpenWorkspace open = OpenWorkspace.Open(workspace.Folder, "serve: due soon", clock, cancel);
        Analytics.AsOf? newest;
        using (WarehouseConnection connection = open.Warehouse.Connect())
        {
            newest = Analytics.AnalysisSession.StateAfter(connection);
        }

        if (newest is null)
        {
            return null;
        }

        DateTimeOffset started = clock.GetUtcNow();
        using Analytics.AnalysisSession session = Analytics.AnalysisSession.Open(open.Warehouse, newest, open.Policy);
        session.UseMonths([Analytics.ReportingMonth.LastFullAt(newest.Instant, open.Policy.Zone)]);
        IReadOnlyList<DueCase> cases = DueSoon.Find(session, open.Policy, TimeSpan.FromHours(DueSoonHours), cancel);
        IReadOnlyList<DueDuty> duties = DueDuty.Find(session, open.Policy, TimeSpan.FromHours(DueSoonHours), cancel);
        string folder = Path.Combine(workspace.Logs, "warnings");
        string file = Path.Combine(folder, $"due-soon_batch-{newest.Batch}.json");
        string text = Json.Text(DueSoonJson.Of(open.Policy, newest, DueSoonHours, cases, duties)) + "\n";
        if (cases.Count + duties.Count == 0 || (File.Exists(file) && File.ReadAllText(file) == text))
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        string unfinished = file + ".tmp"; // a reader never sees half a file
        File.WriteAllText(unfinished, text);
        File.Move(unfinished, file, overwrite: true);
        string said = $"{cases.Count} cases and {duties.Count} duties due within {DueSoonHours} hours of the newest data: {file}";
        log.Add(new JobRun("due-soon", started, clock.GetUtcNow(), "remarks", said));
        return said;
    }

    private T Logged<T>(string job, Func<(T Result, string Outcome, string Detail)> work)
    {
        DateTimeOffset started = clock.GetUtcNow();
        try
        {
            (T result, string outcome, string detail) = work();
            log.Add(new JobRun(job, started, clock.GetUtcNow(), outcome, detail));
            return result;
        }
        catch (OperationCanceledException)
        {
            log.Add(new JobRun(job, started, clock.GetUtcNow(), "stopped", "The service was stopped; what was not finished is done at the next start."));
            throw;
        }
        catch (Exception failure)
        {
            log.Add(new JobRun(job, started, clock.GetUtcNow(), "failed", failure.Message));
            throw;
        }
    }
}
