using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Rectification;

/// <summary>What can be said of a measure's effect.</summary>
public enum EffectVerdict
{
    /// <summary>The fault rate fell: the interval of after ÷ before lies below 1.</summary>
    Effective,

    /// <summary>It did not, although a halving would have been seen with a probability of 80 % or more.</summary>
    NotEffective,

    /// <summary>Too little has been seen to tell.</summary>
    TooEarly,
}

/// <summary>What fault rates are set against.</summary>
public enum EffectExposure
{
    /// <summary>Units of the model in service, in unit-months.</summary>
    UnitMonths,

    /// <summary>Tickets of the model, where the installed base doesn't know it.</summary>
    Tickets,
}

/// <summary>Fault rate after a measure against the rate before.</summary>
/// <param name="Exposure">What the rates are per.</param>
/// <param name="Before">Whole months before the month of implementation, ascending; at most the policy's number (6), not before the records begin.</param>
/// <param name="After">Whole months after it that are over, up to the reported one; at most the policy's number (9).</param>
/// <param name="Ratio">Rate after ÷ rate before with the exact conditional interval; its value is null when nothing happened before.</param>
/// <param name="TrendAdjusted">Count after ÷ what the trend before leads to expect; null when the months before are too few for a trend.</param>
/// <param name="Power">Probability that a true halving would have been seen by now, 0 to 1.</param>
/// <param name="Verdict">What can be said.</param>
/// <param name="MonthsNeeded">When too early: further months after which a halving would be seen; null when it never will or can't be told.</param>
/// <param name="Return">After verification against between implementation and verification; null when not verified or too little time has gone by.</param>
public sealed record RectificationEffect(
    EffectExposure Exposure,
    IReadOnlyList<FaultMonth> Before,
    IReadOnlyList<FaultMonth> After,
    RateRatio? Ratio,
    (double Ratio, Interval Interval)? TrendAdjusted,
    double Power,
    EffectVerdict Verdict,
    int? MonthsNeeded,
    FaultReturn? Return)
{
    /// <summary>True when, after verification, the rate rose significantly above that between implementation and verification.</summary>
    public bool CameBack => Return is { IsSeen: true };

    /// <summary>Tickets of the months before.</summary>
    public long TicketsBefore => Sum(Before).Count;

    /// <summary>Tickets of the months after.</summary>
    public long TicketsAfter => Sum(After).Count;

    /// <summary>Tickets per thousand of the exposure before; null without exposure.</summary>
    public double? RateBefore => PerThousand(Before);

    /// <summary>Tickets per thousand of the exposure after; null without exposure.</summary>
    public double? RateAfter => PerThousand(After);

    /// <summary>Judges one measure.</summary>
    /// <param name="months">All months known of its model and fault, ascending; only whole ones.</param>
    /// <param name="exposure">What their exposure is.</param>
    /// <param name="implemented">The month of implementation, itself left out.</param>
    /// <param name="verified">The month of verification; null when not verified.</param>
    /// <param name="windows">How many months before and after.</param>
    /// <remarks>A month's tickets are counted whatever the unit's batch: the notice doesn't say from which unit on the measure holds.</remarks>
    public static RectificationEffect Judge(
        IReadOnlyList<FaultMonth> months, EffectExposure exposure, ReportingMonth implemented, ReportingMonth? verified, PolicyWindows windows)
    {
        List<FaultMonth> before = [.. months.Where(m => m.Month < implemented && m.Month >= implemented.Plus(-windows.EffectMonthsBefore))];
        List<FaultMonth> after = [.. months.Where(m => m.Month > implemented && m.Month <= implemented.Plus(windows.EffectMonthsAfter))];
        (long Count, double Exposure) was = Sum(before);
        (long Count, double Exposure) now = Sum(after);
        RateRatio? ratio = was.Exposure > 0 && now.Exposure > 0 ? PoissonRate.Ratio(now.Count, now.Exposure, was.Count, was.Exposure) : null;
        double power = PowerOfHalving.Of(was.Count, was.Exposure, now.Exposure);
        EffectVerdict verdict = ratio is { Interval.Upper: < 1 } ? EffectVerdict.Effective
            : power >= PowerOfHalving.UsualPower ? EffectVerdict.NotEffective
            : EffectVerdict.TooEarly;
        double perMonth = after.Count > 0 ? now.Exposure / after.Count : before.Count > 0 ? before[^1].Exposure : 0;
        int? needed = verdict == EffectVerdict.TooEarly && perMonth > 0 && was.Exposure > 0
            ? PowerOfHalving.MonthsUntilItTells(was.Count, was.Exposure, now.Exposure, perMonth)
            : null;
        return new(exposure, before, after, ratio, Trend.Adjusted(before, after), power, verdict, needed, FaultReturn.Of(months, implemented, verified));
    }

    private static double? PerThousand(IReadOnlyList<FaultMonth> months) => Sum(months) is { Exposure: > 0 } sum ? 1000 * sum.Count / sum.Exposure : null;

    private static (long Count, double Exposure) Sum(IEnumerable<FaultMonth> months)
    {
        (long Count, double Exposure) sum = default;
        foreach (FaultMonth m in months.Where(m => m.Exposure > 0))
        {
            sum = (sum.Count + m.Tickets, sum.Exposure + m.Exposure);
        }

        return sum;
    }
}
