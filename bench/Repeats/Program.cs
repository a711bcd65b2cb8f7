using System.Diagnostics;
using System.Globalization;
using ServiceAnalytics.Analytics;
using ServiceAnalytics.Analytics.Metrics.Repeats;
using ServiceAnalytics.Analytics.Policies;
using ServiceAnalytics.Analytics.Similar;
using ServiceAnalytics.Warehouse;

// Exact repeat pairs beside a sort of (key, time), all metrics of 36 months beside a typed load of the same rows, and the lookup of like faults, in one run.
// Run by bench/repeats. Processor seconds of this process (all threads of the engine).
if (args is not [string folder, string ticketText, string roundText, string policyFile, string calendars])
{
    Console.Error.WriteLine("Usage: Repeats FOLDER TICKETS ROUNDS POLICY CALENDARS   (see bench/repeats)");
    return 2;
}

long tickets = long.Parse(ticketText, CultureInfo.InvariantCulture);
int rounds = int.Parse(roundText, CultureInfo.InvariantCulture);
Directory.CreateDirectory(folder);
string database = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"tickets-{tickets}.duckdb"));
string file = Path.Combine(folder, "tickets.csv");
bool isNew = !File.Exists(database);
using WarehouseFile warehouse = WarehouseFile.Open(database, new WarehouseOptions { Threads = 2, MemoryLimit = "2GB", TemporaryDirectory = folder, Purpose = "bench" }, TimeProvider.System);
if (isNew)
{
    using WarehouseConnection connection = warehouse.Connect();
    connection.Execute(Script("tickets.sql"), new() { ["ticket_count"] = tickets });
    connection.Execute("checkpoint");
}

Policy policy = Policy.Load(policyFile, calendars);
AsOf asOf = new(1, new DateTimeOffset(2026, 10, 31, 16, 0, 0, TimeSpan.Zero));
ReportingMonth[] months = [.. Enumerable.Range(0, 36).Select(i => ReportingMonth.Parse("2026-10").Plus(-i))];
long peak = 0;
List<double> sorts = [], pairs = [], returns = [], loads = [], metrics = [], lookups = [];
(long, long) found = default, foundWithReturns = default, independent = default;
for (int round = 0; round < rounds; round++)
{
    using AnalysisSession session = AnalysisSession.Open(warehouse, asOf, policy);
    session.UseMonths(months);
    sorts.Add(Cost(() => session.Connection.Execute(
        """
        create or replace temp table sorted as
        select hash(unit_key, fault_key) as key_hash, received_at_utc from mart_tickets where unit_key is not null and fault_key is not null order by 1, 2
        """)));
    session.Connection.Execute("drop table sorted");
    pairs.Add(Cost(() => session.Prepare(RepeatMetrics.Hits)));
    found = Repeated(session, "repeat_hits");
    returns.Add(Cost(() => session.Prepare(["Sql/prepare/return_hits.sql"])));
    foundWithReturns = Repeated(session, "return_hits");
    lookups.Add(Cost(() => SimilarRepairs.Find(session, policy, "运行中异常，编号77，需要现场处理", "Model 7", 10)));
    if (round == 0)
    {
        independent = session.Connection.Query(Script("independent.sql"), SqlParameters.None, row => (row.Int64("repeated_30d"), row.Int64("repeated_90d")))[0];
        session.Connection.Execute($"copy (select * exclude (export_at_utc, batch_id, row_number, content_hash) from service.tickets) to '{file}' (header)");
    }
}

// Each on its own, so that neither finds what the other has left in memory.
for (int round = 0; round < rounds; round++)
{
    loads.Add(Cost(TypedLoad));
    using AnalysisSession session = AnalysisSession.Open(warehouse, asOf, policy);
    ResetPeak();
    metrics.Add(Cost(() => MonthFigures.Compute(session, policy, months)));
    peak = Math.Max(peak, PeakMegabytes());
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round + 1}: sort {sorts[round]:F2}, pairs {pairs[round]:F2}, load {loads[round]:F1}, metrics {metrics[round]:F1}"));
}

string load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tickets:N0} tickets, 36 months, {rounds} rounds, medians of processor seconds; {Environment.ProcessorCount} cores, load {load} at the end"));
Console.WriteLine();
Console.WriteLine("| what | CPU s | ratio | goal |");
Console.WriteLine("|---|---|---|---|");
Line("sort of (unit and fault, time)", Median(sorts), "1", "");
Line("exact repeat pairs, same fault, up to 90 days", Median(pairs), Ratio(pairs, sorts), "≤ 1.5");
Line("exact pairs and returns of units, any fault, in one search", Median(returns), Ratio(returns, sorts), "");
Line("typed read_csv of the same rows into a table, checkpoint", Median(loads), "1", "");
Line($"all metrics of the catalogue, 36 months, {policy.Clauses.Count} clauses", Median(metrics), Ratio(metrics, loads), "≤ 0.3");
Line("similar faults of one model, ten of them", Median(lookups), "", "");
Console.WriteLine();
Console.WriteLine($"Peak memory while the metrics are computed: {peak:N0} MB, with the engine's limit at 2 GB.");
Console.WriteLine($"Repeated within 30 and 90 days: {found.Item1:N0} and {found.Item2:N0}, with returns {foundWithReturns.Item1:N0} and {foundWithReturns.Item2:N0}; by the independent formulation {independent.Item1:N0} and {independent.Item2:N0}.");
return found == independent && foundWithReturns == independent ? 0 : 1;

static (long Within30, long Within90) Repeated(AnalysisSession session, string hits) => session.Connection.Query(
    $"""
    select
        count(*) filter (h.same_fault_at_utc <= t.repaired_at_utc + interval 30 day) as repeated_30d,
        count(*) filter (h.same_fault_at_utc <= t.repaired_at_utc + interval 90 day) as repeated_90d
    from {hits} h join mart_tickets t on t.ticket_no = h.ticket_no
    """,
    SqlParameters.None,
    row => (row.Int64("repeated_30d"), row.Int64("repeated_90d")))[0];

void TypedLoad()
{
    string target = Path.Combine(folder, "typed.duckdb");
    File.Delete(target);
    using WarehouseConnection connection = warehouse.Connect();
    string columns = string.Join(", ", connection.Query(
        "select column_name, data_type from information_schema.columns where table_schema = 'service' and table_name = 'tickets' and column_name not in ('export_at_utc', 'batch_id', 'row_number', 'content_hash') order by ordinal_position",
        SqlParameters.None,
        row => $"'{row.Text("column_name")}': '{row.Text("data_type")}'"));
    connection.Execute("attach '" + target + "' as typed");
    connection.Execute("create table typed.tickets as select * from read_csv('" + file + "', header = true, auto_detect = false, columns = {" + columns + "})");
    connection.Execute("checkpoint typed");
    connection.Execute("detach typed");
}

static string Script(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name));

// The kernel keeps the highest resident size; 5 starts it anew.
static void ResetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

static long PeakMegabytes() =>
    long.Parse(File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

static double Cost(Action work)
{
    TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
    work();
    return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
}

static void Line(string what, double seconds, string ratio, string goal) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {seconds:F2} | {ratio} | {goal} |"));

static string Ratio(List<double> part, List<double> whole) => (Median(part) / Median(whole)).ToString("F2", CultureInfo.InvariantCulture);

static double Median(List<double> values)
{
    double[] sorted = [.. values.Order()];
    return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
