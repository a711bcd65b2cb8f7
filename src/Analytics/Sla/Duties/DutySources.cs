using ServiceAnalytics.Analytics.Policies.Duties;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Sla.Duties;

/// <summary>Which exports are there by the as-of batch, and what a duty lacks: it isn't condemned for what nobody recorded.</summary>
public sealed class DutySources
{
    private static readonly Dictionary<string, Bilingual> Exports = new(StringComparer.Ordinal)
    {
        ["installed_units"] = new("装机清单导出", "the export of the installed base"),
        ["visits"] = new("走访／巡检／定检导出", "the export of visits and inspections"),
        ["surveys"] = new("满意度回访导出", "the export of surveys"),
        ["complaints"] = new("客户投诉导出", "the export of complaints"),
        ["rectifications"] = new("技术整改通知导出", "the export of rectification notices"),
        ["part_movements"] = new("配件出入库导出", "the export of part movements"),
        ["orders"] = new("订货单导出", "the export of orders"),
    };

    private readonly HashSet<string> taken;

    private DutySources(HashSet<string> taken) => this.taken = taken;

    /// <summary>Reads which kinds have been taken in.</summary>
    public static DutySources Of(AnalysisSession session, CancellationToken cancel = default) =>
        new([.. session.Connection.Query(SqlScript.Load<AnalysisSession>("Sql/kinds_taken_in.sql"), SqlParameters.None, row => row.Text("kind"), cancel)]);

    /// <summary>The kinds of export without which a duty can't be measured, apart from tickets; what counts for a recurring duty is not among them.</summary>
    public static IReadOnlyList<string> KindsOf(Duty duty) => duty.Kind switch
    {
        DutyKind.Recurring when duty.Per == DutySubject.Unit || duty.During != DutyPeriod.Always => ["installed_units"],
        DutyKind.PartsBack or DutyKind.PartWarranty => ["part_movements"],
        DutyKind.GoodsEnquiry => ["orders"],
        DutyKind.PartsBalance or DutyKind.VisitSigned => ["visits"],
        DutyKind.Complaint => ["complaints"],
        DutyKind.Rectification => ["rectifications"],
        _ => [],
    };

    /// <summary>What an export is called on pages.</summary>
    public static Bilingual Name(string kind) => Exports[kind];

    /// <summary>What a duty lacks to be measured; null when it lacks nothing.</summary>
    /// <param name="session">The state of knowledge.</param>
    /// <param name="duty">The duty.</param>
    /// <param name="cancel">Stops the engine.</param>
    public Bilingual? Lacking(AnalysisSession session, Duty duty, CancellationToken cancel = default)
    {
        if (KindsOf(duty).FirstOrDefault(k => !taken.Contains(k)) is { } kind)
        {
            return Exports[kind];
        }

        if (duty.Kind is not (DutyKind.Recurring or DutyKind.Paid or DutyKind.NoRepeat))
        {
            return null;
        }

        session.Connection.SetVariable("duty_tickets", duty.DoneBy.Tickets);
        (bool tickets, bool revisits, bool charges, bool faults) = session.Connection.Query(
            SqlScript.Load<AnalysisSession>("Sla/Duties/duty_sources.sql"),
            SqlParameters.None,
            row => (row.Boolean("has_tickets"), row.Boolean("has_revisits"), row.Boolean("has_charges"), row.Boolean("has_faults")),
            cancel)[0];
        return duty.Kind switch
        {
            DutyKind.Paid => charges ? null : new("报修单的收费金额与收款日期", "Charges and days of payment on tickets"),
            DutyKind.NoRepeat => faults ? null : new("报修单的故障代码", "Fault codes on tickets"),
            _ => Evidence(duty.DoneBy, tickets, revisits),
        };
    }

    // Any of the sources will do; when none has a row, all of them are told.
    private Bilingual? Evidence(DutyEvidence by, bool tickets, bool revisits)
    {
        if ((by.Visits.Count > 0 && taken.Contains("visits")) || (by.Tickets.Count > 0 && tickets) || (by.Surveys && taken.Contains("surveys")) || (by.Revisits && revisits))
        {
            return null;
        }

        List<Bilingual> wanted = [];
        if (by.Visits.Count > 0)
        {
            wanted.Add(Exports["visits"]);
        }

        if (by.Surveys)
        {
            wanted.Add(Exports["surveys"]);
        }

        if (by.Tickets.Count > 0)
        {
            wanted.Add(new("此类业务的报修单", "tickets of that request type"));
        }

        if (by.Revisits)
        {
            wanted.Add(new("报修单的回访时间", "times of return visits on tickets"));
        }

        return new(string.Join("或", wanted.Select(w => w.Zh)), string.Join(" or ", wanted.Select(w => w.En)));
    }
}
