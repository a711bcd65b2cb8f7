using System.Globalization;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;

namespace ServiceAnalytics.Analytics.Tests.Sla;

public sealed class TicketExplanationTests(JudgedTickets judged, InterruptedTickets interrupted) : IClassFixture<JudgedTickets>, IClassFixture<InterruptedTickets>
{
    [Theory]
    [InlineData("A01", "answered", "09-11 17:50–09-11 18:00, 09-14 09:00–09-14 09:20", "over the weekend")]
    [InlineData("L01", "answered_lunch", "09-08 11:30–09-08 12:00, 09-08 13:30–09-08 14:00", "lunch is left out")]
    [InlineData("R01", "arrived", "09-12 23:45–09-13 00:15", "all time counts")]
    [InlineData("A10", "answered", "10-15 11:30–10-15 12:00", "an open case runs to the as-of instant")]
    [InlineData("Q01", "on_time", "", "before the agreed time no clock runs")]
    [InlineData("C01", "confirmed", "", "a fact has no clock")]
    public void An_explanation_shows_the_stretches_that_the_clock_ran(string ticket, string clause, string stretches, string why)
    {
        ClauseExplanation explained = Explain(ticket, clause);
        string found = string.Join(", ", (explained.Arithmetic?.Counted ?? []).Select(c => $"{Local(c.From)}–{Local(c.To)}"));
        Assert.True(stretches == found, $"{why}: {found}");
    }

    [Fact]
    public void An_explanation_and_the_judgement_of_all_tickets_never_differ_and_its_stretches_add_up()
    {
        foreach (JudgedCase row in JudgedCase.All.Where(c => c.Verdict != "none" && c.Clause != "report"))
        {
            ClauseExplanation explained = Explain(row.Ticket, row.Clause);
            Assert.Equal(row.Verdict, $"{explained.Verdict} {explained.Reason}".Trim());
            Assert.True(explained.IsConfirmed, row.ToString());
            if (explained.Arithmetic is { ElapsedMinutes: >= 0, Days.Count: 0 } arithmetic)
            {
                Assert.Equal(arithmetic.ElapsedMinutes!.Value, arithmetic.Counted.Sum(c => (c.To - c.From).TotalMinutes), 1e-6);
            }
        }
    }

    [Fact]
    public void Interval_by_interval_every_interrupted_case_comes_out_as_it_was_judged()
    {
        foreach (JudgedCase row in JudgedCase.Interrupted)
        {
            ClauseExplanation explained = TicketExplanation.Of(interrupted.Session, interrupted.Policy, row.Ticket, row.Clause)!.Clauses.Single();
            Assert.True(explained.IsConfirmed && row.Verdict == $"{explained.Verdict} {explained.Reason}".Trim(), $"{row} → {explained.Verdict}, {explained.Arithmetic}");
        }
    }

    [Fact]
    public void Day_by_day_the_clock_adds_up_and_days_off_stand_among_them_by_name()
    {
        // P07: Monday 28 September 9:00 to Monday 12 October 17:00, hours 9 to 18; 1 to 7 October are off, Saturday the 10th is worked.
        ClauseExplanation explained = Explain("P07", "parts_repaired");
        IReadOnlyList<ClockDay> days = ClockDay.Of(explained.Arithmetic!, judged.Policy);
        Assert.Equal([540, 540, 540, 0, 0, 0, 0, 0, 0, 0, 540, 540, 540, 0, 480], days.Select(d => d.Minutes));
        Assert.Equal(3720, days[^1].SumMinutes);
        Assert.Equal(["国庆节", "国庆节"], new[] { days[3], days[9] }.Select(d => d.Name!.Zh));
        Assert.NotNull(days[12].Name); // the make-up Saturday
        Assert.Null(days[13].Name);    // an ordinary Sunday
    }

    [Theory]
    [InlineData("R05", "arrived", NoCase.OtherTickets)]
    [InlineData("R04", "arrived", NoCase.UnknownCode)]
    [InlineData("M03", "major_repaired", NoCase.NotStarted)]
    public void A_clause_that_does_not_judge_a_ticket_says_why(string ticket, string clause, NoCase why) => Assert.Equal(why, Explain(ticket, clause).WhyNot);

    [Fact]
    public void Of_two_versions_of_a_rule_the_one_not_in_force_says_so() // V02 was repaired on the first day of the second
    {
        TicketExplanation ticket = TicketExplanation.Of(judged.Session, judged.Policy, "V02", "report")!;
        Assert.Equal([NoCase.NotInForce, null], ticket.Clauses.Select(c => c.WhyNot));
    }

    [Fact]
    public void An_explanation_names_the_file_and_the_row_and_what_is_recorded()
    {
        TicketExplanation ticket = TicketExplanation.Of(judged.Session, judged.Policy, "A01")!;
        Assert.Equal(("tickets_1.csv", 2, 64), (ticket.Ticket.Source.FileName, ticket.Ticket.Source.RowNumber, ticket.Ticket.Source.Sha256.Length));
        Assert.Equal([Milestone.Received, Milestone.Answered], ticket.Ticket.Instants.Select(m => m.Milestone!.Value));
        Assert.Equal(judged.Policy.Clauses.Count, ticket.Clauses.Count);
        Assert.Null(ticket.Clauses.Single(c => c.Clause.Id == "arrived").Verdict);
    }

    [Fact]
    public void An_unknown_ticket_has_no_explanation_and_an_unknown_clause_is_refused_with_those_there_are()
    {
        Assert.Null(TicketExplanation.Of(judged.Session, judged.Policy, "nobody"));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => TicketExplanation.Of(judged.Session, judged.Policy, "A01", "answerd"));
        Assert.Contains("parts_repaired", refusal.Message, StringComparison.Ordinal);
    }

    private ClauseExplanation Explain(string ticket, string clause) => TicketExplanation.Of(judged.Session, judged.Policy, ticket, clause)!.Clauses.Single();

    private string Local(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, judged.Policy.Zone).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);
}
