using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Metrics.Satisfaction;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Satisfaction;

/// <summary>Computes the chapter on satisfaction.</summary>
internal static class SatisfactionChapter
{
    private static readonly MetricDefinition[] Metrics =
    [
        SatisfactionMetrics.ResponseRate,
        SatisfactionMetrics.TopTwo,
        SatisfactionMetrics.MeanScore,
        SatisfactionMetrics.Dissatisfied,
        SatisfactionMetrics.NetPromoter,
        SatisfactionMetrics.CalledBackInTime,
    ];

    private static readonly string[] Dimensions = ["region", "office", "product_series", "technician"];

    public static SatisfactionFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel)
    {
        SatisfactionRules rules = SatisfactionRules.Of(policy);
        List<ReportingMonth> before = session.Months;
        session.UseMonths(Enumerable.Range(0, rules.SeriesMonths).Select(back => month.Plus(-back)));
        try
        {
            session.SplitBy(null);
            List<Figure> series = MetricCatalog.Compute(session, Metrics.Select(m => m.Key), null, cancel);
            ScoreHistory scores = ScoreHistory.Read(session, cancel);
            return new(
                month,
                rules,
                session.Connection.Scalar("select 1 from mart_surveys limit 1", cancel: cancel) is not null,
                ChangesOf(session, rules, month, series, scores, cancel),
                series,
                GroupsOf(scores, rules, month),
                AspectsOf(session, cancel),
                DissatisfiedBetween(session, policy, month.Start(session.Zone), month.End(session.Zone), cancel));
        }
        finally
        {
            session.UseMonths(before);
        }
    }

    /// <summary>Dissatisfied answers of a time: key customers first, then those not called back, then newest.</summary>
    public static List<DissatisfiedCustomer> DissatisfiedBetween(
        AnalysisSession session, Policy policy, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
    [
        .. session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Satisfaction/dissatisfied.sql"),
            new() { ["from_utc"] = from, ["to_utc"] = to },
            row => Read(row, policy, session.AsOf.Instant),
            cancel)
            .OrderByDescending(d => d.IsKeyCustomer)
            .ThenByDescending(d => d.CallBack == CallBackState.Overdue)
            .ThenByDescending(d => d.AnsweredAt)
            .ThenBy(d => d.SurveyId, StringComparer.Ordinal),
    ];

    private static DissatisfiedCustomer Read(Row row, Policy policy, DateTimeOffset asOf)
    {
        DateTimeOffset answered = row.Instant("answered_at_utc");
        DateTimeOffset? called = row.InstantOrNull("called_back_at_utc");
        DateTimeOffset? due = CallBackDeadlines.Of(policy, answered);
        return new(
            row.Text("survey_id"),
            row.TextOrNull("ticket_id"),
            row.TextOrNull("customer"),
            row.Boolean("is_key_customer"),
            row.TextOrNull("region"),
            row.TextOrNull("office"),
            row.TextOrNull("product_model"),
            row.TextOrNull("technician"),
            answered,
            row.Double("overall_score"),
            row.Double("score_scale"),
            row.FreeTextOrNull("comment"),
            called,
            due,
            State(answered, called, due, asOf));
    }

    /// <summary>The same verdict as in called_back_in_time.sql; a test ties them out.</summary>
    private static CallBackState State(DateTimeOffset answered, DateTimeOffset? called, DateTimeOffset? due, DateTimeOffset asOf) =>
        due is null || called < answered ? CallBackState.Unmeasurable
        : called <= due ? CallBackState.InTime
        : called is not null ? CallBackState.Late
        : due < asOf ? CallBackState.Overdue
        : CallBackState.Pending;

    private static List<SatisfactionChange> ChangesOf(
        AnalysisSession session, SatisfactionRules rules, ReportingMonth month, List<Figure> series, ScoreHistory scores, CancellationToken cancel)
    {
        Dictionary<ReportingMonth, Recommendations> answers = session.Connection.Query(
            SqlScript.Load<AnalysisSession>(SatisfactionMetrics.NetPromoter.Sql),
            SqlParameters.None,
            row => (Month: new ReportingMonth(row.Date("month")), Answers: new Recommendations(row.Int64("promoters"), row.Int64("passives"), row.Int64("detractors"))),
            cancel).ToDictionary(r => r.Month, r => r.Answers);
        ReportingMonth[] previous = [month.Previous];
        ReportingMonth[] before = [.. Enumerable.Range(1, rules.BaseMonths).Select(back => month.Plus(-back))];
        Comparison? To(MetricDefinition metric, Figure now, ReportingMonth[] then) =>
            metric == SatisfactionMetrics.NetPromoter ? OfRecommendations(answers, month, then)
            : metric == SatisfactionMetrics.MeanScore ? OfMeans(scores, month, then)
            : OfShares(now, [.. series.Where(f => f.Metric == metric.Key && then.Contains(f.Month))]);
        return
        [
            .. from metric in Metrics
               let now = series.Single(f => f.Metric == metric.Key && f.Month == month)
               select new SatisfactionChange(now, To(metric, now, previous), To(metric, now, before)),
        ];
    }

    private static Comparison? OfShares(Figure now, List<Figure> then)
    {
        long count = then.Sum(f => f.Numerator ?? 0);
        long total = then.Sum(f => f.N);
        return Proportion.Difference(now.Numerator ?? 0, now.N, count, total) is { } difference
            ? new((double)count / total, total, difference.Value, difference.Interval.Lower, difference.Interval.Upper, Proportion.Test(now.Numerator ?? 0, now.N, count, total)!.PValue)
            : null;
    }

    private static Comparison? OfMeans(ScoreHistory scores, ReportingMonth month, ReportingMonth[] then)
    {
        Scores past = then.Aggregate(default(Scores), (sum, m) => sum + scores.Of(SurveyGroup.All, m));
        return Mean.Difference(scores.Of(SurveyGroup.All, month).MeanEstimate, past.MeanEstimate) is { } difference
            ? new(past.Mean, past.Count, difference.Value, difference.Interval?.Lower, difference.Interval?.Upper, difference.PValue)
            : null;
    }

    private static Comparison? OfRecommendations(Dictionary<ReportingMonth, Recommendations> answers, ReportingMonth month, ReportingMonth[] then)
    {
        const int points = 100;
        Recommendations now = answers.GetValueOrDefault(month);
        Recommendations past = then.Select(m => answers.GetValueOrDefault(m))
            .Aggregate((one, other) => new(one.Promoters + other.Promoters, one.Passives + other.Passives, one.Detractors + other.Detractors));
        return NetPromoter.Change(now, past) is { } change
            ? new(
                points * (double)(past.Promoters - past.Detractors) / (past.Promoters + past.Passives + past.Detractors),
                past.Promoters + past.Passives + past.Detractors,
                points * change.Value,
                points * change.Interval.Lower,
                points * change.Interval.Upper,
                change.PValue)
            : null;
    }

    private static List<SatisfactionGroup> GroupsOf(ScoreHistory scores, SatisfactionRules rules, ReportingMonth month)
    {
        List<GroupScores<SurveyGroup>> all = scores.At(month, rules.BaseMonths);
        Dictionary<SurveyGroup, double> drops = QValues(all, rules, ShiftDirection.Drop);
        Dictionary<SurveyGroup, double> rises = QValues(all, rules, ShiftDirection.Rise);
        List<SatisfactionGroup> groups = [];
        foreach (string dimension in Dimensions)
        {
            List<GroupScores<SurveyGroup>> own = [.. all.Where(g => g.Key.Dimension == dimension && g.Now.Count > 0)];
            groups.AddRange(own.Where(g => g.Now.Count >= rules.PoolBelow)
                .OrderBy(g => (double)g.Now.TopTwo / g.Now.Count).ThenByDescending(g => g.Now.Count).ThenBy(g => g.Key.Name, StringComparer.Ordinal)
                .Select(g => Row(dimension, g.Key.Name, 1, g.Now, g.Before, Of(drops, g.Key), Of(rises, g.Key), rules)));
            List<GroupScores<SurveyGroup>> small = [.. own.Where(g => g.Now.Count < rules.PoolBelow)];
            if (small.Count > 0)
            {
                groups.Add(Row(
                    dimension,
                    small.Count == 1 ? small[0].Key.Name : null,
                    small.Count,
                    small.Aggregate(default(Scores), (sum, g) => sum + g.Now),
                    small.Aggregate(default(Scores), (sum, g) => sum + g.Before),
                    null,
                    null,
                    rules));
            }
        }

        return groups;

        static double? Of(Dictionary<SurveyGroup, double> q, SurveyGroup group) => q.TryGetValue(group, out double value) ? value : null;
    }

    private static Dictionary<SurveyGroup, double> QValues(List<GroupScores<SurveyGroup>> groups, SatisfactionRules rules, ShiftDirection direction) =>
        ScoreShiftDetection.Find(groups, rules.MinimumAnswers, direction).ToDictionary(s => s.Group.Key, s => s.QValue);

    private static SatisfactionGroup Row(
        string dimension, string? name, int pooled, Scores now, Scores before, double? drop, double? rise, SatisfactionRules rules) =>
        new(
            dimension,
            name,
            pooled,
            now,
            Proportion.Wilson(now.TopTwo, now.Count)!,
            now.MeanEstimate?.Interval,
            before,
            Proportion.Difference(now.TopTwo, now.Count, before.TopTwo, before.Count),
            drop,
            rise,
            drop <= rules.FalseDiscoveryRate,
            rise <= rules.FalseDiscoveryRate);

    private static List<SatisfactionAspect> AspectsOf(AnalysisSession session, CancellationToken cancel)
    {
        List<SatisfactionAspect> aspects = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Satisfaction/aspects.sql"),
            SqlParameters.None,
            row => new SatisfactionAspect(
                new ReportingMonth(row.Date("month")),
                row.Text("aspect"),
                row.Int64("n"),
                row.DoubleOrNull("mean"),
                Mean.FromMoments(row.Int64("n"), row.DoubleOrNull("mean") ?? 0, row.DoubleOrNull("standard_deviation"))?.Interval),
            cancel);
        HashSet<string> asked = [.. aspects.Where(a => a.N > 0).Select(a => a.Aspect)];
        return [.. aspects.Where(a => asked.Contains(a.Aspect))];
    }
}
