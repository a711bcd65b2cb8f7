using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ServiceAnalytics.Bench;

/// <summary>A program's run: processor seconds of all its threads, seconds on the clock, peak of resident memory in MB.</summary>
internal sealed record Measured(double Processor, double Wall, double PeakMegabytes)
{
    /// <summary>Runs a program to its end; its output goes to a log file.</summary>
    public static Measured Run(string log, string program, params string[] arguments)
    {
        double before = ProcessorOfEndedChildren();
        long start = Stopwatch.GetTimestamp();
        ProcessStartInfo info = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(info)!;
        using StreamWriter file = new(log, append: true);
        Lock gate = new();
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (gate)
            {
                file.WriteLine(line.Data);
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        double peak = 0;
        while (!process.WaitForExit(20))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        process.WaitForExit();
        if (process.ExitCode > 1)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}; see {log}.");
        }

        return new Measured(ProcessorOfEndedChildren() - before, Stopwatch.GetElapsedTime(start).TotalSeconds, peak);
    }

    private static double PeakOf(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static double ProcessorOfEndedChildren()
    {
        const int children = -1;
        return getrusage(children, out Usage usage) == 0 ? Seconds(usage.User) + Seconds(usage.System) : throw new InvalidOperationException("getrusage failed.");
    }

    private static double Seconds(TimeValue time) => time.Seconds + (time.Microseconds / 1e6);

    [DllImport("libc", SetLastError = true)]
    private static extern int getrusage(int who, out Usage usage);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeValue
    {
        public long Seconds;
        public long Microseconds;
    }

    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct Usage
    {
        public TimeValue User;
        public TimeValue System;
    }
}
