namespace ServiceAnalytics.Samples.Randomness;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; constants as published by
/// Sebastiano Vigna at prng.di.unimi.it/splitmix64.c): a counter and a mixing function. Used to fill the state of
/// <see cref="SeededGenerator"/>, and as a hash that gives the n-th unit its properties without storing them.
/// </summary>
internal static class SplitMix64
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>The next number of the sequence whose counter is <paramref name="state"/>.</summary>
    public static ulong Next(ref ulong state) => Mix(state += Step);

    /// <summary>The number at a place of the sequence that begins at the seed: 0 is the first.</summary>
    public static ulong At(ulong seed, long place) => Mix(seed + (Step * ((ulong)place + 1)));

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
