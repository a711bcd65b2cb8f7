using System.Buffers;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace ServiceAnalytics.Analytics.Trends.Detection;

/// <summary>What is expected: a mean, how much the mean itself is uncertain, and how much more than chance the counts vary.</summary>
/// <param name="Mean">Events.</param>
/// <param name="Variance">Relative variance of the mean.</param>
/// <param name="Dispersion">Variance of a period ÷ its mean; at least 1.</param>
public readonly record struct Foretold(double Mean, double Variance, double Dispersion)
{
    /// <summary>The negative binomial's excess: variance = mean + excess × mean².</summary>
    public double Excess => Variance + ((Dispersion - 1) / Mean);
}

/// <summary>A period alone and together with the periods before it, as one test.</summary>
/// <remarks>
/// Counts given the past are negative binomial (a Poisson whose mean is gamma distributed; the gamma stands for the uncertain mean and for clusters). Each look
/// has a mid-p tail; the statistic is the smaller of the two, and its p-value is computed from their joint distribution, not from a bound: the chance
/// that either look is as surprising or more. What is as surprising counts half (mid-p). Mid-p: Lancaster, J. Am. Stat. Assoc. 56 (1961), 223–234. Above
/// <see cref="LargeMean"/> the joint distribution is that of two normal deviates.
/// </remarks>
public static class WindowTest
{
    private const double LargeMean = 250;

    /// <summary>Chances of a rise and of a fall as marked, given the period and the window that ends with it.</summary>
    /// <param name="now">The period.</param>
    /// <param name="nowExpected">What was expected of it.</param>
    /// <param name="window">The window, the period included.</param>
    /// <param name="windowExpected">What was expected of it; with no more than <paramref name="nowExpected"/> the period stands alone.</param>
    /// <returns>Mid-p of a rise and of a fall, 0 to 1; and for each whether the window shows it better than the period.</returns>
    public static (double Rise, double Fall, bool RiseByWindow, bool FallByWindow) Of(long now, Foretold nowExpected, long window, Foretold windowExpected)
    {
        double before = windowExpected.Mean - nowExpected.Mean;
        if (before <= 1e-12)
        {
            (double up, double down) = Tails(now, nowExpected);
            return (up, down, false, false);
        }

        (double upNow, double downNow) = Tails(now, nowExpected);
        (double upWindow, double downWindow) = Tails(window, windowExpected);
        if (windowExpected.Mean > LargeMean || window > 4 * LargeMean)
        {
            double shared = Correlation(nowExpected, windowExpected);
            return (Either(Math.Min(upNow, upWindow), shared), Either(Math.Min(downNow, downWindow), shared), upWindow < upNow, downWindow < downNow);
        }

        Grid grid = new(nowExpected, windowExpected, (int)Math.Max(now, window));
        try
        {
            return (
                grid.Rise(Math.Min(upNow, upWindow)),
                grid.Fall(Math.Min(downNow, downWindow)),
                upWindow < upNow,
                downWindow < downNow);
        }
        finally
        {
            grid.Return();
        }
    }

    /// <summary>Mid-p tails of one count.</summary>
    /// <param name="observed">0 or more.</param>
    /// <param name="expected">What was expected.</param>
    /// <returns>P(more) + ½ P(as many), and P(fewer) + ½ P(as many).</returns>
    public static (double Up, double Down) Tails(long observed, Foretold expected)
    {
        double excess = expected.Excess;
        Statistics.CountTest test = Statistics.OverdispersedCount.AgainstExpected(observed, expected.Mean, excess > 1e-9 ? 1 / excess : null);
        return (test.MidAtLeast, test.MidAtMost);
    }

    /// <summary>The smallest count that is exceeded with at most the given chance.</summary>
    /// <param name="expected">What is expected; a mean above 0.</param>
    /// <param name="chance">Between 0 and 1.</param>
    public static long Quantile(Foretold expected, double chance)
    {
        double deviation = Math.Sqrt(expected.Mean + (Math.Max(expected.Excess, 1e-9) * expected.Mean * expected.Mean));
        long low = -1, high = (long)Math.Ceiling(expected.Mean + (4 * deviation) + 4);
        while (AtLeast(high + 1, expected) > chance)
        {
            high *= 2;
        }

        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = AtLeast(middle + 1, expected) > chance ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Chance of a count or more.</summary>
    /// <param name="count">1 or more.</param>
    /// <param name="expected">What is expected; a mean above 0.</param>
    public static double AtLeast(long count, Foretold expected)
    {
        double size = 1 / Math.Max(expected.Excess, 1e-9);
        return SpecialFunctions.BetaRegularized(count, size, expected.Mean / (expected.Mean + size));
    }

    private static double Correlation(Foretold now, Foretold window)
    {
        double own = now.Mean + (now.Excess * now.Mean * now.Mean);
        double all = window.Mean + (window.Excess * window.Mean * window.Mean);
        double joint = own + (now.Mean * (window.Mean - now.Mean) * Math.Min(now.Variance, window.Variance));
        return Math.Clamp(joint / Math.Sqrt(own * all), 0, 0.999);
    }

    /// <summary>Chance that either of two correlated normal deviates is as far out as a tail of the given size.</summary>
    private static double Either(double tail, double correlation)
    {
        if (tail >= 0.5)
        {
            tail = Math.Min(tail, 1 - 1e-12);
        }

        double z = -Normal.InvCDF(0, 1, Math.Max(tail, 1e-300));
        double across = Math.Sqrt(1 - (correlation * correlation));
        const int Steps = 200;
        double from = Math.Min(-8, z - 8), width = (z - from) / Steps, sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double at = from + (i * width);
            double part = Math.Exp(-at * at / 2) / Constants.Sqrt2Pi * SpecialFunctions.Erfc((z - (correlation * at)) / across / Constants.Sqrt2) / 2;
            sum += part * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return Math.Min(1, Math.Max(tail, tail + (sum * width / 3)));
    }

    /// <summary>The joint distribution of period and window in tables.</summary>
    private readonly struct Grid
    {
        private readonly int size;
        private readonly Foretold now;
        private readonly double before;
        private readonly double variance;
        private readonly double dispersion;
        private readonly double[] period;
        private readonly double[] whole;
        private readonly double[] rest;

        public Grid(Foretold now, Foretold window, int largest)
        {
            this.now = now;
            before = window.Mean - now.Mean;
            variance = window.Variance;
            dispersion = window.Dispersion;
            double deviation = Math.Sqrt(window.Mean + (window.Excess * window.Mean * window.Mean));
            size = Math.Max(largest + 2, (int)(window.Mean + (10 * deviation)) + 20);
            period = ArrayPool<double>.Shared.Rent(size);
            whole = ArrayPool<double>.Shared.Rent(size);
            rest = ArrayPool<double>.Shared.Rent(size);
            Fill(period, size, now.Mean, now.Excess);
            Fill(whole, size, window.Mean, window.Excess);
        }

        public void Return()
        {
            ArrayPool<double>.Shared.Return(period);
            ArrayPool<double>.Shared.Return(whole);
            ArrayPool<double>.Shared.Return(rest);
        }

        public double Rise(double least)
        {
            // The first counts, from below, whose mid-p tail is as small (and smaller) than the one seen.
            (int periodAs, int periodBeyond) = FirstUp(period, least);
            (int wholeAs, int wholeBeyond) = FirstUp(whole, least);
            double p = (Above(periodAs, wholeAs) + Above(periodBeyond, wholeBeyond)) / 2;
            return Math.Clamp(p, least, 1);
        }

        public double Fall(double least)
        {
            (int periodAs, int periodBeyond) = LastDown(period, least);
            (int wholeAs, int wholeBeyond) = LastDown(whole, least);
            double p = (Below(periodAs, wholeAs) + Below(periodBeyond, wholeBeyond)) / 2;
            return Math.Clamp(p, least, 1);
        }

        /// <summary>P(period ≥ first or window ≥ second).</summary>
        private double Above(int first, int second)
        {
            double sum = 0;
            for (int a = size - 1; a >= Math.Min(first, size); a--)
            {
                sum += period[a];
            }

            for (int a = 0; a < Math.Min(first, size); a++)
            {
                int need = second - a;
                if (need <= 0)
                {
                    sum += period[a];
                }
                else if (period[a] > 1e-18)
                {
                    sum += period[a] * Math.Max(0, 1 - RestBelow(a, need));
                }
            }

            return sum;
        }

        /// <summary>P(period ≤ first or window ≤ second).</summary>
        private double Below(int first, int second)
        {
            double sum = 0;
            for (int a = 0; a <= first; a++)
            {
                sum += period[a];
            }

            for (int a = first + 1; a <= second && a < size; a++)
            {
                if (period[a] > 1e-18)
                {
                    sum += period[a] * RestBelow(a, second - a + 1);
                }
            }

            return sum;
        }

        /// <summary>P(the periods before &lt; end | the period's count): what the period tells about the uncertain mean is taken in.</summary>
        private double RestBelow(int a, int end)
        {
            double known = 1 / Math.Max(variance, 1e-12);
            double mean = before * (known + (a / dispersion)) / (known + (now.Mean / dispersion));
            double excess = (1 / (known + (a / dispersion))) + ((dispersion - 1) / mean);
            end = Math.Min(end, size);
            Fill(rest, end, mean, excess);
            double sum = 0;
            for (int i = 0; i < end; i++)
            {
                sum += rest[i];
            }

            return Math.Min(1, sum);
        }

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
        private static void Fill(double[] chances, int size, double mean, double excess)
        {
            if (size == 0)
            {
                return;
            }

            excess = Math.Max(excess, 1e-9);
            double k = 1 / excess;
            double share = mean / (mean + k);
            double last = Math.Exp(-k * SpecialFunctions.Log1p(mean * excess));
            chances[0] = last;
            for (int x = 1; x < size; x++)
            {
                last *= share * (k + x - 1) / x;
                chances[x] = last;
            }
        }
    }
}
