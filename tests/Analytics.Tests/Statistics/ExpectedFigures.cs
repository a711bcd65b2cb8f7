using System.Globalization;

namespace ServiceAnalytics.Analytics.Tests.Statistics;

/// <summary>Reads the tables that expected.R wrote. NA is null; Inf is infinity.</summary>
internal static class ExpectedFigures
{
    /// <summary>One case per data row, for MemberData.</summary>
    internal static IEnumerable<object[]> Cases(string file) => Rows(file).Select(row => new object[] { row });

    internal static IReadOnlyList<ExpectedRow> Rows(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Statistics", file));
        var names = Cells(lines[0]);
        var rows = lines.Skip(1).Select(line => new ExpectedRow(names.Zip(Cells(line)).ToDictionary(pair => pair.First, pair => pair.Second))).ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    internal static void Close(double expected, double actual, double relative = 1e-8)
    {
        if (double.IsInfinity(expected) || expected == 0)
        {
            Assert.Equal(expected, actual, 1e-12);
            return;
        }

        Assert.True(Math.Abs(actual - expected) <= Math.Abs(expected) * relative, $"expected {expected:R}, was {actual:R}");
    }

    /// <summary>Quoted cells may hold commas; no cell holds a quotation mark.</summary>
    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        foreach (var (part, index) in line.Split('"').Select((part, index) => (part, index)))
        {
            if (index % 2 == 1)
            {
                cells.Add(part);
            }
            else
            {
                cells.AddRange(part.Split(',', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return cells;
    }
}

public sealed class ExpectedRow(IReadOnlyDictionary<string, string> cells)
{
    internal string Text(string name) => cells[name];

    internal long Count(string name) => (long)Number(name);

    internal double Number(string name) => Parse(cells[name]);

    internal double? NumberOrNone(string name) => cells[name] == "NA" ? null : Number(name);

    internal double[] Numbers(string name) => cells[name].Split(';').Select(Parse).ToArray();

    internal long[] Counts(string name) => Numbers(name).Select(number => (long)number).ToArray();

    public override string ToString() => cells.TryGetValue("why", out var why) ? why : string.Join(", ", cells.Values);

    private static double Parse(string cell) => cell switch
    {
        "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(cell, CultureInfo.InvariantCulture),
    };
}
