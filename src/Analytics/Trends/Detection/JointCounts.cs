using System.Buffers;
using MathNet.Numerics;

namespace ServiceAnalytics.Analytics.Trends.Detection;

/// <summary>The joint distribution of a period and one or two windows that end with it, in tables.</summary>
/// <remarks>
/// Each window is the one before and the periods it has more. Given what was seen so far, these are negative binomial again, with what was seen telling about the uncertain mean.
/// </remarks>
internal sealed class JointCounts : IDisposable
{
    /// <summary>A count less likely than this, against the chance sought, changes nothing that is shown.</summary>
    private const double Negligible = 1e-12;

    private readonly Foretold[] expected;
    private readonly int size;
    private readonly double[][] looks;
    private readonly double[] rest;
    private readonly double[] sums;

    /// <summary>Tables for counts up to the largest seen and to where chances vanish.</summary>
    /// <param name="expected">Two or three nested looks, the period first; means grow.</param>
    /// <param name="largest">The largest count seen.</param>
    public JointCounts(Foretold[] expected, int largest)
    {
        this.expected = expected;
        Foretold longest = expected[^1];
        double deviation = Math.Sqrt(longest.Mean + (longest.Excess * longest.Mean * longest.Mean));
        size = Math.Max(largest + 2, (int)(longest.Mean + (10 * deviation)) + 20);
        looks = [.. expected.Select(e =>
        {
            double[] chances = ArrayPool<double>.Shared.Rent(size);
            Fill(chances, size, e.Mean, e.Excess);
            return chances;
        })];
        rest = ArrayPool<double>.Shared.Rent(size);
        sums = ArrayPool<double>.Shared.Rent(size);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (double[] rented in looks.Append(rest).Append(sums))
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>Chance that any look has an upper mid-p tail as small as this; as small counts half.</summary>
    public double Rise(double least)
    {
        (int As, int Beyond)[] first = [.. looks.Select(l => FirstUp(l, least))];
        return Math.Clamp((Above([.. first.Select(f => f.As)], least) + Above([.. first.Select(f => f.Beyond)], least)) / 2, least, 1);
    }

    /// <summary>The same of the lower tail.</summary>
    public double Fall(double least)
    {
        (int As, int Beyond)[] last = [.. looks.Select(l => LastDown(l, least))];
        return Math.Clamp((Below([.. last.Select(f => f.As)], least) + Below([.. last.Select(f => f.Beyond)], least)) / 2, least, 1);
    }

    /// <summary>P(any look reaches its bound).</summary>
    private double Above(int[] bounds, double least)
    {
        double[] period = looks[0];
        double sum = 0;
        for (int a = size - 1; a >= Math.Min(bounds[0], size); a--)
        {
            sum += period[a];
        }

        int below = Math.Min(bounds[1], size);
        sums.AsSpan(0, below).Clear();
        for (int a = 0; a < Math.Min(bounds[0], size); a++)
        {
            if (period[a] <= Negligible * least)
            {
                continue;
            }

            int need = below - a;
            if (need <= 0)
            {
                sum += period[a];
                continue;
            }

            sum += period[a] * Math.Max(0, 1 - Rest(1, a, need));
            for (int i = 0; looks.Length > 2 && i < need; i++)
            {
                sums[a + i] += period[a] * rest[i];
            }
        }

        for (int s = 0; looks.Length > 2 && s < below; s++)
        {
            if (sums[s] > Negligible * least)
            {
                int need = Math.Min(bounds[2], size) - s;
                sum += need <= 0 ? sums[s] : sums[s] * Math.Max(0, 1 - Rest(2, s, need));
            }
        }

        return sum;
    }

    /// <summary>P(any look is at or below its bound).</summary>
    private double Below(int[] bounds, double least)
    {
        double[] period = looks[0];
        double sum = 0;
        for (int a = 0; a <= bounds[0]; a++)
        {
            sum += period[a];
        }

        int end = Math.Min(size, Math.Max(bounds[1], looks.Length > 2 ? bounds[2] : -1) + 1);
        sums.AsSpan(0, Math.Max(0, end)).Clear();
        for (int a = bounds[0] + 1; a < end; a++)
        {
            if (period[a] <= Negligible * least)
            {
                continue;
            }

            Rest(1, a, end - a);
            for (int i = 0; i < end - a; i++)
            {
                if (a + i <= bounds[1])
                {
                    sum += period[a] * rest[i];
                }
                else
                {
                    sums[a + i] += period[a] * rest[i];
                }
            }
        }

        for (int s = Math.Max(0, bounds[1] + 1); s < end; s++)
        {
            if (sums[s] > Negligible * least)
            {
                sum += sums[s] * Rest(2, s, end - s);
            }
        }

        return sum;
    }

    /// <summary>P(what a look has more than the one before &lt; end | the one before), its chances left in <see cref="rest"/>.</summary>
    private double Rest(int look, int seen, int end)
    {
        Foretold before = expected[look - 1], whole = expected[look];
        double known = 1 / Math.Max(whole.Variance, 1e-12);
        double mean = (whole.Mean - before.Mean) * (known + (seen / whole.Dispersion)) / (known + (before.Mean / whole.Dispersion));
        Fill(rest, end, mean, (1 / (known + (seen / whole.Dispersion))) + ((whole.Dispersion - 1) / mean));
        double sum = 0;
        for (int i = 0; i < end; i++)
        {
            sum += rest[i];
        }

        return Math.Min(1, sum);
    }

    /// <summary>The first counts, from below, whose mid-p tail is as small, and smaller.</summary>
    private (int As, int Beyond) FirstUp(double[] chances, double least)
    {
        double above = 0;
        int asSmall = size, smaller = size;
        for (int x = size - 1; x >= 0; x--)
        {
            double mid = above + (chances[x] / 2);
            if (mid < least * (1 - 1e-9))
            {
                smaller = x;
            }

            if (mid > least * (1 + 1e-9))
            {
                break;
            }

            asSmall = x;
            above += chances[x];
        }

        return (asSmall, smaller);
    }

    private (int As, int Beyond) LastDown(double[] chances, double least)
    {
        double below = 0;
        int asSmall = -1, smaller = -1;
        for (int x = 0; x < size; x++)
        {
            double mid = below + (chances[x] / 2);
            if (mid < least * (1 - 1e-9))
            {
                smaller = x;
            }

            if (mid > least * (1 + 1e-9))
            {
                break;
            }

            asSmall = x;
            below += chances[x];
        }

        return (asSmall, smaller);
    }

    /// <summary>Chances of a negative binomial by its recursion.</summary>
    private static void Fill(double[] chances, int end, double mean, double excess)
    {
        if (end <= 0)
        {
            return;
        }

        excess = Math.Max(excess, 1e-9);
        double k = 1 / excess;
        double share = mean / (mean + k);
        double last = Math.Exp(-k * SpecialFunctions.Log1p(mean * excess));
        chances[0] = last;
        for (int x = 1; x < end; x++)
        {
            last *= share * (k + x - 1) / x;
            chances[x] = last;
        }
    }
}
