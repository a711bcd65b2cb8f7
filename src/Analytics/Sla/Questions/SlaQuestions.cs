using ServiceAnalytics.Analytics.Metrics.Repeats;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla.Questions;

/// <summary>
/// What a clause's green figure doesn't tell: questions to ask about how the times came about and how the customers fared, over the three months
/// that end with the reported one.
/// </summary>
/// <param name="Month">The last month looked at.</param>
/// <param name="Questions">In the order of their kinds, the clearest first.</param>
/// <param name="TooCoarse">Clauses whose stops can't be looked at around the limit, because times are recorded in steps too large for it.</param>
/// <remarks>
/// Every kind is one family of tests, over all its clauses and offices; false discovery rate 5 % (Benjamini and Hochberg), so that of the questions of
/// a kind at most one in twenty is expected to be chance. Just before the limit: bunching at a threshold shows as more in the bin before it than in its neighbours
/// (H. J. Kleven, "Bunching", Annual Review of Economics 8 (2016), 435–464; J. McCrary, Journal of Econometrics 142 (2008), 698–714); here without a model:
/// of the stops in three neighbouring bins of 5 % of the limit, a straight density puts one third into the middle one. A curved one may put more there: the exact binomial test is against a middle bin
/// with 1.25 times the mean of its neighbours (5 of 13 stops), so a question needs more than any smooth peak of that height gives.
/// Other kinds: an office against all others, Fisher's exact test, one-sided. Bulk: the fullest minute against a Poisson number of stamps spread
/// evenly over all minutes in which anybody recorded that milestone, times the number of minutes (Bonferroni).
/// </remarks>
public sealed record SlaQuestions(ReportingMonth Month, IReadOnlyList<Question> Questions, IReadOnlyList<string> TooCoarse)
{
    /// <summary>Months looked at, the reported one the last.</summary>
    public const int Months = 3;

    /// <summary>Tickets named with a question.</summary>
    public const int TicketsNamed = 50;

    /// <summary>Days without anything after an answer that count as long.</summary>
    public const int IdleDays = 7;

    /// <summary>False discovery rate of each kind.</summary>
    public const double Rate = 0.05;

    /// <summary>The largest part of three neighbouring bins that a smooth peak puts into the middle one: 1.25 times the mean of the two others.</summary>
    private const double SmoothPart = 1.25 / 3.25;

    /// <summary>A bin must be this many times as wide as the steps in which times are recorded.</summary>
    private const double BinPerRounding = 10, BinShare = 0.05;

    private const int LeastInBulk = 5, LeastHits = 3;

    /// <summary>Judges the three months and looks for questions.</summary>
    /// <param name="session">Opened by the same policy; its months are set here and set back, its cases are left judged for the three months.</param>
    /// <param name="policy">The clauses.</param>
    /// <param name="month">The last month looked at.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <exception cref="CalendarRangeException">A clause counts working time and its calendar ends before the as-of instant.</exception>
    public static SlaQuestions Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        List<ReportingMonth> before = session.Months;
        session.UseMonths(Enumerable.Range(0, Months).Select(i => month.Plus(-i)));
        try
        {
            session.SplitBy(null);
            SlaJudge.Judge(session, policy, cancel);
            session.Connection.SetVariable("question_zone_minutes", (int)policy.Zone.GetUtcOffset(month.Start(policy.Zone)).TotalMinutes);
            session.Prepare(RepeatMetrics.Hits);
            (List<Question> atLimit, List<string> coarse) = JustBeforeTheLimit(session, policy, cancel);
            List<Question> all =
            [
                .. atLimit,
                .. AgainstOthers(Read(session, "idle_answers", QuestionKind.AnsweredWithoutAction, cancel, ("idle_days", IdleDays))),
                .. AgainstOthers(Read(session, "reopened_soon", QuestionKind.ReopenedInADay, cancel)),
                .. AgainstOthers(Read(session, "paused_tickets", QuestionKind.OftenPaused, cancel)),
                .. EnteredInBulk(session, policy, cancel),
                .. GreenButBad(session, policy, cancel),
            ];
            return new SlaQuestions(month, [.. all.OrderBy(q => q.Kind).ThenBy(q => q.QValue).ThenByDescending(q => q.Count).ThenBy(q => q.ClauseId, StringComparer.Ordinal).ThenBy(q => q.Office, StringComparer.Ordinal)], coarse);
        }
        finally
        {
            session.UseMonths(before);
        }
    }

    private static (List<Question>, List<string>) JustBeforeTheLimit(AnalysisSession session, Policy policy, CancellationToken cancel)
    {
        var rows = session.Connection.Query(
            Script("limit_bins"),
            SqlParameters.None,
            row => (Clause: row.Text("clause_id"), Office: row.Text("office"), Before: row.Int64("before_count"), At: row.Int64("at_count"), After: row.Int64("after_count"),
                IsCoarse: row.Double("limit_minutes") * BinShare < row.Int64("rounding_minutes") * BinPerRounding, Tickets: row.Text("tickets")),
            cancel);
        var looked = rows.FindAll(r => !r.IsCoarse);
        double[] q = FalseDiscovery.BenjaminiHochberg([.. looked.Select(r => Tails.BinomialAtLeast(r.At, r.Before + r.At + r.After, SmoothPart))]);
        List<Question> found =
        [
            .. looked.Zip(q).Where(r => r.Second <= Rate).Select(r => QuestionWords.AtLimit(
                policy, r.First.Clause, r.First.Office, r.First.At, r.First.Before, r.First.After, r.Second, Split(r.First.Tickets))),
        ];
        return (found, [.. rows.Where(r => r.IsCoarse).Select(r => r.Clause).Distinct()]);
    }

    private static List<Question> AgainstOthers(List<OfficeCount> offices)
    {
        OfficeCount[] tested = [.. offices.Where(o => o.Total > 0)];
        double[] q = FalseDiscovery.BenjaminiHochberg([.. tested.Select(o => MoreThanOthers(o.Hits, o.Total, tested.Sum(x => x.Hits), tested.Sum(x => x.Total)))]);
        return
        [
            .. tested.Zip(q).Where(r => r.Second <= Rate && r.First.Hits >= LeastHits).Select(r => QuestionWords.Office(
                r.First, tested.Sum(x => x.Hits) - r.First.Hits, tested.Sum(x => x.Total) - r.First.Total, r.Second)),
        ];
    }

    /// <summary>Fisher's one-sided test that an office has no more than the others: P(as many or more); 1 when there are no others.</summary>
    private static double MoreThanOthers(long hits, long total, long allHits, long all) =>
        Proportion.FisherAtMost(allHits - hits, all - total, hits, total) ?? 1;

    private static List<Question> EnteredInBulk(AnalysisSession session, Policy policy, CancellationToken cancel)
    {
        var rows = session.Connection.Query(
            Script("bulk_minutes"),
            SqlParameters.None,
            row => (Milestone: row.Text("milestone"), Office: row.Text("office"), Minute: row.Instant("minute_utc"), Top: row.Int64("top_count"), Count: row.Int64("office_count"),
                Slots: row.Int64("slot_count"), Tickets: row.Text("tickets")),
            cancel);
        double[] q = FalseDiscovery.BenjaminiHochberg([.. rows.Select(r => Math.Min(1, r.Slots * Tails.PoissonAtLeast(r.Top, (double)r.Count / r.Slots)))]);
        return
        [
            .. rows.Zip(q).Where(r => r.Second <= Rate && r.First.Top >= LeastInBulk).Select(r => QuestionWords.Bulk(
                policy, r.First.Milestone, r.First.Office, r.First.Minute, r.First.Top, r.First.Count, (double)r.First.Count / r.First.Slots, r.Second, Split(r.First.Tickets))),
        ];
    }

    private static List<Question> GreenButBad(AnalysisSession session, Policy policy, CancellationToken cancel)
    {
        var rows = session.Connection.Query(
            Script("green_outcomes"),
            SqlParameters.None,
            row => (Clause: row.Text("clause_id"), Office: row.Text("office"), Met: row.Int64("met_count"), Judged: row.Int64("judged_count"),
                Felt: row.Int64("survey_count"), Bad: row.Int64("dissatisfied_count"), Repairs: row.Int64("repair_count"), Repeated: row.Int64("repeated_count"),
                BadTickets: row.Text("dissatisfied_tickets"), RepeatedTickets: row.Text("repeated_tickets")),
            cancel);
        Dictionary<string, double> targets = policy.Clauses.Where(c => c.Target is not null).GroupBy(c => c.Id).ToDictionary(g => g.Key, g => g.Last().Target!.Value);
        List<(OfficeCount Office, long OtherHits, long Others, double P)> tests = [];
        foreach (var r in rows.Where(r => targets.TryGetValue(r.Clause, out double target) && r.Judged > 0 && (double)r.Met / r.Judged >= target))
        {
            var others = rows.FindAll(o => o.Clause == r.Clause && o.Office != r.Office);
            Add(QuestionKind.GreenButDissatisfied, r.Bad, r.Felt, others.Sum(o => o.Bad), others.Sum(o => o.Felt), r.BadTickets);
            Add(QuestionKind.GreenButRepeated, r.Repeated, r.Repairs, others.Sum(o => o.Repeated), others.Sum(o => o.Repairs), r.RepeatedTickets);

            void Add(QuestionKind kind, long hits, long total, long otherHits, long otherTotal, string tickets)
            {
                if (total > 0 && otherTotal > 0)
                {
                    tests.Add((new OfficeCount(kind, r.Clause, r.Office, hits, total, (double)r.Met / r.Judged, Split(tickets)), otherHits, otherTotal, MoreThanOthers(hits, total, hits + otherHits, total + otherTotal)));
                }
            }
        }

        double[] q = FalseDiscovery.BenjaminiHochberg([.. tests.Select(t => t.P)]);
        return
        [
            .. tests.Zip(q).Where(t => t.Second <= Rate && t.First.Office.Hits >= LeastHits)
                .Select(t => QuestionWords.Green(policy, t.First.Office, t.First.OtherHits, t.First.Others, t.Second)),
        ];
    }

    private static List<OfficeCount> Read(AnalysisSession session, string script, QuestionKind kind, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        SqlParameters given = [];
        foreach ((string name, object? value) in parameters)
        {
            given[name] = value;
        }

        return session.Connection.Query(
            Script(script),
            given,
            row => new OfficeCount(
                kind, null, row.Text("office"), row.Int64("hit_count"), row.Int64("ticket_count"),
                kind == QuestionKind.OftenPaused && row.Double("open_minutes") > 0 ? row.Double("paused_minutes") / row.Double("open_minutes") : 0, Split(row.Text("tickets"))),
            cancel);
    }

    private static SqlScript Script(string name) => SqlScript.Load<AnalysisSession>($"Sla/Questions/{name}.sql");

    private static string[] Split(string tickets) => tickets.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>What was counted in an office: hits among tickets; a share that the words tell beside them (of time paused, of the clause kept).</summary>
internal sealed record OfficeCount(QuestionKind Kind, string? Clause, string Office, long Hits, long Total, double Beside, IReadOnlyList<string> Tickets);
