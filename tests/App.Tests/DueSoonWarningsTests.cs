using System.Text;
using System.Text.Json;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.App.Commands;
using ServiceAnalytics.App.Jobs;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Tests;

/// <summary>What the service writes about tickets and duties that will soon be late.</summary>
public sealed class DueSoonWarningsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Tickets_and_duties_due_within_a_day_are_written_once_and_a_restart_does_not_write_them_again()
    {
        string path = folder.File("workspace");
        using (Terminal terminal = new(new StringWriter(), new StringWriter(), isInteractive: false, Language.En))
        {
            Assert.Equal(0, await CommandLine.RunAsync(["init", path, "--policy", "vehicles"], terminal, TimeProvider.System));
        }

        // The newest instant is noon of 30 October. A charge of a repair of 20 September is to be paid by that day; a call of that noon is to be forwarded by midnight.
        await File.WriteAllTextAsync(Path.Combine(path, "inbox", "报修单.csv"), Export(
            new() { ["报修单号"] = "A1", ["客户名称"] = "甲公司", ["报修渠道"] = "电话", ["业务类型"] = "维修", ["接报时间"] = "2026-09-19 10:00", ["转派时间"] = "2026-09-19 10:10", ["首次响应时间"] = "2026-09-19 10:20", ["方案时间"] = "2026-09-19 10:30", ["修复时间"] = "2026-09-20 10:00", ["回访时间"] = "2026-09-20 12:00", ["关闭时间"] = "2026-09-21 10:00", ["收费金额(元)"] = "100" },
            new() { ["报修单号"] = "A2", ["客户名称"] = "乙公司", ["报修渠道"] = "电话", ["业务类型"] = "维修", ["接报时间"] = "2026-10-30 12:00" }));
        Workspace workspace = Workspace.Open(path);
        ServiceWork service = new(workspace, TimeProvider.System);
        service.TakeInInbox(CancellationToken.None);

        string? said = service.WriteDueSoon(CancellationToken.None);
        Assert.StartsWith("1 cases and 1 duties due within 24 hours", said, StringComparison.Ordinal);
        string file = Assert.Single(Directory.GetFiles(Path.Combine(workspace.Logs, "warnings"), "due-soon_batch-*.json"));
        JsonElement written = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        Assert.Equal(("A2", "forwarded_direct"), (written.GetProperty("cases")[0].GetProperty("ticket").GetString(), written.GetProperty("cases")[0].GetProperty("clause").GetString()));
        JsonElement duty = written.GetProperty("duties")[0];
        Assert.Equal(("receivables", "A1", "2026-10-30"), (duty.GetProperty("duty").GetString(), duty.GetProperty("subject").GetString(), duty.GetProperty("due_on").GetString()));

        DateTime first = File.GetLastWriteTimeUtc(file);
        int runs = File.ReadAllLines(Path.Combine(workspace.Logs, "runs.jsonl")).Length;
        Assert.Null(service.WriteDueSoon(CancellationToken.None));
        Assert.Null(new ServiceWork(Workspace.Open(path), TimeProvider.System).WriteDueSoon(CancellationToken.None)); // a restart
        Assert.Equal(first, File.GetLastWriteTimeUtc(file));
        Assert.Equal(runs, File.ReadAllLines(Path.Combine(workspace.Logs, "runs.jsonl")).Length);
    }

    public void Dispose() => folder.Dispose();

    // The headings of the samples, so that the file is known for what it is.
    private static string Export(params Dictionary<string, string>[] rows)
    {
        string[] headings = File.ReadLines(Repository.PathOf("data/samples/报修单_2026-11-05.csv")).First().TrimStart('\uFEFF').Split(',');
        StringBuilder text = new(string.Join(',', headings) + "\n");
        foreach (Dictionary<string, string> row in rows)
        {
            Assert.Empty(row.Keys.Except(headings));
            text.AppendJoin(',', headings.Select(h => row.GetValueOrDefault(h, string.Empty))).Append('\n');
        }

        return text.ToString();
    }
}
