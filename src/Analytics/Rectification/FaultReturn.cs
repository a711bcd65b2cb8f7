using ServiceAnalytics.Analytics.Statistics;

namespace ServiceAnalytics.Analytics.Rectification;

/// <summary>Whether a fault came back once its cure had been verified: the months after verification against those between implementation and verification.</summary>
/// <param name="Held">Whole months after the month of implementation, up to that of verification.</param>
/// <param name="Since">Whole months after the month of verification, up to the reported one.</param>
/// <param name="Ratio">Rate since ÷ rate held, with its exact conditional interval.</param>
public sealed record FaultReturn(IReadOnlyList<FaultMonth> Held, IReadOnlyList<FaultMonth> Since, RateRatio Ratio)
{
    /// <summary>Tickets of the months that held.</summary>
    public long TicketsHeld => Held.Sum(m => m.Tickets);

    /// <summary>Tickets since verification.</summary>
    public long TicketsSince => Since.Sum(m => m.Tickets);

    /// <summary>True when the rate since lies above the rate held by more than chance: the 95 % interval lies above 1.</summary>
    public bool IsSeen => Ratio.Interval.Lower > 1;

    /// <summary>Sets the two stretches against each other.</summary>
    /// <param name="months">All months known of the model and fault, ascending; only whole ones.</param>
    /// <param name="implemented">The month of implementation.</param>
    /// <param name="verified">The month of verification; null when not verified.</param>
    /// <returns>Null when not verified, or when either stretch has no exposure: nothing can be said then.</returns>
    public static FaultReturn? Of(IReadOnlyList<FaultMonth> months, ReportingMonth implemented, ReportingMonth? verified)
    {
        if (verified is not { } verification)
        {
            return null;
        }

        FaultMonth[] held = [.. months.Where(m => m.Exposure > 0 && m.Month > implemented && m.Month <= verification)];
        FaultMonth[] since = [.. months.Where(m => m.Exposure > 0 && m.Month > verification && m.Month > implemented)];
        return held.Length == 0 || since.Length == 0
            ? null
            : new(held, since, PoissonRate.Ratio(since.Sum(m => m.Tickets), since.Sum(m => m.Exposure), held.Sum(m => m.Tickets), held.Sum(m => m.Exposure))!);
    }

    /// <summary>One-sided p-value for "the rate didn't rise", of the months since verification up to one of them (mid-p of the conditional binomial test).</summary>
    /// <returns>0 to 1; 1 when that month lies before the first month since.</returns>
    public double PValueBy(ReportingMonth month)
    {
        FaultMonth[] seen = [.. Since.Where(m => m.Month <= month)];
        return seen.Length == 0
            ? 1
            : PoissonRate.AgainstPast(seen.Sum(m => m.Tickets), seen.Sum(m => m.Exposure), TicketsHeld, Held.Sum(m => m.Exposure))!.Tails.MidAtLeast;
    }
}
