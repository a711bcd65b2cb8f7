using System.Security.Cryptography;
using System.Text;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;

namespace ServiceAnalytics.Analytics.Warnings;

/// <summary>What every rule needs: the state, the policy, the month; and the making of a warning.</summary>
internal sealed record WarningContext(AnalysisSession Session, Policy Policy, ReportingMonth Month, CancellationToken Cancel)
{
    /// <summary>Months looked back for the beginning of a warning.</summary>
    public const int SinceMonths = 6;

    /// <summary>Rows named per warning and kind; the evidence tells how many there are.</summary>
    public const int RowsNamed = 50;

    private const int IdBytes = 6;

    /// <summary>What is going wrong on tickets that aren't closed, found once for all rules that ask.</summary>
    public Lazy<IReadOnlyList<OpenBreach>> OpenBreaches { get; } = new(() => Sla.OpenBreaches.Find(Session, Policy, Cancel));

    /// <summary>Start of the month, as an instant.</summary>
    public DateTimeOffset Start => Month.Start(Session.Zone);

    /// <summary>End of the month, as an instant.</summary>
    public DateTimeOffset End => Month.End(Session.Zone);

    /// <summary>The local month of an instant.</summary>
    public ReportingMonth MonthOf(DateTimeOffset instant) => new(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Session.Zone).DateTime));

    /// <summary>The beginning of something that is since an instant, at most six months back.</summary>
    public ReportingMonth Since(ReportingMonth month) => month < Month.Plus(-SinceMonths) ? Month.Plus(-SinceMonths) : month > Month ? Month : month;

    /// <summary>The first of the months in a row, counted back from this one, in which a rule held; this one is given.</summary>
    public ReportingMonth SinceHeld(Func<ReportingMonth, bool> held) =>
        Month.Plus(-Enumerable.Range(1, SinceMonths).TakeWhile(back => held(Month.Plus(-back))).Count());

    /// <summary>Makes a warning of a rule.</summary>
    /// <param name="rule">The policy's rule.</param>
    /// <param name="key">What the warning is about, in the data's own words: with the rule it makes the id.</param>
    /// <param name="subject">The same for people.</param>
    /// <param name="reason">Why.</param>
    /// <param name="evidence">The numbers.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="since">Since when.</param>
    /// <param name="level">Louder or softer than the policy's rule; null = as the rule says.</param>
    public Warning Make(
        WarningRule rule, string key, Bilingual subject, Bilingual reason, WarningEvidence evidence, WarningRows rows, ReportingMonth since, WarningLevel? level = null)
    {
        DateOnly asOf = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Session.AsOf.Instant, Session.Zone).DateTime);
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rule.Id + "\n" + key))[..IdBytes]);
        return new(id, rule.Id, level ?? rule.Level, subject, reason, evidence, rows, rule.Owner, Policy.MainCalendar.WorkingDayAfter(asOf, rule.DueWorkingDays), since);
    }
}
