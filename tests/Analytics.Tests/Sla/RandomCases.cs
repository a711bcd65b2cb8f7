using System.Globalization;
using System.Text;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Testing;
using ServiceAnalytics.Warehouse;

namespace ServiceAnalytics.Analytics.Tests.Sla;

/// <summary>A random policy in a zone and random tickets under it; the same for the same seed.</summary>
internal sealed class RandomCases
{
    private static readonly string[] Reasons = ["customer", "parts", "supplier", "other"];

    // Nights of leap days, year ends, clocks put forward and back (Berlin, New York, Lord Howe), holidays and make-up days of the Chinese calendar.
    private static readonly string[] Corners =
        ["2024-02-28", "2024-02-29", "2024-12-31", "2025-12-31", "2026-02-14", "2026-02-28", "2026-03-28", "2026-03-07", "2025-10-25", "2025-11-01", "2026-04-04", "2026-09-30", "2026-10-09", "2025-10-04"];

    private readonly Random random;
    private readonly TimeZoneInfo zone;

    public RandomCases(string zoneId, int seed)
    {
        random = new Random(seed);
        zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        Policy = Policy.Parse("random.yaml", Yaml(zoneId), TestFiles.Calendars);
        DateTimeOffset[] edges = [.. Policy.MainCalendar.Worked.SelectMany(w => new[] { w.From, w.To }).Where(e => e.Year is 2024 or 2025 or 2026 && e < AsOf.AddDays(-40))];
        Tickets = [.. Enumerable.Range(0, 60).Select(i => Ticket($"T{i}", edges))];
    }

    /// <summary>Up to when open cases have run.</summary>
    public static DateTimeOffset AsOf { get; } = new(2026, 10, 15, 4, 0, 0, TimeSpan.Zero);

    public Policy Policy { get; }

    public IReadOnlyList<TicketRecord> Tickets { get; }

    /// <summary>The tickets in a warehouse, judged by all clauses over all their months.</summary>
    public static AnalysisSession Judged(WarehouseBuilder warehouse, Policy policy, IReadOnlyList<TicketRecord> tickets)
    {
        string[] columns = ["received", "repaired", "closed", "extension_told", "reopened", "cancelled"];
        StringBuilder csv = new("ticket_id," + string.Join(',', columns.Select(c => c + "_at_utc")));
        StringBuilder log = new("event_id,ticket_id,what,happened_at_utc");
        List<string> waits = [];
        foreach (TicketRecord ticket in tickets)
        {
            csv.Append('\n').Append(ticket.TicketId).Append(',').AppendJoin(',', columns.Select(c => ticket.Instants.FirstOrDefault(i => i.What == c) is { } at ? Text(at.At) : string.Empty));
            foreach (RecordedInstant entry in ticket.Log)
            {
                log.Append(CultureInfo.InvariantCulture, $"\n{ticket.TicketId}-{log.Length},{ticket.TicketId},{entry.What},{Text(entry.At)}");
            }

            waits.AddRange(ticket.Waits.Select(w => $"('{ticket.TicketId}', '{Text(w.From)}'::timestamp, {(w.To is { } to ? $"'{Text(to)}'" : "null")}::timestamp, '{Reasons[(int)w.Reason]}', 1)"));
        }

        warehouse.Batch("2026-10-15 04:00", "tickets", csv.ToString()).Batch("2026-10-15 04:00", "ticket_events", log.ToString());
        using (WarehouseConnection connection = warehouse.Connect())
        {
            connection.Execute("insert into service.ticket_waits values " + string.Join(", ", waits));
        }

        AnalysisSession session = AnalysisSession.Open(warehouse.File, new AsOf(2, AsOf), policy);
        session.UseMonths(Enumerable.Range(0, 40).Select(i => ReportingMonth.Parse("2026-12").Plus(-i)));
        SlaJudge.Judge(session, policy);
        return session;
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private TicketRecord Ticket(string id, DateTimeOffset[] edges)
    {
        DateTimeOffset received = random.Next(4) switch
        {
            0 => edges[random.Next(edges.Length)],
            1 => Local(DateTime.ParseExact(Corners[random.Next(Corners.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture).AddMinutes(random.Next(24 * 60))),
            _ => new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(1000 * 24 * 3600)),
        };
        List<RecordedInstant> instants = [At("received", received)];
        List<RecordedInstant> log = [];
        DateTimeOffset? repaired = Chance(0.85) ? After(received, 12) : null;
        Add("repaired", repaired);
        Add("closed", Chance(0.6) ? After(repaired ?? received, 4) : null);
        Add("extension_told", Chance(0.3) ? After(received, 5) : null);
        if (Chance(0.4))
        {
            DateTimeOffset reopened = After(repaired ?? received, 6);
            Add("reopened", reopened);
            if (Chance(0.7))
            {
                log.Add(At("repaired", After(reopened, 4)));
            }

            if (Chance(0.3))
            {
                DateTimeOffset again = After(reopened, 8);
                log.Add(At("reopened", again));
                log.Add(At("repaired", After(again, 3)));
            }
        }

        Add("cancelled", Chance(0.15) ? After(received, 10) : null);
        List<Wait> waits = [];
        for (int i = random.Next(5); i > 0; i--)
        {
            DateTimeOffset from = After(received, 8).AddHours(-6);
            waits.Add(new Wait(from, Chance(0.1) ? null : Chance(0.3) ? edges.FirstOrDefault(e => e > from, from.AddHours(1)) : After(from, 3), (WaitReason)random.Next(4)));
        }

        return new TicketRecord(id, null, null, null, new RecordSource("any.csv", "0", 2), [.. instants.OrderBy(i => Array.IndexOf([.. Milestones.Codes], i.What) is var place && place < 0 ? 99 : place)], log, [.. waits.OrderBy(w => w.From)]);

        void Add(string what, DateTimeOffset? at)
        {
            if (at is { } instant)
            {
                instants.Add(At(what, instant));
            }
        }
    }

    private static RecordedInstant At(string what, DateTimeOffset at) => new(what, at, new RecordSource("any.csv", "0", 2));

    private DateTimeOffset After(DateTimeOffset instant, int days) => instant.AddSeconds(Chance(0.5) ? random.Next(days * 24 * 60) * 60L : random.Next(days * 24 * 3600));

    private DateTimeOffset Local(DateTime local)
    {
        DateTime at = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(at, zone.GetUtcOffset(at)).ToUniversalTime();
    }

    private bool Chance(double chance) => random.NextDouble() < chance;

    private string Yaml(string zoneId)
    {
        string holidays = Chance(0.5) ? "public_holidays: cn" : "company_days: [{date: 2026-05-04, to: 2026-05-06, name: {zh: 休, en: off}}, {date: 2025-12-31, kind: half_day, hours: [\"09:00-12:00\"], name: {zh: 半天, en: half}}]";
        string duty = Chance(0.5) ? "\n    duty_weekends: [{days: [saturday], first: 2024-01-06, every_weeks: 2, hours: [\"10:00-15:00\"]}]" : string.Empty;
        DateOnly change = new DateOnly(2025, 1, 1).AddDays(random.Next(500));
        StringBuilder yaml = new();
        yaml.Append("id: random\ntitle: {zh: 任意, en: Any}\n").Append(CultureInfo.InvariantCulture, $"zone: {zoneId}\ncalendars:\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  - id: main\n    {holidays}{duty}\n    valid_to: {change.AddDays(-1):yyyy-MM-dd}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"    hours: {{workdays: {Hours()}, saturday: {(Chance(0.3) ? Hours() : "[]")}}}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  - id: main\n    {holidays}{duty}\n    valid_from: {change:yyyy-MM-dd}\n    hours: {{workdays: {Hours()}}}\nclauses:\n");
        (string Unit, int Most)[] units = [("minutes", 3000), ("hours", 200), ("days", 9), ("months", 2), ("working_minutes", 2000), ("working_hours", 40), ("working_days", 9)];
        int number = 0;
        foreach ((string unit, int most) in units)
        {
            yaml.Append(Clause($"c{number++}", unit, most, "time"));
        }

        yaml.Append(Clause($"c{number++}", "days", 7, "days"));
        yaml.Append(Clause($"c{number}", "working_days", 7, "days"));
        return yaml.ToString();
    }

    private string Clause(string id, string unit, int most, string count)
    {
        int limit = 1 + random.Next(most);
        string grace = unit == "months" || Chance(0.6) ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", grace: 1 {unit}");
        string longer = Chance(0.5) ? string.Create(CultureInfo.InvariantCulture, $", extension: {{told: extension_told, limit: {limit + 1 + random.Next(3)} {unit}}}") : string.Empty;
        string early = limit > 1 && Chance(0.5) ? string.Create(CultureInfo.InvariantCulture, $", early_mark: {1 + random.Next(limit - 1)} {unit}") : string.Empty;
        string pauses = string.Join(", ", Reasons.Where(_ => Chance(0.4)));
        string reopened = new[] { "no_effect", "goes_on", "starts_again" }[random.Next(3)];
        return string.Create(CultureInfo.InvariantCulture, $"  - {{id: {id}, title: {{zh: 修复, en: Repaired}}, start: received, stop: repaired, limit: {limit} {unit}, count: {count}, pauses: [{pauses}], reopened: {reopened}{grace}{longer}{early}}}\n");
    }

    // A day shift with lunch, a night shift, odd minutes, or the whole day.
    private string Hours() => random.Next(4) switch
    {
        0 => "[\"09:00-12:00\", \"13:00-18:00\"]",
        1 => "[\"22:00-06:00\"]",
        2 => "[\"08:07-11:53\", \"13:01-17:59\"]",
        _ => "[\"00:00-24:00\"]",
    };
}
