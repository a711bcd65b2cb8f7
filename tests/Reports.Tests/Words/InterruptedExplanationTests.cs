using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Reports.Tests.Words;

/// <summary>
/// Hours 9 to 18. Received Wednesday 2026-09-09 10:00; waited for parts Wednesday 14:00 to Thursday 11:00 (4 h + 2 h); done Thursday 16:00, reopened
/// Friday 9:00 (2 h taken off), done again Friday 12:00 as only the log says: 8 + 9 + 3 h, less 6 h and 2 h, is 12 h of 8.
/// </summary>
public sealed class InterruptedExplanationTests : IDisposable
{
    private const string Rules = """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: office, public_holidays: cn, hours: {workdays: ["09:00-18:00"]}}
        clauses:
          - {id: repaired, title: {zh: 修复, en: Repaired}, start: received, stop: repaired, limit: 8 working_hours, early_mark: 4 working_hours, pauses: [parts], reopened: goes_on}
          - {id: counted, title: {zh: 两天修复, en: Repaired in two days}, start: received, stop: repaired, limit: 2 working_days, count: days}
        """;

    private readonly WarehouseBuilder warehouse = new WarehouseBuilder()
        .Batch("2026-10-31 16:00", "tickets", "ticket_id, received_at_utc, repaired_at_utc, reopened_at_utc, due_at_utc\nT1, 2026-09-09 02:00, 2026-09-10 08:00, 2026-09-11 01:00, 2026-09-11 10:00")
        .Batch("2026-10-31 16:00", "ticket_events", "event_id, ticket_id, what, status, happened_at_utc\n1, T1, repaired, 修好, 2026-09-11 04:00", "log.csv");

    private readonly Policy policy = Policy.Parse("small.yaml", Rules, Repository.PathOf("data/calendars"));

    public InterruptedExplanationTests()
    {
        using WarehouseConnection connection = warehouse.Connect();
        connection.Execute("insert into service.ticket_waits values ('T1', timestamp '2026-09-09 06:00', timestamp '2026-09-10 03:00', 'parts', 1)");
    }

    public void Dispose() => warehouse.Dispose();

    [Fact]
    public void Pauses_the_reopening_the_log_and_the_imported_due_date_stand_in_the_arithmetic()
    {
        Assert.Equal(
            """
            报修单 T1
            有记录的时间：
              接报          2026-09-09 10:00 周三
              修复          2026-09-10 16:00 周四
              重新打开      2026-09-11 09:00 周五
              系统到期时间  2026-09-11 18:00 周五
            状态日志中还有：
              修复          2026-09-11 12:00 周五（log.csv 第 2 行）
              等待（配件）：2026-09-09 14:00 周三 至 2026-09-10 11:00 周四
            【超时】修复（repaired）
              规定：从“接报”到“修复”不超过 8 个工作小时；4 个工作小时为提前线；等待配件的时
                间不计；重新打开的，扣除完成到重新打开的时间后继续计
              起点：接报 2026-09-09 10:00 周三
              终点：修复 2026-09-11 12:00 周五
              扣除（等待配件）：2026-09-09 14:00 周三 至 2026-09-10 11:00 周四
              扣除（完成后到重新打开）：2026-09-10 16:00 周四 至 2026-09-11 09:00 周五
              工作日历：office
              计入的工作时间：
                09-09 周三  10:00–14:00  4 小时，累计 4 小时
                09-10 周四  11:00–16:00  5 小时，累计 9 小时
                09-11 周五  09:00–12:00  3 小时，累计 12 小时
              合计：12 小时（已扣除 8 小时）；限时：8 小时
              期限：2026-09-10 15:00 周四（已按扣除的时间顺延）
              来源系统给出的到期时间：2026-09-11 18:00 周五（仅供对照，不参与判定）
              提前线（4 个工作小时）：2026-09-09 14:00 周三，已过
              结论：超时 4 小时
            【达标】两天修复（counted）
              规定：从“接报”到“修复”不超过 2 个工作日（按天数计，受理当天不计）
              起点：接报 2026-09-09 10:00 周三
              终点：修复 2026-09-10 16:00 周四
              工作日历：office
              按天数计（受理当天不计，下班后或休息日受理的按下一个工作日受理）：
                09-09 周三  不计
                09-10 周四  第 1 天
              合计：1 天；限时：2 天
              期限：2026-09-11 18:00 周五
              来源系统给出的到期时间：2026-09-11 18:00 周五（仅供对照，不参与判定）
              结论：达标，尚余 1 天
            """.ReplaceLineEndings("\n"),
            Said(Language.Zh));
    }

    [Fact]
    public void In_English_it_says_the_same()
    {
        string said = Said(Language.En);
        Assert.Contains("Taken off (waiting for parts): 2026-09-09 14:00 Wed to 2026-09-10 11:00 Thu", said, StringComparison.Ordinal);
        Assert.Contains("Taken off (done until it was reopened): 2026-09-10 16:00 Thu to 2026-09-11", said, StringComparison.Ordinal);
        Assert.Contains("Sum: 12 h (8 h taken off); limit: 8 h", said, StringComparison.Ordinal);
        Assert.Contains("Deadline: 2026-09-10 15:00 Thu (moved on by what is taken off)", said, StringComparison.Ordinal);
        Assert.Contains("Due by the source system: 2026-09-11 18:00 Fri (shown beside, not judged by)", said, StringComparison.Ordinal);
        Assert.Contains("09-10 Thu  day 1", said, StringComparison.Ordinal);
        Assert.Contains("repaired           2026-09-11 12:00 Fri  (log.csv, row 2)", said, StringComparison.Ordinal);
    }

    private string Said(Language language)
    {
        AsOf asOf = new(2, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero));
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, asOf, policy);
        session.UseMonths([ReportingMonth.Parse("2026-10")]);
        TicketExplanation ticket = TicketExplanation.Of(session, policy, "T1")!;
        IReadOnlyList<string> lines = ExplanationText.Lines(ticket, policy, asOf, language);
        Assert.All(lines, l => Assert.True(TextWidth.Of(l) <= 80, l));
        return string.Join('\n', lines.Where(l => l.Length > 0 && !l.Contains("SHA-256", StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("依据", StringComparison.Ordinal) && !l.StartsWith("Basis", StringComparison.Ordinal)));
    }
}
