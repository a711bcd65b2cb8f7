using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using ServiceAnalytics.Analytics.Trends.Backtest;
using ServiceAnalytics.Analytics.Trends.Issues;

namespace ServiceAnalytics.Analytics.Tests.Trends.Issues;

/// <summary>
/// Sixty months of a company with known rates: 12 models of 4 series, each with 6 faults of its series; a batch of each model comes to customers every
/// eight months and stays, so that the fleet grows all the time; 5 regions; a part per fault, two suppliers per part.
/// </summary>
internal sealed class SimulatedCompany
{
    public const int Months = 60;
    private const int Models = 12, Faults = 6, Batches = 8, BatchEvery = 8, Regions = 5;

    private readonly List<(SeriesKey[] Keys, int Month)> repairs = [];

    /// <summary>Draws the company.</summary>
    /// <param name="seed">Of the random numbers.</param>
    /// <param name="season">Log swing of the year.</param>
    /// <param name="factor">What multiplies the rate of (model, fault, batch) in a month; 1 = undisturbed.</param>
    /// <param name="reported">Share of a month's tickets that has been reported.</param>
    public SimulatedCompany(int seed, double season, Func<int, int, int, int, double> factor, Func<int, double> reported)
    {
        MersenneTwister random = new(seed);
        double[] all = new double[Months];
        double[][] bySeries = [.. Enumerable.Range(0, 4).Select(_ => new double[Months])];
        for (int model = 0; model < Models; model++)
        {
            double size = 80 + (random.NextDouble() * 120), rate = 0.008 + (random.NextDouble() * 0.012);
            double[] faultShares = [.. Enumerable.Range(0, Faults).Select(f => 1.0 / (1 + f))];
            double[] units = new double[Months];
            for (int batch = 0; batch < Batches; batch++)
            {
                double[] own = [.. Enumerable.Range(0, Months).Select(t => size * Math.Clamp((t - (batch * BatchEvery) + 12) / 4.0, 0, 1))];
                Table.SetUnits(new(FaultDimension.Batch, $"M{model}-{batch}"), own);
                for (int t = 0; t < Months; t++)
                {
                    units[t] += own[t];
                    for (int fault = 0; fault < Faults; fault++)
                    {
                        double mean = own[t] * rate * faultShares[fault] / faultShares.Sum() * Math.Exp(season * Math.Sin(2 * Math.PI * t / 12))
                            * factor(model, fault, batch, t) * reported(t);
                        for (int n = mean > 0 ? Poisson.Sample(random, mean) : 0; n > 0; n--)
                        {
                            Add(random, t, model, fault, batch);
                        }
                    }
                }
            }

            Table.SetUnits(new(FaultDimension.Model, $"M{model}"), units);
            for (int t = 0; t < Months; t++)
            {
                all[t] += units[t];
                bySeries[model / 3][t] += units[t];
            }
        }

        Table.SetUnits(null, all);
        for (int s = 0; s < bySeries.Length; s++)
        {
            Table.SetUnits(new(FaultDimension.Series, $"S{s}"), bySeries[s]);
        }
    }

    public SeriesTable Table { get; } = new([.. Enumerable.Range(0, Months).Select(i => ReportingMonth.Parse("2022-01").Plus(i))]);

    public FaultCells Cells { get; } = new();

    /// <summary>What two series have in common, counted ticket by ticket.</summary>
    public SharedRepairs Shared(SeriesKey one, SeriesKey other)
    {
        List<int> common = [.. repairs.Where(r => r.Keys.Contains(one) && r.Keys.Contains(other)).Select(r => Months - 1 - r.Month)];
        return new(common.Count(b => b == 0), common.Count(b => b < 3), common.Count(b => b < 6), common.Count(b => b is >= 6 and < 18));
    }

    private void Add(MersenneTwister random, int month, int model, int fault, int batch)
    {
        int region = random.Next(Regions), supplier = random.Next(2);
        Dictionary<FaultDimension, string> values = new()
        {
            [FaultDimension.Model] = $"M{model}",
            [FaultDimension.Series] = $"S{model / 3}",
            [FaultDimension.Fault] = $"S{model / 3}-F{fault}",
            [FaultDimension.Part] = $"P{fault}",
            [FaultDimension.Batch] = $"M{model}-{batch}",
            [FaultDimension.Region] = $"R{region}",
            [FaultDimension.Supplier] = $"V{fault}{supplier}",
            [FaultDimension.Cause] = random.NextDouble() < 0.8 ? "quality" : "misuse",
        };
        SeriesKey[] keys =
        [
            .. SeriesKey.Kinds.Select(k => new SeriesKey(new(k.First, values[k.First]), k.Second is { } second ? new FaultTrait(second, values[second]) : null)),
        ];
        foreach (SeriesKey key in keys)
        {
            Table.Add(key, month, 1);
        }

        Cells.Add([.. values.Select(v => new FaultTrait(v.Key, v.Value))], month, 1);
        Table.Tickets[month]++;
        Table.Repairs[month]++;
        repairs.Add((keys, month));
    }
}
