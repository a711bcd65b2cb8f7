using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Samples.Tests;

/// <summary>The milestones of the written tickets come in the order in which a request passes them, in the committed sample and in one of 40,000 tickets.</summary>
public sealed class TicketMilestoneTests(PlantedTruthTests.LargeSample large) : IClassFixture<PlantedTruthTests.LargeSample>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_request_is_received_then_relayed_then_forwarded_then_answered_then_replied_to(bool isCommitted)
    {
        foreach (var ticket in Tickets(isCommitted))
        {
            DateTime[] known = [.. new[] { "接报时间", "转报时间", "转派时间", "首次响应时间", "答复时间", "方案时间", "派工时间" }.Select(heading => ticket.At(heading)).OfType<DateTime>()];
            Assert.True(known.Order().SequenceEqual(known), ticket["报修单号"]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Requests_from_the_web_and_no_others_are_collected_before_they_are_forwarded(bool isCommitted)
    {
        var collected = Tickets(isCommitted).Where(row => row["网站报修收集时间"].Length > 0).ToList();
        Assert.All(collected, row => Assert.Contains(row["报修渠道"], (string[])["网站", "抖音"])); // the latter a word put there for a trial
        Assert.All(collected, row => Assert.True(row.At("网站报修收集时间") >= row.At("接报时间") && !(row.At("网站报修收集时间") > row.At("转派时间")), row["报修单号"]));
        Assert.InRange((double)collected.Count / Tickets(isCommitted).Count(row => row["报修渠道"] == "网站"), 0.90, 0.98);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nearly_every_return_call_is_arranged_within_minutes_of_the_repair_report_and_before_the_call(bool isCommitted)
    {
        var reported = Tickets(isCommitted).Where(row => row["报告提交时间"].Length > 0 && row.At("报告提交时间") < new DateTime(2026, 11, 1)).ToList();
        var arranged = reported.Where(row => row["安排回访时间"].Length > 0).ToList();
        Assert.InRange((double)arranged.Count / reported.Count, 0.92, 0.98);
        Assert.All(arranged, row => Assert.True(row.At("安排回访时间") > row.At("报告提交时间") && !(row.At("安排回访时间") > row.At("回访时间")), row["报修单号"]));
        Assert.InRange(arranged.Count(row => row.At("安排回访时间") - row.At("报告提交时间") <= TimeSpan.FromMinutes(5)) / (double)arranged.Count, 0.84, 0.94);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Customers_of_factory_returns_are_told_of_progress_before_the_repair_is_done(bool isCommitted)
    {
        var told = Tickets(isCommitted).Where(row => row["进度告知时间"].Length > 0).ToList();
        Assert.All(told, row => Assert.Contains(row["处理方式"], (string[])["返厂维修", "远程升级"])); // the latter a word put there for a trial
        Assert.All(told, row => Assert.True(row.At("进度告知时间") > row.At("接报时间") && !(row.At("进度告知时间") > row.At("修复时间") && row.At("修复时间") > row.At("接报时间")), row["报修单号"]));
        var returned = Tickets(isCommitted).Where(row => row["处理方式"] == "返厂维修" && row["修复时间"].Length > 0).ToList();
        Assert.InRange((double)returned.Count(row => row["进度告知时间"].Length > 0) / returned.Count, 0.80, 0.92);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_replaced_part_is_handed_over_on_site_at_once_and_from_the_works_within_days(bool isCommitted)
    {
        var handed = Tickets(isCommitted).Where(row => row["旧件交还时间"].Length > 0 && row["处理方式"] != "远程升级").ToList();
        Assert.All(handed, row => Assert.Contains((row["业务类型"], row["处理方式"]), ((string, string)[])[("维修", "现场维修"), ("维修", "返厂维修")]));
        var soundly = handed.Where(row => row.At("修复时间") > row.At("接报时间")).ToList(); // some repairs were put before the receipt for a trial
        Assert.All(soundly, row => Assert.InRange(
            (row.At("旧件交还时间") - row.At("修复时间"))!.Value, TimeSpan.FromMinutes(2), row["处理方式"] == "现场维修" ? TimeSpan.FromMinutes(25) : TimeSpan.FromDays(4)));
        var repaired = Tickets(isCommitted).Where(row => row["业务类型"] == "维修" && row["处理方式"] == "现场维修" && row["修复时间"].Length > 0).ToList();
        Assert.InRange((double)repaired.Count(row => row["旧件交还时间"].Length > 0) / repaired.Count, 0.87, 0.95);
    }

    /// <summary>The usable tickets; the spoilt copies have numbers of their own.</summary>
    private List<ExportReader.Row> Tickets(bool isCommitted) =>
    [
        .. ExportReader.Read(isCommitted ? Repository.PathOf("data/samples") : large.Path, "报修单").Usable("报修单号", "接报时间")
            .Where(row => !row["报修单号"].StartsWith("BX9", StringComparison.Ordinal)),
    ];
}
