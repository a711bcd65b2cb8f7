using ServiceAnalytics.App.Jobs;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.App.Tests;

public sealed class RunLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_last_runs_are_told_oldest_first_and_a_line_cut_off_by_a_crash_is_passed_over()
    {
        RunLog log = new(folder.Path);
        JobRun[] runs = [.. Enumerable.Range(1, 4).Select(i => new JobRun("inbox", DateTimeOffset.UnixEpoch.AddDays(i), DateTimeOffset.UnixEpoch.AddDays(i), "done", $"第 {i} 次"))];
        foreach (JobRun run in runs)
        {
            log.Add(run);
        }

        File.AppendAllText(folder.File("runs.jsonl"), "{\"job\":\"inbox\",\"star");
        Assert.Equal(runs[1..], log.Last(4));
    }

    [Fact]
    public void A_service_that_has_never_run_has_no_history() => Assert.Empty(new RunLog(folder.Path).Last(5));
}
