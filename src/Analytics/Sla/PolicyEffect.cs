using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla;

/// <summary>Cases of a clause whose verdict would be another one under another policy.</summary>
/// <param name="ClauseId">The clause.</param>
/// <param name="From">The verdict under the policy in force; null when the ticket has no case of the clause there.</param>
/// <param name="To">The verdict under the other policy; null when the ticket has no case there.</param>
/// <param name="Count">How many cases of the month.</param>
/// <param name="Examples">The first few tickets, by number.</param>
public sealed record ChangedVerdicts(string ClauseId, string? From, string? To, long Count, IReadOnlyList<string> Examples);

/// <summary>A figure that would be another one under another policy.</summary>
/// <param name="Before">Under the policy in force; null when there is no such figure.</param>
/// <param name="After">Under the other policy; null when there is no such figure.</param>
public sealed record ChangedFigure(Figure? Before, Figure? After);

/// <summary>What a policy would change in a month if it were taken: seen before it is.</summary>
/// <param name="Month">The month.</param>
/// <param name="Verdicts">By clause, then by verdict before and after.</param>
/// <param name="Figures">In the order of the catalogue; unchanged figures are left out.</param>
public sealed record PolicyEffect(ReportingMonth Month, IReadOnlyList<ChangedVerdicts> Verdicts, IReadOnlyList<ChangedFigure> Figures)
{
    /// <summary>What hangs on the notices of days off under the other policy.</summary>
    public required IReadOnlyList<NoticeEffect> Notices { get; init; }

    /// <summary>Judges the month by both policies on the same state of the data.</summary>
    /// <param name="warehouse">The data.</param>
    /// <param name="asOf">The state of knowledge.</param>
    /// <param name="before">The policy in force.</param>
    /// <param name="after">The policy that might be taken; of the same zone.</param>
    /// <param name="month">The month.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <exception cref="ArgumentException">The zones differ: the two policies' months are not the same stretch of time.</exception>
    /// <exception cref="CalendarRangeException">A calendar of either policy ends before the as-of instant.</exception>
    public static PolicyEffect Of(WarehouseFile warehouse, AsOf asOf, Policy before, Policy after, ReportingMonth month, CancellationToken cancel = default)
    {
        if (before.ZoneId != after.ZoneId)
        {
            throw new ArgumentException($"The policies' zones differ ({before.ZoneId}, {after.ZoneId}): their months are not the same stretch of time and can't be compared case by case.", nameof(after));
        }

        return new PolicyEffect(month, VerdictsOf(warehouse, asOf, before, after, month, cancel), FiguresOf(warehouse, asOf, before, after, month, cancel))
        {
            Notices = NoticeEffect.Of(warehouse, asOf, after, month, cancel),
        };
    }

    private static List<ChangedVerdicts> VerdictsOf(WarehouseFile warehouse, AsOf asOf, Policy before, Policy after, ReportingMonth month, CancellationToken cancel)
    {
        using AnalysisSession session = AnalysisSession.Open(warehouse, asOf, before);
        session.UseMonths([month]);
        SlaJudge.Judge(session, before, cancel);
        session.Connection.Execute(SqlScript.Load<AnalysisSession>("Sla/cases_before_table.sql"), cancel: cancel);
        session.Connection.Execute("insert into sla_cases_before select clause_id, ticket_id, verdict from sla_cases", cancel: cancel);
        SlaJudge.Judge(session, after, cancel);
        return session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/changed_verdicts.sql"),
            SqlParameters.None,
            row => new ChangedVerdicts(row.Text("clause_id"), row.TextOrNull("verdict_before"), row.TextOrNull("verdict_after"), row.Int64("case_count"), row.Text("examples").Split(' ')),
            cancel);
    }

    private static List<ChangedFigure> FiguresOf(WarehouseFile warehouse, AsOf asOf, Policy before, Policy after, ReportingMonth month, CancellationToken cancel)
    {
        Dictionary<(string, FigureGroup), Figure> first = Compute(before);
        Dictionary<(string, FigureGroup), Figure> second = Compute(after);
        List<ChangedFigure> changed = [];
        foreach ((string, FigureGroup) key in first.Keys.Concat(second.Keys).Distinct())
        {
            Figure? old = first.GetValueOrDefault(key);
            Figure? now = second.GetValueOrDefault(key);
            if (old?.Value != now?.Value || old?.N != now?.N || old?.Unmeasurable != now?.Unmeasurable)
            {
                changed.Add(new ChangedFigure(old, now));
            }
        }

        return changed;

        Dictionary<(string, FigureGroup), Figure> Compute(Policy policy)
        {
            using AnalysisSession session = AnalysisSession.Open(warehouse, asOf, policy);
            return MonthFigures.Compute(session, policy, [month], cancel: cancel).ToDictionary(f => (f.Metric, f.Group));
        }
    }
}
