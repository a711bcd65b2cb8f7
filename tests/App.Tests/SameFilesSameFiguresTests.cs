using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Tests;

/// <summary>
/// The same rows give the same tables and the same figures: in whatever order their files come, however they are split, taken in twice, made anew
/// from the archive, or put back from a backup. Files are random within what exports are; the seeds are fixed.
/// </summary>
public sealed class SameFilesSameFiguresTests
{
    private static readonly ReportingMonth September = ReportingMonth.Parse("2026-09");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Order_of_import_splitting_and_taking_in_twice_make_no_difference(int seed)
    {
        Random random = new(seed);
        (string Name, string[] Rows)[] exports = Exports(random);
        (string Tables, string Figures) expected = Of(exports);

        (string Name, string[] Rows)[] shuffled = [.. exports];
        random.Shuffle(shuffled);
        Assert.Equal(expected, Of(shuffled));

        (string Name, string[] Rows)[] split = [.. exports.SelectMany(e => e.Rows.Chunk(1 + random.Next(e.Rows.Length)).Select((rows, i) => ($"part{i} {e.Name}", rows)))];
        random.Shuffle(split);
        Assert.Equal(expected, Of(split));
        Assert.Equal(expected, Of([.. exports, .. exports.Select(e => ("again " + e.Name, e.Rows))]));
    }

    [Theory]
    [InlineData(4)]
    public void The_database_made_anew_or_put_back_from_a_backup_gives_the_same(int seed)
    {
        using TemporaryFolder folder = new();
        string workspace = Filled(folder, Exports(new Random(seed)));
        (string Tables, string Figures) expected = State(workspace);
        using (OpenWorkspace open = Open(workspace))
        {
            WarehouseOptions options = OpenWorkspace.Options(open.Workspace, open.Settings, "test");
            open.Dispose();
            string backup = folder.File("backup.duckdb");
            WarehouseBackup.Make(open.Workspace.Database, backup, options, TimeProvider.System);
            Assert.Empty(ArchiveRebuild.Run(open.Workspace, options, open.Policy.ZoneId, MappingSet.Load(open.Workspace.Mappings), false, TimeProvider.System, null, default).Differences);
            Assert.Equal(expected, State(workspace));

            // One more file, which the backup doesn't have, changes the figures; the backup brings the former ones back.
            using (OpenWorkspace again = Open(workspace))
            {
                string late = folder.File("late_2026-12-01.csv");
                File.WriteAllText(late, $"{Headings}\nLATE,甲,维修,M1,S1,E01,一般,2026-09-20 08:00,2026-09-20 08:01,2026-09-25 08:00\n");
                Assert.Equal(ImportOutcome.Imported, Assert.Single(ImportWork.TakeIn(again, [late], new ImportOptions(), TimeProvider.System, null, default)).Outcome);
            }

            Assert.NotEqual(expected.Figures, State(workspace).Figures);
            WarehouseBackup.Restore(backup, open.Workspace.Database, options, TimeProvider.System);
            Assert.Equal(expected, State(workspace));
        }
    }

    private const string Headings = "报修单号,客户名称,业务类型,产品型号,序列号,故障代码,故障级别,接报时间,首次响应时间,修复时间";

    // Three exports a month apart; the later ones repeat tickets with later values.
    private static (string Name, string[] Rows)[] Exports(Random random)
    {
        List<string[]> tickets = [];
        List<(string, string[])> exports = [];
        foreach (string day in (string[])["2026-09-01", "2026-10-01", "2026-11-01"])
        {
            foreach (string[] known in tickets.Where(_ => random.Next(4) == 0))
            {
                known[9] = random.Next(3) == 0 ? string.Empty : $"2026-09-{1 + random.Next(28):00} 20:00";
                known[6] = random.Next(2) == 0 ? "一般" : "重大";
            }

            int more = 20 + random.Next(15);
            for (int i = 0; i < more; i++)
            {
                string received = $"2026-0{7 + random.Next(3)}-{1 + random.Next(28):00} {random.Next(24):00}:{random.Next(60):00}";
                tickets.Add([
                    $"T{tickets.Count}", $"客户{random.Next(5)}", random.Next(5) == 0 ? "咨询" : "维修", $"M{random.Next(3)}", $"S{random.Next(9)}", $"E0{random.Next(3)}",
                    "一般", received, random.Next(3) == 0 ? string.Empty : received[..11] + "23:59", random.Next(3) == 0 ? string.Empty : $"2026-09-{1 + random.Next(28):00} 21:00"]);
            }

            exports.Add(($"报修单_{day}.csv", [.. tickets.Where(_ => random.Next(10) > 0).Select(t => string.Join(',', t))]));
        }

        return [.. exports];
    }

    private static (string Tables, string Figures) Of((string Name, string[] Rows)[] exports)
    {
        using TemporaryFolder folder = new();
        return State(Filled(folder, exports));
    }

    private static string Filled(TemporaryFolder folder, (string Name, string[] Rows)[] exports)
    {
        string workspace = NewWorkspace.Make(folder.File("w"), "fluid", "X", string.Empty, Language.Zh);
        using OpenWorkspace open = Open(workspace);
        foreach ((string name, string[] rows) in exports)
        {
            string path = folder.File(name);
            File.WriteAllText(path, $"{Headings}\n{string.Join('\n', rows)}\n", Encoding.UTF8);
            ImportResult result = Assert.Single(ImportWork.TakeIn(open, [path], new ImportOptions { As = "tickets" }, TimeProvider.System, null, default));
            Assert.True(result.Outcome != ImportOutcome.Refused, result.Message);
        }

        return workspace;
    }

    // The tickets as they stand, without which of the files that gave a row is named beside it; and every figure of the catalogue.
    private static (string Tables, string Figures) State(string workspace)
    {
        using OpenWorkspace open = Open(workspace);
        using WarehouseConnection connection = open.Warehouse.Connect();
        string[] tables = [.. connection.Query(
            "select (t)::varchar as r from (select * exclude (batch_id, row_number, export_at_utc) from service.tickets) as t order by 1", SqlParameters.None, r => r.Text("r"))];
        AsOf state = AnalysisSession.StateAfter(connection)!;
        using AnalysisSession session = AnalysisSession.Open(open.Warehouse, state, open.Policy);
        IReadOnlyList<Figure> figures = MonthFigures.Compute(session, open.Policy, [September.Previous, September]);
        return (
            string.Join('\n', tables),
            string.Create(CultureInfo.InvariantCulture, $"{state.Instant:O}\n{FigureJson.Of(figures).ToJsonString(new JsonSerializerOptions { WriteIndented = true })}"));
    }

    private static OpenWorkspace Open(string workspace) => OpenWorkspace.Open(workspace, "test", TimeProvider.System, CancellationToken.None);
}
