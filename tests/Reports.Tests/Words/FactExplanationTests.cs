using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Reports.Tests.Words;

/// <summary>Clauses without a clock, in words: the fact that decides stands beside the verdict. Instants are UTC, texts local (Shanghai).</summary>
public sealed class FactExplanationTests : IDisposable
{
    private const string Rules = """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: all, around_the_clock: true}
        clauses:
          - {id: one_visit, title: {zh: 一次修复, en: One visit}, kind: visits, at_most: 1}
          - {id: report, title: {zh: 报告, en: Report}, kind: recorded, stop: report_submitted}
          - {id: quoted, title: {zh: 先报价, en: Quoted first}, kind: order, before: quote_accepted, stop: repaired}
          - {id: record, title: {zh: 五天交回, en: Record}, start: received, stop: repaired, limit: 5 days, target: 0.9}
        """;

    private const string Tickets = """
        ticket_id, received_at_utc,  quote_accepted_at_utc, repaired_at_utc,  closed_at_utc,    visit_count
        T1,        2026-10-01 01:00, ,                      2026-10-08 01:00, 2026-10-10 02:00, 3
        T2,        2026-10-01 01:00, 2026-10-02 01:00,      2026-10-03 01:00, ,                 1
        """;

    private readonly WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-10-31 16:00", "tickets", Tickets);
    private readonly Policy policy = Policy.Parse("small.yaml", Rules, Repository.PathOf("data/calendars"));
    private readonly AsOf asOf = new(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero));
    private readonly AnalysisSession session;

    public FactExplanationTests()
    {
        session = AnalysisSession.Open(warehouse.File, asOf, policy);
        session.UseMonths([ReportingMonth.Parse("2026-10")]);
    }

    [Theory]
    [InlineData(Language.Zh, "未映射的列（原样保存）：", "  合同编号：HT-26-0412", "  备注：第一行 第二行")]
    [InlineData(Language.En, "Columns that no mapping knows (kept as delivered):", "  合同编号: HT-26-0412", "  备注: 第一行 第二行")]
    public void Columns_that_no_mapping_knows_stand_with_the_ticket_each_on_one_line(Language language, string head, params string[] columns)
    {
        using (WarehouseConnection connection = warehouse.Connect())
        {
            connection.Execute("""update service.tickets set extra = '{"合同编号":"HT-26-0412","备注":"第一行\n第二行"}' where ticket_id = 'T1'""");
        }

        IReadOnlyList<string> lines = ExplanationText.Lines(TicketExplanation.Of(session, policy, "T1")!, policy, asOf, language);
        Assert.Equal([head, .. columns], lines.SkipWhile(l => l != head).Take(3));
        Assert.DoesNotContain(head, ExplanationText.Lines(TicketExplanation.Of(session, policy, "T2")!, policy, asOf, language));
    }

    public void Dispose()
    {
        session.Dispose();
        warehouse.Dispose();
    }

    [Theory]
    [InlineData("T1", "one_visit", Language.En, "Found: \"repaired\" on 2026-10-08 09:00 Thu; 3 visits so far", "Verdict: breached: more than 1 visit")]
    [InlineData("T1", "one_visit", Language.Zh, "事实：“修复”于 2026-10-08 09:00 周四；已上门 3 次", "结论：未达标，上门超过 1 次")]
    [InlineData("T2", "one_visit", Language.En, "Found: \"repaired\" on 2026-10-03 09:00 Sat; 1 visit so far", "Verdict: met, kept")]
    [InlineData("T1", "report", Language.En, "Found: \"report submitted\" is not recorded", "Verdict: breached: closed on 2026-10-10 10:00 Sat without it")]
    [InlineData("T1", "report", Language.Zh, "事实：没有“提交报告”的记录", "结论：未达标，2026-10-10 10:00 周六 关闭时仍没有")]
    [InlineData("T1", "quoted", Language.Zh, "事实：没有“报价确认”的记录；“修复”于 2026-10-08 09:00 周四", "结论：未达标，次序不符")]
    [InlineData("T2", "quoted", Language.Zh, "事实：“报价确认”于 2026-10-02 09:00 周五；“修复”于 2026-10-03 09:00 周六", "结论：达标，做到了")]
    public void What_decided_stands_beside_the_verdict(string ticket, string clause, Language language, string found, string verdict)
    {
        string[] lines = [.. ExplanationText.Lines(TicketExplanation.Of(session, policy, ticket, clause)!, policy, asOf, language).Select(l => l.Trim())];
        Assert.Contains(found, lines);
        Assert.Contains(verdict, lines);
    }

    [Fact]
    public void A_page_works_out_the_worst_breach_of_the_clause_furthest_below_its_target_in_few_lines()
    {
        SlaJudge.Judge(session, policy);
        TicketExplanation example = Assert.Single(WorkedExamples.Of(session, policy, SlaFindings.Compute(session, policy, ReportingMonth.Parse("2026-10"))));
        string[] lines = [.. ExplanationText.Short(example, policy, asOf, Language.En).Select(l => l.Trim())];
        Assert.StartsWith("Ticket T1 (", lines[0], StringComparison.Ordinal);
        Assert.Equal("[breached] Record (record)", lines[1]);
        // 1 October 09:00 to 8 October 09:00: two days at each end, four between.
        Assert.Equal(
            ["10-01 Thu  09:00–24:00  15 h, in all 15 h", "10-02 Fri  00:00–24:00  24 h, in all 39 h", "… 4 days between: 96 h, in all 135 h"],
            lines.SkipWhile(l => !l.StartsWith("10-01", StringComparison.Ordinal)).Take(3));
        Assert.Contains("Sum: 168 h (7.00 days); limit: 120 h (5.00 days)", lines);
        Assert.Equal("Verdict: breached, over by 48 h (2.00 days)", lines[^1]);
    }
}
