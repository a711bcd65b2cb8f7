using ServiceAnalytics.Analytics.Metrics;
using ServiceAnalytics.Analytics.Metrics.Cost;
using ServiceAnalytics.Analytics.Policies;

namespace ServiceAnalytics.Analytics.Cost;

/// <summary>One line of the account of service.</summary>
/// <param name="Item">One of <see cref="ServiceAccounting.Items"/>, or <c>travel_km</c> for the kilometres.</param>
/// <param name="Month">The month's figure; null when nothing is recorded.</param>
/// <param name="PreviousMonth">The month before's; null when nothing is recorded.</param>
/// <param name="YearToDate">Sum of the months of the year up to this one; null when none has a value.</param>
/// <param name="YearRows">Tickets and visits that <paramref name="YearToDate"/> rests on.</param>
/// <param name="Months">The months of the year up to this one that have a value, ascending.</param>
public sealed record AccountLine(string Item, Figure? Month, Figure? PreviousMonth, double? YearToDate, long YearRows, IReadOnlyList<Figure> Months);

/// <summary>What service cost and brought in, by month and year: the catalogue's figures laid out as an account.</summary>
/// <param name="Month">The reported month.</param>
/// <param name="Lines">In the order of an account; only items of which some month of the year has an amount.</param>
public sealed record ServiceAccounts(ReportingMonth Month, IReadOnlyList<AccountLine> Lines)
{
    /// <summary>The item of the kilometres, which are no money.</summary>
    public const string Kilometres = "travel_km";

    /// <summary>The metrics that an account is made of.</summary>
    public static readonly IReadOnlyList<string> Metrics = [ServiceAccounting.ByItem.Key, ServiceAccounting.TravelKilometres.Key];

    /// <summary>The months that an account of a month needs: its year so far, and the month before.</summary>
    public static IEnumerable<ReportingMonth> MonthsFor(ReportingMonth month) =>
        Enumerable.Range(0, month.First.Month).Select(i => month.Plus(-i)).Append(month.Previous).Distinct();

    /// <summary>Computes the figures and lays them out.</summary>
    /// <param name="session">The state of knowledge; its months are set here.</param>
    /// <param name="policy">Not used by an account: amounts are no promises.</param>
    /// <param name="month">The reported month.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static ServiceAccounts Compute(AnalysisSession session, Policy policy, ReportingMonth month, CancellationToken cancel = default)
    {
        session.UseMonths(MonthsFor(month));
        return Of(MetricCatalog.Compute(session, Metrics, cancel: cancel), month);
    }

    /// <summary>Lays out figures that have been computed: those of <see cref="Metrics"/> are looked at, for the months of <see cref="MonthsFor"/>.</summary>
    public static ServiceAccounts Of(IEnumerable<Figure> figures, ReportingMonth month)
    {
        ILookup<string, Figure> byItem = figures
            .Where(f => Metrics.Contains(f.Metric) && f.Value is not null)
            .ToLookup(f => f.Metric == ServiceAccounting.ByItem.Key ? f.Group.Name! : Kilometres);
        return new ServiceAccounts(month, [.. ServiceAccounting.Items.Append(Kilometres).Select(Line).Where(l => l.Months.Count > 0)]);

        AccountLine Line(string item)
        {
            Figure[] year = [.. byItem[item].Where(f => f.Month.First.Year == month.First.Year && f.Month <= month).OrderBy(f => f.Month)];
            return new AccountLine(
                item,
                year.FirstOrDefault(f => f.Month == month),
                byItem[item].FirstOrDefault(f => f.Month == month.Previous),
                year.Length == 0 ? null : year.Sum(f => f.Value!.Value),
                year.Sum(f => f.N),
                year);
        }
    }
}
