using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Trends.Issues;

/// <summary>One month of an issue's series.</summary>
/// <param name="Month">Which.</param>
/// <param name="Observed">Repair tickets.</param>
/// <param name="Expected">As the model of its past expects; the months under judgement are foretold, those before are fitted.</param>
/// <param name="Upper">The count that an undisturbed month exceeds with a chance of 1 %; null for the months that make the expectation.</param>
public sealed record IssueMonth(ReportingMonth Month, long Observed, double Expected, long? Upper = null);

/// <summary>Repairs of an issue that name a value.</summary>
/// <param name="Value">As stored (users' text).</param>
/// <param name="Repairs">How many.</param>
public sealed record ValueCount(string Value, long Repairs);

/// <summary>A series that an issue explains.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Observed">Repairs in the months that show it best.</param>
/// <param name="Expected">Expected in them.</param>
/// <param name="QValue">Over all series tested.</param>
public sealed record FoldedSeries(SeriesKey Key, long Observed, double Expected, double QValue);

/// <summary>A rectification notice about the same fault.</summary>
/// <param name="Number">Of the notice.</param>
/// <param name="Model">Product model; null when none is named.</param>
/// <param name="Problem">In the source's words.</param>
/// <param name="Measure">In the source's words.</param>
/// <param name="IssuedOn">Day of issue; null when unknown.</param>
/// <param name="ImplementedOn">Day the measure was in place; null when it isn't.</param>
/// <param name="Result">effective, not_effective, pending or unknown, as reported.</param>
public sealed record PastNotice(string Number, string? Model, string? Problem, string? Measure, DateOnly? IssuedOn, DateOnly? ImplementedOn, string? Result);

/// <summary>A way in which the fault was repaired before the issue began.</summary>
/// <param name="Cause">Category: quality, misuse, other, unknown.</param>
/// <param name="Part">Failed part; null when not given.</param>
/// <param name="Mode">phone, part_sent, on_site, factory_return, exchange, unknown.</param>
/// <param name="Repairs">Completed repairs of the 24 months before.</param>
/// <param name="Watched">Of these, watched for 90 days.</param>
/// <param name="Held">Of the watched, those without another ticket of the unit and fault within 90 days.</param>
public sealed record PastFix(string Cause, string? Part, string Mode, long Repairs, long Watched, long Held);

/// <summary>Repairs that depart from their past by more than noise: the series that tells it best, with all that one would look up first.</summary>
/// <param name="Key">The series.</param>
/// <param name="IsRise">Rise or fall.</param>
/// <param name="Observed">Repair tickets of the month.</param>
/// <param name="Expected">Expected in the month: exposure, trend, season and what isn't reported yet allowed for.</param>
/// <param name="WindowMonths">Months up to this one that show it best when taken together: 1 = the month alone.</param>
/// <param name="WindowObserved">Repair tickets of these months.</param>
/// <param name="WindowExpected">Expected in them.</param>
/// <param name="Ratio">Observed ÷ expected in these months.</param>
/// <param name="Interval">95 % limits of the ratio.</param>
/// <param name="PValue">Two-sided, month and window as one test.</param>
/// <param name="QValue">Over all series tested at once.</param>
/// <param name="Basis">Over what repairs are counted.</param>
/// <param name="Since">The month in which the change most likely began, at most a year back.</param>
public sealed record FaultIssue(
    SeriesKey Key,
    bool IsRise,
    long Observed,
    double Expected,
    int WindowMonths,
    long WindowObserved,
    double WindowExpected,
    double Ratio,
    Interval Interval,
    double PValue,
    double QValue,
    ExposureBasis Basis,
    ReportingMonth Since)
{
    /// <summary>The model: the series' own, or the one that nearly all (95 %) of its repairs name; null when there are several.</summary>
    public string? Model { get; init; }

    /// <summary>The fault, likewise.</summary>
    public FaultName? Fault { get; init; }

    /// <summary>Repair tickets since it began.</summary>
    public long RepairsSince { get; init; }

    /// <summary>In what the repairs since then sit, by dimension, most first; a dimension that no repair names is absent.</summary>
    public IReadOnlyDictionary<FaultDimension, IReadOnlyList<ValueCount>> Traits { get; init; } = new Dictionary<FaultDimension, IReadOnlyList<ValueCount>>();

    /// <summary>Different units among them, by serial number.</summary>
    public long UnitCount { get; init; }

    /// <summary>The units with most repairs since it began, most first, at most ten.</summary>
    public IReadOnlyList<ValueCount> Units { get; init; } = [];

    /// <summary>Ids of the month's tickets, newest first, at most the rule's number; <see cref="Observed"/> says how many there are.</summary>
    public IReadOnlyList<string> Tickets { get; init; } = [];

    /// <summary>The trend picture: the months on a chart, oldest first.</summary>
    public IReadOnlyList<IssueMonth> Months { get; init; } = [];

    /// <summary>Other series that departed from their past and are explained by this one.</summary>
    public IReadOnlyList<FoldedSeries> Folded { get; init; } = [];

    /// <summary>Notices about the same fault, of the same model first.</summary>
    public IReadOnlyList<PastNotice> PastNotices { get; init; } = [];

    /// <summary>How the fault was repaired before it rose, most frequent first.</summary>
    public IReadOnlyList<PastFix> PastFixes { get; init; } = [];

    /// <summary>Repairs by production batch since it began, most first.</summary>
    public IReadOnlyList<ValueCount> Batches => Traits.GetValueOrDefault(FaultDimension.Batch) ?? [];

    /// <summary>The batch that holds at least half of the repairs since it began, and more than one; null when none does.</summary>
    public ValueCount? MainBatch => Batches is [var most, ..] && most.Repairs > 1 && most.Repairs * 2 >= RepairsSince ? most : null;

    /// <summary>What stays the same from month to month and names it: model and fault where both are known, else its series.</summary>
    public string Identity => Model is not null && Fault is not null ? Model + "\n" + Fault.Code : Key.ToString();
}
