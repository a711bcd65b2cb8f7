using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Samples.Tests;

/// <summary>data/samples is what the generator makes by default, is small, and holds what planted.json and data/README.md say.</summary>
public class CommittedSampleTests
{
    private static readonly string Folder = Repository.PathOf("data/samples");
    private static readonly JsonSerializerOptions TruthsFormat = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Fact]
    public void Writing_the_default_sample_again_gives_the_committed_bytes()
    {
        using var again = new TemporaryFolder();
        SampleWriter.Write(new SampleOptions(), again.Path);
        var committed = Files(Folder);
        Assert.Equal(committed.Keys, Files(again.Path).Keys);
        foreach (var (name, path) in Files(again.Path))
        {
            Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(committed[name])), $"{name} differs; write data/samples again (data/README.md says how) if the change is meant.");
        }
    }

    [Fact]
    public void The_same_options_give_the_same_bytes_and_another_seed_another_history()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var options = new SampleOptions { Tickets = 1_500, Months = 24, Seed = 5, EndMonth = new DateOnly(2025, 3, 1) };
        SampleWriter.Write(options, first.Path);
        SampleWriter.Write(options, second.Path);
        SampleWriter.Write(options with { Seed = 6 }, other.Path);
        foreach (var (name, path) in Files(first.Path))
        {
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(Files(second.Path)[name]));
            if (name.EndsWith(".csv", StringComparison.Ordinal))
            {
                Assert.NotEqual(File.ReadAllBytes(path), File.ReadAllBytes(Files(other.Path)[name]));
            }
        }
    }

    [Fact]
    public void All_sample_files_together_are_below_8_MB() =>
        Assert.InRange(Files(Folder).Values.Sum(path => new FileInfo(path).Length), 1_000_000, 8_000_000);

    [Theory]
    [InlineData("报修单", "utf-8", "报修单号,客户名称,客户等级,区域,服务网点,报修渠道,产品型号,产品系列,序列号,生产批次,订单号,发货日期,保修截止,业务类型,服务性质,故障级别,故障代码,故障描述,故障部件,供应商,原因类别,责任部门,处理方式,服务工程师,接报时间,转报时间,转派时间,首次响应时间,答复时间,方案时间,派工时间,约定到达时间,到达时间,修复时间,客户确认时间,报告提交时间,回访时间,归档时间,关闭时间,延期告知时间,报价确认时间,上门次数,配件费(元),人工费(元),差旅费(元),运费(元),收费金额(元),收款日期,网站报修收集时间,安排回访时间,进度告知时间,旧件交还时间")]
    [InlineData("客户投诉登记表", "GB18030", "投诉编号,报修单号,客户名称,投诉时间,答复时间,解决时间,关闭时间,投诉类别,严重程度,订单号,物料编号,产品型号,故障代码,交货日期,交货数量,不良数量,原因,责任部门,处理措施,客户是否认可")]
    [InlineData("满意度回访表", "utf-8", "回访编号,报修单号,客户名称,回访方式,发送时间,回复时间,总体评分,评分满分,服务态度,及时性,技术水平,产品质量,价格,推荐意愿,客户意见,回电时间")]
    [InlineData("走访出差登记表", "utf-8", "走访编号,报修单号,序列号,客户名称,客户等级,区域,服务网点,产品型号,走访类型,走访人员,计划日期,出发时间,到达时间,离开时间,返回时间,报告提交时间,走访目的,走访情况,是否解决,客户签字,配件明细,携带配件数量,使用配件数量,退回配件数量,行驶里程(公里),交通费,餐费(元),住宿费(元)")]
    [InlineData("配件出入库", "utf-8", "出入库单号,报修单号,任务单号,客户名称,服务网点,产品型号,配件编号,配件名称,供应商,出入库类型,数量,单价(元),金额(元),出入库日期,旧件是否回收,旧件应返日期,旧件返回日期,领用人,备注")]
    [InlineData("装机清单", "utf-8", "序列号,产品型号,产品系列,生产批次,客户名称,区域,生产日期,发货日期,保修截止")]
    public void Exports_have_the_headings_of_the_trade(string name, string encoding, string headings) =>
        Assert.Equal(headings.Split(','), ExportReader.Read(Folder, name, encoding).Headings);

    [Fact]
    public void The_rectifications_workbook_has_a_title_then_headings_then_twelve_notices_and_a_total()
    {
        var rows = Sheet("技术整改通知");
        Assert.StartsWith("技术整改通知台账", rows[0][0], StringComparison.Ordinal);
        Assert.Equal("通知编号,问题描述,产品型号,故障代码,生产批次,确认日期,下发日期,要求完成日期,实施日期,验证日期,责任部门,责任人,整改措施,验证结果", string.Join(',', rows[1]));
        Assert.Equal(12, rows.Count(row => row.Count > 0 && row[0].StartsWith("ZG", StringComparison.Ordinal)));
        Assert.StartsWith("合计", rows[^1][0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_workbook_of_orders_has_the_headings_of_the_trade() =>
        Assert.Equal(
            "订货单号,客户名称,区域,服务网点,产品型号,配件编号,配件名称,供应商,数量,订货日期,要求到货日期,到货通知日期,查询日期,到货日期,订货人,备注",
            string.Join(',', Sheet("订货单")[0]));

    [Fact]
    public void Every_planted_kind_of_bad_row_is_in_the_tickets_file_as_often_as_planted_json_says()
    {
        var file = Planted("tickets", "报修单_2026-11-05.csv");
        var export = ExportReader.Read(Folder, "报修单");
        var whole = export.Rows.Where(cells => cells.Length == export.Headings.Length).Select(cells => new ExportReader.Row(export, cells)).ToList();
        var byKey = whole.Where(row => row["报修单号"].Length > 0).GroupBy(row => row["报修单号"]).Where(group => group.Count() > 1).ToList();
        var counted = new SortedDictionary<string, int>(StringComparer.Ordinal)
        {
            ["cell_count_long"] = export.Rows.Count(cells => cells.Length > export.Headings.Length),
            ["cell_count_short"] = export.Rows.Count(cells => cells.Length < export.Headings.Length),
            ["contradicting_duplicate"] = byKey.Where(group => group.Select(row => string.Join('|', row.Cells)).Distinct().Count() > 1).Sum(group => group.Count()),
            ["hostile_cell"] = whole.Count(row => IsHostile(row["故障描述"])),
            ["identical_duplicate"] = byKey.Where(group => group.Select(row => string.Join('|', row.Cells)).Distinct().Count() == 1).Sum(group => group.Count() - 1),
            ["key_missing"] = whole.Count(row => row["报修单号"].Length == 0),
            ["negative_cost"] = whole.Count(row => row.Cells.Any(cell => Regex.IsMatch(cell, @"^-\d+\.\d\d$"))),
            ["number_is_text"] = whole.Count(row => new[] { "配件费(元)", "人工费(元)", "上门次数" }.Any(heading => row[heading].Length > 0 && !char.IsAsciiDigit(row[heading][0]) && row[heading][0] != '-')),
            ["received_impossible"] = whole.Count(row => row["接报时间"].Length > 0 && row.At("接报时间") is null),
            ["received_missing"] = whole.Count(row => row["接报时间"].Length == 0),
            ["repaired_before_received"] = whole.Count(row => row.At("修复时间") < row.At("接报时间")),
            ["unknown_code"] = whole.Count(row => row["处理方式"] == "远程升级" || row["故障级别"] == "特急" || row["报修渠道"] == "抖音"),
            ["unknown_model"] = whole.Count(row => row["产品型号"] == "KP999X"),
        };
        Assert.Equal(file.Flaws, counted);
        Assert.Equal(file.Rows, export.Rows.Count);
        var setAside = counted.Where(c => c.Key is "cell_count_long" or "cell_count_short" or "contradicting_duplicate" or "key_missing" or "received_impossible" or "received_missing").Sum(c => c.Value);
        Assert.Equal(file.RowsToSetAside, setAside);
        Assert.Equal(6_000, export.Rows.Count - setAside - counted["identical_duplicate"]);
    }

    [Theory]
    [InlineData("complaints", "客户投诉登记表", "GB18030", "投诉编号", "投诉时间", "投诉类别", "待判定", "严重程度", "特别严重")]
    [InlineData("surveys", "满意度回访表", "utf-8", "回访编号", "发送时间", "回访方式", "传真", "回访方式", "上门")]
    public void Complaints_and_surveys_have_their_bad_rows_too(
        string kind, string name, string encoding, string key, string date, string firstCode, string firstWord, string secondCode, string secondWord)
    {
        var export = ExportReader.Read(Folder, name, encoding);
        var file = Planted(kind, Path.GetFileName(Directory.GetFiles(Folder, $"{name}*").Single()));
        var whole = export.Rows.Where(cells => cells.Length == export.Headings.Length).Select(cells => new ExportReader.Row(export, cells)).ToList();
        Assert.Equal(file.Rows, export.Rows.Count);
        Assert.Equal(file.RowsToSetAside, export.Rows.Count - export.Usable(key, date).Count());
        Assert.Equal(file.Flaws["cell_count_short"], export.Rows.Count - whole.Count);
        Assert.Equal(file.Flaws["key_missing"], whole.Count(row => row[key].Length == 0));
        Assert.Equal(file.Flaws["unknown_code"], whole.Count(row => row[firstCode] == firstWord || row[secondCode] == secondWord));
    }

    [Fact]
    public void The_installed_base_has_one_row_per_unit_of_the_fleet_and_three_bad_ones()
    {
        var export = ExportReader.Read(Folder, "装机清单");
        var usable = export.Usable("序列号", "发货日期").ToList();
        Assert.Equal(7_200, usable.Select(row => row["序列号"]).Distinct().Count());
        Assert.Equal(7_200 + 3, export.Rows.Count);
        Assert.All(usable, row => Assert.True(row.At("生产日期") < row.At("发货日期") && row.At("发货日期") < row.At("保修截止")));
    }

    [Fact]
    public void A_ticket_with_a_serial_number_is_about_a_delivered_unit_of_that_model_and_customer()
    {
        var units = ExportReader.Read(Folder, "装机清单").Usable("序列号", "发货日期").ToDictionary(row => row["序列号"]);
        foreach (var ticket in ExportReader.Read(Folder, "报修单").Usable("报修单号", "接报时间").Where(row => row["序列号"].Length > 0 && row["产品型号"] != "KP999X"))
        {
            var unit = units[ticket["序列号"]];
            Assert.Equal((unit["产品型号"], unit["生产批次"]), (ticket["产品型号"], ticket["生产批次"]));
            Assert.True(unit.At("发货日期") <= ticket.At("接报时间"), $"{ticket["报修单号"]} was received before its unit was delivered.");
            if (!ticket["客户名称"].Contains("一家客户", StringComparison.Ordinal))
            {
                Assert.Equal(unit["客户名称"], ticket["客户名称"]);
            }
        }
    }

    [Fact]
    public void The_later_export_has_the_new_changed_and_unchanged_rows_that_planted_json_counts()
    {
        var changes = Truths().LaterExport;
        var before = ExportReader.Read(Folder, "报修单").Usable("报修单号", "接报时间").GroupBy(row => row["报修单号"]).ToDictionary(group => group.Key, group => group.First());
        var later = ExportReader.Read(Path.Combine(Folder, "later"), "报修单").Usable("报修单号", "接报时间").ToList();
        Assert.Equal(changes.NewRows, later.Count(row => !before.ContainsKey(row["报修单号"])));
        Assert.Equal(changes.UnchangedRows, later.Count(row => before.TryGetValue(row["报修单号"], out var old) && old.Cells.SequenceEqual(row.Cells)));
        Assert.Equal(changes.ChangedRows, later.Count - changes.NewRows - changes.UnchangedRows);
        var now = later.ToDictionary(row => row["报修单号"]);
        Assert.All(changes.Reopened, key => Assert.True(before[key]["关闭时间"].Length > 0 && now[key]["关闭时间"].Length == 0 && now[key]["修复时间"].Length == 0));
        Assert.All(changes.FaultCorrected, key => Assert.NotEqual(before[key]["故障代码"], now[key]["故障代码"]));
        Assert.All(changes.CostCorrected, key => Assert.Equal(120m, Money(now[key]["配件费(元)"]) - Money(before[key]["配件费(元)"])));
        Assert.All(changes.EnteredLate, key => Assert.True(!before.ContainsKey(key) && now[key]["接报时间"].StartsWith("2026-10", StringComparison.Ordinal)));
        Assert.Equal((4, 5, 3, 6), (changes.Reopened.Count, changes.FaultCorrected.Count, changes.CostCorrected.Count, changes.EnteredLate.Count));
    }

    [Fact]
    public void Chinese_texts_have_full_width_punctuation()
    {
        foreach (var (name, encoding) in new[] { ("报修单", "utf-8"), ("客户投诉登记表", "GB18030"), ("满意度回访表", "utf-8"), ("走访出差登记表", "utf-8"), ("配件出入库", "utf-8"), ("装机清单", "utf-8") })
        {
            Assert.All(
                ExportReader.Read(Folder, name, encoding).Rows.SelectMany(cells => cells).Distinct().Where(cell => !IsHostile(cell)),
                cell => Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}[,:;()?!]|[,:;()?!]\p{IsCJKUnifiedIdeographs}", cell));
        }

        Assert.All(Sheet("技术整改通知").Concat(Sheet("订货单")).SelectMany(row => row), cell => Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}[,:;()?!]|[,:;()?!]\p{IsCJKUnifiedIdeographs}", cell));
    }

    internal static PlantedTruths Truths(string? folder = null) => JsonSerializer.Deserialize<PlantedTruths>(
        File.ReadAllText(Path.Combine(folder ?? Folder, "planted.json")), TruthsFormat)!;

    private static PlantedFile Planted(string kind, string name) => Assert.Single(Truths().Files, file => file.Kind == kind && file.Name == name);

    private static decimal Money(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsHostile(string cell) => cell.Length > 200 || Regex.IsMatch(cell, @"[=<@+\n"";㐂]");

    private static List<List<string>> Sheet(string name)
    {
        using var zip = ZipFile.OpenRead(Directory.GetFiles(Folder, $"{name}*.xlsx").Single());
        using var stream = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        XNamespace ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        return [.. XDocument.Load(stream).Descendants(ns + "row").Select(row => row.Elements(ns + "c").Select(cell => cell.Value).ToList())];
    }

    private static SortedDictionary<string, string> Files(string folder) => new(
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(folder, path)), StringComparer.Ordinal);
}
