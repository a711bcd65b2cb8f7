using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>One row of judged_cases.txt: what happened to a ticket, and what a person found by hand.</summary>
public sealed record JudgedCase(string Ticket, string Clause, string Happened, string Verdict, string Deadline, string Elapsed, string Month, string Why)
{
    public static IEnumerable<JudgedCase> All { get; } =
    [
        .. File.ReadLines(TestFiles.Sla("judged_cases.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(c => new JudgedCase(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7])),
    ];

    public override string ToString() => $"{Ticket} {Clause}: {Why}";
}

/// <summary>All tickets of judged_cases.txt in one warehouse, judged once.</summary>
public sealed class JudgedTickets : IDisposable
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly string[] Instants = Milestones.Codes.ToArray();
    private readonly WarehouseBuilder warehouse = new();

    public JudgedTickets()
    {
        Policy = Policy.Load(TestFiles.Sla("rules.yaml"), TestFiles.Calendars);
        string[] columns = ["ticket_id", .. Instants.Select(m => m + "_at_utc"), "resolution_mode", "severity", "service_type", "failed_part", "parts_cost", "visit_count"];
        StringBuilder csv = new(string.Join(',', columns));
        foreach (JudgedCase row in JudgedCase.All)
        {
            Dictionary<string, string> facts = row.Happened.Split(';', StringSplitOptions.TrimEntries).Select(f => f.Split('=')).ToDictionary(
                f => Instants.Contains(f[0]) ? f[0] + "_at_utc" : f[0],
                f => Instants.Contains(f[0]) ? Utc(f[1]) : f[1]);
            facts["ticket_id"] = row.Ticket;
            Assert.Empty(facts.Keys.Except(columns));
            csv.Append('\n').AppendJoin(',', columns.Select(c => facts.GetValueOrDefault(c, string.Empty)));
        }

        warehouse.Batch("2026-10-15 04:00", "tickets", csv.ToString());
        Session = AnalysisSession.Open(warehouse.File, new AsOf(1, new DateTimeOffset(2026, 10, 15, 12, 0, 0, TimeSpan.FromHours(8))), Policy.Zone);
        Session.UseMonths([ReportingMonth.Parse("2018-12"), ReportingMonth.Parse("2025-12"), .. Enumerable.Range(1, 10).Select(m => new ReportingMonth(new DateOnly(2026, m, 1)))]);
        SlaJudge.Judge(Session, Policy);
    }

    public Policy Policy { get; }

    public AnalysisSession Session { get; }

    /// <summary>The cases of a ticket and clause in the form of the file: verdict with reason, deadline, elapsed, month.</summary>
    public List<(string Verdict, string Deadline, double? Elapsed, string Month)> Of(string ticket, string clause) =>
        Session.Connection.Query(
            "select verdict, reason, deadline_utc, elapsed_minutes, month from sla_cases where ticket_id = $ticket and clause_id = $clause",
            new() { ["ticket"] = ticket, ["clause"] = clause },
            row => (
                (row.Text("verdict") + " " + row.TextOrNull("reason")).Trim(),
                row.InstantOrNull("deadline_utc") is { } deadline ? TimeZoneInfo.ConvertTime(deadline, Shanghai).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : string.Empty,
                row.DoubleOrNull("elapsed_minutes"),
                row.Date("month").ToString("yyyy-MM", CultureInfo.InvariantCulture)));

    public void Dispose()
    {
        Session.Dispose();
        warehouse.Dispose();
    }

    private static string Utc(string local) =>
        DateTime.Parse(local, CultureInfo.InvariantCulture).AddHours(-8).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
