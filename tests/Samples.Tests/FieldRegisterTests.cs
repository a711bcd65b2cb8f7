using System.Globalization;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Samples.Tests;

/// <summary>
/// The registers of visits and parts against the tickets they belong to and against planted.json, in the committed sample and in one of 40,000 tickets.
/// </summary>
public sealed class FieldRegisterTests(PlantedTruthTests.LargeSample large) : IClassFixture<PlantedTruthTests.LargeSample>
{
    private static readonly DateTime Exported = new(2026, 11, 5, 8, 0, 0);

    public static TheoryData<bool> Samples => new(true, false);

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_ticket_has_as_many_trips_as_it_counts_and_they_fit_its_milestones_and_its_travel_cost(bool isCommitted)
    {
        var tickets = Tickets(isCommitted);
        var checkedTickets = 0;
        foreach (var trips in Visits(isCommitted).Where(row => row["报修单号"].Length > 0).GroupBy(row => row["报修单号"]))
        {
            if (!tickets.TryGetValue(trips.Key, out var ticket))
            {
                continue; // its row in the tickets export is one that must be set aside
            }

            var first = trips.First();
            Assert.Equal((ticket["客户名称"], ticket["服务网点"], ticket["序列号"]), (first["客户名称"], first["服务网点"], first["序列号"]));
            if (ticket.At("到达时间") is { } arrived)
            {
                Assert.Equal(arrived, first.At("到达时间"));
            }

            Assert.True(first.At("出发时间") is not { } departed || !(ticket.At("派工时间") > departed), $"{trips.Key}: departed before somebody was sent");
            if (ticket.At("修复时间") is not { } repaired || repaired < ticket.At("接报时间"))
            {
                continue;
            }

            checkedTickets++;
            var last = trips.Last();
            Assert.True(last.At("到达时间") <= repaired && !(last.At("离开时间") < repaired), $"{trips.Key}: repaired outside the last trip");
            if (int.TryParse(ticket["上门次数"], CultureInfo.InvariantCulture, out var count))
            {
                Assert.Equal(count, trips.Count());
            }

            if (trips.All(row => row.At("返回时间") is not null && Money(row, "餐费(元)") is not null) && Money(ticket, "差旅费(元)") is >= 0 and var cost)
            {
                Assert.Equal(cost, trips.Sum(row => Money(row, "交通费") + Money(row, "餐费(元)") + Money(row, "住宿费(元)")));
            }
        }

        Assert.True(checkedTickets > 1_500);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void On_every_visit_one_departs_then_arrives_then_leaves_then_returns_and_the_next_trip_comes_after(bool isCommitted)
    {
        var visits = Visits(isCommitted);
        Assert.All(visits, row =>
        {
            DateTime[] known = [.. new[] { "出发时间", "到达时间", "离开时间", "返回时间" }.Select(heading => row.At(heading)).OfType<DateTime>()];
            Assert.Equal(known.Order(), known);
            Assert.All(known, instant => Assert.True(instant <= Exported));
        });
        Assert.All(
            visits.Where(row => row["报修单号"].Length > 0).GroupBy(row => row["报修单号"]).SelectMany(trips => trips.Zip(trips.Skip(1))),
            pair => Assert.True(!(pair.First.At("返回时间") > pair.Second.At("出发时间")), $"{pair.Second["走访编号"]} begins before {pair.First["走访编号"]} ends"));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_store_issued_what_was_carried_and_took_back_what_came_back(bool isCommitted)
    {
        var visits = Visits(isCommitted).ToDictionary(row => row["走访编号"]);
        foreach (var moved in Parts(isCommitted).Where(row => row["任务单号"].Length > 0).GroupBy(row => row["任务单号"]))
        {
            var trip = visits[moved.Key];
            Assert.All(moved, row => Assert.Equal((trip["报修单号"], trip["配件明细"]), (row["报修单号"], row["配件名称"])));
            Assert.Equal(trip["携带配件数量"], moved.Single(row => row["出入库类型"] == "领用出库")["数量"]);
            if (trip["退回配件数量"].Length > 0 && moved.SingleOrDefault(row => row["出入库类型"] == "退库") is { Cells: not null } back)
            {
                Assert.Equal(trip["退回配件数量"], back["数量"]); // it may also be on its way to the store still
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Parts_used_cost_what_the_ticket_says(bool isCommitted)
    {
        var tickets = Tickets(isCommitted);
        var unused = Visits(isCommitted).ToDictionary(row => row["走访编号"], row => row["退回配件数量"]);
        var compared = 0;
        foreach (var moved in Parts(isCommitted).Where(row => row["出入库类型"] == "领用出库").GroupBy(row => row["报修单号"]))
        {
            // Trips of which nobody wrote down the use, and lost parts, are left out: used is then not what was issued less what came back.
            if (!tickets.TryGetValue(moved.Key, out var ticket) || Money(ticket, "配件费(元)") is not { } cost || cost < 0
                || moved.Any(row => row["任务单号"].Length > 0 && unused[row["任务单号"]].Length == 0))
            {
                continue;
            }

            var used = Visits(isCommitted, moved.Key).ToDictionary(row => row["走访编号"], row => row["使用配件数量"]);
            Assert.Equal(cost, moved.Sum(row => Money(row, "单价(元)") * (row["任务单号"].Length > 0 ? int.Parse(used[row["任务单号"]], CultureInfo.InvariantCulture) : 1)));
            compared++;
        }

        Assert.True(compared > 2_000);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void One_office_leaves_half_of_its_trip_reports_unsigned_and_the_others_three_in_a_hundred(bool isCommitted)
    {
        var truth = Truths(isCommitted).UnsignedOffice;
        var ended = Visits(isCommitted).Where(row => row.At("返回时间") is not null).ToList();
        long Count(bool isThere, string answer) => ended.Count(row => (row["服务网点"] == truth.Office) == isThere && row["客户签字"] == answer);
        Assert.Equal(
            (truth.Signed, truth.Unsigned, truth.OtherSigned, truth.OtherUnsigned),
            (Count(isThere: true, "是"), Count(isThere: true, "否"), Count(isThere: false, "是"), Count(isThere: false, "否")));
        Assert.InRange((double)truth.Unsigned / (truth.Signed + truth.Unsigned), 0.42, 0.58);
        Assert.InRange((double)truth.OtherUnsigned / (truth.OtherSigned + truth.OtherUnsigned), 0.02, 0.05);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Old_parts_of_one_office_come_back_late_half_of_the_time_and_elsewhere_one_in_ten(bool isCommitted)
    {
        var truth = Truths(isCommitted).OldPartsOffice;
        var owed = Parts(isCommitted).Where(row => row["旧件是否回收"] == "需回收" && row.At("旧件应返日期") < Exported.Date).ToList();
        Assert.All(owed, row => Assert.Equal((4, row.At("出入库日期")!.Value.AddMonths(1).Month), (row.At("旧件应返日期")!.Value.Day, row.At("旧件应返日期")!.Value.Month)));
        long Count(bool isThere, bool isInTime) => owed.Count(row => (row["服务网点"] == truth.Office) == isThere && (!isInTime || row.At("旧件返回日期") <= row.At("旧件应返日期")));
        Assert.Equal(
            (truth.Owed, truth.InTime, truth.OtherOwed, truth.OtherInTime),
            (Count(isThere: true, isInTime: false), Count(isThere: true, isInTime: true), Count(isThere: false, isInTime: false), Count(isThere: false, isInTime: true)));
        Assert.InRange((double)truth.InTime / truth.Owed, 0.40, 0.62);
        Assert.InRange((double)truth.OtherInTime / truth.OtherOwed, 0.87, 0.95);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void On_some_trips_one_part_is_neither_used_nor_brought_back(bool isCommitted)
    {
        var truth = Truths(isCommitted).LostParts;
        var known = Visits(isCommitted).Where(row => row["使用配件数量"].Length > 0).Select(row => (
            Id: row["走访编号"],
            Ended: row.At("返回时间")!.Value,
            Short: int.Parse(row["携带配件数量"], CultureInfo.InvariantCulture) - int.Parse(row["使用配件数量"], CultureInfo.InvariantCulture) - int.Parse(row["退回配件数量"], CultureInfo.InvariantCulture))).ToList();
        Assert.Equal((truth.Trips, truth.NotAddingUp), (known.Count, known.Count(trip => trip.Short != 0)));
        Assert.All(known, trip => Assert.InRange(trip.Short, 0, 1));
        Assert.Equal(truth.InLastMonth, known.Where(trip => trip.Short != 0 && trip.Ended is { Year: 2026, Month: 10 }).Select(trip => trip.Id));
        Assert.InRange((double)truth.NotAddingUp / truth.Trips, 0.015, 0.04);
    }

    [Fact]
    public void Key_customers_and_good_ones_have_their_units_inspected_every_quarter_and_the_others_every_half_year()
    {
        var customers = Visits(isCommitted: true)
            .Where(row => row["报修单号"].Length == 0 && row["走访类型"] == "定检" && row.At("到达时间") is not null)
            .GroupBy(row => (Name: row["客户名称"], Grade: row["客户等级"]))
            .ToLookup(rounds => rounds.Key.Grade, rounds => rounds.Count());
        Assert.InRange(customers["A"].Average(), 5.5, 6.7); // 550 days at 86 to 90 days each, and a few not made
        Assert.InRange(customers["B"].Average(), 5.5, 6.7);
        Assert.InRange(customers["C"].Average(), 2.6, 3.3);
    }

    [Theory]
    [InlineData("visits", "走访出差登记表", "走访编号", "计划日期", "走访类型", "顺访")]
    [InlineData("part_movements", "配件出入库", "出入库单号", "出入库日期", "出入库类型", "借用")]
    public void The_registers_have_their_bad_rows_too(string kind, string name, string key, string date, string codeHeading, string word)
    {
        var export = ExportReader.Read(Repository.PathOf("data/samples"), name);
        var file = Assert.Single(Truths(isCommitted: true).Files, f => f.Kind == kind);
        var whole = export.Rows.Where(cells => cells.Length == export.Headings.Length).Select(cells => new ExportReader.Row(export, cells)).ToList();
        Assert.Equal(file.Rows, export.Rows.Count);
        Assert.Equal(file.RowsToSetAside, export.Rows.Count - export.Usable(key, date).Count());
        Assert.Equal(file.Flaws["cell_count_short"], export.Rows.Count - whole.Count);
        Assert.Equal(file.Flaws["key_missing"], whole.Count(row => row[key].Length == 0));
        Assert.Equal(file.Flaws["unknown_code"], whole.Count(row => row[codeHeading] == word));
    }

    private List<ExportReader.Row> Visits(bool isCommitted) => Read(isCommitted).Visits;

    private IEnumerable<ExportReader.Row> Visits(bool isCommitted, string ticket) => Read(isCommitted).VisitsOf[ticket];

    private List<ExportReader.Row> Parts(bool isCommitted) => Read(isCommitted).Parts;

    private Dictionary<string, ExportReader.Row> Tickets(bool isCommitted) => Read(isCommitted).Tickets;

    private PlantedTruths Truths(bool isCommitted) => isCommitted ? CommittedSampleTests.Truths() : large.Truths;

    private static decimal? Money(ExportReader.Row row, string heading) =>
        decimal.TryParse(row[heading], NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan) ? yuan : null;

    private Registers Read(bool isCommitted) => isCommitted ? committed ??= new(Repository.PathOf("data/samples")) : generated ??= new(large.Path);

    private Registers? committed;
    private Registers? generated;

    /// <summary>The usable rows of the three files; bad rows have keys of their own.</summary>
    private sealed class Registers(string folder)
    {
        public List<ExportReader.Row> Visits { get; } =
            [.. ExportReader.Read(folder, "走访出差登记表").Usable("走访编号", "计划日期").Where(row => row["走访编号"].StartsWith("ZF", StringComparison.Ordinal))];

        public List<ExportReader.Row> Parts { get; } =
            [.. ExportReader.Read(folder, "配件出入库").Usable("出入库单号", "出入库日期").Where(row => row["出入库单号"][1] == 'K' && row["出入库类型"] != "借用")];

        public Dictionary<string, ExportReader.Row> Tickets { get; } = ExportReader.Read(folder, "报修单").Usable("报修单号", "接报时间")
            .Where(row => !row["报修单号"].StartsWith("BX9", StringComparison.Ordinal)).GroupBy(row => row["报修单号"]).ToDictionary(group => group.Key, group => group.First());

        public ILookup<string, ExportReader.Row> VisitsOf => visitsOf ??= Visits.ToLookup(row => row["报修单号"]);

        private ILookup<string, ExportReader.Row>? visitsOf;
    }
}
