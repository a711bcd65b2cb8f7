using System.Text.Json.Nodes;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Analytics.Sla.Duties;
using ServiceAnalytics.Analytics.Summary;
using ServiceAnalytics.Analytics.Sla.Groups;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.App.Commands;

/// <summary>Clauses and duties of a month as JSON; the keys are documented in docs/operations.md.</summary>
internal static class SlaJson
{
    public static JsonArray Clauses(SlaFindings findings, ComplianceChanges changes, IReadOnlyList<ImportedDueDate> imported) =>
    [
        .. findings.Clauses.Select(c => (JsonNode)With(
            Head("clause", c.Clause.Id, c.Clause.Title, c.Current),
            ("unknown_codes", c.Current.UnknownCodes),
            ("extended", c.Current.Extended),
            ("cancelled", c.Current.Cancelled),
            ("past_early_mark", c.Current.PastEarlyMark),
            ("versions", new JsonArray([.. c.Versions.Select(v => (JsonNode)With(Head("clause", c.Clause.Id, c.Clause.Title, v.Verdicts), ("valid_from", v.Clause.ValidFrom?.ToString("yyyy-MM-dd")), ("valid_to", v.Clause.ValidTo?.ToString("yyyy-MM-dd"))))])),
            ("median_minutes", c.Current.MedianMinutes),
            ("p90_minutes", c.Current.P90Minutes),
            ("running", c.Current.Running),
            ("target", c.Clause.Target),
            ("target_verdict", Word(c.Target)),
            ("on_previous_month", Change(changes.Since(c.Clause.Id, findings.Month.Previous))),
            ("on_year_before", Change(changes.Since(c.Clause.Id, findings.Month.YearBefore))),
            ("unmeasurable_by", Reasons(c.UnmeasurableBy)),
            ("imported_due", Imported(imported.FirstOrDefault(d => d.ClauseId == c.Clause.Id))),
            ("worst", new JsonArray([.. c.Worst.Select(b => (JsonNode)new JsonObject
            {
                ["ticket"] = b.TicketId,
                ["customer"] = b.Customer,
                ["office"] = b.Office,
                ["open"] = b.IsOpen,
                ["elapsed_minutes"] = b.ElapsedMinutes,
                ["limit_minutes"] = b.LimitMinutes,
                ["overrun_minutes"] = b.OverrunMinutes,
            })])))),
    ];

    public static JsonArray Notices(IReadOnlyList<NoticeEffect> notices) =>
    [
        .. notices.Select(n => (JsonNode)new JsonObject
        {
            ["notice"] = n.Notice.Id,
            ["issued_on"] = n.Notice.IssuedOn?.ToString("yyyy-MM-dd"),
            ["verdicts"] = n.Cases,
            ["clauses"] = new JsonArray([.. n.Clauses.Select(c => (JsonNode)new JsonObject { ["clause"] = c.ClauseId, ["verdicts"] = c.Cases })]),
        }),
    ];

    public static JsonArray Duties(DutyFindings findings, ComplianceChanges changes) =>
    [
        .. findings.Measured.Select(d => (JsonNode)With(
            Head("duty", d.Duty.Id, d.Duty.Title, d.Current),
            ("done", d.Current.Stopped),
            ("median_days", d.Current.MedianDays),
            ("p90_days", d.Current.P90Days),
            ("target", d.Duty.Target),
            ("target_verdict", Word(d.Target)),
            ("on_previous_month", Change(changes.Since(d.Duty.Id, findings.Month.Previous))),
            ("on_year_before", Change(changes.Since(d.Duty.Id, findings.Month.YearBefore))),
            ("unmeasurable_by", Reasons(d.UnmeasurableBy)),
            ("worst", new JsonArray([.. d.Worst.Select(b => (JsonNode)new JsonObject
            {
                ["subject"] = b.Subject,
                ["ticket"] = b.TicketId,
                ["customer"] = b.Customer,
                ["office"] = b.Office,
                ["start"] = Day(b.StartOn),
                ["due"] = Day(b.DueOn),
                ["done"] = Day(b.DoneOn),
                ["late_days"] = b.LateDays,
            })])))),
    ];

    public static JsonArray Figures(IEnumerable<PromisedFigure> figures) =>
    [
        .. figures.Select(f => (JsonNode)new JsonObject { ["id"] = f.Id, ["title_zh"] = f.Title.Zh, ["title_en"] = f.Title.En, ["metric"] = f.Metric }),
    ];

    public static JsonArray NotMeasured(IEnumerable<NotMeasured> promises) =>
    [
        .. promises.Select(n => (JsonNode)new JsonObject
        {
            ["id"] = n.Id,
            ["title_zh"] = n.Title.Zh,
            ["title_en"] = n.Title.En,
            ["needs_zh"] = n.Needs.Zh,
            ["needs_en"] = n.Needs.En,
        }),
    ];

    public static JsonObject? Change(GroupChange? change) => change is null ? null : new JsonObject
    {
        ["difference"] = change.Change.Difference.Value,
        ["lower"] = change.Change.Difference.Interval.Lower,
        ["upper"] = change.Change.Difference.Interval.Upper,
        ["p"] = change.Change.Test.PValue,
        ["q"] = change.QValue,
        ["real"] = change.IsReal,
    };

    private static JsonObject Head(string kind, string id, Bilingual title, Verdicts month)
    {
        Interval? interval = month.Interval;
        return new JsonObject
        {
            [kind] = id,
            ["title_zh"] = title.Zh,
            ["title_en"] = title.En,
            ["met"] = month.Met,
            ["breached"] = month.Breached,
            ["pending"] = month.Pending,
            ["unmeasurable"] = month.Unmeasurable,
            ["value"] = month.Share,
            ["n"] = month.N,
            ["lower"] = interval?.Lower,
            ["upper"] = interval?.Upper,
            ["coverage"] = month.Coverage,
            ["value_at_worst"] = month.ShareAtWorst,
            ["value_at_best"] = month.ShareAtBest,
        };
    }

    private static JsonObject With(JsonObject head, params (string Key, JsonNode? Value)[] more)
    {
        foreach ((string key, JsonNode? value) in more)
        {
            head[key] = value;
        }

        return head;
    }

    private static JsonObject Reasons(IReadOnlyList<(string Reason, long Cases)> reasons) =>
        new(reasons.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Reason, r.Cases)));

    private static JsonObject? Imported(ImportedDueDate? due) => due is null ? null : new JsonObject
    {
        ["compared"] = due.Compared,
        ["met_here_late_there"] = due.MetHereLateThere,
        ["breached_here_in_time_there"] = due.BreachedHereInTimeThere,
        ["examples"] = new JsonArray([.. due.Examples.Select(t => (JsonNode)t)]),
    };

    private static string? Word(TargetState state) => state == TargetState.NotJudged ? null : state.ToString().ToLowerInvariant();

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
