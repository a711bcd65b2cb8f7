using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Samples.Tests;

/// <summary>
/// Counts the planted truths in the written files again, by other means: in the committed sample where planted.json gives a count, and in a sample of
/// 40,000 tickets where a rate has to come out.
/// </summary>
public sealed class PlantedTruthTests(PlantedTruthTests.LargeSample large) : IClassFixture<PlantedTruthTests.LargeSample>
{
    private static readonly string Small = Repository.PathOf("data/samples");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Planted_faults_have_the_monthly_counts_that_planted_json_gives(bool isCommitted)
    {
        var folder = isCommitted ? Small : large.Path;
        var truths = CommittedSampleTests.Truths(folder);
        foreach (var fault in new[] { truths.EmergingFault, truths.CuredFault, truths.UncuredFault })
        {
            var tickets = Unique(folder).Where(row => row["产品型号"] == fault.ProductModel && row["故障代码"] == fault.FaultCode).ToList();
            Assert.Equal(fault.TicketsByMonth, ByMonth(tickets, fault.TicketsByMonth.Keys));
            Assert.Equal(fault.BatchTicketsByMonth, ByMonth(tickets.Where(row => row["生产批次"] == fault.BatchNo), fault.BatchTicketsByMonth.Keys));
        }
    }

    [Fact]
    public void The_emerging_fault_rises_two_and_a_half_times_and_the_surplus_is_one_batch()
    {
        var fault = large.Truths.EmergingFault;
        Assert.Equal("2026-07", fault.ChangesFrom);
        var before = Mean(fault.TicketsByMonth, "2026-01", "2026-06");
        var after = Mean(fault.TicketsByMonth, "2026-07", "2026-10");
        Assert.InRange(after / before, 2.2, 2.9); // the fleet grows by a few percent meanwhile
        var otherBatches = after - Mean(fault.BatchTicketsByMonth, "2026-07", "2026-10");
        // 1 for the old rate, 0.06 for the growth of the fleet, 0.06 for units of the batch whose ticket names no serial number and so no batch; the counts are Poisson, of about 200.
        Assert.InRange(otherBatches / before, 0.90, 1.34);
    }

    [Fact]
    public void The_rate_of_the_cured_fault_falls_to_three_tenths_and_that_of_the_other_stays()
    {
        var cured = large.Truths.CuredFault;
        var uncured = large.Truths.UncuredFault;
        Assert.InRange(Mean(cured.TicketsByMonth, "2026-01", "2026-09") / Mean(cured.TicketsByMonth, "2025-06", "2025-11"), 0.25, 0.40);
        Assert.InRange(Mean(uncured.TicketsByMonth, "2026-03", "2026-10") / Mean(uncured.TicketsByMonth, "2025-08", "2026-01"), 0.90, 1.25);
    }

    [Fact]
    public void Repairs_of_one_office_come_back_within_90_days_twice_as_often_as_elsewhere()
    {
        var tickets = Unique(large.Path).Where(row => row["序列号"].Length > 0 && row["故障代码"].Length > 0).ToList();
        var receipts = tickets.GroupBy(row => (row["序列号"], row["故障代码"])).ToDictionary(group => group.Key, group => group.Select(row => row.At("接报时间")!.Value).ToList());
        double Rate(bool isThere)
        {
            var repairs = tickets.Where(row => (row["服务网点"] == large.Truths.RepeatOffice.Office) == isThere && row["业务类型"] == "维修"
                && row.At("修复时间") >= row.At("接报时间") && row.At("修复时间") < new DateTime(2026, 8, 1)).ToList();
            return repairs.Average(row => receipts[(row["序列号"], row["故障代码"])].Any(at => at >= row.At("修复时间") && at <= row.At("修复时间")!.Value.AddDays(90)) ? 1.0 : 0.0);
        }

        Assert.InRange(Rate(isThere: true) / Rate(isThere: false), 1.75, 2.35);
        Assert.InRange(Rate(isThere: false), 0.05, 0.09);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Satisfaction_of_one_region_falls_in_the_last_full_month(bool isCommitted)
    {
        var folder = isCommitted ? Small : large.Path;
        var truth = CommittedSampleTests.Truths(folder).SatisfactionDrop;
        var region = Unique(folder).GroupBy(row => row["报修单号"]).ToDictionary(group => group.Key, group => group.First()["区域"]);
        var answers = ExportReader.Read(folder, "满意度回访表").Usable("回访编号", "发送时间").Where(row => row["回复时间"].Length > 0 && row["报修单号"].Length > 0)
            .Where(row => char.IsAsciiDigit(row["总体评分"][0]))
            .Select(row => (Region: region[row["报修单号"]], Month: row.At("回复时间")!.Value.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), Share: double.Parse(row["总体评分"], System.Globalization.CultureInfo.InvariantCulture) / double.Parse(row["评分满分"], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var during = answers.Where(a => a.Region == truth.Region && a.Month == "2026-10").ToList();
        Assert.Equal(truth.Answered, during.Count);
        Assert.Equal(truth.Mean, during.Average(a => a.Share), 1e-4);
        Assert.Equal(truth.MeanBefore, answers.Where(a => a.Region == truth.Region && string.CompareOrdinal(a.Month, "2026-10") < 0).Average(a => a.Share), 1e-4);
        Assert.InRange(truth.MeanBefore - truth.Mean, 0.14, 0.30);
        var elsewhere = answers.Where(a => a.Region != truth.Region && a.Month == "2026-10").Average(a => a.Share);
        Assert.InRange(elsewhere, 0.78, 0.92);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_office_keeps_fewer_of_its_appointments_in_each_of_the_last_three_months(bool isCommitted)
    {
        var folder = isCommitted ? Small : large.Path;
        var truth = CommittedSampleTests.Truths(folder).FallingOffice;
        var visits = Unique(folder).Where(row => row["服务网点"] == truth.Office && row["约定到达时间"].Length > 0 && row["到达时间"].Length > 0).ToList();
        var shares = new List<double>();
        foreach (var month in truth.Months.TakeLast(4))
        {
            var inMonth = visits.Where(row => row["约定到达时间"].StartsWith(month.Month, StringComparison.Ordinal)).ToList();
            var met = inMonth.Count(row => row.At("到达时间") <= row.At("约定到达时间"));
            Assert.Equal((month.Met, month.Late), (met, inMonth.Count - met));
            shares.Add((double)met / inMonth.Count);
        }

        Assert.Equal(shares.OrderDescending(), shares);
        Assert.True(shares[0] > 0.6 && shares[^1] < 0.45, $"from {shares[0]:0.00} to {shares[^1]:0.00}");
    }

    [Fact]
    public void A_key_customer_gave_one_point_of_five_and_was_not_called_back()
    {
        var truth = CommittedSampleTests.Truths().UnhappyKeyCustomer;
        var survey = Assert.Single(ExportReader.Read(Small, "满意度回访表").Usable("回访编号", "发送时间"), row => row["回访编号"] == truth.SurveyId);
        Assert.Equal((truth.Customer, truth.TicketId, "1", "5", ""), (survey["客户名称"], survey["报修单号"], survey["总体评分"], survey["评分满分"], survey["回电时间"]));
        Assert.Equal(truth.AnsweredOn, DateOnly.FromDateTime(survey.At("回复时间")!.Value));
        Assert.Equal("A", Assert.Single(Unique(Small), row => row["报修单号"] == truth.TicketId)["客户等级"]);
    }

    [Fact]
    public void A_key_customers_emergency_is_open_past_the_agreed_time()
    {
        var truth = CommittedSampleTests.Truths().OpenBreach;
        var ticket = Assert.Single(Unique(Small), row => row["报修单号"] == truth.TicketId);
        Assert.Equal((truth.Customer, "A", "紧急", "", "", ""), (ticket["客户名称"], ticket["客户等级"], ticket["故障级别"], ticket["到达时间"], ticket["修复时间"], ticket["关闭时间"]));
        Assert.True(ticket.At("约定到达时间") < new DateTime(2026, 11, 5));
    }

    [Fact]
    public void A_key_customer_complained_three_times_in_the_last_full_month()
    {
        var truth = CommittedSampleTests.Truths().ComplainingCustomer;
        var complaints = ExportReader.Read(Small, "客户投诉登记表", "GB18030").Usable("投诉编号", "投诉时间")
            .Where(row => row["客户名称"] == truth.Customer && row["投诉时间"].StartsWith("2026/10/", StringComparison.Ordinal)).Select(row => row["投诉编号"]).ToList();
        Assert.True(truth.ComplaintIds.Count == 3 && truth.ComplaintIds.All(complaints.Contains));
    }

    [Fact]
    public void Between_35_and_45_percent_of_the_surveys_are_answered_on_scales_of_5_and_10()
    {
        var surveys = ExportReader.Read(Small, "满意度回访表").Usable("回访编号", "发送时间").ToList();
        Assert.InRange(surveys.Average(row => row["回复时间"].Length > 0 ? 1.0 : 0.0), 0.35, 0.45);
        Assert.Equal(["", "10", "5"], surveys.Select(row => row["评分满分"]).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The usable tickets, each once, without those that contradict another row of their key.</summary>
    private static List<ExportReader.Row> Unique(string folder) =>
    [
        .. ExportReader.Read(folder, "报修单").Usable("报修单号", "接报时间").GroupBy(row => row["报修单号"])
            .Where(group => group.Select(row => row["客户名称"]).Distinct().Count() == 1).Select(group => group.First()),
    ];

    private static SortedDictionary<string, int> ByMonth(IEnumerable<ExportReader.Row> tickets, IEnumerable<string> months)
    {
        var all = tickets.Select(row => row["接报时间"][..7]).ToList();
        return new SortedDictionary<string, int>(months.ToDictionary(month => month, month => all.Count(m => m == month)), StringComparer.Ordinal);
    }

    private static double Mean(IReadOnlyDictionary<string, int> byMonth, string first, string last) =>
        byMonth.Where(month => string.CompareOrdinal(month.Key, first) >= 0 && string.CompareOrdinal(month.Key, last) <= 0).Average(month => month.Value);

    public sealed class LargeSample : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public LargeSample() => Truths = SampleWriter.Write(new SampleOptions { Tickets = 40_000, Seed = 2 }, folder.Path);

        public string Path => folder.Path;

        public PlantedTruths Truths { get; }

        public void Dispose() => folder.Dispose();
    }
}
