using ServiceAnalytics.Bench;

// Run by bench/run. With `baseline FILE DATABASE` it is the yardstick itself: DuckDB's own typed read of the same file.
if (args is ["baseline", string file, string database])
{
    Baseline.Load(file, database);
    return 0;
}

if (args is ["hash", string hashed])
{
    IngestBench.Hash(hashed);
    return 0;
}

if (args is not [string what and ("whole" or "ingest"), string program, string folder, string tickets, string rounds, .. string[] parts])
{
    Console.Error.WriteLine("Usage: WholeProgram whole|ingest PROGRAM FOLDER TICKETS ROUNDS [PART …]   (see bench/run)");
    return 2;
}

return what == "whole"
    ? WholeProgramBench.Run(program, folder, int.Parse(tickets), int.Parse(rounds))
    : new IngestBench(program, folder, int.Parse(tickets), int.Parse(rounds)).Run(parts.Length > 0 ? parts : IngestBench.Parts);
