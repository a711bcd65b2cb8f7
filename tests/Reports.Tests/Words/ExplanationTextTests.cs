using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Reports.Words;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Reports.Tests.Words;

/// <summary>Received on Friday 2026-10-09 17:50 in Shanghai, answered on the make-up Saturday at 9:25, hours 9 to 18: 35 working minutes of 30.</summary>
public sealed class ExplanationTextTests : IDisposable
{
    private const string Rules = """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: office, public_holidays: cn, hours: {workdays: ["09:00-18:00"]}}
        clauses:
          - id: answered
            title: {zh: 30 分钟响应, en: Answered in 30 minutes}
            start: received
            stop: answered
            limit: 30 working_minutes
            paragraph: {zh: 第三条, en: Article 3}
          - id: arrived
            title: {zh: 到场, en: Arrived}
            start: received
            stop: arrived
            limit: 2 hours
            applies_to: {resolution_mode: [on_site]}
        """;

    private readonly WarehouseBuilder warehouse = new WarehouseBuilder().Batch(
        "2026-10-31 16:00", "tickets", "ticket_id, resolution_mode, received_at_utc, answered_at_utc\nT1, phone, 2026-10-09 09:50, 2026-10-10 01:25");

    private readonly Policy policy = Policy.Parse("small.yaml", Rules, Repository.PathOf("data/calendars"));

    public void Dispose() => warehouse.Dispose();

    [Fact]
    public void In_Chinese_the_arithmetic_stands_there_as_a_person_would_write_it()
    {
        Assert.Equal(
            """
            报修单 T1
            有记录的时间：
              接报      2026-10-09 17:50 周五
              首次响应  2026-10-10 09:25 周六
            【超时】30 分钟响应（answered）
              规定：从“接报”到“首次响应”不超过 30 个工作分钟
              出处：第三条
              起点：接报 2026-10-09 17:50 周五
              终点：首次响应 2026-10-10 09:25 周六
              工作日历：office，放假调休依据 国办发明电〔2025〕7号
              计入的工作时间：
                10-09 周五  17:50–18:00  10 分，累计 10 分
                10-10 周六  09:00–09:25  25 分，累计 35 分（国庆节调休上班）
              合计：35 分；限时：30 分
              期限：2026-10-10 09:20 周六
              结论：超时 5 分
            这张报修单未计入的条款：
              到场：不适用于这类报修单（处理方式为现场维修）
            """.ReplaceLineEndings("\n"),
            Said(Language.Zh));
    }

    [Fact]
    public void In_English_it_says_the_same()
    {
        Assert.Equal(
            """
            Ticket T1
            What is recorded:
              received  2026-10-09 17:50 Fri
              answered  2026-10-10 09:25 Sat
            [breached] Answered in 30 minutes (answered)
              Rule: from "received" to "answered" in no more than 30 working minutes
              Source: Article 3
              Start: received, 2026-10-09 17:50 Fri
              End: answered, 2026-10-10 09:25 Sat
              Calendar: office, days off by 国办发明电〔2025〕7号
              Working time that counts:
                10-09 Fri  17:50–18:00  10 min, in all 10 min
                10-10 Sat  09:00–09:25  25 min, in all 35 min (Make-up working day for
                  National Day)
              Sum: 35 min; limit: 30 min
              Deadline: 2026-10-10 09:20 Sat
              Verdict: breached, over by 5 min
            Clauses under which this ticket is not judged:
              Arrived: for other tickets (resolution mode on site)
            """.ReplaceLineEndings("\n"),
            Said(Language.En));
    }

    [Theory]
    [InlineData("报修单 T1", 9)]
    [InlineData("“到场”", 6)] // the curly quotes are narrow in most terminals
    [InlineData("a–b", 3)]
    public void A_Chinese_character_takes_two_columns(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    [Fact]
    public void Long_text_is_broken_between_characters_and_never_before_a_full_stop() =>
        Assert.Equal(["处理方式", "  为现", "  场。"], TextWidth.Wrap("处理方式为现场。", 8, hanging: 2).Select(l => l));

    // Without the file's name and the hashes, which change with the layout of the test's own file.
    private string Said(Language language)
    {
        AsOf asOf = new(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero));
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, asOf, policy);
        session.UseMonths([ReportingMonth.Parse("2026-10")]);
        TicketExplanation ticket = TicketExplanation.Of(session, policy, "T1")!;
        IReadOnlyList<string> lines = ExplanationText.Lines(ticket, policy, asOf, language);
        Assert.Contains(lines, l => l.Contains("tickets_1.csv", StringComparison.Ordinal));
        Assert.All(lines, l => Assert.True(TextWidth.Of(l) <= 80, l));
        return string.Join('\n', lines.Where(l => l.Length > 0 && !l.Contains("SHA-256", StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("依据", StringComparison.Ordinal) && !l.StartsWith("Basis", StringComparison.Ordinal)));
    }
}
