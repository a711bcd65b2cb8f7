using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Similar;

/// <summary>Whether a fix held.</summary>
public enum FixOutcome
{
    /// <summary>The whole window has passed without the same fault on the unit.</summary>
    Held,

    /// <summary>The same fault was reported again within the window.</summary>
    CameBack,

    /// <summary>The window hasn't passed yet; so far it has held.</summary>
    TooEarly,

    /// <summary>The ticket names no unit that could come back.</summary>
    Unknown,
}

/// <summary>A past repair whose fault text is like the one asked for.</summary>
/// <param name="TicketId">Its number.</param>
/// <param name="Likeness">0 to 1.</param>
/// <param name="RepairedOn">Local day.</param>
/// <param name="Customer">As stored, likewise those below; null when missing.</param>
/// <param name="ProductModel">Model.</param>
/// <param name="SerialNo">Serial number.</param>
/// <param name="FaultCode">Fault code.</param>
/// <param name="FaultText">The text that was compared, in the source's words (hostile text).</param>
/// <param name="CauseCategory">Cause: quality, misuse, other, unknown.</param>
/// <param name="ResponsibleDepartment">Department.</param>
/// <param name="ResolutionMode">What was done: phone, part_sent, on_site, factory_return, exchange, unknown.</param>
/// <param name="FailedPart">Part that had failed.</param>
/// <param name="Supplier">Its supplier.</param>
/// <param name="Technician">Who did it.</param>
/// <param name="VisitCount">Visits it took.</param>
/// <param name="Outcome">Whether it held.</param>
/// <param name="BackOn">Local day on which the fault was reported again; null unless it came back.</param>
/// <param name="DaysWatched">Whole days from the repair to the return, or to the as-of instant, at most the window.</param>
public sealed record SimilarRepair(
    string TicketId,
    double Likeness,
    DateOnly RepairedOn,
    string? Customer,
    string? ProductModel,
    string? SerialNo,
    string? FaultCode,
    string FaultText,
    string? CauseCategory,
    string? ResponsibleDepartment,
    string? ResolutionMode,
    string? FailedPart,
    string? Supplier,
    string? Technician,
    int? VisitCount,
    FixOutcome Outcome,
    DateOnly? BackOn,
    int DaysWatched);

/// <summary>What was done in several of them, and how often it held.</summary>
/// <param name="FailedPart">The part; null when none was named.</param>
/// <param name="ResolutionMode">The way.</param>
/// <param name="Repairs">How many.</param>
/// <param name="Held">Of those whose window has passed or that came back: held …</param>
/// <param name="Judged">… of so many.</param>
/// <param name="Interval">95 % of the share held (Wilson); null when none can be judged yet.</param>
public sealed record FixTried(string? FailedPart, string? ResolutionMode, int Repairs, int Held, int Judged, Interval? Interval);

/// <summary>Past repairs like a fault text, for a technician before a trip: what it was, what was done, whether it held.</summary>
/// <param name="Text">What was asked for.</param>
/// <param name="ProductModel">Only this model; null = all.</param>
/// <param name="WindowDays">For how many days a fix has to hold: the policy's longest repeat window.</param>
/// <param name="Repairs">Most alike first.</param>
/// <param name="Tried">Their fixes by part and way, most frequent first.</param>
public sealed record SimilarRepairs(string Text, string? ProductModel, int WindowDays, IReadOnlyList<SimilarRepair> Repairs, IReadOnlyList<FixTried> Tried)
{
    /// <summary>Below this likeness texts have little more in common than chance gives.</summary>
    public const double LeastLikeness = 0.3;

    /// <summary>Looks them up.</summary>
    /// <param name="session">The state of knowledge.</param>
    /// <param name="policy">Windows and what makes faults the same.</param>
    /// <param name="text">What is wrong now; without letters or digits it finds nothing.</param>
    /// <param name="model">Only this product model; null = all.</param>
    /// <param name="most">How many, at least 1.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static SimilarRepairs Find(AnalysisSession session, Policy policy, string text, string? model, int most, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        int window = policy.Windows.RepeatDays[^1];
        List<SimilarRepair> repairs = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Similar/similar_repairs.sql"),
            new() { ["fault_text"] = text, ["product_model"] = model, ["least_share"] = LeastLikeness, ["window_days"] = window, ["most"] = most },
            row => Read(session, row, window),
            cancel);
        return new(
            text,
            model,
            window,
            repairs,
            [
                .. repairs.GroupBy(r => (r.FailedPart, r.ResolutionMode))
                    .Select(g => Tally(g.Key.FailedPart, g.Key.ResolutionMode, [.. g]))
                    .OrderByDescending(t => t.Repairs)
                    .ThenByDescending(t => t.Held)
                    .ThenBy(t => t.FailedPart, StringComparer.Ordinal)
                    .ThenBy(t => t.ResolutionMode, StringComparer.Ordinal),
            ]);
    }

    private static SimilarRepair Read(AnalysisSession session, Row row, int window)
    {
        DateTimeOffset repaired = row.Instant("repaired_at_utc");
        DateTimeOffset? back = row.InstantOrNull("back_at_utc");
        bool isNamed = !row.IsNull("serial_no") || !row.IsNull("customer");
        FixOutcome outcome = back is not null ? FixOutcome.CameBack
            : !isNamed ? FixOutcome.Unknown
            : repaired.AddDays(window) <= session.AsOf.Instant ? FixOutcome.Held
            : FixOutcome.TooEarly;
        return new(
            row.Text("ticket_id"),
            row.Double("likeness"),
            session.DayOf(repaired),
            row.TextOrNull("customer"),
            row.TextOrNull("product_model"),
            row.TextOrNull("serial_no"),
            row.TextOrNull("fault_code"),
            row.Text("fault_text"),
            row.TextOrNull("cause_category"),
            row.TextOrNull("responsible_department"),
            row.TextOrNull("resolution_mode"),
            row.TextOrNull("failed_part"),
            row.TextOrNull("supplier"),
            row.TextOrNull("technician"),
            (int?)row.Int64OrNull("visit_count"),
            outcome,
            back is { } at ? session.DayOf(at) : null,
            (int)Math.Min(window, Math.Floor(((back ?? session.AsOf.Instant) - repaired).TotalDays)));
    }

    private static FixTried Tally(string? part, string? mode, List<SimilarRepair> repairs)
    {
        int held = repairs.Count(r => r.Outcome == FixOutcome.Held);
        int judged = held + repairs.Count(r => r.Outcome == FixOutcome.CameBack);
        return new(part, mode, repairs.Count, held, judged, Proportion.Wilson(held, judged));
    }
}
