using System.Diagnostics;
using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Statistics;
using ServiceAnalytics.Analytics.Trends.Detection;
using ServiceAnalytics.Bench.Detection;

// Detection FOLDER        the study of docs/methods.md over the series that series.R wrote there
// Detection --speed       10,000 series of 60 months
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--speed"])
{
    Speed();
    return;
}

List<StudySeries> all = StudySeries.Read(Path.Combine(args[0], "steps.csv"));
var farrington = StudySeries.Farrington(Path.Combine(args[0], "steps_farrington.csv"));
foreach (int phi in new[] { 1, 2 })
{
    Console.WriteLine($"\ndispersion {phi}: in-control months with a rise p at most 0.1 0.05 0.01 0.001 | deciles");
    StudySeries[] quiet = [.. all.Where(s => s.Phi == phi && s.Kind is "control" or "season")];
    StudySeries[] Of(string kind) => [.. all.Where(s => s.Phi == phi && s.Kind == kind)];
    StudySeries[] control = Of("control"), season = Of("season");
    double[][] nominal = Methods.House([.. control, .. season], 12, v => v.RisePValue);
    double[][] falls = Methods.House([.. control, .. season], 12, v => v.FallPValue);
    double[][] both = Methods.House([.. control, .. season], 12, v => v.PValue);
    Nominal("house, rise, no season", nominal[..control.Length]);
    Nominal("house, rise, season", nominal[control.Length..]);
    Nominal("house, fall, no season", falls[..control.Length]);
    Nominal("house, fall, season", falls[control.Length..]);
    Nominal("house, both, all", both);
    double[] Farrington(StudySeries s) => [.. Enumerable.Range(61, 12).Select(t => farrington?.GetValueOrDefault((s.Kind, s.Phi, s.Number, t), 1) ?? 1)];
    if (farrington is not null)
    {
        Nominal("farringtonFlexible, no season", [.. control.Select(Farrington)]);
        Nominal("farringtonFlexible, season", [.. season.Select(Farrington)]);
    }

    Console.WriteLine("\n| method | x1.5 | x2 | x3 | ramp | season, x2 | months to detection of x2 |\n|---|---|---|---|---|---|---|");
    foreach ((string name, Func<StudySeries[], double[][]> judge) in new (string, Func<StudySeries[], double[][]>)[]
    {
        ("house", s => Methods.House(s, 12, v => v.RisePValue)),
        ("farringtonFlexible", s => [.. s.Select(Farrington)]),
        ("u chart", s => [.. s.Select(Methods.UChart)]),
        ("EWMA", s => [.. s.Select(Methods.Ewma)]),
        ("CUSUM", s => [.. s.Select(Methods.Cusum)]),
        ("mean known", s => [.. s.Select(x => Methods.Known(x, Means(x)))]),
    })
    {
        if (name == "farringtonFlexible" && farrington is null)
        {
            continue;
        }

        List<string> cells = [];
        string delay = "";
        foreach (string kind in new[] { "step1.5", "step2", "step3", "ramp", "season_step2" })
        {
            StudySeries[] still = kind.StartsWith("season", StringComparison.Ordinal) ? season : control;
            StudySeries[] other = still == season ? control : season, moved = Of(kind);
            double[][] p = judge([.. still, .. moved, .. other]);
            double[] calm = [.. p[..still.Length].SelectMany(x => x).Order()];
            double threshold = calm[calm.Length / 100]; // strictly below it: at most 1 % of the months
            double[][] found = p[still.Length..(still.Length + moved.Length)];
            int[] first = [.. found.Select(x => Array.FindIndex(x, v => v < threshold))];
            cells.Add($"{(double)first.Count(f => f >= 0) / first.Length:.00}");
            delay = kind == "step2" ? $"{first.Where(f => f >= 0).Average() + 1:0.0}" : delay;
        }

        Console.WriteLine($"| {name} | {string.Join(" | ", cells)} | {delay} |");
    }
}

List<StudySeries> fallen = StudySeries.Read(Path.Combine(args[0], "falls.csv"));
Console.WriteLine("\n| falls, dispersion | method | to 1/2 | to 0.3 | months to detection of 0.3 |\n|---|---|---|---|---|");
foreach (int phi in new[] { 1, 2 })
{
    StudySeries[] control = [.. all.Where(s => s.Phi == phi && s.Kind == "control")], season = [.. all.Where(s => s.Phi == phi && s.Kind == "season")];
    foreach ((string name, Func<StudySeries[], double[][]> judge) in new (string, Func<StudySeries[], double[][]>)[]
    {
        ("house", s => Methods.House([.. s, .. season], 12, v => v.FallPValue)),
        ("mean known", s => [.. s.Select(x => Methods.Known(x, Means(x), isFall: true))]),
    })
    {
        List<string> cells = [];
        foreach (string kind in new[] { "fall0.5", "fall0.3" })
        {
            StudySeries[] moved = [.. fallen.Where(s => s.Phi == phi && s.Kind == kind)];
            double[][] p = judge([.. control, .. moved]);
            double[] calm = [.. p[..control.Length].SelectMany(x => x).Order()];
            int[] first = [.. p[control.Length..(control.Length + moved.Length)].Select(x => Array.FindIndex(x, v => v < calm[calm.Length / 100]))];
            cells.Add($"{(double)first.Count(f => f >= 0) / first.Length:.00}");
            if (kind == "fall0.3")
            {
                cells.Add($"{first.Where(f => f >= 0).Average() + 1:0.0}");
            }
        }

        Console.WriteLine($"| {phi} | {name} | {string.Join(" | ", cells)} |");
    }
}

List<StudySeries> families = StudySeries.Read(Path.Combine(args[0], "families.csv"));
var familyFarrington = StudySeries.Farrington(Path.Combine(args[0], "families_farrington.csv"));
foreach (int phi in new[] { 1, 2 })
{
    Console.WriteLine($"\ndispersion {phi}, 5 of 300 rise x2.5 for the last 3 months\n| method | false share | found |\n|---|---|---|");
    Family("house, 5 %", s => Alarms(s, 0.05));
    Family("house, 10 %", s => Alarms(s, 0.10));
    if (familyFarrington is not null)
    {
        Family("farringtonFlexible + BH, 5 %", s => Rejected([.. s.Select(x => familyFarrington[(x.Kind, x.Phi, x.Number, 63)])], 0.05));
        Family("farringtonFlexible + BH, 10 %", s => Rejected([.. s.Select(x => familyFarrington[(x.Kind, x.Phi, x.Number, 63)])], 0.10));
    }

    Family("last 3 months pooled, Poisson + BH, 5 %", s => Rejected([.. s.Select(Pooled)], 0.05));
    Family("mean known, month alone + BH, 10 %", s => Rejected([.. s.Select(x => Methods.Known(x, t => x.Means[0])[2])], 0.10));

    void Family(string name, Func<StudySeries[], bool[]> alarms)
    {
        double falseShare = 0, found = 0;
        int n = 0;
        foreach (IGrouping<string, StudySeries> family in families.Where(s => s.Phi == phi).GroupBy(s => s.Kind))
        {
            bool[] raised = alarms([.. family]);
            int wrong = raised.Skip(5).Count(r => r), right = raised.Take(5).Count(r => r);
            falseShare += (double)wrong / Math.Max(1, wrong + right);
            found += right / 5.0;
            n++;
        }

        Console.WriteLine($"| {name} | {falseShare / n:.00} | {found / n:.00} |");
    }
}

static Func<int, double> Means(StudySeries s)
{
    // The mean without the shift: what one who knows the undisturbed series expects.
    return t => s.Kind.StartsWith("season", StringComparison.Ordinal) ? s.Means[t % 12] : s.Means[0];
}

static double Pooled(StudySeries s)
{
    long recent = s.Counts[^3..].Sum(), past = s.Counts[..^3].Sum();
    return PoissonRate.AgainstPast(recent, 3, past, s.Counts.Length - 3)!.Tails.AtLeast;
}

static bool[] Rejected(double[] p, double rate) => [.. FalseDiscovery.BenjaminiHochberg(p).Select(q => q <= rate)];

static bool[] Alarms(StudySeries[] family, double rate) =>
    [.. EmergingIssues.Find([.. family.Select((s, i) => new CountSeries<int>(i, s.Counts))], DetectionRules.Monthly with { FalseDiscoveryRate = rate }).Verdicts.Select(v => v.IsAlarm && v.IsRising)];

static void Nominal(string name, double[][] p)
{
    double[] v = [.. p.SelectMany(x => x)];
    string at = string.Join(' ', new[] { 0.1, 0.05, 0.01, 0.001 }.Select(a => $"{v.Count(x => x <= a) / (double)v.Length:0.0000}"));
    string deciles = string.Join(' ', Enumerable.Range(0, 10).Select(d => $"{v.Count(x => x > d / 10.0 && x <= (d + 1) / 10.0) / (double)v.Length:.000}"));
    Console.WriteLine($"{name,-32} {at} | {deciles}");
}

static void Speed()
{
    MersenneTwister random = new(1);
    CountSeries<int>[] series =
    [
        .. Enumerable.Range(0, 10_000).Select(i =>
        {
            double mean = Math.Exp(Math.Log(0.5) + (random.NextDouble() * Math.Log(40)));
            return new CountSeries<int>(i, [.. Enumerable.Range(0, 60).Select(_ => (long)Poisson.Sample(random, mean))]);
        }),
    ];
    for (int run = 0; run < 4; run++)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int alarms = EmergingIssues.Find(series).Verdicts.Count(v => v.IsAlarm);
        Console.WriteLine($"10,000 series x 60 months: {watch.Elapsed.TotalSeconds:0.00} s, {alarms} alarms, {Environment.ProcessorCount} cores{(run == 0 ? " (first run, cold)" : "")}");
    }
}
