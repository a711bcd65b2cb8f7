using System.Numerics;

namespace ServiceAnalytics.Samples.Randomness;

/// <summary>
/// xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021), seeded by
/// <see cref="SplitMix64"/>. Everything is integer arithmetic or the four basic operations and square roots of IEEE 754, which are exact
/// everywhere: the same seed gives the same exports on every machine. The library's logarithm and exponential don't promise that.
/// </summary>
internal sealed class SeededGenerator
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>A generator for one purpose; another purpose under the same seed gets an unrelated sequence.</summary>
    public SeededGenerator(ulong seed, string purpose)
    {
        var state = seed;
        foreach (var letter in purpose)
        {
            state = SplitMix64.At(state, letter);
        }

        s0 = SplitMix64.Next(ref state);
        s1 = SplitMix64.Next(ref state);
        s2 = SplitMix64.Next(ref state);
        s3 = SplitMix64.Next(ref state);
    }

    /// <summary>A generator in a given state, for comparison with the published sequence. Not all four may be 0.</summary>
    internal SeededGenerator(ulong s0, ulong s1, ulong s2, ulong s3) => (this.s0, this.s1, this.s2, this.s3) = (s0, s1, s2, s3);

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1 (multiply and shift; the bias is below limit / 2^64).</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>A whole number from first to last, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => Share() < probability;

    /// <summary>
    /// Nearly standard normal: the sum of twelve 16-bit uniforms less 6 (Irwin-Hall; mean 0, variance 1, never beyond 6). Tails are a little
    /// thin, which repair times don't mind.
    /// </summary>
    public double Normal()
    {
        var sum = 0L;
        for (var word = 0; word < 3; word++)
        {
            var bits = Next();
            sum += (long)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        }

        return ((sum + 6) / 65536.0) - 6; // + 6: twelve times the half step that each 16-bit uniform is short of its mean
    }

    /// <summary>Log-normal whole minutes, at least 1.</summary>
    /// <param name="median">Minutes; half of the draws are below.</param>
    /// <param name="sigma">Standard deviation of the logarithm: 0.7 makes the 90th percentile 2.5 medians, 1.0 makes it 3.6.</param>
    public int LogNormalMinutes(double median, double sigma) => Math.Max(1, (int)(median * PortableMath.Exp(sigma * Normal())));

    /// <summary>Poisson; by multiplication (Knuth) for small means, by the rounded normal from 60 on.</summary>
    public int Poisson(double mean)
    {
        if (mean >= 60)
        {
            return Math.Max(0, (int)(mean + (Math.Sqrt(mean) * Normal()) + 0.5));
        }

        var floor = PortableMath.Exp(-mean);
        var count = 0;
        for (var product = Share(); product > floor; product *= Share())
        {
            count++;
        }

        return count;
    }

    /// <summary>An index, drawn by weights that add up to anything above 0.</summary>
    public int Weighted(ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var place = Below(total);
        for (var i = 0; ; i++)
        {
            place -= weights[i];
            if (place < 0)
            {
                return i;
            }
        }
    }
}
