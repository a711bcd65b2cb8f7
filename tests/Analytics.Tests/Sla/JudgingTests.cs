namespace ServiceAnalytics.Analytics.Tests.Sla;

public sealed class JudgingTests(JudgedTickets judged, InterruptedTickets interrupted) : IClassFixture<JudgedTickets>, IClassFixture<InterruptedTickets>
{
    public static TheoryData<string> InterruptedTickets => [.. JudgedCase.Interrupted.Select(c => c.Ticket)];

    public static TheoryData<string> Tickets => [.. JudgedCase.All.Select(c => c.Ticket)];

    [Theory]
    [MemberData(nameof(Tickets))]
    public void Every_case_is_judged_as_by_hand(string ticket)
    {
        judged.IsAsByHand(JudgedCase.All.Single(c => c.Ticket == ticket));
    }

    [Theory]
    [MemberData(nameof(InterruptedTickets))]
    public void Pauses_reopening_withdrawal_counted_days_and_other_calendars_are_judged_as_by_hand(string ticket) =>
        interrupted.IsAsByHand(JudgedCase.Interrupted.Single(c => c.Ticket == ticket));

    [Theory]
    [InlineData("arrived", "2026-04", 1, "A04 has no mode")]
    [InlineData("arrived", "2026-08", 3, "M02, M03 and M08, which was received just before midnight")]
    [InlineData("arrived", "2018-12", 1, "A18")]
    [InlineData("arrived", "2026-09", 80, "every ticket received in September but those that name on_site or phone")]
    [InlineData("major_repaired", "2026-04", 0, "A04 has no severity, but nobody has arrived either: no clock to judge")]
    public void Tickets_whose_code_is_unknown_are_counted_not_dropped(string clause, string month, long count, string why)
    {
        object? found = judged.Session.Connection.Scalar(
            "select coalesce(sum(unknown_count), 0)::bigint from sla_left_out where clause_id = $clause and month = $month",
            new() { ["clause"] = clause, ["month"] = ReportingMonth.Parse(month).First });
        Assert.True(Equals(found, count), $"{clause} {month}: {found}, not {count}: {why}");
    }
}
