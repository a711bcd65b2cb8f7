using System.Globalization;

namespace ServiceAnalytics.Bench;

/// <summary>The whole program over sample exports, each step beside DuckDB's own typed read of the same tickets file in the same run.</summary>
internal static class WholeProgramBench
{
    public static int Run(string program, string folder, int tickets, int rounds)
    {
        Directory.CreateDirectory(folder);
        string log = Path.Combine(folder, "log.txt");
        string samples = Path.Combine(folder, $"samples-{tickets}");
        Measured? sample = null;
        if (!Directory.Exists(samples))
        {
            sample = Measured.Run(log, program, "sample", "--tickets", tickets.ToString(CultureInfo.InvariantCulture), "--months", "36", "--seed", "7", "--out", samples);
        }

        string file = Directory.EnumerateFiles(samples, "报修单_*.csv").Single();
        string[] others = [.. Directory.EnumerateFiles(samples).Where(f => f != file && Path.GetExtension(f) is ".csv" or ".xlsx").Where(f => f != file)];
        List<Measured> baseline = [], import = [], again = [], metrics = [], sla = [];
        for (int round = 1; round <= rounds; round++)
        {
            string database = Path.Combine(folder, "baseline.duckdb");
            File.Delete(database);
            baseline.Add(Measured.Run(log, Environment.ProcessPath!, "baseline", file, database));

            string workspace = Path.Combine(folder, "workspace");
            if (Directory.Exists(workspace))
            {
                Directory.Delete(workspace, recursive: true);
            }

            Measured.Run(log, program, "init", workspace, "--policy", "equipment");
            import.Add(Measured.Run(log, program, "import", file, "--workspace", workspace));
            Measured.Run(log, program, ["import", .. others, "--workspace", workspace]);
            again.Add(Measured.Run(log, program, "import", file, "--workspace", workspace));
            metrics.Add(Measured.Run(log, program, "metrics", "--json", "--workspace", workspace));
            sla.Add(Measured.Run(log, program, "sla", "--json", "--workspace", workspace));
            Console.Error.WriteLine($"round {round} of {rounds} done");
        }

        double unit = Median(baseline, m => m.Processor);
        Console.WriteLine($"{tickets:N0} tickets, {new FileInfo(file).Length / 1e6:N0} MB of CSV, {rounds} rounds, medians; {Environment.ProcessorCount} cores");
        Console.WriteLine();
        Console.WriteLine("| step | CPU s | clock s | peak MB | × typed read |");
        Console.WriteLine("|---|---|---|---|---|");
        if (sample is not null)
        {
            Line("sample (all files)", [sample], unit);
        }

        Line("DuckDB typed read_csv into a table, checkpoint", baseline, unit);
        Line("import of the tickets file", import, unit);
        Line("the same file again", again, unit);
        Line("metrics of one month", metrics, unit);
        Line("sla of one month", sla, unit);
        return 0;
    }

    private static void Line(string step, List<Measured> runs, double unit) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {step} | {Median(runs, m => m.Processor):F2} | {Median(runs, m => m.Wall):F2} | {Median(runs, m => m.PeakMegabytes):N0} | {Median(runs, m => m.Processor) / unit:F2} |"));

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(List<Measured> runs, Func<Measured, double> of)
    {
        double[] sorted = [.. runs.Select(of).Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
