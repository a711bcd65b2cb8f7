using ServiceAnalytics.Analytics;
using ServiceAnalytics.App.Issuing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.App.Jobs;

/// <summary>Which monthly reports the service owes: a function of the clock, the data and the ledger, so that running it again does no harm.</summary>
internal static class DueReports
{
    /// <summary>
    /// The months in each edition and language whose time has come, which the data cover wholly, and which have not been issued:
    /// all months after the newest one issued, or the newest covered month when none has been issued yet.
    /// </summary>
    /// <param name="now">The clock.</param>
    /// <param name="zone">The policy's zone, in which report day and hour are meant.</param>
    /// <param name="settings">Report day, hour, editions and languages.</param>
    /// <param name="newest">The newest export instant; a month that it doesn't pass is not complete.</param>
    /// <param name="issued">The ledger.</param>
    public static IReadOnlyList<(ReportingMonth Month, string Edition, Language Language)> Find(
        DateTimeOffset now, TimeZoneInfo zone, WorkspaceSettings settings, DateTimeOffset newest, IReadOnlyList<IssuedReport> issued)
    {
        ReportingMonth last = ReportingMonth.LastFullAt(now, zone);
        while (now < DueAt(last, zone, settings) || newest < last.End(zone))
        {
            last = last.Previous;
        }

        List<(ReportingMonth Month, string Edition, Language Language)> due = [];
        foreach ((string edition, Language language) in settings.ReportEditions.SelectMany(e => settings.ReportLanguages.Select(l => (e, l == "zh" ? Language.Zh : Language.En))))
        {
            ReportingMonth[] done = [.. issued.Where(i => i.Basis.Edition == edition && i.Basis.Language == language).Select(i => i.Basis.Month)];
            ReportingMonth first = done.Length == 0 ? last : done.Max().Next;
            for (ReportingMonth month = first; month <= last; month = month.Next)
            {
                due.Add((month, edition, language));
            }
        }

        return [.. due.OrderBy(d => d.Month)];
    }

    /// <summary>When the report of a month is due.</summary>
    public static DateTimeOffset DueAt(ReportingMonth month, TimeZoneInfo zone, WorkspaceSettings settings)
    {
        DateOnly day = month.Next.First.AddDays(settings.ReportDay - 1);
        return LocalMidnight.Of(day, zone).AddHours(settings.ReportHour);
    }
}
