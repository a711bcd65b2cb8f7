using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Reliability;

/// <summary>A figure at an age.</summary>
/// <param name="Months">Age in months in service (of 30.4375 days).</param>
/// <param name="Watched">Units watched at that age.</param>
/// <param name="Value">Repairs per unit up to that age (may exceed 1), or the share still without failure (0 to 1).</param>
/// <param name="Interval">95 %.</param>
public sealed record AgePoint(int Months, long Watched, double Value, Interval Interval);

/// <summary>What a group of units went through by age.</summary>
/// <param name="Units">Units watched for a while.</param>
/// <param name="UnitsFromDelivery">Of those, watched from delivery; the others were delivered before repairs were recorded.</param>
/// <param name="Repairs">Repairs of these units while they were watched.</param>
/// <param name="FirstFailures">Units with at least one.</param>
/// <param name="RepairsPerUnit">
/// Mean cumulative function at every month in service for which at least <see cref="ReliabilityFindings.FewestWatched"/> units were watched at every age
/// up to it; robust interval (before the first repair: 0 with the exact Poisson upper limit). Empty when nobody was watched from delivery.
/// </param>
/// <param name="WithoutFailure">Kaplan–Meier share still without failure, over the same months.</param>
/// <param name="Weibull">Of the time to the first failure, in days; null with fewer than <see cref="ReliabilityFindings.FewestFailures"/> first failures or no finite answer.</param>
public sealed record LifeCurve(
    long Units,
    long UnitsFromDelivery,
    long Repairs,
    long FirstFailures,
    IReadOnlyList<AgePoint> RepairsPerUnit,
    IReadOnlyList<AgePoint> WithoutFailure,
    WeibullFit? Weibull)
{
    /// <summary>Repairs per unit up to a month in service; null when too few were watched for so long.</summary>
    public AgePoint? RepairsAt(int months) => RepairsPerUnit.FirstOrDefault(p => p.Months == months);

    /// <summary>The same per thousand units.</summary>
    public AgePoint? RepairsPerThousandAt(int months) => RepairsAt(months) is { } point
        ? point with { Value = 1000 * point.Value, Interval = new(1000 * point.Interval.Lower, 1000 * point.Interval.Upper, point.Interval.Level) }
        : null;

    /// <summary>Share still without failure at a month in service; null likewise.</summary>
    public AgePoint? WithoutFailureAt(int months) => WithoutFailure.FirstOrDefault(p => p.Months == months);
}

/// <summary>How a batch stands against other units of its model.</summary>
public enum BatchVerdict
{
    /// <summary>Nothing that chance doesn't explain.</summary>
    NotDifferent,

    /// <summary>More repairs per unit, with the false discovery rate held over all batches of all models.</summary>
    Worse,

    /// <summary>Fewer repairs per unit, likewise.</summary>
    Better,

    /// <summary>Too few units or repairs on one of the sides.</summary>
    NotTested,
}

/// <summary>Repairs per unit of some units less those of others at one age.</summary>
/// <param name="Months">The age.</param>
/// <param name="Value">Repairs per unit, difference.</param>
/// <param name="Interval">95 %, normal, both errors robust.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="QValue">Benjamini–Hochberg over all batches of all models; null when it was asked for on its own.</param>
public sealed record CurveDifference(int Months, double Value, Interval Interval, double PValue, double? QValue = null);

/// <summary>One batch of a model.</summary>
/// <param name="Batch">As stored; <c>(none)</c> for units that name none.</param>
/// <param name="Curve">Its units.</param>
/// <param name="AgainstRest">Against all other units of the model; null when it can't be told.</param>
/// <param name="Verdict">Whether it differs by more than noise.</param>
public sealed record BatchReliability(string Batch, LifeCurve Curve, CurveDifference? AgainstRest, BatchVerdict Verdict);

/// <summary>One product model.</summary>
/// <param name="Model">As stored; <c>(none)</c> for units that name none.</param>
/// <param name="Curve">All its units.</param>
/// <param name="Batches">Those that differ first, worst first; then by name.</param>
public sealed record ModelReliability(string Model, LifeCurve Curve, IReadOnlyList<BatchReliability> Batches);

/// <summary>How units last: repairs by months in service, time to the first failure, and which batches are worse.</summary>
/// <remarks>
/// A failure is a repair ticket (request type repair) of the unit's serial number, on the local day of its receipt; every one counts, repeats too. Units are watched up to the end
/// of the month. Units delivered before repairs were recorded come under watch late; for them the first failure <em>seen</em> counts as the first, which is right when a repair leaves
/// a unit as it was before the fault (Meeker and Escobar, Statistical Methods for Reliability Data, 1998, section 16.3, "minimal repair"), and a little harsh or mild otherwise.
/// </remarks>
/// <param name="WatchedTo">First day that isn't watched any more: the month's end, or the as-of day when that is earlier.</param>
/// <param name="RecordsFrom">Day from which repairs are recorded; null without any watched unit.</param>
/// <param name="Units">Units of the installed base.</param>
/// <param name="UnitsWatched">Of those, watched for a while.</param>
/// <param name="UnitsWithoutDelivery">Of those, without a day of delivery.</param>
/// <param name="Repairs">Repair tickets received before the end.</param>
/// <param name="RepairsUsed">Of those, of a watched unit: the figures rest on them.</param>
/// <param name="RepairsOfUnknownUnits">Of those, without a serial number or with one that isn't in the installed base.</param>
/// <param name="RepairsBeforeDelivery">Of those, received before the delivery.</param>
/// <param name="Models">Most repairs per unit in the first twelve months first; those that can't be told last.</param>
public sealed record ReliabilityFindings(
    DateOnly WatchedTo,
    DateOnly? RecordsFrom,
    long Units,
    long UnitsWatched,
    long UnitsWithoutDelivery,
    long Repairs,
    long RepairsUsed,
    long RepairsOfUnknownUnits,
    long RepairsBeforeDelivery,
    IReadOnlyList<ModelReliability> Models)
{
    /// <summary>Repairs by month of delivery and month in service, of the model whose batch stands out most, else of the one with most repairs; null without an installed base.</summary>
    public NevadaTable? Nevada { get; init; }

    /// <summary>A curve goes on only while so many units are watched: with fewer, one unit's repair moves it by a tenth.</summary>
    public const int FewestWatched = 10;

    /// <summary>Fewer units are no batch to compare.</summary>
    public const int SmallestBatch = 20;

    /// <summary>Repairs on each side of a comparison by its age, and first failures under a Weibull fit, at the least: below, normal intervals mean nothing.</summary>
    public const int FewestFailures = 5;

    /// <summary>Days in a month in service: a twelfth of a mean year.</summary>
    public const double DaysPerMonth = 365.25 / 12;

    /// <summary>The ages at which batches' failures per thousand units are told.</summary>
    public static readonly IReadOnlyList<int> BatchAges = [3, 6, 12];

    /// <summary>The ages that tables name.</summary>
    public static readonly IReadOnlyList<int> Ages = [FirstAge, 24, 36];

    private const int FirstAge = 12;

    /// <summary>Computes the chapter.</summary>
    /// <param name="session">The state of knowledge.</param>
    /// <param name="policy">Its zone is the session's; nothing else of it is read.</param>
    /// <param name="month">The reported month: lives are watched to its end.</param>
    /// <param name="cancel">Stops the engine.</param>
    /// <returns>No models without an installed base.</returns>
    public static ReliabilityFindings Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        UnitLives lives = UnitLives.Read(session, month, cancel);
        List<ModelReliability> models =
        [
            .. lives.Models.Select(model => new ModelReliability(model, LifeCurves.Of(lives.Of(model)), BatchComparison.Of(lives, model))),
        ];
        List<ModelReliability> judged =
        [
            .. BatchComparison.Judge(models).OrderByDescending(m => m.Curve.RepairsAt(FirstAge)?.Value ?? -1).ThenBy(m => m.Model, StringComparer.Ordinal),
        ];
        string? told = judged.OrderByDescending(m => m.Batches.Where(b => b.Verdict == BatchVerdict.Worse).Select(b => b.AgainstRest!.Value).DefaultIfEmpty(0).Max())
            .ThenByDescending(m => m.Curve.Repairs).ThenBy(m => m.Model, StringComparer.Ordinal).FirstOrDefault()?.Model;
        return lives.Totals with
        {
            Models = judged,
            Nevada = told is null ? null : NevadaTable.Compute(session, month, told, cancel: cancel),
        };
    }

    /// <summary>One batch of a model against another, at the longest age at which both can be told.</summary>
    /// <returns>Null when a batch has too few units or repairs.</returns>
    public static CurveDifference? Difference(AnalysisSession session, ReportingMonth month, string model, string batch, string other, CancellationToken cancel = default)
    {
        UnitLives lives = UnitLives.Read(session, month, cancel);
        return BatchComparison.Difference(lives.Of(model, batch), lives.Of(model, other));
    }
}
