using ServiceAnalytics.Bench;

// Run by bench/run. With `baseline FILE DATABASE` it is the yardstick itself: DuckDB's own typed read of the same file.
if (args is ["baseline", string file, string database])
{
    Baseline.Load(file, database);
    return 0;
}

if (args is not [string program, string folder, string tickets, string rounds])
{
    Console.Error.WriteLine("Usage: WholeProgram PROGRAM FOLDER TICKETS ROUNDS   (see bench/run)");
    return 2;
}

return WholeProgramBench.Run(program, folder, int.Parse(tickets), int.Parse(rounds));
