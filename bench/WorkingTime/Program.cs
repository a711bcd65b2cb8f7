using System.Diagnostics;
using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Sla;
using ServiceAnalytics.Warehouse;

// Nine clauses in working time over generated tickets, beside the same nine in plain calendar hours in the same run: counted by the engine's one query
// over all clauses, from which every rate comes, and clause by clause by the view from which tables of cases come.
// Run by bench/working-time. Processor seconds of this process (all threads of the engine), median of interleaved rounds.
if (args is not [string folder, string ticketText, string roundText, string calendars])
{
    Console.Error.WriteLine("Usage: WorkingTime FOLDER TICKETS ROUNDS CALENDARS   (see bench/working-time)");
    return 2;
}

long tickets = long.Parse(ticketText, CultureInfo.InvariantCulture);
int rounds = int.Parse(roundText, CultureInfo.InvariantCulture);
(string Stop, int Hours)[] promises =
[
    ("answered", 1), ("replied", 8), ("planned", 4), ("dispatched", 9), ("arrived", 18), ("repaired", 63), ("confirmed", 72), ("report_submitted", 81), ("closed", 135),
];
const string Aggregates = "select month, count(*) filter (where verdict = 'met') as met_count, count(*) filter (where verdict = 'breached') as breached_count from sla_duration_cases group by month order by month";

Directory.CreateDirectory(folder);
string database = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"tickets-{tickets}.duckdb"));
bool isNew = !File.Exists(database);
using WarehouseFile warehouse = WarehouseFile.Open(database, new WarehouseOptions { Threads = 2, MemoryLimit = "6GB", TemporaryDirectory = folder, Purpose = "bench" }, TimeProvider.System);
if (isNew)
{
    using WarehouseConnection connection = warehouse.Connect();
    connection.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "tickets.sql")), new() { ["ticket_count"] = tickets });
    connection.Execute("checkpoint");
}

AsOf asOf = new(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero));
ReportingMonth last = ReportingMonth.Parse("2026-10");
ReportingMonth[] all = [.. Enumerable.Range(0, 36).Select(i => last.Plus(-i))];
Policy[] working = [.. promises.Select(p => Rules("working_hours", p))];
Policy[] plain = [.. promises.Select(p => Rules("hours", p))];
Policy allWorking = Rules("working_hours", promises);
Policy allPlain = Rules("hours", promises);

(long compared, long differences) = BruteForce();
Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{compared:N0} cases of a sample compared with interval arithmetic: {differences} differences"));
if (rounds == 0)
{
    return differences == 0 && compared > 0 ? 0 : 1;
}

string[] measures = ["plain", "working", "month", "plain cases", "working cases", "month cases"];
Dictionary<string, List<double>> spent = measures.ToDictionary(m => m, _ => new List<double>());
for (int round = 0; round < rounds; round++)
{
    spent["plain"].Add(CountCost(allPlain, all));
    spent["working"].Add(CountCost(allWorking, all));
    spent["month"].Add(CountCost(allWorking, [last]));
    spent["plain cases"].Add(CasesCost(plain, all));
    spent["working cases"].Add(CasesCost(working, all));
    spent["month cases"].Add(CasesCost(working, [last]));
    Console.Error.WriteLine($"round {round + 1}: {string.Join(", ", measures.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m} {spent[m][^1]:F3}")))}");
}

string load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tickets:N0} tickets, 36 months, 9 clauses, {rounds} interleaved rounds, medians of processor seconds; {Environment.ProcessorCount} cores, load {load} at the end"));
Console.WriteLine();
Console.WriteLine("| what | CPU s | ratio | goal |");
Console.WriteLine("|---|---|---|---|");
Rows("counted in one query", "plain", "working", "month");
Rows("as cases, clause by clause", "plain cases", "working cases", "month cases");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| differences to interval arithmetic, {compared:N0} cases of a sample | {differences} | | 0 |"));
return differences == 0 && compared > 0 ? 0 : 1;

void Rows(string how, string calendarHours, string workingTime, string month)
{
    (double floor, double cost, double one) = (Median(spent[calendarHours]), Median(spent[workingTime]), Median(spent[month]));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| nine clauses {how}, calendar hours | {floor:F2} | 1 | |"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| nine clauses {how}, working time | {cost:F2} | {cost / floor:F2} | ≤ 3 |"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| the last month alone {how}, working time | {one:F3} | 1/{cost / one:F0} of all 36 | ≤ 1/20 |"));
}

// What doesn't grow with the tickets and is made once per session (calendars' grids) is not in the measure.
double CountCost(Policy policy, ReportingMonth[] months)
{
    using AnalysisSession session = AnalysisSession.Open(warehouse, asOf, policy);
    session.UseMonths([ReportingMonth.Parse("2020-01")]);
    SlaJudge.Tally(session, policy);
    session.UseMonths(months);
    return Spent(() => SlaJudge.Tally(session, policy));
}

double CasesCost(Policy[] policies, ReportingMonth[] months)
{
    double sum = 0;
    foreach (Policy policy in policies)
    {
        using AnalysisSession session = Prepared(policy, months);
        sum += Spent(() => session.Connection.Query(Aggregates, SqlParameters.None, row => row.Int64("met_count")));
    }

    return sum;
}

static double Spent(Action work)
{
    TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
    work();
    return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
}

// Judging a month without tickets leaves everything in place for the months that are then asked for.
AnalysisSession Prepared(Policy policy, ReportingMonth[] months)
{
    AnalysisSession session = AnalysisSession.Open(warehouse, asOf, policy);
    session.UseMonths([ReportingMonth.Parse("2020-01")]);
    SlaJudge.Judge(session, policy);
    session.UseMonths(months);
    return session;
}

// Nothing of the engine's arithmetic is used: the sum of overlaps with every interval of worked time in the calendar, and for the deadline
// one interval after the other until the limit is used up.
(long Cases, long Differences) BruteForce()
{
    long cases = 0, wrong = 0;
    foreach (Policy policy in working)
    {
        using AnalysisSession session = Prepared(policy, all);
        (long From, long To)[] worked = [.. policy.MainCalendar.Worked.Select(w => (Microseconds(w.From), Microseconds(w.To)))];
        foreach (bool isRight in session.Connection.Query(
            "select start_utc, stop_utc, deadline_utc, elapsed_minutes, limit_minutes, verdict from sla_duration_cases where reason is null and hash(ticket_id) % $every = 0",
            new() { ["every"] = Math.Max(1, tickets / 1000) },
            row => IsRight(
                worked, Microseconds(row.Instant("start_utc")), row.IsNull("stop_utc") ? null : Microseconds(row.Instant("stop_utc")), row.Double("elapsed_minutes"),
                row.Double("limit_minutes"), row.Text("verdict"), row.IsNull("deadline_utc") ? null : Microseconds(row.Instant("deadline_utc")))))
        {
            cases++;
            wrong += isRight ? 0 : 1;
        }
    }

    return (cases, wrong);
}

bool IsRight((long From, long To)[] worked, long start, long? stop, double elapsedMinutes, double limitMinutes, string verdict, long? deadline)
{
    long end = stop ?? Microseconds(asOf.Instant);
    long limit = (long)Math.Round(limitMinutes * 6e7);
    long elapsed = 0, spent = 0;
    long? due = null;
    foreach ((long from, long to) in worked)
    {
        elapsed += Math.Max(0, Math.Min(to, end) - Math.Max(from, start));
        long here = Math.Max(0, to - Math.Max(from, start));
        if (due is null && here > 0 && spent + here >= limit)
        {
            due = Math.Max(from, start) + limit - spent;
        }

        spent += here;
    }

    return Math.Abs((elapsed / 6e7) - elapsedMinutes) < 1e-6 && deadline == due
        && verdict == (elapsed > limit ? "breached" : stop is null ? "pending" : "met");
}

static long Microseconds(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

Policy Rules(string unit, params (string Stop, int Hours)[] limits) => Policy.Parse(
    "bench.yaml",
    $$"""
    id: bench
    title: {zh: 测速, en: Bench}
    zone: Asia/Shanghai
    calendars:
      - id: office
        public_holidays: cn
        hours: {workdays: ["08:30-12:00", "13:00-18:30"]}
    clauses:
      {{string.Join("\n  ", limits.Select(l => $"- {{id: {l.Stop}, title: {{zh: 测速, en: Bench}}, start: received, stop: {l.Stop}, limit: {l.Hours} {unit}}}"))}}
    """,
    calendars);

static double Median(List<double> values)
{
    double[] sorted = [.. values.Order()];
    return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
