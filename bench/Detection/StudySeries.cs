using System.Globalization;

namespace ServiceAnalytics.Bench.Detection;

/// <summary>One simulated series with its true means, as series.R wrote it.</summary>
internal sealed record StudySeries(string Kind, int Phi, int Number, long[] Counts, double[] Means)
{
    public static List<StudySeries> Read(string path) =>
    [
        .. File.ReadLines(path).Skip(1).Select(line => line.Split(','))
            .GroupBy(c => (c[0], int.Parse(c[1]), int.Parse(c[2])))
            .Select(g => new StudySeries(
                g.Key.Item1, g.Key.Item2, g.Key.Item3, [.. g.Select(c => long.Parse(c[5]))], [.. g.Select(c => double.Parse(c[4], CultureInfo.InvariantCulture))])),
    ];

    /// <summary>farringtonFlexible's p-value by series and period, as series.R wrote it; a month that it could not judge has p = 1. Null when R has not judged them.</summary>
    public static Dictionary<(string Kind, int Phi, int Number, int Period), double>? Farrington(string path) =>
        !File.Exists(path) ? null : File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToDictionary(
            c => (c[0], int.Parse(c[1]), int.Parse(c[2]), int.Parse(c[3])),
            c => c[4] == "NA" ? 1 : double.Parse(c[4], CultureInfo.InvariantCulture));
}
