using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Reports.Pages;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Reports.Tests.Pages;

/// <summary>
/// October 2026 of a small invented maker of power supplies, laid out in both languages: once with every export, once with tickets only.
/// Rows follow from simple rules, so that the same month comes out at every run; nothing in them is random.
/// </summary>
public sealed class ReportedMonths
{
    /// <summary>Texts of tickets and customers that would do harm if anything took them for code.</summary>
    public const string HostileText = "</td><script>alert(1)</script><img src=x onerror=alert(2)>=cmd|'/c calc'!A1";

    public static readonly ReportIdentity Identity = new("远帆电源", "品质部", "0.1.0");

    private static readonly Policy Power = Policy.Load(Repository.PathOf("data/policies/power.yaml"), Repository.PathOf("data/calendars"));

    public ReportedMonths()
    {
        Full = Findings(tickets: Tickets("过流保护误动作"), surveys: Surveys("很满意，谢谢"), others: true);
        Hostile = Findings(tickets: Tickets(HostileText), surveys: Surveys(HostileText), others: true);
        TicketsOnly = Findings(tickets: Tickets("过流保护误动作"), surveys: null, others: false);
    }

    public MonthFindings Full { get; }

    public MonthFindings Hostile { get; }

    public MonthFindings TicketsOnly { get; }

    public static Task<RenderedReport> RenderAsync(MonthFindings findings, Language language) => ManagementReport.RenderAsync(findings, Identity, language);

    private static MonthFindings Findings(string tickets, string? surveys, bool others)
    {
        using WarehouseBuilder warehouse = new WarehouseBuilder().Batch("2026-11-05 00:00", "tickets", tickets, "报修单_2026-11-05.csv");
        if (surveys is not null)
        {
            warehouse.Batch("2026-11-05 00:00", "surveys", surveys, "满意度回访表_2026-11-05.csv");
        }

        if (others)
        {
            warehouse.Batch("2026-11-05 00:00", "rectifications", """
                notice_no, problem,    product_model, fault_code, confirmed_on, issued_on,  due_on,     implemented_on, verified_on, responsible_department, owner, measure,  verification_result
                ZG26-01,   过流误动作, PS40,          E02,        2026-03-02,   2026-03-04, 2026-04-10, 2026-04-08,     2026-06-20,  研发中心,               陈工,  更换器件, effective
                ZG26-02,   风扇异响,   PS20,          E01,        2026-08-03,   2026-08-05, 2026-09-10, ,               ,            采购部,                 李工,  更换风扇,
                """);
            warehouse.Batch("2026-11-05 00:00", "complaints", """
                complaint_id, ticket_id, customer, received_at_utc,  category, severity, product_model, fault_code
                C1,           ,          客户甲,   2026-10-03 02:00, quality,  minor,    PS40,          E02
                """);
            warehouse.Batch("2026-11-05 00:00", "installed_units", Units());
        }

        AsOf asOf;
        using (var connection = warehouse.Connect())
        {
            asOf = AnalysisSession.StateAfter(connection)!;
        }

        using AnalysisSession session = AnalysisSession.Open(warehouse.File, asOf, Power);
        return MonthFindings.Compute(session, Power, ReportingMonth.Parse("2026-10"));
    }

    /// <summary>Forty tickets in each of the months from October 2025 on; E02 on PS40 comes three times as often in October 2026.</summary>
    private static string Tickets(string faultText)
    {
        StringBuilder csv = new("""
            ticket_id, customer, customer_grade, region, office, channel, product_model, serial_no, request_type, service_type, severity, fault_code, fault_text, resolution_mode, technician, received_at_utc, answered_at_utc, replied_at_utc, appointed_at_utc, arrived_at_utc, repaired_at_utc, confirmed_at_utc, report_submitted_at_utc, closed_at_utc, visit_count, parts_cost
            """);
        for (int month = 0; month < 13; month++)
        {
            DateTime first = new DateTime(2025, 10, 1, 1, 0, 0, DateTimeKind.Utc).AddMonths(month);
            for (int i = 0; i < 60; i++)
            {
                bool isRepair = i % 3 != 0;
                bool isLast = month == 12;
                string fault = isLast && i < 36 ? "E02" : $"E0{1 + (i % 5)}";
                string model = fault == "E02" ? "PS40" : i % 2 == 0 ? "PS20" : "PS40";
                DateTime received = first.AddHours(11 * i);
                DateTime arrived = received.AddHours(20 + (i % 7 == 0 ? 12 : 0));
                string text = faultText.Replace(',', '，');
                csv.Append(CultureInfo.InvariantCulture, $"\nT{month:00}{i:00}, 客户{(char)('A' + (i % 20))}, {(i % 20 == 0 ? "a" : "b")}, {(i % 2 == 0 ? "华东" : "华南")}, {(i % 3 == 0 ? "苏州站" : "广州站")}, phone, {model}, S{(i * 7) + (month % 3):000}, ")
                    .Append(CultureInfo.InvariantCulture, $"{(isRepair ? "repair" : "consultation")}, free, general, {(isRepair ? fault : "")}, {(isRepair ? text : "")}, {(isRepair ? "on_site" : "phone")}, 王{(char)('甲' + (i % 4))}, {At(received)}, {At(received.AddHours(1))}, {At(received.AddHours(i % 9 == 0 ? 30 : 5))}, {At(received.AddHours(22))}, {At(arrived)}, {At(arrived.AddHours(2))}, {At(arrived.AddHours(3))}, {(i % 11 == 0 ? "" : At(arrived.AddHours(4)))}, {At(arrived.AddHours(30))}, {(i % 8 == 0 ? 2 : 1)}, 120.5");
            }
        }

        return csv.ToString();
    }

    /// <summary>Thirty surveys a month, of which 24 are answered; in October 2026 every third answer is a 1.</summary>
    private static string Surveys(string comment)
    {
        StringBuilder csv = new("survey_id, ticket_id, customer, channel, sent_at_utc, answered_at_utc, overall_score, score_scale, attitude_score, timeliness_score, recommend_score, comment");
        for (int month = 0; month < 13; month++)
        {
            DateTime first = new DateTime(2025, 10, 3, 1, 0, 0, DateTimeKind.Utc).AddMonths(month);
            for (int i = 0; i < 30; i++)
            {
                bool isAnswered = i % 5 != 0;
                int score = month == 12 && i % 3 == 0 ? 1 : i % 4 == 0 ? 3 : 5;
                DateTime sent = first.AddHours(18 * i);
                csv.Append(CultureInfo.InvariantCulture, $"\nH{month:00}{i:00}, T{month:00}{i:00}, 客户{(char)('A' + (i % 20))}, phone, {At(sent)}, ")
                    .Append(CultureInfo.InvariantCulture, $"{(isAnswered ? At(sent.AddHours(20)) : "")}, {(isAnswered ? score : "")}, 5, {(isAnswered ? score : "")}, {(isAnswered ? 4 : "")}, {(isAnswered ? score * 2 : "")}, {(isAnswered ? comment.Replace(',', '，') : "")}");
            }
        }

        return csv.ToString();
    }

    private static string Units()
    {
        StringBuilder csv = new("serial_no, product_model, customer, region, delivered_on");
        for (int i = 0; i < 500; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"\nS{i:000}, {(i % 2 == 0 ? "PS20" : "PS40")}, 客户{(char)('A' + (i % 20))}, 华东, 2024-01-15");
        }

        return csv.ToString();
    }

    private static string At(DateTime instant) => instant.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
