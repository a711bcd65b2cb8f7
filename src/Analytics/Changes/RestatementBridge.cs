using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Changes;

/// <summary>A row that differs between two states.</summary>
/// <param name="Kind">tickets, complaints, surveys, rectifications, installed_units.</param>
/// <param name="Key">Its key.</param>
/// <param name="Cause">Why it counts as changed.</param>
/// <param name="IsOfMonth">True when it was received (a survey: answered, else sent) in the month, before or now. Others may still matter, as a repeat a month later does.</param>
/// <param name="Columns">The columns whose values differ; empty for a row that one of the states doesn't have.</param>
/// <param name="FileName">The file that its present state came from.</param>
/// <param name="RowNumber">The row there, as a person counts in the sheet.</param>
public sealed record ChangedRow(string Kind, string Key, ChangeCause Cause, bool IsOfMonth, IReadOnlyList<string> Columns, string FileName, long RowNumber);

/// <summary>One step of a bridge.</summary>
/// <param name="Cause">What was applied.</param>
/// <param name="After">The figure with the rows of this cause and of those before it.</param>
/// <param name="Difference">After less before; null when one of the two can't be given.</param>
public sealed record BridgeStep(ChangeCause Cause, Figure After, double? Difference);

/// <summary>A figure then and now, and the way from one to the other.</summary>
/// <param name="Before">In the earlier state.</param>
/// <param name="Now">In the later one.</param>
/// <param name="Steps">One per cause, in order; the differences add up to now less before.</param>
public sealed record FigureChange(Figure Before, Figure Now, IReadOnlyList<BridgeStep> Steps);

/// <summary>
/// How a month's figures got from what an earlier state said to what the present one says. The causes are applied one after another
/// (late, withdrawn, reopened, corrected, progressed) and the figures computed after each, so that the differences add up exactly;
/// where two causes act on each other, the later one gets what they do together.
/// </summary>
/// <param name="Month">The month.</param>
/// <param name="From">The earlier state.</param>
/// <param name="To">The later one.</param>
/// <param name="Figures">The figures that differ in value or in n, in catalogue order.</param>
/// <param name="Rows">The rows that differ, by kind, cause and key.</param>
public sealed record RestatementBridge(ReportingMonth Month, AsOf From, AsOf To, IReadOnlyList<FigureChange> Figures, IReadOnlyList<ChangedRow> Rows)
{
    /// <summary>Computes it.</summary>
    /// <param name="warehouse">The open warehouse.</param>
    /// <param name="policy">The rules, the same for both states: a changed rule is no restatement of data.</param>
    /// <param name="month">The month.</param>
    /// <param name="from">The earlier state.</param>
    /// <param name="to">The later one.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <exception cref="ArgumentException">The states are in the wrong order.</exception>
    public static RestatementBridge Compute(WarehouseFile warehouse, Policy policy, ReportingMonth month, AsOf from, AsOf to, CancellationToken cancel = default)
    {
        if (from.Batch > to.Batch)
        {
            throw new ArgumentException($"Batch {from.Batch} came after batch {to.Batch}; the earlier state must come first.", nameof(from));
        }

        MixedState mix = MixedState.Make(warehouse, month, policy.Zone, from, to, cancel);
        List<IReadOnlyList<Figure>> states = [];
        for (int applied = 0; applied <= ChangeCauses.All.Count; applied++)
        {
            ChangeCause[] causes = [.. ChangeCauses.All.Take(applied)];
            using AnalysisSession session = mix.Open(policy, causes, causes.Contains(ChangeCause.Progressed) ? to : @from with { Batch = to.Batch });
            states.Add(MonthFigures.Compute(session, policy, [month], cancel: cancel));
        }

        return new(month, from, to, Compare(states), mix.Rows(cancel));
    }

    private static List<FigureChange> Compare(List<IReadOnlyList<Figure>> states)
    {
        List<Dictionary<(string, FigureGroup), Figure>> byKey = [.. states.Select(s => s.ToDictionary(f => (f.Metric, f.Group)))];
        IEnumerable<Figure> all = states[^1].Concat(states[0].Where(f => !byKey[^1].ContainsKey((f.Metric, f.Group))));
        List<FigureChange> changes = [];
        foreach (Figure sample in all)
        {
            Figure[] way = [.. byKey.Select(s => s.GetValueOrDefault((sample.Metric, sample.Group)) ?? sample with { Value = null, N = 0, Lower = null, Upper = null, Unmeasurable = 0, Numerator = null, Pending = 0 })];
            if (way[0].Value != way[^1].Value || way[0].N != way[^1].N)
            {
                changes.Add(new(way[0], way[^1], [.. ChangeCauses.All.Select((cause, i) => new BridgeStep(cause, way[i + 1], way[i + 1].Value - way[i].Value))]));
            }
        }

        return changes;
    }
}
