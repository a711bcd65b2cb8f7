using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Ingest;
using ServiceAnalytics.Ingest.Mappings;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Tests;

/// <summary>
/// The same rows give the same tables and the same figures: in whatever order their files come, however they are split, taken in twice, made anew
/// from the archive, or put back from a backup. Every kind of export is there, each in another format; files are random within what exports are,
/// the seeds are fixed.
/// </summary>
public sealed class SameFilesSameFiguresTests
{
    private static readonly string[] Formats = ["csv", "xlsx", "jsonl", "json", "tsv"];

    private static readonly JsonSerializerOptions AsTheyAre = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Order_of_import_splitting_and_taking_in_twice_make_no_difference(int seed)
    {
        Random random = new(seed);
        Export[] exports = Exports(random);
        Assert.Equal(8, exports.Select(e => e.Headings).Distinct().Count());
        Assert.Equal(Formats.Length, exports.Select(e => e.Format).Distinct().Count());
        (string Tables, string Figures) expected = Of(exports);

        Export[] shuffled = [.. exports];
        random.Shuffle(shuffled);
        Assert.Equal(expected, Of(shuffled));

        Export[] split = [.. exports.SelectMany(e => e.Rows.Chunk(1 + (e.Rows.Length / 2)).Select((rows, i) => e with { Name = $"part{i} {e.Name}", Rows = rows }))];
        random.Shuffle(split);
        Assert.Equal(expected, Of(split));
        Assert.Equal(expected, Of([.. exports, .. exports.Select(e => e with { Name = "again " + e.Name, Rows = [.. e.Rows.Reverse()] })]));
    }

    [Theory]
    [InlineData(4)]
    public void The_database_made_anew_or_put_back_from_a_backup_gives_the_same(int seed)
    {
        using FilledWorkspace workspace = new();
        workspace.ImportAll(Exports(new Random(seed)).Select(e => e.File()));
        (string Tables, string Figures) expected = State(workspace);
        WarehouseOptions options;
        Workspace folder;
        string zone;
        using (OpenWorkspace open = workspace.Open())
        {
            (options, folder, zone) = (OpenWorkspace.Options(open.Workspace, open.Settings, "test"), open.Workspace, open.Policy.ZoneId);
        }

        string backup = Path.Combine(folder.Folder, "backup.duckdb");
        WarehouseBackup.Make(folder.Database, backup, options, TimeProvider.System);
        Assert.Empty(ArchiveRebuild.Run(folder, options, zone, MappingSet.Load(folder.Mappings), false, TimeProvider.System, null, default).Differences);
        Assert.Equal(expected, State(workspace));

        // One more file, which the backup doesn't have, changes the figures; the backup brings the former ones back.
        workspace.Import("late_2026-12-01.csv", $"{Tickets}\nLATE,甲,维修,M1,S1,E01,一般,2026-09-20 08:00,2026-09-20 08:01,2026-09-25 08:00\n");
        Assert.NotEqual(expected.Figures, State(workspace).Figures);
        WarehouseBackup.Restore(backup, folder.Database, options, TimeProvider.System);
        Assert.Equal(expected, State(workspace));
    }

    private const string Tickets = "报修单号,客户名称,业务类型,产品型号,序列号,故障代码,故障级别,接报时间,首次响应时间,修复时间";

    // Exports a month apart; the later ones repeat rows with later values.
    private static Export[] Exports(Random random)
    {
        (string Name, string Headings, Func<int, string[]> Row, int Changing)[] kinds =
        [
            ("报修单", Tickets, i => [$"T{i}", $"客户{i % 5}", i % 5 == 0 ? "咨询" : "维修", $"M{i % 3}", $"S{i % 9}", $"E0{i % 3}", i % 2 == 0 ? "一般" : "重大", At(random, 7, 9), string.Empty, string.Empty], 9),
            ("投诉", "投诉编号,报修单号,客户名称,投诉时间,投诉类别,解决时间", i => [$"C{i}", $"T{i * 3}", $"客户{i % 5}", At(random, 8, 9), i % 2 == 0 ? "质量" : "其他", string.Empty], 5),
            ("回访", "回访编号,报修单号,客户名称,发送时间,回复时间,总体评分,评分满分", i => [$"H{i}", $"T{i * 2}", $"客户{i % 5}", At(random, 8, 8), string.Empty, $"{1 + (i % 5)}", "5"], 4),
            ("整改", "通知编号,问题描述,产品型号,故障代码,确认日期,下发日期,实施日期", i => [$"Z{i}", $"问题{i}", $"M{i % 3}", $"E0{i % 3}", $"2026-06-{1 + (i % 20):00}", $"2026-06-{3 + (i % 20):00}", string.Empty], 6),
            ("装机", "序列号,产品型号,生产批次,客户名称,发货日期,保修截止", i => [$"S{i}", $"M{i % 3}", $"B{i % 2}", $"客户{i % 5}", $"2026-0{1 + (i % 5)}-10", string.Empty], 5),
            ("走访", "走访编号,客户名称,走访类型,计划日期,走访日期", i => [$"V{i}", $"客户{i % 5}", i % 2 == 0 ? "客户走访" : "巡检", $"2026-09-{1 + (i % 28):00}", string.Empty], 4),
            ("配件", "出入库单号,报修单号,配件编号,出入库类型,数量,出入库日期,旧件返回日期", i => [$"P{i}", $"T{i * 2}", $"A{i % 4}", "出库", $"{1 + (i % 3)}", $"2026-09-{1 + (i % 28):00}", string.Empty], 6),
            ("状态流水", "工单号,状态,变更时间,客户名称,产品型号", i => [$"L{i % 12}", i < 12 ? "新建" : (i % 3) switch { 0 => "等待配件", 1 => "维修中", _ => "已修复" }, $"2026-09-{1 + (i % 27):00} {i % 24:00}:{i % 60:00}", $"客户{i % 12 % 5}", string.Empty], 4),
        ];
        List<Export> exports = [];
        foreach ((string name, string headings, Func<int, string[]> row, int changing) in kinds)
        {
            List<string[]> rows = [];
            foreach (string day in (string[])["2026-10-01", "2026-11-01"])
            {
                foreach (string[] known in rows.Where(_ => random.Next(4) == 0))
                {
                    known[changing] = name == "状态流水" ? $"M{random.Next(3)}" : random.Next(3) == 0 ? string.Empty : headings.Contains("解决时间") || changing == 9 || name == "回访" ? At(random, 9, 9) : $"2026-09-{1 + random.Next(28):00}";
                }

                rows.AddRange(Enumerable.Range(rows.Count, 15 + random.Next(10)).Select(row));
                exports.Add(new($"{name}_{day}", headings, [.. rows.Where(_ => random.Next(10) > 0).Select(r => string.Join(',', r))], Formats[exports.Count % Formats.Length]));
            }
        }

        return [.. exports];
    }

    private static string At(Random random, int fromMonth, int toMonth) =>
        $"2026-0{random.Next(fromMonth, toMonth + 1)}-{1 + random.Next(28):00} {random.Next(24):00}:{random.Next(60):00}";

    private static (string Tables, string Figures) Of(IEnumerable<Export> exports)
    {
        using FilledWorkspace workspace = new();
        workspace.ImportAll(exports.Select(e => e.File()));
        return State(workspace);
    }

    // Every table as it stands, without which of the files that gave a row is named beside it; and every figure of the catalogue.
    private static (string Tables, string Figures) State(FilledWorkspace workspace)
    {
        StringBuilder tables = new();
        using (OpenWorkspace open = workspace.Open())
        {
            using WarehouseConnection connection = open.Warehouse.Connect();
            foreach ((string table, string excluded) in connection.Query(
                """
                select table_name, coalesce(string_agg(column_name, ', ') filter (column_name in ('batch_id', 'row_number', 'export_at_utc')), '') as excluded
                from duckdb_columns() where database_name = 'warehouse' and schema_name = 'service' and not ends_with(table_name, '_history') and table_name in (select table_name from duckdb_tables())
                group by table_name order by table_name
                """,
                SqlParameters.None,
                r => (r.Text("table_name"), r.FreeTextOrNull("excluded") ?? string.Empty)))
            {
                List<string> rows = connection.Query(
                    $"select (t)::varchar as r from (select * {(excluded.Length == 0 ? string.Empty : $"exclude ({excluded})")} from service.{table}) as t order by 1", SqlParameters.None, r => r.Text("r"));
                tables.AppendLine(CultureInfo.InvariantCulture, $"{table} {rows.Count}").AppendJoin('\n', rows).AppendLine();
            }

            AccountedFor(connection);
        }

        return (tables.ToString(), FigureJson.Of(workspace.Figures("2026-08", "2026-09")).ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    // Over all files: rows read are new, changed, unchanged, set aside or left out, and the tables hold just these.
    private static void AccountedFor(WarehouseConnection connection)
    {
        foreach ((string kind, long read, long added, long changed, long others) in connection.Query(
            """
            select kind, sum(rows_read)::bigint as read, sum(rows_new)::bigint as added, sum(rows_changed)::bigint as changed, sum(rows_unchanged + rows_set_aside + rows_left_out)::bigint as others
            from import.batches group by kind
            """,
            SqlParameters.None,
            r => (r.Text("kind"), r.Int64("read"), r.Int64("added"), r.Int64("changed"), r.Int64("others"))))
        {
            Assert.Equal(read, added + changed + others);
            Assert.Equal(
                (added, changed),
                connection.Query($"select (select count(*) from service.{kind}) as held, (select count(*) from service.{kind}_history) as former", SqlParameters.None, r => (r.Int64("held"), r.Int64("former")))[0]);
        }
    }

    private sealed record Export(string Name, string Headings, string[] Rows, string Format)
    {
        public (string Name, byte[] Content) File()
        {
            string[] headings = Headings.Split(',');
            IEnumerable<string> objects = Rows.Select(r => JsonSerializer.Serialize(headings.Zip(r.Split(',')).ToDictionary(c => c.First, c => c.Second), AsTheyAre));
            return ($"{Name}.{Format}", Format switch
            {
                "xlsx" => SheetBuilder.Workbook([Headings, .. Rows], from1904: false),
                "jsonl" => Encoding.UTF8.GetBytes(string.Join('\n', objects)),
                "json" => Encoding.UTF8.GetBytes($"[{string.Join(",\n", objects)}]"),
                "tsv" => Encoding.UTF8.GetBytes(string.Join('\n', Rows.Prepend(Headings)).Replace(',', '\t')),
                _ => Encoding.UTF8.GetBytes(string.Join('\n', Rows.Prepend(Headings))),
            });
        }
    }
}
