using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Reliability;

/// <summary>A month in service of the units delivered in a month.</summary>
/// <param name="MonthInService">1 for the first.</param>
/// <param name="UnitMonths">Time that units were watched in it, in months of service; above 0.</param>
/// <param name="Repairs">Repairs in it.</param>
public sealed record NevadaCell(int MonthInService, double UnitMonths, long Repairs)
{
    /// <summary>Repairs per thousand units and month.</summary>
    public double PerThousand => 1000 * Repairs / UnitMonths;
}

/// <summary>The units delivered in a month.</summary>
/// <param name="Delivered">The month.</param>
/// <param name="Units">Units of it that were watched for a while.</param>
/// <param name="Cells">Months in service that were watched, at least in part, youngest first.</param>
public sealed record NevadaRow(ReportingMonth Delivered, long Units, IReadOnlyList<NevadaCell> Cells);

/// <summary>Repairs by month of delivery and month in service: along a row how units age, down a column how deliveries differ, along a diagonal what happened in a calendar month.</summary>
/// <param name="Model">Product model; null for all.</param>
/// <param name="Rows">Oldest delivery first; empty without an installed base.</param>
public sealed record NevadaTable(string? Model, IReadOnlyList<NevadaRow> Rows)
{
    /// <summary>Months of delivery, and months in service, that are told unless asked otherwise.</summary>
    public const int UsualMonths = 18;

    /// <summary>Reads the table.</summary>
    /// <param name="session">The state of knowledge.</param>
    /// <param name="month">The reported month: lives are watched to its end, deliveries of it and the months before are told.</param>
    /// <param name="model">Product model as stored; null for all.</param>
    /// <param name="months">Months of delivery, and months in service.</param>
    /// <param name="cancel">Stops the engine.</param>
    public static NevadaTable Compute(AnalysisSession session, ReportingMonth month, string? model, int months = UsualMonths, CancellationToken cancel = default)
    {
        UnitLives.Prepare(session, month, cancel);
        return new(
            model,
            [
                .. session.Connection.Query(
                    SqlScript.Load<AnalysisSession>("Reliability/nevada.sql"),
                    new() { ["model"] = model, ["months"] = months, ["first_on"] = month.Plus(1 - months).First, ["days_per_month"] = ReliabilityFindings.DaysPerMonth },
                    row => (Delivered: new ReportingMonth(row.Date("delivered")), Units: row.Int64("unit_count"),
                        Cell: new NevadaCell(row.Int32("month_in_service"), row.Double("unit_months"), row.Int64("repairs"))),
                    cancel)
                    .GroupBy(r => (r.Delivered, r.Units)).Select(g => new NevadaRow(g.Key.Delivered, g.Key.Units, [.. g.Select(r => r.Cell)])),
            ]);
    }
}
