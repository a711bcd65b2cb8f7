using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla.Questions;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Sla.Questions;

/// <summary>Six offices with 200 tickets each over three months, drawn with a fixed seed; what is planted in one of them is asked about, and nothing else.</summary>
public sealed class SlaQuestionsTests
{
    private const string Rules = """
        id: small
        title: {zh: 小政策, en: Small policy}
        zone: Asia/Shanghai
        calendars:
          - {id: all, around_the_clock: true}
        clauses:
          - {id: solved, title: {zh: 解决, en: Solved}, start: received, stop: repaired, limit: 3 days, target: 0.5}
          - {id: answered, title: {zh: 响应, en: Answered}, start: received, stop: answered, limit: 30 minutes, target: 0.5}
        """;

    private static readonly string[] Offices = ["北京", "上海", "广州", "成都", "武汉", "西安"];
    private static readonly ReportingMonth October = ReportingMonth.Parse("2026-10");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Honest_offices_are_asked_nothing(int seed)
    {
        SlaQuestions questions = Ask(Draw(seed));
        Assert.Empty(questions.Questions.Select(q => q.Text.En));
    }

    [Fact]
    public void Stops_drawn_before_the_limit_are_asked_about_with_their_tickets()
    {
        // 上海: what took up to a fifth longer than the limit is said to have ended in the last 3 hours before it.
        List<Ticket> tickets = Draw(1);
        Random random = new(9);
        foreach (Ticket ticket in tickets.Where(t => t.Office == "上海" && t.Repair is { } r && r - t.Received is var took && took > TimeSpan.FromHours(72) && took < TimeSpan.FromHours(86)))
        {
            ticket.Repair = ticket.Received.AddMinutes((72 * 60) - random.Next(1, 180));
        }

        Question question = Assert.Single(Ask(tickets).Questions);
        Assert.Equal((QuestionKind.JustBeforeTheLimit, "solved", "上海"), (question.Kind, question.ClauseId, question.Office));
        Assert.Equal(question.Count, question.Tickets.Count);
        Assert.True(question.Count > 2 * question.Expected);
        Assert.StartsWith("上海：“解决”有 ", question.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_of_minutes_is_too_short_to_tell_bunching_from_rounding()
    {
        // 5 % of 30 minutes is 1.5 minutes, and times are written to the minute.
        Assert.Equal(["answered"], Ask(Draw(1)).TooCoarse);
    }

    [Fact]
    public void Times_rounded_to_the_hour_do_not_make_a_question()
    {
        List<Ticket> tickets = Draw(1);
        foreach (Ticket ticket in tickets.Where(t => t.Repair is not null))
        {
            ticket.Repair = new DateTime(ticket.Repair!.Value.Ticks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour);
        }

        Assert.DoesNotContain(Ask(tickets).Questions, q => q.Kind == QuestionKind.JustBeforeTheLimit);
    }

    [Fact]
    public void Answers_after_which_nothing_happens_for_a_week_are_asked_about()
    {
        List<Ticket> tickets = Draw(2);
        foreach (Ticket ticket in tickets.Where(t => t.Office == "广州").Where((_, i) => i % 4 == 0))
        {
            (ticket.Repair, ticket.Close) = (null, null);
        }

        Question question = Assert.Single(Ask(tickets).Questions);
        Assert.Equal((QuestionKind.AnsweredWithoutAction, "广州", 200L), (question.Kind, question.Office, question.N));
        Assert.Equal(50, question.Count);
    }

    [Fact]
    public void Tickets_closed_and_reopened_within_a_day_are_asked_about()
    {
        List<Ticket> tickets = Draw(3);
        foreach (Ticket ticket in tickets.Where(t => t.Office == "成都").Where((_, i) => i % 10 == 0))
        {
            ticket.Reopen = ticket.Close!.Value.AddHours(24); // the last instant that counts
        }

        foreach (Ticket ticket in tickets.Where(t => t.Office == "武汉").Where((_, i) => i % 10 == 0))
        {
            ticket.Reopen = ticket.Close!.Value.AddHours(24.1); // another fault, perhaps
        }

        Question question = Assert.Single(Ask(tickets).Questions);
        Assert.Equal((QuestionKind.ReopenedInADay, "成都", 20L, 200L), (question.Kind, question.Office, question.Count, question.N));
    }

    [Fact]
    public void An_office_whose_clocks_often_stand_still_is_asked_for_whom_it_waits()
    {
        List<Ticket> tickets = Draw(4);
        SlaQuestions questions = Ask(tickets, connection =>
        {
            // Every twentieth ticket of all waits half a day; in 西安 every second one does. Two overlapping waits are one.
            foreach ((Ticket ticket, int i) in tickets.Select((t, i) => (t, i)).Where(x => x.i % 20 == 0 || (x.t.Office == "西安" && x.i % 12 == 5)))
            {
                Wait(connection, ticket, 0, 12);
                Wait(connection, ticket, 6, 12);
            }
        });
        Question question = Assert.Single(questions.Questions);
        Assert.Equal((QuestionKind.OftenPaused, "西安"), (question.Kind, question.Office));
        Assert.True(question.Count >= 100);
    }

    [Fact]
    public void Many_tickets_with_one_minute_of_one_milestone_are_asked_about()
    {
        List<Ticket> tickets = Draw(5);
        foreach (Ticket ticket in tickets.Where(t => t.Office == "北京" && t.Received > new DateTime(2026, 9, 1) && t.Received < new DateTime(2026, 9, 20)).Take(9))
        {
            ticket.Close = new DateTime(2026, 9, 30, 9, 30, 0);
        }

        Question question = Assert.Single(Ask(tickets).Questions);
        Assert.Equal((QuestionKind.EnteredInBulk, "北京", 9L, 200L), (question.Kind, question.Office, question.Count, question.N));
        Assert.Contains("2026-09-30 17:30", question.Text.Zh, StringComparison.Ordinal); // Shanghai's time
    }

    [Fact]
    public void A_kept_clause_with_dissatisfied_customers_is_asked_about()
    {
        List<Ticket> tickets = Draw(1);
        foreach ((Ticket ticket, int i) in tickets.Select((t, i) => (t, i)))
        {
            ticket.Score = ticket.Office == "武汉" && i % 12 == 4 ? 1 : i % 40 == 7 ? 2 : 5;
        }

        IReadOnlyList<Question> questions = Ask(tickets).Questions;
        Assert.All(questions, q => Assert.Equal((QuestionKind.GreenButDissatisfied, "武汉"), (q.Kind, q.Office)));
        Assert.Contains("solved", questions.Select(q => q.ClauseId)); // the other clause is asked about where it is kept in half of the cases
    }

    [Fact]
    public void A_kept_clause_with_repairs_that_do_not_last_is_asked_about()
    {
        List<Ticket> tickets = Draw(2);
        foreach ((Ticket ticket, int i) in tickets.Select((t, i) => (t, i)).ToArray())
        {
            if (ticket.Office == "上海" && i % 18 == 1 && ticket.Repair is { } repair)
            {
                tickets.Add(new Ticket { Id = ticket.Id + "R", Office = "上海", Unit = ticket.Unit, Received = repair.AddDays(10), Answer = repair.AddDays(10).AddMinutes(5), IsRepeat = true });
            }
        }

        IReadOnlyList<Question> questions = Ask(tickets).Questions;
        Assert.NotEmpty(questions);
        Assert.All(questions, q => Assert.Equal((QuestionKind.GreenButRepeated, "上海"), (q.Kind, q.Office)));
    }

    [Fact]
    public void The_middle_bin_is_tested_against_a_smooth_peak_by_an_exact_binomial()
    {
        // 30 stops before the limit between 10 and 10: R, pbinom(29, 50, 1.25 / 3.25, lower.tail = FALSE) = 0.001652413; one test, so q = p.
        List<Ticket> tickets = [];
        foreach ((int count, double hours) in new[] { (10, 66.0), (30, 70.0), (10, 74.0) })
        {
            for (int i = 0; i < count; i++)
            {
                DateTime received = new DateTime(2026, 9, 1, 1, 0, 0).AddHours(tickets.Count);
                tickets.Add(new Ticket { Id = $"T{tickets.Count:000}", Office = "北京", Unit = $"U{tickets.Count}", Received = received, Answer = received.AddMinutes(45), Repair = received.AddHours(hours).AddMinutes(i % 7) });
            }
        }

        Question question = Assert.Single(Ask(tickets).Questions);
        Assert.Equal((30L, 50L, 10.0), (question.Count, question.N, question.Expected));
        Assert.Equal(0.001652413, question.QValue, 9);
    }

    // Tickets of one office fall on any minute of 1 August to 31 October; answers take up to 60 minutes, repairs up to 6 days, closing a day more: all evenly.
    private static List<Ticket> Draw(int seed)
    {
        Random random = new(seed);
        DateTime begin = new(2026, 7, 31, 16, 0, 0);
        int minutes = (int)(new DateTime(2026, 10, 20) - begin).TotalMinutes;
        List<Ticket> tickets = [];
        for (int i = 0; i < 200 * Offices.Length; i++)
        {
            DateTime received = begin.AddMinutes(random.Next(minutes));
            DateTime repaired = received.AddMinutes(random.Next(61, 6 * 24 * 60));
            tickets.Add(new Ticket
            {
                Id = $"T{i:0000}",
                Office = Offices[i % Offices.Length],
                Unit = $"U{i}",
                Received = received,
                Answer = received.AddMinutes(random.Next(1, 60)),
                Repair = repaired,
                Close = repaired.AddMinutes(random.Next(1, 24 * 60)),
            });
        }

        return tickets;
    }

    private static SlaQuestions Ask(List<Ticket> tickets, Action<WarehouseConnection>? more = null)
    {
        using WarehouseBuilder warehouse = new();
        StringBuilder csv = new("ticket_id, office, serial_no, request_type, resolution_mode, fault_code, received_at_utc, answered_at_utc, repaired_at_utc, closed_at_utc, reopened_at_utc\n");
        StringBuilder surveys = new("survey_id, ticket_id, sent_at_utc, answered_at_utc, overall_score, score_scale\n");
        foreach (Ticket t in tickets)
        {
            csv.AppendLine(CultureInfo.InvariantCulture, $"{t.Id}, {t.Office}, {t.Unit}, {(t.IsRepeat ? "consultation" : "repair")}, on_site, E1, {At(t.Received)}, {At(t.Answer)}, {At(t.Repair)}, {At(t.Close)}, {At(t.Reopen)}");
            if (t.Score is { } score)
            {
                surveys.AppendLine(CultureInfo.InvariantCulture, $"S{t.Id}, {t.Id}, {At(t.Received.AddDays(7))}, {At(t.Received.AddDays(8))}, {score}, 5");
            }
        }

        warehouse.Batch("2026-11-10 00:00", "tickets", csv.ToString());
        if (tickets.Exists(t => t.Score is not null))
        {
            warehouse.Batch("2026-11-10 00:00", "surveys", surveys.ToString());
        }

        if (more is not null)
        {
            using WarehouseConnection connection = warehouse.Connect();
            more(connection);
        }

        Policy policy = Policy.Parse("small.yaml", Rules, TestFiles.Calendars);
        using AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(2, new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero)), policy);
        return SlaQuestions.Compute(session, policy, October);
    }

    private static void Wait(WarehouseConnection connection, Ticket ticket, int fromHour, int hours) => connection.Execute(
        $"insert into service.ticket_waits values ('{ticket.Id}', timestamp '{At(ticket.Received.AddHours(fromHour))}', timestamp '{At(ticket.Received.AddHours(fromHour + hours))}', 'customer', 1)");

    private static string At(DateTime? instant) => instant?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? string.Empty;

    private sealed class Ticket
    {
        public required string Id { get; init; }

        public required string Office { get; init; }

        public required string Unit { get; init; }

        public required DateTime Received { get; init; }

        public required DateTime? Answer { get; init; }

        public DateTime? Repair { get; set; }

        public DateTime? Close { get; set; }

        public DateTime? Reopen { get; set; }

        public int? Score { get; set; }

        public bool IsRepeat { get; init; }
    }
}
