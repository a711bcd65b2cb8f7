using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Metrics;

/// <summary>Several rows of the query are one figure: a month's repairs by how long they have been watched and whether they came back.</summary>
internal sealed class CohortEstimator(bool isOfSurvivors) : Estimator(
    ["follow_up_days", "is_event", "row_count", "window_days", "is_provisional", "unmeasurable"],
    new("已满观察期：Wilson 计分区间；未满：Kaplan–Meier 双对数区间（95%）", "Mature months: Wilson score; immature months: Kaplan–Meier, log–log; 95 %"))
{
    internal override Estimate OfNothing => Estimators.ShareOf(0, 0);

    internal override List<Figure> Read(
        AnalysisSession session, SqlScript script, SqlParameters parameters, Func<string, FigureGroup> group, string key, CancellationToken cancel)
    {
        var rows = session.Connection.Query(
            script,
            parameters,
            row => (
                Month: new ReportingMonth(row.Date("month")),
                Group: row.Text("group_name"),
                FollowUp: row.DoubleOrNull("follow_up_days") is { } days ? new FollowUp(days, row.Boolean("is_event"), row.Int64("row_count")) : default,
                Window: row.Double("window_days"),
                IsProvisional: row.Boolean("is_provisional"),
                Unmeasurable: row.Int64("unmeasurable")),
            cancel);
        List<Figure> figures = [];
        foreach (var cohort in rows.GroupBy(r => (r.Month, r.Group)))
        {
            var first = cohort.First();
            Estimate estimate = Of([.. cohort.Select(r => r.FollowUp)], first.Window, first.IsProvisional);
            figures.Add(Make(key, cohort.Key.Month, group(cohort.Key.Group), estimate, new Beside(cohort.Sum(r => r.Unmeasurable), 0, first.IsProvisional)));
        }

        return figures;
    }

    /// <summary>
    /// Without repairs watched to the end of the window, Kaplan–Meier says nothing about it: then there is no value, only n and the number so far.
    /// </summary>
    private Estimate Of(IReadOnlyList<FollowUp> cases, double window, bool isProvisional)
    {
        long n = cases.Sum(c => c.Count);
        long events = cases.Where(c => c.IsEvent).Sum(c => c.Count);
        long counted = isOfSurvivors ? n - events : events;
        if (!isProvisional)
        {
            return Estimators.ShareOf(counted, n);
        }

        return KaplanMeier.Fit(cases).At(window) is { } curve
            ? isOfSurvivors
                ? new(curve.Survival, n, curve.Interval, counted)
                : new(curve.EventShare, n, curve.EventShareInterval, counted)
            : new(null, n, null, counted);
    }
}
