using System.Globalization;
using System.Security.Cryptography;

namespace ServiceAnalytics.Bench;

/// <summary>
/// What taking files in costs, each step beside a yardstick of the same run: the first load beside DuckDB's own typed read, the same
/// file again beside its SHA-256, monthly files beside the one file that they were cut from, a delta onto everything beside the same
/// delta into an empty database; and other formats of the same rows.
/// </summary>
internal sealed class IngestBench(string program, string folder, int tickets, int rounds)
{
    /// <summary>The parts, in the order in which they run.</summary>
    public static readonly IReadOnlyList<string> Parts = ["load", "months", "delta", "formats"];

    private readonly string log = Path.Combine(folder, "log.txt");

    private string Workspace => Path.Combine(folder, "workspace");

    /// <summary>Runs some of the parts and prints a table for each.</summary>
    public int Run(IReadOnlyList<string> parts)
    {
        Directory.CreateDirectory(folder);
        string samples = Path.Combine(folder, $"samples-{tickets}");
        if (!Directory.Exists(samples))
        {
            Measured.Run(log, program, "sample", "--tickets", tickets.ToString(CultureInfo.InvariantCulture), "--months", "36", "--seed", "7", "--out", samples);
        }

        string file = Directory.EnumerateFiles(samples, "报修单_*.csv").Single();
        Print($"{tickets:N0} tickets, {new FileInfo(file).Length / 1e6:N0} MB of CSV; {Environment.ProcessorCount} cores; CPU seconds are those of the process, all threads");
        foreach (string part in Parts.Where(parts.Contains))
        {
            Print($"\n### {part}\n");
            switch (part)
            {
                case "load":
                    Load(file);
                    break;
                case "months":
                    Months(file);
                    break;
                case "delta":
                    Delta(file, Directory.EnumerateFiles(Path.Combine(samples, "later"), "报修单_*.csv").Single());
                    break;
                default:
                    Formats(file);
                    break;
            }
        }

        return 0;
    }

    private void Load(string file)
    {
        List<Measured> hash = [], baseline = [], import = [], again = [];
        for (int round = 1; round <= rounds; round++)
        {
            hash.Add(Itself("hash", file));
            string database = Path.Combine(folder, "baseline.duckdb");
            File.Delete(database);
            baseline.Add(Itself("baseline", file, database));
            File.Delete(database);
            NewWorkspace();
            import.Add(Import(file));
            again.Add(Import(file));
            Console.Error.WriteLine($"load: round {round} of {rounds} done");
        }

        Table("typed read", baseline, [("SHA-256 of the file", hash), ("typed read_csv into a table, checkpoint", baseline), ("import", import), ("the same file again", again)]);
        double size = new FileInfo(Path.Combine(Workspace, "service.duckdb")).Length;
        Print($"\nDatabase ÷ CSV: {size / new FileInfo(file).Length:F2}. The same file again ÷ its SHA-256: {Median(again, m => m.Processor) / Median(hash, m => m.Processor):F2}.");
        Print($"Import, single rounds ÷ typed read of the same round: {string.Join(", ", import.Zip(baseline, (i, b) => (i.Processor / b.Processor).ToString("F2", CultureInfo.InvariantCulture)))}.");
    }

    private void Months(string file)
    {
        // Each month's rows as that one export shows them, so its date is theirs, too: by the month's end half of them would lie in the future.
        string exportedAt = Path.GetFileNameWithoutExtension(file)[^10..];
        Measured Import(params string[] files) => this.Import([.. files, "--exported-at", exportedAt]);
        string[] monthly = Split.ByMonth(file, Path.Combine(folder, $"monthly-{tickets}"));
        List<Measured> bulk = [], together = [], slowest = [], median = [];
        for (int round = 1; round <= Math.Min(rounds, 3); round++)
        {
            NewWorkspace();
            bulk.Add(Import(file));
            NewWorkspace();
            together.Add(Import(monthly));
            NewWorkspace();
            List<Measured> single = [.. monthly.Select(m => Import(m)).OrderBy(m => m.Processor)];
            slowest.Add(single[^1]);
            median.Add(single[single.Count / 2]);
            Console.Error.WriteLine($"months: round {round} done");
        }

        Table("one file", bulk, [("one file", bulk), ($"{monthly.Length} monthly files, one after the other", together)]);
        Print(string.Empty);
        Table("median month", median, [("median month, a process of its own", median), ("slowest month, a process of its own", slowest)]);
    }

    private void Delta(string file, string later)
    {
        // A delta of other rows each time, onto the one full workspace: copies of it would leave the machine without memory at hand, at the import's cost.
        string[] deltas = [.. Enumerable.Range(0, rounds).Select(i => Split.Some(later, Path.Combine(folder, $"delta-{i}", Path.GetFileName(later)), tickets / 100, i))];
        List<Measured> empty = [], onto = [];
        string apart = Path.Combine(folder, "apart");
        NewWorkspace();
        Import(file);
        foreach (string delta in deltas)
        {
            NewWorkspace(apart);
            empty.Add(ImportInto(apart, delta));
            onto.Add(Import(delta));
            Console.Error.WriteLine($"delta: round {onto.Count} of {rounds} done");
        }

        Directory.Delete(apart, recursive: true);
        Table("empty database", empty, [($"{tickets / 100:N0} rows into an empty database", empty), ($"the same onto {tickets:N0} tickets", onto)]);
    }

    private void Formats(string file)
    {
        const int rows = 200_000;
        string place = Path.Combine(folder, "formats");
        string name = Path.GetFileNameWithoutExtension(file);
        string utf8 = Split.Some(file, Path.Combine(place, "utf8", name + ".csv"), Math.Min(rows, tickets));
        string gb = Split.ToGb18030(utf8, Path.Combine(place, "gb18030", name + ".csv"));
        string xlsx = PlainWorkbook.Write(utf8, Path.Combine(place, "xlsx", name + ".xlsx"));
        List<Measured> plain = [], chinese = [], workbook = [];
        for (int round = 1; round <= rounds; round++)
        {
            NewWorkspace();
            plain.Add(Import(utf8));
            NewWorkspace();
            chinese.Add(Import(gb));
            NewWorkspace();
            workbook.Add(Import(xlsx));
            Console.Error.WriteLine($"formats: round {round} of {rounds} done");
        }

        Table("UTF-8", plain, [("CSV, UTF-8", plain), ("CSV, GB18030", chinese), ("XLSX, texts in the cells", workbook)]);
        Print($"\n{Math.Min(rows, tickets):N0} rows; per CPU second: {Rate(utf8, plain)} of UTF-8, {Rate(gb, chinese)} of GB18030, {Rate(xlsx, workbook)} of XLSX ({Math.Min(rows, tickets) / Median(workbook, m => m.Processor):N0} rows).");
    }

    private static string Rate(string file, List<Measured> runs) => string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(file).Length / 1e6 / Median(runs, m => m.Processor):F1} MB");

    private Measured Itself(params string[] arguments) => Measured.Run(log, Environment.ProcessPath!, arguments);

    private Measured Import(params string[] files) => ImportInto(Workspace, files);

    private Measured ImportInto(string workspace, params string[] files) => Measured.Run(log, program, ["import", .. files, "--workspace", workspace]);

    private void NewWorkspace(string? place = null)
    {
        Recreate(place ?? Workspace);
        Measured.Run(log, program, "init", place ?? Workspace, "--policy", "equipment");
    }

    private static void Recreate(string place)
    {
        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }
    }

    /// <summary>SHA-256 of a file, nothing else.</summary>
    public static void Hash(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        Console.WriteLine(Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private static void Table(string unit, List<Measured> yardstick, IReadOnlyList<(string Step, List<Measured> Runs)> lines)
    {
        Print($"| step | CPU s (lowest–highest) | clock s | peak MB | × {unit} |");
        Print("|---|---|---|---|---|");
        foreach ((string step, List<Measured> runs) in lines)
        {
            Print(string.Create(
                CultureInfo.InvariantCulture,
                $"| {step} | {Median(runs, m => m.Processor):F2} ({runs.Min(m => m.Processor):F2}–{runs.Max(m => m.Processor):F2}) | {Median(runs, m => m.Wall):F2} | {runs.Max(m => m.PeakMegabytes):N0} | {Median(runs, m => m.Processor) / Median(yardstick, m => m.Processor):F2} |"));
        }
    }

    private static double Median(List<Measured> runs, Func<Measured, double> of) => WholeProgramBench.Median(runs, of);

    private static void Print(string line) => Console.WriteLine(line);
}
