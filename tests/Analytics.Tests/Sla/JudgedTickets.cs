using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>One row of judged_cases.txt: what happened to a ticket, and what a person found by hand.</summary>
public sealed record JudgedCase(string Ticket, string Clause, string Happened, string Verdict, string Deadline, string Elapsed, string Month, string Why)
{
    public static IReadOnlyList<JudgedCase> All { get; } = Read("judged_cases.txt");

    /// <summary>Pauses, reopening, cancellation, counted days, months, several calendars.</summary>
    public static IReadOnlyList<JudgedCase> Interrupted { get; } = Read("interrupted_cases.txt");

    public override string ToString() => $"{Ticket} {Clause}: {Why}";

    private static JudgedCase[] Read(string file) =>
    [
        .. File.ReadLines(TestFiles.Sla(file))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(c => new JudgedCase(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7])),
    ];
}

/// <summary>All tickets of interrupted_cases.txt in one warehouse, judged once.</summary>
public sealed class InterruptedTickets() : JudgedTickets(JudgedCase.Interrupted, "interrupted_rules.yaml");

/// <summary>All tickets of judged_cases.txt in one warehouse, judged once.</summary>
public class JudgedTickets : IDisposable
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly string[] Instants = [.. Milestones.Codes, "reopened", "cancelled", "due"];
    private static readonly string[] Columns =
        ["ticket_id", .. Instants.Select(m => m + "_at_utc"), "resolution_mode", "severity", "service_type", "failed_part", "parts_cost", "visit_count", "region"];

    private readonly WarehouseBuilder warehouse = new();

    public JudgedTickets()
        : this(JudgedCase.All, "rules.yaml")
    {
    }

    protected JudgedTickets(IReadOnlyList<JudgedCase> cases, string rules)
    {
        Policy = Policy.Load(TestFiles.Sla(rules), TestFiles.Calendars);
        StringBuilder tickets = new(string.Join(',', Columns));
        StringBuilder events = new("event_id,ticket_id,what,happened_at_utc");
        List<string> waits = [];
        foreach (JudgedCase row in cases)
        {
            Dictionary<string, string> facts = new() { ["ticket_id"] = row.Ticket };
            foreach (string[] fact in row.Happened.Split(';', StringSplitOptions.TrimEntries).Select(f => f.Split('=')))
            {
                if (fact[0].StartsWith("wait_", StringComparison.Ordinal))
                {
                    string[] ends = fact[1].Split('/');
                    string to = ends[1].Length == 0 ? "null" : $"'{Utc(ends[1])}'";
                    waits.Add($"('{row.Ticket}', '{Utc(ends[0])}'::timestamp, {to}::timestamp, '{fact[0][5..]}', 1)");
                }
                else if (fact[0].StartsWith("log_", StringComparison.Ordinal))
                {
                    events.Append(CultureInfo.InvariantCulture, $"\n{row.Ticket}-{events.Length},{row.Ticket},{fact[0][4..]},{Utc(fact[1])}");
                }
                else
                {
                    bool isInstant = Instants.Contains(fact[0]);
                    facts[isInstant ? fact[0] + "_at_utc" : fact[0]] = isInstant ? Utc(fact[1]) : fact[1];
                }
            }

            Assert.Empty(facts.Keys.Except(Columns));
            tickets.Append('\n').AppendJoin(',', Columns.Select(c => facts.GetValueOrDefault(c, string.Empty)));
        }

        warehouse.Batch("2026-10-15 04:00", "tickets", tickets.ToString());
        warehouse.Batch("2026-10-15 04:00", "ticket_events", events.ToString());
        if (waits.Count > 0)
        {
            using WarehouseConnection connection = warehouse.Connect();
            connection.Execute("insert into service.ticket_waits values " + string.Join(", ", waits));
        }

        Session = AnalysisSession.Open(warehouse.File, new AsOf(2, new DateTimeOffset(2026, 10, 15, 12, 0, 0, TimeSpan.FromHours(8))), Policy);
        Session.UseMonths([ReportingMonth.Parse("2018-12"), ReportingMonth.Parse("2024-01"), ReportingMonth.Parse("2025-12"), .. Enumerable.Range(1, 10).Select(m => new ReportingMonth(new DateOnly(2026, m, 1)))]);
        SlaJudge.Judge(Session, Policy);
    }

    public Policy Policy { get; }

    public AnalysisSession Session { get; }

    /// <summary>Holds one row of a file to what was judged.</summary>
    public void IsAsByHand(JudgedCase expected)
    {
        List<(string Verdict, string Deadline, double? Elapsed, string Month)> found = Of(expected.Ticket, expected.Clause);
        if (expected.Verdict == "none")
        {
            Assert.True(found.Count == 0, $"{expected} → {found.Count} cases");
            return;
        }

        Assert.True(found.Count == 1, $"{expected} → {found.Count} cases");
        (string verdict, string deadline, double? elapsed, string month) = found[0];
        Assert.Equal(
            $"{expected} → {expected.Verdict}, due {expected.Deadline}, {expected.Elapsed} min, in {expected.Month}",
            $"{expected} → {verdict}, due {deadline}, {Rounded(elapsed)} min, in {month}");
    }

    private static string Rounded(double? minutes) => minutes is { } m ? Math.Round(m, 9).ToString(CultureInfo.InvariantCulture) : string.Empty;

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
        GC.SuppressFinalize(this);
    }

    private static string Utc(string local) =>
        DateTime.Parse(local, CultureInfo.InvariantCulture).AddHours(-8).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
